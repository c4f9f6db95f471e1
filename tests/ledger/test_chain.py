"""Tampering is seen."""

import shutil
import sqlite3
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ledger import BrokenLedgerError, Ledger
from reportgen.model.particulars import Role
from reportgen.model.signoff import SignOffRules
from tests.ledger.test_store import NOON, a_submission

COLUMNS = {
    "submissions": "number act workbook sha256 owner submitted_by submitted_at cells_taken cells_set_aside refused "
    "previous hash",
    "datapoints": "number submission metric period entity value state kind qualifier reason workbook sheet ref sha256 "
    "particulars",
    "restatements": "number submission metric period entity before after reason entry",
    "signatures": "number submission metric period entity role signed_by signed_on entry",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    path = tmp_path_factory.mktemp("written") / "ledger.db"
    ledger = Ledger.open(path)
    for sha, values in (("aa", {"a": "1.50", "b": None}), ("bb", {"a": "2", "c": "-3"}), ("cc", {"d": "4"})):
        ledger.append([a_submission(sha, values)], by="May 梅", at=NOON)
    ledger.restate(("a", "2022", "group"), Decimal("1.75"), reason="口徑改變", by="Lee", at=NOON)
    ledger.sign([("c", "2022", "group")], Role.REVIEWED, by="Wong", at=NOON, rules=SignOffRules())
    return path, ledger.head()


def without_triggers(path):
    raw = sqlite3.connect(path, isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return raw


def test_every_column_is_known_to_this_test(written):
    raw = sqlite3.connect(written[0])
    for table, columns in COLUMNS.items():
        assert [row[1] for row in raw.execute(f"PRAGMA table_info({table})")] == columns.split()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_byte_of_any_field_is_seen(tmp_path_factory, written, data):
    path = tmp_path_factory.mktemp("changed", numbered=True) / "ledger.db"
    shutil.copy(written[0], path)
    raw = without_triggers(path)
    table = data.draw(st.sampled_from(sorted(COLUMNS)))
    column = data.draw(st.sampled_from(COLUMNS[table].split()))
    numbers = [n for (n,) in raw.execute(f"SELECT number FROM {table}")]
    number = data.draw(st.sampled_from(numbers))
    (old,) = raw.execute(f"SELECT CAST({column} AS BLOB) FROM {table} WHERE number = ?", (number,)).fetchone()
    changed = bytearray(old or b"")
    if changed and data.draw(st.booleans()):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        changed.insert(data.draw(st.integers(0, len(changed))), data.draw(st.integers(0, 255)))
    storage = data.draw(st.sampled_from(["TEXT", "BLOB"]))
    try:
        raw.execute(f"UPDATE {table} SET {column} = CAST(? AS {storage}) WHERE number = ?", (bytes(changed), number))
    except sqlite3.IntegrityError:
        return  # a number that is no integer, or is taken
    now = raw.execute(f"SELECT CAST({column} AS BLOB), typeof({column}) FROM {table}").fetchall()
    raw.close()
    original = sqlite3.connect(written[0]).execute(f"SELECT CAST({column} AS BLOB), typeof({column}) FROM {table}")
    if now == original.fetchall():
        return  # "1 " in an integer column is 1 again
    with pytest.raises(BrokenLedgerError):
        Ledger.open(path).verify()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM datapoints WHERE number = 3", "submission 2 ('hr.xlsx') is not what was written"),
        ("DELETE FROM submissions WHERE number = 1", "submission 1 is missing"),
        ("UPDATE submissions SET number = number + 5 WHERE number = 3", "submission 3 is missing"),
        ("UPDATE datapoints SET value = '1.5' WHERE number = 1", "submission 1 ('hr.xlsx') is not what was written"),
        ("UPDATE datapoints SET submission = 9 WHERE number = 5", "submission 3 ('hr.xlsx') is not what was written"),
        (
            "INSERT INTO datapoints SELECT 6, 9, metric, period, entity, value, state, kind, qualifier, reason, "
            "workbook, sheet, ref, sha256, particulars FROM datapoints WHERE number = 5",
            "datapoint 6 belongs to no submission",
        ),
    ],
)
def test_verify_names_the_first_broken_row(tmp_path, written, statement, expected):
    shutil.copy(written[0], tmp_path / "ledger.db")
    without_triggers(tmp_path / "ledger.db").execute(statement)
    with pytest.raises(BrokenLedgerError) as error:
        Ledger.open(tmp_path / "ledger.db").verify()
    assert expected in str(error.value)


def test_a_tail_that_was_cut_off_is_seen_by_the_head_noted_before(tmp_path, written):
    path, head = written
    shutil.copy(path, tmp_path / "ledger.db")
    raw = without_triggers(tmp_path / "ledger.db")
    raw.execute("DELETE FROM signatures WHERE submission = 5")
    raw.execute("DELETE FROM submissions WHERE number = 5")
    cut = Ledger.open(tmp_path / "ledger.db")
    cut.verify()
    with pytest.raises(BrokenLedgerError, match="is not in the chain"):
        cut.verify(head)
    Ledger.open(path).verify(head)


def test_reading_a_field_that_means_nothing_is_told_as_a_problem(tmp_path, written):
    shutil.copy(written[0], tmp_path / "ledger.db")
    without_triggers(tmp_path / "ledger.db").execute("UPDATE datapoints SET state = 'perhaps' WHERE number = 5")
    with pytest.raises(BrokenLedgerError, match="perhaps"):
        Ledger.open(tmp_path / "ledger.db").latest()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_byte_flipped_in_the_file_is_seen_or_changes_nothing(tmp_path_factory, written, data):
    path, head = written
    broken = bytearray(path.read_bytes())
    broken[data.draw(st.integers(0, len(broken) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    copy = tmp_path_factory.mktemp("flipped", numbered=True) / "ledger.db"
    copy.write_bytes(bytes(broken))
    try:
        ledger = Ledger.open(copy)
        ledger.verify(head)
        found = ledger.entries()
    except BrokenLedgerError:
        return
    assert found == Ledger.open(path).entries()


def test_broken_bytes_that_sqlite_quotes_in_its_message_are_told_as_a_broken_ledger(tmp_path, written):
    content = written[0].read_bytes()
    at = content.index(b"CREATE TABLE") + 3
    copy = tmp_path / "ledger.db"
    copy.write_bytes(content[:at] + b"\xc3" + content[at + 1 :])
    with pytest.raises(BrokenLedgerError, match="cannot be used"):
        Ledger.open(copy)
