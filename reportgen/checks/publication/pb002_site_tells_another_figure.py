"""The site tells another figure than the PDF.

Examines
    Every bound figure of every language: whether the site prints it once, at its own anchor, with the same text as the
    manuscript that the PDF was laid out from (and in which PB001 has found it again).

Why it matters
    The exchange publishes the PDF and the company the site. When they differ, one of them is wrong in public.

Does not examine
    The points of charts, which are in a picture.

Bad
    published
        en/climate.html figure f-climate-1 5,739,723.8 tonnes CO₂e

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Build again. If it stays, report the fault of the site.

Source
    HKEX Listing Rules, Rule 2.07C(6): what stands on the issuer's own site is what was published.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_IN_PICTURE = "chart"
_NO_SHAPE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each bound figure that is no point of a chart."""
    if dossier.publication is None or dossier.publication.site is None:
        return
    pages = dossier.publication.site.pages
    for manuscript in dossier.manuscripts:
        own = [page for page in pages if page.path.startswith(f"{manuscript.language}/")]
        printed = {id: (page.path, text) for page in own for id, text in page.figures.items()}
        for binding in manuscript.bindings:
            if binding.kind == _IN_PICTURE:
                continue
            path, text = printed.get(binding.id, ("", ""))
            if path and _plain(text) == _plain(binding.text):
                yield None
                continue
            yield CHECK.finding(
                f"the report prints “{binding.text}” ({binding.metric} {binding.period}), the site "
                + (f"“{text}” on {path}" if path else "nothing in its place"),
                "build again; if it stays, report the fault of the site",
                language=manuscript.language,
                metric=binding.metric,
                period=binding.period,
                section=binding.section,
                place=binding.place,
                subject=binding.id,
            )


def _plain(text: str) -> str:
    return _NO_SHAPE.sub("", text)


CHECK = Check(
    "PB002",
    "site-tells-another-figure",
    {"zh-hant": "網站與PDF所述數字不同", "en": "The site tells another figure than the PDF"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
