"""Where something stands: in a text file, or in a workbook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file inside the project, e.g. ``Place("data/outline.toml", 12)``."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One workbook cell, e.g. ``Cell("hr.xlsx", "Employment", "D17", "9f3c…")``.

    ``workbook`` is the path inside the project, ``sha256`` that of the whole file as handed in.
    """

    workbook: str
    sheet: str
    ref: str
    sha256: str = ""

    def __str__(self) -> str:
        return f"{self.workbook} › {self.sheet} › {self.ref}"
