"""Totals guessed from the layout: those that hold are found wherever they stand, and nothing is guessed from chance."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.checks.databook.footing import footings
from reportgen.model.databook import BookLine, BookValue, DataBook
from reportgen.model.place import Cell
from reportgen.model.unit import Style

YEARS = (2023, 2022, 2021)
AMOUNTS = st.integers(10_000, 9_999_999)


def line(row, label, numbers, *, level=0, group=1000):
    values = {
        year: BookValue(Decimal(number), 0, f"{number:,}", Cell("book.xlsx", "S", f"B{row}"))
        for year, number in zip(YEARS, numbers, strict=False)
    }
    cell = Cell("book.xlsx", "S", f"A{row}")
    return BookLine(f"s.{row}", "S", row, group, "", label, "MWh", Style.PLAIN, level, False, values, (), False, cell)


def book(lines):
    return DataBook("book.xlsx", "", "Book", ("S",), tuple(lines), (), (), ())


def wrong(made):
    return {(f.total.row, s.year) for f in footings(made) for s in f.sums if not s.fits}


@st.composite
def tables(draw):
    """A total above or below its parts, set in or not, among lines of other things."""
    parts = draw(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=2, max_size=6))
    total = tuple(map(sum, zip(*parts, strict=True)))
    inset, above = draw(st.booleans()), draw(st.booleans())
    rows = [("Part", numbers, 1 if inset else 0) for numbers in parts]
    rows.insert(0 if above or inset else len(rows), ("Total", total, 0))
    return [line(n, f"{label} {n}", numbers, level=level) for n, (label, numbers, level) in enumerate(rows, 1)]


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_total_that_holds_is_found_wherever_it_stands(lines):
    made = book(lines)
    assert not wrong(made)
    assert sum(len(f.sums) for f in footings(made)) >= len(YEARS)


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_one_wrong_figure_is_told_for_its_year_and_no_other(lines, data):
    at = data.draw(st.integers(0, len(lines) - 1))
    year = data.draw(st.sampled_from(YEARS))
    off = data.draw(st.integers(1_000, 9_000_000))
    numbers = [int(value.value) + off * (y == year) for y, value in lines[at].values.items()]
    lines[at] = line(lines[at].row, lines[at].label, numbers, level=lines[at].level)
    assert {found for _, found in wrong(book(lines))} == {year}


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_made_of_lines_that_do_not_add_up(seed):
    dice = random.Random(seed)
    rows = [
        (dice.choice(("Total", "Line")), dice.randrange(3), [dice.randrange(10_000, 9_999_999) for _ in YEARS])
        for _ in range(dice.randrange(3, 30))
    ]
    lines = [line(n, f"{label} {n}", numbers, level=level) for n, (label, level, numbers) in enumerate(rows, 1)]
    assert not footings(book(lines))


def test_small_counts_that_happen_to_add_up_are_no_total():
    lines = [
        line(1, "Total directors", (9, 9, 8)),
        line(2, "Executive", (4, 4, 4)),
        line(3, "Independent", (4, 4, 3)),
        line(4, "Women", (5, 5, 4)),
    ]
    assert not wrong(book(lines))


def test_subtotals_and_a_grand_total():
    lines = [
        line(1, "Offices", (1_200, 1_100, 1_000)),
        line(2, "Shops", (3_400, 3_300, 3_200)),
        line(3, "Subtotal buildings", (4_600, 4_400, 4_200)),
        line(4, "Cars", (2_100, 2_000, 1_900)),
        line(5, "Lorries", (5_500, 5_400, 5_300)),
        line(6, "Subtotal transport", (7_600, 7_400, 7_200)),
        line(7, "Total", (12_200, 11_800, 11_400)),
    ]
    made = book(lines)
    assert {f.total.row: [part.row for part in f.parts] for f in footings(made)} == {3: [1, 2], 6: [4, 5], 7: [3, 6]}
    assert not wrong(made)


def test_a_part_without_a_number_leaves_its_year_out():
    lines = [
        line(1, "Total", (30_000, 25_000, 20_000)),
        line(2, "Offices", (10_000, 9_000, 8_000)),
        line(3, "Shops", (20_000, 16_000)),
    ]
    (found,) = footings(book(lines))
    assert [s.year for s in found.sums] == [2023, 2022]
