"""Marks and notes of a data book: which mark stands where, and which note has it."""

import re
import unicodedata
from collections.abc import Iterator

_RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_DIGITS = str.maketrans(_RAISED, "1234567890")
_SIGNS = "*＊†‡§#＃^"
_ANYWHERE = re.compile(
    rf"(?P<raised>[{_RAISED}]+(?:[,，、][{_RAISED}]+)*)"
    rf"|(?P<sign>(?<=\S)[{re.escape(_SIGNS)}]+(?=\s|$|[)）/]))|(?P<ring>[①-⑳])"
    r"|\s*[(（\[]\s*(?:註|附註|注|附注|notes?)\s*(?P<named>\d{1,2}|[a-z])\s*[)）\]]",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?:(?<!\d)10|(?<![a-z])(?:n|k|c|d|m)?m|(?<![a-z])(?:ft|in|s))$", re.IGNORECASE)
"""What a raised digit behind it is a power of: ``m³``, ``10⁶``."""
_LAST = re.compile(r"(?<=[^\s\d.])\s*[(（\[]\s*(?P<end>\d{1,2}|[a-z])\s*[)）\]]\s*$")
_GLUED = re.compile(r"(?<=[a-z\u4e00-\u9fff)）])(?P<glued>\d{1,2})$")
_CERTAIN_NOTE = re.compile(
    rf"^(?:(?P<sign>[{re.escape(_SIGNS)}†‡]+)\s*(?=\S)|(?P<raised>[{_RAISED}]+)\s*|(?P<ring>[①-⑳])\s*"
    r"|(?:註|附註|注|附注|備註|note)\s*[(（\[]?(?P<named>\d{1,2}|[a-z])[)）\]]?\s*[.:：、)）\s]\s*)(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_NOTE = re.compile(
    r"^[(（\[]?(?P<number>\d{1,2}|[a-z])(?:[)）\]]|[.:：、](?!\d))\s*(?P<text>\S.+)$|^(?P<bare>\d{1,2})\s+(?P<said>\D.+)$",
    re.DOTALL,
)
_RESTATES = re.compile(
    r"restat|re-stat|revis|correct(?:ed|ion)|recalculat|重列|重述|重新列|重新計算|重算|修訂|修订|更正|經調整|adjusted",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"(?:not|never|no|without)\W+(?:\w+\W+){0,2}(?:restat|revis|recalculat|adjust)\w*"
    r"|(?:未|沒有|没有|無須|不予|不作|並無)[^。；,，]{0,4}(?:重列|重述|重算|重新計算|修訂|調整)",
    re.IGNORECASE,
)


def marks_in(label: str) -> tuple[str, tuple[str, ...]]:
    """A label without the marks in it, and the marks: ``用水量¹ Water¹`` has the mark 1, ``Water (m³)`` none."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        if match.groupdict().get("raised") and _POWER.search(match.string[: match.start()]):
            return match[0]
        text = next(group for group in match.groupdict().values() if group)
        found.extend(_plain(part) for part in re.split(r"[,，、]", text))
        return ""

    rest = _LAST.sub(take, _ANYWHERE.sub(take, label).strip())
    return " ".join(rest.split()), tuple(dict.fromkeys(found))


def glued_to(label: str) -> tuple[str, str]:
    """A label and the digits right behind its last letter, which may be a note's number: ``Waste2``."""
    found = _GLUED.search(label)
    return (label[: found.start()], found["glued"]) if found else (label, "")


def listed(text: str) -> tuple[str, ...]:
    """The marks in a cell of a column for notes, as ``1, 2`` or ``(a)``; none in a sentence."""
    parts = re.split(r"[,，、;；\s]+", text.strip())
    plain = [_plain(part.strip("()（）[]")) for part in parts if part]
    fits = all(re.fullmatch(rf"\d{{1,2}}|[a-z]|[{re.escape(_SIGNS)}]+", part) for part in plain)
    return tuple(dict.fromkeys(plain)) if fits else ()


def note_in(text: str, *, numbered: bool) -> tuple[str, str] | None:
    """Mark and words of a note.

    Args:
        text: of the cell.
        numbered: whether a plain number before the words is enough, as it is under the title "Notes".
    """
    plain = text.strip()
    if found := _CERTAIN_NOTE.match(plain):
        mark = found["sign"] or found["raised"] or found["ring"] or found["named"]
        return _plain(mark), found["text"].strip()
    if numbered and (found := _NUMBERED_NOTE.match(plain)):
        return found["number"] or found["bare"], (found["text"] or found["said"]).strip()
    return None


def restates(text: str) -> bool:
    """Whether words tell of a restatement, and don't deny one."""
    return any(_RESTATES.search(part) for part in _clauses(_DENIES.sub(" ", text)))


def _clauses(text: str) -> Iterator[str]:
    yield from re.split(r"[。；;.]", text)


def _plain(mark: str) -> str:
    """A mark as compared: raised, ringed and wide ones like plain ones."""
    return unicodedata.normalize("NFKC", mark.strip().translate(_DIGITS)).casefold()
