"""The spreadsheets room: how a workbook that we hand out is written, harmless and always the same bytes."""

from reportgen.spreadsheets.paper import Paper, Value

__all__ = ["Paper", "Value"]
