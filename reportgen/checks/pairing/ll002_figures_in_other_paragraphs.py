"""A paragraph tells other figures than its translation.

Examines
    For each pair of paragraphs, cells, items, titles, notes and footnotes: which metric and period each language
    prints, and in which way.

Why it matters
    A figure that slipped into the next paragraph, or the figure of another year, reads well in each language alone.
    Only both beside each other show it.

Does not examine
    The order of the figures within a paragraph. A figure that a whole section lacks (TX002).

Bad
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.

        Last year they were {{ kpi("ghg.total", year=-1) }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.total", year=-1) }}。

        上年為{{ kpi("ghg.total") }}。

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.total") }}。

Fix
    Tell the same figure in both paragraphs.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages; ISAE 3000 (Revised), paragraph 46.
"""

from collections import Counter

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted, subject_of
from reportgen.checks.prose import prose
from reportgen.checks.prose.pairs import figures_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages that binds something."""
    read = prose(dossier)
    known = {
        language: {id: b for (own, id), b in read.bindings.items() if own == language} for language in read.languages
    }
    for pair in read.pairs:
        one, two = (figures_of(side, known[side.language]) for side in (pair.one, pair.two))
        if not one and not two:
            continue
        if one == two:
            yield None
            continue
        metric, period = next(iter((one - two) + (two - one)))[1:]
        yield CHECK.finding(
            f"{quoted(pair.one)} prints {_told(one - two)}, its translation {quoted(pair.two)} {_told(two - one)}",
            "tell the same figures in both",
            language=pair.two.language,
            section=pair.two.section,
            metric=metric,
            period=period,
            place=pair.two.at,
            subject=subject_of(pair.two),
        )


def _told(figures: Counter[tuple[str, str, str]]) -> str:
    return ", ".join(f"{metric} for {period} as {kind}" for kind, metric, period in figures) or "nothing instead"


CHECK = Check(
    "LL002",
    "figures-in-other-paragraphs",
    {"zh-hant": "對應段落所述的數字不同", "en": "A paragraph tells other figures than its translation"},
    Severity.ERROR,
    __doc__,
    examine,
)
