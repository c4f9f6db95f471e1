"""HTML to PDF/UA by WeasyPrint: no network, same bytes for the same input, and where everything stands."""

import contextlib
import gc
import hashlib
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportgen.render import footnotes, justify, linebreak
from reportgen.render.logo import SCHEME as LOGO_SCHEME

CHART_SCHEME = "chart"

Fetch = Callable[[str], bytes | None]
"""Gives the picture for a ``chart:`` or ``logo:`` address, or ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A PDF and where its parts stand.

    Attributes:
        pdf: the file.
        pages: id of a binding, section, note or any other element to the page, from 1, on which it begins.
        page_count: how many pages there are.
        missing: addresses that the layout asked for and did not get.
    """

    pdf: bytes
    pages: Mapping[str, int]
    page_count: int
    missing: tuple[str, ...] = ()


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches charts, the logo, and files below given folders, and nothing else."""

    def __init__(self, fetch: Fetch, roots: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=(CHART_SCHEME, LOGO_SCHEME, "file"))
        self._pictures = fetch
        self._roots = tuple(root.resolve() for root in roots)
        self.missing: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Fetch one address.

        Raises:
            ValueError: It is neither a known picture nor a file below the folders.
        """
        found = self._read(url)
        if found is None:
            self.missing.append(url)
            raise ValueError(f"{url} is neither a chart of the report nor a file of the project")
        body, kind = found
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _read(self, url: str) -> tuple[bytes, str] | None:
        parts = urlsplit(url)
        if parts.scheme in (CHART_SCHEME, LOGO_SCHEME):
            found = self._pictures(url)
            return None if found is None else (found, "image/png" if url.endswith(".png") else "image/svg+xml")
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
            return None
        path = Path(unquote(parts.path)).resolve()
        if not any(path.is_relative_to(root) for root in self._roots) or not path.is_file():
            return None
        return path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def write_pdf(
    html: str,
    *,
    title: str,
    language: str,
    identifier_seed: str,
    fetch: Fetch,
    roots: tuple[Path, ...] = (),
) -> LaidOut:
    """Lay out a document and write it as PDF/UA-1.

    Args:
        html: the document, with its style sheets in it.
        title: what a reader shows as the document's title.
        language: which edition it is; the language that the PDF declares is that of the HTML.
        identifier_seed: what makes this edition another than the last; part of the PDF's identifier.
        fetch: gives charts and the logo.
        roots: folders whose files may be shown; addresses without a scheme are seen from the first.
    """
    justify.install()
    linebreak.install()
    footnotes.install()
    fetcher = ClosedFetcher(fetch, roots)
    with _no_garbage_collection():
        base = f"{roots[0].resolve().as_uri()}/" if roots else None
        document = HTML(string=html, url_fetcher=fetcher, base_url=base).render(font_config=FontConfiguration())
        document.metadata.title = title
        pdf = document.write_pdf(
            finisher=_finish,
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(f"{identifier_seed}\x1f{language}".encode()).digest()[:16],
        )
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return LaidOut(pdf, pages, len(document.pages), tuple(fetcher.missing))


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Layout makes millions of boxes that all live to its end: looking for dead ones only costs time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _finish(document: object, pdf: Any) -> None:
    """Give header cells their scope, which WeasyPrint 70 leaves out (ISO 14289-1, 7.5)."""
    by_reference: dict[bytes, Any] = {item.reference: item for item in pdf.objects if hasattr(item, "get")}
    for item in by_reference.values():
        if item.get("S") == "/TH":
            row = by_reference[item["P"]]
            item["A"]["Scope"] = "/Column" if _heads_columns(item, by_reference[row["P"]]) else "/Row"


def _heads_columns(cell: Mapping[str, Any], row_parent: Mapping[str, Any]) -> bool:
    return row_parent.get("S") == "/THead" or "ColSpan" in cell["A"]
