"""A comparative is not what last year's report gave, and nothing says that it was restated.

Examines
    Every figure of an earlier year against what last year's report, or data book, gave for the same metric and year, at
    the precision of the coarser of the two: one that differs must be recorded as restated, or have a note whose words
    say so, in every language. Of a recorded restatement, the former value must be the published one. A total that
    differs only because its parts do makes no finding of its own.

Why it matters
    A reader lays last year's report beside this one. A figure that changed without a word is an error in one of the
    two, and who finds it asks what else changed.

Does not examine
    Projects without last year's report: reportgen rollover keeps it in data/years. Recorded restatements without a note
    (RS001).

Bad
    last report
        ghg.scope3 2021 2504500.2 decimals:1

Good
    last report
        ghg.scope3 2021 2604500.2 decimals:1
        ghg.scope2 2021 2471041.1 decimals:1

Fix
    Restate it with its reason (reportgen restate, or the workbook's columns) and a note of kind = "restatement"; or put
    the published value back.

Source
    GRI 2-4 Restatements of information; IFRS S1, paragraphs B49 to B53 and 83 to 86; HKEX ESG Reporting Guide,
    paragraph 14 (Consistency); ISSA 5000 (comparative information).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.earlier import Pair, pairs
from reportgen.checks.variance.moves import amount, involved
from reportgen.checks.variance.told import Told, told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each earlier figure that last year's report gave as well."""
    if dossier.prior is None:
        return
    telling = told(dossier)
    found = pairs(dossier)
    for pair in found.values():
        recorded = pair.figure.restatement
        if recorded is not None and not pair.same(recorded.before, pair.then.value):
            yield _other_former_value(pair, dossier.prior.source)
        elif pair.equal or recorded is not None or _from_parts(pair, found) or _said(telling, pair):
            yield None
        else:
            yield _silent(pair, dossier.prior.source)


def _from_parts(pair: Pair, found: dict[tuple[str, str], Pair]) -> bool:
    """Whether a derived figure differs because something that it is computed from does."""
    below = [found[key] for key in pair.figure.inputs if key in found]
    return any(not one.equal or _from_parts(one, found) for one in below)


def _said(telling: Told, pair: Pair) -> bool:
    """Whether a note that hangs on the figure says in every language that it was restated."""
    notes = telling.notes_about(pair.figure)
    return all(any(telling.says_restated(note, code) for note in notes) for code in telling.languages)


def _silent(pair: Pair, source: str) -> Finding:
    figure, then = pair.figure, pair.then
    if figure.value is None or then.value is None:
        moved = "no number any more" if figure.value is None else "a number now"
    else:
        change = figure.value - then.value
        share = f", {change / abs(then.value) * 100:+.1f} %" if then.value else ""
        sign = "+" if change > 0 else ""
        moved = f"{sign}{amount(change, pair.decimals)}{share}"
        if (factor := _factor(figure.value, then.value)) is not None:
            moved += f", {factor}"
    return CHECK.finding(
        f"{source} gave {figure.metric} for {figure.period} as {pair.published}, this one gives {pair.given} "
        f"({moved}), and "
        "no note says that it was restated",
        f'restate it with its reason and a note of kind = "restatement" on "{figure.metric}@{figure.period}", or '
        "put the "
        "published value back",
        metric=figure.metric,
        period=figure.period.id,
        cell=figure.sources[0] if figure.sources else None,
        involved=(involved(figure), pair.involved),
        subject="unannounced",
    )


def _factor(now: Decimal, then: Decimal) -> str | None:
    """A power of ten, or a turned sign, between two values."""
    if not now or not then:
        return None
    ratio = abs(now / then)
    if now == -then:
        return "the same with the other sign"
    power = next((n for n in range(-6, 7) if n and ratio == Decimal(10) ** n), None)
    return None if power is None else f"the same by 10 to the power of {power}"


def _other_former_value(pair: Pair, source: str) -> Finding:
    recorded = pair.figure.restatement
    before = "no number" if recorded is None or recorded.before is None else amount(recorded.before, pair.decimals)
    return CHECK.finding(
        f"{pair.figure.metric} for {pair.figure.period} is recorded as restated from {before}, but {source} gave "
        f"{pair.published}: the effect that is told is not the one that the reader sees",
        "record the restatement from the published value",
        metric=pair.figure.metric,
        period=pair.figure.period.id,
        cell=pair.figure.sources[0] if pair.figure.sources else None,
        involved=(involved(pair.figure), pair.involved),
        subject="former value",
    )


CHECK = Check(
    "YY007",
    "comparative-not-as-published",
    {
        "zh-hant": "比較數字與上年報告不同而未說明重列",
        "en": "A comparative differs from last year's report without a word",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
