"""What the report knows before any figure is in: project files, units, standards.

Reads TOML and CSV into the values of the model, validates them, and tells all problems of all files at
once, each with its file and line.
"""

from reportgen.catalog.declared import problem_of
from reportgen.catalog.follow_up import FOLLOW_UP, read_follow_up
from reportgen.catalog.library import Library, built_in
from reportgen.catalog.loader import load_project

__all__ = ["FOLLOW_UP", "Library", "built_in", "load_project", "problem_of", "read_follow_up"]
