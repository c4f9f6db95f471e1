"""A link leads nowhere.

Examines
    Every link inside the PDFs: whether its target is there; every address in them: whether it leads to a file or to
    this machine. Every link, picture, style and program of the site's pages: whether the file is there, and the
    anchor in it.

Why it matters
    The index sends readers to a section by a link, and so does every reference.

Does not examine
    Whether pages of other sites exist: checks use no network.

Bad
    published
        en link 3 #s-gone

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Correct the reference; build again. If it stays, report the fault of the layout.

Source
    PDF/UA-1 (ISO 14289-1), 7.18.5 (links); WCAG 2.2, success criterion 2.4.4.
"""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.publication import SitePage

_OUTSIDE = ("http://", "https://", "mailto:", "data:", "tel:")
_NOT_PUBLIC = ("file:", "chart:", "http://localhost", "http://127.", "https://localhost")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each link."""
    if dossier.publication is None:
        return
    for file in dossier.publication.files:
        for link in file.links:
            wrong = (
                "leads nowhere"
                if not link.alive
                else "can't be reached by readers" * link.target.startswith(_NOT_PUBLIC)
            )
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the link to {link.target!r} on page {link.page} of {file.path} {wrong}",
                    "correct the reference and build again",
                    language=file.language,
                    page=link.page,
                    subject=link.target,
                )
            )
    site = dossier.publication.site
    if site is None:
        return
    ids = {page.path: page.ids for page in site.pages}
    for page in site.pages:
        for address in page.links:
            if address.startswith(_OUTSIDE) and not address.startswith(_NOT_PUBLIC):
                continue
            wrong = _wrong(page, address, site.files, ids)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the link to {address!r} on site/{page.path} {wrong}",
                    "correct the reference and build again",
                    subject=f"{page.path} {address}",
                )
            )


def _wrong(page: SitePage, address: str, files: frozenset[str], ids: Mapping[str, frozenset[str]]) -> str:
    if address.startswith(_NOT_PUBLIC):
        return "can't be reached by readers"
    parts = urlsplit(address)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
    if path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files and target not in ids:
        return "leads to a file that isn't there"
    anchor = unquote(parts.fragment)
    return (
        f"leads to {target}, which has no such place" if anchor and target in ids and anchor not in ids[target] else ""
    )


CHECK = Check(
    "PB007",
    "link-dead",
    {"zh-hant": "連結失效", "en": "A link leads nowhere"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
