"""A paragraph is word for word last year's, though its figures moved.

Examines
    Each paragraph, note and footnote that prints figures against the published report of the year before: the same
    words apart from figures and years, while a figure moved by more than the threshold. A paragraph that explains
    (because, mainly from, 由於) is a warning, another one a hint.

Why it matters
    The program brings the figures up to date, and nobody the explanation.

Does not examine
    Reports whose year before was not closed by reportgen rollover (data/years/YEAR/manuscript.json). Paragraphs whose
    figures hardly moved.

Options
    percent: the least change of a figure, of its earlier value, in per cent.

Bad
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.scope1") }}, mainly because offices were warmer.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.scope1") }}，主要由於辦公樓較暖。
    year before
        en environment ghg.scope1 2021 18961.4 Emissions were , mainly because offices were warmer.

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.scope1") }}, because fire extinguishers are counted from this year.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.scope1") }}，由於今年起計入滅火器。
    year before
        en environment ghg.scope1 2021 18961.4 Emissions were , mainly because offices were warmer.

Fix
    Say what happened this year; waive it if the same reason holds again.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; GRI 1: Foundation 2021, Timeliness.
"""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, lexicon, prose
from reportgen.checks.prose.publishing import words_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.manuscript import Binding
from reportgen.model.published import PublishedBlock, PublishedFigure

_KINDS = ("paragraph", "note", "footnote")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each paragraph with figures, where there is a report of the year before."""
    if dossier.published is None:
        return
    read = prose(dossier)
    least = Decimal(str(options["percent"]))
    known: dict[tuple[str, str], list[PublishedBlock]] = {}
    for block in dossier.published.blocks:
        known.setdefault((block.language, block.words), []).append(block)
    for passage in read.passages:
        if passage.kind not in _KINDS or not passage.bound:
            continue
        bound = [b for spot in passage.bound if (b := read.binding(passage, spot)) is not None]
        for block in known.get((passage.language, words_of(passage)), ())[:1]:
            moved = _moved(bound, block.figures, least)
            if moved:
                yield _finding(passage, moved, dossier.published.year)
                break
        else:
            yield None


def _moved(
    bound: Sequence[Binding], before: Sequence[PublishedFigure], least: Decimal
) -> list[tuple[Binding, PublishedFigure]]:
    """The figures of which last year's paragraph printed an earlier value that differs by more than the threshold."""
    found = []
    for now, then in zip(bound, before, strict=False):
        if now.metric != then.metric or now.period == then.period or now.value is None or not then.value:
            continue
        if abs(now.value - then.value) / abs(then.value) * 100 >= least:
            found.append((now, then))
    return found


def _finding(passage: Passage, moved: list[tuple[Binding, PublishedFigure]], year: int) -> Finding:
    now, then = moved[0]
    words = lexicon(passage.language)
    explains = words is not None and words.pattern(words.explanation.cause).search(passage.typed) is not None
    return CHECK.finding(
        f"the words are those of {year}, though {now.metric} moved from {then.text} to {now.text}",
        "say what happened this year; waive it if the same holds again",
        language=passage.language,
        section=passage.section,
        metric=now.metric,
        period=now.period,
        place=passage.at,
        severity=Severity.WARNING if explains else Severity.INFO,
        confidence=Confidence.MEDIUM if explains else Confidence.LOW,
        subject=words_of(passage),
    )


CHECK = Check(
    "TX020",
    "paragraph-unchanged",
    {"zh-hant": "數字已變而文字沿用上年", "en": "A paragraph is last year's, though its figures moved"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    options={"percent": Decimal(10)},
)
