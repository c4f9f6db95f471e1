"""Ways in which a workbook comes back: what people, programs and the post do to it. Seeded, so that each repeats."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

ID, PERIOD, PRIOR, VALUE, UNIT, STATE, KIND, REASON, METHOD = (1, 4, 7, 8, 9, 10, 11, 15, 19)
HEAD_ROW = 5


@dataclass
class Sent:
    """A workbook under damage: what is true, and of which metrics the truth can no longer be read."""

    book: openpyxl.Workbook
    sheet: Worksheet
    truth: dict[str, Decimal]
    dice: random.Random
    lost: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    whole: bool = False
    columns: dict[int, int] = field(default_factory=dict)

    def rows(self) -> dict[str, int]:
        found = {}
        for row in range(1, self.sheet.max_row + 1):
            id = self.sheet.cell(row, self.columns.get(ID, ID)).value
            if id in self.truth:
                found.setdefault(id, row)
        return found

    def cell(self, metric: str, column: int):
        return self.sheet.cell(self.rows()[metric], self.columns.get(column, column))

    def pick(self) -> str | None:
        left = sorted(set(self.rows()) - self.lost - self.settled)
        return self.dice.choice(left) if left else None


Damage = Callable[[Sent], None]


def typed(text: Callable[[Decimal], object], *, lost: bool = False, column: int = VALUE) -> Damage:
    """Type something else into a cell."""

    def do(sent: Sent) -> None:
        metric = sent.pick()
        if metric is None:
            return
        sent.cell(metric, column).value = text(sent.truth[metric])
        sent.settled.add(metric)
        if lost:
            sent.lost.add(metric)

    return do


def wide(value: Decimal) -> str:
    return f"{value:f}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


def unit(word: str, factor: str) -> Damage:
    """The same quantity in another unit of energy."""

    def do(sent: Sent) -> None:
        if "energy.electricity" in sent.lost | sent.settled or "energy.electricity" not in sent.rows():
            return
        sent.settled.add("energy.electricity")
        sent.cell("energy.electricity", VALUE).value = float(sent.truth["energy.electricity"] * Decimal(factor))
        sent.cell("energy.electricity", UNIT).value = word

    return do


def wrong_unit(sent: Sent) -> None:
    if "energy.electricity" in sent.rows():
        sent.cell("energy.electricity", VALUE).value = float(sent.truth["energy.electricity"])
        sent.cell("energy.electricity", UNIT).value = "kWh"
        sent.lost.add("energy.electricity")


def column_before(sent: Sent) -> None:
    sent.sheet.insert_cols(1)
    sent.columns = {
        c: sent.columns.get(c, c) + 1 for c in (ID, PERIOD, PRIOR, VALUE, UNIT, STATE, KIND, REASON, METHOD)
    }


def rows_above(sent: Sent) -> None:
    sent.sheet.insert_rows(1, sent.dice.randint(1, 4))


def blank_row(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.sheet.insert_rows(sent.rows()[metric])


def shuffled(sent: Sent) -> None:
    rows = list(sent.rows().values())
    held = [[cell.value for cell in sent.sheet[row]] for row in rows]
    sent.dice.shuffle(held)
    for row, values in zip(rows, held, strict=True):
        for column, value in enumerate(values, 1):
            sent.sheet.cell(row, column).value = value


def hidden(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.sheet.row_dimensions[sent.rows()[metric]].hidden = True


def deleted(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.lost.add(metric)
        sent.sheet.delete_rows(sent.rows()[metric])


def doubled(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        values = [cell.value for cell in sent.sheet[sent.rows()[metric]]]
        sent.sheet.append(values)
        sent.lost.add(metric)


def other_id(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, ID).value = metric[:-1]
        sent.lost.add(metric)


def altered_prior(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, PRIOR).value = 7
        sent.lost.add(metric)


def no_value(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, VALUE).value = None
        sent.cell(metric, STATE).value = None
        sent.lost.add(metric)


def not_applicable(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, VALUE).value = None
        sent.cell(metric, STATE).value = "不適用"
        sent.cell(metric, REASON).value = None
        sent.lost.add(metric)


def estimated(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, KIND).value = "估算"
        sent.cell(metric, REASON).value = None
        sent.lost.add(metric)


def percent(sent: Sent) -> None:
    metric = sent.pick()
    if metric:
        sent.cell(metric, VALUE).number_format = "0.0%"
        sent.lost.add(metric)


def head(column: int, text: str | None) -> Damage:
    def do(sent: Sent) -> None:
        row = next(
            r for r in range(1, 15) if sent.sheet.cell(r, sent.columns.get(ID, ID)).value == "指標編號\nMetric id"
        )
        sent.sheet.cell(row, sent.columns.get(column, column)).value = text
        if text is None:
            sent.lost |= set(sent.truth)

    return do


def renamed(sent: Sent) -> None:
    sent.sheet.title = "工作表1"


def more_sheets(sent: Sent) -> None:
    sheet = sent.book.create_sheet("我的計算")
    sheet["A1"], sheet["B2"], sheet["C3"] = "subtotal", 5, "=SUM(B2:B9)"


def no_seal(sent: Sent) -> None:
    if "_meta" in sent.book.sheetnames:
        del sent.book["_meta"]


def other_year(sent: Sent) -> None:
    sent.book.worksheets[0]["C8"] = 1999
    sent.whole = True


def other_owner(sent: Sent) -> None:
    sent.book.worksheets[0]["C6"] = "finance"
    sent.whole = True


def broken_seal(sent: Sent) -> None:
    if "_meta" in sent.book.sheetnames:
        sent.book["_meta"]["B2"] = "99"
        sent.whole = True


def two_readings(value: Decimal) -> str:
    """Three digits after a point, neither reading of which is near last year's value."""
    far = value / 50
    return f"{far if 1 <= far < 1000 else value * 8:.3f}"


