"""A sentence tells the wrong direction.

Examines
    Direction words beside printed figures: "rose from X to Y" and 由X降至Y against the two values, "fell by Z" and
    減少Z against the change that is printed, "rose to Y" and 增至Y against the year before.

Why it matters
    The figure is bound and follows the data; the verb was typed last year. It is the commonest slip of a report that
    is rolled forward.

Does not examine
    Sentences about goals, conditions and denials, and directions whose figure the grammar doesn't name.

Bad
    templates/en/1-environment.md
        Scope 1 fell from {{ kpi("ghg.scope1", year=-1) }} to {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一由{{ kpi("ghg.scope1", year=-1) }}降至{{ kpi("ghg.scope1") }}。

Good
    templates/en/1-environment.md
        Scope 1 rose from {{ kpi("ghg.scope1", year=-1) }} to {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一由{{ kpi("ghg.scope1", year=-1) }}增至{{ kpi("ghg.scope1") }}。

Fix
    Write the right verb; better, let delta(...) print it with its direction.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; GRI 1: Foundation 2021, Accuracy.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.prose.claims import claims
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each direction that a sentence claims."""
    read = prose(dossier)
    for passage in read.passages:
        if not passage.bound:
            continue
        for sentence in read.sentences(passage):
            for claim in claims(read, sentence):
                if claim.holds:
                    yield None
                    continue
                moved = f"moved from {claim.before} to {claim.now}" if claim.before else f"moved by {claim.now}"
                yield CHECK.finding(
                    f"“{claim.word}” is said of {claim.binding.metric}, which {moved}",
                    "write the right verb, or let delta(…) print it",
                    language=passage.language,
                    section=passage.section,
                    metric=claim.binding.metric,
                    period=claim.binding.period,
                    place=passage.at,
                    confidence=Confidence.HIGH if claim.sure else Confidence.MEDIUM,
                    subject=f"{claim.direction} {claim.word}",
                )


CHECK = Check(
    "TX006",
    "direction-not-true",
    {"zh-hant": "升跌用詞與數字不符", "en": "A sentence tells the wrong direction"},
    Severity.ERROR,
    __doc__,
    examine,
)
