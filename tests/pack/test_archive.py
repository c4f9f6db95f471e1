"""The archive of a pack: the same bytes for the same content, and nothing that leads out of it."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.problem import BrokenProjectError
from reportgen.pack.archive import is_inside, unzipped, zipped

DATED = datetime(2023, 3, 1, 12, 30, 6, tzinfo=UTC)
NAMES = st.lists(st.text("abcXYZ數.-", min_size=1, max_size=8), min_size=1, max_size=3).map("/".join).filter(is_inside)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_what_is_zipped_comes_out_again_and_in_the_same_bytes(tmp_path_factory, files):
    if len({name.casefold() for name in files}) < len(files):
        return
    content = zipped(files, DATED)
    assert content == zipped(dict(reversed(files.items())), DATED)
    path = tmp_path_factory.mktemp("zip") / "pack.zip"
    path.write_bytes(content)
    assert unzipped(path) == files


def test_a_file_is_dated_by_the_pack_and_a_packed_one_is_not_packed_again(tmp_path):
    with zipfile.ZipFile(io.BytesIO(zipped({"a.pdf": b"0" * 999, "b.json": b"0" * 999}, DATED))) as archive:
        pdf, record = archive.infolist()
    assert pdf.date_time == (2023, 3, 1, 12, 30, 6)
    assert pdf.compress_size == 999
    assert record.compress_size < 99


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "a\\b", "C:/a", "", "\\\\host\\a", "a\0b", "..", "C:a"])
def test_a_name_that_leads_out_is_no_name(name):
    assert not is_inside(name)


def written(tmp_path, *members):
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("../../etc/cron", b"x")], "name leads outside it: '../../etc/cron'"),
        ([("a", b"x"), ("A", b"y")], "two files of the same name"),
        ([("big.txt", b"0" * 30_000_000)], "big.txt unpacks from"),
    ],
)
def test_a_hostile_zip_is_refused(tmp_path, members, said):
    with pytest.raises(BrokenProjectError) as refused:
        unzipped(written(tmp_path, *members))
    assert said in str(refused.value.problems[0])


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 torn"])
def test_what_is_no_zip_is_told(tmp_path, content):
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    with pytest.raises(BrokenProjectError, match=r"no zip|cut short"):
        unzipped(path)


@given(st.data())
def test_a_torn_or_changed_zip_is_never_a_traceback(tmp_path_factory, data):
    content = bytearray(zipped({"a.txt": b"some words " * 20, "b.json": b"{}"}, DATED))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path_factory.mktemp("zip") / "pack.zip"
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    try:
        unzipped(path)
    except BrokenProjectError as error:
        assert error.problems[0].fix
