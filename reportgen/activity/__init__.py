"""The activity room: files of sites and months, millions of rows, consolidated by an embedded engine.

Ibis writes the expressions and DuckDB runs them, so that the same expressions run on a group's own warehouse. Values
are decimals throughout.
"""

from reportgen.activity.consolidating import ActivityFile, read_activity
from reportgen.activity.drilling import ActivityRow, rows_of
from reportgen.activity.engine import Columns
from reportgen.activity.screening import screen

__all__ = ["ActivityFile", "ActivityRow", "Columns", "read_activity", "rows_of", "screen"]
