"""Import against ``pandas.read_excel(engine="calamine")`` on the same files, and 500 workbooks in one go.

Run as ``python -m benchmarks.imports``; the rows are part of docs/benchmarks.md.
"""

import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import Run, reportgen, run

ENTITIES = 500
_READ = """
import sys, pandas
for path in sys.argv[1:]:
    pandas.read_excel(path, sheet_name=None, header=None, engine="calamine")
"""


def issue_many(folder: Path, entities: int) -> Path:
    """A project whose environmental figures are asked of many entities, each with a filled workbook of its own."""
    from openpyxl import load_workbook

    from reportgen.app.starting import start_project
    from reportgen.catalog import load_project
    from reportgen.intake import issue_workbook

    project = folder / "project"
    start_project(project, 2025)
    (project / "data/ledger.db").unlink(missing_ok=True)
    for old in (project / "data/workbooks/2025").glob("*.xlsx"):
        old.unlink()
    report = project / "report.toml"
    tables = "".join(
        f'\n[[entity]]\nid = "e{n}"\nkind = "subsidiary"\nname = {{ zh-hant = "附屬{n}", en = "Subsidiary {n}" }}\n'
        for n in range(entities)
    )
    report.write_text(report.read_text(encoding="utf-8") + tables, encoding="utf-8")
    metrics = project / "data/metrics/environment.toml"
    blocks = metrics.read_text(encoding="utf-8").split("[[metric]]")
    blocks = [block if "formula" in block else block + 'level = "subsidiary"\n\n' for block in blocks]
    metrics.write_text("[[metric]]".join([blocks[0].replace('level = "subsidiary"', ""), *blocks[1:]]), "utf-8")
    loaded = load_project(project)
    for n in range(entities):
        book = load_workbook(io.BytesIO(issue_workbook(loaded, "environment", entity=f"e{n}").content))
        for sheet in book.worksheets:
            for row in sheet.iter_rows(min_row=6):
                if isinstance(row[0].value, str) and loaded.metrics.get(row[0].value) and len(row) > 14:
                    row[7].value, row[9].value, row[14].value = 100.5 + n, "數值 value", "first year"
        book.save(project / f"data/workbooks/2025/environment-e{n:03}.xlsx")
    return project


def rows(times: int = 3, entities: int = ENTITIES) -> list[str]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as temporary:
        project = issue_many(Path(temporary), entities)
        files = sorted((project / "data/workbooks/2025").glob("*.xlsx"))
        plain = median([run(sys.executable, "-c", _READ, *files) for _ in range(times)])
        imported = []
        for _ in range(times):
            (project / "data/ledger.db").unlink(missing_ok=True)
            imported.append(reportgen(project, "import"))
        all_in = median(imported)
        one = []
        for _ in range(times):
            (project / "data/ledger.db").unlink(missing_ok=True)
            one.append(reportgen(project, "import", "--jobs", "1"))
        alone = median(one)
        cells = large(Path(temporary), times)
    return [
        told(f"pandas.read_excel with calamine, {len(files)} workbooks (the measure)", plain, plain),
        told(f"reportgen import, {len(files)} workbooks, all checks, into the ledger", all_in, plain),
        told(f"reportgen import --jobs 1, {len(files)} workbooks", alone, plain),
        *cells,
    ]


def large(folder: Path, times: int) -> list[str]:
    """One large workbook: reading all its cells with their marks, against pandas, in one process each."""
    import pandas
    import xlsxwriter

    from reportgen.intake.container import Limits, inspect
    from reportgen.intake.sheets import read_sheets

    path = folder / "large.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(20_000):
        sheet.write_row(row, 0, [f"text {row}", *(row * n * 0.5 for n in range(19))])
    book.close()
    data = path.read_bytes()

    def ours() -> None:
        inspect(data, Limits())
        read_sheets(data, Limits())

    def theirs() -> None:
        pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="calamine")

    base, took = (statistics.median(seconds(work) for _ in range(times)) for work in (theirs, ours))
    return [
        f"| pandas.read_excel with calamine, one sheet of 400,000 cells | {base:.2f} s | 1.00 × | |",
        f"| container inspected, cells and marks read, the same sheet | {took:.2f} s | {took / base:.2f} × | |",
    ]


def seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def median(runs: list[Run]) -> Run:
    return Run(statistics.median(r.seconds for r in runs), max(r.mebibytes for r in runs))


def told(name: str, run: Run, base: Run) -> str:
    return f"| {name} | {run.seconds:.2f} s | {run.seconds / base.seconds:.2f} × | {run.mebibytes:.0f} MiB |"


if __name__ == "__main__":
    print("\n".join(rows()))
