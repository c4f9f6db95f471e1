"""A bound figure is not found on its page.

Examines
    Every bound figure of every language: whether the text of the finished PDF holds it on the page where the trace
    says it is.

Why it matters
    What was bound is only right if it is what the reader sees; text can be clipped, covered or lost in layout.

Bad
    pages
        en 3 5,739,723.7 tonnes CO₂e

Good
    templates/en/1-environment.md
        All figures stand on their pages.

Fix
    Look at the page: the figure is cut off, hidden or broken in two. Give it room, or report the fault of the layout.

Source
    ISAE 3000 (Revised), A-paragraphs on subject matter information as presented.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each binding."""
    for proof in dossier.proofs or ():
        for _ in range(proof.found):
            yield None
        for binding, page in proof.lost:
            yield CHECK.finding(
                f"“{binding.text}” ({binding.metric} {binding.period}) is not in the text of page {page}",
                "look at the page; give the figure room or report the fault of the layout",
                language=proof.language,
                metric=binding.metric,
                period=binding.period,
                section=binding.section,
                place=binding.place,
                page=page,
            )


CHECK = Check(
    "PB001",
    "figure-not-on-its-page",
    {"zh-hant": "綁定的數字不在其頁面上", "en": "A bound figure is not found on its page"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
