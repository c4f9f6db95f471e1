"""``reportgen explain``: the manual page of a check, or the definition of a metric."""

from difflib import get_close_matches
from pathlib import Path

from reportgen.app.projects import find_project
from reportgen.catalog import load_project
from reportgen.checks import all_checks, by_code
from reportgen.model.metric import Metric
from reportgen.model.problem import BrokenProjectError, Problem, ReportgenError
from reportgen.model.project import Project


def explain(start: Path, word: str) -> str:
    """What a check examines and why, or what a metric is.

    Raises:
        BrokenProjectError: There is neither a check nor a metric of that name, or the project is broken.
    """
    check = by_code(word)
    if check is not None:
        titles = "\n".join(check.title.values())
        options = "".join(f"\n    {name} = {value}" for name, value in check.options.items())
        options = f"\n\nOptions of [checks.{check.code}] in report.toml{options}" if options else ""
        head = f"{check.code} {check.name} ({check.severity.value}, {check.confidence.value} confidence)"
        return f"{head}\n{titles}\n\n{check.manual.strip()}{options}"
    project = _project(start)
    if project is not None and word in project.metrics:
        return _metric(project, project.metrics[word])
    known = [c.code for c in all_checks()] + [c.name for c in all_checks()]
    known += list(project.metrics) if project else []
    near = ", ".join(get_close_matches(word, known, n=3)) or ", ".join(c.code for c in all_checks())
    raise BrokenProjectError([Problem(f"there is no check or metric {word!r}", None, f"near: {near}")])


def _project(start: Path) -> Project | None:
    try:
        root = find_project(start)
    except ReportgenError:
        return None
    return load_project(root)


def _metric(project: Project, metric: Metric) -> str:
    languages = project.settings.languages
    unit = project.units[metric.unit]
    words = metric.noun or unit.label
    lines = [
        metric.id,
        *(f"  {metric.label[language]}" for language in languages),
        "",
        f"  unit         {' / '.join(dict.fromkeys(words[language] for language in languages))}",
        f"  period       {project.settings.fiscal_year.resolve(metric.period)}, {metric.comparatives} earlier",
        f"  owner        {metric.owner}",
        f"  decimals     {'as handed in' if metric.decimals is None else metric.decimals}",
        f"  assured      {'yes' if metric.assured else 'no'}",
        f"  answers      {', '.join(metric.disclosures) or 'nothing declared'}",
        f"  defined at   {metric.at}",
    ]
    if metric.formula:
        lines.append(f"  formula      {metric.formula}")
    if metric.same_as:
        lines.append(f"  same as      {metric.same_as}")
    if metric.definition:
        lines += [f"  {metric.definition[language]}" for language in languages]
    return "\n".join(lines)
