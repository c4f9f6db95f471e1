"""The pack room: what is handed out beside the report, for others to work with."""

from reportgen.pack.files import data_files
from reportgen.pack.rows import as_csv

__all__ = ["as_csv", "data_files"]
