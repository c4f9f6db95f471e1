"""Which metrics each section names, also while figures are missing and nothing can be bound."""

import re
from collections.abc import Iterator, Mapping

from reportgen.model.formula import metrics_in
from reportgen.model.project import Project

_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_QUOTED = re.compile(r"""["']([^"']+)["']""")


def metrics_named(project: Project, language: str) -> Mapping[str, frozenset[str]]:
    """The metrics that a language's sections print, by section id: in sentences, tables, charts, or computed from.

    A section without a file names none: binding the chapters tells of it.
    """
    found: dict[str, frozenset[str]] = {}
    for section in project.outline.sections:
        try:
            text = (project.root / "templates" / language / section.file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        names = {word for call in _CALL.findall(text) for word in _QUOTED.findall(call)}
        found[section.id] = frozenset(metric for name in names for metric in _metrics(project, name))
    return found


def _metrics(project: Project, name: str) -> Iterator[str]:
    waiting = [name]
    if name in project.tables:
        waiting += [row for group in project.tables[name].groups for row in group.rows]
    if name in project.charts:
        waiting += project.charts[name].metrics
    seen: set[str] = set()
    while waiting:
        metric = project.metrics.get(waiting.pop())
        if metric is None or metric.id in seen:
            continue
        seen.add(metric.id)
        yield metric.id
        waiting += [metric.same_as] if metric.same_as else []
        waiting += metrics_in(metric.formula) if metric.formula else []
