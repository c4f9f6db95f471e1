"""What checking costs: within a build of the demonstration, and over a million datapoints of sites and months.

    python -m benchmarks.checks [--rows 1000000]

The second builds a project of many metrics that sites hand in by month, writes 100,000, 300,000 and 1,000,000
datapoints into a file, and times the whole way from the file to the findings: every row is held against the project
(number, unit, month, entity, doubles, gaps), added up, and the figures go through the checks of data and arithmetic.
Each measurement is a process of its own; linear growth shows as a ratio of one for each row.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.__main__ import ROOT, copy_of_demonstration, reportgen, run

SITES, SUBSIDIARIES, MONTHS = 500, 20, 12
FAMILIES = ("AR", "DT", "BD", "RS", "YY")


def timed_build(project: Path, told: Path) -> None:
    """Build, and write down how long the checks took of the whole."""
    from reportgen import checks
    from reportgen.app.build import build
    from reportgen.app.options import BuildOptions

    real, spent, processor = checks.run, 0.0, 0.0

    def timed(*words: Any, **more: Any) -> Any:
        nonlocal spent, processor
        started, busy = time.perf_counter(), time.process_time()
        try:
            return real(*words, **more)
        finally:
            spent += time.perf_counter() - started
            processor += time.process_time() - busy

    checks.run = timed
    started = time.perf_counter()
    build(project, BuildOptions(), lambda _: None)
    told.write_text(json.dumps([spent, processor, time.perf_counter() - started]), encoding="utf-8")


def write_rows(folder: Path, rows: int) -> None:
    """Made-up datapoints of every metric, site and month, in no order."""
    import duckdb

    metrics = rows // (SITES * MONTHS)
    duckdb.sql(
        f"""COPY (SELECT 'energy.use' || m AS metric, 'site-' || s AS entity,
            '2022-' || lpad(CAST(n AS VARCHAR), 2, '0') AS month,
            printf('%d.%03d', CAST(1 + hash(m * 1000003 + s * 101 + n) % 100000 AS INT),
                CAST(hash(m + s + n) % 1000 AS INT)) AS value, 'mwh' AS unit, 'S' || s || '!D' || (m + 5) AS cell
        FROM range({metrics}) a(m), range({SITES}) b(s), range(1, 13) c(n) ORDER BY hash(m * 7 + s * 13 + n))
        TO '{folder / "activity.parquet"}'"""
    )


def check_rows(file: Path, rows: int) -> None:
    """From the file to the findings."""
    from dataclasses import replace
    from datetime import UTC, date, datetime

    from reportgen.activity import ActivityFile, read_activity
    from reportgen.catalog import load_project
    from reportgen.checks import all_checks
    from reportgen.checks import run as run_checks
    from reportgen.figures import resolve
    from reportgen.model.dossier import Dossier
    from reportgen.model.entity import Entity, EntityKind
    from reportgen.model.figure import Entry
    from reportgen.model.index import Index
    from reportgen.model.metric import Frequency
    from reportgen.model.period import FiscalYear

    project = load_project(ROOT)
    energy = next(m for m in project.metrics.values() if m.unit == "mwh" and m.handed_in)
    entities = [Entity(f"sub-{n}", {}, EntityKind.SUBSIDIARY) for n in range(SUBSIDIARIES)]
    entities += [Entity(f"site-{n}", {}, EntityKind.SITE, parent=f"sub-{n % SUBSIDIARIES}") for n in range(SITES)]
    plain = replace(energy, level=EntityKind.SITE, every=Frequency.MONTH, period="{fy}", comparatives=0, breakdowns=())
    count = rows // (SITES * MONTHS)
    metrics = {f"energy.use{n}": replace(plain, id=f"energy.use{n}") for n in range(count)}
    for first in range(0, count, 10):  # a total of every ten
        id, parts = f"energy.all{first}", tuple(f"energy.use{n}" for n in range(first, min(first + 10, count)))
        formula = " + ".join(f"{{{part}}}" for part in parts)
        metrics[id] = replace(plain, id=id, formula=formula, breakdowns=(parts,))
    year = FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31))
    settings = replace(project.settings, fiscal_year=year, entities=tuple(entities))
    project = replace(project, settings=settings, metrics=metrics, tables={}, notes={}, charts={}, waivers=())
    read = read_activity(ActivityFile(file, file.name), project)
    now = datetime(2023, 1, 1, tzinfo=UTC)
    entries = tuple(Entry(n, d, 1, "May", now) for n, d in enumerate(read.datapoints, 1))
    figures = resolve(project, entries)
    dossier = Dossier(project, figures, (), (), Index())
    outcomes = run_checks(dossier, [c for c in all_checks() if c.code.startswith(FAMILIES)])
    assert read.taken and len(figures) == len(metrics) and any(o.examined for o in outcomes)
    assert not any(o.crashed for o in outcomes), [o.crashed for o in outcomes if o.crashed]


def of_demonstration(times: int) -> list[str]:
    """The rows of the table about the demonstration."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        project = copy_of_demonstration(work / "project")
        spent, busy, whole, memory = [], [], [], 0.0
        for _ in range(times):
            for folder in (".cache", "output"):
                shutil.rmtree(project / folder, ignore_errors=True)
            took = run(sys.executable, "-m", "benchmarks.checks", "--build", project, "--told", work / "told.json")
            one, processor, all_of_it = json.loads((work / "told.json").read_text(encoding="utf-8"))
            spent.append(one)
            busy.append(processor)
            whole.append(all_of_it)
            memory = max(memory, took.mebibytes)
        alone = reportgen(project, "check")
        checks, build = statistics.median(spent), statistics.median(whole)
        return [
            f"| all checks, within a cold build | {checks:.2f} s | {statistics.median(busy):.2f} s | "
            f"{checks / build:.3f} × | |",
            f"| the build itself | {build:.2f} s | | 1.00 × | {memory:.0f} MiB |",
            f"| reportgen check, from start to end | {alone.seconds:.2f} s | {alone.processor:.2f} s | "
            f"{alone.seconds / build:.2f} × | {alone.mebibytes:.0f} MiB |",
        ]


