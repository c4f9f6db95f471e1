"""A date does not exist.

Examines
    Dates in sentences, notes and footnotes, in digits and in Chinese numerals, with a year or without one: whether the
    calendar has them.

Why it matters
    31 June is a slip of a figure that may well stand in the sentence before it too.

Bad
    templates/en/1-environment.md
        The policy was approved on 31 June 2022.

Good
    templates/en/1-environment.md
        The policy was approved on 30 June 2022.

Fix
    Look the date up and correct it in both languages.

Source
    GRI 1: Foundation 2021, Accuracy.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.references.dated import dates, days
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each date."""
    for passage in prose(dossier).passages:
        for dated in (*dates(passage.text, passage.language), *days(passage.text, passage.language)):
            words = passage.text[dated.start : dated.end]
            yield (
                None
                if dated.first
                else CHECK.finding(
                    f"there is no day {words!r}: “{passage.around(dated.start, dated.end)}”",
                    "look the date up and correct it in both languages",
                    language=passage.language,
                    section=passage.section,
                    place=passage.at,
                    subject=words,
                )
            )


CHECK = Check(
    "RF006",
    "no-such-day",
    {"zh-hant": "日期不存在", "en": "A date does not exist"},
    Severity.ERROR,
    __doc__,
    examine,
)
