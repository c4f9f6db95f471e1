"""A figure is printed more finely in one language than in the other.

Examines
    Each figure that a pair of passages prints on both sides: the printed numbers after their scales are undone.

Why it matters
    22% here and 22.2% there are two statements; which of them was assured?

Does not examine
    Figures behind a qualifier in both languages (超過10億, over 1 billion), and ordinals or numbers in words.

Bad
    templates/en/1-environment.md
        Emissions {{ delta("ghg.total", decimals=0) }}.
    templates/zh-hant/1-environment.md
        排放{{ delta("ghg.total", decimals=1) }}。

Good
    templates/en/1-environment.md
        Emissions {{ delta("ghg.total") }}.
    templates/zh-hant/1-environment.md
        排放{{ delta("ghg.total") }}。

Fix
    Give both calls the same decimals and a scale of the same precision.

Source
    HKEX ESG Reporting Guide, Consistency; GRI 1: Foundation 2021, Accuracy.
"""

from collections import defaultdict
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted
from reportgen.checks.prose import Passage, Prose, prose, quantities
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

Printed = dict[tuple[str, str, str, str], list[tuple[str, tuple[Decimal, ...]]]]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure that both passages of a pair print."""
    read = prose(dossier)
    for pair in read.pairs:
        one, two = _printed(read, pair.one), _printed(read, pair.two)
        for key in one.keys() & two.keys():
            for (text, values), (other, others) in zip(one[key], two[key], strict=False):
                if not values or not others or values == others:
                    yield None
                    continue
                yield CHECK.finding(
                    f"{quoted(pair.one)} prints {text}, its translation {quoted(pair.two)} prints {other}",
                    "give both calls the same decimals and a scale of the same precision",
                    language=pair.two.language,
                    section=pair.two.section,
                    metric=key[1],
                    period=key[2],
                    place=pair.two.at,
                    subject=key[0],
                )


def _printed(read: Prose, passage: Passage) -> Printed:
    found: Printed = defaultdict(list)
    for spot in passage.bound:
        binding = read.binding(passage, spot)
        if binding is not None:
            values = tuple(q.value.normalize() for q in quantities(binding.text, passage.language) if q.digits)
            found[binding.kind, binding.metric, binding.period, str(binding.value)].append((binding.text, values))
    return found


CHECK = Check(
    "LL007",
    "rounding-differs",
    {"zh-hant": "兩種語言的數字取捨不同", "en": "A figure is printed more finely in one language"},
    Severity.WARNING,
    __doc__,
    examine,
)
