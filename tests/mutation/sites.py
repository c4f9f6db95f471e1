"""Where in the files something stands: prose lines, their sentences and calls, and tables of the TOML files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.mutation.fault import Site

if TYPE_CHECKING:
    from tests.mutation.world import World

ZH, EN = "zh-hant", "en"
OTHER = {ZH: EN, EN: ZH}

CALL = re.compile(r"\{\{.*?\}\}")
_OPAQUE = re.compile(r"\{\{.*?\}\}|\^\[.*?\](?!\()|\[[^\]]*\]\([^)]*\)")
_END_EN = re.compile(r"[.!?][”’\"]?(?:\*\*)?(?=\s|$|\x00)")
_END_ZH = re.compile(r"[。！？][」』”]?(?:\*\*)?")
_LEAD = re.compile(r"\s*(?:- |\d+\. )?")
_NOT_PROSE = re.compile(r"\s*(#|:::|\||\{\{ ?(stat|table|chart|index_table|assured_list)\(|\[\^)")


@dataclass(frozen=True)
class Line:
    """A line of prose in a chapter: a paragraph or the item of a list."""

    path: str
    language: str
    section: str
    number: int
    text: str

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.number + 1}"

    @property
    def masked(self) -> str:
        """The text with calls, footnotes and links blanked, every character where it was."""
        return _OPAQUE.sub(lambda m: "\x00" * len(m[0]), self.text)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence."""
        first = _LEAD.match(self.text)
        assert first is not None
        begin = first.end()
        pattern = _END_ZH if self.language == ZH else _END_EN
        ends = [m.end() for m in pattern.finditer(self.masked, begin)]
        spans = [(a, b) for a, b in pairwise([begin, *ends]) if self.masked[a:b].strip("\x00 *")]
        return tuple((a + len(self.text[a:b]) - len(self.text[a:b].lstrip()), b) for a, b in spans)


def sections(world: "World") -> tuple[str, ...]:
    """Ids of the outline's sections."""
    return tuple(s.id for s in world.project.outline.sections)


def prose(world: "World", language: str, section: str | None = None) -> Iterator[Line]:
    """The lines of prose of a language, in the outline's order."""
    for id in sections(world) if section is None else (section,):
        path = world.chapter(language, id)
        for number, text in enumerate(world.texts[path].split("\n")):
            if text.strip() and not _NOT_PROSE.match(text):
                yield Line(path, language, id, number, text)


def both(world: "World") -> Iterator[tuple[Line, Line]]:
    """Each line of prose with the one of the other language: the chapters say the same line by line."""
    for id in sections(world):
        english = {line.number: line for line in prose(world, EN, id)}
        for line in prose(world, ZH, id):
            if line.number in english:
                yield line, english[line.number]


def calls(line: Line, name: str = "") -> Iterator[re.Match[str]]:
    """The calls of a name in a line."""
    for match in CALL.finditer(line.text):
        if not name or re.match(r"\{\{ ?" + name + r"\(", match[0]):
            yield match


def metric_of(call: str) -> str:
    """The metric that a call names first."""
    found = re.search(r'\("([a-z0-9_.]+)"', call)
    return found[1] if found else ""


def new_line(world: "World", line: Line, text: str | None) -> tuple[str, str]:
    """The chapter with one line in other words, or without it (and the empty line after it)."""
    lines = world.texts[line.path].split("\n")
    if text is None:
        del lines[line.number : line.number + (2 if lines[line.number + 1 : line.number + 2] == [""] else 1)]
    else:
        lines[line.number] = text
    return line.path, "\n".join(lines)


def instead(line: Line, start: int, end: int, text: str) -> str:
    """The line with another piece."""
    return line.text[:start] + text + line.text[end:]


def reword(world: "World", line: Line, start: int, end: int, text: str) -> Site:
    """A site: one piece of one line."""
    old = line.text[start:end]
    told = f"{old[:60]!r} → {text[:60]!r}" if old.strip() else f"+ {text[:80]!r}"
    return Site(f"{line.where}: {told}", (new_line(world, line, instead(line, start, end, text)),))


def reword_both(world: "World", changes: tuple[tuple[Line, int, int, str], ...]) -> Site:
    """A site: the same in both languages."""
    files = tuple(new_line(world, line, instead(line, start, end, text)) for line, start, end, text in changes)
    line, start, end, text = changes[-1]
    return Site(f"{line.where} and {OTHER[line.language]}: {line.text[start:end][:60]!r} → {text[:80]!r}", files)


def words(line: Line, pattern: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands in the typed words of a line."""
    return re.finditer(pattern, line.masked)


# --- TOML ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One ``[[head]]`` of a TOML file: its text and where that stands."""

    path: str
    start: int
    text: str

    @property
    def id(self) -> str:
        """Its id, or its code."""
        found = re.search(r'^(?:id|code) = "([^"]+)"', self.text, re.M)
        return found[1] if found else ""

    @property
    def where(self) -> str:
        """The file and what is changed in it."""
        return f"{self.path} [{self.id}]"


def entries(world: "World", path: str, head: str) -> tuple[Entry, ...]:
    """The ``[[head]]`` entries of a file, each with what belongs to it up to the next entry."""
    text = world.texts[path]
    starts = [m.start() for m in re.finditer(rf"^\[\[{re.escape(head)}\]\]$", text, re.M)]
    return tuple(Entry(path, a, text[a:b]) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))


def metric_entries(world: "World") -> Iterator[Entry]:
    """The entries of all metrics."""
    for path in world.texts:
        if path.startswith("data/metrics/"):
            yield from entries(world, path, "metric")


def rewrite(world: "World", told: str, *changes: tuple[Entry, str]) -> Site:
    """A site: entries of TOML files in other words."""
    texts: dict[str, str] = {}
    for entry, text in sorted(changes, key=lambda change: -change[0].start):
        old = texts.get(entry.path, world.texts[entry.path])
        texts[entry.path] = old[: entry.start] + text + old[entry.start + len(entry.text) :]
    return Site(f"{changes[0][0].where}: {told}", tuple(texts.items()))
