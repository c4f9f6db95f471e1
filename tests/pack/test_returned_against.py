"""What was changed in a returned workbook is told once, and what only moved isn't told at all."""

import pytest

from reportgen.pack.returned.against import departures
from reportgen.pack.returned.book import Book, Line, Sheet

COLUMNS = {"key": 1, "value": 2, "total": 3, "comment": 4}


def sheet(rows, name="A", columns=COLUMNS):
    """A sheet from its rows: number, key, and cells by column id; a row without a key has none."""
    grid = {(1, number): id for id, number in columns.items()}
    lines = []
    for row, key, cells in rows:
        told = {"key": key, **cells} if key else cells
        grid |= {(row, columns[id]): content for id, content in told.items() if content is not None}
        if key:
            lines.append(Line(key, row, {id: content for id, content in told.items() if content is not None}))
    return Sheet(name, dict(columns), tuple(lines), grid, {})


def book(*sheets):
    return Book({}, (), {one.name: one for one in sheets})


def told(issued, returned):
    found = departures(book(*issued), book(*returned))
    return [(one.kind, one.key or one.sheet, one.was, one.now) for one in found]


ONE, TWO, SUM = "figure:a@2022", "figure:b@2022", "figure:c@2022"
ISSUED = sheet([(6, ONE, {"value": 1}), (7, TWO, {"value": 2}), (8, SUM, {"total": "=SUM(B6:B7)+B7*2"})])


def test_the_same_is_the_same():
    assert told([ISSUED], [ISSUED]) == []


def test_a_deleted_row_moves_formulas_and_is_told_alone():
    issued = sheet([(6, ONE, {"value": 1}), (7, TWO, {"value": 2}), (8, SUM, {"total": "=B7*2"})])
    returned = sheet([(6, TWO, {"value": 2}), (7, SUM, {"total": "=B6*2"})])
    assert told([issued], [returned]) == [("row deleted", ONE, "1", "")]


def test_a_formula_that_lost_its_row_is_told():
    issued = sheet([(6, ONE, {"value": 1}), (7, SUM, {"total": "=B6*2"})])
    returned = sheet([(6, SUM, {"total": "=#REF!*2"})])
    assert told([issued], [returned]) == [
        ("row deleted", ONE, "1", ""),
        ("formula overwritten", SUM, "=B6*2", "=#REF!*2"),
    ]


def test_a_reference_to_another_sheet_moves_with_its_row():
    issued = sheet([(6, ONE, {"value": 1}), (7, TWO, {"value": 2})], name="A b")
    returned = sheet([(6, TWO, {"value": 2})], name="A b")
    there, here = (sheet([(6, SUM, {"total": f"='A b'!B{row}*2"})], name="C") for row in (7, 6))
    assert told([issued, there], [returned, here]) == [("row deleted", ONE, "1", "")]


def test_an_inserted_column_moves_formulas_and_nothing_else():
    wider = {"key": 1, "value": 3, "total": 4, "comment": 5}
    returned = sheet(
        [(6, ONE, {"value": 1}), (7, TWO, {"value": 2}), (8, SUM, {"total": "=SUM(C6:C7)+C7*2"})], columns=wider
    )
    assert told([ISSUED], [returned]) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("=SUM(B6:B7)", "=sum( $B$6:$B$7 )"),
        ("=IF(B6=0,TRUE,B6*1E2)", "=IF(B6=0,TRUE(),B6*100)"),
        ('=IF(B6=1,"a b","")', '=IF(B6=1, "a b", "")'),
        ("=A!B6", "='A'!B6"),
        ("=_xlfn.CONCAT(B6,B7)", "=CONCAT(B6,B7)"),
        (0.1, 0.1000000000000000055),
        (5739723.7, 5739723.699999999),
        ("line\none", "line\r\none "),
        (3, 3.0),
    ],
)
def test_other_ways_of_writing_the_same(was, now):
    issued, returned = (sheet([(6, ONE, {"value": 1}), (7, TWO, {"total": content})]) for content in (was, now))
    assert told([issued], [returned]) == []


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("=B6", "=B7", "formula overwritten"),
        ("=B6", 1, "formula overwritten"),
        ("=B6", None, "formula overwritten"),
        ('="a b"', '="ab"', "formula overwritten"),
        (1, "=B6", "value overwritten"),
        (5739723.7, 5739723.6, "value overwritten"),
        ("text", "other", "value overwritten"),
        (None, "new", "cell added"),
    ],
)
def test_what_is_another_thing(was, now, kind):
    issued, returned = (sheet([(6, ONE, {"value": 1}), (7, TWO, {"total": content})]) for content in (was, now))
    assert [found[0] for found in told([issued], [returned])] == [kind]


def test_the_reviewers_columns_are_theirs():
    returned = sheet([*[(line.row, line.key, dict(line.cells)) for line in ISSUED.lines]])
    grid = {**returned.grid, (6, 4): "a comment"}
    lines = tuple(Line(one.key, one.row, {**one.cells, "comment": "x"}) for one in returned.lines)
    assert told([ISSUED], [Sheet("A", dict(COLUMNS), lines, grid, {})]) == []


def test_a_copied_row_and_one_of_a_reviewers_own():
    rows = [(6, ONE, {"value": 1}), (7, TWO, {"value": 2}), (8, SUM, {"total": "=SUM(B6:B7)+B7*2"})]
    returned = sheet([*rows, (9, ONE, {"value": 1}), (10, "figure:mine@2022", {"value": 3})])
    assert [found[:2] for found in told([ISSUED], [returned])] == [
        ("row twice", ONE),
        ("row added", "figure:mine@2022"),
    ]


def test_rows_without_a_key_are_compared_where_they_stand():
    issued = sheet([(6, ONE, {"value": 1}), (7, "", {"value": 7}), (8, TWO, {"value": 2})])
    changed = sheet([(6, ONE, {"value": 1}), (7, "", {"value": 8}), (8, TWO, {"value": 2})])
    assert [found[0] for found in told([issued], [changed])] == ["value overwritten"]
    moved = sheet([(6, ONE, {"value": 1}), (7, TWO, {"value": 2})])
    assert told([issued], [moved]) == []


def test_columns_that_were_lost():
    without = {id: number for id, number in COLUMNS.items() if id != "total"}
    returned = sheet([(6, ONE, {"value": 1}), (7, TWO, {"value": 2}), (8, SUM, {})], columns=without)
    assert told([ISSUED], [returned]) == [("columns lost", "A", "total", "")]
    assert told([ISSUED], [Sheet("A", {}, returned.lines, returned.grid, {})]) == [("columns lost", "A", "", "")]
