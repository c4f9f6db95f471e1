"""A picture has no words for those who can't see it.

Examines
    Every figure in the structure of the PDFs and every picture of the site's pages that is no ornament: whether it
    has an alternative, and one that is more than a file's name.

Why it matters
    A chart holds figures. Without words they do not exist for a reader who hears the report.

Bad
    published
        en picture 4

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Give the chart a title that tells its finding, and the picture words of its own.

Source
    PDF/UA-1 (ISO 14289-1), 7.3 (graphics); WCAG 2.2, success criterion 1.1.1.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.publication import Picture

_FILE = re.compile(r"[\w%./:-]+\.(?:svg|png|jpe?g|gif|webp)", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each picture."""
    if dossier.publication is None:
        return
    for file in dossier.publication.files:
        for picture in file.pictures:
            wrong = _wrong(picture)
            where = f"page {picture.page} of {file.path}" if picture.page else file.path
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"a picture on {where} {wrong}",
                    "give the chart a title that tells its finding, and the picture words of its own",
                    language=file.language,
                    page=picture.page,
                    subject=where,
                )
            )
    for page in dossier.publication.site.pages if dossier.publication.site else ():
        for picture in page.pictures:
            wrong = _wrong(picture)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"a picture on site/{page.path} {wrong}",
                    "give the chart a title that tells its finding, and the picture words of its own",
                    subject=page.path,
                )
            )


def _wrong(picture: Picture) -> str:
    words = picture.alternative.strip()
    if not words:
        return "has no alternative"
    return f"has the file's name {words!r} for an alternative" if _FILE.fullmatch(words) else ""


CHECK = Check(
    "PB008",
    "picture-without-alternative",
    {"zh-hant": "圖片沒有替代文字", "en": "A picture has no words for those who can't see it"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
