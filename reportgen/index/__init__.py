"""The cross-standard index, derived from what the report really prints, and what it is short of elsewhere."""

from reportgen.index.derive import derive, with_pages
from reportgen.index.gap import analyse

__all__ = ["analyse", "derive", "with_pages"]
