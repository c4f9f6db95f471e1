"""The manifest of a pack and its signature."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.problem import BrokenProjectError
from reportgen.model.review import PackIdentity
from reportgen.pack.manifest import MANIFEST, compared, manifest, read_manifest
from reportgen.pack.signing import Seal, judged, new_key, signature

IDENTITY = PackIdentity("0a1b2c3d4e5f", "ffff", 2, datetime(2023, 3, 1, tzinfo=UTC), "i", "h", "reportgen 9", "1234")
FILES = {"lead.xlsx": b"workbook", "report/en/report.pdf": b"pdf", "records/figures.json": b"{}"}
OURS, OURS_PUBLIC = new_key()
THEIRS, THEIRS_PUBLIC = new_key()


def sealed():
    return {**FILES, MANIFEST: manifest(FILES, IDENTITY, {"fiscal_year": 2022})}


def test_a_manifest_tells_the_pack_and_every_file():
    record = read_manifest(sealed(), "pack.zip")
    assert (record["pack"], record["number"], record["previous"], record["fiscal_year"]) == (
        "0a1b2c3d4e5f", 2, "1234", 2022,
    )  # fmt: skip
    assert [one["path"] for one in record["files"]] == sorted(FILES)
    assert record["files"][0]["bytes"] == len(b"workbook")
    assert compared(sealed(), record).whole


@given(st.data())
def test_any_changed_byte_is_named(data):
    files = sealed()
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = bytearray(files[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    found = compared({**files, name: bytes(content)}, read_manifest(files, "pack.zip"))
    assert found.changed == (name,)
    assert not found.whole


def test_a_file_that_is_missing_or_was_added_is_named():
    files = sealed()
    record = read_manifest(files, "pack.zip")
    del files["lead.xlsx"]
    found = compared({**files, "virus.exe": b""}, record)
    assert (found.missing, found.added, found.changed) == (("lead.xlsx",), ("virus.exe",), ())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"schema": 2}',
        b"[" * 100_000,
        b'{"schema":1,"pack":"x","files":[{"path":"../a","sha256":""}]}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_told(content):
    with pytest.raises(BrokenProjectError, match="manifest cannot be read"):
        read_manifest({MANIFEST: content}, "pack.zip")
    with pytest.raises(BrokenProjectError, match="no pack"):
        read_manifest({}, "pack.zip")


def test_a_signature_tells_who_signed():
    text = sealed()[MANIFEST]
    told = signature(text, OURS, "key")
    assert told == signature(text, OURS, "key")
    assert judged(text, told, OURS_PUBLIC, "key.pub")[0] is Seal.GOOD
    assert judged(text, told, THEIRS_PUBLIC, "key.pub")[0] is Seal.OTHER
    assert judged(text, told, None, "")[0] is Seal.UNKNOWN
    assert judged(text, None, None, "")[0] is Seal.NONE
    assert judged(text, None, OURS_PUBLIC, "key.pub")[0] is Seal.MISSING
    assert judged(text + b" ", told, OURS_PUBLIC, "key.pub")[0] is Seal.BROKEN


@pytest.mark.parametrize("key", ["public_key", "signature"])
def test_a_signature_with_a_changed_key_or_word_is_broken(key):
    text = sealed()[MANIFEST]
    record = json.loads(signature(text, OURS, "key"))
    record[key] = json.loads(signature(b"another", THEIRS, "key"))[key]
    assert judged(text, json.dumps(record).encode(), None, "")[0] is Seal.BROKEN


@pytest.mark.parametrize("content", [b"", b"no json", b"{}", b'{"public_key": "x", "signature": 1}'])
def test_a_file_that_is_no_signature_is_broken(content):
    assert judged(b"m", content, None, "")[0] is Seal.BROKEN


@pytest.mark.parametrize("key", [b"", b"no key", OURS_PUBLIC])
def test_a_file_that_is_no_private_key_is_told_by_name(key):
    with pytest.raises(BrokenProjectError, match=r"no private Ed25519 key.*"):
        signature(b"m", key, "house.key")


def test_a_private_key_is_not_taken_for_a_public_one():
    with pytest.raises(BrokenProjectError, match="no public Ed25519 key"):
        judged(b"m", None, OURS, "house.key")
