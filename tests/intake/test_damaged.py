"""Issued workbooks, filled in and damaged: what can still be read is the truth, and the rest is refused and told."""

import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest

from reportgen.app.starting import start_project
from reportgen.catalog import load_project
from reportgen.intake import Known, annotated, issue_workbook, read_workbook
from tests.intake.damages import damaged, torn
from tests.intake.when import AT

TRUTH = {
    "ghg.scope1": Decimal("1234.5"),
    "ghg.scope2": Decimal("20512.25"),
    "energy.electricity": Decimal("30210.5"),
    "water.consumption": Decimal("45120.5"),
    "waste.hazardous": Decimal("12.25"),
    "waste.non_hazardous": Decimal("834.5"),
}
SAMPLE, ALL = range(24), range(24, 624)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("started") / "project"
    start_project(folder, 2025)
    return load_project(folder)


@pytest.fixture(scope="module")
def known():
    return {(metric, "2024", "group"): Known(value - 1) for metric, value in TRUTH.items()}


@pytest.fixture(scope="module")
def filled(project, known):
    """The environment's workbook with every value typed in; last year's are locked in it."""
    book = openpyxl.load_workbook(io.BytesIO(issue_workbook(project, "environment", known=known).content))
    sheet = book.worksheets[2]
    for row in sheet.iter_rows(min_row=6):
        if row[0].value in TRUTH:
            row[7].value = float(TRUTH[row[0].value])
            row[9].value = "數值 value"
            row[14].value = "累積 accumulated"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(folder, data, project, known):
    path = folder / "sent.xlsx"
    path.write_bytes(data)
    return read_workbook(path, project, known=known)


def test_the_workbook_itself_is_sound(tmp_path, filled, project, known):
    reading = read(tmp_path, filled, project, known)
    assert [str(p) for p in reading.problems] == []
    assert {d.metric: d.value for d in reading.datapoints} == TRUTH


def check(folder, filled, project, known, seed):
    data, sent, names = damaged(filled, 2, TRUTH, seed)
    reading = read(folder, data, project, known)
    said = (seed, names, [str(p) for p in reading.problems])
    taken = {d.metric: d.value for d in reading.submission().datapoints if d.period.id == "2025"}
    assert taken.items() <= TRUTH.items(), said  # nothing is guessed
    if sent.whole:
        assert taken == {}, said
    else:
        assert set(taken) == set(TRUTH) - sent.lost, said  # what is certain is taken, and nothing is lost
    assert bool(sent.lost or sent.whole) == bool(reading.problems), said
    populated = sum(
        cell.value not in (None, "")
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    )
    counted = Counter([*reading.taken, *(a.cell for a in reading.set_aside), *reading.refused])
    assert set(counted.values()) == {1}, said
    assert counted.total() == populated, said
    if reading.problems:
        copy = annotated(data, reading.problems, reading.remarks, AT)
        again = read(folder, copy, project, known)
        assert [p.what for p in again.problems] == [p.what for p in reading.problems], said


@pytest.mark.parametrize("seed", SAMPLE)
def test_what_is_certain_is_taken_and_nothing_is_guessed(tmp_path, filled, project, known, seed):
    check(tmp_path, filled, project, known, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_several_hundred_damages(tmp_path, filled, project, known, seed):
    check(tmp_path, filled, project, known, seed)


@pytest.mark.parametrize("seed", range(32))
def test_a_torn_file_is_refused_or_says_the_truth(tmp_path, filled, project, known, seed):
    reading = read(tmp_path, torn(filled, seed), project, known)
    taken = {d.metric: d.value for d in reading.datapoints if d.period.id == "2025"}
    assert reading.problems or taken.items() <= TRUTH.items()
