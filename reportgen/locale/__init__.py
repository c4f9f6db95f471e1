"""Printing in each language: figures, changes, dates, ranges and interface words."""

from reportgen.locale.printer import Printer
from reportgen.locale.vocabulary import languages

__all__ = ["Printer", "languages"]