def of_datapoints(rows: int, times: int) -> list[str]:
    """The rows of the table about datapoints."""
    told = []
    with tempfile.TemporaryDirectory() as temporary:
        empty: float | None = None
        first: tuple[int, float] | None = None
        for count in (SITES * MONTHS, rows // 10, rows * 3 // 10, rows):
            folder = Path(temporary) / str(count)
            folder.mkdir()
            even = count // (SITES * MONTHS) * SITES * MONTHS
            run(sys.executable, "-m", "benchmarks.checks", "--rows", str(even), "--write", folder)
            file = folder / "activity.parquet"
            runs = [
                run(sys.executable, "-m", "benchmarks.checks", "--rows", str(even), "--one", file) for _ in range(times)
            ]
            seconds, processor = (
                statistics.median(getattr(r, name) for r in runs) for name in ("seconds", "processor")
            )
            memory = max(r.mebibytes for r in runs)
            times_told = f"{seconds:.2f} s | {processor:.2f} s"
            if empty is None:
                empty = processor  # what starting, loading the project and a few rows take
                told.append(f"| start and {even:,} datapoints | {times_told} | | {memory:.0f} MiB |")
                continue
            first = first or (even, processor - empty)
            growth = ((processor - empty) / even) / (first[1] / first[0])
            told.append(f"| {even:,} datapoints checked | {times_told} | {growth:.2f} × | {memory:.0f} MiB |")
    return told


def sections(times: int, rows: int) -> list[str]:
    """What docs/benchmarks.md says of checks."""
    return [
        "",
        "## Checks",
        "",
        "| what | time | processor | against the build | memory |",
        "|---|---|---|---|---|",
        *of_demonstration(times),
        "",
        "Datapoints of sites and months, from the file to the findings. The growth is the processor's time for a",
        "datapoint beyond the start, against that of the first file; 1.00 is linear, less is better.",
        "",
        "| what | time | processor | growth | memory |",
        "|---|---|---|---|---|",
        *of_datapoints(rows, times),
    ]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=1_000_000)
    words.add_argument("--times", type=int, default=3)
    words.add_argument("--write", type=Path)
    words.add_argument("--one", type=Path)
    words.add_argument("--build", type=Path)
    words.add_argument("--told", type=Path)
    asked = words.parse_args()
    if asked.write:
        write_rows(asked.write, asked.rows)
    elif asked.one:
        check_rows(asked.one, asked.rows)
    elif asked.build:
        timed_build(asked.build, asked.told)
    else:
        print("\n".join(sections(asked.times, asked.rows)))


if __name__ == "__main__":
    main()
