"""What is different between two editions, as others take it: a page with marks in the text, a workbook, JSON."""

from reportgen.render.differences.page import as_page
from reportgen.render.differences.record import as_record
from reportgen.render.differences.workbook import as_workbook

__all__ = ["as_page", "as_record", "as_workbook"]
