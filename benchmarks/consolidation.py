"""Consolidation of five million rows of sites and months, against DuckDB alone on the same file.

    python -m benchmarks.consolidation [--rows 5000000]

Two measures: the plain sum by site that DuckDB makes when it checks nothing, and the same checks written by hand in
SQL. Each is a process of its own; the two are run in turn, and the median counts.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import Run, run

SITES, SUBSIDIARIES = 2_000, 20
_READ = {
    ".csv": "read_csv('{file}', header=true, auto_detect=false, delim=',', quote='\"', columns={{'metric': 'VARCHAR', "
    "'entity': 'VARCHAR', 'month': 'VARCHAR', 'value': 'VARCHAR', 'unit': 'VARCHAR', 'cell': 'VARCHAR'}})",
    ".parquet": "'{file}'",
}
_PLAIN = """SELECT metric, above, sum(total) FROM (
    SELECT metric, entity, sum(CAST(value AS DECIMAL(38, 10))) AS total FROM {source} GROUP BY 1, 2
) JOIN places USING (entity) GROUP BY 1, 2"""
_CHECKED = """SELECT metric, above, sum(total), bool_and(rows = numbers AND rows = dated AND twice = seen AND low >= 0
        AND seen = 4095 AND units = 1)
FROM (
    SELECT metric, entity, sum(amount) AS total, count(*) AS rows, count(amount) AS numbers, count(bit) AS dated,
        sum(bit) AS twice, bit_or(bit) AS seen, min(amount) AS low, count(DISTINCT unit) AS units
    FROM (SELECT *, CASE WHEN strpos(value, '.') = 0 OR length(value) - strpos(value, '.') <= 10
        THEN TRY_CAST(value AS DECIMAL(38, 10)) END AS amount FROM {source})
    LEFT JOIN months USING (month) GROUP BY 1, 2
) LEFT JOIN places USING (entity) GROUP BY 1, 2"""


def write_files(folder: Path, rows: int) -> None:
    """The same made-up rows as CSV and Parquet, in no order."""
    import duckdb

    metrics = max(1, rows // (SITES * 12))
    files = _files(folder)
    duckdb.sql(
        f"""COPY (SELECT 'energy.use' || m AS metric, 'site-' || s AS entity,
            '2022-' || lpad(CAST(n AS VARCHAR), 2, '0') AS month,
            printf('%d.%03d', CAST(hash(m * 1000003 + s * 101 + n) % 100000 AS INT),
                CAST(hash(m + s + n) % 1000 AS INT)) AS value, 'mwh' AS unit, 'S' || s || '!D' || (m + 5) AS cell
        FROM range({metrics}) a(m), range({SITES}) b(s), range(1, 13) c(n) ORDER BY hash(m * 7 + s * 13 + n))
        TO '{files[0]}' (HEADER)"""
    )
    duckdb.sql(f"COPY (FROM read_csv('{files[0]}', all_varchar=true)) TO '{files[1]}'")


def _files(folder: Path) -> list[Path]:
    return [folder / "activity.csv", folder / "activity.parquet"]


def alone(file: Path, query: str) -> None:
    """DuckDB by itself."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(
        f"CREATE TABLE places AS SELECT 'site-' || i AS entity, 'sub-' || (i % {SUBSIDIARIES}) AS above "
        f"FROM range({SITES}) t(i)"
    )
    connection.execute(
        "CREATE TABLE months AS SELECT '2022-' || lpad(CAST(i AS VARCHAR), 2, '0') AS month, 1 << (i - 1) AS bit "
        "FROM range(1, 13) t(i)"
    )
    found = connection.execute(query.format(source=_READ[file.suffix].format(file=file))).fetchall()
    assert found and all(row[-1] is not False for row in found)


def ours(file: Path) -> None:
    """The program's own way from the file to the submission."""
    from dataclasses import replace
    from datetime import date

    from reportgen.activity import ActivityFile, read_activity
    from reportgen.catalog import load_project
    from reportgen.model.entity import Entity, EntityKind
    from reportgen.model.metric import Frequency
    from reportgen.model.period import FiscalYear

    project = load_project(Path(__file__).parent.parent)
    energy = next(m for m in project.metrics.values() if m.unit == "mwh" and m.handed_in)
    entities = [Entity(f"sub-{n}", {}, EntityKind.SUBSIDIARY) for n in range(SUBSIDIARIES)]
    entities += [Entity(f"site-{n}", {}, EntityKind.SITE, parent=f"sub-{n % SUBSIDIARIES}") for n in range(SITES)]
    metrics = {
        f"energy.use{n}": replace(energy, id=f"energy.use{n}", level=EntityKind.SITE, every=Frequency.MONTH)
        for n in range(1_000)
    }
    year = FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31))
    settings = replace(project.settings, fiscal_year=year, entities=tuple(entities))
    assert read_activity(ActivityFile(file, file.name), replace(project, settings=settings, metrics=metrics)).datapoints


def measured(folder: Path, rows: int, times: int) -> list[str]:
    """The rows of the table."""
    told = []
    # In a process of its own: what this one holds would be counted as memory of those that it starts.
    run(sys.executable, "-m", "benchmarks.consolidation", "--rows", str(rows), "--write", folder)
    for file in _files(folder):
        found: dict[str, list[Run]] = {"plain": [], "checked": [], "ours": []}
        for _ in range(times):
            for how, runs in found.items():
                runs.append(run(sys.executable, "-m", "benchmarks.consolidation", "--one", how, file))
        middle = {how: statistics.median(r.seconds for r in runs) for how, runs in found.items()}
        memory = {how: max(r.mebibytes for r in runs) for how, runs in found.items()}
        names = {
            "plain": "DuckDB alone, sums only, no check (the measure)",
            "checked": "DuckDB alone, the same checks by hand",
            "ours": "consolidated: checked, by share, with what is missing",
        }
        for how, name in names.items():
            told.append(
                f"| {file.suffix[1:]}: {name} | {middle[how]:.2f} s | {middle[how] / middle['plain']:.2f} × | "
                f"{memory[how]:.0f} MiB |"
            )
    return told


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=5_000_000)
    words.add_argument("--times", type=int, default=3)
    words.add_argument("--write", type=Path)
    words.add_argument("--one", choices=("plain", "checked", "ours"))
    words.add_argument("file", nargs="?", type=Path)
    asked = words.parse_args()
    if asked.write:
        write_files(asked.write, asked.rows)
        return
    if asked.one:
        {"plain": lambda f: alone(f, _PLAIN), "checked": lambda f: alone(f, _CHECKED), "ours": ours}[asked.one](
            asked.file
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        print("| what | time | against DuckDB alone | memory |\n|---|---|---|---|")
        print("\n".join(measured(Path(folder), asked.rows, asked.times)))


if __name__ == "__main__":
    main()
