"""Amounts as people type them: digits with a sign, a scale, a unit, a percent sign or a footnote's mark beside them."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from reportgen.intake.digits import meanings
from reportgen.intake.wording import vocabulary

_CLUSTER = re.compile(r"[\d０-９.．](?:[\d０-９.,．，'\u2019\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000]*[\d０-９])?")
_MINUS = "-－−–"
_MARK = re.compile(
    r"(?P<mark>[*＊†‡§#＃^¹²³⁴-⁹⁰①-⑳]+|\s*[(（\[]\s*(?:註|附註|note\s*)?\d{1,2}\s*[)）\]]|\s*(?:註|附註)\s*\d{0,2}"
    r"|\s*[\[(（][a-zA-Z][\])）])$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"^\s*(?:[%％]|per ?cent|pct)\s*|^\s*百分比\s*", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Amount:
    """What a text says.

    Attributes:
        numbers: what its digits can mean, the likeliest first, sign and scale worked in.
        scaled: whether a word of scale (億, million) was worked in.
        percent: whether a percent sign stands beside them.
        words: what else stands beside the digits: a unit, perhaps.
        unclear: a word beside them that may be a scale or a unit.
        mark: a footnote's mark.
        bracketed: whether brackets made it negative.
    """

    numbers: tuple[Decimal, ...]
    scaled: bool = False
    percent: bool = False
    words: str = ""
    unclear: str = ""
    mark: str = ""
    bracketed: bool = False


def amount_in(text: str, units: frozenset[str] = frozenset()) -> Amount | None:
    """Read an amount.

    Args:
        text: as typed.
        units: words for units, folded by ``bare``, that are looked for before words of scale (``千瓦時``).

    Returns:
        ``None`` if the text is no single amount.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    mark = ""
    if (found := _MARK.search(stripped)) and re.search(r"[\d０-９]", stripped[: found.start()]):
        mark, stripped = found["mark"].strip(), stripped[: found.start()].strip()
    cluster = _CLUSTER.search(stripped)
    if cluster is None:
        return None
    before, after = stripped[: cluster.start()], stripped[cluster.end() :]
    shut = after.lstrip()[:1] in (")", "）")
    sign, before, bracketed = _sign(before, shut=shut)
    if bracketed:
        after = after.lstrip()[1:]
    percent = bool(_PERCENT.match(after)) or before.strip() == "百分之"
    if percent:
        after, before = _PERCENT.sub("", after), before.replace("百分之", "")
    numbers = meanings(cluster[0])
    if not numbers or (before.strip() and re.search(r"[\d]", before)):
        return None
    scale, words, unclear = _scale(after, units)
    words = " ".join(part for part in (before.strip(), words) if part)
    return Amount(
        tuple(number * sign * (scale or 1) for number in numbers),
        scale is not None,
        percent,
        words,
        unclear,
        mark,
        bracketed,
    )


def bare(text: str) -> str:
    """A unit's wording as compared: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("/")


def _sign(before: str, *, shut: bool) -> tuple[int, str, bool]:
    """Sign, what is left of the words before the digits, and whether brackets told the sign."""
    stripped = before.strip()
    if shut and stripped.endswith(("(", "（")):
        return -1, stripped[:-1].strip(), True
    if stripped.endswith(tuple(_MINUS)):
        return -1, stripped[:-1].strip(), False
    if stripped and stripped[0] in _MINUS:
        return -1, stripped[1:].strip(), False
    if stripped.endswith("+"):
        return 1, stripped[:-1].strip(), False
    if stripped in ("▼", "↓"):
        return -1, "", False
    return 1, stripped, False


def _scale(after: str, units: frozenset[str]) -> tuple[Decimal | None, str, str]:
    """The scale that the words after the digits begin with, the words that follow, and a word that is unclear."""
    words, told = after.strip(), vocabulary()
    if not words or bare(words) in units:
        return None, words, ""
    for length in range(len(words), 0, -1):
        head, rest = words[:length], words[length:]
        if _cuts_a_word(head, rest):
            continue
        folded = bare(head)
        if folded in told.multipliers:
            return told.multipliers[folded], rest.strip(" .,，"), ""
        if folded in told.unclear_multipliers:
            return None, rest.strip(), head.strip()
    return None, words, ""


def _cuts_a_word(head: str, rest: str) -> bool:
    return bool(rest) and head[-1].isascii() and head[-1].isalpha() and rest[0].isascii() and rest[0].isalpha()
