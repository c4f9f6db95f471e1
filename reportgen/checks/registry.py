"""Finds the checks: every module of this package that defines ``CHECK``, and those that other packages offer."""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from reportgen.checks.check import Check
from reportgen.model.problem import BrokenProjectError, Problem

GROUP = "reportgen.checks"
"""Entry point under which another package offers a :class:`Check`."""


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks by code.

    Raises:
        BrokenProjectError: A check of another package can't be loaded, is none, or has a code or name that is taken.
    """
    found = [*_own(), *_offered()]
    problems = []
    for at, check in enumerate(found):
        taken = [c for c in found[:at] if check.code == c.code or check.name == c.name]
        if taken:
            what = f"two checks are called {check.code} {check.name}"
            problems.append(Problem(what, None, "uninstall the package whose check has the name of another"))
    if problems:
        raise BrokenProjectError(problems)
    return tuple(sorted(found, key=lambda check: check.code))


def by_code(word: str) -> Check | None:
    """The check of a code or a name, in any case."""
    wanted = word.lower()
    return next((c for c in all_checks() if wanted in (c.code.lower(), c.name.lower())), None)


def _own() -> list[Check]:
    found: list[Check] = []
    here = Path(__file__).parent
    for family in pkgutil.iter_modules([str(here)]):
        if not family.ispkg:
            continue
        for module in pkgutil.iter_modules([str(here / family.name)]):
            made = importlib.import_module(f"reportgen.checks.{family.name}.{module.name}")
            if hasattr(made, "CHECK"):
                found.append(made.CHECK)
    return found


def _offered() -> list[Check]:
    found: list[Check] = []
    problems: list[Problem] = []
    for entry in entry_points(group=GROUP):
        try:
            made = entry.load()
        except Exception as error:  # another package's import may raise anything
            problems.append(_unusable(entry.name, f"{type(error).__name__}: {error}"))
            continue
        if isinstance(made, Check):
            found.append(made)
        else:
            problems.append(_unusable(entry.name, f"it is a {type(made).__name__} and no Check"))
    if problems:
        raise BrokenProjectError(problems)
    return found


def _unusable(name: str, why: str) -> Problem:
    return Problem(f"the check {name!r} of another package can't be loaded: {why}", None, "mend or uninstall it")
