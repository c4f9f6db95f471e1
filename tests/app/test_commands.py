"""Commands that lay nothing out: what they tell, in which words, and what they refuse."""

import json
import shutil
import threading
import urllib.error
import urllib.request

import pytest

from reportgen.app import fingerprint
from reportgen.app.build import _built_at
from reportgen.app.outputs import replaced
from reportgen.app.projects import ledger_place
from reportgen.app.stages import known_languages
from reportgen.app.tracing import trace
from reportgen.app.watching import Workshop, _server
from reportgen.model.problem import BrokenProjectError
from tests.app.conftest import run


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("commands") / "project"
    assert run(folder.parent, "init", str(folder), "--year", "2025").returncode == 0
    assert run(folder, "import").returncode == 0
    return folder


@pytest.fixture
def project(imported, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(imported, copy)
    return copy


def set_key(project, key, value):
    report = project / "report.toml"
    lines = [line for line in report.read_text("utf-8").splitlines() if not line.startswith(f"{key} =")]
    lines.insert(lines.index("[report]") + 1, f"{key} = {json.dumps(value)}")
    report.write_text("\n".join(lines) + "\n", "utf-8")


def chapters(project):
    return sorted((project / "templates/en").glob("*.md"))


def test_languages_are_built_once_and_in_the_reports_order():
    known = ("zh-hant", "en")
    assert known_languages(("en", "zh-hant", "en"), known) == known
    assert known_languages(("en", "en"), known) == ("en",)


def test_another_version_of_a_library_lays_out_anew(monkeypatch):
    before = fingerprint.hash_of_workshop()
    monkeypatch.setattr(fingerprint, "version", lambda name: "0")
    assert fingerprint.hash_of_workshop() != before


def test_a_date_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert _built_at("then") == "1970-01-01T00:00:00+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(BrokenProjectError, match="SOURCE_DATE_EPOCH"):
        _built_at("then")


def test_a_ledgers_url_is_a_path_inside_the_project(project):
    assert ledger_place(project, "sqlite:///data/ledger.db") == project / "data/ledger.db"
    for outside in ("sqlite:////etc/ledger.db", "../ledger.db", "mysql://me:secret@host/ledger"):
        with pytest.raises(BrokenProjectError):
            ledger_place(project, outside)
    set_key(project, "ledger", "sqlite:///data/ledger.db")
    assert run(project, "check").returncode == 0


def test_a_folder_that_stepped_aside_is_put_back(tmp_path):
    aside = tmp_path / ".output-old-x/old"
    aside.mkdir(parents=True)
    (aside / "report").write_text("old")
    with pytest.raises(KeyError), replaced(tmp_path / "output"):
        raise KeyError
    assert (tmp_path / "output/report").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_results_are_utf8_whatever_the_terminal_says(project):
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    metric = json.loads(run(project, "check", "--format", "json").stdout)["schema"]
    assert metric == 1
    done = run(project, "explain", "nosuch…", env=env, encoding="utf-8")
    assert "nosuch" in done.stderr
    done = run(project, "explain", "AR001", env=env, encoding="utf-8")
    assert done.returncode == 0
    done = run(project, "trace", first_metric(project), env=env, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "templates/zh-hant/" in done.stdout


def first_metric(project):
    """A metric that an English chapter prints."""
    text = "".join(path.read_text("utf-8") for path in chapters(project))
    return text.split('kpi("')[1].split('"')[0]


def test_a_broken_project_is_told_and_not_the_metric_blamed(project):
    (project / "report.toml").write_text("[report\n")
    done = run(project, "explain", first_metric(project))
    assert done.returncode == 2
    assert "this is not TOML" in done.stderr
    assert run(project, "explain", "AR001").returncode == 0


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [("theme", "nosuch", "there is no theme 'nosuch'"), ("ledger", "../x.db", "lies outside the project")],
)
def test_the_doctor_goes_on(project, key, value, what):
    set_key(project, key, value)
    done = run(project, "doctor")
    assert done.returncode == 2
    assert what in done.stdout
    assert "Python" in done.stdout


def test_the_doctor_of_a_folder_that_is_not_there(tmp_path):
    done = run(tmp_path / "no/such", "doctor")
    assert "FAIL  project: there is no report.toml" in done.stdout


def test_a_page_is_told_only_of_figures_that_stand_where_they_stood(project):
    metric = first_metric(project)
    first = [b for figure in trace(project, metric, None).record["figures"] for b in figure["printed_at"]]
    assert all(b["page"] is None for b in first)
    (project / "output").mkdir()
    section = next(b for b in first if b["language"] == "en")
    (project / "output/trace.json").write_text(json.dumps({"bindings": [{**b, "page": 7} for b in bindings(project)]}))

    def pages():
        told = [b for figure in trace(project, metric, None).record["figures"] for b in figure["printed_at"]]
        return {b["page"] for b in told if (b["language"], b["section"]) == ("en", section["section"])}

    assert pages() == {7}
    path = project / section["path"]
    path.write_text(f'Before all: {{{{ kpi("{metric}") }}}}.\n\n' + path.read_text("utf-8"), "utf-8")
    assert pages() == {None}


def bindings(project):
    from reportgen.app.stages import make_dossier, read_data, write_manuscripts
    from reportgen.render.records import trace_record

    data = read_data(project)
    return trace_record(make_dossier(data, write_manuscripts(data)), {})["bindings"]


def test_a_mistake_in_one_chapter_is_still_told_after_another_is_saved(project):
    workshop = Workshop(project)
    assert workshop.redraw() == ()
    broken, other = chapters(project)[:2]
    broken.write_text(broken.read_text("utf-8") + '\n{{ kpi("no.such") }}\n', "utf-8")
    names = [path.relative_to(project).as_posix() for path in (broken, other)]
    assert len(workshop.redraw((names[0],))) == 1
    assert len(workshop.redraw((names[1],))) == 1
    assert b"no.such" in workshop.file("en/index.html")[0]


def test_a_project_that_is_broken_from_the_start_is_told_on_the_page(project):
    path = chapters(project)[0]
    good = path.read_text("utf-8")
    path.write_text(good + '\n{{ kpi("no.such") }}\n', "utf-8")
    workshop = Workshop(project)
    assert workshop.redraw()
    body, kind = workshop.file("/index.html")
    assert kind.startswith("text/html")
    assert b"no.such" in body
    assert b"/.watch" in body


def test_a_page_of_another_name_is_not_served(project):
    workshop = Workshop(project)
    workshop.redraw()
    server = _server(workshop, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}/.watch"
        assert urllib.request.urlopen(address).status == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example:80"}))
        assert refused.value.code == 403
    finally:
        server.shutdown()


def test_a_file_in_the_place_of_the_output_is_told(project):
    (project / "output").write_text("mine")
    done = run(project, "build", "--lang", "en")
    assert done.returncode == 2
    assert "the disk cannot be written (File exists)" in done.stderr
    assert "output/draft" in done.stderr
    assert "help: check the folder's rights" in done.stderr
