"""The pack room: what is handed out beside the report, for others to work with."""

from reportgen.pack.archive import unzipped, zipped
from reportgen.pack.files import data_files
from reportgen.pack.rows import as_csv, figure_rows

__all__ = ["as_csv", "data_files", "figure_rows", "unzipped", "zipped"]
