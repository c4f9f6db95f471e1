"""A section has no bookmark, or one that leads elsewhere.

Examines
    The bookmarks of each PDF: that every section has one with its current title, on the page where it begins, in the
    order of the report, and that no bookmark leads nowhere.

Why it matters
    In a PDF of a hundred pages and more, bookmarks are the contents that everybody uses.

Bad
    published
        en bookmark 2 Weather

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Build again. If it stays, report the fault of the layout.

Source
    PDF/UA-1 (ISO 14289-1), 7.17 (navigation).
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section of each PDF, and one for each bookmark that leads nowhere."""
    for file in dossier.publication.files if dossier.publication else ():
        at = 0
        marks = [(_plain(mark.title), mark.page) for mark in file.bookmarks]
        for section in dossier.project.outline.sections:
            if section.id not in file.sections:
                continue
            title, page = section.title.get(file.language, ""), file.sections[section.id]
            found = next((n for n in range(at, len(marks)) if _is(marks[n][0], section.number, title)), None)
            if found is not None and marks[found][1] == page:
                at = found + 1
                yield None
                continue
            why = "has none of this title in its place" if found is None else f"has it on page {marks[found][1]}"
            at = at if found is None else found + 1
            yield CHECK.finding(
                f"the section “{title}” begins on page {page} of {file.path}, but the outline of bookmarks {why}",
                "build again; if it stays, report the fault of the layout",
                language=file.language,
                section=section.id,
                page=page,
                subject=section.id,
            )
        for mark in file.bookmarks:
            if mark.page is None:
                yield CHECK.finding(
                    f"the bookmark “{mark.title}” of {file.path} leads nowhere",
                    "build again; if it stays, report the fault of the layout",
                    language=file.language,
                    subject=mark.title,
                )


def _is(mark: str, number: str, title: str) -> bool:
    return mark in (_plain(title), _plain(f"{number}{title}"))


def _plain(title: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", title)


CHECK = Check(
    "PB006",
    "bookmark-wrong",
    {"zh-hant": "書籤缺漏或與章節不符", "en": "A section has no bookmark, or one that leads elsewhere"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
