"""Which sub-requirements of a disclosure an answer leaves open."""

from collections.abc import Collection, Iterable

from reportgen.model.index import Answer, Way
from reportgen.model.manuscript import Binding, Manuscript
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.standard import Disclosure, Part, PartKind
from reportgen.model.unit import Style

_MARKED = (Way.DECLARED, Way.ANCHORED, Way.CONFIRMED)
_THREE_YEARS = 3


class Printed:
    """What of the metrics is printed: their periods, and the tables that have notes on method."""

    def __init__(self, project: Project, manuscripts: Iterable[Manuscript]) -> None:
        self._project = project
        self._periods: dict[str, set[str]] = {}
        for manuscript in manuscripts:
            for binding in manuscript.bindings:
                self._note(binding)
        explained = {note.table for note in project.notes.values() if note.kind == "methodology"}
        groups = [group for table in project.tables.values() if table.id in explained for group in table.groups]
        self._explained = {row for group in groups for row in group.rows}

    def _note(self, binding: Binding) -> None:
        self._periods.setdefault(binding.metric, set()).add(binding.period)

    def told(self, kind: PartKind, metrics: Collection[Metric]) -> int:
        """How many sub-requirements of a kind that is asked for in figures can be told by metrics.

        Each figure tells one: two totals (Scope 1, Scope 2) need two metrics.
        """
        quotients = sum(map(self.is_quotient, metrics))
        match kind:
            case PartKind.TOTAL:
                return len(metrics) - quotients
            case PartKind.INTENSITY | PartKind.RATE:
                return quotients
            case PartKind.BREAKDOWN:
                return len(metrics) // 2
            case _:
                return sum(len(self._periods.get(metric.id, ())) >= _THREE_YEARS for metric in metrics)

    def is_explained(self, metric: Metric) -> bool:
        """Whether a note on method stands under a table that prints the metric, or the report defines it."""
        return metric.id in self._explained or metric.definition is not None

    def is_quotient(self, metric: Metric) -> bool:
        """Whether a metric is a rate or an intensity: a percentage, a ratio, or something per something."""
        unit = self._project.units[metric.unit]
        return unit.style in (Style.PERCENT, Style.RATIO) or "_per_" in unit.id


def lacking(
    disclosure: Disclosure,
    answers: Iterable[Answer],
    printed: Printed,
    project: Project,
    *,
    declared: Collection[str] = (),
    whole: Collection[str] | None = None,
) -> tuple[Part, ...]:
    """The sub-requirements that nothing answers; those that the standard asks for only "where appropriate" never lack.

    A part is answered where it is declared itself. Otherwise a figure is told by a printed metric that declares the
    whole disclosure, never by words alone (the years that are asked for may be those of any of its metrics); what is
    asked for in words is told by a section that declares or marks the disclosure.

    Args:
        disclosure: with its parts.
        answers: what answers the disclosure.
        printed: what of the metrics is printed.
        project: the metrics.
        declared: ids of the parts that are declared, marked or told one by one.
        whole: ids of the metrics that declare the disclosure as a whole; all that answer it if ``None``.
    """
    given = tuple(answers)
    metrics = [project.metrics[id] for id in dict.fromkeys(id for answer in given for id in answer.metrics)]
    of_whole = [metric for metric in metrics if whole is None or metric.id in whole]
    in_words = any(way in _MARKED for answer in given for way in answer.ways)
    left = {
        kind: printed.told(kind, metrics if kind is PartKind.YEARS else of_whole)
        for kind in PartKind
        if kind.of_figures
    }
    found: list[Part] = []
    for part in disclosure.parts:
        if part.id in declared:
            continue
        if part.kind.of_figures:
            left[part.kind] -= 1
            answered = left[part.kind] >= 0
        elif part.kind is PartKind.UNIT:
            answered = bool(metrics)
        else:
            answered = in_words or (part.kind is PartKind.METHOD and any(map(printed.is_explained, metrics)))
        if part.always and not answered:
            found.append(part)
    return tuple(found)
