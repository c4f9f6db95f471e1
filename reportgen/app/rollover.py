"""``reportgen rollover``: closes the fiscal year and opens the next one."""

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from reportgen.app.issuing import IssuedFile, replace_file, write_workbooks
from reportgen.app.ledgers import open_ledger
from reportgen.app.outputs import disk_errors, one_at_a_time, replaced, write_tree
from reportgen.app.projects import cache_folder
from reportgen.app.publications import published_manuscript
from reportgen.app.years import FIGURES, FOLDER, MANUSCRIPT, closed_figures, closing_files, figure_records
from reportgen.catalog import load_project
from reportgen.catalog.cross import cross_check
from reportgen.chapters import bind
from reportgen.checks import published_report
from reportgen.figures import resolve
from reportgen.model.collection import asked
from reportgen.model.figure import Entry, Figure, Kind
from reportgen.model.figures import Figures
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, Problem, ReportgenError
from reportgen.model.project import Project
from reportgen.model.published import to_json
from reportgen.pack import as_csv

_WAIVERS = "data/waivers.toml"


@dataclass(frozen=True, slots=True)
class Review:
    """Something of last year that a person should look at before it goes into the next: what, and where it stands."""

    subject: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class RolledOver:
    """What a rollover did; ``opened`` is false where the year was open already."""

    closed: int
    year: int
    opened: bool
    issued: tuple[IssuedFile, ...]
    reviews: tuple[Review, ...]


def roll_over(root: Path, *, to: int | None = None, incomplete: bool = False) -> RolledOver:
    """Close the fiscal year and open the next: settings kept, comparatives carried over, workbooks issued.

    ``data/years/YEAR`` gets the settings, the chapters and the figures of the year that is closed; nothing of that year
    is changed. Last of all report.toml is replaced: until then the old year is open, from then on the new one. Whatever
    a killed run left is written anew by the next.

    Args:
        root: the project.
        to: the year to open; the next one if not given. If it is open already, nothing happens.
        incomplete: close the year although figures are missing; ``to`` must be given then.

    Raises:
        InputRefusedError: Figures of the year are missing.
        BrokenProjectError: The project or the ledger cannot be used, or the year cannot be opened.
    """
    project = load_project(root)
    year = project.settings.fiscal_year
    with disk_errors(FOLDER), one_at_a_time(cache_folder(root), lambda _: None):
        if to == year.year and closed_figures(root, to - 1) is not None:
            return RolledOver(to - 1, to, opened=False, issued=(), reviews=())
        _refuse(year, to, incomplete=incomplete)
        with open_ledger(root, project.settings.ledger) as ledger:
            entries, head = ledger.latest(), ledger.head()
        figures = _figures(project, entries, incomplete=incomplete)
        made = {FIGURES: as_csv(figure_records(project, figures))} | _words(project, figures)
        closing = closing_files(root, made, year=year.year, ledger_head=head)
        with replaced(root / FOLDER / str(year.year)) as folder:
            write_tree(folder, closing)
        opened = replace(project, settings=replace(project.settings, fiscal_year=year.shifted(1)))
        issued = write_workbooks(root, opened, entries)
        (root / "data/workbooks" / str(year.year + 1)).mkdir(parents=True, exist_ok=True)
        reviews = tuple(_reviews(root, project, opened, entries, figures))
        replace_file(root / "report.toml", _next_report(root, opened.settings.fiscal_year))
    return RolledOver(year.year, year.year + 1, opened=True, issued=issued, reviews=reviews)


def _refuse(year: FiscalYear, to: int | None, *, incomplete: bool) -> None:
    problem = None
    if to is not None and to != year.year + 1:
        what = f"the year {to} cannot be opened, because the fiscal year is {year.year}"
        problem = Problem(what, Place("report.toml"), f"open the next one: --to {year.year + 1}")
    elif incomplete and to is None:
        what = "an incomplete year is closed only when the year to open is named"
        problem = Problem(what, None, f"add --to {year.year + 1}")
    if problem:
        raise BrokenProjectError([problem])


