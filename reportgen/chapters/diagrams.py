"""From a diagram's data to the block of one language, with every word that it prints and where it was written."""

from collections.abc import Iterable, Iterator

from reportgen.model.diagrams import (
    Band,
    Body,
    Category,
    DiagramSpec,
    HeatmapSpec,
    Layer,
    MatrixSpec,
    RiskGroup,
    StructureSpec,
    Topic,
)
from reportgen.model.manuscript import (
    Diagram,
    HeatGroup,
    Heatmap,
    HeatRow,
    LevelTable,
    Matrix,
    MatrixRow,
    MatrixTopic,
    Run,
    Structure,
    StructureBody,
    StructureLayer,
)
from reportgen.model.place import Place
from reportgen.model.words import Words

Written = tuple[Words | None, Place | None]


def drawn(spec: DiagramSpec, language: str, title: tuple[Run, ...], line: int) -> Diagram:
    """A diagram in one language.

    Args:
        spec: its data.
        language: of the words.
        title: the finding.
        line: of the chapter, where it is printed.
    """
    match spec:
        case MatrixSpec():
            body: Matrix | Structure | Heatmap = _matrix(spec, language)
            words = _matrix_words(spec)
        case StructureSpec():
            body, words = _structure(spec, language), _structure_words(spec)
        case HeatmapSpec():
            body, words = _heatmap(spec, language), _heatmap_words(spec)
    own = ((spec.measure, spec.at), (spec.source, spec.at))
    return Diagram(
        id=spec.id,
        title=title,
        measure=spec.measure[language],
        source=_said(spec.source, language),
        body=body,
        words=_told((*own, *words), language),
        line=line,
    )


def level_table(spec: HeatmapSpec, group: RiskGroup, language: str, line: int) -> LevelTable:
    """One group of a heat map as a table.

    Args:
        spec: the heat map.
        group: one of its groups.
        language: of the words.
        line: of the chapter, where it is printed.
    """
    horizons = {horizon.id: horizon.label[language] for horizon in spec.horizons}
    words = ((text, risk.at) for risk in spec.of(group) for text in (risk.label, risk.kind, risk.impact))
    return LevelTable(
        id=spec.id,
        noun=group.noun[language],
        horizons=tuple(horizons[id] for id in group.horizons),
        group=_group(spec, group, group.horizons, language),
        words=_told(((group.noun, group.at), *words), language),
        line=line,
    )


def _matrix(spec: MatrixSpec, language: str) -> Matrix:
    numbered = list(enumerate(spec.topics, start=1))
    return Matrix(
        bands=tuple(band.label[language] for band in spec.bands),
        strong=tuple(band.strong for band in spec.bands),
        rows=tuple(
            MatrixRow(
                category.label[language],
                tuple(
                    tuple(
                        MatrixTopic(number, topic.label[language], topic.sections)
                        for number, topic in numbered
                        if (topic.category, topic.band) == (category.id, band.id)
                    )
                    for band in spec.bands
                ),
            )
            for category in spec.categories
        ),
    )


def _matrix_words(spec: MatrixSpec) -> Iterator[Written]:
    parts: tuple[Band | Category | Topic, ...] = (*spec.bands, *spec.categories, *spec.topics)
    for part in parts:
        yield part.label, part.at


def _structure(spec: StructureSpec, language: str) -> Structure:
    bodies = {body.id: body for body in spec.bodies}

    def made(body: Body) -> StructureBody:
        above = bodies.get(body.reports_to or "")
        return StructureBody(
            label=body.label[language],
            detail=_said(body.detail, language),
            reports_to=above.label[language] if above is not None and above.layer != body.layer else "",
            below=tuple(
                made(other) for other in spec.bodies if other.reports_to == body.id and other.layer == body.layer
            ),
        )

    def is_head(body: Body) -> bool:
        above = bodies.get(body.reports_to or "")
        return above is None or above.layer != body.layer

    return Structure(
        tuple(
            StructureLayer(
                layer.label[language],
                _said(layer.detail, language),
                tuple(made(body) for body in spec.bodies if body.layer == layer.id and is_head(body)),
            )
            for layer in spec.layers
        )
    )


def _structure_words(spec: StructureSpec) -> Iterator[Written]:
    parts: tuple[Layer | Body, ...] = (*spec.layers, *spec.bodies)
    for part in parts:
        yield part.label, part.at
        yield part.detail, part.at


def _heatmap(spec: HeatmapSpec, language: str) -> Heatmap:
    all_ids = tuple(horizon.id for horizon in spec.horizons)
    return Heatmap(
        noun=spec.noun[language],
        horizons=tuple(horizon.label[language] for horizon in spec.horizons),
        groups=tuple(_group(spec, group, all_ids, language) for group in spec.groups),
    )


def _group(spec: HeatmapSpec, group: RiskGroup, horizons: tuple[str, ...], language: str) -> HeatGroup:
    """A group with a level, or ``None``, for each of the horizons asked for."""
    rows = []
    for risk in spec.of(group):
        levels = dict(zip(group.horizons, risk.levels, strict=True))
        rows.append(
            HeatRow(
                label=risk.label[language],
                kind=risk.kind[language],
                impact=risk.impact[language],
                key=risk.key,
                levels=tuple(levels.get(id) for id in horizons),
            )
        )
    return HeatGroup(group.label[language], _said(group.basis, language), group.gain, tuple(rows))


def _heatmap_words(spec: HeatmapSpec) -> Iterator[Written]:
    yield spec.noun, spec.at
    for horizon in spec.horizons:
        yield horizon.label, horizon.at
    for group in spec.groups:
        yield group.label, group.at
        yield group.basis, group.at
    for risk in spec.risks:
        yield risk.label, risk.at
        yield risk.kind, risk.at


def _said(words: Words | None, language: str) -> str:
    return words[language] if words else ""


def _told(words: Iterable[Written], language: str) -> tuple[tuple[str, Place | None], ...]:
    return tuple((text[language], at) for text, at in words if text)
