"""A chart in words, for those who can't see it."""

from reportgen.locale import Printer
from reportgen.model.manuscript import Bound, Chart, ChartPoint, NoteRef, Text
from reportgen.model.words import is_chinese
from reportgen.render.charts.reading import categories_of, series_of, shares


def chart_alt(chart: Chart, printer: Printer) -> str:
    """The finding, the measure, and each series with all its printed values, as sentences."""
    stop = "。" if is_chinese(printer.language) else ". "
    finding = "".join(run.text for run in chart.title if isinstance(run, Text | Bound | NoteRef))
    said = [finding, chart.measure]
    percents = _percents(chart, printer)
    separator = printer.ui("list_separator")
    for series in series_of(chart.points):
        values = separator.join(_value(chart, point, percents, printer) for point in series.points)
        said.append(printer.ui("labelled", label=series.name, text=values))
    return "".join(sentence.rstrip(" .。") + stop for sentence in said if sentence).strip()


def _percents(chart: Chart, printer: Printer) -> dict[tuple[str, str], str]:
    """Printed shares of a share chart, by metric and category."""
    if chart.form != "share":
        return {}
    return {
        (point.metric, category): printer.percent(share)
        for category, points in categories_of(chart.points).items()
        for point, share in zip(points, shares(points) or (), strict=False)
    }


def _value(chart: Chart, point: ChartPoint, percents: dict[tuple[str, str], str], printer: Printer) -> str:
    """A printed figure with its year and share; on a path the year stands in the series' name."""
    text = printer.ui("status_not_available") if point.value is None else point.figure.text
    aside = [] if chart.form == "path" else [point.category]
    if share := percents.get((point.metric, point.category)):
        aside.append(share)
    if not aside:
        return text
    joined = printer.ui("list_separator").join(aside)
    return f"{text}（{joined}）" if is_chinese(printer.language) else f"{text} ({joined})"
