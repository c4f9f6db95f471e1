"""Reading an edition from a build's folder, a pack or a closed year; a file that isn't what was written is told."""

import json
import zipfile
from decimal import Decimal

import pytest

from reportgen.model.problem import BrokenProjectError
from reportgen.pack.archive import Archive, Limits
from reportgen.pack.comparing import compare
from reportgen.pack.editions import read_edition
from tests.pack.editions import disclosure, edition, figure, files_of, finding, note, text, zip_of

MADE = edition(
    figures=[figure(), figure("water.use", value=None, status="not_available", assured=True)],
    texts=[text("Climate", kind="section"), text("Emissions fell. Water was saved.", page=3)],
    notes=[note()],
    disclosures=[disclosure()],
    findings=[finding(), finding("01", waived="accepted (CFO, 2023-03-01)")],
)


def written(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def problem(call, *args):
    with pytest.raises(BrokenProjectError) as caught:
        call(*args)
    return str(caught.value)


@pytest.fixture(params=["folder", "records", "zip", "zip in a folder"])
def place(request, tmp_path):
    files = files_of(MADE)
    if request.param == "folder":
        return written(tmp_path / "output", files)
    if request.param == "records":
        return written(tmp_path / "pack/records", files).parent
    above = "records/" if request.param == "zip" else "alpha-pack-2/records/"
    (tmp_path / "pack.zip").write_bytes(zip_of({above + name: content for name, content in files.items()}))
    return tmp_path / "pack.zip"


def test_an_edition_is_read_as_it_was_written(place):
    read = read_edition(place, "a")
    assert (read.name, read.year, read.lacks) == ("a", "2022", frozenset())
    assert read.figures == MADE.figures
    assert read.findings == MADE.findings
    assert read.disclosures == MADE.disclosures
    assert read.notes == MADE.notes
    # the title of each section is a text of its own, with its page
    assert [(t.section, t.kind, t.words, t.page) for t in read.texts][1:3] == [
        ("climate", "section", "Climate", None),
        ("climate", "paragraph", "Emissions fell. Water was saved.", 3),
    ]
    assert not compare(read, read)


def test_what_a_folder_lacks_is_known(tmp_path):
    files = files_of(MADE)
    folder = written(tmp_path, {name: files[name] for name in ("figures.json", "index.json")})
    assert read_edition(folder, "a").lacks == {"texts", "notes", "findings"}


def test_a_closed_year_tells_its_figures_only(tmp_path):
    rows = (
        "metric,period,value,unit,state,status,kind,qualifier,reason\n"
        "ghg.total,2022,5739723.7,tco2e,value,derived,actual,exact,\n"
        "water.use,2022,,tonne,not_available,not_available,actual,exact,no meter\n"
    )
    closed = json.dumps({"schema": 1, "fiscal_year": 2022}).encode()
    year = written(tmp_path / "2022", {"figures.csv": rows.encode("utf-8-sig"), "closed.json": closed})
    read = read_edition(year, "2022")
    assert [(key, one.value) for key, one in read.figures.items()] == [
        (("ghg.total", "2022"), Decimal("5739723.7")),
        (("water.use", "2022"), None),
    ]
    told = compare(read, MADE)
    assert not told
    assert {"texts", "findings", "printed", "unit"} < set(told.not_compared)


# --- bad input -----------------------------------------------------------------------------------


def test_nothing_there(tmp_path):
    assert "there is no 'x.zip'" in problem(read_edition, tmp_path / "x.zip", "x.zip")
    assert "the folder holds no figures.json" in problem(read_edition, tmp_path, "folder")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is not what reportgen has written"),
        (b"[]", "its schema is not 1"),
        (b'{"schema": 2, "figures": []}', "its schema is not 1"),
        (b"\xff\xfe", "is not what reportgen has written"),
        (b'{"schema": 1, "figures": [{"metric": "a.b"}]}', "figures.0.period"),
        (b'{"schema": 1, "figures": [{"metric": "a.b", "period": "2022", "status": "x", "value": "ten"}]}', "value"),
        (b'{"schema": 1, "figures": [{"metric": "a.b", "period": "2022", "status": "x", "value": "NaN"}]}', "value"),
        (b"[" * 200_000, "is not what reportgen has written"),
    ],
)
def test_a_record_that_is_not_what_was_written(tmp_path, content, what):
    folder = written(tmp_path, files_of(MADE) | {"figures.json": content})
    told = problem(read_edition, folder, "a")
    assert what in told
    assert "a/figures.json" in told


@pytest.mark.parametrize("name", ["../figures.json", "/etc/passwd", "records/../../x", "..\\x", "C:/x", "a/.."])
def test_a_zip_whose_paths_escape(tmp_path, name):
    (tmp_path / "p.zip").write_bytes(zip_of({"records/figures.json": files_of(MADE)["figures.json"], name: b"x"}))
    told = problem(read_edition, tmp_path / "p.zip", "p.zip")
    assert "a file whose name leads outside it" in told
    assert not list(tmp_path.parent.glob("x"))


def test_a_zip_that_is_a_bomb(tmp_path):
    (tmp_path / "p.zip").write_bytes(zip_of({"records/figures.json": b" " * 50_000_000}))
    assert "records/figures.json unpacks from" in problem(read_edition, tmp_path / "p.zip", "p.zip")


def test_a_zip_that_says_it_is_smaller_than_it_is():
    data = bytearray(zip_of({"a": b"x" * 5000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = Archive(bytes(data), "p.zip", Limits(part=100))
    assert "a is damaged" in problem(archive.read, "a") or "larger" in problem(archive.read, "a")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no zip"),
        (b"PK\x03\x04 cut", "no zip, is damaged or was cut short"),
        (zip_of({"a.txt": b"hello"}), "is no review pack"),
        (zip_of({"a.txt": b"hello", "A.txt": b"hello"}), "two files of the same name"),
    ],
)
def test_other_zips(tmp_path, data, what):
    (tmp_path / "p.zip").write_bytes(data)
    assert what in problem(read_edition, tmp_path / "p.zip", "p.zip")


def test_a_link_in_a_zip():
    link = zipfile.ZipInfo("records/figures.json")
    link.external_attr = 0o120777 << 16
    assert "holds a link" in problem(Archive, zip_of({link: b"/etc/passwd"}), "p.zip")


def test_limits():
    assert "at most 3 are read" in problem(Archive, zip_of(dict.fromkeys("abcd", b"x")), "p", Limits(files=3))
    assert "unpacks to more than" in problem(Archive, zip_of({"a": b"xxxx"}), "p", Limits(unpacked=3))
    assert "at most 3 are read" in problem(Archive, b"xxxx", "p", Limits(file=3))
    assert "at most 3 are read" in problem(Archive(zip_of({"a": b"xxxx"}), "p", Limits(part=3)).read, "a")
