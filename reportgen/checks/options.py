"""Options of checks: defaults of the check, and over them what ``[checks.CODE]`` of report.toml says.

Every check has the option ``severity``: error, warning, info, or off.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from reportgen.checks.check import Check, Option, Options
from reportgen.checks.registry import all_checks, by_code
from reportgen.model.finding import Severity
from reportgen.model.place import Place
from reportgen.model.problem import Problem

OFF = "off"
SEVERITIES = (*(severity.value for severity in Severity), OFF)

Given = Mapping[str, Mapping[str, Option]]
"""Options by check as report.toml gives them; a check is named by its code or its name."""


def options_of(check: Check, given: Given) -> Options:
    """The options that a check runs with."""
    told = {name: value for name, value in _given(check, given).items() if name != "severity"}
    return {**check.options, **{name: _like(check.options[name], value) for name, value in told.items()}}


def severity_of(check: Check, given: Given) -> Severity | None:
    """How bad its findings are where report.toml says so, ``None`` if the check is switched off."""
    told = _given(check, given).get("severity", check.severity.value)
    return None if told == OFF else Severity(str(told))


def _given(check: Check, given: Given) -> Options:
    return {name: value for word, own in given.items() if by_code(word) is check for name, value in own.items()}


def wrong_options(given: Given) -> Iterator[Problem]:
    """What is wrong with the options of report.toml: unknown checks, unknown options, values of another kind."""
    place = Place("report.toml")
    for word, own in given.items():
        check = by_code(word)
        if check is None:
            known = [c.code for c in all_checks()] + [c.name for c in all_checks()]
            near = ", ".join(get_close_matches(word.upper(), known, n=3) or get_close_matches(word, known, n=3))
            yield Problem(f"[checks.{word}] names no check", place, f"use a code or name, such as {near or known[0]}")
            continue
        for name, value in own.items():
            if name == "severity":
                if value not in SEVERITIES:
                    fix = f"write one of {', '.join(SEVERITIES)}"
                    yield Problem(f"[checks.{word}] has no severity {value!r}", place, fix)
            elif name not in check.options:
                known = sorted((*check.options, "severity"))
                near = ", ".join(get_close_matches(name, known, n=1) or known)
                yield Problem(f"{check.code} has no option {name!r}", place, f"its options: {near}")
            elif not _fits(check.options[name], value):
                default = check.options[name]
                yield Problem(f"{check.code} {name} = {value!r} is of another kind", place, f"its default: {default!r}")


def _fits(default: Option, value: Option) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, Decimal):
        return isinstance(value, int | Decimal)
    return isinstance(value, type(default))


def _like(default: Option, value: Option) -> Option:
    return Decimal(value) if isinstance(default, Decimal) and isinstance(value, int) else value
