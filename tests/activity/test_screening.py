"""A look over the rows of a file: first digits, and rows far off their site's other months."""

from decimal import Decimal

import pytest

from reportgen.activity import screen
from tests.activity.test_activity import as_csv, as_parquet, as_xlsx, the_rows


def of_sites(site, i):
    """Each site has a size of its own; plant's seventh month is a hundred times too large, north's third a fiftieth."""
    size = {"plant": 3000, "north": 40, "south": 500, "joined": 7, "left": 90}[site] + i
    return size * 100 if (site, i) == ("plant", 7) else Decimal(size) / 50 if (site, i) == ("north", 3) else size


@pytest.mark.parametrize("write", [as_csv, as_parquet, as_xlsx])
def test_odd_rows_are_found_by_the_middle_of_their_own_site(tmp_path, write):
    (found,) = screen(write(tmp_path, the_rows(of_sites)), "00")
    assert (found.metric, found.unit, found.rows) == ("water.use", "tonne", 43)
    assert [(r.entity, r.month, r.value, r.source.ref) for r in found.odd] == [
        ("plant", "2022-07", 300700, "plant!D7"),
        ("north", "2022-03", Decimal("0.86"), "north!D3"),
    ]
    assert found.odd[0].usual == 3007  # of 3001 … 3012 without 3007, and one far above: between 3006 and 3008
    assert found.odd_rows == 2
    assert (found.least, found.greatest) == (Decimal("0.86"), 300700)


def test_first_digits_are_counted(tmp_path):
    (found,) = screen(as_csv(tmp_path, the_rows(lambda site, i: i)), "00")
    # three sites have 1 … 12, "joined" has 12 and "left" 1 … 6
    assert found.digits == (3 * 4 + 1 + 1, 4, 4, 4, 4, 4, 3, 3, 3)


@pytest.mark.parametrize(("value", "digit"), [("1000", 1), ("0.001", 1), ("999.999", 9), ("0.0305", 3), ("1000000", 1)])
def test_the_first_digit_of_any_size(value, digit, tmp_path):
    (found,) = screen(as_csv(tmp_path, the_rows(lambda site, i: value)), "00")
    assert found.digits == tuple(43 if n == digit else 0 for n in range(1, 10))


def test_zeros_and_negative_values_are_left_out(tmp_path):
    (found,) = screen(as_csv(tmp_path, the_rows(lambda site, i: i - 6)), "00")
    assert found.rows == sum(found.digits) == 6 * 3 + 1
    assert found.least == 1


def test_a_site_of_few_months_has_no_middle(tmp_path):
    rows = [["water.use", "plant", f"2022-0{n}", value, "tonne", ""] for n, value in enumerate(("1", "2", "900"), 1)]
    (found,) = screen(as_csv(tmp_path, rows), "00")
    assert (found.odd, found.odd_rows) == ((), 0)
    rows.append(["water.use", "plant", "2022-04", "3", "tonne", ""])
    (found,) = screen(as_csv(tmp_path, rows), "00")
    assert [r.source.ref for r in found.odd] == ["row 4"]
