"""An explanation speaks of a rise where the figure fell.

Examines
    Sentences that begin by naming the movement told just before (The rise came from …, The decrease was due to …,
    升幅主要來自…, 減少主要由於…) against the change, or the two years, that the preceding sentence prints.

Why it matters
    The change is printed by the program and turns with the data; last year's explanation stays.

Does not examine
    Sentences before which no change is printed, or changes of both directions.

Bad
    templates/en/1-environment.md
        Emissions {{ delta("ghg.total") }}. The fall came mainly from offices.
    templates/zh-hant/1-environment.md
        排放量{{ delta("ghg.total") }}。降幅主要來自辦公樓。

Good
    templates/en/1-environment.md
        Emissions {{ delta("ghg.total") }}. The rise came mainly from offices.
    templates/zh-hant/1-environment.md
        排放量{{ delta("ghg.total") }}。升幅主要來自辦公樓。

Fix
    Explain what happened this year.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; GRI 1: Foundation 2021, Accuracy.
"""

import re
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Prose, Sentence, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Binding
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(
    r"^(?:The|This|Most of the|Part of the) "
    r"(?:(?P<rise>rise|increase|growth)|(?P<fall>fall|decrease|decline|drop|reduction))\b"
    r"(?! in | of (?!this|that|which))",
)
_CHINESE = re.compile(
    r"^(?:這項|此|該|有關)?(?:(?P<rise>升幅|增幅|上升|增加|增長)|(?P<fall>降幅|減幅|跌幅|下降|減少))(?:主要|乃|是|源於|由於|來自|反映)"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each such sentence behind a printed change."""
    read = prose(dossier)
    for passage in read.passages:
        if not passage.bound:
            continue
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        sentences = read.sentences(passage)
        for before, sentence in pairwise(sentences):
            match = pattern.match(sentence.typed)
            moved = _movements(read, before)
            if match is None or not moved:
                continue
            signs = {movement > 0 for _, movement in moved}
            if len(signs) != 1 or (match["rise"] is not None) in signs:
                yield None
                continue
            metric, movement = moved[-1][0].metric, moved[-1][1]
            yield CHECK.finding(
                f"“{sentence.text[:60]}” explains a {'rise' if match['rise'] else 'fall'}, but {metric} "
                f"{'rose' if movement > 0 else 'fell'}",
                "explain what happened this year",
                language=passage.language,
                section=passage.section,
                metric=metric,
                period=moved[-1][0].period,
                place=passage.at,
                subject="explanation",
            )


def _movements(read: Prose, sentence: Sentence) -> list[tuple[Binding, Decimal]]:
    """The changes that a sentence prints; else the movement between two years of one metric, if it prints both."""
    bound = [b for spot in sentence.bound if (b := read.binding(sentence.passage, spot)) is not None]
    changes = [(b, b.value) for b in bound if b.kind == "delta" and b.value]
    if changes:
        return changes
    years: dict[str, dict[int, Binding]] = {}
    for binding in bound:
        year = read.year_of(binding.period)
        if year is not None and binding.kind == "figure":
            years.setdefault(binding.metric, {})[year] = binding
    found = []
    for own in years.values():
        newest, oldest = own[max(own)], own[min(own)]
        if newest.value is not None and oldest.value is not None and newest.value != oldest.value:
            found.append((newest, newest.value - oldest.value))
    return found


CHECK = Check(
    "TX022",
    "explains-the-other-direction",
    {"zh-hant": "解釋與升跌方向不符", "en": "An explanation speaks of the other direction"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
