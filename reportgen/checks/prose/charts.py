"""The charts of a manuscript, and how their series moved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.prose.passages import Passage, passage
from reportgen.model.manuscript import Block, Chart, ChartPoint, Component, Items, Manuscript
from reportgen.model.period import Period
from reportgen.model.place import Place

_WAY = "path"
_NAME = re.compile(r"[：:]")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: its points in the order of time, without goals."""

    label: str
    metric: str
    points: tuple[ChartPoint, ...]

    @property
    def movement(self) -> Decimal | None:
        """Last value less first one; ``None`` without two numbers."""
        values = [point.value for point in self.points if point.value is not None]
        return values[-1] - values[0] if len(values) > 1 else None

    @property
    def latest(self) -> Decimal | None:
        """The last value."""
        return self.points[-1].value if self.points else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its title as a passage and its series."""

    chart: Chart
    title: Passage
    series: tuple[Series, ...]


def charts(manuscript: Manuscript) -> Iterator[Drawn]:
    """The charts of one language."""
    for chapter in manuscript.chapters:
        for chart in _charts(chapter.blocks):
            at = Place(chapter.path, chart.line)
            title = passage("chart title", manuscript.language, chapter.section.id, chart.title, at)
            yield Drawn(chart, title, _series(chart))


def _charts(blocks: Sequence[Block]) -> Iterator[Chart]:
    for block in blocks:
        match block:
            case Chart():
                yield block
            case Component(blocks=inner):
                yield from _charts(inner)
            case Items(items=items):
                for item in items:
                    yield from _charts(item)


def _series(chart: Chart) -> tuple[Series, ...]:
    """The points by metric; on a path, the results up to each goal, by what stands before the colon in their names."""
    if chart.form == _WAY:
        return _ways(chart)
    rows: dict[str, list[ChartPoint]] = {}
    for point in chart.points:
        if not point.target:
            rows.setdefault(point.metric, []).append(point)
    for own in rows.values():
        own.sort(key=lambda point: Period(point.period).year or 0)
    return tuple(Series(own[0].series, metric, tuple(own)) for metric, own in rows.items())


def _ways(chart: Chart) -> tuple[Series, ...]:
    rows: list[list[ChartPoint]] = [[]]
    for one, following in pairwise((*chart.points, None)):
        if one is not None and not one.target:
            rows[-1].append(one)
        if one is not None and one.target and following is not None and not following.target:
            rows.append([])
    # A point without a colon in its name is named by its year alone.
    return tuple(Series(_NAME.split(own[0].series)[0], own[0].metric, tuple(own)) for own in rows if own)
