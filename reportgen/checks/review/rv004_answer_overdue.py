"""An answer is overdue.

Examines
    Every remark of data/review/follow-up.toml with a due day that nobody has answered: whether the day is past.

Why it matters
    The practitioner was promised an answer by then, and plans the rest of the work on it.

Bad
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Which factor was used?"
        by = "auditor"
        conclusion = "query"
        owner = "environment"
        due = 2023-03-20

Good
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Which factor was used?"
        by = "auditor"
        conclusion = "query"
        owner = "environment"
        due = 2023-03-20
        progress = "answered"

        [[remark.answer]]
        text = "The grid factor of 2022."
        by = "Environment"
        on = 2023-03-19

Fix
    Answer it, or agree on another day with the reviewer and write that.

Source
    Practice of assurance engagements: a log of open queries with dates.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.review.said import about, is_open, words_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each remark that has a due day."""
    for remark in dossier.remarks:
        if remark.due is None:
            continue
        if not is_open(remark) or dossier.today is None or remark.due >= dossier.today:
            yield None
            continue
        whose = f" of {remark.owner}" if remark.owner else ""
        yield CHECK.finding(
            f"the answer{whose} was due on {remark.due}: {words_of(remark)}",
            f"answer it: reportgen pack answer {remark.id} --text … --by …; or agree on another day and write it there",
            **about(remark),
        )


CHECK = Check(
    "RV004",
    "answer-overdue",
    {"zh-hant": "答覆逾期", "en": "An answer is overdue"},
    Severity.WARNING,
    __doc__,
    examine,
)
