"""A remark is not answered.

Examines
    Every query and comment of data/review/follow-up.toml that is no exception: whether it was answered.

Why it matters
    The practitioner can't conclude while queries are open, and the date of the report waits for the last of them.

Bad
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Which factor was used?"
        by = "auditor"
        conclusion = "query"

Good
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Which factor was used?"
        by = "auditor"
        conclusion = "query"
        progress = "answered"

        [[remark.answer]]
        text = "The grid factor of 2022."
        by = "Environment"
        on = 2023-03-20

Fix
    Answer it: `reportgen pack answer ID --text … --by ROLE`. The next pack carries the answer.

Source
    Practice of assurance engagements: a log of open queries with dates.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.review.said import about, is_exception, is_open, trivial_percent, words_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.remark import Conclusion


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each query and comment."""
    trivial = trivial_percent(dossier)
    for remark in dossier.remarks:
        if is_exception(remark, trivial) or not (remark.text or remark.conclusion is Conclusion.QUERY):
            continue
        if not is_open(remark):
            yield None
            continue
        yield CHECK.finding(
            f"a remark is not answered: {words_of(remark)}",
            f"answer it: reportgen pack answer {remark.id} --text … --by …",
            **about(remark),
        )


CHECK = Check(
    "RV002",
    "remark-not-answered",
    {"zh-hant": "審閱意見未答覆", "en": "A remark is not answered"},
    Severity.WARNING,
    __doc__,
    examine,
)
