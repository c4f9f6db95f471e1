"""A year or date stands in one language only.

Examines
    Years, months and days in each pair of passages and in the words of data files, typed or printed; where
    several years are told, those of each sentence.

Why it matters
    A year that was updated in one language only makes last year's fact this year's.

Does not examine
    Years that one language says in words (年內, last year).

Bad
    templates/en/1-environment.md
        The programme began in March 2019.
    templates/zh-hant/1-environment.md
        計劃於2018年3月開始。

Good
    templates/en/1-environment.md
        The programme began in March 2019.
    templates/zh-hant/1-environment.md
        計劃於2019年3月開始。

Fix
    Find out which is right, and write the same in both.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 2-3 (reporting period and date).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Measure, Passage, Prose, Sentence, prose, quantities
from reportgen.checks.prose.beads import beads_of
from reportgen.checks.prose.pairs import Pair
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_TIME = (Measure.YEAR, Measure.MONTH, Measure.DAY)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages with a typed year, month or day."""
    read = prose(dossier)
    for pair in read.all_pairs:
        if not _typed(read, pair.one) and not _typed(read, pair.two):
            continue
        one, two = _told(pair.one), _told(pair.two)
        apart = [
            (f"{measure} {listed(sorted(a - b, key=int)) or 'none'}", f"{listed(sorted(b - a, key=int)) or 'none'}")
            for measure in _TIME
            if (a := one.get(measure, set())) != (b := two.get(measure, set())) and a - b and b - a
        ]
        apart += [
            (f"{measure} {listed(sorted(a - b, key=int)) or 'none'}", f"{listed(sorted(b - a, key=int)) or 'none'}")
            for measure in _TIME
            if bool((a := one.get(measure, set())) - (b := two.get(measure, set()))) != bool(b - a)
        ]
        several = len(one.get(Measure.YEAR, set()) | two.get(Measure.YEAR, set())) > 1
        apart = apart or (_in_sentences(read, pair) if several else [])
        if not apart:
            yield None
            continue
        yield CHECK.finding(
            f"{quoted(pair.one)} tells {'; '.join(a for a, _ in apart)}, its translation {quoted(pair.two)} tells "
            f"{'; '.join(b for _, b in apart)}",
            "write the same date in both",
            language=pair.two.language,
            section=pair.two.section or None,
            place=pair.two.at,
            subject=str(apart),
        )


def _in_sentences(read: Prose, pair: Pair) -> list[tuple[str, str]]:
    """The years of the first pair of sentences that each tell one which the other doesn't: this year and last."""
    ones, twos = read.sentences(pair.one), read.sentences(pair.two)
    if min(len(ones), len(twos)) < 2:
        return []
    even = len(ones) == len(twos)
    laid = (
        (((a,), (b,)) for a, b in zip(ones, twos, strict=True))
        if even
        else beads_of(read, pair.two.language).laid(pair)
    )
    for one, two in laid:
        a, b = ({year for sentence in side for year in _years(sentence)} for side in (one, two))
        if a - b and b - a:
            return [(f"year {listed(sorted(a))}", listed(sorted(b)))]
    return []


def _years(sentence: Sentence) -> set[str]:
    told = quantities(sentence.text, sentence.passage.language)
    return {str(q.value) for q in told if q.measure is Measure.YEAR}


def _typed(read: Prose, passage: Passage) -> bool:
    return any(q.measure in _TIME for q in read.quantities(passage))


def _told(passage: Passage) -> dict[Measure, set[str]]:
    found: dict[Measure, set[str]] = {}
    for q in quantities(passage.text, passage.language):
        if q.measure in _TIME:
            found.setdefault(q.measure, set()).add(str(q.value))
    return found


CHECK = Check(
    "LL006",
    "dates-differ",
    {"zh-hant": "兩種語言所述的日期不同", "en": "A year or date stands in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
)
