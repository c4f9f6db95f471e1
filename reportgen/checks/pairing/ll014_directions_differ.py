"""One language says up, the other down.

Examines
    Words for a rise and a fall (rose, increased, 上升, 增加; fell, decreased, 下降, 減少) in each pair of sentences,
    typed or printed with a change.

Why it matters
    上升 translated as "fell" turns the year round.

Does not examine
    Sentences in which one of the languages tells both directions, or none, and paragraphs whose number of sentences
    differs.

Bad
    templates/en/1-environment.md
        Water use fell with the heat.
    templates/zh-hant/1-environment.md
        用水量隨氣溫上升而增加。

Good
    templates/en/1-environment.md
        Water use rose with the heat.
    templates/zh-hant/1-environment.md
        用水量隨氣溫上升而增加。

Fix
    Look the figures up, and mend the sentence that is wrong.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; HKEX Listing Rules, Rule 2.07C.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Sentence, lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of sentences in which both languages tell a direction."""
    read = prose(dossier)
    for pair in read.pairs:
        ones, twos = read.sentences(pair.one), read.sentences(pair.two)
        if len(ones) != len(twos):
            continue
        for one, two in zip(ones, twos, strict=True):
            a, b = _told(one), _told(two)
            if not a or not b:
                continue
            if {"rise": "fall", "fall": "rise"}.get("".join(a)) != "".join(b):
                yield None
                continue
            yield CHECK.finding(
                f"“{one.text[:50]}” tells a {next(iter(a))}, its translation “{two.text[:80]}” a {next(iter(b))}",
                "look the figures up, and mend the sentence that is wrong",
                language=two.passage.language,
                section=two.passage.section,
                place=two.passage.at,
                subject="".join(two.typed.split())[:28],
            )


def _told(sentence: Sentence) -> set[str]:
    words = lexicon(sentence.passage.language)
    if words is None:
        return set()
    both = (("rise", words.directions.rise), ("fall", words.directions.fall))
    return {name for name, own in both if words.pattern(own).search(sentence.text)}


CHECK = Check(
    "LL014",
    "directions-differ",
    {"zh-hant": "兩種語言所述的升跌相反", "en": "One language says up, the other down"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
