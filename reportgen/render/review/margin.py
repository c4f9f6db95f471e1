"""What stands in the margin: findings, changes since the last pack and remarks, each beside the row it belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.model.difference import FigureChange, Move, NoteChange, TextChange
from reportgen.model.figure import FigureKey
from reportgen.model.finding import Finding
from reportgen.model.remark import Progress, Remark, figure_subject, finding_subject, note_subject
from reportgen.model.review import Review
from reportgen.render.review.blocks import Row, Told
from reportgen.render.review.compare import marked_words, squeezed

MOST = 5
"""Items that stand open beside one row; the others wait behind a word that says how many they are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the margin.

    Attributes:
        kind: ``finding``, ``figure``, ``text``, ``note`` or ``remark``.
        tone: what colours it: error, warning, info, waived, changed, open, answered or cleared.
        word: key of the word of the interface that names it.
        code: short name beside the word, e.g. of a check.
        body: what it says.
        subject: what it is about; opens in the panel. Empty for what has gone.
        answers: what was answered, as who and what.
    """

    kind: str
    tone: str
    word: str
    body: Markup
    subject: str
    code: str = ""
    answers: tuple[tuple[str, str], ...] = ()


class Places:
    """Finds the row that something belongs to, among the sections of one language."""

    def __init__(self, sections: Sequence[Told]) -> None:
        self._rows = {told.section.id: told.rows for told in sections}
        self._paths = {told.path: told.section.id for told in sections if told.path}
        self._printing: dict[FigureKey, dict[str, Row]] = defaultdict(dict)
        self._metric: dict[str, dict[str, Row]] = defaultdict(dict)
        self._tables: dict[str, Row] = {}
        for told in sections:
            for row in told.rows:
                self._tables.update({row.table: row} if row.table else {})
                for key in row.figures:
                    self._printing[key].setdefault(told.section.id, row)
                    self._metric[key[0]].setdefault(told.section.id, row)

    def title(self, section: str | None) -> Row | None:
        """The row of a section's title."""
        return next(iter(self._rows.get(section or "", ())), None)

    def written(self, path: str, line: int | None) -> Row | None:
        """The row that was written at a line of a chapter's file."""
        rows = self._rows.get(self._paths.get(path, ""), ())
        before = [row for row in rows if row.line is not None and line is not None and row.line <= line]
        return max(before, key=lambda row: row.line or 0, default=None)

    def printing(self, metric: str, period: str | None) -> Mapping[str, Row]:
        """The first row of each section that prints a figure, or any figure of its metric."""
        return self._printing.get((metric, period), {}) if period else self._metric.get(metric, {})

    def holding(self, section: str | None, words: str) -> Row | None:
        """The row of a section that holds some words."""
        wanted = squeezed(words)
        return next((row for row in self._rows.get(section or "", ()) if wanted and wanted in row.words), None)

    def table(self, table: str) -> Row | None:
        """The row of a KPI table."""
        return self._tables.get(table)


def beside(review: Review, findings: Iterable[Finding], places: Places, language: str) -> dict[str, list[Item]]:
    """What stands beside each row of a language, by the row's id; the gravest first.

    Args:
        review: the pack; gives changes and remarks.
        findings: those in scope.
        places: the rows of the language.
        language: of the rows.
    """
    told = {finding.fingerprint: finding for finding in findings}
    found: dict[str, list[Item]] = defaultdict(list)
    every = (
        *((_finding(f), [_row_of_finding(f, places)]) for f in told.values() if f.language in (None, language)),
        *_changes(review, places, language),
        *((remark_told(r), [_row_of_remark(r, review, told, places, language)]) for r in review.remarks),
    )
    for item, rows in every:
        for row in rows:
            if row is not None:
                found[row.id].append(item)
    return {row: sorted(items, key=lambda item: _ORDER.index(item.tone)) for row, items in found.items()}


_ORDER = ("error", "warning", "changed", "open", "answered", "info", "waived", "cleared")


