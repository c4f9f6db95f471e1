"""A change for the worse is called an improvement.

Examines
    Words that judge (improved, worsened, 改善, 惡化) in a clause that prints one metric with a declared polarity, and
    in chart titles: against the direction in which the metric moved since the year before.

Why it matters
    "Improved" beside a rate that went the wrong way is what readers remember of the whole report.

Does not examine
    Metrics without polarity, clauses about several metrics, goals, and denials.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.all"
        label = { zh-hant = "廢物", en = "Waste" }
        unit = "tonne"
        owner = "environment"
        comparatives = 1
        polarity = "lower"
    templates/en/1-environment.md
        Waste improved to {{ kpi("waste.all") }}.
    templates/zh-hant/1-environment.md
        廢物量有所改善，為{{ kpi("waste.all") }}。
    figures
        waste.all 2022 120
        waste.all 2021 100

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.all"
        label = { zh-hant = "廢物", en = "Waste" }
        unit = "tonne"
        owner = "environment"
        comparatives = 1
        polarity = "lower"
    templates/en/1-environment.md
        Waste improved to {{ kpi("waste.all") }}.
    templates/zh-hant/1-environment.md
        廢物量改善至{{ kpi("waste.all") }}。
    figures
        waste.all 2022 90
        waste.all 2021 100

Fix
    Say what happened; if the change is for the better all the same, explain why.

Source
    HKEX ESG Reporting Guide, Balance; GRI 1: Foundation 2021, Balance.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Prose, Sentence, clauses, lexicon, prose
from reportgen.checks.prose.charts import Drawn, charts
from reportgen.checks.prose.claims import previous
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.metric import Polarity
from reportgen.model.period import Period, PeriodKind

_AGAINST_LAST_YEAR = re.compile(
    r"\b(?:better|worse) than (?:last year|(?:in )?the year before|the previous year|a year ago|in (?:19|20)\d\d)"
    r"|(?:優於|勝於|好於|差於|遜於|不如)(?:上年|去年|前一年|上一年|往年)",
    re.IGNORECASE,
)
"""A judgement that stands in another clause than the figure is its own where it is made against the year before."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each clause or title that judges the change of one metric."""
    read = prose(dossier)
    for passage in read.passages:
        words = lexicon(passage.language)
        if words is None or not passage.bound:
            continue
        for sentence in read.sentences(passage):
            judged = False
            for clause in clauses(sentence):
                for metric, period, movement in _moved(read, clause):
                    for item in _judged(clause, words, metric, period, movement, read):
                        judged = True
                        yield item
            if not judged and _AGAINST_LAST_YEAR.search(sentence.typed):
                for metric, period, movement in _moved(read, sentence):
                    yield from _judged(sentence, words, metric, period, movement, read)
    for manuscript in dossier.manuscripts:
        for drawn in charts(manuscript):
            yield from _title(read, drawn)


def _moved(read: Prose, clause: Sentence) -> Iterator[tuple[str, str, Decimal]]:
    """The one metric of a clause and how it moved, where that is known."""
    bound = [b for spot in clause.bound if (b := read.binding(clause.passage, spot)) is not None]
    if len({b.metric for b in bound}) != 1 or any(Period(b.period).kind is PeriodKind.TARGET for b in bound):
        return
    newest = max(bound, key=lambda b: read.year_of(b.period) or 0)
    change = next((b.value for b in bound if b.kind == "delta"), None)
    if change is None:
        before = previous(read, newest)
        if before is None or before.value is None or newest.value is None:
            return
        change = newest.value - before.value
    yield newest.metric, newest.period, change


def _judged(
    clause: Sentence, words: Lexicon, metric: str, period: str, movement: Decimal, read: Prose
) -> Iterator[Finding | None]:
    known = read.dossier.project.metrics.get(metric)
    told = _judgement(clause.typed, words)
    if known is None or known.polarity is Polarity.NEUTRAL or told is None or not movement:
        return
    better = (movement < 0) == (known.polarity is Polarity.LOWER)
    word, praised = told
    if better == praised:
        yield None
        return
    yield CHECK.finding(
        f"“{word}” is said of {metric}, for which {known.polarity.value} is better, and which "
        f"{'rose' if movement > 0 else 'fell'} by {abs(movement).normalize():f}",
        "say what happened, and why",
        language=clause.passage.language,
        section=clause.passage.section,
        metric=metric,
        period=period,
        place=clause.passage.at,
        subject=word,
    )


def _judgement(text: str, words: Lexicon) -> tuple[str, bool] | None:
    if words.pattern((*words.directions.denied, *words.polarity.denial)).search(text):
        return None
    better, worse = (words.pattern(own).search(text) for own in (words.judgements.better, words.judgements.worse))
    if (better is None) == (worse is None):
        return None
    return (better[0], True) if better else (worse[0], False) if worse else None


def _title(read: Prose, drawn: Drawn) -> Iterator[Finding | None]:
    words = lexicon(drawn.title.language)
    moving = [(s, s.movement) for s in drawn.series if s.movement]
    if words is None or len(moving) != 1:
        return
    series, movement = moving[0]
    whole = Sentence(drawn.title, 0, len(drawn.title.text))
    if movement is not None:
        yield from _judged(whole, words, series.metric, series.points[-1].period, movement, read)


CHECK = Check(
    "TX008",
    "improvement-not-true",
    {"zh-hant": "評價用詞與數字走勢相反", "en": "A change for the worse is called an improvement"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
