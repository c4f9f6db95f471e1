"""The live formulas of an issued workbook.

They use English function names and commas, as the file format asks for in every language, and no function that a
spreadsheet program translates or that depends on its settings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.intake.labels import said, wording
from reportgen.intake.layout import Field
from reportgen.intake.wording import offered
from reportgen.model.figure import Kind, State
from reportgen.model.metric import Metric, Variance
from reportgen.model.unit import Unit

_NAME = re.compile(r"\{([a-z0-9_.]+)\}")
_GAP = "1E-9"  # what the binary fractions of a spreadsheet may be off by, of the whole

SIGNED = {
    Field.PREPARED_BY: Field.PREPARED_ON,
    Field.REVIEWED_BY: Field.REVIEWED_ON,
    Field.APPROVED_BY: Field.APPROVED_ON,
}
"""Who signs, and on which day."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a sheet, and the letters of its columns."""

    sheet: str
    row: int
    letters: Mapping[Field, str]

    def at(self, field: Field) -> str:
        """A cell on the same sheet."""
        return f"${self.letters[field]}{self.row}"

    def from_afar(self, field: Field) -> str:
        """A cell from any sheet."""
        return "'{}'!{}".format(self.sheet.replace("'", "''"), self.at(field))


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"{}"'.format(text.replace('"', '""'))


def status_words(status: str) -> str:
    """What the column of row statuses says."""
    return said("statuses", status)


def in_base_unit(spot: Spot, metric: Metric, units: Mapping[str, Unit], lists: Mapping[str, str]) -> str:
    """The value in the metric's own unit.

    Args:
        spot: the row.
        metric: what is measured.
        units: the catalogue.
        lists: name of the range of unit names and factors, by base unit, where there is more than one to choose from.
    """
    value, state = spot.at(Field.VALUE), spot.at(Field.STATE)
    own = units[metric.unit]
    converted = value
    if own.base in lists:
        factor = f"VLOOKUP({spot.at(Field.UNIT)},{lists[own.base]},2,FALSE)"
        converted = f'IFERROR({value}*{factor}/{own.factor:f},"")'
    zero = quoted(offered("state")[State.CONFIRMED_ZERO])
    return f'=IF(ISNUMBER({value}),{converted},IF({state}={zero},0,""))'


def prior_used(spot: Spot) -> str:
    """What the value is compared with: last year's as restated, else as published."""
    restated, published = spot.at(Field.PRIOR_RESTATED), spot.at(Field.PRIOR)
    zero = quoted(offered("state")[State.CONFIRMED_ZERO])
    otherwise = f'IF(ISNUMBER({published}),{published},IF({published}={zero},0,""))'
    return f"=IF(ISNUMBER({restated}),{restated},{otherwise})"


def change(spot: Spot) -> str:
    """This year's value less last year's."""
    now, before = spot.at(Field.IN_BASE_UNIT), spot.at(Field.PRIOR_USED)
    return f'=IF(AND(ISNUMBER({now}),ISNUMBER({before})),{now}-{before},"")'


def change_percent(spot: Spot) -> str:
    """The change as a share of last year's value; blank from zero."""
    before, moved = spot.at(Field.PRIOR_USED), spot.at(Field.CHANGE)
    return f'=IF(ISNUMBER({moved}),IF({before}=0,"",{moved}/ABS({before})),"")'


def flag(spot: Spot, variance: Variance) -> str:
    """An arrow where the change passes the metric's limits."""
    now, before, moved = (spot.at(f) for f in (Field.IN_BASE_UNIT, Field.PRIOR_USED, Field.CHANGE))
    tests = []
    if variance.floor:
        tests.append(f"MAX(ABS({now}),ABS({before}))>={variance.floor:f}")
    if variance.points is not None:
        tests.append(f"ROUND(ABS({moved}),9)>{variance.points:f}")
    if variance.percent is not None:
        tests.append(f"IF({before}=0,TRUE,ROUND(ABS({moved})/ABS({before})*100,9)>{variance.percent:f})")
    if variance.percent is None and variance.points is None:
        return '=""'
    arrows = wording()["flags"]
    arrow = f"IF({moved}>0,{quoted(arrows['up'])},{quoted(arrows['down'])})"
    return f'=IF(ISNUMBER({moved}),IF(AND({moved}<>0,{",".join(tests)}),{arrow},""),"")'


def derived(formula: str, spots: Mapping[str, Spot], field: Field) -> str:
    """A derived metric's formula over the rows of this workbook; blank until all of them have numbers.

    Args:
        formula: as declared by the metric.
        spots: the row of each metric.
        field: whose column is computed with: this year's or last year's value in the metric's own unit.
    """
    cells = list(dict.fromkeys(spots[m[1]].from_afar(field) for m in _NAME.finditer(formula)))
    arithmetic = _NAME.sub(lambda m: spots[m[1]].from_afar(field), formula)
    return f'=IF(COUNT({",".join(cells)})={len(cells)},IFERROR({arithmetic},""),"")'


