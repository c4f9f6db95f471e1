"""The pack room: what is handed out beside the report, for others to work with."""

from reportgen.pack.files import data_files

__all__ = ["data_files"]
