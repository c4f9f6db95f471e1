"""A section has another heading on the site than in the outline.

Examines
    Each section of each language on the page of the site that holds it: whether one of the page's headings is its title
    in the outline.

Why it matters
    Readers who come from the contents, from the PDF or from a search result take the page for another one.

Does not examine
    The PDF, whose titles RF009 reads.

Bad
    published
        en/climate.html heading Weather

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Build again. If it stays, report the fault of the site.

Source
    WCAG 2.2, success criteria 2.4.2 and 2.4.6 (headings describe the topic); GRI 1: Foundation 2021, Clarity.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.elements import section_id
from reportgen.model.finding import Severity

_NO_SHAPE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language that the site has."""
    if dossier.publication is None or dossier.publication.site is None:
        return
    for manuscript in dossier.manuscripts:
        language = manuscript.language
        pages = [p for p in dossier.publication.site.pages if p.path.startswith(f"{language}/")]
        for chapter in manuscript.chapters:
            section = chapter.section
            page = next((p for p in pages if section_id(section.id) in p.ids), None)
            if page is None:
                continue
            title = section.title.get(language, "")
            wanted = {_plain(title), _plain(f"{section.number}{title}")}
            if wanted & {_plain(heading) for heading in page.headings}:
                yield None
                continue
            told = ", ".join(f"“{heading}”" for heading in page.headings[:3]) or "none"
            yield CHECK.finding(
                f"site/{page.path} has no heading “{title}” for the section {section.number}; its headings: {told}",
                "build again; if it stays, report the fault of the site",
                language=language,
                section=section.id,
                place=section.at,
                subject=page.path,
            )


def _plain(text: str) -> str:
    return _NO_SHAPE.sub("", text).lower()


CHECK = Check(
    "PB011",
    "heading-differs",
    {"zh-hant": "網站的標題與大綱不同", "en": "A section has another heading on the site than in the outline"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
