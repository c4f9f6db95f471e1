"""What is marked, and what the mark says."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.locale import Printer
from reportgen.model.figure import Figure, FigureKey
from reportgen.model.manuscript import Binding, Chart, Manuscript
from reportgen.model.review import Review
from reportgen.render.site.plan import blocks_of

_TELLS_THE_FIGURE = frozenset(("figure", "table", "stat", "list", "span", "chart"))
"""Kinds of bindings that print the figure itself; a change or a share is another number than the selected one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed figure to mark.

    Attributes:
        binding: what is printed, and where.
        contents: what the mark says when it is opened.
        element: id of the element that prints it: its own, or its chart's.
        reference: of the figure in the lead workbook; stands in the margin. Empty where it has none.
    """

    binding: Binding
    contents: str
    element: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked PDF.

    Attributes:
        pdf: the file.
        marked: how many printed figures were marked.
        lost: figures of the text whose words were not found where the layout put them.
        drawn: figures of charts that the picture shows without their number.
    """

    pdf: bytes
    marked: int
    lost: tuple[Binding, ...] = ()
    drawn: tuple[Binding, ...] = ()


def selected_marks(
    review: Review, manuscript: Manuscript, references: Mapping[FigureKey, str] | None = None
) -> tuple[Mark, ...]:
    """A mark for every place of a language where a figure of the selected information in scope is printed.

    Args:
        review: the pack.
        manuscript: one of its languages.
        references: by figure, its reference in the lead workbook.
    """
    printer, given = Printer(manuscript.language), references or {}
    charts = {
        point.figure.binding: f"c-{block.id}"
        for chapter in manuscript.chapters
        for block in blocks_of(chapter.blocks)
        if isinstance(block, Chart)
        for point in block.points
    }
    found = []
    for binding in manuscript.bindings:
        figure = review.figures.get((binding.metric, binding.period))
        if figure is not None and figure.assured and binding.kind in _TELLS_THE_FIGURE:
            reference = given.get(figure.key, "")
            element = charts.get(binding.id, binding.id)
            found.append(Mark(binding, _contents(review, figure, printer, reference), element, reference))
    return tuple(found)


def _contents(review: Review, figure: Figure, printer: Printer, reference: str) -> str:
    project = review.dossier.project
    metric = project.metrics[figure.metric]
    unit = project.units[metric.unit]
    named = f"{metric.label[printer.language]} ({printer.period(figure.period)})"
    value = f"{printer.table_cell(figure, metric, unit)} {printer.unit(metric, unit)}".strip()
    lines = (reference, printer.ui("labelled", label=named, text=value), f"{figure.metric}@{figure.period.id}")
    return "\n".join(line for line in lines if line)
