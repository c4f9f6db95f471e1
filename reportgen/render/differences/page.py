"""What is different between two editions as one page of HTML that needs nothing else: the text with its marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined

from reportgen.model.difference import Difference, FigureChange, MarkedSection, MarkedSentence, Move
from reportgen.model.edition import EditionFigure
from reportgen.model.words import is_chinese
from reportgen.render.differences.marks import Mark, Piece, marked
from reportgen.render.differences.words import ASPECTS, FINDINGS, KINDS, MOVES, NOT_COMPARED

_LANGS = {"zh-hant": "zh-Hant-HK"}


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence with its marks; ``moved`` says where from or to."""

    pieces: tuple[Piece, ...]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block of the text: its kind, its page, its sentences, and whether anything, or only numbers, changed in it."""

    kind: str
    page: int | None
    sentences: tuple[ShownSentence, ...]
    changed: bool
    figures_only: bool


@dataclass(frozen=True, slots=True)
class ShownText:
    """A section in one language: blocks that changed one by one, those that didn't together."""

    language: str
    title: str
    runs: tuple[tuple[bool, tuple[ShownBlock, ...]], ...]
    figures_only: bool


def as_page(difference: Difference, blackline: Sequence[MarkedSection]) -> str:
    """The page: figures old and new, the text of each changed section with its marks, notes, index and findings.

    Args:
        difference: what is different.
        blackline: the text of both editions laid over each other.
    """
    titles = {(one.language, one.section): one.title for one in blackline}
    sections: dict[str, list[ShownText]] = {}
    unchanged: dict[str, str] = {}
    for one in blackline:
        if one.changed:
            sections.setdefault(one.section, []).append(_text(one, titles))
        else:
            unchanged.setdefault(one.section, one.title)
    source = (files("reportgen.render.differences") / "page.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(
        marked=marked, is_chinese=is_chinese, lang=lambda language: _LANGS.get(language, language)
    )
    return environment.from_string(source).render(
        d=difference,
        sections=sections,
        unchanged=[title for id, title in unchanged.items() if id not in sections],
        figures=_by_move(difference.figures),
        delta=_delta,
        only=sum(one.figures_only for one in difference.texts),
        opened=sum(one.move is Move.ADDED for one in difference.findings),
        closed=sum(one.move is Move.REMOVED for one in difference.findings),
        words={"move": MOVES, "finding": FINDINGS, "kind": KINDS, "aspect": ASPECTS, "not": NOT_COMPARED},
    )


def _by_move(changes: Sequence[FigureChange]) -> list[tuple[str, list[FigureChange]]]:
    """The changed figures first, then those that came and those that went."""
    order = (Move.CHANGED, Move.ADDED, Move.REMOVED)
    found = [(move.value, [one for one in changes if one.move is move]) for move in order]
    return [(move, of) for move, of in found if of]


def _delta(was: EditionFigure, now: EditionFigure) -> str:
    """By how much a value changed: the difference in its unit, and in per cent of the old value."""
    if was.value is None or now.value is None or was.value == now.value:
        return ""
    by = now.value - was.value
    share = f" ({by / abs(was.value) * 100:+,.1f}%)" if was.value and abs(by / was.value) < Decimal(100) else ""
    return f"{by:+,f}{share}".replace("-", "−")


def _text(section: MarkedSection, titles: dict[tuple[str, str], str]) -> ShownText:
    blocks = list(_blocks(section, titles))
    runs = tuple((changed, tuple(group)) for changed, group in groupby(blocks, lambda block: block.changed))
    only = all(block.figures_only for block in blocks if block.changed)
    return ShownText(section.language, section.title, runs, only)


def _blocks(section: MarkedSection, titles: dict[tuple[str, str], str]) -> Iterator[ShownBlock]:
    found: list[list[MarkedSentence]] = []
    for sentence in section.sentences:
        if sentence.begins or not found:
            found.append([])
        found[-1].append(sentence)
    for block in found:
        changes = [one for one in block if one.move is not None]
        yield ShownBlock(
            block[0].kind,
            next((one.page for one in block if one.page), None),
            tuple(_sentence(one, section.language, titles) for one in block),
            bool(changes),
            bool(changes) and all(one.figures_only for one in changes),
        )


def _sentence(one: MarkedSentence, language: str, titles: dict[tuple[str, str], str]) -> ShownSentence:
    if one.move is Move.CHANGED:
        return ShownSentence(marked(one.before, one.after))
    if one.move is Move.MOVED:
        where = titles.get((language, one.other), one.other)
        return ShownSentence((Piece(Mark.KEPT, one.after or one.before),), f"{'←' if one.after else '→'} {where}")
    mark = {Move.ADDED: Mark.INSERTED, Move.REMOVED: Mark.DELETED}[one.move] if one.move else Mark.KEPT
    return ShownSentence((Piece(mark, one.after or one.before),))
