"""An exception is not cleared.

Examines
    Every remark of data/review/follow-up.toml that is an exception, or gives a value that differs from the printed one
    by more than what is clearly trivial: whether the reviewer has cleared it.

Why it matters
    The practitioner found another number. Until it is cleared, the report may be misstated, and the conclusion may be
    modified.

Bad
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Site 4 is missing."
        by = "auditor"
        conclusion = "exception"
        progress = "answered"

        [[remark.answer]]
        text = "Site 4 was closed in 2021."
        by = "Environment"
        on = 2023-03-20

Good
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = "Site 4 is missing."
        by = "auditor"
        conclusion = "exception"
        progress = "cleared"

Does not examine
    Differences up to what is clearly trivial: materiality times trivial of [review] in report.toml, in per cent of the
    printed figure.

Fix
    Correct the figure or answer the remark and send the next pack; once the reviewer has cleared it, say so with
    `reportgen pack answer ID --clear`. A misstatement that stays uncorrected is answered for in data/waivers.toml.

Source
    ISAE 3000 (Revised), paragraph 51: uncorrected misstatements are accumulated, unless they are clearly trivial.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.review.said import about, is_exception, trivial_percent, words_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.remark import Progress


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each exception or difference."""
    trivial = trivial_percent(dossier)
    for remark in dossier.remarks:
        if not is_exception(remark, trivial):
            continue
        if remark.progress is Progress.CLEARED:
            yield None
            continue
        yield CHECK.finding(
            f"an exception is {'answered and not cleared' if remark.answers else 'not answered'}: {words_of(remark)}",
            f"correct the figure, or answer it: reportgen pack answer {remark.id} --text … --by …",
            **about(remark),
        )


CHECK = Check(
    "RV001",
    "exception-not-cleared",
    {"zh-hant": "審閱例外未解決", "en": "An exception is not cleared"},
    Severity.ERROR,
    __doc__,
    examine,
)
