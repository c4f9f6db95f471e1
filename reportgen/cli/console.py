"""What a person sees: talk and progress on stderr, results on stdout."""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportgen.model.problem import Problem, ReportgenError


def talk(text: str) -> None:
    """Say something to the person at the terminal."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def result(text: str) -> None:
    """Give a result."""
    sys.stdout.write(text + "\n")


def result_json(record: object) -> None:
    """Give a result as JSON and nothing else."""
    result(json.dumps(record, ensure_ascii=False, indent=1, default=str))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Give a result as a table."""
    from rich.console import Console  # noqa: PLC0415 - slow to load, and most commands print none
    from rich.table import Table  # noqa: PLC0415

    drawn = Table(*head, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*row)
    width = None if sys.stdout.isatty() else 160
    Console(file=sys.stdout, width=width, soft_wrap=width is not None).print(drawn)


def problems(error: ReportgenError) -> None:
    """Tell every problem: what is wrong, where, and what to do."""
    told(error.problems)


def told(problems: Sequence[Problem]) -> None:
    """Tell problems, and how many they are."""
    for problem in problems:
        talk(_told(problem))
    if len(problems) > 1:
        talk(f"{len(problems)} problems")


def problem_records(error: ReportgenError) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": 1,
        "problems": [problem_record(p) for p in error.problems],
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """One problem for a program, in each language that it is told in."""
    record: dict[str, Any] = {
        "what": problem.what,
        "where": str(problem.where) if problem.where else None,
        "fix": problem.fix,
    }
    if problem.words:
        record["asks"] = problem.asks
        record["metric"] = problem.metric
        record["words"] = {language: {"what": what, "fix": fix} for language, (what, fix) in problem.words.items()}
    return record


def _told(problem: Problem) -> str:
    lines = [f"{_bold('question' if problem.asks else 'error')}: {problem.what}"]
    if problem.where is not None:
        lines.append(f"  --> {problem.where}")
    lines.append(f"   = help: {problem.fix}")
    return "\n".join(lines)


def _bold(text: str) -> str:
    plain = not sys.stderr.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[1;31m{text}\033[0m"


def keep_traceback() -> str:
    """Write the traceback of the error being handled to a file, and give the file's name."""
    with tempfile.NamedTemporaryFile("w", prefix="reportgen-", suffix=".log", delete=False, encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return file.name


def keep_crashes(tracebacks: Iterable[str]) -> None:
    """Write the tracebacks of checks that broke off to a file, and say where it is."""
    found = [text for text in tracebacks if text]
    if found:
        with tempfile.NamedTemporaryFile("w", prefix="reportgen-checks-", suffix=".log", delete=False) as file:
            file.write("\n".join(found))
        talk(f"checks broke off; the log is {file.name}")


class Progress:
    """Tells the steps of long work: a running bar with its seconds on a terminal, nothing elsewhere."""

    def __init__(
        self, show: Callable[[str], None] = lambda _: None, count: Callable[[int, int], None] = lambda done, of: None
    ) -> None:
        self._show = show
        self._count = count

    def say(self, step: str) -> None:
        """The step that begins now."""
        self._show(step)

    def count(self, done: int, of: int) -> None:
        """How much of the step is done."""
        self._count(done, of)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress for work that may take longer than two seconds, on a terminal only."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich import progress as bars  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415

    columns = (
        bars.BarColumn(20),
        bars.TimeElapsedColumn(),
        bars.TextColumn("{task.description} …"),
        bars.TextColumn("{task.fields[done]}"),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as live:
        work = live.add_task("starting", total=None, done="")

        def count(done: int, of: int) -> None:
            live.update(work, completed=done, total=of, done=f"{done} of {of}")

        yield Progress(lambda step: live.update(work, description=step, total=None, done=""), count)
