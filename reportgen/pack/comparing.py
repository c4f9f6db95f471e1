"""What is different between two editions of a report."""

from collections.abc import Iterator, Sequence

from reportgen.model.difference import (
    Difference,
    DisclosureChange,
    FigureChange,
    FindingChange,
    MarkedSection,
    Move,
    NoteChange,
    TextChange,
)
from reportgen.model.edition import Edition, EditionFigure, EditionFinding
from reportgen.pack.aligning import aligned

_ASPECTS = ("value", "printed", "status", "unit", "assured", "notes")
_TOLD_AS = {"notes": "figure_notes"}


def compare(before: Edition, after: Edition) -> Difference:
    """What is different, by the order of the newer edition; nothing is said of what one of the two doesn't hold.

    An edition compared with itself has no difference, and two editions compared the other way round have the same one
    with added and removed, old and new exchanged.
    """
    return difference_of(before, after, blackline(before, after))


def blackline(before: Edition, after: Edition) -> tuple[MarkedSection, ...]:
    """The text of both editions laid over each other, section by section; empty where one of them holds none."""
    return () if "texts" in before.lacks | after.lacks else aligned(before, after)


def difference_of(before: Edition, after: Edition, marked: Sequence[MarkedSection]) -> Difference:
    """The same as :func:`compare` for two editions whose text was laid over each other before."""
    lacks = before.lacks | after.lacks
    foreign = set(before.languages) ^ set(after.languages) if "texts" not in lacks else set()
    return Difference(
        before=before.name,
        after=after.name,
        figures=tuple(_figures(before, after, lacks)),
        notes=() if "notes" in lacks else tuple(_notes(before, after, foreign)),
        disclosures=() if "disclosures" in lacks else tuple(_disclosures(before, after)),
        texts=tuple(change for section in marked for change in _texts(section)),
        findings=() if "findings" in lacks else tuple(_findings(before, after)),
        not_compared=(*sorted(lacks), *sorted(foreign)),
    )


def _figures(before: Edition, after: Edition, lacks: frozenset[str]) -> Iterator[FigureChange]:
    wanted = [aspect for aspect in _ASPECTS if _TOLD_AS.get(aspect, aspect) not in lacks]
    for key, now in after.figures.items():
        was = before.figures.get(key)
        if was is None:
            yield FigureChange(Move.ADDED, None, now)
        elif aspects := tuple(aspect for aspect in wanted if _differs(was, now, aspect)):
            yield FigureChange(Move.CHANGED, was, now, aspects)
    for key, was in before.figures.items():
        if key not in after.figures:
            yield FigureChange(Move.REMOVED, was, None)


def _differs(was: EditionFigure, now: EditionFigure, aspect: str) -> bool:
    if aspect == "printed":  # a language that only one of the two prints is no change of the figure
        return any(was.printed[language] != now.printed[language] for language in was.printed.keys() & now.printed)
    if aspect == "notes":
        return set(was.notes) != set(now.notes)
    return bool(getattr(was, aspect) != getattr(now, aspect))


def _notes(before: Edition, after: Edition, foreign: set[str]) -> Iterator[NoteChange]:
    old = {(note.id, note.language): note.words for note in before.notes if note.language not in foreign}
    new = {(note.id, note.language): note.words for note in after.notes if note.language not in foreign}
    for (id, language), words in new.items():
        was = old.get((id, language))
        if was is None:
            yield NoteChange(Move.ADDED, id, language, "", words)
        elif was != words:
            yield NoteChange(Move.CHANGED, id, language, was, words)
    for (id, language), words in old.items():
        if (id, language) not in new:
            yield NoteChange(Move.REMOVED, id, language, words, "")


def _disclosures(before: Edition, after: Edition) -> Iterator[DisclosureChange]:
    for key, now in after.disclosures.items():
        was = before.disclosures.get(key)
        if was is None:
            yield DisclosureChange(Move.ADDED, None, now)
        elif (was.status, set(was.sections)) != (now.status, set(now.sections)):
            yield DisclosureChange(Move.CHANGED, was, now)
    for key, was in before.disclosures.items():
        if key not in after.disclosures:
            yield DisclosureChange(Move.REMOVED, was, None)


def _texts(section: MarkedSection) -> Iterator[TextChange]:
    about = (section.language, section.section, section.title)
    for one in section.sentences:
        if one.move is Move.MOVED:
            if one.after:  # told once, where it stands now
                yield TextChange(one.move, *about, one.kind, one.after, one.after, page=one.page, origin=one.other)
        elif one.move is not None:
            yield TextChange(one.move, *about, one.kind, one.before, one.after, one.figures_only, one.page)


def _findings(before: Edition, after: Edition) -> Iterator[FindingChange]:
    for fingerprint, now in after.findings.items():
        was = before.findings.get(fingerprint)
        if was is None:
            yield FindingChange(Move.ADDED, None, now)
        elif _answered(was) != _answered(now):
            yield FindingChange(Move.CHANGED, was, now)
    for fingerprint, was in before.findings.items():
        if fingerprint not in after.findings:
            yield FindingChange(Move.REMOVED, was, None)


def _answered(finding: EditionFinding) -> tuple[str, str]:
    return finding.severity, finding.waived
