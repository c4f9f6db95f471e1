"""What was covered: assertions by checks, disclosures, sections and notes, with places for the auditor's words."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from reportgen.model.finding import Outcome
from reportgen.model.index import IndexEntry
from reportgen.model.remark import disclosure_subject, note_subject, section_subject
from reportgen.pack.lead.contract import FIRST_ROW
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Live, Number, Row, Table, write
from reportgen.pack.lead.tieout import pages_in_words
from reportgen.pack.rows import note_rows
from reportgen.spreadsheets.paper import ref

_ASSERTIONS = (
    "completeness",
    "accuracy",
    "cut_off",
    "classification",
    "comparability",
    "presentation",
    "occurrence",
)
_CHECKS = (
    Column("code", 10, "mark"),
    Column("title", 40),
    Column("family", 14, "small"),
    *(Column(assertion, 14, "mark") for assertion in _ASSERTIONS),
    Column("examined", 11, "number"),
    Column("ending", 18, "small"),
    Column("found", 10, "number"),
    Column("open", 10, "number"),
    Column("examines", 60, "small"),
)
_SPOKEN = (Column("tick", 9, "mark"), Column("conclusion", 16, "mark"), Column("comment", 40))


class Coverage:
    """The sheets that tell what was covered."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._review = desk.review

    def write(self) -> None:
        """Write the sheets."""
        self._write("assertions", _CHECKS, self._checks())
        self._write("disclosures", self._disclosure_columns(), [self._disclosure(e) for e in self._entries()])
        self._write("sections_sheet", self._section_columns(), list(self._sections()))
        self._write("notes_sheet", self._note_columns(), list(self._notes()))

    def _write(self, key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        name = self._desk.said(key, " ")
        write(self._desk, Table(name, name, columns, rows, self._desk.said(f"{key.removesuffix('_sheet')}_intro")))

    # --- assertions ------------------------------------------------------------------------------

    def _checks(self) -> list[Row]:
        rows = [self._check(outcome) for outcome in self._review.outcomes]
        last = FIRST_ROW - 1 + len(rows) - 1
        totals: dict[str, Content] = {"title": self._desk.said("checks_that_ran", " ")}
        name = self._desk.said("assertions", " ")
        table = Table(name, name, _CHECKS, ())
        for assertion in _ASSERTIONS if rows else ():
            column = table.at(0, assertion).column
            count = sum(row.cells.get(assertion) == "●" for row in rows)
            over = f"{ref(FIRST_ROW - 1, column)}:{ref(last, column)}"
            totals[assertion] = Live(f'COUNTIF({over},"●")', count, "0")
        return [*rows, Row("", totals, band=True)]

    def _check(self, outcome: Outcome) -> Row:
        told = self._review.checks.get(outcome.code)
        ran = not (outcome.not_run or outcome.crashed) and outcome.examined > 0
        covered = assertions_of(outcome.code, told.family if told is not None else "other")
        cells: dict[str, Content] = {
            "code": outcome.code,
            "title": self._desk.both(told.title) if told is not None else outcome.name,
            "family": told.family if told is not None else "",
            "examined": Number(outcome.examined, "#,##0"),
            "ending": outcome.not_run or outcome.ending.value,
            "found": Number(len(outcome.findings), "0"),
            "open": Number(sum(not finding.waived for finding in outcome.findings), "0"),
            "examines": told.examines if told is not None else "",
        }
        return Row("", cells | dict.fromkeys(covered, "●" if ran else "○"))

    # --- disclosures -----------------------------------------------------------------------------

    def _entries(self) -> list[IndexEntry]:
        metrics = {line.metric.id for line in self._plan.lines()}
        whole = self._review.scope.whole
        return [
            entry
            for entry in self._review.dossier.index
            if not entry.disclosure.is_heading and (whole or metrics & set(entry.metrics))
        ]

    def _disclosure_columns(self) -> list[Column]:
        return [
            Column("edition", 14, "small", self._desk.said("standard")),
            Column("code", 14, "mark"),
            Column("title", 44),
            Column("status", 14, "mark"),
            Column("sections", 34, "small"),
            *(self._pages(language) for language in self._desk.languages),
            Column("reference", 18, "small"),
            Column("omission", 40, "small"),
            Column("lacking", 34, "small"),
            Column("assured", 12, "mark"),
            *_SPOKEN,
        ]

    def _pages(self, language: str) -> Column:
        return Column(f"pages_{language}", 14, "small", f"{self._desk.said('pages')}\n{language}")

    def _disclosure(self, entry: IndexEntry) -> Row:
        disclosure, desk = entry.disclosure, self._desk
        sections = {section.id: section for section in desk.project.outline.sections}
        year = desk.project.settings.fiscal_year
        keys = [(id, year.resolve(desk.project.metrics[id].period).id) for id in entry.metrics]
        reasons = [desk.both(entry.omission_label or {}), desk.both(entry.reason or {})]
        reasons += [f"{desk.both(one.part.title)}: {desk.both(one.omission.reason)}" for one in entry.left_out]
        answering = [sections[id] for id in entry.sections]
        edition = f"{disclosure.standard}@{disclosure.edition}"
        cells: dict[str, Content] = {
            "edition": f"{disclosure.standard} {disclosure.edition}",
            "code": disclosure.code,
            "title": desk.both(disclosure.title),
            "status": self._status(entry.status),
            "sections": "\n".join(f"{s.number} {desk.both(s.title, ' ')}" for s in answering),
            "reference": ", ".join(filter(None, (self._plan.reference(key) for key in keys))),
            "omission": "\n".join(filter(None, reasons)),
            "lacking": "\n".join(desk.both(part.title, " ") for part in entry.lacking),
            "assured": f"{len(entry.assured)} / {len(entry.metrics)}" if entry.metrics else "",
        }
        cells |= {f"pages_{x}": pages_in_words(entry.pages(x)) for x in desk.languages}
        return Row(disclosure_subject(edition, disclosure.code), cells)

    def _status(self, status: str) -> str:
        return "\n".join(dict.fromkeys(printer.ui(f"status_{status}") for printer in self._desk.printers.values()))

    # --- sections and notes ----------------------------------------------------------------------

    def _section_columns(self) -> list[Column]:
        return [
            Column("number", 9, "mark", self._desk.said("section_number")),
            Column("title", 48),
            *(self._pages(language) for language in self._desk.languages),
            *(Column(f"figures_{x}", 10, "number", f"{self._desk.said('figures')}\n{x}") for x in self._desk.languages),
            Column("findings", 20, "small"),
            *_SPOKEN,
        ]

    def _sections(self) -> Iterator[Row]:
        chapters = {
            (chapter.section.id, manuscript.language): chapter
            for manuscript in self._review.dossier.manuscripts
            for chapter in manuscript.chapters
        }
        found: dict[str, dict[str, None]] = {}
        for outcome in self._review.outcomes:
            for finding in outcome.findings:
                found.setdefault(finding.section or "", {})[finding.code] = None
        for section in self._desk.project.outline.sections:
            if not any((section.id, language) in chapters for language in self._desk.languages):
                continue
            cells: dict[str, Content] = {
                "number": section.number,
                "title": self._desk.both(section.title),
                "findings": ", ".join(found.get(section.id, ())),
            }
            for language in self._desk.languages:
                chapter = chapters.get((section.id, language))
                bindings = chapter.bindings if chapter is not None else ()
                pages = self._review.pages.get(language, {})
                on = [pages.get(f"s-{section.id}"), *(pages.get(binding.id) for binding in bindings)]
                cells[f"pages_{language}"] = pages_in_words(on)
                cells[f"figures_{language}"] = Number(len(bindings), "0")
            yield Row(section_subject(section.id), cells)

    def _note_columns(self) -> list[Column]:
        return [
            Column("note", 24, "id"),
            Column("table", 18, "id"),
            Column("kind", 14, "small"),
            Column("hangs_on", 34, "small"),
            *(Column(f"text_{x}", 56, "small", f"{self._desk.said('note')}\n{x}") for x in self._desk.languages),
            *_SPOKEN,
        ]

    def _notes(self) -> Iterator[Row]:
        metrics = {line.metric.id for line in self._plan.lines()}
        for row in note_rows(self._review.dossier):
            id = str(row["note"])
            spec = self._desk.project.notes[id]
            on = {word.partition("@")[0] for word in spec.on if not word.startswith("group:") and word != "table"}
            if not self._review.scope.whole and on and not on & metrics:
                continue
            cells: dict[str, Content] = {"note": id, "table": row["table"], "kind": row["type"], "hangs_on": row["on"]}
            cells |= {f"text_{x}": row[f"text_{x}"] for x in self._desk.languages}
            yield Row(note_subject(id), cells)


def assertions_of(code: str, family: str) -> Sequence[str]:
    """The assertions that a check covers."""
    told = _covered()
    return told["check"].get(code, told["family"].get(family, ()))


@cache
def _covered() -> Mapping[str, Mapping[str, Sequence[str]]]:
    read: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
        (resources.files(__package__) / "assertions.toml").read_text("utf-8")
    )
    return read
