"""What the ledger keeps, and what it refuses."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from reportgen.ledger import BrokenLedgerError, Ledger
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.submission import SetAside, Submission

NOON = datetime(2023, 3, 1, 12, tzinfo=timezone(timedelta(hours=8)))


def a_submission(sha: str, values: dict[str, str | None], owner: str = "hr") -> Submission:
    points = tuple(
        Datapoint(
            metric=metric,
            period=Period("2022"),
            entity="group",
            value=None if value is None else Decimal(value),
            state=State.NOT_COLLECTED if value is None else State.VALUE,
            kind=Kind.ACTUAL,
            source=Cell(f"{owner}.xlsx", "數據", f"D{row}", sha),
            qualifier=Qualifier.OVER,
            reason="沒有" if value is None else "",
        )
        for row, (metric, value) in enumerate(values.items(), 5)
    )
    return Submission(f"{owner}.xlsx", sha, owner, points, 3 * len(points), (SetAside(Cell("w", "s", "A1"), "title"),))


@pytest.fixture
def ledger(tmp_path):
    return Ledger.open(tmp_path / "data" / "ledger.db")


def test_an_empty_ledger_is_whole(ledger):
    ledger.verify()
    assert (ledger.entries(), ledger.latest(), ledger.head()) == ((), (), "0" * 64)


def test_what_was_handed_in_comes_back_the_same(ledger, tmp_path):
    submission = a_submission("aa", {"water.use": "8152481.90", "pue": "1.298", "waste": None})
    receipt = ledger.append([submission], by="May", at=NOON)
    assert [(s.number, s.added, s.changes, s.unchanged) for s in receipt.submissions] == [(1, 3, (), 0)]
    again = Ledger.open(f"sqlite:///{tmp_path}/data/ledger.db")
    entries = again.entries()
    assert tuple(e.datapoint for e in entries) == submission.datapoints
    assert [(e.number, e.submission, e.submitted_by, e.submitted_at) for e in entries] == [
        (n, 1, "May", NOON) for n in (1, 2, 3)
    ]
    assert [e.datapoint.metric for e in again.entries("pue")] == ["pue"]
    assert again.head() == receipt.head


def test_a_value_is_kept_as_exact_text(ledger, tmp_path):
    ledger.append(
        [a_submission("aa", {"a": "0.30", "b": "1E+8", "c": "12345678901234567890.123456789"})], by="x", at=NOON
    )
    stored = (
        sqlite3.connect(tmp_path / "data/ledger.db").execute("SELECT value, typeof(value) FROM datapoints").fetchall()
    )
    assert stored == [("0.30", "text"), ("100000000", "text"), ("12345678901234567890.123456789", "text")]


def test_a_changed_value_is_a_new_row_and_the_old_one_stays(ledger):
    ledger.append([a_submission("aa", {"a": "1", "b": "2"})], by="x", at=NOON)
    receipt = ledger.append([a_submission("bb", {"a": "1", "b": "3"})], by="y", at=NOON + timedelta(days=1))
    landed = receipt.submissions[0]
    assert (landed.number, landed.added, landed.unchanged) == (2, 0, 1)
    assert [(c.before.datapoint.value, c.before.submitted_by, c.after.value) for c in landed.changes] == [(2, "x", 3)]
    assert [(e.datapoint.metric, e.datapoint.value) for e in ledger.entries()] == [
        ("a", 1),
        ("b", 2),
        ("a", 1),
        ("b", 3),
    ]
    assert [(e.datapoint.metric, e.datapoint.value, e.submission) for e in ledger.latest()] == [
        ("a", 1, 2),
        ("b", 3, 2),
    ]


def test_the_same_file_again_changes_nothing_and_says_so(ledger, tmp_path):
    submission = a_submission("aa", {"a": "1", "b": "2"})
    ledger.append([submission], by="x", at=NOON)
    before = (tmp_path / "data/ledger.db").read_bytes()
    moved = replace(
        submission,
        workbook="elsewhere/hr.xlsx",
        datapoints=tuple(
            replace(d, source=replace(d.source, workbook="elsewhere/hr.xlsx")) for d in submission.datapoints
        ),
    )
    for same in (submission, moved):
        receipt = ledger.append([same], by="y", at=NOON)
        assert receipt.nothing_new
        assert [(s.number, s.unchanged) for s in receipt.submissions] == [(None, 2)]
    assert (tmp_path / "data/ledger.db").read_bytes() == before


def test_an_old_file_counts_again_once_another_came_between(ledger):
    first = a_submission("aa", {"a": "1"})
    ledger.append([first], by="x", at=NOON)
    ledger.append([a_submission("bb", {"a": "2"})], by="x", at=NOON)
    assert ledger.append([first], by="x", at=NOON).submissions[0].number == 3
    assert [e.datapoint.value for e in ledger.latest()] == [1]


def test_all_submissions_land_or_none(ledger):
    good = a_submission("aa", {"a": "1"})
    bad = replace(good, sha256="bb", owner=None)
    with pytest.raises(BrokenLedgerError):
        ledger.append([good, bad], by="x", at=NOON)
    assert ledger.entries() == ()
    assert ledger.append([good], by="x", at=NOON).submissions[0].number == 1


def test_the_head_follows_from_the_content_alone(tmp_path):
    heads = set()
    for name in "ab":
        ledger = Ledger.open(tmp_path / f"{name}.db")
        for sha, value in (("aa", "1"), ("bb", "2")):
            heads.add(ledger.append([a_submission(sha, {"a": value})], by="x", at=NOON.astimezone(UTC)).head)
    assert len(heads) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE datapoints SET value = '9'",
        "UPDATE submissions SET owner = 'me'",
        "DELETE FROM datapoints",
        "DELETE FROM submissions",
        "INSERT OR REPLACE INTO submissions SELECT 1, 'x', 'x', 'x', 'x', 'x', 'x', 1, 1, '', 'x', 'x'",
        "INSERT OR REPLACE INTO datapoints SELECT 1, 1, 'a', '2022', 'g', '9', 'v', 'a', 'e', '', 'w', 's', '', '', ''",
    ],
)
def test_nobody_changes_a_row(ledger, tmp_path, statement):
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    with (
        sqlite3.connect(tmp_path / "data/ledger.db") as raw,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        raw.execute(statement)
    ledger.verify()


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda p: p.write_bytes(b"not a database" * 100), "cannot be used"),
        (lambda p: p.mkdir(), "cannot be used"),
        (lambda p: sqlite3.connect(p).execute("CREATE TABLE other (x)"), "not a ledger of this version"),
        (lambda p: sqlite3.connect(p).execute("PRAGMA user_version = 1"), "not a ledger of this version"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path, make, expected):
    make(tmp_path / "other.db")
    with pytest.raises(BrokenLedgerError, match=expected):
        Ledger.open(tmp_path / "other.db")


@pytest.mark.parametrize("url", ["postgresql://host/db", "no such://url"])
def test_only_sqlite_is_spoken(url):
    with pytest.raises(BrokenLedgerError):
        Ledger.open(url)


def test_a_time_without_zone_is_refused(ledger):
    with pytest.raises(ValueError, match="time zone"):
        ledger.append([], by="x", at=datetime(2023, 1, 1))  # noqa: DTZ001
