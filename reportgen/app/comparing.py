"""``reportgen diff``: what is different between two editions, wherever they are kept."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportgen.app.packs import kept_copy
from reportgen.app.publications import FOLDER as PUBLICATIONS
from reportgen.app.publications import SUPERSEDED
from reportgen.app.years import FOLDER as YEARS
from reportgen.model.difference import Difference, MarkedSection
from reportgen.model.edition import Edition
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.pack.comparing import blackline, difference_of
from reportgen.pack.editions import read_edition
from reportgen.render.differences import as_page, as_record, as_workbook

_YEAR = re.compile(r"(?:FY)?(\d{4})(-\d+)?")
_PACK = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions and what is different between them."""

    before: Edition
    after: Edition
    blackline: tuple[MarkedSection, ...]
    difference: Difference

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return as_record(self.difference)

    def file(self) -> bytes:
        """As a JSON file."""
        return (json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n").encode()

    def page(self) -> bytes:
        """As a page with marks in the text."""
        return as_page(self.difference, self.blackline).encode()

    def workbook(self) -> bytes:
        """As a workbook, dated by the end of the newer edition's year."""
        years = [int(year) for year in (self.after.year, self.before.year) if year.isdecimal()]
        return as_workbook(self.difference, date(max(years, default=2000), 12, 31))


def compare_editions(before: str, after: str, project: Callable[[], Path]) -> Compared:
    """Compare two editions.

    Args:
        before: a build's folder, a pack, a published report; or of the project a year (``2022``), an edition that was
            superseded (``2022-1``), or a pack's id.
        after: the same of the newer one.
        project: finds the project, called only where one is named by year or id.

    Raises:
        BrokenProjectError: One of them is not there or can't be read; both are told at once.
    """
    found: list[Edition] = []
    problems: list[Problem] = []
    for word in (before, after):
        try:
            found.append(read_edition(_place(word, project), word.rstrip("/")))
        except BrokenProjectError as error:
            problems.extend(error.problems)
    if problems:
        raise BrokenProjectError(dict.fromkeys(problems))
    old, new = found
    marked = blackline(old, new)
    return Compared(old, new, marked, difference_of(old, new, marked))


def _place(word: str, project: Callable[[], Path]) -> Path:
    """Where an edition is kept: what the word names as a file, else what it names in the project."""
    if (path := Path(word)).exists():
        return path
    if year := _YEAR.fullmatch(word):
        root = project()
        standing = (root / PUBLICATIONS / year[1], root / YEARS / year[1])
        places = (root / PUBLICATIONS / SUPERSEDED / f"{year[1]}{year[2]}",) if year[2] else standing
        for place in places:
            if place.is_dir():
                return place
        fix = "name a year of published/ or data/years/, a folder or a pack"
        raise BrokenProjectError([Problem(f"{word} was neither published nor closed here", None, fix)])
    if _PACK.fullmatch(word):
        return kept_copy(project(), word)
    return path
