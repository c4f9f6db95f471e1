"""What a sentence claims about the movement of its figures: rose from X to Y, 由X降至Y, fell by Z, rose to Y.

Only wordings whose grammar leaves no doubt which figures are meant are taken for claims.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.prose.lexicon import Lexicon
from reportgen.checks.prose.passages import Spot
from reportgen.checks.prose.reading import Prose
from reportgen.checks.prose.sentences import Sentence, clauses
from reportgen.model.figure import Figure
from reportgen.model.manuscript import Binding
from reportgen.model.period import Period, PeriodKind
from reportgen.model.words import is_chinese

RISE, FALL = "rise", "fall"


@dataclass(frozen=True, slots=True)
class Claim:
    """A direction that a sentence claims, and what the figures say.

    Attributes:
        word: the direction word as typed.
        direction: ``rise`` or ``fall``, as claimed.
        now, before: the values that it is about; ``now - before`` is the movement.
        binding: the figure that it is about.
        sure: whether the grammar names both values; else the comparative is looked up.
    """

    word: str
    direction: str
    now: Decimal
    before: Decimal
    binding: Binding
    sure: bool

    @property
    def holds(self) -> bool:
        """Whether the figures moved as claimed."""
        return self.now > self.before if self.direction == RISE else self.now < self.before


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    direction: str
    start: int
    end: int


_FROM = {"en": re.compile(r"\bfrom\b[^.;,]{0,24}$"), "zh": re.compile(r"[由從][^，。；]{0,16}$")}
_TO = {
    "en": re.compile(r"^[^.;]{0,40}?\bto\b(?: about| over| nearly| around)?[ \u00a0]?$"),
    "zh": re.compile(r"^[^。；]{0,20}?(?:至|到)(?:約|超過|近|逾)?$"),
}
_RIGHT_BEFORE = {
    "en": re.compile(r"^(?: \w+ly| further| again)?(?: by)?(?: about| over| nearly| around| some| almost)?[ \u00a0]$"),
    "zh": re.compile(r"^(?:了|約|近|逾|超過|達){0,2}$"),
}
_TO_BEFORE = {
    "en": re.compile(r"^(?: \w+ly| further| again| back)? to(?: about| over| nearly| around| some| almost)?[ \u00a0]$"),
    "zh": re.compile(r"^(?:至|到)?(?:約|近|逾|超過)?$"),
}
_BEHIND = {
    "en": re.compile(
        r"^[ \u00a0](?:(?P<rise>more|higher|increase|rise|growth)"
        r"|(?P<fall>less|fewer|lower|decrease|fall|reduction|decline))\b"
    ),
    "zh": re.compile(r"^的?(?:(?P<rise>升幅|增幅|增長)|(?P<fall>降幅|減幅|跌幅))"),
}
_THAN_EN = re.compile(r"\b(?:from|than|against|compared with|compared to|on)\b[^.;]{0,16}$")
_THAN_ZH = re.compile(r"^[較比][^，。；]{0,12}$")
_ALSO = {
    "en": re.compile(r"(?:which |and )?(?:also|again|likewise)\s$"),
    "zh": re.compile(r"[亦也](?:同樣|告|見|有所|略有|略為|輕微)*$"),
}


def claims(read: Prose, sentence: Sentence) -> Iterator[Claim]:
    """The claims of a sentence about its figures."""
    words = read.lexicon(sentence.passage)
    if words is None or not sentence.bound:
        return
    parts = clauses(sentence)
    for clause in parts:
        yield from _claims_of(read, clause, words)
    for first, second in pairwise(parts):
        yield from _of_two(read, first, second, words)


def _of_two(read: Prose, first: Sentence, second: Sentence, words: Lexicon) -> Iterator[Claim]:
    """What the second of two clauses says of the figure at the end of the first: a fall from Y, 較Y減少, also fell."""
    passage, key = first.passage, "zh" if is_chinese(first.passage.language) else "en"
    one, two = _bound_in(read, first), _bound_in(read, second)
    if not one or len(two) > 1 or words.pattern(words.directions.denied).search(second.typed):
        return
    now = one[-1][1]
    told = tuple(_directions(second, words))
    if now.value is None or now.kind != "figure" or not told or _is_goal(now):
        return
    if two:
        spot, before = two[0]
        word = _against(second, told, spot, key)
        if word is None or before.value is None or (before.metric, before.kind) != (now.metric, "figure"):
            return
        years = read.year_of(now.period), read.year_of(before.period)
        if None not in years and years[0] > years[1]:  # type: ignore[operator]
            yield Claim(word.text, word.direction, now.value, before.value, now, True)
        return
    ahead = passage.typed[second.start : told[0].start]
    figure = previous(read, now)
    if len(told) == 1 and _ALSO[key].match(ahead) and figure is not None and figure.value is not None:
        yield Claim(told[0].text, told[0].direction, now.value, figure.value, now, False)


def _bound_in(read: Prose, clause: Sentence) -> list[tuple[Spot, Binding]]:
    return [(spot, b) for spot in clause.bound if (b := read.binding(clause.passage, spot)) is not None]


def _against(clause: Sentence, told: tuple[_Word, ...], spot: Spot, key: str) -> _Word | None:
    """The direction that a clause tells against the one figure in it."""
    typed = clause.passage.typed
    if key == "zh":
        behind = next((word for word in told if word.start >= spot.end), None)
        against = _THAN_ZH.search(typed[clause.start : spot.start])
        return behind if behind is not None and against and behind.start - spot.end <= 8 else None
    ahead = [word for word in told if word.end <= spot.start]
    return ahead[-1] if ahead and _THAN_EN.search(typed[ahead[-1].start : spot.start]) else None


def _claims_of(read: Prose, clause: Sentence, words: Lexicon) -> Iterator[Claim]:
    told = tuple(_directions(clause, words))
    if not clause.bound:
        return
    key = "zh" if is_chinese(clause.passage.language) else "en"
    taken: set[int] = set()
    bound = [(spot, b) for spot in clause.bound if (b := read.binding(clause.passage, spot)) is not None]
    for (first, one), (second, two) in pairwise(bound):
        word = _from_to(clause, told, first, second, key)
        if word is not None and one.value is not None and two.value is not None and _comparable(read, one, two):
            taken |= {first.start, second.start}
            yield Claim(word.text, word.direction, two.value, one.value, two, True)
    for spot, binding in bound:
        if spot.start in taken or binding.value is None or _is_goal(binding):
            continue
        word = _beside(clause, told, spot, key, delta=binding.kind == "delta")
        if word is None:
            continue
        if binding.kind == "delta":
            if not words.pattern((*words.directions.rise, *words.directions.fall)).search(binding.text):
                yield Claim(word.text, word.direction, binding.value, Decimal(0), binding, True)
        elif (before := previous(read, binding)) is not None and before.value is not None:
            yield Claim(word.text, word.direction, binding.value, before.value, binding, False)
            taken.add(spot.start)
    if not taken:
        yield from _alone(read, clause, told, tuple(binding for _, binding in bound))


def _alone(read: Prose, clause: Sentence, told: tuple[_Word, ...], bound: tuple[Binding, ...]) -> Iterator[Claim]:
    """The one direction of a clause that tells one figure, whose year before is known."""
    if len({word.direction for word in told}) != 1 or len(bound) != 1 or bound[0].kind != "figure":
        return
    binding = bound[0]
    before = previous(read, binding)
    if before is not None and before.value is not None and binding.value is not None and before.value != binding.value:
        yield Claim(told[0].text, told[0].direction, binding.value, before.value, binding, False)


def _directions(clause: Sentence, words: Lexicon) -> Iterator[_Word]:
    typed = clause.typed
    if words.pattern(words.directions.denied).search(typed):
        return
    for direction, own in ((RISE, words.directions.rise), (FALL, words.directions.fall)):
        for match in words.pattern(own).finditer(typed):
            if not typed[: match.start()].endswith(" to "):
                start = clause.start + match.start()
                yield _Word(match[0], direction, start, start + len(match[0]))


def _from_to(clause: Sentence, told: tuple[_Word, ...], first: Spot, second: Spot, key: str) -> _Word | None:
    typed = clause.passage.typed
    between, before = typed[first.end : second.start], typed[clause.start : first.start]
    if not _TO[key].search(between) or not _FROM[key].search(before):
        return None
    if key == "zh":
        inside = [word for word in told if first.end <= word.start and word.end <= second.start]
        return inside[-1] if inside else None
    ahead = [word for word in told if word.end <= first.start and first.start - word.end <= 40]
    return ahead[-1] if ahead else None


def _beside(clause: Sentence, told: tuple[_Word, ...], spot: Spot, key: str, *, delta: bool) -> _Word | None:
    """The direction word that governs a figure standing right behind it, or right before it."""
    typed = clause.passage.typed
    ahead = [word for word in told if word.end <= spot.start]
    if ahead:
        between = typed[ahead[-1].end : spot.start]
        if (_RIGHT_BEFORE if delta else _TO_BEFORE)[key].search(between) and (
            delta or key == "en" or ahead[-1].text.endswith(("至", "到")) or between.startswith(("至", "到"))
        ):
            return ahead[-1]
    if delta and (match := _BEHIND[key].search(typed[spot.end : clause.end])):
        direction = RISE if match["rise"] else FALL
        return _Word(match[0].strip(), direction, spot.end, spot.end + len(match[0]))
    return None


def _comparable(read: Prose, one: Binding, two: Binding) -> bool:
    """Whether two figures can be the two ends of one movement: same unit and both are figures."""
    if "delta" in (one.kind, two.kind) or _is_goal(one) or _is_goal(two):
        return False
    if one.metric == two.metric:
        return True
    a, b = read.metric(one), read.metric(two)
    return a is not None and b is not None and a.unit == b.unit


def _is_goal(binding: Binding) -> bool:
    try:
        return Period(binding.period).kind is PeriodKind.TARGET
    except ValueError:
        return False


def previous(read: Prose, binding: Binding) -> Figure | None:
    """The figure of the same metric one year before the one that is printed."""
    year = read.year_of(binding.period)
    if year is None:
        return None
    return next((f for f in read.figures.get(binding.metric, ()) if read.year_of(f.period.id) == year - 1), None)
