"""The cross-standard index, derived from what the report really prints."""

from reportgen.index.derive import derive, with_pages

__all__ = ["derive", "with_pages"]
