"""Workbooks that are refused on the command line: exit code 1, every wrong cell told, the ledger as it was."""

import json
import shutil
import zipfile

import pytest
from openpyxl import load_workbook

from tests.app.conftest import copy_demonstration, run


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = copy_demonstration(tmp_path_factory.mktemp("refused") / "project")
    assert run(folder, "import").returncode == 0
    return folder


@pytest.fixture
def project(imported, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(imported, copy)
    return copy


def workbook(project, owner="environment"):
    return project / f"data/workbooks/2022/{owner}.xlsx"


def import_refused(project, *words: str):
    ledger = (project / "data/ledger.db").read_bytes()
    done = run(project, "import")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "nothing was imported" in done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    assert (project / "data/ledger.db").read_bytes() == ledger
    return done


def test_every_wrong_cell_of_every_workbook_is_told_at_once(project):
    wanted = []
    for owner in ("environment", "human-resources"):
        book = load_workbook(workbook(project, owner))
        for sheet in book.worksheets[1:3]:
            for cells in sheet.iter_rows():
                numbers = [c for c in cells if isinstance(c.value, int | float) and c.value not in (2020, 2021, 2022)]
                if numbers:
                    numbers[0].value = "about a lot"
                    wanted.append(f"{sheet.title} › {numbers[0].coordinate}")
                    break
        book.save(workbook(project, owner))
    assert len(wanted) >= 3
    import_refused(project, *wanted)


def test_refusals_as_json(project):
    workbook(project).write_bytes(b"PK not really")
    done = run(project, "import", "--format", "json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said["problems"][0]["what"]
    assert said["problems"][0]["fix"]


def truncated(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def encrypted(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    )


def with_macros(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")


def no_workbook(path):
    path.write_text("a letter, not a workbook")


@pytest.mark.parametrize("damage", [truncated, encrypted, with_macros, no_workbook], ids=lambda f: f.__name__)
def test_a_workbook_that_cannot_be_read(project, damage):
    damage(workbook(project))
    done = import_refused(project, "environment.xlsx", "help:")
    words = {"encrypted": "password", "with_macros": "macro"}.get(damage.__name__, "workbook")
    assert words in done.stderr.lower()


def test_importing_the_same_again_changes_nothing(project):
    ledger = (project / "data/ledger.db").read_bytes()
    done = run(project, "import")
    assert done.returncode == 0
    assert "nothing new" in done.stderr
    assert (project / "data/ledger.db").read_bytes() == ledger
