"""Checks: what is wrong is found before publishing, and told so that a tired manager knows what to do.

One check is one module of this package that defines ``CHECK``. The registry finds it by itself.
"""

from reportgen.checks.check import Check, Examined
from reportgen.checks.prose.publishing import published_report
from reportgen.checks.registry import all_checks, by_code, selected
from reportgen.checks.run import run

__all__ = ["Check", "Examined", "all_checks", "by_code", "published_report", "run", "selected"]
