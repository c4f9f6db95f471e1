"""Restatements, signatures, particulars: what they do, and when they end. On SQLite and on PostgreSQL."""

import multiprocessing
import os
import random
import signal
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.ledger import BrokenLedgerError, Ledger, Signed
from reportgen.ledger.rows import particulars, particulars_text
from reportgen.model.figure import Entry, State
from reportgen.model.particulars import NOTHING_SAID, Particulars, Role, Signature
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.problem import InputRefusedError
from reportgen.model.restatement import Restatement
from reportgen.model.signoff import SignOffRules
from reportgen.model.submission import SetAside
from tests.ledger.server import PASSWORD, running
from tests.ledger.test_store import NOON, a_submission

PROCESSES = multiprocessing.get_context("fork")
KEY = ("a", "2022", "group")
ONE_EACH = SignOffRules(different_people=True)
ANYONE = SignOffRules()
CHAN = Signature("Chan", date(2023, 2, 1))


@pytest.fixture(scope="module")
def server():
    with running() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request, tmp_path):
    if request.param == "sqlite":
        place = str(tmp_path / "ledger.db")
    else:
        place = f"{request.getfixturevalue('server').trusted}&schema=t{random.getrandbits(48):x}"
    opened = Ledger.open(place)
    opened.place = place
    yield opened
    opened.verify()
    opened.close()


def handed(sha, value, **said):
    submission = a_submission(sha, {"a": value})
    (point,) = submission.datapoints
    return replace(submission, datapoints=(replace(point, particulars=Particulars(**said)),))


# --- particulars ---------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
signed = st.none() | st.builds(Signature, texts, st.dates())


@given(
    st.builds(
        Particulars,
        explanation=texts,
        evidence_link=texts,
        footnote=st.none() | st.dictionaries(st.sampled_from(["zh-hant", "en"]), texts, min_size=1),
        prepared=signed,
        approved=signed,
        handed_as=texts,
        restated_value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4),
        restated_reason=texts,
    )
)
def test_particulars_come_back_as_they_went_in(said):
    assert particulars(particulars_text(said)) == said


def test_nothing_said_is_stored_as_nothing():
    assert particulars_text(NOTHING_SAID) == ""


def test_what_stands_beside_a_value_is_kept(ledger):
    said = {"explanation": "搬遷", "method": "電表", "footnote": {"zh-hant": "註", "en": "Note"}, "prepared": CHAN}
    ledger.append([handed("aa", "1", **said)], by="x", at=NOON)
    assert ledger.latest()[0].datapoint.particulars == Particulars(**said)
    changes = ledger.append([handed("bb", "1", **said | {"method": "帳單"})], by="x", at=NOON).submissions[0].changes
    assert [c.after.particulars.method for c in changes] == ["帳單"]


def test_what_was_refused_is_kept_with_its_reason(ledger):
    refused = (SetAside(Cell("hr.xlsx", "數據", "D9", "aa"), "no number"),)
    ledger.append([replace(a_submission("aa", {"a": "1"}), refused=refused)], by="x", at=NOON)
    with sqlalchemy.create_engine(engine_url(ledger)).connect() as raw:
        stored = raw.exec_driver_sql(f"SELECT refused FROM {prefix(ledger)}submissions").scalar()
    assert stored == '[["數據","D9","no number"]]'


def engine_url(ledger):
    if not ledger.place.startswith("postgresql"):
        return f"sqlite:///{ledger.place}"
    return ledger.place.replace("postgresql:", "postgresql+psycopg:").split("&schema")[0]


def prefix(ledger):
    return f"{ledger.place.split('schema=')[1]}." if "schema=" in ledger.place else ""


# --- preview and time ----------------------------------------------------------------------------


