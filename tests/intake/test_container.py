"""Files that are not what they should be, or that are out to do harm."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.intake import read_submission, read_workbook
from reportgen.intake.container import Limits
from reportgen.model.problem import InputRefusedError
from tests.intake.hand_in import a_project, hand_in

SHEET = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return hand_in(tmp_path_factory.mktemp("good") / "good.xlsx").read_bytes()


def refusal(tmp_path, data):
    path = tmp_path / "in.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputRefusedError) as error:
        read_submission(path, a_project(tmp_path))
    assert len(error.value.problems) == 1
    problem = error.value.problems[0]
    assert str(problem.where) == "in.xlsx"
    assert problem.fix
    return problem.what


def rebuilt(data, change=None, extra=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(part.filename, content) if change else content)
        for name, content in extra:
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(old, new):
    return lambda name, content: content.replace(old, new, 1) if name == SHEET else content


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda _: b"", "is empty"),
        (lambda _: b"metric,value\nenergy.total,1\n", "not an Excel workbook"),
        (lambda d: d[: len(d) // 2], "damaged or was cut short"),
        (lambda d: d[:-30], "damaged or was cut short"),
        (lambda _: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "is encrypted"),
        (lambda _: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old Excel format (.xls)"),
        (lambda d: rebuilt(d, extra=[("xl/vbaProject.bin", b"macro")]), "holds macros"),
        (lambda d: rebuilt(d, extra=[("xl/externalLinks/externalLink1.xml", b"<x/>")]), "linked to other workbooks"),
        (lambda d: rebuilt(d, extra=[("xl/connections.xml", b"<x/>")]), "fetches data from outside"),
        (lambda d: rebuilt(d, extra=[("XL/Workbook.xml", b"<x/>")]), "two parts of the same name"),
        (lambda d: rebuilt(d, extra=[("../../evil.xml", b"<x/>")]), "leads outside"),
        (lambda d: rebuilt(d, extra=[("xl/media/big.png", b"\0" * 30_000_000)]), "unpacks from"),
        (
            lambda d: rebuilt(d, in_sheet(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>')),
            "declares XML entities",
        ),
        (lambda d: rebuilt(d, lambda n, c: c.decode().encode("utf-16") if n == SHEET else c), "not written in UTF-8"),
        (lambda d: rebuilt(d, in_sheet(b"UTF-8", b"UTF-7")), "not written in UTF-8"),
        (lambda d: rebuilt(d, in_sheet(b'r="A1"', b'r="XFD1048576"')), "reaches to XFD1048576"),
        (lambda d: rebuilt(d, in_sheet(b'r="A1"', b'r="A1048576"')), "reaches to A1048576"),
        (
            lambda d: rebuilt(d, in_sheet(b"</sheetData>", b"<row/>" * 20_001 + b"</sheetData>")),
            "more than 20,000 rows",
        ),
        (
            lambda d: rebuilt(d, in_sheet(b"</row>", b"<c><v>1</v></c>" * 300 + b"</row>")),
            "20,000 rows or 200 columns",
        ),
        (lambda d: rebuilt(d, in_sheet(b"<sheetData>", b"<sheetData><row>")), "cannot be read"),
        (lambda d: rebuilt(d, lambda n, c: b"" if n == "xl/workbook.xml" else c), "cannot be read"),
        (lambda d: rebuilt(d, lambda n, c: c.replace(b"sheet.main", b"sheet.macroEnabled.main")), "(.xlsm)"),
    ],
)
def test_a_file_that_is_unfit_is_refused_with_its_name_and_what_to_do(tmp_path, good, make, expected):
    assert expected in refusal(tmp_path, make(good))


def test_sizes_are_limited_before_anything_is_unpacked(tmp_path, good):
    path = tmp_path / "in.xlsx"
    path.write_bytes(good)
    for limits, expected in (
        (Limits(file=1000), "at most 1,000 are read"),
        (Limits(unpacked=5000), "unpacks to more than 5,000 bytes"),
        (Limits(parts=3), "at most 3 are read"),
        (Limits(rows=3), "rows"),
        (Limits(text=20), "more than 20 characters"),
    ):
        reading = read_workbook(path, a_project(tmp_path), limits)
        assert expected in reading.problems[0].what
        assert reading.datapoints == ()


def test_a_file_that_is_not_there_is_a_problem_too(tmp_path):
    with pytest.raises(InputRefusedError, match="cannot be read"):
        read_submission(tmp_path / "nowhere.xlsx", a_project(tmp_path))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_flipped_byte_is_refused_or_changes_nothing(tmp_path_factory, good, data):
    folder = tmp_path_factory.mktemp("flipped", numbered=True)
    whole = folder / "in.xlsx"
    whole.write_bytes(good)
    broken = bytearray(good)
    broken[data.draw(st.integers(0, len(good) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    expected = [(d.metric, d.period, d.value) for d in read_workbook(whole, a_project(folder)).datapoints]
    whole.write_bytes(bytes(broken))
    reading = read_workbook(whole, a_project(folder))
    assert reading.problems or [(d.metric, d.period, d.value) for d in reading.datapoints] == expected


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_sheet_however_mangled_ends_in_a_traceback(tmp_path_factory, good, data):
    folder = tmp_path_factory.mktemp("mangled", numbered=True)

    def mangle(name, content):
        if name not in (SHEET, "xl/sharedStrings.xml", "xl/styles.xml"):
            return content
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 40)))
        return (
            content[:start] + data.draw(st.sampled_from([b"", b'"', b"<c>", b"9" * 30, b"&#0;", b"-1"])) + content[end:]
        )

    (folder / "in.xlsx").write_bytes(rebuilt(good, mangle))
    reading = read_workbook(folder / "in.xlsx", a_project(folder))
    assert reading.problems or reading.datapoints
