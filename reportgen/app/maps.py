"""``reportgen import --map``: a map for a company's own data book, proposed and never taken for confirmed."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.app.imports import ledger_as_it_is
from reportgen.app.outputs import disk_errors
from reportgen.app.years import known_values
from reportgen.catalog import load_project
from reportgen.intake import BookMap, propose, read_maps, write_map
from reportgen.model.place import Place
from reportgen.model.problem import NothingToExamineError, Problem


@dataclass(frozen=True, slots=True)
class Proposed:
    """A map as it was written; ``kept`` counts the rows that were confirmed in it before."""

    map: BookMap
    kept: int


def propose_map(root: Path, book: Path) -> Proposed:
    """Propose a map for a data book and write it into the project, beside what is confirmed in it already.

    Args:
        root: the project.
        book: the workbook.

    Raises:
        InputRefusedError: The workbook cannot be read, or no row of it stands under a year.
        NothingToExamineError: No row is like a metric.
        BrokenProjectError: The project, the ledger or a map cannot be used.
    """
    project = load_project(root)
    with ledger_as_it_is(root, project) as ledger:
        known = known_values(root, project, ledger.latest())
    fresh = propose(book, project, known)
    earlier = next((map for map in read_maps(project) if map.path == fresh.path), None)
    map = propose(book, project, known, earlier) if earlier is not None else fresh
    if not map.rows:
        what = "no row of the data book is like a metric that is handed in"
        fix = "compare its labels with data/metrics, or write the map by hand"
        raise NothingToExamineError([Problem(what, Place(book.name), fix)])
    with disk_errors(map.path):
        write_map(project, map)
    return Proposed(map, len(earlier.confirmed) if earlier else 0)
