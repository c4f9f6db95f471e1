"""Finds the checks: every module of this package that defines ``CHECK``."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from reportgen.checks.check import Check


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks by code."""
    found: list[Check] = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name in ("check", "registry", "run"):
            continue
        found.append(importlib.import_module(f"reportgen.checks.{module.name}").CHECK)
    return tuple(sorted(found, key=lambda check: check.code))


def by_code(word: str) -> Check | None:
    """The check of a code or a name, in any case."""
    wanted = word.lower()
    return next((c for c in all_checks() if wanted in (c.code.lower(), c.name.lower())), None)
