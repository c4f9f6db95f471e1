"""A number in the text is not bound to a figure.

Examines
    The text of every section in every language: paragraphs, headings, tables typed in Markdown, notes, footnotes,
    labels of stat cards and titles of charts. A whole number up to ten in words (three ideas, 兩所學校) is a warning,
    every other one an error.

Why it matters
    A typed number stays behind when the figure changes, and nobody can trace it to its source.

Does not examine
    Years and dates, codes and names of standards, ordinals, Scope 1 to 3, names that mix letters and digits, titles in
    《》 and short names in quotation marks: these are no quantities.

Bad
    templates/en/1-environment.md
        Emissions were 5,739,723.7 tonnes.

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.total") }}。

Fix
    Write {{ kpi("metric.id") }} in place of the number; if there is no such metric, define it and let its owner hand it
    in.

Source
    ISAE 3000 (Revised), paragraph 46: information must be traceable to be assured.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_SMALL = re.compile(
    r"two|three|four|five|six|seven|eight|nine|ten|twice|(?:a couple|scores) of"
    r"|[兩二三四五六七八九十](?:個|項|家|名|位|次|場|層|條|套|間|宗|所|種|類|座|支|戶|台|份|件|輛|棵|篇|門|大|方|步|點)",
    re.IGNORECASE,
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language, and one for each typed number."""
    for manuscript in dossier.manuscripts:
        for _ in manuscript.chapters:
            yield None
    for number in dossier.unbound:
        yield CHECK.finding(
            f"the number {number.text!r} is typed by hand in the section {number.section!r}",
            'bind it: write {{ kpi("…") }} with the metric that it tells',
            language=number.language,
            section=number.section,
            place=number.place,
            severity=Severity.WARNING if _SMALL.fullmatch(number.text) else CHECK.severity,
        )


CHECK = Check(
    "TX001",
    "number-not-bound",
    {"zh-hant": "文中的數字沒有綁定", "en": "A number in the text is not bound to a figure"},
    Severity.ERROR,
    __doc__,
    examine,
)
