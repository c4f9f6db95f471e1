"""The report's PDF with figures marked for a reviewer: highlights over the words, references beside them."""

from reportgen.render.marking.marks import Mark, Marked, selected_marks
from reportgen.render.marking.pdf import marked_pdf

__all__ = ["Mark", "Marked", "marked_pdf", "selected_marks"]
