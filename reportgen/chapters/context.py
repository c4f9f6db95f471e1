"""What binding knows while it goes through one section."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.locale import Printer
from reportgen.model.figure import Figure
from reportgen.model.figures import Figures, period_of
from reportgen.model.manuscript import Binding, Bound
from reportgen.model.metric import Metric
from reportgen.model.outline import Section
from reportgen.model.period import Period
from reportgen.model.place import Place
from reportgen.model.problem import Problem
from reportgen.model.project import Project
from reportgen.model.unit import Unit


class CannotBindError(Exception):
    """A call that cannot be bound: what is wrong, and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


@dataclass
class Context:
    """The section being bound, what it may draw on, and what it has bound so far."""

    project: Project
    figures: Figures
    printer: Printer
    section: Section
    notes: Mapping[str, tuple[str, int]]
    """Table and number of each note, by the note's id."""
    problems: list[Problem] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    disclosures: list[str] = field(default_factory=list)
    footnotes: int = 0

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.printer.language

    def metric(self, id: object) -> Metric:
        """The metric of an id.

        Raises:
            CannotBindError: There is none.
        """
        from difflib import get_close_matches  # noqa: PLC0415 - only needed for a message

        if isinstance(id, str) and id in self.project.metrics:
            return self.project.metrics[id]
        near = get_close_matches(str(id), list(self.project.metrics), n=3, cutoff=0.6)
        raise CannotBindError(
            f"there is no metric {id!r}", f"write one of data/metrics/*.toml; near: {', '.join(near) or 'none'}"
        )

    def unit(self, metric: Metric) -> Unit:
        """The unit of a metric."""
        return self.project.units[metric.unit]

    def figure(self, metric: Metric, year: int = 0) -> Figure:
        """The figure of a metric ``year`` years from the fiscal year.

        Raises:
            CannotBindError: There is none for that period.
        """
        try:
            period = period_of(metric, self.project.settings.fiscal_year, year)
        except ValueError:
            period = None
        found = self.figures.get(metric.id, period) if period is not None else None
        if found is None:
            have = ", ".join(str(f.period) for f in self.figures.of(metric.id)) or "none"
            asked = str(period) if period is not None else f"year={year}"
            raise CannotBindError(
                f"{metric.id} has no figure for {asked}", f"it has: {have}; ask for one of these, or hand the figure in"
            )
        return found

    def bind(
        self,
        text: str,
        figure: Figure,
        place: Place,
        *,
        kind: str = "figure",
        value: Decimal | None = None,
        others: tuple[Figure, ...] = (),
        strong: bool = False,
    ) -> Bound:
        """Record that ``text`` is printed from a figure, and give the run that prints it."""
        metric = self.project.metrics[figure.metric]
        id = f"f-{self.section.id}-{len(self.bindings) + 1}"
        self.bindings.append(
            Binding(
                id=id,
                language=self.language,
                section=self.section.id,
                text=text,
                metric=metric.same_as or metric.id,
                period=figure.period.id,
                value=figure.value if value is None else value,
                place=place,
                kind=kind,
                others=tuple((other.metric, other.period.id) for other in others),
            )
        )
        return Bound(id, text, strong)

    def period_text(self, period: Period) -> str:
        """A period as a table's head or a chart's category prints it."""
        return self.printer.period(period)
