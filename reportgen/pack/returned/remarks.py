"""From what a reviewer wrote into a lead workbook to remarks; what can't be read is kept in their words, and told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from openpyxl.utils import get_column_letter

from reportgen.model.place import Cell
from reportgen.model.remark import Conclusion, Progress, Remark, sheet_subject
from reportgen.pack.lead.contract import (
    AUDITOR_COLUMNS,
    AUDITOR_VALUE,
    COMMENT,
    CONCLUSION,
    CORRECTED,
    NATURE,
    NATURES,
    TICK,
    YES_NO,
    read_choice,
)
from reportgen.pack.returned.against import numbered, paired
from reportgen.pack.returned.book import COMPARED_WITH, Book, Content, Line, Sheet, place_in
from reportgen.pack.returned.threads import Said
from reportgen.pack.returned.typed import clean, conclusion_in, number_in, plain_number, ticks_in

AUDITOR = "auditor"
"""Who said it, where the file names nobody."""
_EXCEPTION_TICK = "✗"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was read with a guess, or could not be read; its words are in the remark."""

    what: str
    where: Cell


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a returned file: the remarks, and where they could not be read for certain."""

    remarks: tuple[Remark, ...]
    doubts: tuple[Doubt, ...]


def is_exception_tick(tick: str) -> bool:
    """Whether the legend of the tickmarks calls it an exception."""
    return _EXCEPTION_TICK in tick.split()


def progress_of(remark: Remark) -> Progress:
    """Where a remark begins: cleared where it asks for nothing."""
    differs = bool(remark.difference)
    if remark.conclusion in (Conclusion.EXCEPTION, Conclusion.QUERY) or differs:
        return Progress.OPEN
    if remark.conclusion in (Conclusion.AGREED, Conclusion.NOT_TESTED) or not remark.text:
        return Progress.CLEARED
    return Progress.OPEN


def heard_in_book(returned: Book, issued: Book | None, *, pack: str, by: str, file: str, sha256: str) -> Heard:
    """All remarks in a returned lead workbook.

    Args:
        returned: as it came back.
        issued: as it was sent; what stands in it already is no remark. ``None`` where it wasn't kept.
        pack: id of the pack.
        by: who wrote, where the workbook itself doesn't say.
        file: what the returned file is called where it is kept.
        sha256: of it.
    """
    reader = _Reader(returned, issued, pack, returned.reviewer or by or AUDITOR, file, sha256)
    remarks = dict.fromkeys(reader.remarks())
    return Heard(tuple({remark.id: remark for remark in remarks}.values()), tuple(reader.doubts))


class _Reader:
    def __init__(self, returned: Book, issued: Book | None, pack: str, by: str, file: str, sha256: str) -> None:
        self._returned, self._issued = returned, issued
        self._names = {now: was for was, now in paired(issued, returned).items()} if issued else {}
        self._pack, self._by, self._on = pack, clean(by), returned.reviewed_on
        self._file, self._sha256 = file, sha256
        self.doubts: list[Doubt] = []

    def remarks(self) -> Iterator[Remark]:
        for sheet in self._returned.sheets.values():
            was = self._issued.sheets.get(self._names.get(sheet.name, "")) if self._issued else None
            before = dict(numbered(was.lines)) if was else {}
            for key, line in numbered(sheet.lines):
                yield from self._line(sheet, line, was, before.get(key))
            yield from self._strays(sheet, was)
            known = {(said.cell, said.text) for said in was.comments} if was else set()
            yield from (self._comment(sheet, said) for said in sheet.comments if (said.cell, said.text) not in known)

    # --- rows ------------------------------------------------------------------------------------

    def _line(self, sheet: Sheet, line: Line, was: Sheet | None, before: Line | None) -> Iterator[Remark]:
        written = {id: _text(sheet.result(line, id)) for id in AUDITOR_COLUMNS if id in sheet.columns}
        issued = {id: _text(was.result(before, id)) for id in AUDITOR_COLUMNS} if was and before else {}
        if not any(text and text != issued.get(id, "") for id, text in written.items()):
            return
        first = next(id for id, text in written.items() if text and text != issued.get(id, ""))
        compared = (was, before) if was and before else (sheet, line)
        yield self._remark(line.key, written, self._cell(sheet, sheet.ref(line, first)), *compared, line, sheet)

    def _remark(
        self, key: str, written: Mapping[str, str], at: Cell, was: Sheet, before: Line, line: Line, sheet: Sheet
    ) -> Remark:
        words = [written.get(COMMENT, "")]
        tick = ticks_in(written.get(TICK, ""))
        conclusion = self._conclusion(written.get(CONCLUSION, ""), at, words)
        if not written.get(CONCLUSION) and is_exception_tick(tick):
            conclusion = Conclusion.EXCEPTION
            self.doubts.append(
                Doubt(f"the tickmark {_EXCEPTION_TICK} without a conclusion is taken as an exception", at)
            )
        value = self._value(
            sheet.result(line, AUDITOR_VALUE) if AUDITOR_VALUE in sheet.columns else None, before, at, words
        )
        printed = next((_decimal(was.result(before, id)) for id in COMPARED_WITH if id in was.columns), None)
        for id, among in ((NATURE, NATURES), (CORRECTED, YES_NO)):
            if text := written.get(id, ""):
                words.append(f"{id}: {read_choice(text, among) or text}")
        kind, _, rest = key.partition(":")
        remark = Remark(
            pack=self._pack,
            subject=key,
            text="\n".join(filter(None, words)),
            by=self._by,
            on=self._on,
            tick=tick,
            value=value,
            difference=value - printed if value is not None and printed is not None else None,
            conclusion=conclusion,
            section=rest if kind == "section" else None,
            source=at,
        )
        return _begun(remark)

    def _conclusion(self, text: str, at: Cell, words: list[str]) -> Conclusion | None:
        if not text:
            return None
        conclusion, guessed = conclusion_in(text)
        if conclusion is None:
            words.append(f"conclusion: {text}")
            self.doubts.append(Doubt(f"{text!r} is no conclusion that is known; it is kept in the remark's words", at))
        elif guessed:
            self.doubts.append(Doubt(f"{text!r} is read as the conclusion {conclusion.value!r}", at))
        return conclusion

    def _value(self, typed: Content, row: Line, at: Cell, words: list[str]) -> Decimal | None:
        number = _decimal(typed)
        if number is not None or not (text := _text(typed)):
            return number
        unit = row.cells.get("unit")
        number = number_in(text, unit if isinstance(unit, str) else "")
        if number is None:
            words.append(f"value: {text}")
            self.doubts.append(
                Doubt(f"{text!r} is no number that can be compared; it is kept in the remark's words", at)
            )
        else:
            self.doubts.append(Doubt(f"the text {text!r} is read as the number {number:f}", at))
        return number

    def _strays(self, sheet: Sheet, was: Sheet | None) -> Iterator[Remark]:
        """What stands in a reviewer's column in a row without a key: it belongs to the sheet."""
        writable = {sheet.columns[id]: id for id in AUDITOR_COLUMNS if id in sheet.columns}
        if not writable:
            return
        top = min((line.row for line in sheet.lines), default=0)
        rows: dict[int, dict[str, str]] = {}
        issued = {_text(content) for content in was.grid.values()} if was else set()
        for (row, column), content in sheet.grid.items():
            if column in writable and row >= top > 0 and row not in sheet.key_of and _text(content) not in issued:
                rows.setdefault(row, {})[writable[column]] = _text(sheet.results.get((row, column), content))
        for row, written in sorted(rows.items()):
            beside = (_text(sheet.grid.get((row, column))) for column in range(2, min(writable)))
            at = self._cell(sheet, f"{next(c for c, id in _letters(sheet) if id in written)}{row}")
            text = "; ".join(f"{id}: {said}" if id != COMMENT else said for id, said in written.items() if said)
            if not text:
                continue
            self.doubts.append(
                Doubt("the row has no key, so what is written in it is taken as a remark on the sheet", at)
            )
            quote = " · ".join(one for one in beside if one)[:200]
            yield _begun(Remark(self._pack, self._subject(sheet), text, self._by, self._on, quote=quote, source=at))

    # --- comments --------------------------------------------------------------------------------

    def _comment(self, sheet: Sheet, said: Said) -> Remark:
        row, column = place_in(said.cell)
        key = sheet.key_of.get(row, "")
        id = sheet.id_of.get(column, "")
        shown = _text(sheet.results.get((row, column), sheet.grid.get((row, column))))
        quote = f"{id}: {shown}" if key and id and id not in AUDITOR_COLUMNS else shown if not key else ""
        kind, _, rest = key.partition(":")
        return Remark(
            pack=self._pack,
            subject=key or self._subject(sheet),
            text=clean(said.text),
            by=clean(said.by) or self._by,
            on=said.on or self._on,
            section=rest if kind == "section" else None,
            quote=quote[:200],
            source=self._cell(sheet, said.cell),
            progress=Progress.CLEARED if said.closed else Progress.OPEN,
        )

    def _subject(self, sheet: Sheet) -> str:
        return sheet_subject(self._names.get(sheet.name, sheet.name))

    def _cell(self, sheet: Sheet, ref: str) -> Cell:
        return Cell(self._file, sheet.name, ref, self._sha256)


def _begun(remark: Remark) -> Remark:
    return replace(remark, progress=progress_of(remark))


def _letters(sheet: Sheet) -> Iterable[tuple[str, str]]:
    return [(get_column_letter(column), id) for id, column in sheet.columns.items()]


def _text(content: Content) -> str:
    return "" if content is None else clean(str(content))


def _decimal(content: Content) -> Decimal | None:
    if isinstance(content, bool) or not isinstance(content, int | float):
        return None
    return plain_number(Decimal(format(content, ".15g")))