def test_a_preview_says_what_would_happen_and_writes_nothing(ledger):
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    head = ledger.head()
    seen = ledger.preview([a_submission("bb", {"a": "2", "b": "3"})], by="x", at=NOON)
    assert [(c.before.value, c.after.value) for c in seen.submissions[0].changes] == [(1, 2)]
    assert seen.submissions[0].added == 1
    assert (ledger.head(), len(ledger.entries())) == (head, 1)
    assert ledger.append([a_submission("bb", {"a": "2", "b": "3"})], by="x", at=NOON).submissions == seen.submissions


def test_the_state_of_a_day_leaves_out_what_came_after(ledger):
    for day, value in enumerate("123"):
        ledger.append([a_submission(value, {"a": value})], by="x", at=NOON + timedelta(days=day))
    values = [[e.value for e in ledger.latest(NOON + timedelta(hours=hours))] for hours in (-1, 0, 25, 99)]
    assert values == [[], [1], [2], [3]]


# --- restatements --------------------------------------------------------------------------------


def test_a_restatement_counts_and_says_why(ledger):
    ledger.append([a_submission("aa", {"a": "100"})], by="x", at=NOON)
    told = ledger.restate(KEY, Decimal("90.5"), reason="double counting", by="Lee", at=NOON)
    assert (told.before, told.after, told.effect, told.entry) == (100, Decimal("90.5"), Decimal("-9.5"), 1)
    (entry,) = ledger.latest()
    assert (entry.value, entry.datapoint.value, entry.restatement) == (Decimal("90.5"), 100, told)


def test_the_old_workbook_does_not_undo_a_restatement(ledger):
    old = a_submission("aa", {"a": "100"})
    ledger.append([old], by="x", at=NOON)
    ledger.restate(KEY, Decimal(90), reason="why", by="Lee", at=NOON)
    for again, held in ((old, 0), (a_submission("bb", {"a": "100"}), 0), (a_submission("cc", {"a": "95"}), 1)):
        landed = ledger.append([again], by="x", at=NOON).submissions[0]
        assert len(landed.held) == held
        assert [e.value for e in ledger.latest()] == [90]


def test_a_restatement_can_be_restated_and_starts_from_the_one_before(ledger):
    ledger.append([a_submission("aa", {"a": "100"})], by="x", at=NOON)
    ledger.restate(KEY, Decimal(90), reason="one", by="Lee", at=NOON)
    again = ledger.restate(KEY, Decimal(0), reason="two", by="Lee", at=NOON)
    assert (again.before, again.after) == (90, 0)
    assert ledger.latest()[0].state is State.CONFIRMED_ZERO


def test_a_workbook_restates_with_its_reason_once(ledger):
    said = {"restated_value": Decimal(90), "restated_reason": "口徑"}
    first = ledger.append([handed("aa", "100", **said)], by="x", at=NOON).submissions[0]
    assert [(r.before, r.after, r.reason, r.entry) for r in first.restated] == [(100, 90, "口徑", 1)]
    second = ledger.append([handed("bb", "100", **said)], by="x", at=NOON).submissions[0]
    assert second.restated == ()
    assert [e.value for e in ledger.latest()] == [90]


def test_what_is_not_there_or_the_same_is_not_restated(ledger):
    with pytest.raises(InputRefusedError, match="no value of a for 2022"):
        ledger.restate(KEY, Decimal(1), reason="why", by="x", at=NOON)
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    with pytest.raises(InputRefusedError, match="is 1 already"):
        ledger.restate(KEY, Decimal(1), reason="why", by="x", at=NOON)


def test_a_consolidated_figure_is_restated_from_what_was_published(ledger):
    published = replace(a_submission("", {"a": "7"}).datapoints[0], period=Period("2021"))
    told = ledger.restate(published.key, Decimal(8), reason="why", by="x", at=NOON, published=published)
    (entry,) = ledger.latest()
    assert (told.before, told.entry, entry.datapoint, entry.value) == (7, entry.number, published, 8)


# --- signatures ----------------------------------------------------------------------------------


