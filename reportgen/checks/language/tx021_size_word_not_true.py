"""A word of size is not true of the figure beside it.

Examines
    Words for a size that follow from figures: doubled, tripled, halved, 翻倍, 減半 and "record high", 創新高 in a
    clause that prints one metric, against its earlier values; remained stable, 持平 against its change; half, a
    third, 過半, 一半, 三分之一 in a clause that prints one share, against that share.

Why it matters
    "More than half" was true last year. The figure follows the data, the word doesn't.

Does not examine
    Clauses about several metrics, and sizes of what the report doesn't measure.

Options
    steady: the largest change, in per cent, that may be called stable.

Bad
    templates/en/1-environment.md
        Scope 1 halved to {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一為{{ kpi("ghg.scope1") }}的新低。

Good
    templates/en/1-environment.md
        Scope 1 doubled to {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一翻倍至{{ kpi("ghg.scope1") }}。
    figures
        ghg.scope1 2022 38000

Fix
    Write the word that the figures allow, or leave it out.

Source
    HKEX ESG Reporting Guide, Balance; GRI 1: Foundation 2021, Accuracy.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Measure, Prose, Quantity, Sentence, clauses, lexicon, prose, quantities
from reportgen.checks.prose.claims import previous
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.manuscript import Binding
from reportgen.model.metric import Qualifier
from reportgen.model.unit import Style

_TIMES = {
    "en": re.compile(r"\b(?:doubled|tripled|quadrupled|halved)\b", re.I),
    "zh": re.compile(r"翻(?:了)?一?[番倍]|倍增|減半|增加一倍|增長一倍|上升一倍"),
}
_SIZES = {
    "doubled": Decimal(2),
    "tripled": Decimal(3),
    "quadrupled": Decimal(4),
    "halved": Decimal("0.5"),
    "減半": Decimal("0.5"),
}
_MORE = {"en": re.compile(r"more than $"), "zh": re.compile(r"(?:超過|逾)$")}
_PART = {
    "en": re.compile(r"\b(?:half|(?:a|one|two)[- ](?:third|quarter|fifth)s?|three[- ]quarters)\b", re.I),
    "zh": re.compile(r"[過逾]半(?!導|年)|一半|半數|[三四五]分之[一二三四]"),
}


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each word of size that a figure of its clause can prove."""
    read = prose(dossier)
    steady = Decimal(str(options["steady"]))
    for passage in read.passages:
        words = lexicon(passage.language)
        if words is None or not passage.bound:
            continue
        for sentence in read.sentences(passage):
            for clause in clauses(sentence):
                bound = [b for spot in clause.bound if (b := read.binding(passage, spot)) is not None]
                if len({b.metric for b in bound}) == 1:
                    yield from _of_time(read, clause, words, bound[-1], steady)
                if len(bound) == 1:
                    yield from _of_share(read, clause, bound[0])


def _of_time(
    read: Prose, clause: Sentence, words: Lexicon, binding: Binding, steady: Decimal
) -> Iterator[Finding | None]:
    before = previous(read, binding)
    figure = read.dossier.figures.get(binding.metric, binding.period)
    if before is None or not before.value or figure is None or figure.value is None:
        return
    typed = clause.typed
    if words.pattern(words.directions.denied).search(typed):
        return
    key = "zh" if clause.passage.language.startswith("zh") else "en"
    ratio = figure.value / before.value
    if match := _TIMES[key].search(typed):
        size = _SIZES.get(match[0].casefold(), Decimal(2))
        more = _MORE[key].search(typed[: match.start()]) is not None
        true = ratio > size if more else size * Decimal("0.9") <= ratio <= size * Decimal("1.3")
        yield None if true else _found(clause, match[0], binding, f"it is {ratio:.2f} times the year before")
    earlier = [f.value for f in read.figures[binding.metric] if f.period != figure.period and f.value is not None]
    for own, wrong in (
        (words.directions.record, max(earlier) >= figure.value),
        (words.directions.record_low, min(earlier) <= figure.value),
    ):
        if match := words.pattern(own).search(typed):
            yield (
                _found(
                    clause,
                    match[0],
                    binding,
                    f"an earlier value was {max(earlier) if own is words.directions.record else min(earlier)}",
                )
                if wrong
                else None
            )
    if (match := words.pattern(words.directions.steady).search(typed)) and binding.kind != "delta":
        change = abs(ratio - 1) * 100
        yield None if change <= steady else _found(clause, match[0], binding, f"it changed by {change:.1f}%")


def _of_share(read: Prose, clause: Sentence, binding: Binding) -> Iterator[Finding | None]:
    metric = read.metric(binding)
    unit = read.dossier.project.units.get(metric.unit) if metric else None
    if binding.value is None or unit is None or (binding.kind != "share" and unit.style is not Style.PERCENT):
        return
    key = "zh" if clause.passage.language.startswith("zh") else "en"
    match = _PART[key].search(clause.typed)
    if match is None:
        return
    part = _part(clause, match)
    if part is None:
        return
    value = binding.value
    true = {
        Qualifier.OVER: value > part.value,
        Qualifier.NEARLY: part.value * Decimal("0.9") <= value < part.value,
        Qualifier.BELOW: value < part.value,
        Qualifier.AT_LEAST: value >= part.value,
    }.get(part.qualifier, abs(value - part.value) <= Decimal(3))
    yield None if true else _found(clause, match[0], binding, f"the share is {value:.1f}%")


def _part(clause: Sentence, match: re.Match[str]) -> Quantity | None:
    if match[0] in ("過半", "逾半"):
        return Quantity(match.start(), match.end(), match[0], Decimal(50), Measure.SHARE, qualifier=Qualifier.OVER)
    told = quantities(clause.typed, clause.passage.language)
    return next(
        (q for q in told if q.measure is Measure.SHARE and q.end > match.start() and q.start < match.end()), None
    )


def _found(clause: Sentence, word: str, binding: Binding, fact: str) -> Finding:
    return CHECK.finding(
        f"“{word}” is said of {binding.metric} ({binding.text}), but {fact}",
        "write the word that the figures allow, or leave it out",
        language=clause.passage.language,
        section=clause.passage.section,
        metric=binding.metric,
        period=binding.period,
        place=clause.passage.at,
        subject=word,
    )


CHECK = Check(
    "TX021",
    "size-word-not-true",
    {"zh-hant": "倍數或佔比用詞與數字不符", "en": "A word of size is not true of its figure"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    options={"steady": Decimal(3)},
)
