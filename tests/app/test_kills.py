"""An import killed at any moment leaves the ledger as it was or as it should be, and never torn."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from reportgen.ledger import Ledger
from tests.app.conftest import run

DICE = random.Random(4)


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills") / "project"
    assert run(folder.parent, "init", str(folder), "--year", "2025").returncode == 0
    return folder


def kills(started, tmp_path, count):
    project = tmp_path / "project"
    shutil.copytree(started, project)
    path = project / "data/ledger.db"
    landed = 0
    for number in range(count):
        if number % 7 == 0:
            path.unlink(missing_ok=True)
        command = [sys.executable, "-m", "reportgen", "--project", str(project), "import"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        importing = subprocess.Popen(command, start_new_session=True, **quiet)
        time.sleep(DICE.uniform(0.1, 2.2))
        os.killpg(importing.pid, signal.SIGKILL)
        importing.wait()
        if path.exists():
            whole = sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone()
            assert whole == ("ok",)
            ledger = Ledger.open(path)
            ledger.verify()
            entries = len(ledger.entries())
            ledger.close()
            assert entries in (0, 34)  # nothing, or all figures of the four workbooks
            landed += entries > 0
    assert run(project, "import").returncode == 0
    assert run(project, "import").returncode == 0
    ledger = Ledger.open(path)
    assert len(ledger.entries()) == 34
    ledger.close()


def test_a_few_kills(started, tmp_path):
    kills(started, tmp_path, 4)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_kills(started, tmp_path):
    kills(started, tmp_path, 100)
