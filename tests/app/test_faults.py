"""Faults from outside: clear words, the right exit code, and the last good output and ledger as they were."""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.app.conftest import run

pytestmark = pytest.mark.build


def hashes(folder) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small project, imported and built: quick enough to break again and again."""
    folder = tmp_path_factory.mktemp("small") / "project"
    for words in (("init", str(folder), "--year", "2025"),):
        done = run(folder.parent, *words)
        assert done.returncode == 0, done.stderr
    for verb in ("import", "build"):
        done = run(folder, verb)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def project(small, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(small, copy, symlinks=True)
    return copy


def change_a_sentence(project, text="A sentence that was not there before.") -> None:
    chapter = next(iter(sorted((project / "templates/en").glob("F*.md"))))
    chapter.write_text(chapter.read_text() + f"\n{text}\n")


def refused(project, done, *words: str, code: int = 2) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    for word in words:
        assert word in done.stderr, done.stderr


def test_a_full_disk_leaves_the_old_report(project):
    before, ledger = hashes(project / "output"), (project / "data/ledger.db").read_bytes()
    change_a_sentence(project)
    limit = 150_000
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED.format(limit=limit), "--project", str(project), "build"],
        capture_output=True,
        text=True,
    )
    refused(project, done, "disk is full", "free space")
    assert hashes(project / "output") == before
    assert (project / "data/ledger.db").read_bytes() == ledger
    assert not list(project.glob(".output-next-*"))


_LIMITED = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from reportgen.cli import main
main()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_really_full_disk(small, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine can't mount a tmpfs")
    try:
        project = disk / "project"
        shutil.copytree(small, project, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
        before = hashes(project / "output")
        change_a_sentence(project)
        free = shutil.disk_usage(disk).free
        (disk / "ballast").write_bytes(b"x" * (free - 200_000))
        refused(project, run(project, "build"), "disk is full")
        assert hashes(project / "output") == before
        (disk / "ballast").unlink()
        assert run(project, "build", "--fail-on", "never").returncode == 0
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(project):
    old = hashes(project / "output")
    change_a_sentence(project)
    whole = project.parent / "whole"
    shutil.copytree(project, whole, symlinks=True)
    assert run(whole, "build", "--fail-on", "never").returncode == 0
    new = hashes(whole / "output")
    assert old != new
    dice = random.Random(2025)
    seen_new = False
    for _ in range(8):
        building = subprocess.Popen(
            [sys.executable, "-m", "reportgen", "--project", str(project), "build"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(dice.uniform(0.2, 6))
        os.killpg(building.pid, signal.SIGKILL)
        building.wait()
        now = hashes(project / "output")
        assert now in (old, new)
        seen_new = seen_new or now == new
    assert run(project, "build", "--fail-on", "never").returncode == 0
    assert hashes(project / "output") == new
    assert not list(project.glob(".output-next-*"))


def test_an_interrupt_is_told_and_changes_nothing(project):
    old = hashes(project / "output")
    change_a_sentence(project)
    building = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "--project", str(project), "build"], stderr=subprocess.PIPE, text=True
    )
    time.sleep(1.5)
    while building.poll() is None:  # as a person does who sees nothing happen
        building.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            building.wait(timeout=5)
    _, said = building.communicate(timeout=60)
    assert building.returncode == 2
    assert "stopped" in said
    assert "Traceback" not in said
    assert hashes(project / "output") == old


def test_no_chinese_font(project, tmp_path):
    before = hashes(project / "output")
    change_a_sentence(project)
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    done = run(project, "build", env={"FONTCONFIG_FILE": str(empty)})
    refused(project, done, "Noto Sans CJK HK", "apt-get install fonts-noto-cjk")
    assert hashes(project / "output") == before


def test_no_pango(project, tmp_path):
    before = hashes(project / "output")
    change_a_sentence(project)
    (tmp_path / "sitecustomize.py").write_text(
        "import cffi\n"
        "real = cffi.FFI.dlopen\n"
        "def dlopen(self, name, *rest):\n"
        "    if name and 'pango' in str(name):\n"
        "        raise OSError(f'cannot load library {name!r}')\n"
        "    return real(self, name, *rest)\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    done = run(project, "build", env={"PYTHONPATH": str(tmp_path)})
    refused(project, done, "Pango cannot be loaded", "apt-get install libpango-1.0-0")
    assert hashes(project / "output") == before


def test_a_character_that_no_font_has(project):
    before = hashes(project / "output")
    change_a_sentence(project, "A sign from a private area: \U000f0abc.")
    done = run(project, "build")
    refused(project, done, "U+F0ABC", "templates/en/")
    assert hashes(project / "output") == before


def test_all_mistakes_of_all_chapters_are_told_at_once(project):
    before = hashes(project / "output")
    chapters = (
        sorted((project / "templates/zh-hant").glob("*.md"))[:2] + sorted((project / "templates/en").glob("*.md"))[:1]
    )
    for chapter in chapters:
        chapter.write_text(chapter.read_text() + '\n{{ kpi("no.such") }} {{ nosuch() }} {{ open("/etc/passwd") }}\n')
    chapters[0].write_text(chapters[0].read_text() + "\n{% for i in range(10**9) %}x{% endfor %}\n")
    done = run(project, "build")
    refused(project, done, "no.such", "nosuch", "a chapter holds no logic")
    for chapter in chapters:
        lines = chapter.read_text().splitlines()
        line = next(i for i, text in enumerate(lines, 1) if "no.such" in text)
        assert f"{chapter.relative_to(project)}:{line}" in done.stderr
    assert hashes(project / "output") == before


def test_two_sections_of_one_number(project):
    before = hashes(project / "output")
    outline = project / "data/outline.toml"
    outline.write_text(
        outline.read_text()
        + '\n[[section]]\nid = "again"\nnumber = "1"\nlevel = "chapter"\ntitle = { zh-hant = "又", en = "Again" }\n'
    )
    refused(project, run(project, "build"), "section number '1' is used twice", "data/outline.toml:")
    assert hashes(project / "output") == before


def test_no_project_here(tmp_path):
    done = run(tmp_path, "build")
    assert done.returncode == 2
    assert "reportgen init" in done.stderr


def test_nothing_to_import(project):
    shutil.rmtree(project / "data/workbooks")
    done = run(project, "import")
    assert done.returncode == 3
    assert "no workbook" in done.stderr
