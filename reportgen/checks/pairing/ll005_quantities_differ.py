"""A quantity stands in one language only.

Examines
    Quantities that a writer typed, in each pair of passages and in the words of data files: numbers, shares,
    percentage points, money, multiples and ordinals, in digits and in words, after their scales are undone (5.7億 is
    570 million, 三成 is 30%).

Why it matters
    A translator's slip of a digit or of 萬 against million is invisible to those who read one language.

Does not examine
    Years and dates (LL006), figures bound on both sides (LL002, LL007), one and two in words, and numbers that belong
    to a name such as ISO 14064-1 (LL009).

Options
    least_word: the smallest number in words that is compared; smaller ones are articles and pronouns as often as
    numbers.

Bad
    data/notes.toml, added
        [[note]]
        id = "factor"
        table = "kpi"
        on = ["ghg.scope2"]
        kind = "methodology"
        text.zh-hant = "可量化的部分佔三成五。"
        text.en = "What can be quantified is 30%."

Good
    data/notes.toml, added
        [[note]]
        id = "factor"
        table = "kpi"
        on = ["ghg.scope2"]
        kind = "methodology"
        text.zh-hant = "可量化的部分佔三成五。"
        text.en = "What can be quantified is 35%."

Fix
    Find out which of the two is right, and bind it.

Source
    HKEX ESG Reporting Guide, Quantitative and Consistency; ISAE 3410, paragraph 60 (presentation).
"""

import re
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Measure, Passage, Prose, Quantity, prose, quantities
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_TIME = (Measure.YEAR, Measure.MONTH, Measure.DAY)
_PLAIN = (Measure.NUMBER, Measure.ORDINAL, Measure.MULTIPLE)

Key = tuple[str, Decimal]

_HALF = re.compile(r"[過逾超]半|半數|一半|\bhalf\b|\b(?:majority|most)\b", re.IGNORECASE)
"""Whatever tells a half, or more than one, in another way: 逾半 is over half, and 過半 a majority."""


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each pair of passages with a typed quantity."""
    read = prose(dossier)
    least = int(str(options["least_word"]))
    for pair in read.all_pairs:
        one, two = (_told(read, side, least) for side in (pair.one, pair.two))
        if not one and not two:
            continue
        lacking = (_lacking(one, pair.two), _lacking(two, pair.one))
        if not any(lacking):
            yield None
            continue
        says = [
            f"{quoted(side)} says {listed([q.text for q in own]) or 'nothing of the kind'}"
            for side, own in zip((pair.one, pair.two), lacking, strict=True)
        ]
        yield CHECK.finding(
            f"{says[0]}, but {says[1]}",
            "find out which is right; bind the figure, so that both print the same",
            language=pair.two.language,
            section=pair.two.section or None,
            place=pair.two.at,
            subject=" ".join(q.text for own in lacking for q in own),
        )


def _told(read: Prose, passage: Passage, least: int) -> dict[Key, Quantity]:
    return {
        _key(q): q
        for q in read.quantities(passage)
        if q.measure not in _TIME and (q.digits or q.measure not in _PLAIN or q.value >= least)
    }


def _lacking(own: dict[Key, Quantity], other: Passage) -> list[Quantity]:
    """Those of the quantities that the other passage tells neither typed nor bound, in whatever way it is written."""
    if not own:
        return []
    known = {_key(q) for q in quantities(other.text, other.language)}
    return [
        q
        for key, q in own.items()
        if key not in known and not _as_share(q, known) and not (_is_half(q) and _HALF.search(other.text))
    ]


def _is_half(quantity: Quantity) -> bool:
    return quantity.measure is Measure.SHARE and quantity.value == 50 and not quantity.digits


def _as_share(quantity: Quantity, known: set[Key]) -> bool:
    """Whether a plain number is a share over there: 七成 is told as seven in ten."""
    return quantity.measure is Measure.MULTIPLE and ("share", quantity.value * 100) in known


def _key(quantity: Quantity) -> Key:
    kind = "plain" if quantity.measure in _PLAIN else str(quantity.measure)
    return kind + quantity.currency, quantity.value.normalize()


CHECK = Check(
    "LL005",
    "quantities-differ",
    {"zh-hant": "兩種語言所述的數量不同", "en": "A quantity stands in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
    options={"least_word": 3},
)
