"""What every command is given."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportgen.app.projects import find_project


@dataclass(frozen=True, slots=True)
class State:
    """The folder that the person named with ``--project``."""

    start: Path

    @property
    def root(self) -> Path:
        """The project's folder.

        Raises:
            BrokenProjectError: There is no project there.
        """
        return find_project(self.start)


def login() -> str:
    """Who sits at the terminal, where a command isn't told."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "unknown")


class Format(StrEnum):
    """How results are given."""

    TABLE = "table"
    JSON = "json"


class FindingsFormat(StrEnum):
    """How findings are given."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    XLSX = "xlsx"
    HTML = "html"


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"

    def fails(self, counts: Mapping[str, int]) -> bool:
        """Whether findings counted by severity reach this mark."""
        if self is FailOn.NEVER:
            return False
        order = [FailOn.ERROR, FailOn.WARNING, FailOn.INFO]
        return any(counts.get(severity.value, 0) for severity in order[: order.index(self) + 1])
