"""A date lies after the report or before the company.

Examines
    Dates with a month in sentences, notes and footnotes: whether they lie after the report's own date, unless the
    sentence speaks of what is to come (will, from, by, plan, target; 將、起、前、預計、目標), or before the company
    was founded.

Why it matters
    "In March 2032 we opened" is a slip of one key, and a reader who sees it doubts the other dates.

Options
    report_date
        Day on which the report was approved, as text such as "2023-03-22". Empty: so many months after the year's end.
    months
        Months after the year's end until a report is published at the latest; 12 by default.
    founded
        Year in which the company was founded; 0, the default, examines no earlier dates.

Bad
    templates/en/1-environment.md
        We opened the centre in March 2032.

Good
    templates/en/1-environment.md
        We opened the centre in March 2022.

Fix
    Look the date up. If it is a plan, say so: will, is planned for.

Source
    HKEX Listing Rules, Rule 13.91: the report is published within a few months of the year's end; GRI 2-3.
"""

import re
from datetime import date

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.references.dated import dates
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese

_TO_COME = {
    True: re.compile("將|起|前|預計|預期|計劃|目標|擬|生效|至|屆時|未來|到期|於.{0,12}實施|分階段|承諾"),
    False: re.compile(
        r"\b(?:will|would|shall|from|by|before|until|till|plan\w*|target\w*|expect\w*|aim\w*|effective|due|scheduled|intend\w*"
        r"|goals?|commit\w*|onwards?|forward|upcoming|future|to)\b",
        re.IGNORECASE,
    ),
}


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each date."""
    last = _last_day(dossier, options)
    founded = options["founded"]
    read = prose(dossier)
    for passage in read.passages:
        for dated in dates(passage.text, passage.language):
            first = dated.first
            if first is None:
                continue
            sentence = next((s for s in read.sentences(passage) if s.start <= dated.start < s.end), None)
            words = passage.text[dated.start : dated.end]
            wrong = ""
            around = (sentence.text if sentence else passage.text).replace(words, "")
            if first > last and not _TO_COME[is_chinese(passage.language)].search(around):
                wrong = f"lies after the report's own date ({last})"
            elif isinstance(founded, int) and first.year < founded:
                wrong = f"lies before the company was founded in {founded}"
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the date {words!r} {wrong}: “{passage.around(dated.start, dated.end)}”",
                    "look the date up; if it is a plan, say so",
                    language=passage.language,
                    section=passage.section,
                    place=passage.at,
                    subject=words,
                )
            )


def _last_day(dossier: Dossier, options: Options) -> date:
    told = str(options["report_date"])
    if told:
        return date.fromisoformat(told)
    ends, months = dossier.project.settings.fiscal_year.ends, int(str(options["months"]))
    month = ends.month - 1 + months
    return date(ends.year + month // 12, month % 12 + 1, min(ends.day, 28))


CHECK = Check(
    "RF007",
    "date-out-of-range",
    {"zh-hant": "日期在報告之後或公司成立之前", "en": "A date lies after the report or before the company"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"report_date": "", "months": 12, "founded": 0},
)
