"""What all sheets of the lead workbook share: the workbook, the languages, the words, and the list of its sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportgen.locale import Printer
from reportgen.locale.scales import Rounding, exponent
from reportgen.model.figure import Figure
from reportgen.model.metric import Metric
from reportgen.model.remark import TICKS
from reportgen.model.review import Review
from reportgen.model.unit import Style
from reportgen.model.waiver import Waiver
from reportgen.pack.lead.wording import told
from reportgen.spreadsheets import Paper

_MOST_DECIMALS = 9
_NOTHING = Decimal("1e-8")  # less than any number of a report is told by
_MORE = 3  # decimals that a computed value shows beyond the printed ones


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet that was written, rows and columns counted from 0.

    ``checks`` are the columns of its check cells, ``keyed`` is the last row with a key.
    """

    name: str
    title: str
    intro: str
    count: int
    writable: bool
    first: int
    last: int
    checks: tuple[int, ...] = ()
    keyed: int = 0
    lead: bool = False


class Desk:
    """The workbook that is being written, and what it is made from."""

    def __init__(self, review: Review) -> None:
        settings = review.dossier.project.settings
        self.review = review
        self.project = review.dossier.project
        self.languages = settings.languages
        self.printers: Mapping[str, Printer] = {language: Printer(language) for language in settings.languages}
        self.title = f"{self.both(settings.title, ' ')} {settings.fiscal_year.year}"
        identity = review.identity
        self.subtitle = (
            f"{self.both(settings.names['company'], ' ')} · {settings.fiscal_year.year} · "
            f"{self.said('pack', ' ')} {identity.number} ({identity.id})"
        )
        self.paper = Paper(f"{self.title} {self.said('workbook', ' ')}", identity.made_at.replace(tzinfo=None))
        self.listed: list[Listed] = []

    # --- words -----------------------------------------------------------------------------------

    def said(self, key: str, between: str = "\n") -> str:
        """A text of the workbook in all languages of the report."""
        return told(key, self.languages, between)

    def said_in(self, key: str, language: str) -> str:
        """A text of the workbook in one language."""
        return told(key, [language])

    def both(self, words: Mapping[str, str], between: str = "\n") -> str:
        """A text of the project in all languages of the report."""
        return between.join(dict.fromkeys(words[language] for language in self.languages if words.get(language)))

    def legend(self, language: str) -> str:
        """All tickmarks with their meaning, in one line."""
        return "   ".join(f"{mark} {told(f'tick_{number}', [language])}" for number, mark in enumerate(TICKS))

    def waivers(self) -> Sequence[Waiver]:
        """The waivers on what is in the pack; those that name no metric only where everything is."""
        metrics = {metric for metric, _ in self.review.figures}
        whole = self.review.scope.whole
        return [one for one in self.project.waivers if one.metric in metrics or (whole and one.metric is None)]

    def add(self, name: str) -> Any:
        """A new sheet."""
        sheet = self.paper.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        return sheet

    # --- figures ---------------------------------------------------------------------------------

    def name_of(self, metric: str, between: str = "\n") -> str:
        """What a metric is called, in all languages."""
        return self.both(self.project.metrics[metric].label, between)

    def unit_of(self, metric: Metric) -> str:
        """A metric's unit as tables name it, in all languages."""
        unit = self.project.units[metric.unit]
        return "\n".join(dict.fromkeys(printer.unit(metric, unit) for printer in self.printers.values()))

    def printed(self, figure: Figure) -> Decimal | None:
        """The number as tables print it, in the metric's unit."""
        if figure.value is None:
            return None
        return Rounding(figure.decimals).apply(figure.value)

    def tolerance(self, figure: Figure) -> Decimal:
        """How far a recomputed value may be from the printed one: half of the last printed digit.

        A sheet computes with fifteen digits; what it loses by that is allowed as well.
        """
        printed = self.printed(figure) or Decimal(0)
        half = Decimal(5).scaleb(min(0, exponent(printed)) - 1)
        return half + max(half * Decimal("1e-6"), abs(printed) * Decimal("4e-15"))

    def form(self, figure: Figure, *, computed: bool = False) -> str:
        """How a figure's number is shown in a cell."""
        if self.project.units[self.project.metrics[figure.metric].unit].style is Style.YEAR:
            return "0"
        printed = self.printed(figure) or Decimal(0)
        decimals = max(0, -exponent(printed))
        if computed and figure.value is not None and figure.value != printed:
            decimals += _MORE
        return "#,##0" + ("." + "0" * min(decimals, _MOST_DECIMALS) if decimals else "")


def form_of(value: Decimal | int, most: int = 6) -> str:
    """How a number is shown with the digits that it has, at most so many behind the point.

    A format with optional digits would leave Excel's whole numbers with a bare point.
    """
    rounded = Rounding(most, trim=True).apply(Decimal(value))
    decimals = max(0, -exponent(rounded))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def size_form(value: Decimal) -> str:
    """How a size such as a tolerance is shown: with three digits that count."""
    if abs(value) < _NOTHING:
        return "0"
    decimals = max(0, 2 - value.adjusted())
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def signed(form: str) -> str:
    """The same with a sign before the number."""
    return f"+{form};-{form};0"