def _row_of_finding(finding: Finding, places: Places) -> Row | None:
    by_line = places.written(finding.place.path, finding.place.line) if finding.place else None
    if by_line is not None:
        return by_line
    if finding.metric:
        rows = places.printing(finding.metric, finding.period)
        row = rows.get(finding.section or "") or (None if finding.section else next(iter(rows.values()), None))
        if row is not None:
            return row
    return places.title(finding.section)


def _finding(finding: Finding) -> Item:
    tone = "waived" if finding.waived else finding.severity.value
    body = escape(finding.message)
    answers = (("", finding.waived),) if finding.waived else ()
    return Item("finding", tone, f"review_{tone}", body, finding_subject(finding.fingerprint), finding.code, answers)


def changes_told(review: Review, language: str) -> Iterator[Item]:
    """The figures, sentences and notes that changed since the pack before, in one language."""
    return (item for item, _ in _changes(review, Places(()), language))


def _changes(review: Review, places: Places, language: str) -> Iterator[tuple[Item, list[Row | None]]]:
    if review.change is None:
        return
    for figure in review.change.figures:
        yield _figure(figure, language), list(places.printing(*figure.figure.key).values())
    for text in review.change.texts:
        if text.language == language:
            row = places.holding(text.section, text.after) or places.title(text.section)
            yield _text(text), [row]
    for note in review.change.notes:
        if note.language == language:
            spec = review.dossier.project.notes.get(note.id)
            yield _note(note), [places.table(spec.table) if spec else None]


def _figure(change: FigureChange, language: str) -> Item:
    was, now = (side.printed.get(language, "–") if side else "–" for side in (change.before, change.after))
    label = change.figure.label.get(language, change.figure.metric)
    moved = Markup("<del>{}</del> → <ins>{}</ins>").format(was, now) if was != now else escape(now)
    body = Markup('<span class="of">{} ({})</span> {}').format(label, change.figure.period, moved)
    subject = figure_subject(*change.figure.key) if change.after else ""
    return Item("figure", "changed", f"review_figure_{change.move}", body, subject)


def _text(change: TextChange) -> Item:
    bodies = {
        Move.ADDED: lambda: Markup("<ins>{}</ins>").format(change.after),
        Move.REMOVED: lambda: Markup("<del>{}</del>").format(change.before),
        Move.CHANGED: lambda: marked_words(change.before, change.after),
    }
    return Item("text", "changed", f"review_text_{change.move}", bodies[change.move](), f"section:{change.section}")


def _note(change: NoteChange) -> Item:
    body = marked_words(change.before, change.after)
    subject = "" if change.move is Move.REMOVED else note_subject(change.id)
    return Item("note", "changed", f"review_note_{change.move}", body, subject)


def _row_of_remark(
    remark: Remark, review: Review, findings: Mapping[str, Finding], places: Places, language: str
) -> Row | None:
    if remark.language not in (None, "", language):
        return None
    kind, _, id = remark.subject.partition(":")
    if kind == "figure" and remark.figure is not None:
        rows = places.printing(*remark.figure) if remark.figure in review.figures else {}
        return rows.get(remark.section or "") or next(iter(rows.values()), None)
    if kind == "note" and (spec := review.dossier.project.notes.get(id)) is not None:
        return places.table(spec.table)
    if kind == "finding" and id in findings:
        return _row_of_finding(findings[id], places)
    section = id if kind == "section" else remark.section
    return places.holding(section, remark.quote) or places.title(section)


def remark_told(remark: Remark) -> Item:
    """What a reviewer said before, and what was answered."""
    body = escape(remark.text or "")
    if remark.quote:
        body = Markup("<q>{}</q> {}").format(remark.quote, body)
    answers = tuple((answer.by, answer.text) for answer in remark.answers)
    word = "review_open_remark" if remark.progress is Progress.OPEN else f"review_{remark.progress}"
    return Item("remark", remark.progress.value, word, body, remark.subject, remark.by, answers)
