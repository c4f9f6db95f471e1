"""The notes and threaded comments of a workbook, read from its parts.

Excel keeps a thread in a part of its own, with its people in another, and beside it a note that tells older programs of
it. A program that knows no threads keeps that note alone, so its words are taken from there where the thread is gone.

Source:
    [MS-XLSX] 2.1.45 and 2.4.85, Threaded Comments; ECMA-376 Part 1, 18.7, Comments.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree

from reportgen.pack.archive import Archive

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEARN_MORE = "go.microsoft.com/fwlink"
"""Stands in every note by which Excel tells older programs of a thread, in all languages."""
_SAID = re.compile(
    r"(?:^|\n)\s*(?:Comment|Reply|註解|註釋|注释|批注|評論|评论|回覆|答覆|回复|答复)\s*[:：]\s*\n?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A note, or one comment of a thread: where it hangs, its words, who wrote it when; ``closed`` if resolved."""

    cell: str
    text: str
    by: str
    on: date | None = None
    closed: bool = False


def comments_of(archive: Archive) -> Mapping[str, tuple[Said, ...]]:
    """All comments by the sheet's name, in the order of their cells' parts."""
    people = _people(archive)
    return {name: tuple(_of_sheet(archive, part, people)) for name, part in _sheets(archive)}


def parse(content: bytes) -> Any:
    """A part's root element; entities are never followed, and nothing is fetched."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    book = "xl/workbook.xml"
    targets = {id: target for id, _, target in _related(archive, book)}
    for sheet in parse(archive.read(book)).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_OFFICE}id", ""), "")
        if target in archive:
            yield sheet.get("name", ""), target


def _related(archive: Archive, part: str) -> Iterator[tuple[str, str, str]]:
    """The relationships of a part: id, the last word of the type, and the part that it leads to."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return
    for one in parse(archive.read(relations)):
        if isinstance(one.tag, str) and one.get("TargetMode") != "External" and one.get("Target"):
            target = one.get("Target")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2].lower(), place


def _people(archive: Archive) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name in archive.names:
        if re.fullmatch(r"xl/persons?/[^/]+\.xml", name):
            for person in parse(archive.read(name)):
                if isinstance(person.tag, str):
                    found[person.get("id", "").upper()] = person.get("displayName", "")
    return found


def _of_sheet(archive: Archive, part: str, people: Mapping[str, str]) -> Iterator[Said]:
    related = [(kind, target) for _, kind, target in _related(archive, part) if target in archive]
    threads = [
        said for kind, target in related if kind == "threadedcomment" for said in _thread(archive, target, people)
    ]
    threaded = {said.cell for said in threads}
    yield from threads
    for kind, target in related:
        if kind == "comments":
            yield from (said for said in _notes(archive, target) if said.cell not in threaded)


def _thread(archive: Archive, part: str, people: Mapping[str, str]) -> Iterator[Said]:
    rows = [one for one in parse(archive.read(part)) if isinstance(one.tag, str)]
    done = {one.get("id") for one in rows if one.get("done") in ("1", "true")}
    for one in rows:
        text = "".join(child.text or "" for child in one if isinstance(child.tag, str) and child.tag.endswith("}text"))
        closed = bool({one.get("id"), one.get("parentId")} & done)
        by = people.get((one.get("personId") or "").upper(), "")
        if text.strip():
            yield Said(one.get("ref", "A1"), text.strip(), by.strip(), _day(one.get("dT")), closed)


def _notes(archive: Archive, part: str) -> Iterator[Said]:
    root = parse(archive.read(part))
    authors = [author.text or "" for author in root.iter(f"{_MAIN}author")]
    for note in root.iter(f"{_MAIN}comment"):
        text = "".join(piece.text or "" for piece in note.iter(f"{_MAIN}t")).replace("\r\n", "\n").strip()
        number = note.get("authorId", "")
        by = authors[int(number)].strip() if number.isdecimal() and int(number) < len(authors) else ""
        if by.lower().startswith("tc={") or _is_stand_in(text):
            yield from (Said(note.get("ref", "A1"), said, "") for said in _behind(text))
        elif text:
            yield Said(note.get("ref", "A1"), _without_author(text, by), by)


def _is_stand_in(text: str) -> bool:
    return text.startswith("[") and _LEARN_MORE in text and bool(_SAID.search(text))


def _behind(text: str) -> list[str]:
    """What a thread said, from the note that stands in for it."""
    pieces = [piece.strip() for piece in _SAID.split(text)[1:]]
    return [piece for piece in pieces if piece]


def _without_author(text: str, by: str) -> str:
    """A note without the line by which Excel begins it: the author's name."""
    head, _, rest = text.partition("\n")
    return rest.strip() if by and head.rstrip(":： ") == by and rest.strip() else text


def _day(text: str | None) -> date | None:
    try:
        return datetime.fromisoformat((text or "")[:19]).date()
    except ValueError:
        return None
