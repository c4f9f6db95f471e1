"""Lays the languages out, each in a process of its own, and proves that what was bound can be read again.

A layout is found again by the hash of its HTML, its charts and all that it is made with: a sentence changed in one
language lays out that language alone.
"""

import gc
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from reportgen.app.cache import Cache
from reportgen.locale import Printer
from reportgen.model.dossier import Dossier, Proof
from reportgen.model.manuscript import Chart, Manuscript
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.publication import PdfFile


@dataclass(frozen=True, slots=True)
class Layout:
    """A language laid out: its PDF, where things stand, and what reading it back has shown."""

    language: str
    pdf: bytes
    pages: Mapping[str, int]
    page_count: int
    proof: Proof
    file: PdfFile


def lay_out_all(
    dossier: Dossier, *, cache: Cache, workshop: str, draft: bool, meanwhile: Callable[[], None]
) -> dict[str, Layout]:
    """Lay out every manuscript of a dossier.

    Args:
        dossier: with manuscripts and index.
        cache: where layouts are kept.
        workshop: hash of the program, the libraries and the fonts.
        draft: whether every page says that it is a draft.
        meanwhile: work for this process while the others lay out.

    Raises:
        BrokenProjectError: A face is missing, a character has no glyph, or a picture was not found.
    """
    if len(dossier.manuscripts) == 1:
        meanwhile()
        only = dossier.manuscripts[0]
        return {only.language: lay_out(dossier, only, cache, workshop, draft)}
    # Forked, so that the dossier needs no copying; nothing has started a thread by now.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(len(dossier.manuscripts), mp_context=context, initializer=obey_parent) as pool:
        running: list[Future[Layout]] = [
            pool.submit(_in_worker, index, cache, workshop, draft) for index, _ in _shared(dossier)
        ]
        try:
            # The layouts are what everybody waits for: other work gets what time they leave.
            os.nice(_STEP_ASIDE)
            meanwhile()
            return {layout.language: layout for layout in (future.result() for future in running)}
        except BaseException:
            # Whatever stopped this process, an interrupt included, nobody waits for the layouts any more.
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise
        finally:
            _DOSSIER.clear()


_DOSSIER: list[Dossier] = []
_STEP_ASIDE = 10


def _shared(dossier: Dossier) -> Sequence[tuple[int, Manuscript]]:
    _DOSSIER[:] = [dossier]
    return tuple(enumerate(dossier.manuscripts))


