"""``reportgen check --databook``: checks over a data book of any company, without a project."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from reportgen.app.build import count_findings
from reportgen.app.checking import Checked
from reportgen.checks import run, selected
from reportgen.checks.databook.footing import footings
from reportgen.intake import read_data_book
from reportgen.model.databook import BookLine, DataBook
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Kind, State, Status
from reportgen.model.figures import Figures
from reportgen.model.finding import Outcome
from reportgen.model.index import Index
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.outline import Outline
from reportgen.model.period import FiscalYear, Period
from reportgen.model.place import Cell
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.settings import Settings
from reportgen.model.tables import NoteSpec
from reportgen.model.unit import Unit
from reportgen.model.words import EN, ZH_HANT, Words
from reportgen.render.records import findings_record

FAMILIES = ("DB", "DT", "RS", "YY")
"""The families that have something to say about figures alone.

AR is not among them: DB001 adds the same totals up, and knows how far each figure of a book was rounded.
"""
_OWNER = "book"
_ASKS = ("DT004", "YY001", "YY003", "YY004")
"""Checks that ask for an explanation. A data book tells none, so that what they find is a list of questions."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_RESTATED: Words = {ZH_HANT: "經重列", EN: "restated"}
"""What a mark of restatement says where no note does."""


def check_book(file: Path, prior: Path | None, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Checked:
    """Run checks over a data book.

    Args:
        file: an .xlsx workbook with years in columns, of any company.
        prior: its edition of the year before, if it is at hand.
        select: codes, names or families of the checks to run; all that apply to figures alone if empty.
        ignore: of those to leave out.

    Raises:
        BrokenProjectError: A file cannot be read, or there is no such check.
        InputRefusedError: A file is no workbook, is damaged or encrypted, or holds what is not to be read.
        NothingToExamineError: No sheet has figures under years.
    """
    wanted = selected(select, ignore)
    checks = [check for check in wanted if check.code.startswith(FAMILIES)]
    if select and len(checks) < len(wanted):
        strange = ", ".join(check.code for check in wanted if check not in checks)
        what = f"{strange}: not for a data book, which has no text and no layout"
        raise BrokenProjectError([Problem(what, None, f"use checks of the families {', '.join(FAMILIES)}")])
    book = read_data_book(file)
    before = None if prior is None else read_data_book(prior)
    dossier = dossier_of(book, before)
    outcomes = run(dossier, checks)
    head = f"{book.title}, {book.name}"
    record = findings_record(outcomes) | {"book": _told(book, before, outcomes)}
    return Checked(dossier.project, head, outcomes, count_findings(outcomes), record)


def dossier_of(book: DataBook, prior: DataBook | None = None) -> Dossier:
    """What the checks see of a data book: a project made up from it, its figures, and no text."""
    lines = {line.id: line for line in reversed(book.lines)}
    years = tuple(range(_newest(book), min(book.years) - 1, -1))
    units = {_unit_id(line): _unit(line) for line in lines.values()}
    breakdowns = _breakdowns(book)
    metrics = {line.id: _metric(line, breakdowns, len(years) - 1) for line in lines.values()}
    title: Words = dict.fromkeys((ZH_HANT, EN), book.title)
    newest = years[0]
    project = Project(
        root=Path(),
        settings=Settings(
            names=dict.fromkeys(("company", "short", "group"), title),
            title=title,
            subtitle=title,
            imprint=(),
            demonstration=False,
            fiscal_year=FiscalYear(newest, date(newest, 1, 1), date(newest, 12, 31)),
            languages=_languages(book),
            standards={},
            owners=(),
            check_options={code: {"severity": "info"} for code in _ASKS},
        ),
        outline=Outline(()),
        units=units,
        metrics=metrics,
        tables={},
        notes={note.id: note for note in _notes(book, newest)},
        charts={},
        disclosures={},
        omissions=(),
    )
    figures = [_figure(book, line, year, newest) for line in lines.values() for year in line.values]
    return Dossier(project, Figures({f.key: f for f in figures}), (), (), Index(), book=book, prior_book=prior)


def _newest(book: DataBook) -> int:
    """The fiscal year: the newest one that has half as many figures as the fullest; targets have fewer."""
    counted = Counter(year for line in book.lines for year, held in line.values.items() if held.value is not None)
    most = max(counted.values(), default=0)
    return max((year for year, count in counted.items() if count * 2 >= most), default=max(book.years))


def _breakdowns(book: DataBook) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for footing in footings(book):
        if footing.borne_out:
            found.setdefault(footing.total.id, []).append(tuple(part.id for part in footing.parts))
    return {id: tuple(parts) for id, parts in found.items()}


def _metric(line: BookLine, breakdowns: Mapping[str, tuple[tuple[str, ...], ...]], comparatives: int) -> Metric:
    name = f"{line.under} › {line.label}" if line.under else line.label
    return Metric(
        id=line.id,
        label=dict.fromkeys((ZH_HANT, EN), name),
        unit=_unit_id(line),
        owner=_OWNER,
        topic=line.sheet,
        comparatives=comparatives,
        breakdowns=breakdowns.get(line.id, ()),
    )


def _unit_id(line: BookLine) -> str:
    return f"{line.style.value} {line.unit}".strip()


def _unit(line: BookLine) -> Unit:
    id = _unit_id(line)
    return Unit(id, line.style, dict.fromkeys((ZH_HANT, EN), line.unit), base=id)


def _notes(book: DataBook, newest: int) -> Iterator[NoteSpec]:
    """What the book says of restatements and of its rows, as the notes that a project would have."""
    told: dict[tuple[str, str], list[str]] = {}
    rows: dict[tuple[str, str], list[str]] = {}
    for line in book.lines:
        own = [note for note in book.notes_of(line.sheet) if note.mark in _marks(line)]
        for note in own:
            told.setdefault((note.sheet, note.mark), []).append(note.text)
            rows.setdefault((note.sheet, note.mark), []).append(line.id)
        words = [note.text for note in own if note.restates]
        for year in line.values:
            if year < newest and book.called_restated(line, year):
                on = f"{line.id}@{year}"
                text = {code: said or _RESTATED[code] for code, said in _by_language(book, words).items()}
                yield NoteSpec(on, line.sheet, (on,), "restatement", text, None)
    for (sheet, mark), texts in told.items():
        own_rows = tuple(dict.fromkeys(rows[sheet, mark]))
        yield NoteSpec(f"{sheet} {mark}", sheet, own_rows, "definition", _by_language(book, texts), None)


def _by_language(book: DataBook, texts: Sequence[str]) -> dict[str, str]:
    """Texts of notes in each language that the book's notes are in, each once."""
    return {
        code: " ".join(dict.fromkeys(text for text in texts if (code == ZH_HANT) is bool(_CHINESE.search(text))))
        for code in _languages(book)
    }


def _languages(book: DataBook) -> tuple[str, ...]:
    """The languages of the notes; both where there are none."""
    found = {ZH_HANT if _CHINESE.search(note.text) else EN for note in book.notes}
    return tuple(code for code in (ZH_HANT, EN) if code in found) or (ZH_HANT, EN)


def _marks(line: BookLine) -> set[str]:
    return {*line.marks, *(mark for held in line.values.values() for mark in held.marks)}


def _figure(book: DataBook, line: BookLine, year: int, newest: int) -> Figure:
    held = line.values[year]
    state = State.NOT_AVAILABLE if held.value is None else State.VALUE if held.value else State.CONFIRMED_ZERO
    status = Status.NOT_AVAILABLE if held.value is None else Status.REPORTED if held.value else Status.NIL
    if held.value is not None and year < newest and book.called_restated(line, year):
        status = Status.RESTATED
    return Figure(
        line.id,
        Period(str(year)),
        held.value,
        _unit_id(line),
        state,
        status,
        Kind.ACTUAL,
        Qualifier.EXACT,
        held.decimals,
        assured=False,
        sources=(held.cell,),
    )


def _told(book: DataBook, prior: DataBook | None, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """What was read and looked at, for the record."""
    examined = {outcome.code: outcome.examined for outcome in outcomes}
    return {
        "file": book.name,
        "sha256": book.sha256,
        "prior": None if prior is None else {"file": prior.name, "sha256": prior.sha256},
        "sheets": list(book.sheets),
        "years": list(book.years),
        "lines": len(book.lines),
        "figures": sum(held.value is not None for line in book.lines for held in line.values.values()),
        "notes": len({(note.sheet, note.mark) for note in book.notes}),
        "totals": len(footings(book)),
        "sums_examined": examined.get("DB001", 0),
        "unread": [_place(cell) for cell in book.unread],
    }


def _place(cell: Cell) -> dict[str, str]:
    return {"sheet": cell.sheet, "cell": cell.ref}
