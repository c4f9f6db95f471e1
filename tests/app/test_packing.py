"""``reportgen pack`` and ``reportgen verify PACK`` as a manager and an auditor meet them."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.app.imports import import_workbooks
from reportgen.app.starting import start_project
from reportgen.app.verifying import verify_pack
from reportgen.pack import unzipped, zipped
from reportgen.pack.signing import Seal, new_key
from tests.app.packs import make

pytestmark = pytest.mark.build

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
NAME = "Wong Siu Ming"


def run(root, *words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "reportgen", "--project", str(root), *words],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("packing") / "report"
    start_project(root, 2025)
    outside = root.parent / "secret.xlsx"
    outside.write_bytes(b"a salary list")
    (root / "data/workbooks/2025/other.xlsx").symlink_to(outside)
    (root / "data/workbooks/2025/other.xlsx").unlink()
    import_workbooks(root, (), by=NAME, at=AT)
    return root


@pytest.fixture(scope="module")
def packed(project):
    return make(project)


@pytest.fixture(scope="module")
def files(packed):
    return unzipped(packed.path)


def test_a_pack_holds_what_an_auditor_asks_for(files, packed, project):
    assert {"lead.xlsx", "README.txt", "manifest.json", "report/en/report.pdf", "report/zh-hant/report.pdf"} <= set(
        files
    )
    assert {f"records/{name}.json" for name in ("figures", "trace", "index", "findings", "text")} <= set(files)
    assert "review/index.html" in files
    assert packed.unmarked == {"zh-hant": [], "en": []}
    workbooks = {name: content for name, content in files.items() if name.startswith("workbooks/")}
    assert workbooks
    for name, content in workbooks.items():
        assert (project / "data" / name).read_bytes() == content


def test_the_records_of_a_whole_pack_are_those_of_the_build(files, project):
    for name in ("figures.json", "trace.json", "index.json", "findings.json", "text.json"):
        assert files[f"records/{name}"] == (project / "output" / name).read_bytes(), name


def test_every_source_of_a_figure_is_a_workbook_in_the_pack(files):
    hashes = {hashlib.sha256(content).hexdigest() for name, content in files.items() if name.startswith("workbooks/")}
    figures = json.loads(files["records/figures.json"])["figures"]
    assert {source["sha256"] for figure in figures for source in figure["sources"]} == hashes


def test_the_same_report_gives_the_same_pack(packed, project):
    again = make(project, "--out", str(project.parent / "again.zip"))
    assert (again.id, again.number) == (packed.id, packed.number)
    first, second = unzipped(packed.path), unzipped(again.path)
    different = [name for name in first if first[name] != second.get(name)]
    assert different in ([], ["README.txt", "manifest.json"]), "the README names the file"
    assert make(project).sha256 == packed.sha256


def test_verify_names_a_changed_byte_and_what_came_or_went(packed, project, tmp_path):
    whole = run(project, "verify", str(packed.path))
    assert (whole.returncode, "whole and untouched" in whole.stdout) == (0, True), whole.stderr
    files = unzipped(packed.path)
    figures = bytearray(files["records/figures.json"])
    figures[len(figures) // 2] ^= 1
    files |= {"records/figures.json": bytes(figures), "extra.txt": b""}
    del files["lead.xlsx"]
    path = tmp_path / "changed.zip"
    path.write_bytes(zipped(files, AT))
    told = run(project, "verify", str(path))
    assert told.returncode == 1
    assert told.stdout.splitlines()[:3] == [
        "changed: records/figures.json",
        "missing: lead.xlsx",
        "not of the pack: extra.txt",
    ]
    with zipfile.ZipFile(packed.path) as archive:
        archive.extractall(tmp_path / "unpacked")
    record = json.loads(run(project, "verify", str(tmp_path / "unpacked"), "--format", "json").stdout)
    assert (record["good"], record["changed"], record["signature"]) == (True, [], "not signed")


def test_verify_needs_no_project(packed, tmp_path):
    path = shutil.copy(packed.path, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "verify", path], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_signed_pack_tells_whose_it_is(project, tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    assert run(project, "pack", "key", str(ours)).returncode == 0
    assert ours.stat().st_mode & 0o077 == 0, "nobody else may read it"
    assert run(project, "pack", "key", str(ours)).returncode == 2, "a key is never written over"
    theirs.write_bytes(new_key()[1])
    done = run(project, "pack", "--out", str(tmp_path / "p.zip"), "--format", "json", REPORTGEN_SIGNING_KEY=str(ours))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["packs"][0]["signed"]
    good = run(project, "verify", str(tmp_path / "p.zip"), "--key", f"{ours}.pub")
    assert (good.returncode, "signed by the given key" in good.stdout) == (0, True)
    other = run(project, "verify", str(tmp_path / "p.zip"), "--key", str(theirs))
    assert (other.returncode, "signed by another key" in other.stdout) == (1, True)
    assert verify_pack(tmp_path / "p.zip", None).seal is Seal.UNKNOWN


def test_a_choice_leaves_everything_else_out(project, tmp_path):
    packed = make(project, "--owner", "finance", "--without", "report", "--without", "review")
    files = unzipped(packed.path)
    assert not [name for name in files if name.startswith(("report/", "review/"))]
    assert [name for name in files if name.startswith("workbooks/")] == ["workbooks/2025/finance.xlsx"]
    owners = {figure["owner"] for figure in json.loads(files["records/figures.json"])["figures"]}
    metrics = {figure["metric"] for figure in json.loads(files["records/figures.json"])["figures"]}
    bound = {binding["metric"] for binding in json.loads(files["records/trace.json"])["bindings"]}
    assert bound <= metrics
    assert owners
    assert "records/text.json" not in files


def test_a_pack_by_roles_names_nobody(project):
    files = unzipped(make(project, "--roles").path)
    assert not [name for name in files if name.startswith("workbooks/")]
    for name, content in files.items():
        texts = [content]
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                texts = [book.read(part) for part in book.namelist()]
        for text in texts:
            assert NAME.encode() not in text, name
            assert NAME.split(maxsplit=1)[1].encode() not in text, name


def test_nothing_outside_the_project_is_swept_in(project, tmp_path):
    copy = Path(shutil.copytree(project, tmp_path / "copy", symlinks=True))
    book = next((copy / "data/workbooks/2025").glob("*.xlsx"))
    secret = tmp_path / "elsewhere.xlsx"
    secret.write_bytes(book.read_bytes())
    book.unlink()
    book.symlink_to(secret)
    packed = make(copy, "--without", "report", "--without", "review")
    assert f"workbooks/2025/{book.name}" not in unzipped(packed.path)
    assert [one["workbook"] for one in packed.left_out] == [f"data/workbooks/2025/{book.name}"]


def test_packs_outlive_a_build_and_are_written_down(project, packed):
    register = (project / "data/review/packs.toml").read_text()
    assert packed.id in register
    assert packed.sha256 in register
    kept = unzipped(project / f"data/review/packs/{packed.id}.zip")
    assert {"lead.xlsx", "records/figures.json", "records/text.json"} <= set(kept)
    before = packed.path.read_bytes()
    assert "nothing changed" in run(project, "build").stderr, "a pack makes no build old"
    shutil.rmtree(project / ".cache/layouts", ignore_errors=True)
    (project / ".cache/last-build.json").unlink()
    assert run(project, "build").returncode == 0
    assert packed.path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "lead"), "no part 'lead'"),
        (("--owner", "nobody"), "no owner 'nobody'"),
        (("--key", "no-such-file"), "the key cannot be read"),
        (("--per-owner", "--owner", "finance"), "--per-owner names the owners"),
    ],
)
def test_a_wrong_word_is_told(project, words, said):
    done = run(project, "pack", *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_pack_is_told(project, tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"a": b""}, AT))
    for path in (tmp_path / "a.zip", tmp_path / "none.zip", project):
        done = run(project, "verify", str(path))
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_on_a_full_disk_the_old_pack_and_the_register_stay(project, packed, tmp_path):
    out = shutil.copy(packed.path, tmp_path / "pack.zip")
    before, register = Path(out).read_bytes(), (project / "data/review/packs.toml").read_bytes()
    command = [sys.executable, "-m", "reportgen", "--project", str(project), "pack", "--owner", "finance"]
    command += ["--out", str(out)]
    limited = ["bash", "-c", 'ulimit -f 20; exec "$@"', "pack", *command]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert Path(out).read_bytes() == before
    assert (project / "data/review/packs.toml").read_bytes() == register
    assert [path.name for path in tmp_path.iterdir()] == ["pack.zip"], "nothing half written is left"
