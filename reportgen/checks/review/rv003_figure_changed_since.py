"""A figure has changed since a remark on it.

Examines
    Every remark of data/review/follow-up.toml on a figure whose value in that pack is known: whether the figure is the
    same today.

Why it matters
    What was agreed was another number; and a query may have been met by the change, or may have missed it.

Bad
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = ""
        by = "auditor"
        conclusion = "agreed"
        progress = "cleared"
        stood = 5739723.6

Good
    data/review/follow-up.toml
        [[remark]]
        pack = "0123456789ab"
        subject = "figure:ghg.total@2022"
        text = ""
        by = "auditor"
        conclusion = "agreed"
        progress = "cleared"
        stood = 5739723.7

Fix
    Send the next pack: it tells the reviewer what changed since the last one.

Source
    ISAE 3000 (Revised), paragraph 61: events up to the date of the report are considered.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.review.said import about, words_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each remark on a figure."""
    for remark in dossier.remarks:
        if remark.figure is None or remark.stood is None:
            continue
        figure = dossier.figures.get(*remark.figure)
        if figure is not None and figure.value == remark.stood:
            yield None
            continue
        now = "is in the report no more" if figure is None else f"is {_number(figure.value)} now"
        yield CHECK.finding(
            f"the figure was {remark.stood:f} when this was said, and {now}: {words_of(remark)}",
            "send the reviewer the next pack, which tells what changed",
            **about(remark),
        )


def _number(value: object) -> str:
    return "without a number" if value is None else f"{value:f}"


CHECK = Check(
    "RV003",
    "figure-changed-since",
    {"zh-hant": "審閱後數據有變", "en": "A figure has changed since a remark on it"},
    Severity.INFO,
    __doc__,
    examine,
)
