"""What shows when a contributor points at a metric's name: what it is, and what it answers."""

from reportgen.intake.asking import Question
from reportgen.intake.labels import in_both, label_languages, said, unit_words
from reportgen.model.project import Project

_LONGEST = 1_500


def about(question: Question, project: Project) -> str:
    """Definition, boundary, period, limits and disclosures of what a row asks for, in both languages."""
    metric, year = question.metric, project.settings.fiscal_year
    definition = metric.definition or {}
    told = [definition[language] for language in label_languages(project) if definition.get(language)]
    found = told or [said("hover", "no_definition", between="\n")]
    span = year.span(question.period)
    days = f" ({span[0].isoformat()} – {span[1].isoformat()})" if span else ""
    found.append(f"{said('hover', 'period')}: {question.period}{days}")
    name = in_both(question.entity.name, project) or question.entity.id
    found.append(f"{said('hover', 'boundary')}: {name}")
    if metric.formula:
        found.append(f"{said('hover', 'formula')}: {metric.formula}")
    found += _limits(question, project)
    for name in metric.disclosures:
        disclosure = project.disclosures.get(name)
        title = in_both(disclosure.title, project, " / ") if disclosure else ""
        found.append(f"{said('hover', 'disclosures')}: {name} {title}".rstrip())
    return "\n".join(found)[:_LONGEST]


def _limits(question: Question, project: Project) -> list[str]:
    metric, found = question.metric, []
    if metric.low is not None or metric.high is not None:
        span = " – ".join("…" if limit is None else f"{limit:f}" for limit in (metric.low, metric.high))
        found.append(f"{said('hover', 'range')}: {span} {unit_words(metric, project)}".rstrip())
    limits = [
        f"{limit:f}{unit}"
        for limit, unit in ((metric.variance.percent, "%"), (metric.variance.points, f" {unit_words(metric, project)}"))
        if limit is not None
    ]
    if question.before is not None and limits:
        found.append(f"{said('hover', 'limit')}: {' + '.join(limits)}")
    return found
