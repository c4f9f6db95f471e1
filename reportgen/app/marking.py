"""Marks the PDFs of a pack in a process of their own, while this one writes the rest."""

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from reportgen.app.layouts import obey_parent
from reportgen.model.figure import FigureKey
from reportgen.model.review import Review
from reportgen.render.marking import Marked, marked_pdf, selected_marks
from reportgen.render.theme_file import theme_of

_FOR: list[tuple[Path, Review, Mapping[FigureKey, str]]] = []


@contextmanager
def marking(root: Path, review: Review, named: Mapping[FigureKey, str]) -> Iterator[Future[Mapping[str, Marked]]]:
    """Begin to mark the selected information in every language's PDF.

    Args:
        root: the project, with the report as built.
        review: the pack.
        named: by figure, its reference in the lead workbook.

    Yields:
        What will hold the marked PDFs by language.
    """
    _FOR[:] = [(root, review, named)]
    # Forked, so that the review needs no copying; nothing has started a thread by now.
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork"), initializer=obey_parent)
    try:
        yield pool.submit(_mark_all)
    except BaseException:
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown()
        _FOR.clear()


def _mark_all() -> Mapping[str, Marked]:
    root, review, named = _FOR[0]
    theme = theme_of(review.dossier.project)
    return {
        manuscript.language: marked_pdf(
            (root / f"output/{manuscript.language}/report.pdf").read_bytes(),
            selected_marks(review, manuscript, named),
            review.pages.get(manuscript.language, {}),
            theme=theme,
            author="reportgen",
            made_at=review.identity.made_at,
        )
        for manuscript in review.dossier.manuscripts
    }
