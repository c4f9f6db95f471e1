"""What the report knows before any figure is in: project files, units, standards.

Reads TOML and CSV into the values of the model, validates them, and tells all problems of all files at
once, each with its file and line.
"""

from reportgen.catalog.loader import load_project
from reportgen.catalog.standards import available_editions

__all__ = ["available_editions", "load_project"]
