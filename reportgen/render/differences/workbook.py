"""What is different between two editions as a workbook: a sheet each, old and new side by side."""

from datetime import date
from decimal import Decimal

from reportgen.model.difference import Difference, DisclosureChange, FigureChange, FindingChange, TextChange
from reportgen.model.edition import EditionDisclosure, EditionFigure, EditionFinding
from reportgen.model.words import EN, ZH_HANT
from reportgen.render.differences.words import FINDINGS, KINDS, MOVES, NOT_COMPARED, told
from reportgen.spreadsheets.book import Sheet, Value, dated_workbook

_FIGURES = (
    ("change 變動", 11),
    ("metric", 28),
    ("period", 10),
    ("指標", 26),
    ("label", 30),
    ("what changed 項目", 18),
    ("before 之前", 22),
    ("after 之後", 22),
    ("value before 數值", 18),
    ("value after 數值", 18),
    ("difference 差額", 16),
    ("status before", 13),
    ("status after", 13),
    ("selected 選定", 12),
    ("notes before", 22),
    ("notes after", 22),
    ("owner", 16),
)
_TEXTS = (
    ("change 變動", 11),
    ("language 語言", 10),
    ("section 章節", 26),
    ("kind 類別", 13),
    ("before 之前", 64),
    ("after 之後", 64),
    ("figures only 僅數字", 12),
    ("page 頁", 8),
    ("from section 原章節", 18),
)
_NOTES = (("change 變動", 11), ("note 附註", 30), ("language 語言", 10), ("before 之前", 70), ("after 之後", 70))
_DISCLOSURES = (
    ("change 變動", 11),
    ("standard 準則", 16),
    ("code", 14),
    ("標題", 34),
    ("title", 44),
    ("status before", 15),
    ("status after", 15),
    ("sections before", 30),
    ("sections after", 30),
)
_FINDINGS = (
    ("change 變動", 16),
    ("check", 10),
    ("finding 發現", 70),
    ("severity before", 13),
    ("severity after", 13),
    ("waived before 豁免", 36),
    ("waived after 豁免", 36),
    ("fingerprint", 18),
)


def as_workbook(difference: Difference, dated: date) -> bytes:
    """A sheet with the counts, and one each for figures, text, notes, disclosures and findings.

    Args:
        difference: what is different.
        dated: the day that the workbook's properties tell.
    """
    parts = (
        ("Figures 數據", _FIGURES, [_figure(one) for one in difference.figures], 3),
        ("Text 文字", _TEXTS, [_text(one) for one in difference.texts], 3),
        ("Notes 附註", _NOTES, [[_move(n.move), n.id, n.language, n.before, n.after] for n in difference.notes], 2),
        ("Index 索引", _DISCLOSURES, [_disclosure(one) for one in difference.disclosures], 3),
        ("Findings 發現", _FINDINGS, [_finding(one) for one in difference.findings], 2),
    )
    counts: list[list[Value]] = [["before 之前", difference.before], ["after 之後", difference.after]]
    counts += [[name, len(rows)] for name, _, rows, _ in parts]
    counts += [["not compared 未比較", told(NOT_COMPARED, one)] for one in difference.not_compared]
    sheets = [Sheet("Difference 差異", (("part 部分", 22), ("what differs 差異", 60)), counts)]
    sheets += [Sheet(name, head, rows, frozen) for name, head, rows, frozen in parts]
    return dated_workbook("Difference 差異", dated, sheets)


def _move(move: str) -> str:
    return told(MOVES, move)


def _figure(change: FigureChange) -> list[Value]:
    was, now, figure = change.before, change.after, change.figure
    values = [one.value if one else None for one in (was, now)]
    label = {**(was.label if was else {}), **(now.label if now else {})}
    return [
        _move(change.move),
        figure.metric,
        figure.period,
        label.get(ZH_HANT, ""),
        label.get(EN, ""),
        ", ".join(change.aspects),
        _printed(was),
        _printed(now),
        *values,
        None if None in values else _difference(values[0], values[1]),
        was.status if was else "",
        now.status if now else "",
        " → ".join(dict.fromkeys("yes" if one.assured else "no" for one in (was, now) if one)),
        ", ".join(was.notes) if was else "",
        ", ".join(now.notes) if now else "",
        figure.owner or (was.owner if was else ""),
    ]


def _difference(was: Decimal | None, now: Decimal | None) -> Decimal:
    assert was is not None and now is not None
    return now - was


def _printed(figure: EditionFigure | None) -> str:
    return "\n".join(dict.fromkeys(figure.printed.values())) if figure else ""


def _text(one: TextChange) -> list[Value]:
    only = "yes" if one.figures_only else ""
    return [
        _move(one.move),
        one.language,
        one.title,
        told(KINDS, one.kind),
        one.before,
        one.after,
        only,
        one.page,
        one.origin,
    ]


def _disclosure(change: DisclosureChange) -> list[Value]:
    def status(one: EditionDisclosure | None) -> str:
        return one.status if one else ""

    def sections(one: EditionDisclosure | None) -> str:
        return ", ".join(one.sections) if one else ""

    was, now = change.before, change.after
    about = now or was
    assert about is not None
    titles = (about.title.get(ZH_HANT, ""), about.title.get(EN, ""))
    sides = (status(was), status(now), sections(was), sections(now))
    return [_move(change.move), about.standard, about.code, *titles, *sides]


def _finding(change: FindingChange) -> list[Value]:
    def severity(one: EditionFinding | None) -> str:
        return one.severity if one else ""

    was, now = change.before, change.after
    about = now or was
    assert about is not None
    waived = (was.waived if was else "", now.waived if now else "")
    told_of = [told(FINDINGS, change.move), about.code, about.message, severity(was), severity(now)]
    return [*told_of, *waived, about.fingerprint]