def obey_parent() -> None:
    """A worker stops when its parent says so, and leaves an interrupt at the terminal to the parent.

    It lives for one layout only, so that looking for garbage would cost it time and save it nothing.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _in_worker(index: int, cache: Cache, workshop: str, draft: bool) -> Layout:
    dossier = _DOSSIER[0]
    return lay_out(dossier, dossier.manuscripts[index], cache, workshop, draft)


def lay_out(dossier: Dossier, manuscript: Manuscript, cache: Cache, workshop: str, draft: bool) -> Layout:
    """Lay out one language, or find its layout again.

    Raises:
        BrokenProjectError: A face is missing, a character has no glyph, or a picture was not found.
    """
    from reportgen.render.document import print_html  # noqa: PLC0415 - loads the renderer in its own process
    from reportgen.render.glyphs import glyph_name, missing_glyphs, require_families  # noqa: PLC0415
    from reportgen.render.inspection import inspect_pdf  # noqa: PLC0415
    from reportgen.render.pictures import draw_all  # noqa: PLC0415
    from reportgen.render.theme_file import theme_of  # noqa: PLC0415

    language = manuscript.language
    printer = Printer(language)
    theme = theme_of(dossier.project)
    require_families(theme.families(language), theme.packages)
    charts = draw_all(manuscript, dossier.project, cache.folder / "charts")
    html = print_html(dossier.project, manuscript, printer, index=dossier.index, chart_alt=charts.alt, draft=draft)
    lost = missing_glyphs(html, theme.families(language))
    if lost:
        raise BrokenProjectError(
            [
                Problem(
                    f"no font has the character {glyph_name(character)}",
                    _place_of(manuscript, dossier.project.root, character),
                    "install a font that has it and name it in the theme, or write the word another way",
                )
                for character in lost
            ]
        )
    svgs = json.dumps(charts.svgs, sort_keys=True)
    pictures = {f"chart:{id}.svg": svg.encode() for id, svg in charts.svgs.items()}
    if theme.logo:
        pictures[theme.logo.address] = theme.logo.content  # the address, which stands in the HTML, holds its hash
    key = cache.key("layout-4", html, svgs, workshop)
    kept = cache.get("layouts", key)
    pdf = cache.get("pdfs", key)
    if kept is None or pdf is None:
        pdf, kept = _lay_out_anew(dossier, manuscript, html, pictures, cache.key("edition", html, svgs))
        cache.put("pdfs", key, pdf)
        cache.put("layouts", key, kept)
    record = json.loads(kept)
    bound = {binding.id: binding for binding in manuscript.bindings}
    missing = tuple((bound[id], page) for id, page in record["lost"])
    proof = Proof(language, len(bound) - len(missing), missing)
    file = inspect_pdf(
        pdf,
        language=language,
        path=f"{language}/report.pdf",
        texts=tuple(record["texts"]),
        sections={id.removeprefix("s-"): page for id, page in record["pages"].items() if id.startswith("s-")},
    )
    return Layout(language, pdf, record["pages"], record["page_count"], proof, file)


def _lay_out_anew(
    dossier: Dossier, manuscript: Manuscript, html: str, pictures: Mapping[str, bytes], edition: str
) -> tuple[bytes, bytes]:
    try:
        from reportgen.render.pdf import write_pdf  # noqa: PLC0415 - loads Pango, which may be missing
    except OSError as error:
        fix = "run: apt-get install libpango-1.0-0 libpangoft2-1.0-0, then: reportgen doctor"
        raise BrokenProjectError([Problem(f"Pango cannot be loaded ({error})".split("\n", 1)[0], None, fix)]) from error
    from reportgen.render.readback import not_found, raw_page_texts, seen  # noqa: PLC0415

    project = dossier.project
    language = manuscript.language
    laid_out = write_pdf(
        html,
        title=f"{project.settings.names['company'][language]} — {project.settings.title[language]}",
        language=language,
        identifier_seed=edition,
        fetch=pictures.get,
        roots=(project.root / "templates",),
    )
    if laid_out.missing:
        raise BrokenProjectError(
            [
                Problem(f"the layout asks for {url}, which is no file of the project", None, "put the file there")
                for url in laid_out.missing
            ]
        )
    pages = {**laid_out.pages, **_chart_pages(manuscript, laid_out.pages)}
    texts = raw_page_texts(laid_out.pdf)
    lost = not_found(manuscript.bindings, pages, tuple(map(seen, texts)))
    record = {
        "pages": pages,
        "page_count": laid_out.page_count,
        "lost": [[miss.binding.id, miss.page] for miss in lost],
        "texts": texts,
    }
    return laid_out.pdf, json.dumps(record).encode()


def _chart_pages(manuscript: Manuscript, pages: Mapping[str, int]) -> dict[str, int]:
    """The page of each figure in a picture: that of its chart, which is never broken."""
    return {
        point.figure.binding: pages[f"c-{block.id}"]
        for chapter in manuscript.chapters
        for block in chapter.blocks
        if isinstance(block, Chart)
        for point in block.points
    }


def _place_of(manuscript: Manuscript, root: Path, character: str) -> Place | None:
    """The first line of a chapter that holds a character."""
    for chapter in manuscript.chapters:
        text = (root / chapter.path).read_text(encoding="utf-8")
        if character in text:
            return Place(chapter.path, text[: text.index(character)].count("\n") + 1)
    return None
