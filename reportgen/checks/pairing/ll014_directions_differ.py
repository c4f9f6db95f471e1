"""One language says up, the other down.

Examines
    Words for a rise and a fall (rose, increased, 上升, 增加; fell, decreased, 下降, 減少) in each pair of sentences,
    typed or printed with a change.

Why it matters
    上升 translated as "fell" turns the year round.

Does not examine
    Sentences in which one of the languages tells both directions, or none. Where one language makes two sentences of
    one of the other, they are read together.

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

from collections.abc import Iterable

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, Sentence, lexicon, prose
from reportgen.checks.prose.beads import beads_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of sentences in which both languages tell a direction."""
    read = prose(dossier)
    beads = {language: beads_of(read, language) for language in read.languages[1:]}
    for pair in read.pairs:
        if not _tells(pair.one) or not _tells(pair.two):
            continue
        ones, twos = read.sentences(pair.one), read.sentences(pair.two)
        even = len(ones) == len(twos)
        laid = (((a,), (b,)) for a, b in zip(ones, twos, strict=True)) if even else beads[pair.two.language].laid(pair)
        for one, two in laid:
            a, b = _told(one), _told(two)
            if not a or not b:
                continue
            if {"rise": "fall", "fall": "rise"}.get("".join(a)) != "".join(b):
                yield None
                continue
            yield CHECK.finding(
                f"“{one[0].text[:50]}” tells a {next(iter(a))}, its translation “{two[0].text[:80]}” a {next(iter(b))}",
                "look the figures up, and mend the sentence that is wrong",
                language=pair.two.language,
                section=pair.two.section,
                place=pair.two.at,
                subject="".join(two[0].typed.split())[:28],
            )


def _tells(passage: Passage) -> bool:
    words = lexicon(passage.language)
    return bool(words and words.pattern((*words.directions.rise, *words.directions.fall)).search(passage.text))


def _told(sentences: Iterable[Sentence]) -> set[str]:
    return {name for sentence in sentences for name in _of_one(sentence)}


def _of_one(sentence: Sentence) -> set[str]:
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
