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

    def answers(self, kind: PartKind, metrics: Collection[Metric], in_words: bool) -> bool:
        """Whether a sub-requirement of a kind is answered by printed metrics, or by a section that tells it in words.

        A figure is never answered by words alone: who declares a whole disclosure must print its figures.
        """
        quotients = [m for m in metrics if self.is_quotient(m)]
        match kind:
            case PartKind.TOTAL:
                return len(quotients) < len(metrics)
            case PartKind.INTENSITY | PartKind.RATE:
                return bool(quotients)
            case PartKind.BREAKDOWN:
                return len(metrics) > 1
            case PartKind.YEARS:
                return any(len(self._periods.get(m.id, ())) >= _THREE_YEARS for m in metrics)
            case PartKind.UNIT:
                return bool(metrics)
            case PartKind.METHOD:
                return in_words or any(m.id in self._explained or m.definition for m in metrics)
            case _:
                return in_words

    def is_quotient(self, metric: Metric) -> bool:
        """Whether a metric is a rate or an intensity: a percentage, a ratio, or something per something."""
        unit = self._project.units[metric.unit]
        return unit.style in (Style.PERCENT, Style.RATIO) or "_per_" in unit.id


def lacking(
    disclosure: Disclosure, answers: Iterable[Answer], declared: Collection[str], project: Project, printed: Printed
) -> tuple[Part, ...]:
    """The sub-requirements that nothing answers; those that the standard asks for only "where appropriate" never lack.

    Args:
        disclosure: with its parts.
        answers: what answers the disclosure.
        declared: ids of the parts that are declared, marked or told one by one.
        project: units, tables and notes.
        printed: what of the metrics is printed.
    """
    given = tuple(answers)
    metrics = {id: project.metrics[id] for answer in given for id in answer.metrics}
    in_words = any(way in _MARKED for answer in given for way in answer.ways)
    return tuple(
        part
        for part in disclosure.parts
        if part.always and part.id not in declared and not printed.answers(part.kind, tuple(metrics.values()), in_words)
    )
