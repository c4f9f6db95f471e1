"""What the report knows before any figure is in: project files, units, standards.

Reads TOML and CSV into the values of the model, validates them, and tells all problems of all files at
once, each with its file and line.
"""

from reportgen.catalog.declared import problem_of
from reportgen.catalog.library import Library, built_in
from reportgen.catalog.loader import load_project

__all__ = ["Library", "built_in", "load_project", "problem_of"]
