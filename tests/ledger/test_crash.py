"""A kill leaves the old or the new; two imports at once both land."""

import multiprocessing
import os
import random
import signal
import time

from reportgen.ledger import Ledger
from tests.ledger.test_store import NOON, a_submission

PROCESSES = multiprocessing.get_context("fork")
ROWS = 40


def append_for_ever(path, ready):
    ledger = Ledger.open(path)
    start = len(ledger.entries())
    ready.set()
    for n in range(start, start + 10_000):
        pair = [a_submission(f"{n}{half}", {f"m.x{n}.{half}{i}": "1.5" for i in range(ROWS)}) for half in "ab"]
        ledger.append(pair, by="x", at=NOON)


def test_kill_9_leaves_the_old_or_the_new(tmp_path):
    path = tmp_path / "ledger.db"
    chance = random.Random(20221231)
    before = 0
    for _ in range(30):
        ready = PROCESSES.Event()
        process = PROCESSES.Process(target=append_for_ever, args=(path, ready))
        process.start()
        assert ready.wait(60)
        time.sleep(chance.uniform(0, 0.06))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        ledger = Ledger.open(path)
        ledger.verify()
        entries = ledger.entries()
        ledger.close()
        assert len(entries) >= before
        assert len(entries) % (2 * ROWS) == 0
        before = len(entries)
    assert before > 0


def append_ten(path, name, go):
    go.wait(60)
    ledger = Ledger.open(path)
    for n in range(10):
        ledger.append([a_submission(f"{name}{n}", {f"metric.{name}": str(n + 1)}, name)], by=name, at=NOON)


def test_imports_at_the_same_time_all_land(tmp_path):
    path = tmp_path / "ledger.db"
    go = PROCESSES.Event()
    processes = [PROCESSES.Process(target=append_ten, args=(path, name, go)) for name in ("hr", "office", "legal")]
    for process in processes:
        process.start()
    go.set()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    ledger = Ledger.open(path)
    ledger.verify()
    assert len(ledger.entries()) == 30
    assert [(e.datapoint.metric, e.datapoint.value) for e in ledger.latest()] == [
        ("metric.hr", 10),
        ("metric.legal", 10),
        ("metric.office", 10),
    ]
