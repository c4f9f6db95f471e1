"""The words of a report as they are kept for next year's checks."""

from collections.abc import Iterable

from reportgen.checks.prose.passages import Passage, tree
from reportgen.model.manuscript import Bound, Manuscript
from reportgen.model.published import PublishedBlock, PublishedReport, published_figure, words_hash


def published_report(year: int, manuscripts: Iterable[Manuscript]) -> PublishedReport:
    """What a closed year keeps of the manuscripts of a fiscal year."""
    blocks = []
    for manuscript in manuscripts:
        bindings = {binding.id: binding for binding in manuscript.bindings}
        for chapter in manuscript.chapters:
            for top in tree(chapter):
                for node in top.walk():
                    passage = node.passage
                    if passage is None or not passage.text:
                        continue
                    ids = [s.run.binding for s in passage.bound if isinstance(s.run, Bound)]
                    figures = tuple(published_figure(bindings[id]) for id in ids if id in bindings)
                    blocks.append(
                        PublishedBlock(passage.language, passage.section, passage.kind, words_of(passage), figures)
                    )
    return PublishedReport(year, tuple(blocks))


def words_of(passage: Passage) -> str:
    """The hash of a passage's words, without its figures."""
    return words_hash(passage.typed)