def _figures(project: Project, entries: Iterable[Entry], *, incomplete: bool) -> Figures:
    """The year's figures; of an incomplete year those that can be resolved."""
    held = tuple(entries)
    try:
        return resolve(project, held)
    except InputRefusedError as error:
        if not incomplete:
            hint = "then roll over; or close the year as it is with --incomplete"
            problems = [Problem(p.what, p.where, f"{p.fix}; {hint}") for p in error.problems]
            raise InputRefusedError(problems) from error
    return _resolvable(project, held)


def _words(project: Project, figures: Figures) -> dict[str, bytes]:
    """What the report says, for next year's checks: as published, or else as it would be printed now.

    Nothing where the chapters of an incomplete year can't be bound.
    """
    if (published := published_manuscript(project.root, project.settings.fiscal_year.year)) is not None:
        return {MANUSCRIPT: published}
    try:
        manuscripts = [bind(project, figures, language) for language in project.settings.languages]
    except ReportgenError:
        return {}
    record = to_json(published_report(project.settings.fiscal_year.year, manuscripts))
    return {MANUSCRIPT: (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()}


def _resolvable(project: Project, entries: tuple[Entry, ...]) -> Figures:
    """The figures of the metrics for which all is handed in that they need."""
    held = {entry.datapoint.key for entry in entries}
    lacking = {
        metric.id
        for metric in project.metrics.values()
        if any((metric.id, ask.period.id, ask.entity.id) not in held for ask in asked(project, metric))
    }
    while more := {m.id for m in project.metrics.values() if m.id not in lacking and _needs(m) & lacking}:
        lacking |= more
    known = {id: metric for id, metric in project.metrics.items() if id not in lacking}
    return resolve(replace(project, metrics=known), entries)


def _needs(metric: Metric) -> set[str]:
    """The metrics that one is computed from, weighted by, or another name of."""
    named = {metric.same_as, metric.weight} - {None}
    return {str(id) for id in named} | set(metrics_in(metric.formula) if metric.formula else ())


def _next_report(root: Path, year: FiscalYear) -> bytes:
    """report.toml with the new fiscal year; every other line stays as it is."""
    document = tomlkit.parse((root / "report.toml").read_text(encoding="utf-8"))
    table = document["fiscal_year"]
    for key, value in (("year", year.year), ("starts", year.starts), ("ends", year.ends)):
        table[key] = value
    return tomlkit.dumps(document).encode()


# --- what a person should look at ----------------------------------------------------------------


def _reviews(
    root: Path, project: Project, opened: Project, entries: Iterable[Entry], figures: Iterable[Figure]
) -> Iterator[Review]:
    """Waivers, restatements and whatever else was said of last year alone."""
    yield from _waivers(root)
    for entry in entries:
        if entry.restatement is not None:
            stood = entry.restatement
            what = f"{stood.metric} for {stood.period}: {stood.before} restated to {stood.after} ({stood.reason})"
            yield Review("restatement", what, str(entry.datapoint.source))
    for note in project.notes.values():
        fixed = ", ".join(on for on in note.on if "@" in on)
        hangs = f" and hangs on {fixed}" if fixed else ""
        if note.kind == "restatement":
            yield Review("restatement", f"the note {note.id} tells of a restatement{hangs}", str(note.at))
        elif fixed:
            yield Review("note", f"the note {note.id} is about one year{hangs}", str(note.at))
    for problem in cross_check(opened):
        yield Review("project", f"{problem.what}; {problem.fix}", str(problem.where or ""))
    for figure in figures:
        if (
            figure.kind is not Kind.ACTUAL
            and figure.formula is None
            and figure.period.year == project.settings.fiscal_year.year
        ):
            what = f"{figure.metric} for {figure.period} is {figure.kind.value}: {figure.reason}"
            yield Review("estimate", what, str(figure.sources[0]) if figure.sources else "")


def _waivers(root: Path) -> Iterator[Review]:
    path = root / _WAIVERS
    if not path.is_file():
        return
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get("waiver", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        yield Review("waiver", f"the file cannot be read ({error})", _WAIVERS)
        return
    for waiver in told if isinstance(told, list) else []:
        said = ", ".join(f"{key} {value}" for key, value in waiver.items()) if isinstance(waiver, dict) else str(waiver)
        yield Review("waiver", said, _WAIVERS)
