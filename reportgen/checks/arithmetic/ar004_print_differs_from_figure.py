"""Printed number differs from its figure.

Examines
    Every figure printed in a KPI table, a chart, a band of figures, the list of selected information or a sentence: the
    number is read back from the print and held against the figure behind it, as exact as it is printed.

Why it matters
    What counts is what the reader sees. A digit that was changed between the ledger and the page is wrong whoever did
    it.

Does not examine
    Changes, shares and ranges, which are computed for their sentence; numbers written as words.

Bad
    printed
        en table ghg.scope1 2022 172,173.9

Good
    printed
        en table ghg.scope1 2022 172,137.9

Fix
    Build the report again. If a template or a later hand wrote the number, let it call the figure instead.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3000 (Revised), paragraph 62 (other information).
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.printed import read_number
from reportgen.checks.numbers.rounding import text
from reportgen.checks.prose import quantities
from reportgen.checks.walk import bindings_of
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Binding
from reportgen.model.unit import Style

_IN_CELLS = ("table", "list")
_IN_TEXT = ("figure", "chart", "stat")
_SCALES = (Decimal(10**4), Decimal(10**8))


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed figure that can be read back."""
    for manuscript in dossier.manuscripts:
        for binding in bindings_of(manuscript).values():
            figure = dossier.figures.get(binding.metric, binding.period)
            if figure is None or figure.value is None or binding.kind not in (*_IN_CELLS, *_IN_TEXT):
                continue
            found = _in_cell(binding) if binding.kind in _IN_CELLS else _in_text(binding)
            if found is None:
                continue
            printed, step = found
            if any(abs(printed - meant) <= step / 2 for meant in _meant(dossier, figure, binding)):
                yield None
                continue
            yield CHECK.finding(
                f"“{binding.text}” is printed for {binding.metric} {binding.period}, but the figure is "
                f"{text(figure.value)}",
                "build again; where somebody wrote the number, call the figure instead",
                language=manuscript.language,
                section=binding.section,
                metric=binding.metric,
                period=binding.period,
                place=binding.place,
                cell=figure.sources[0] if figure.sources else None,
                subject=binding.kind,
            )


def _in_cell(binding: Binding) -> tuple[Decimal, Decimal] | None:
    value, decimals = read_number(binding.text)
    return None if value is None else (value, Decimal(1).scaleb(-decimals))


def _in_text(binding: Binding) -> tuple[Decimal, Decimal] | None:
    found = quantities(binding.text, binding.language)
    if len(found) != 1 or not found[0].digits:
        return None
    return found[0].value, found[0].step


def _meant(dossier: Dossier, figure: Figure, binding: Binding) -> Iterator[Decimal]:
    """The figure in the unit that is printed.

    Sentences tell money in its base currency, and write a unit of ten thousand as a scale: 154 萬平方米.
    """
    unit = dossier.project.units[figure.unit]
    value = figure.value or Decimal(0)
    in_text = binding.kind in _IN_TEXT
    if not (in_text and unit.style is Style.MONEY):
        yield value
    if in_text and (unit.style is Style.MONEY or unit.factor in _SCALES):
        yield value * unit.factor


CHECK = Check(
    "AR004",
    "print-differs-from-figure",
    {"zh-hant": "刊印的數字與數據不符", "en": "A printed number differs from its figure"},
    Severity.ERROR,
    __doc__,
    examine,
)
