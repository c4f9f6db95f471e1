"""watch: a saved sentence is on its page at once; a mistake is told on the page and the last good site stays."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from reportgen.app.watching import Workshop
from tests.app.conftest import run


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched") / "project"
    assert run(folder.parent, "init", str(folder), "--year", "2025").returncode == 0
    assert run(folder, "import").returncode == 0
    return folder


def chapter(project, language="en"):
    return next(iter(sorted((project / "templates" / language).glob("F*.md"))))


def page_with(workshop: Workshop, text: str) -> str | None:
    for name in workshop.names():
        if name.endswith(".html") and text in words_of(workshop, name):
            return name
    return None


def words_of(workshop: Workshop, name: str) -> str:
    """A page's words without its tags, which may stand inside a sentence."""
    return re.sub(r"<[^>]+>", "", (workshop.file(name) or (b"", ""))[0].decode())


def test_a_saved_sentence_is_on_its_page_and_a_mistake_is_told(imported):
    workshop = Workshop(imported)
    assert workshop.redraw() == ()
    first = workshop.version
    path = chapter(imported)
    good = path.read_text()
    changed = (path.relative_to(imported).as_posix(),)

    path.write_text(good + "\nA sentence from the writer’s desk.\n")
    assert workshop.redraw(changed) == ()
    assert workshop.version == first + 1
    assert page_with(workshop, "A sentence from the writer’s desk.")

    path.write_text(good + '\n{{ kpi("no.such") }}\n')
    told = workshop.redraw(changed)
    assert len(told) == 1
    assert "no.such" in told[0]
    body, kind = workshop.file("en/index.html")
    assert kind.startswith("text/html")
    assert b'role="alert"' in body
    assert b"no.such" in body

    other = chapter(imported, "zh-hant").relative_to(imported).as_posix()
    assert len(workshop.redraw((other,))) == 1, "a mistake is told until it is mended"

    path.write_text(good)
    assert workshop.redraw(changed) == ()
    assert b'role="alert"' not in workshop.file("en/index.html")[0]
    assert page_with(workshop, "A sentence from the writer’s desk.") is None


def test_what_is_not_in_the_site_is_not_served(imported):
    workshop = Workshop(imported)
    workshop.redraw()
    for path in ("report.toml", "../report.toml", "/etc/passwd", "en/../../report.toml"):
        assert workshop.file(path) is None


@pytest.mark.build
def test_the_command_serves_this_machine_and_redraws_on_save(imported):
    watching = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "--project", str(imported), "watch", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        said = watching.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        before = json.load(urllib.request.urlopen(address + ".watch"))["version"]
        path = chapter(imported, "zh-hant")
        path.write_text(path.read_text() + "\n剛剛寫下的一句。\n")
        deadline = time.monotonic() + 60
        while json.load(urllib.request.urlopen(address + ".watch"))["version"] == before:
            assert time.monotonic() < deadline, "the saved sentence was not seen"
            time.sleep(0.1)
        assert "redrawn after templates/zh-hant/" in watching.stderr.readline()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(address + "report.toml")
    finally:
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=30) == 0
