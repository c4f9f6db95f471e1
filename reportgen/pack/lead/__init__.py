"""The lead workbook of a review pack: lead schedules with live formulas, and everything that goes with them."""

from reportgen.pack.lead.book import lead_workbook

__all__ = ["lead_workbook"]
