"""There and back with real packs: what an auditor wrote into the first stands, with its answer, in the second."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from reportgen.app.comparing import compare_editions
from reportgen.app.following import answer
from reportgen.app.imports import import_workbooks
from reportgen.app.returning import receive
from reportgen.app.starting import start_project
from reportgen.model.difference import Move
from reportgen.pack import unzipped
from tests.app.packs import make

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("round-trip")]

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = date(2026, 1, 9)


def column(sheet, id):
    return next(n for n in range(1, sheet.max_column + 1) if sheet.cell(1, n).value == id)


def test_the_next_pack_carries_what_was_said_and_answered(tmp_path):
    root = tmp_path / "report"
    start_project(root, 2025)
    import_workbooks(root, (), by="May", at=AT)
    first = make(root)
    book = openpyxl.load_workbook(io.BytesIO(unzipped(first.path)["lead.xlsx"]))
    sheet = next(one for one in book if one.title.startswith("A "))
    row = next(r for r in range(6, sheet.max_row + 1) if str(sheet.cell(r, 1).value).startswith("figure:"))
    subject = sheet.cell(row, 1).value
    sheet.cell(row, column(sheet, "conclusion")).value = "例外 exception"
    sheet.cell(row, column(sheet, "comment")).value = "One site is missing."
    book.save(tmp_path / "returned.xlsx")

    received = receive(root, tmp_path / "returned.xlsx", due=DAY)
    assert [(one.subject, one.text) for one in received.new] == [(subject, "One site is missing.")]
    assert (received.departures, received.told) == ((), ())
    answer(root, received.new[0].id, "It was closed in 2024.", by="Environment", on=DAY, clear=False)

    second = make(root)
    assert second.number == 2
    lead = openpyxl.load_workbook(io.BytesIO(unzipped(second.path)["lead.xlsx"]))
    follow_up = next(one for one in lead if "Follow-up" in one.title)
    told = " ".join(str(cell) for line in follow_up.iter_rows(values_only=True) for cell in line if cell)
    assert "One site is missing." in told
    assert "It was closed in 2024." in told

    difference = compare_editions(first.id, str(second.path), lambda: root).difference
    assert [(one.move, one.after.code) for one in difference.findings] == [(Move.ADDED, "RV001")]
    assert (difference.figures, difference.texts, difference.not_compared) == ((), (), ())
    # the auditor's copy of the first pack is known when it comes again
    assert receive(root, tmp_path / "returned.xlsx").new == ()
