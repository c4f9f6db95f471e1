"""Many workbooks at once, in processes of their own."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from reportgen.intake.asking import Known
from reportgen.intake.bookmap import BookMap
from reportgen.intake.desk import Common
from reportgen.intake.reading import Reading, handed_in_once, read_workbook
from reportgen.model.figure import DatapointKey
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project

_FEW = 4  # workbooks that one process reads before another would have started


@dataclass(slots=True)
class _Shared:
    """What every process reads with; forked, so that it is not copied to each workbook."""

    common: Common
    known: Mapping[DatapointKey, Known]
    maps: Sequence[BookMap]

    def read(self, path: Path) -> Reading:
        return read_workbook(path, self.common.project, known=self.known, common=self.common, maps=self.maps)


_shared: list[_Shared] = []


def read_together(
    paths: Sequence[Path],
    project: Project,
    known: Mapping[DatapointKey, Known],
    maps: Sequence[BookMap] = (),
    *,
    jobs: int = 0,
    each: Callable[[int], None] = lambda _: None,
) -> tuple[Reading, ...]:
    """Read workbooks that are handed in together; what is wrong with any of them is in its reading.

    Args:
        paths: the workbooks.
        project: metrics, units, owners, entities and fiscal year.
        known: what the ledger knows of values.
        maps: of data books.
        jobs: how many processes read at most; as many as there are processors if 0.
        each: called after each workbook with the number of those read.

    Raises:
        BrokenProjectError: A process was killed, for want of memory perhaps.
    """
    shared = _Shared(Common(project), known, maps)
    workers = min(jobs or os.cpu_count() or 1, max(1, len(paths) // _FEW))
    readings: list[Reading] = []
    if workers == 1:
        for path in paths:
            readings.append(shared.read(path))
            each(len(readings))
        return handed_in_once(readings)
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), partial(_shared.append, shared)) as pool:
            for reading in pool.map(_read, paths, chunksize=_FEW):
                readings.append(reading)
                each(len(readings))
    except BrokenProcessPool as error:
        what = "a process that read workbooks was killed"
        raise BrokenProjectError([Problem(what, None, "free memory, or import fewer at a time (--jobs 1)")]) from error
    return handed_in_once(readings)


def _read(path: Path) -> Reading:
    return _shared[-1].read(path)
