"""Where a figure stands, for a finding."""

from collections.abc import Iterable

from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Involved


def about(dossier: Dossier, figure: Figure) -> dict[str, object]:
    """Metric, period, and the cell or the line that a figure comes from."""
    return {
        "metric": figure.metric,
        "period": figure.period.id,
        "place": dossier.project.metrics[figure.metric].at,
        "cell": figure.sources[0] if figure.sources else None,
    }


def involved(figures: Iterable[Figure]) -> tuple[Involved, ...]:
    """Other figures that a finding compares."""
    return tuple(
        Involved(
            f.metric, f.period.id, text(f.value) if f.value is not None else "", f.sources[0] if f.sources else None
        )
        for f in figures
    )


def earlier(dossier: Dossier, figure: Figure) -> Figure | None:
    """Last year's figure of the metric, for a figure of the fiscal year; else ``None``."""
    year = dossier.project.settings.fiscal_year
    if figure.period != year.period():
        return None
    return dossier.figures.get(figure.metric, year.period(-1))
