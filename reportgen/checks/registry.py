"""Finds the checks: every module of this package that defines ``CHECK``, and those that other packages offer."""

import importlib
import pkgutil
from collections.abc import Sequence
from difflib import get_close_matches
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


def selected(select: Sequence[str], ignore: Sequence[str]) -> tuple[Check, ...]:
    """The checks that are asked for.

    Args:
        select: codes, names or families (the letters before the number); all checks if empty.
        ignore: the same; these are left out.

    Raises:
        BrokenProjectError: A word names no check and no family; all of them at once.
    """
    problems = []
    known = [word for c in all_checks() for word in (c.code, c.name, _letters(c.code))]
    for word in (*select, *ignore):
        if not any(_named(check, word) for check in all_checks()):
            near = get_close_matches(word.upper(), known, n=1) or get_close_matches(word.lower(), known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            fix = "write a code such as AR001, a name, or the letters of a family such as AR"
            problems.append(Problem(f"there is no check {word!r}{hint}", None, fix))
    if problems:
        raise BrokenProjectError(problems)
    wanted = [c for c in all_checks() if not select or any(_named(c, word) for word in select)]
    return tuple(c for c in wanted if not any(_named(c, word) for word in ignore))


def _named(check: Check, word: str) -> bool:
    return word.lower() in (check.code.lower(), check.name.lower(), _letters(check.code).lower())


def _letters(code: str) -> str:
    return code.rstrip("0123456789")


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
