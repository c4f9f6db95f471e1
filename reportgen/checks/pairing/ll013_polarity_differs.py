"""One language denies what the other says.

Examines
    Words such as not, no, without, except and 不, 未, 無, 非, 除外 in each pair of sentences: one language has some,
    the other none at all.

Why it matters
    A dropped "not" turns the statement round, and the sentence stays good English.

Does not examine
    Paragraphs whose number of sentences differs between the languages, and headings, labels and cells. A denial can
    be said without these words (lacking, 避免), so its findings are hints.

Bad
    templates/en/1-environment.md
        Emissions of sites that we rent are included.
    templates/zh-hant/1-environment.md
        排放量並不包括租用場地。

Good
    templates/en/1-environment.md
        Emissions of sites that we rent are not included.
    templates/zh-hant/1-environment.md
        排放量並不包括租用場地。

Fix
    Read both sentences beside each other, and mend the one that is wrong.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Accuracy.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Sentence, lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese

_KINDS = ("paragraph", "note", "footnote")
_BUILT_IN = re.compile(
    r"\b(?:un(?!der|it|til|ion|ique|ivers)[a-z]{3,}|non-|(?:in(?:complete|correct|direct|dependent|sufficient|valid|visible"
    r"|active|accessible|accurate|convenient|evitable)|im(?:possible|mobil|pair)|dis(?:ab|agre|contin|allow|regard|approv"
    r"|qualif)|ir(?:respective|regular|relevant)|il(?:legal|licit))[a-z]*)|[a-z]-?less\b",
    re.IGNORECASE,
)
"""English words that deny by their first or last syllable."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of sentences of which one denies something."""
    read = prose(dossier)
    for pair in read.pairs:
        if pair.one.kind not in _KINDS:
            continue
        ones, twos = read.sentences(pair.one), read.sentences(pair.two)
        if len(ones) != len(twos):
            continue
        for one, two in zip(ones, twos, strict=True):
            a, b = _denies(one), _denies(two)
            if not a and not b:
                continue
            if (a and b) or _in_other_words(two if a else one):
                yield None
                continue
            denying, other, word = (one, two, a) if a else (two, one, b)
            yield CHECK.finding(
                f"“{denying.text[:60]}” says “{word}”, its translation “{other.text[:80]}” denies nothing",
                "read both beside each other; waive it if they mean the same",
                language=other.passage.language,
                section=other.passage.section,
                place=other.passage.at,
                subject=f"{word} {''.join(denying.typed.split())[:28]}",
            )


def _denies(sentence: Sentence) -> str | None:
    words = lexicon(sentence.passage.language)
    if words is None:
        return None
    text = words.pattern(words.polarity.spare).sub(lambda match: "\0" * len(match[0]), sentence.typed)
    match = words.pattern(words.polarity.denial).search(text)
    return match[0] if match else None


def _in_other_words(sentence: Sentence) -> bool:
    language = sentence.passage.language
    words = lexicon(language)
    if words is None or words.pattern(words.polarity.much_the_same).search(sentence.typed):
        return True
    return not is_chinese(language) and _BUILT_IN.search(sentence.typed) is not None


CHECK = Check(
    "LL013",
    "polarity-differs",
    {"zh-hant": "一種語言否定了另一種語言的說法", "en": "One language denies what the other says"},
    Severity.INFO,
    __doc__,
    examine,
    confidence=Confidence.LOW,
)
