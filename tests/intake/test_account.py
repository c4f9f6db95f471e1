"""Every populated cell is taken, set aside or refused, exactly once."""

from collections import Counter
from datetime import date

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.intake import read_workbook
from tests.intake.hand_in import DEATHS, DONATION, ENERGY, FACT_HEAD, GOAL, YEAR_HEAD, a_project

CONTENTS = st.one_of(
    st.none(),
    st.sampled_from(
        [*ENERGY, *DEATHS, *DONATION, *GOAL, *YEAR_HEAD, *FACT_HEAD, "not applicable", "–", "  ", "energy.all"]
    ),
    st.integers(-5, 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.just(date(2022, 1, 2)),
    st.sampled_from(["=1+1", "#DIV/0!"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
)
ROWS = st.lists(
    st.one_of(st.sampled_from([ENERGY, DEATHS, DONATION, GOAL, YEAR_HEAD, FACT_HEAD]), st.lists(CONTENTS, max_size=13)),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(kpis=ROWS, facts=ROWS, loose=ROWS)
def test_taken_set_aside_and_refused_add_up_to_the_populated_cells(tmp_path_factory, kpis, facts, loose):
    folder = tmp_path_factory.mktemp("account", numbered=True)
    book = openpyxl.Workbook()
    populated = 0
    sheets = {
        "Cover": [["owner", "hr"], ["fiscal year", 2022]],
        "KPI": [YEAR_HEAD, *kpis],
        "Facts": [FACT_HEAD, *facts],
    }
    for name, rows in (sheets | {"Loose": loose}).items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                # A text that looks like a formula becomes one, as when it is typed.
                sheet.cell(number, column).value = value
                populated += value not in (None, "")
    book.save(folder / "book.xlsx")
    reading = read_workbook(folder / "book.xlsx", a_project(folder))
    counted = Counter([*reading.taken, *(a.cell for a in reading.set_aside), *reading.refused])
    assert set(counted.values()) <= {1}
    assert counted.total() == populated
    assert bool(reading.refused) <= bool(reading.problems)