def standing(ledger, rules=ANYONE):
    found = ledger.sign_offs(rules).get(KEY)
    return ({r.value: s.by for r, s in found.standing.items()}, {r.value: s.by for r, s in found.lapsed.items()})


def test_a_signature_lapses_when_the_value_changes_and_stays_lapsed_when_it_changes_back(ledger):
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    ledger.sign([KEY], Role.APPROVED, by="Wong", at=NOON, rules=ANYONE)
    ledger.append([a_submission("bb", {"a": "1"})], by="x", at=NOON)
    assert standing(ledger) == ({"approved": "Wong"}, {})
    for sha, value in (("cc", "2"), ("dd", "1")):
        ledger.append([a_submission(sha, {"a": value})], by="x", at=NOON)
        assert standing(ledger) == ({}, {"approved": "Wong"})
    ledger.sign([KEY], Role.APPROVED, by="Wong", at=NOON, rules=ANYONE)
    assert standing(ledger) == ({"approved": "Wong"}, {})


def test_a_restatement_lapses_what_was_signed(ledger):
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    ledger.sign([KEY], Role.APPROVED, by="Wong", at=NOON, rules=ANYONE)
    ledger.restate(KEY, Decimal(2), reason="why", by="x", at=NOON)
    assert standing(ledger) == ({}, {"approved": "Wong"})


def test_a_signature_left_standing_beside_a_changed_value_does_not_count(ledger):
    ledger.append([handed("aa", "1", prepared=CHAN)], by="x", at=NOON)
    assert standing(ledger) == ({"prepared": "Chan"}, {})
    ledger.append([handed("bb", "2", prepared=CHAN)], by="x", at=NOON)
    assert standing(ledger) == ({}, {"prepared": "Chan"})
    ledger.append([handed("cc", "2", prepared=Signature("Chan", date(2023, 2, 9)))], by="x", at=NOON)
    assert standing(ledger) == ({"prepared": "Chan"}, {})


def test_one_person_signs_once_where_the_project_says_so(ledger):
    ledger.append([handed("aa", "1", prepared=CHAN, reviewed=Signature("chan", date(2023, 2, 2)))], by="x", at=NOON)
    assert standing(ledger)[0] == {"prepared": "Chan", "reviewed": "chan"}
    assert standing(ledger, ONE_EACH) == ({"prepared": "Chan"}, {"reviewed": "chan"})
    with pytest.raises(InputRefusedError, match="CHAN has signed a for 2022 of group as prepared already"):
        ledger.sign([KEY], Role.APPROVED, by="CHAN", at=NOON, rules=ONE_EACH)
    ledger.sign([KEY], Role.APPROVED, by="Wong", at=NOON, rules=ONE_EACH)
    assert standing(ledger, ONE_EACH)[0] == {"prepared": "Chan", "approved": "Wong"}


def test_nobody_signs_what_is_not_there(ledger):
    with pytest.raises(InputRefusedError, match="no value of a for 2022 of group to sign"):
        ledger.sign([KEY], Role.PREPARED, by="x", at=NOON, rules=ANYONE)
    assert ledger.verify().submissions == 0


def test_the_history_tells_all_in_order(ledger):
    ledger.append([a_submission("aa", {"a": "1", "b": "2"})], by="x", at=NOON)
    ledger.sign([KEY], Role.PREPARED, by="Chan", at=NOON, rules=ANYONE)
    ledger.restate(KEY, Decimal(3), reason="why", by="x", at=NOON)
    ledger.append([handed("bb", "1", restated_value=Decimal(4), restated_reason="again")], by="x", at=NOON)
    kinds = [type(event) for event in ledger.history("a")[KEY]]
    assert kinds == [Entry, Signed, Restatement, Entry, Restatement]
    assert set(ledger.history()) == {KEY, ("b", "2022", "group")}
    found = ledger.verify()
    assert (found.submissions, found.datapoints, found.restatements, found.signatures) == (4, 3, 2, 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "sign", "restate 1", "restate 2"]), max_size=8))
