"""The demonstration, copied and built once for all tests that read its outputs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("report.toml", "data", "templates")


def run(project: Path, *words: str, env: dict[str, str] | None = None, **options) -> subprocess.CompletedProcess:
    """The command line on a project, as its users run it."""
    command = [sys.executable, "-m", "reportgen", "--project", str(project), *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, **options)


def copy_demonstration(folder: Path) -> Path:
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("ledger.db*"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / part)
    return folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Path:
    """The demonstration with its workbooks imported and the whole report built."""
    folder = copy_demonstration(tmp_path_factory.mktemp("demonstration") / "project")
    imported = run(folder, "import")
    assert imported.returncode == 0, imported.stderr
    built = run(folder, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def run_module():
    """Run a Python module's own command line."""

    def run_it(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True)

    return run_it
