"""The sheets around the tables: the cover with what is open, the instructions, the change log."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.intake.formulas import quoted, status_words
from reportgen.intake.labels import in_both, said, wording
from reportgen.intake.layout import Field, cover_layout
from reportgen.intake.planning import HEAD_ROW, Plan
from reportgen.intake.seal import shown
from reportgen.intake.stored import Stored
from reportgen.intake.wording import offered
from reportgen.model.project import Project
from reportgen.model.settings import Owner
from reportgen.spreadsheets.paper import (
    ACCENT,
    GREEN_INK,
    INPUT,
    LINE,
    LINK,
    PALE,
    RED,
    RED_INK,
    SOFT,
    Paper,
    Value,
    edge,
    lines,
    message,
    protect,
    ref,
    set_up_page,
)

_COVER_WIDTHS = (3, 38, 13, 13, 13, 13, 15, 15)
_OPEN = ("ok", "missing", "explain", "inconsistent")
_LOG_WIDTHS = (13, 18, 40, 18, 18, 44)
_LOG_ROWS = 60


@dataclass(frozen=True, slots=True)
class Issue:
    """Which workbook it is: whose, about whom, and which issue of the year."""

    owner: Owner
    entity: str | None
    number: int


class Cover:
    """The first sheet: whose workbook it is, what is open in it, and what to do."""

    def __init__(self, paper: Paper, sheet: Any, project: Project) -> None:
        self._paper = paper
        self._sheet = sheet
        self._project = project
        self._expected: dict[str, str] = {}

    def write(self, issue: Issue, plans: Sequence[Plan], stored: Stored, footer: str) -> Mapping[str, str]:
        """Write it.

        Args:
            issue: whose workbook it is.
            plans: the sheets with tables.
            stored: results of the formulas as the workbook is issued.
            footer: at the bottom of the printed page.

        Returns:
            The locked cells that must still say the same when it comes back.
        """
        for column, width in enumerate(_COVER_WIDTHS):
            self._sheet.set_column(column, column, width)
        row = self._write_who(issue)
        row = self._write_open(row + 1, plans, stored)
        row = self._write_steps(row + 1)
        row = self._write_signatures(row + 1)
        self._sheet.print_area(0, 0, row, len(_COVER_WIDTHS) - 1)
        set_up_page(self._sheet, footer, down=1)
        protect(self._sheet)
        return self._expected

    def _write_who(self, issue: Issue) -> int:
        settings, year = self._project.settings, self._project.settings.fiscal_year
        chinese, english = wording()["cover"]["title"]
        self._paper.put(self._sheet, 1, 1, chinese, font_size=20, bold=True, font_color=ACCENT)
        self._paper.put(self._sheet, 2, 1, english, font_size=14, font_color=ACCENT)
        report = (settings.names["short"], settings.title)
        self._paper.put(self._sheet, 3, 1, " · ".join(in_both(words, self._project) for words in report))
        for row, height in ((1, 32), (2, 22), (3, 18)):
            self._sheet.set_row(row, height)
        entity = settings.boundary.get(issue.entity) if issue.entity else None
        whom = in_both(entity.name, self._project) if entity else said("cover", "whole_group")
        said_: tuple[tuple[str, Value, str], ...] = (
            (_label(Field.OWNER), issue.owner.id, in_both(issue.owner.name, self._project)),
            (_label(Field.ENTITY), issue.entity or "–", whom),
            (_label(Field.FISCAL_YEAR), year.year, f"{year.starts.isoformat()} – {year.ends.isoformat()}"),
            (said("cover", "issue"), issue.number, ""),
        )
        for row, (label, value, more) in enumerate(said_, 5):
            self._paper.put(self._sheet, row, 1, label, bold=True, font_color=ACCENT, bottom=1, bottom_color=LINE)
            self._paper.put(self._sheet, row, 2, value, align="left", bottom=1, bottom_color=LINE)
            for column in range(3, len(_COVER_WIDTHS)):
                text = more if column == 4 else None
                self._paper.put(self._sheet, row, column, text, font_color=SOFT, bottom=1, bottom_color=LINE)
            self._expected |= {ref(row, 1): label, ref(row, 2): shown(value)}
            self._sheet.set_row(row, 21)
        return 5 + len(said_)

    def _write_open(self, row: int, plans: Sequence[Plan], stored: Stored) -> int:
        """The table of what is open, counted live; give the row after it."""
        self._title(row, said("cover", "open"))
        total = row + 2 + len(plans)
        open_cells = f"{ref(total, 4)}+{ref(total, 5)}+{ref(total, 6)}"
        ready, left = said("cover", "ready"), f" {said('cover', 'not_ready')}"
        counts = [_counts(one, stored) for one in plans]
        still = sum(count[status] for count in counts for status in _OPEN[1:])
        self._sheet.write_formula(
            row, 4, f"=IF({open_cells}=0,{quoted(ready)},({open_cells})&{quoted(left)})",
            self._paper.format(bold=True, font_color=RED_INK), f"{still}{left}" if still else ready,
        )  # fmt: skip
        good = self._paper.tint(font_color=GREEN_INK)
        whether = {"type": "formula", "criteria": f"={open_cells}=0", "format": good}
        self._sheet.conditional_format(row, 4, row, 4, whether)
        heads = ["sheet", "rows", *_OPEN, "approved"]
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "font_size": 9, "text_wrap": True}
        for column, name in enumerate(heads, 1):
            text = status_words(name) if name in _OPEN else said("cover", name)
            self._paper.put(
                self._sheet, row + 1, column, text, **edge(**head, align="left" if column == 1 else "center")
            )
        self._sheet.set_row(row + 1, 24)
        for line, (one, count) in enumerate(zip(plans, counts, strict=True), row + 2):
            self._write_counts(line, one, count)
        self._write_totals(total, row + 2, counts)
        bad = self._paper.tint(bg_color=RED, font_color=RED_INK)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": bad}
        self._sheet.conditional_format(row + 2, 4, total, 6, rule)
        return total + 1

    def _write_counts(self, row: int, one: Plan, count: Mapping[str, int]) -> None:
        look = edge(align="center")
        link = self._paper.format(**edge(font_color=LINK, underline=1, indent=1))
        quoted_name = one.name.replace("'", "''")
        self._sheet.write_url(row, 1, f"internal:'{quoted_name}'!A1", link, one.name)
        self._paper.put(self._sheet, row, 2, count["rows"], **look)
        span = _span(one, Field.STATUS)
        for column, status in enumerate(_OPEN, 3):
            counted = f"=COUNTIF({span},{quoted(status_words(status))})"
            self._sheet.write_formula(row, column, counted, self._paper.format(**look), count[status])
        approved = f"=SUMPRODUCT(--(LEN({_span(one, Field.APPROVED_BY)})>0))"
        self._sheet.write_formula(row, 7, approved, self._paper.format(**look), count["approved"])
        self._sheet.set_row(row, 21)

    def _write_totals(self, row: int, first: int, counts: Sequence[Mapping[str, int]]) -> None:
        look = edge(align="center", bold=True, bg_color=PALE)
        self._paper.put(self._sheet, row, 1, said("cover", "total"), **{**look, "align": "left", "indent": 1})
        for column, name in enumerate(("rows", *_OPEN, "approved"), 2):
            total = sum(count.get(name, 0) for count in counts)
            summed = f"=SUM({ref(first, column)}:{ref(row - 1, column)})"
            self._sheet.write_formula(row, column, summed, self._paper.format(**look), total)
        self._sheet.set_row(row, 22)

    def _write_steps(self, row: int) -> int:
        self._title(row, said("cover", "steps"))
        for number in (1, 2, 3):
            chinese, english = wording()["cover"][f"step{number}"]
            self._paper.put(self._sheet, row + number, 1, f"{number}  {chinese}", indent=1)
            self._paper.put(self._sheet, row + number, 4, english, font_color=SOFT)
            self._sheet.set_row(row + number, 19)
        return row + 4

    def _write_signatures(self, row: int) -> int:
        self._title(row, said("cover", "sign"))
        date = f"{said('cover', 'date')}"
        for line, name in enumerate(("prepared", "reviewed", "approver"), row + 1):
            title = said("cover", name)
            self._paper.put(self._sheet, line, 1, title, bold=True, font_color=ACCENT, bottom=1, bottom_color=LINE)
            for column in (2, 3):
                self._paper.put(
                    self._sheet, line, column, None, bg_color=INPUT, locked=False, bottom=1, bottom_color=LINE
                )
            self._paper.put(self._sheet, line, 4, date, font_color=SOFT, align="right")
            dated = {"bg_color": INPUT, "locked": False, "num_format": "yyyy-mm-dd", "bottom": 1, "bottom_color": LINE}
            self._paper.put(self._sheet, line, 5, None, **dated, align="center")
            told = message(title, said("messages", "prepared_by") if name == "prepared" else title)
            self._sheet.data_validation(line, 2, line, 2, {"validate": "any", **told})
            told = message(said("cover", "date"), said("messages", "date"))
            self._sheet.data_validation(line, 5, line, 5, {"validate": "any", **told})
            self._sheet.set_row(line, 22)
        return row + 4

    def _title(self, row: int, text: str) -> None:
        self._paper.put(self._sheet, row, 1, text, font_size=12, bold=True, font_color=ACCENT)
        self._sheet.set_row(row, 24)


def write_instructions(paper: Paper, sheet: Any, footer: str) -> None:
    """Write how the workbook is filled in, both languages side by side."""
    widths = (3, 26, 52, 66)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    paper.put(sheet, 1, 1, said("sheets", "how"), font_size=14, bold=True, font_color=ACCENT)
    told = [(rule["subject"], rule["text"]) for rule in wording()["how"]]
    told += [(word.split(" ", 1), wording()["states"][state]) for state, word in offered("state").items()]
    for row, (subject, text) in enumerate(told, 3):
        look = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LINE}
        paper.put(sheet, row, 1, "\n".join(subject), bold=True, font_color=ACCENT, **look)
        paper.put(sheet, row, 2, text[0], **look)
        paper.put(sheet, row, 3, text[1], **look)
        tall = max(lines("\n".join(subject), widths[1]), *(lines(t, w) for t, w in zip(text, widths[2:], strict=True)))
        sheet.set_row(row, 15 * tall + 8)
    sheet.print_area(0, 0, 2 + len(told), 3)
    set_up_page(sheet, footer)
    protect(sheet)


def write_log(paper: Paper, sheet: Any, footer: str) -> None:
    """Write an empty log of the changes made after a hand-in."""
    for column, width in enumerate(_LOG_WIDTHS):
        sheet.set_column(column, column, width)
    paper.put(sheet, 0, 0, said("log", "title"), font_size=14, bold=True, font_color=ACCENT)
    paper.put(sheet, 1, 0, said("log", "explanation", between="  "), font_size=9, font_color=SOFT)
    names = ("date", "who", "metric", "before", "after", "why")
    for column, name in enumerate(names):
        head = edge(bold=True, font_color="#FFFFFF", bg_color=ACCENT, font_size=9, align="center", text_wrap=True)
        paper.put(sheet, HEAD_ROW, column, said("log", name, between="\n"), **head)
    sheet.set_row(HEAD_ROW, 32)
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + _LOG_ROWS):
        for column, name in enumerate(names):
            formed = {"num_format": "yyyy-mm-dd"} if name == "date" else {"text_wrap": True, "num_format": "@"}
            paper.put(sheet, row, column, None, **edge(**formed, locked=False, font_size=9))
    for column, name in enumerate(names):
        text = said("messages", "date") if name == "date" else said("log", "explanation", between="\n")
        rule = {"validate": "any", **message(said("log", name), text)}
        sheet.data_validation(HEAD_ROW + 1, column, HEAD_ROW + _LOG_ROWS, column, rule)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, HEAD_ROW + 20, len(names) - 1)
    set_up_page(sheet, footer)
    protect(sheet)


def _label(field: Field) -> str:
    names = next(column.names for column in cover_layout().column if column.field is field)
    return f"{names[0]} {names[1].capitalize()}"


def _span(one: Plan, field: Field) -> str:
    """A column of a sheet's rows, from any sheet."""
    letter = next(iter(one.spots.values())).letters[field]
    name = one.name.replace("'", "''")
    return f"'{name}'!${letter}${HEAD_ROW + 2}:${letter}${one.last + 1}"


def _counts(one: Plan, stored: Stored) -> dict[str, int]:
    """How many rows of a sheet are in which status when it is issued."""
    questions = one.form.questions
    found = Counter(stored.status(question) for question in questions)
    signed = sum(q.handed is not None and q.handed.particulars.approved is not None for q in questions)
    asked = sum(not question.computed for question in questions)
    return {"rows": asked, **{status: found[status] for status in _OPEN}, "approved": signed}
