"""A restatement is told without its amount or its reason.

Examines
    Notes of the kind restatement on rows and values, in every language: whether they give the reason, and the amount:
    the difference, or the value published before. The revised value stands in the table (NT009 looks for it). Where the
    ledger or last year's report tells the former value, the amount must be that one or the difference from it; else any
    figure of the same unit, or a change in per cent, counts.

Why it matters
    “Restated” alone tells the reader to mistrust the old figure, not by how much nor why.

Does not examine
    Notes of a data book: DB007 compares its editions.

Bad
    templates/en/A1-data.md
        {{ table("kpi") }}

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "old.scope2"
        label = { zh-hant = "原範圍二", en = "Scope 2 as published" }
        unit = "tco2e"
        decimals = 1
        owner = "environment"
    figures
        old.scope2 2022 2471041.1
    data/notes.toml
        [[note]]
        id = "scope-two"
        table = "kpi"
        on = ["ghg.scope2@2021"]
        kind = "restatement"
        text.zh-hant = '因採用新的排放因子而重列，原為{{ kpi("old.scope2") }}。'
        text.en = 'Restated from {{ kpi("old.scope2") }} because the grid factor was revised.'
    last report
        ghg.scope2 2021 2471041.1 decimals:1

Fix
    Write the reason and the difference, or the former value, into the note, in every language.

Source
    IFRS S1, paragraph B50: the revised comparative amount, the difference, the reasons; GRI 2-4: the reasons and the
    effect of the restatement.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Measure, Quantity, lexicon, quantities
from reportgen.checks.prose.passages import Passage
from reportgen.checks.variance.earlier import pairs
from reportgen.checks.variance.moves import amount
from reportgen.checks.variance.told import Told, has_cause, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Severity
from reportgen.model.tables import NoteSpec
from reportgen.model.unit import Style

_AMOUNTS = (Measure.NUMBER, Measure.SHARE, Measure.POINTS, Measure.MONEY)
_COUNTED = 100

Wanted = tuple[Figure, Decimal | None]
"""A restated figure, and the value that it had before, where that is known."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed note of the kind restatement that hangs on a row or a value."""
    if dossier.book is not None:
        return
    telling = told(dossier)
    for note in dossier.project.notes.values():
        wanted = _wanted(dossier, note)
        if note.kind != "restatement" or not wanted:
            continue
        lacking: dict[str, list[str]] = {}
        for code in telling.languages:
            own = telling.notes.get((code, note.id))
            if own is None:
                continue
            if not _reason(own):
                lacking.setdefault("the reason", []).append(code)
            if not any(_amount(dossier, telling, note, own, one) for one in wanted):
                lacking.setdefault("the difference, or the value published before", []).append(code)
        if not lacking:
            yield None
            continue
        told_all = len(telling.languages)
        what = " and ".join(
            f"{thing}{'' if len(codes) == told_all else ' in ' + ', '.join(codes)}" for thing, codes in lacking.items()
        )
        figure, before = wanted[0]
        known = ""
        if before is not None and figure.value is not None:
            change = amount(figure.value - before, figure.decimals)
            known = f" (published as {amount(before, figure.decimals)}, a difference of {change})"
        yield CHECK.finding(
            f"the note {note.id!r} says that {figure.metric} for {figure.period} was restated{known}, without {what}",
            "write both into the note, in every language: the reason, and the difference or the former value",
            metric=figure.metric,
            period=figure.period.id,
            place=note.at,
            subject=note.id + "".join(lacking),
        )


def _wanted(dossier: Dossier, note: NoteSpec) -> tuple[Wanted, ...]:
    return tuple(_restated(dossier, note))


def _restated(dossier: Dossier, note: NoteSpec) -> Iterator[Wanted]:
    """The earlier figures that a note hangs on, those that are known to differ first."""
    known = pairs(dossier)
    this_year = dossier.project.settings.fiscal_year.year
    for on in note.on:
        metric, _, period = on.partition("@")
        for figure in dossier.figures.of(metric):
            if figure.period.year is None or figure.period.year >= this_year or period not in ("", figure.period.id):
                continue
            pair = known.get(figure.key)
            if figure.restatement is not None:
                yield figure, figure.restatement.before
            else:
                yield figure, pair.then.value if pair is not None and not pair.equal else None


def _reason(own: Passage) -> bool:
    words = lexicon(own.language)
    if words is None:
        return True
    return has_cause(words, own.typed) or words.pattern(words.explanation.grounds).search(own.typed) is not None


def _amount(dossier: Dossier, telling: Told, note: NoteSpec, own: Passage, one: Wanted) -> bool:
    """Whether the note prints the difference or the former value of a restated figure."""
    figure, before = one
    units = dossier.project.units
    numbers = [
        binding.value
        for binding in telling.bound_in(note, own.language)
        if binding.value is not None
        and (binding.metric, binding.period) != figure.key
        and binding.kind != "delta"
        and (known := dossier.project.metrics.get(binding.metric)) is not None
        and (known.unit == figure.unit or units[known.unit].style is Style.PERCENT)
    ]
    numbers += [
        q.value for q in quantities(own.typed, own.language) if q.digits and q.measure in _AMOUNTS and _large(q)
    ]
    if before is None or figure.value is None:
        return bool(numbers) or any(b.kind == "delta" for b in telling.bound_in(note, own.language))
    change = figure.value - before
    wanted = [before, change, *([change / before * 100] if before else [])]
    return any(_near(number, value) for number in numbers for value in wanted)


def _large(quantity: Quantity) -> bool:
    """Whether a typed number can be an amount at all: no count of categories, no number of a scope."""
    return quantity.measure is not Measure.NUMBER or quantity.decimals > 0 or abs(quantity.value) >= _COUNTED


def _near(one: Decimal, two: Decimal) -> bool:
    """Whether two numbers can be the same, one of them rounded."""
    return abs(abs(one) - abs(two)) <= max(abs(two) * Decimal("0.005"), Decimal("0.05"))


CHECK = Check(
    "YY009",
    "restatement-half-told",
    {"zh-hant": "重列附註欠缺差額或原因", "en": "A restatement is told without its amount or its reason"},
    Severity.WARNING,
    __doc__,
    examine,
)