def restated_total(formula: str, spots: Mapping[str, Spot]) -> str:
    """Last year's total anew, once one of its parts is restated."""
    restated = [spots[m[1]].from_afar(Field.PRIOR_RESTATED) for m in _NAME.finditer(formula)]
    anew = derived(formula, spots, Field.PRIOR_USED).removeprefix("=")
    return f'=IF(COUNT({",".join(dict.fromkeys(restated))})>0,{anew},"")'


def status(
    spot: Spot, metric: Metric, *, wanted_before: bool, parts: Iterable[Sequence[Spot]], limits: bool = True
) -> str:
    """What is open in a row that is filled in.

    Args:
        spot: the row.
        metric: with the range of its values.
        wanted_before: whether last year's value must be given, too.
        parts: rows that add up to this one.
        limits: whether the range of values is looked at.
    """
    value, state, kind = spot.at(Field.VALUE), spot.at(Field.STATE), spot.at(Field.KIND)
    restated = spot.at(Field.PRIOR_RESTATED)
    words, kinds = offered("state"), offered("kind")
    silent = f"LEN(TRIM({spot.at(Field.REASON)}))=0"
    empty = f"LEN(TRIM({value}))=0"
    none = _is_one_of(state, [words[s] for s in State if not s.has_number])
    zero = f"{state}={quoted(words[State.CONFIRMED_ZERO])}"
    missing = [f"AND({empty},OR(LEN(TRIM({state}))=0,{state}={quoted(words[State.VALUE])}))"]
    if wanted_before:
        missing.append(f"LEN(TRIM({spot.at(Field.PRIOR)}))=0")
    inconsistent = [
        f"AND(NOT({empty}),NOT(ISNUMBER({value})))",
        f"AND({none},NOT({empty}))",
        f"AND(ISNUMBER({value}),{value}=0,NOT({zero}))",
        f"AND({zero},ISNUMBER({value}),{value}<>0)",
        f"AND(ISNUMBER({value}),NOT(ISNUMBER({spot.at(Field.IN_BASE_UNIT)})))",
        f"AND(LEN(TRIM({restated}))>0,NOT(ISNUMBER({restated})))",
        *(_out_of_range(spot, metric) if limits else ()),
        *(differs(spot, rows) for rows in parts),
    ]
    explain = [
        f"AND({none},{silent})",
        f"AND({_is_one_of(kind, [kinds[Kind.ESTIMATED], kinds[Kind.ACCRUED]])},{silent})",
        f'AND({spot.at(Field.FLAG)}<>"",{silent})',
        f"AND(ISNUMBER({restated}),LEN(TRIM({spot.at(Field.RESTATED_REASON)}))=0)",
        *(half_signed(spot, by) for by in SIGNED),
    ]
    return (
        f"=IF(OR({','.join(inconsistent)}),{_word('inconsistent')},IF(OR({','.join(missing)}),{_word('missing')},"
        f"IF(OR({','.join(explain)}),{_word('explain')},{_word('ok')})))"
    )


def half_signed(spot: Spot, by: Field) -> str:
    """Whether a name stands without its day, or a day without a name."""
    return f"(LEN(TRIM({spot.at(by)}))=0)<>(LEN(TRIM({spot.at(SIGNED[by])}))=0)"


def total_status(spot: Spot, parts: Iterable[Sequence[Spot]]) -> str:
    """What is open in a row that the workbook computes: whether its breakdowns add up to it."""
    tests = [differs(spot, rows) for rows in parts]
    if not tests:
        return f"={_word('computed')}"
    return f"=IF(OR({','.join(tests)}),{_word('inconsistent')},{_word('computed')})"


def differs(total: Spot, parts: Sequence[Spot]) -> str:
    """Whether a total isn't the sum of its parts, once all of them have numbers."""
    whole = total.at(Field.IN_BASE_UNIT)
    cells = [part.from_afar(Field.IN_BASE_UNIT) for part in parts]
    gap = f"ABS(N({whole})-SUM({','.join(cells)}))>{_GAP}*MAX(1,ABS(N({whole})))"
    return f"AND(COUNT({whole},{','.join(cells)})={len(cells) + 1},{gap})"


def _word(name: str) -> str:
    return quoted(status_words(name))


def _is_one_of(cell: str, words: Iterable[str]) -> str:
    return "OR({})".format(",".join(f"{cell}={quoted(word)}" for word in words))


def _out_of_range(spot: Spot, metric: Metric) -> Iterable[str]:
    value = spot.at(Field.IN_BASE_UNIT)
    for limit, sign in ((metric.low, "<"), (metric.high, ">")):
        if limit is not None:
            yield f"AND(ISNUMBER({value}),{value}{sign}{_plain(limit)})"


def _plain(number: Decimal) -> str:
    return f"{number:f}"
