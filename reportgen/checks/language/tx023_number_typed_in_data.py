"""A number is typed in the words of a chart, a table or a definition.

Examines
    The measure line, the source line and the title of each printed chart's definition, the titles of tables and their
    groups, and the definitions of metrics: numbers in digits, shares, money and multiples.

Why it matters
    These words stand in data files and are carried from year to year; nobody reads them again, and no figure stands
    behind their numbers.

Does not examine
    Years, dates and ordinals, names that hold digits, numbers in words, and the names of rows and series, which may be
    age groups.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        source = { zh-hant = "包括85個場地。", en = "Including 85 sites." }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        source = { zh-hant = "2022年起包括所有場地。", en = "From 2022 all sites are included." }

Fix
    Tell the number in the chapter or in a note, where it can be bound, or say it without the number.

Source
    ISAE 3000 (Revised), paragraph 46: information must be traceable to be assured.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Measure, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_KINDS = ("chart subtitle", "chart source", "table title", "definition")
_NO_QUANTITY = (Measure.YEAR, Measure.MONTH, Measure.DAY, Measure.ORDINAL)

_KIND = re.compile(
    r"(?:\b(?:Scopes?|Categor(?:y|ies)|Tiers?|Levels?|Parts?|Rules?|Goals?|Appendix|paragraphs?)[ \u00a0]"
    r"(?:\d+(?:, | and | to ))*|範[圍疇]|類別|第)$",
    re.IGNORECASE,
)
"""What a number stands behind that only tells one kind from another."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each of these texts."""
    read = prose(dossier)
    seen = set()
    for pair in read.declared:
        for passage in (pair.one, pair.two):
            key = (passage.language, passage.text, passage.at)
            if passage.kind not in _KINDS or key in seen:
                continue
            seen.add(key)
            told = (q for q in read.quantities(passage) if q.digits and q.measure not in _NO_QUANTITY)
            typed = next((q for q in told if not _KIND.search(passage.typed, 0, q.start)), None)
            yield (
                None
                if typed is None
                else CHECK.finding(
                    f"the number {typed.text!r} is typed in the {passage.kind}: "
                    f"“{passage.around(typed.start, typed.end)}”",
                    "tell it in the chapter or in a note, where it can be bound, or say it without the number",
                    language=passage.language,
                    place=passage.at,
                    subject=f"{passage.kind} {typed.text}",
                )
            )


CHECK = Check(
    "TX023",
    "number-typed-in-data",
    {"zh-hant": "圖表或定義的文字含有未綁定的數字", "en": "A number is typed in the words of a chart or a definition"},
    Severity.WARNING,
    __doc__,
    examine,
)