def test_a_signature_stands_only_while_nothing_changed_since(deeds):
    """Against a plain model: what counts now, and what counted when it was last signed without a change since."""
    book = Ledger.open(":memory:")
    counts = restated = None
    signed = False
    for n, deed in enumerate(deeds):
        if deed in "12":
            book.append([a_submission(str(n), {"a": deed})], by="x", at=NOON)
            now = restated or deed
        elif counts is None:
            continue
        elif deed == "sign":
            book.sign([KEY], Role.PREPARED, by="Chan", at=NOON, rules=ANYONE)
            signed = True
            continue
        else:
            now = deed[-1]
            if now == counts:
                continue
            book.restate(KEY, Decimal(now), reason="why", by="x", at=NOON)
            restated = now
        # A restated value is another statement than the same number handed in.
        signed = signed and now == counts and "restate" not in deed
        counts = now
    found = book.sign_offs(ANYONE).get(KEY)
    assert bool(found and found.standing) is signed
    book.verify()
    book.close()


# --- PostgreSQL ----------------------------------------------------------------------------------


@pytest.fixture
def shared(server):
    return f"{server.trusted}&schema=t{random.getrandbits(48):x}"


@pytest.mark.parametrize("table", ["submissions", "datapoints", "restatements", "signatures"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = number", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_not_even_the_owner_of_the_tables_changes_a_row(shared, table, verb):
    ledger = Ledger.open(shared)
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    ledger.sign([KEY], Role.PREPARED, by="x", at=NOON, rules=ANYONE)
    ledger.restate(KEY, Decimal(2), reason="why", by="x", at=NOON)
    ledger.place = shared
    with (
        sqlalchemy.create_engine(engine_url(ledger)).begin() as raw,
        pytest.raises(sqlalchemy.exc.DatabaseError, match="append-only"),
    ):
        raw.exec_driver_sql(verb.format(prefix(ledger) + table))
    ledger.close()


def test_a_row_in_the_middle_is_refused_and_a_changed_one_is_seen(shared):
    ledger = Ledger.open(shared)
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    ledger.place = shared
    name = prefix(ledger)
    engine = sqlalchemy.create_engine(engine_url(ledger))
    with engine.begin() as raw, pytest.raises(sqlalchemy.exc.DatabaseError, match="append-only"):
        raw.exec_driver_sql(f"INSERT INTO {name}submissions SELECT 9, act, workbook, sha256, owner, submitted_by, "
                            f"submitted_at, 1, 1, '', previous, hash FROM {name}submissions")  # fmt: skip
    with engine.begin() as raw:
        raw.exec_driver_sql(f"ALTER TABLE {name}datapoints DISABLE TRIGGER ALL")
        raw.exec_driver_sql(f"UPDATE {name}datapoints SET value = '2'")
    with pytest.raises(BrokenLedgerError, match=r"submission 1 .* is not what was written"):
        ledger.verify()
    ledger.close()


def test_the_same_content_has_the_same_head_in_both(shared, tmp_path):
    heads = set()
    for place in (shared, str(tmp_path / "ledger.db")):
        ledger = Ledger.open(place)
        ledger.append([handed("aa", "1.50", footnote={"en": "Note", "zh-hant": "註"})], by="梅", at=NOON)
        ledger.restate(KEY, Decimal("2.50"), reason="why", by="x", at=NOON)
        heads.add(ledger.head())
        ledger.close()
    assert len(heads) == 1


def append_ten(place, name, go):
    go.wait(60)
    ledger = Ledger.open(place)
    for n in range(10):
        ledger.append([a_submission(f"{name}{n}", {f"metric.{name}": str(n + 1)}, name)], by=name, at=NOON)


def test_three_people_import_into_a_shared_ledger_at_once(shared):
    go = PROCESSES.Event()
    processes = [PROCESSES.Process(target=append_ten, args=(shared, name, go)) for name in ("hr", "office", "legal")]
    for process in processes:
        process.start()
    go.set()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    ledger = Ledger.open(shared)
    assert ledger.verify().submissions == 30
    assert [e.value for e in ledger.latest()] == [10, 10, 10]
    ledger.close()


def append_for_ever(place):
    ledger = Ledger.open(place)
    start = len(ledger.entries())
    for n in range(start, start + 10_000):
        pair = [a_submission(f"{n}{half}", {f"m.x{n}.{half}{i}": "1.5" for i in range(20)}) for half in "ab"]
        ledger.append(pair, by="x", at=NOON)


def test_a_kill_during_import_leaves_a_shared_ledger_whole(shared):
    chance = random.Random(2022)
    ledger = Ledger.open(shared)
    before = 0
    for _ in range(10):
        process = PROCESSES.Process(target=append_for_ever, args=(shared,))
        process.start()
        time.sleep(chance.uniform(0.1, 0.3))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        ledger.verify()
        count = len(ledger.entries())
        assert count >= before
        assert count % 40 == 0
        before = count
    assert before > 0
    ledger.close()


@pytest.mark.parametrize(
    "broken",
    [
        "postgresql://auditor:{secret}@127.0.0.1:{port}/nowhere",
        "postgresql://auditor:{secret}wrong@127.0.0.1:{port}/postgres",
        "postgresql://auditor@127.0.0.1:{port}/nowhere?password={secret}",
        "postgresql://auditor:{secret}@127.0.0.1:1/postgres",
        "postgresql://auditor:{secret}@127.0.0.1:port/postgres",
        "postgresql://auditor:{secret}@127.0.0.1:{port}/postgres?schema=No Name",
        "mysql://auditor:{secret}@127.0.0.1/postgres",
        "nosuch://auditor:{secret}@127.0.0.1/postgres",
        "postgresql://auditor:{secret}/@127.0.0.1/postgres",
    ],
)
def test_no_message_holds_the_password(server, broken, caplog):
    with pytest.raises(BrokenLedgerError) as refused:
        Ledger.open(broken.format(secret=PASSWORD, port=server.port))
    chain, texts = refused.value, []
    while chain is not None:
        texts.append(f"{chain} {chain!r}")
        chain = chain.__cause__
    assert PASSWORD not in " ".join(texts) + caplog.text


def test_the_password_comes_from_the_environment(server, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    ledger = Ledger.open(server.closed)
    assert ledger.verify().head == "0" * 64
    ledger.close()
    monkeypatch.delenv("PGPASSWORD")
    with pytest.raises(BrokenLedgerError, match="no password supplied"):
        Ledger.open(server.closed)


def test_a_schema_that_is_something_else_is_left_alone(server):
    name = f"other{random.getrandbits(32):x}"
    engine = sqlalchemy.create_engine(server.trusted.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as raw:
        raw.exec_driver_sql(f"CREATE SCHEMA {name}")
    with pytest.raises(BrokenLedgerError, match="is not a ledger of this version"):
        Ledger.open(f"{server.trusted}&schema={name}")


def test_a_colleague_without_rights_to_change_can_hand_in(server, shared):
    Ledger.open(shared).close()
    name = shared.split("schema=")[1]
    with sqlalchemy.create_engine(server.trusted.replace("postgresql:", "postgresql+psycopg:")).begin() as raw:
        role = f"clerk{random.getrandbits(32):x}"
        raw.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
        raw.exec_driver_sql(f"GRANT USAGE ON SCHEMA {name} TO {role}")
        raw.exec_driver_sql(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {name} TO {role}")
    ledger = Ledger.open(shared.replace("auditor", role))
    ledger.append([a_submission("aa", {"a": "1"})], by="x", at=NOON)
    assert ledger.verify().datapoints == 1
    ledger.close()