def whole_number(value: Decimal) -> str:
    return f"{value:,f}" if value != value.to_integral_value() else f"{value:,f}.0"


HARMLESS: dict[str, Damage] = {
    "grouped": typed(whole_number),
    "wide digits": typed(wide),
    "spaces": typed(lambda v: f"{v:,f}".replace(",", "\u00a0")),
    "thin spaces": typed(lambda v: f"{v:,f}".replace(",", "\u2009")),
    "ten thousands": typed(lambda v: f"{v / 10000:f}萬"),
    "million": typed(lambda v: f"{v / 1000000:f} million"),
    "blanks around": typed(lambda v: f"  {v:f} "),
    "plus": typed(lambda v: f"+{v:f}"),
    "kWh": unit("kWh", "1000"),
    "GWh": unit("吉瓦時", "0.001"),
    "GJ": unit("GJ", "3.6"),
    "column inserted": column_before,
    "rows above": rows_above,
    "blank row": blank_row,
    "rows shuffled": shuffled,
    "row hidden": hidden,
    "sheet renamed": renamed,
    "more sheets": more_sheets,
    "formula typed as text": typed(lambda _: "'=cmd|' /C calc'!A0", column=METHOD),
    "no seal": no_seal,
    "head in English": head(VALUE, "Value"),
    "head in Chinese": head(VALUE, "數值"),
    "head wide": head(UNIT, "ｕｎｉｔ"),
    "state in English": typed(lambda _: "Value", column=STATE),
    "method": typed(lambda _: "meter readings", column=METHOD),
}

HARMFUL: dict[str, Damage] = {
    "comma or point": typed(two_readings, lost=True),
    "decimal comma": typed(lambda _: "777777,5", lost=True),
    "words": typed(lambda _: "about a lot", lost=True),
    "mark": typed(lambda v: f"{v:f}*", lost=True),
    "dash": typed(lambda _: "–", lost=True),
    "n/a": typed(lambda _: "N/A", lost=True),
    "boolean": typed(lambda _: True, lost=True),
    "date": typed(lambda _: date(2025, 3, 4), lost=True),
    "error": typed(lambda _: "#DIV/0!", lost=True),
    "formula without result": typed(lambda _: "=1+2", lost=True),
    "negative": typed(lambda v: float(-v), lost=True),
    "bracketed": typed(lambda v: f"({v:f})", lost=True),
    "zero": typed(lambda _: 0, lost=True),
    "unit beside": typed(lambda v: f"{v:f} ℃", lost=True),
    "two numbers": typed(lambda _: "5-10", lost=True),
    "unit of another kind": typed(lambda _: "人", lost=True, column=UNIT),
    "unit taken for another": wrong_unit,
    "estimated": estimated,
    "unknown state": typed(lambda _: "maybe", lost=True, column=STATE),
    "unknown period": typed(lambda _: "2019", lost=True, column=PERIOD),
    "row deleted": deleted,
    "row doubled": doubled,
    "other id": other_id,
    "prior altered": altered_prior,
    "no value": no_value,
    "not applicable": not_applicable,
    "percent": percent,
    "head missing": head(VALUE, None),
    "other year": other_year,
    "other owner": other_owner,
    "broken seal": broken_seal,
}


def damaged(data: bytes, sheet: int, truth: dict[str, Decimal], seed: int) -> tuple[bytes, Sent, list[str]]:
    """A workbook after one to four mishaps; every third time one of them is harmful."""
    dice = random.Random(seed)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sent = Sent(book, book.worksheets[sheet], truth, dice)
    names = dice.sample(sorted(HARMLESS), dice.randint(1, 3))
    harmful = [dice.choice(sorted(HARMFUL))] if seed % 3 else []
    for name in [*names, *harmful]:
        (HARMLESS | HARMFUL)[name](sent)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), sent, [*names, *harmful]


def torn(data: bytes, seed: int) -> bytes:
    """A file after the post: cut, a byte flipped, a part gone, or something put in."""
    dice = random.Random(seed)
    match seed % 4:
        case 0:
            return data[: dice.randint(0, len(data) - 1)]
        case 1:
            broken = bytearray(data)
            for _ in range(dice.randint(1, 5)):
                broken[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            return bytes(broken)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = dice.choice(names)
        for name in names:
            content = old.read(name)
            if name == victim:
                if seed % 4 == 2:
                    continue
                at = dice.randint(0, len(content))
                content = (
                    content[:at] + dice.choice([b"<!DOCTYPE x>", b"\0", b"</a>", b"9" * 40, b"&x;"]) + content[at:]
                )
            new.writestr(name, content)
    return out.getvalue()
