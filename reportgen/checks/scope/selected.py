"""What is assured, by the metrics and by the list of selected information."""

from collections.abc import Iterable

from reportgen.model.project import Project


def own_id(project: Project, metric: str) -> str:
    """The metric that holds the value of one that may be another's second name."""
    known = project.metrics.get(metric)
    return known.same_as if known and known.same_as else metric


def assured_metrics(project: Project) -> frozenset[str]:
    """The metrics that are marked as assured, by the ids that hold their values."""
    return frozenset(own_id(project, m.id) for m in project.metrics.values() if m.assured)


def named(metrics: Iterable[str], most: int = 5) -> str:
    """Metrics in a row for a message, cut when there are many."""
    row = sorted(metrics)
    return ", ".join(row[:most]) + (f" and {len(row) - most} more" if len(row) > most else "")
