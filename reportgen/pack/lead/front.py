"""The lead workbook's first sheet, and the one that nobody sees: what it is, where things are, what doesn't tie."""

from typing import Any

from reportgen.pack.lead.contract import (
    BREAKS,
    HEAD_ROW,
    META,
    META_HEADS,
    META_KEYS,
    REVIEWED_ON,
    REVIEWER,
    REVIEWER_COLUMN,
    SCHEMA,
    TIES,
)
from reportgen.pack.lead.desk import Desk, Listed
from reportgen.spreadsheets.paper import (
    ACCENT,
    GREEN_INK,
    INPUT,
    LINK,
    RED,
    RED_INK,
    SOFT,
    edge,
    id_face,
    lines,
    protect,
    ref,
    set_up_page,
)

_COLUMNS = (("item", 32), (REVIEWER_COLUMN, 84), ("writable", 9), ("rows", 8), ("breaks", 9))
_ITEM, _VALUE, _WRITABLE, _ROWS, _BREAKS = range(1, 6)
_HEADS = {"item": "sheet", REVIEWER_COLUMN: "about"}
_HOW = ("how_1", "how_2", "how_3")


class Front:
    """The index sheet: made first, so that it stands first, and written last, when all sheets are known."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._paper = desk.paper
        self.name = desk.said("index", " ")
        self._sheet: Any = desk.add(self.name)
        self._row = 0

    def write(self) -> None:
        """Write it; all other sheets have been written."""
        sheet, paper, desk = self._sheet, self._paper, self._desk
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
        paper.put(sheet, 0, 0, "key", **id_face())
        for at, (id, width) in enumerate(_COLUMNS, 1):
            paper.put(sheet, 0, at, id, **id_face())
            sheet.set_column(at, at, width)
        paper.put(sheet, 1, _ITEM, desk.subtitle, font_size=10, font_color=SOFT)
        title = f"{desk.title} · {desk.said('workbook', ' ')}"
        paper.put(sheet, 2, _ITEM, title, font_size=18, bold=True, font_color=ACCENT)
        sheet.set_row(2, 30)
        self._row = 4
        self._facts()
        self._contents(self._row + 1)
        self._how()
        sheet.set_first_sheet()
        sheet.activate()
        sheet.print_area(1, 1, self._row, len(_COLUMNS))
        set_up_page(sheet, desk.subtitle, down=0)
        protect(sheet, objects=True)

    # --- what it is ------------------------------------------------------------------------------

    def _facts(self) -> None:
        """Identity, the sum of all checks, and the reviewer."""
        identity, scope = self._desk.review.identity, self._desk.review.scope
        chosen = [*scope.owners, *scope.topics]
        chosen += [self._desk.said("scope_selected", " ")] if scope.selected else []
        facts: list[tuple[str, Any]] = [
            ("pack_id", identity.id),
            ("pack_number", identity.number),
            ("made_at", identity.made_at.isoformat(sep=" ", timespec="minutes")),
            ("scope", ", ".join(chosen) or self._desk.said("scope_all", " ")),
            ("inputs", identity.inputs_sha256),
            ("ledger_head", identity.ledger_head),
            ("tool", identity.tool),
        ]
        if self._desk.review.due is not None:
            facts.insert(3, ("due", self._desk.review.due))
        for key, value in facts:
            self._label(key)
            small = id_face() if key in ("inputs", "ledger_head") else {"font_size": 10}
            form = {"num_format": "yyyy-mm-dd"} if key == "due" else {}
            self._paper.put(self._sheet, self._row, _VALUE, value, **edge(align="left", **small, **form))
            self._row += 1
        self._sum = self._row
        self._label("all_checks")
        self._row += 1
        for key in (REVIEWER, REVIEWED_ON):
            self._paper.put(self._sheet, self._row, 0, key, **id_face())
            self._label(key)
            form = {"num_format": "yyyy-mm-dd", "align": "left"} if key == REVIEWED_ON else {}
            self._paper.put(self._sheet, self._row, _VALUE, None, **edge(bg_color=INPUT, locked=False, **form))
            self._row += 1

    def _label(self, key: str) -> None:
        self._paper.put(self._sheet, self._row, _ITEM, self._desk.said(key, " "), **edge(font_size=9, font_color=SOFT))

    # --- where things are ------------------------------------------------------------------------

    def _contents(self, first: int) -> None:
        head = edge(bold=True, font_color="#FFFFFF", bg_color=ACCENT, text_wrap=True, font_size=9)
        for at, (id, _) in enumerate(_COLUMNS, 1):
            self._paper.put(self._sheet, first, at, self._desk.said(_HEADS.get(id, id), " "), **head)
        self._sheet.set_row(first, 28)
        row = first
        for row, listed in enumerate(self._desk.listed, first + 1):
            self._line(row, listed)
        total = f"SUM({ref(first + 1, _BREAKS)}:{ref(row, _BREAKS)})"
        good, bad = (f"{mark} {self._desk.said(key, ' ')}" for mark, key in ((TIES, "all_tie"), (BREAKS, "some_break")))
        formula = f'=IF({total}=0,"{good}",{total}&" {bad}")'
        look = self._paper.format(**edge(bold=True, font_color=GREEN_INK))
        self._sheet.write_formula(self._sum, _VALUE, formula, look, good)
        wrong = self._paper.tint(font_color=RED_INK, bg_color=RED)
        rule = {"type": "text", "criteria": "containing", "value": BREAKS, "format": wrong}
        self._sheet.conditional_format(self._sum, _VALUE, self._sum, _VALUE, rule)
        over = {"type": "cell", "criteria": ">", "value": 0, "format": wrong}
        self._sheet.conditional_format(first + 1, _BREAKS, row, _BREAKS, over)
        self._row = row + 2

    def _line(self, row: int, listed: Listed) -> None:
        quoted = listed.name.replace("'", "''")
        link = self._paper.format(**edge(font_color=LINK, underline=1, indent=1))
        self._sheet.write_url(row, _ITEM, f"internal:'{quoted}'!B2", link, listed.name)
        about = "\n".join(_first_sentence(line) for line in listed.intro.split("\n")[: len(self._desk.languages)])
        about = listed.title if listed.lead else about or listed.title
        self._paper.put(self._sheet, row, _VALUE, about, **edge(font_size=9, text_wrap=True))
        mark = "✎" if listed.writable else None
        self._paper.put(self._sheet, row, _WRITABLE, mark, **edge(font_size=9, align="center"))
        self._paper.put(self._sheet, row, _ROWS, listed.count, **edge(align="center"))
        look = edge(align="center")
        if listed.checks:
            ranges = (f"'{quoted}'!{ref(listed.first, at)}:{ref(listed.last, at)}" for at in listed.checks)
            formula = "+".join(f'COUNTIF({one},"{BREAKS}")' for one in ranges)
            self._sheet.write_formula(row, _BREAKS, f"={formula}", self._paper.format(**look), 0)
        else:
            self._paper.put(self._sheet, row, _BREAKS, None, **look)
        self._sheet.set_row(row, 13 * lines(about, 90) + 5)

    def _how(self) -> None:
        self._paper.put(self._sheet, self._row, _ITEM, self._desk.said("how", " "), bold=True, font_color=ACCENT)
        width = sum(width for _, width in _COLUMNS)
        texts = [self._desk.said(key, "\n") for key in _HOW]
        texts += [self._desk.legend(language) for language in self._desk.languages]
        look = self._paper.format(font_size=9, text_wrap=True, valign="top")
        for text in texts:
            self._row += 1
            self._sheet.merge_range(self._row, _ITEM, self._row, _BREAKS, None, look)
            self._sheet.write_string(self._row, _ITEM, text, look)
            self._sheet.set_row(self._row, 13 * lines(text, width) + 3)


def _first_sentence(text: str) -> str:
    """What an introduction says first."""
    ends = [at + len(mark) for mark in ("。", ". ") if (at := text.find(mark)) >= 0]
    return text[: min(ends)].strip() if ends else text


def write_meta(desk: Desk, index: str) -> None:
    """Write what the way back is read by."""
    identity, settings = desk.review.identity, desk.project.settings
    sheet = desk.add(META)
    values: tuple[str | int, ...] = (
        SCHEMA,
        identity.id,
        identity.project,
        settings.names["company"].get("en") or desk.both(settings.names["company"], " "),
        settings.fiscal_year.year,
        identity.number,
        identity.made_at.isoformat(),
        identity.tool,
        index,
    )
    for row, (key, value) in enumerate(zip(META_KEYS, values, strict=True)):
        desk.paper.put(sheet, row, 0, key)
        desk.paper.put(sheet, row, 1, value)
    row = len(META_KEYS) + 1
    for column, head in enumerate(META_HEADS):
        desk.paper.put(sheet, row, column, head)
    for at, listed in enumerate((one for one in desk.listed if one.writable), row + 1):
        for column, value in enumerate(_place(listed)):
            desk.paper.put(sheet, at, column, value)
    protect(sheet)
    sheet.very_hidden()


def _place(listed: Listed) -> tuple[str | int, ...]:
    """A sheet's row under :data:`META_HEADS`."""
    return (listed.name, HEAD_ROW, listed.first + 1, listed.keyed + 1)
