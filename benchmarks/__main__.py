"""Runs all measurements on a copy of the demonstration and writes docs/benchmarks.md.

Machines are noisy, so each figure is the median of runs, and what counts is the ratio of two commands measured in turn.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.final_html import write_final_html

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")


@dataclass(frozen=True)
class Run:
    seconds: float
    mebibytes: float
    processor: float = 0.0


def run(*command: str | Path, cwd: Path = ROOT) -> Run:
    """Run a command to its end; wall seconds, the largest memory of one of its processes, and processor seconds."""
    started = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], cwd=cwd, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return Run(time.perf_counter() - started, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def median(measure: Callable[[], Run], times: int, before: Callable[[], None] = lambda: None) -> Run:
    runs = []
    for _ in range(times):
        before()
        runs.append(measure())
    return Run(statistics.median(r.seconds for r in runs), max(r.mebibytes for r in runs))


def reportgen(project: Path, *words: str) -> Run:
    return run(sys.executable, "-m", "reportgen", "--project", project, *words)


def copy_of_demonstration(folder: Path) -> Path:
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("ledger.db*", "review"))
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy2(ROOT / "report.toml", folder / "report.toml")
    reportgen(folder, "import")
    return folder


def measure(times: int, long: int) -> list[str]:
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        project = copy_of_demonstration(work / "project")
        html = write_final_html(project, work / "html")
        rows: list[str] = []

        def plain(language: str) -> Run:
            return run(sys.executable, "-m", "benchmarks.plain", html[language], work / f"{language}.pdf")

        def cold() -> Run:
            return reportgen(project, "build")

        def forget() -> None:
            shutil.rmtree(project / ".cache", ignore_errors=True)
            shutil.rmtree(project / "output", ignore_errors=True)

        base = median(lambda: plain("zh-hant"), times)
        english = median(lambda: plain("en"), times)
        full = median(cold, times, forget)
        rows.append(row("plain script, Chinese (the measure)", base, base))
        rows.append(row("plain script, English", english, base))
        rows.append(row("reportgen build, cold, both languages, site, search, checks", full, base))
        if CHROMIUM:
            rows.append(row("Chromium print-to-PDF, Chinese", median(lambda: chromium(html["zh-hant"]), times), base))
        rows.append(row("reportgen build, nothing changed", median(cold, times), base))
        sentence = project / "templates/en/F1-about.md"
        rows.append(
            row("reportgen build, one English sentence changed", median(cold, times, lambda: touch(sentence)), base)
        )
        figure = project / "data/workbooks/2022/social-value.xlsx"
        rows.append(
            row(
                "reportgen build, one figure changed", median(cold, times, lambda: change_figure(project, figure)), base
            )
        )
        return rows + growth(project, work, long)


def growth(project: Path, work: Path, copies: int) -> list[str]:
    rows = []
    first: Run | None = None
    pages_first = 0
    for count in (1, max(2, copies // 3), copies):
        html = write_final_html(project, work / f"long-{count}", count)["en"]
        target = work / f"long-{count}.pdf"
        took = run(sys.executable, "-m", "benchmarks.laid_out", html, target)
        pages = int(target.with_suffix(".pages").read_text())
        if first is None:
            first, pages_first = took, pages
        longer, more = took.seconds / first.seconds, took.mebibytes / first.mebibytes
        rows.append(
            f"| layout of {pages} pages | {took.seconds:.1f} s | {longer:.2f} × for {pages / pages_first:.2f} × the "
            f"pages | {took.mebibytes:.0f} MiB, {more:.2f} × |"
        )
    return rows


def chromium(html: Path) -> Run:
    target = html.with_suffix(".chromium.pdf")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    return run(CHROMIUM or "chromium", *flags, f"--print-to-pdf={target}", html.as_uri())


def touch(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    word = "".join(chr(ord("a") + int(digit)) for digit in str(time.monotonic_ns()))
    path.write_text(text.rstrip("\n") + f"\n\nThe word {word} was added by the benchmark.\n", encoding="utf-8")


def change_figure(project: Path, workbook: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(workbook)
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value == "social_value.spending":
                    number = next(c for c in cells if isinstance(c.value, int | float) and c.value > 5000)
                    number.value += 1
    book.save(workbook)
    reportgen(project, "import")


def row(name: str, run: Run, base: Run) -> str:
    return f"| {name} | {run.seconds:.2f} s | {run.seconds / base.seconds:.2f} × | {run.mebibytes:.0f} MiB |"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--times", type=int, default=3, help="runs of each measurement; the median counts")
    words.add_argument("--long", type=int, default=12, help="how many times its sections the longest report has")
    words.add_argument("--datapoints", type=int, default=1_000_000, help="how many the largest check looks at")
    asked = words.parse_args()
    rows = measure(asked.times, asked.long)
    lines = [
        "# Benchmarks",
        "",
        "Made by `make bench`. One run on one machine; the ratios count, the seconds are the machine's.",
        "",
        f"{os.cpu_count()} processors, Python {platform.python_version()}, median of {asked.times} runs.",
        "Memory is that of the largest process.",
        "",
        "| what | time | against the plain script | memory |",
        "|---|---|---|---|",
        *rows,
    ]
    from benchmarks import checks, imports, packing

    lines += [
        "",
        "## Import",
        "",
        "| what | time | against pandas | memory |",
        "|---|---|---|---|",
        *imports.rows(asked.times),
        "",
        "## Review packs",
        "",
        "| what | time | memory or parts in MB |",
        "|---|---|---|",
        *packing.rows(asked.times),
        *checks.sections(asked.times, asked.datapoints),
    ]
    (ROOT / "docs/benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
