"""The published edition: refused while something stands against it, frozen, provable, and never half there."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen import __version__
from reportgen.app import publishing
from reportgen.app.fingerprint import hash_of_files, input_files
from reportgen.app.outputs import tree_hashes, write_tree
from reportgen.app.publications import edition_of, editions, state_of
from reportgen.app.publishing import publish
from reportgen.app.rollover import roll_over
from reportgen.app.stages import read_data
from reportgen.app.years import published_words
from reportgen.cli.main import app
from reportgen.model.problem import BrokenProjectError, InputRefusedError
from tests import projects
from tests.app.test_years import hand_in

AT = datetime(2023, 4, 20, 9, tzinfo=UTC)
FINDING = {
    "code": "AR001",
    "severity": "error",
    "message": "ghg.total is wrong",
    "fix": "correct it",
    "location": {"path": "data/metrics/environment.toml", "line": 3},
    "waived": "",
}
WAIVER = """\
[[waiver]]
check = "figure-never-printed"
metric = "water.use"
reason = "Told in the annual report."
by = "ESG reporting manager"
on = 2023-03-20
until = 2023-05-01
"""


def built(root, findings=()):
    """Outputs as a build leaves them, without laying anything out."""
    output = root / "output"
    counts = {"errors": len(findings), "warnings": 0, "infos": 1, "waived": 0}
    checks = [
        {"code": "AR001", "outcome": "clean", "examined": 4},
        {"code": "TX001", "outcome": "clean", "examined": 9},
    ]
    record = {"findings": list(findings), "summary": {**counts, "checks": checks}}
    write_tree(
        output,
        {
            "zh-hant/report.pdf": "%PDF 報告".encode(),
            "en/report.pdf": b"%PDF report",
            "site/index.html": b"<p>site</p>",
            "findings.json": json.dumps(record).encode(),
        },
    )
    (output / "manifest.json").unlink(missing_ok=True)
    manifest = {
        "schema": 1,
        "files": [{"path": p, "sha256": sha, "bytes": size} for p, (sha, size) in tree_hashes(output).items()],
        "ledger_head": read_data(root).ledger_head,
        "inputs_sha256": hash_of_files(input_files(root), root),
        "tool": f"reportgen {__version__}",
        "built_at": "2023-03-01T00:00:00+00:00",
    }
    (output / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """The small project with all its figures, and as good as built."""
    root = projects.small_project(tmp_path_factory.mktemp("publish") / "report")
    hand_in(root, 2022)
    (root / "data/waivers.toml").write_text(WAIVER, encoding="utf-8")
    return built(root)


@pytest.fixture
def ready(handed_in, tmp_path):
    return Path(shutil.copytree(handed_in, tmp_path / "report"))


def run(root, *words):
    """The command line, in this process: a new one takes longer than what is tested."""
    return CliRunner().invoke(app, ["--project", str(root), *words])


def published(root, again=None):
    return publish(root, by="May", at=AT, again=again, say=lambda _: None)


def refused(root, again=None):
    with pytest.raises(InputRefusedError) as caught:
        published(root, again)
    return [str(problem) for problem in caught.value.problems]


def test_an_edition_holds_the_outputs_frozen_and_says_what_it_stands_on(ready):
    done = published(ready)
    folder = ready / "published/2022"
    assert done.edition.folder == folder
    assert (folder / "en/report.pdf").read_bytes() == b"%PDF report"
    assert sorted(p.name for p in (folder / "exchange").iterdir()) == [
        "esg-report-2022-en.pdf",
        "esg-report-2022-zh-hant.pdf",
    ]
    assert {oct(path.stat().st_mode & 0o777) for path in folder.rglob("*") if path.is_file()} == {"0o444"}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        content = (folder / file["path"]).read_bytes()
        assert (file["sha256"], file["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert manifest["ledger_head"] == read_data(ready).ledger_head
    assert manifest["published"] == {
        "year": 2022,
        "edition": 1,
        "by": "May",
        "at": "2023-04-20T09:00:00+00:00",
        "reason": None,
        "supersedes": None,
    }
    assert manifest["checks"] == {
        "endings": {"clean": 2},
        "items_examined": 13,
        "findings": {"errors": 0, "warnings": 0, "infos": 1, "waived": 0},
    }
    assert [(w["metric"], w["by"], w["until"]) for w in manifest["waivers"]] == [
        ("water.use", "ESG reporting manager", "2023-05-01")
    ]


def test_an_error_that_nobody_answers_for_stands_against_it(ready):
    built(ready, [FINDING, {**FINDING, "waived": "known (May)"}, {**FINDING, "severity": "warning"}])
    (said,) = refused(ready)
    assert said.startswith("data/metrics/environment.toml:3: an error stands: AR001 ghg.total is wrong; correct it")
    assert not (ready / "published").exists()


def test_outputs_older_than_the_project_are_refused_for_each_reason(ready):
    template = next((ready / "templates/en").glob("*.md"))
    template.write_text(template.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    (said,) = refused(ready)
    assert "the project's files have changed since the report was built" in said

    manifest = ready / "output/manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) | {"ledger_head": "0" * 64, "tool": "reportgen 0.0.1"}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert len(refused(ready)) == 3


def test_a_changed_or_missing_output_is_named(ready):
    (ready / "output/en/report.pdf").write_bytes(b"%PDF retyped")
    (ready / "output/site/index.html").unlink()
    first, second = refused(ready)
    assert first.startswith("output/en/report.pdf: the file was changed since it was built")
    assert second.startswith("output/site/index.html: the file is missing")


def test_a_draft_or_nothing_is_not_published(ready):
    (ready / "output/manifest.json").unlink()
    (ready / "output/draft").mkdir()
    with pytest.raises(BrokenProjectError, match="nothing was built but a draft"):
        published(ready)


def test_a_waiver_that_lapsed_since_the_build_stands_against_it(ready):
    with pytest.raises(InputRefusedError, match="was given until 2023-05-01"):
        publish(ready, by="May", at=datetime(2023, 5, 2, tzinfo=UTC), again=None, say=lambda _: None)


def test_a_second_edition_needs_its_reason_and_keeps_the_first(ready):
    first = published(ready).edition
    assert "was published on 2023-04-20 by May" in refused(ready)[0]
    assert "needs its reason" in refused(ready, " ")[0]

    (ready / "output/en/report.pdf").write_bytes(b"%PDF corrected")
    (ready / "output/manifest.json").unlink()
    write_tree(ready / "output", {"en/report.pdf": b"%PDF corrected"})
    rebuilt(ready)
    done = published(ready, "A figure on page 3 was wrong.")
    assert done.edition.number == 2
    told = done.edition.manifest["published"]
    assert told["reason"] == "A figure on page 3 was wrong."
    assert told["supersedes"] == {
        "edition": 1,
        "folder": "published/superseded/2022-1",
        "manifest_sha256": first.manifest_sha256,
    }
    assert (ready / "published/2022/en/report.pdf").read_bytes() == b"%PDF corrected"
    assert (ready / "published/superseded/2022-1/en/report.pdf").read_bytes() == b"%PDF report"
    assert [(one.number, state_of(one).whole) for one in editions(ready)] == [(2, True), (1, True)]


def rebuilt(root):
    """A manifest for the outputs as they are now."""
    files = [{"path": p, "sha256": s, "bytes": b} for p, (s, b) in tree_hashes(root / "output").items()]
    manifest = {
        "files": files,
        "ledger_head": read_data(root).ledger_head,
        "inputs_sha256": hash_of_files(input_files(root), root),
        "tool": f"reportgen {__version__}",
        "built_at": "",
    }
    (root / "output/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_again_without_a_first_edition_is_refused(ready):
    assert "no edition to publish again" in refused(ready, "because")[0]


class Killed(BaseException):
    """The process dies."""


@pytest.mark.parametrize("moment", ["_fill", "_json", "_keep"])
def test_a_kill_leaves_the_old_edition_or_none(ready, monkeypatch, moment):
    def die(*_):
        raise Killed

    if moment != "_keep":
        with monkeypatch.context() as patch:
            patch.setattr(publishing, moment, die)
            with pytest.raises(Killed):
                published(ready)
        assert edition_of(ready, 2022) is None
    first = published(ready).edition
    with monkeypatch.context() as patch:
        patch.setattr(publishing, moment, die)
        with pytest.raises(Killed):
            published(ready, "again")
    assert edition_of(ready, 2022) == first
    assert all(state_of(one).whole for one in editions(ready))
    assert published(ready, "again").edition.number == 2
    assert not [p.name for p in (ready / "published").iterdir() if p.name.startswith(".")]


def test_verify_names_each_file_that_is_not_as_it_was_published(ready):
    published(ready)
    sound = run(ready, "verify", "--format", "json")
    assert sound.exit_code == 0
    assert [e["sound"] for e in json.loads(sound.stdout)["editions"]] == [True]

    folder = ready / "published/2022"
    for name in ("en/report.pdf", "site/index.html"):
        (folder / name).chmod(0o644)
    (folder / "en/report.pdf").write_bytes(b"%PDF repor7")
    (folder / "site/index.html").unlink()
    (folder / "note.txt").write_text("mine")
    found = run(ready, "verify")
    assert found.exit_code == 1
    for said in (
        "published/2022 is not as it was published",
        "--> published/2022/en/report.pdf",
        "--> published/2022/site/index.html",
        "--> published/2022/note.txt",
    ):
        assert said in found.output
    told = json.loads(run(ready, "verify", "--format", "json").stdout)
    assert told["sound"] is False
    assert [told["editions"][0][key] for key in ("changed", "missing", "added")] == [
        ["en/report.pdf"],
        ["site/index.html"],
        ["note.txt"],
    ]
    assert "the file was changed since it was published" in refused(ready, "once more")[0]


def test_next_years_checks_read_what_was_published(ready):
    published(ready)
    text = next((ready / "templates/en").glob("*.md"))
    text.write_text(text.read_text(encoding="utf-8") + "\nA sentence after publication.\n", encoding="utf-8")
    roll_over(ready)
    frozen = (ready / "published/2022/manuscript.json").read_bytes()
    assert (ready / "data/years/2022/manuscript.json").read_bytes() == frozen
    (ready / "data/years/2022/manuscript.json").unlink()
    told = published_words(ready, 2022)
    assert told is not None
    assert told.year == 2022

    manuscript = ready / "published/2022/manuscript.json"
    manuscript.chmod(0o644)
    manuscript.write_bytes(frozen + b" ")
    with pytest.raises(BrokenProjectError, match="not the file that was published"):
        published_words(ready, 2022)


def test_the_command_tells_a_program_what_it_did_and_why_not(ready):
    # The command dates the edition today, when the waiver of the year 2023 has lapsed.
    (ready / "data/waivers.toml").unlink()
    built(ready)
    done = run(ready, "publish", "--by", "May", "--format", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["published"]["by"] == "May"
    assert told["manifest_sha256"] == hashlib.sha256((ready / "published/2022/manifest.json").read_bytes()).hexdigest()

    again = run(ready, "publish", "--format", "json")
    assert again.exit_code == 1
    assert "was published on" in json.loads(again.stdout)["problems"][0]["what"]
    assert "nothing was published" in run(ready, "publish").stderr
