"""What the templates print of one language: sections with their margins, lists, and how many of each there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from reportgen.model.difference import Difference, DisclosureChange, FindingChange
from reportgen.model.figure import FigureKey
from reportgen.model.finding import Finding, Severity
from reportgen.model.manuscript import ChapterText, Manuscript
from reportgen.model.outline import Section
from reportgen.model.remark import Remark, finding_subject
from reportgen.model.review import Review
from reportgen.render.blocks import is_numbered
from reportgen.render.document import Part
from reportgen.render.review.blocks import ReviewBlocks, Told
from reportgen.render.review.margin import MOST, Item, Places, beside, changes_told, remark_told
from reportgen.render.site.plan import Plan

Listed = tuple[Item, str]
"""An item of a list, and where it belongs, in words."""
_GRAVEST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of the review edition, ready to be printed.

    Attributes:
        r: prints its blocks and words.
        sections: in the report's order.
        items: what stands beside each row, by its id.
        flags: what each row has, for the filters: ``selected``, ``changed``, ``findings``, ``remarks``.
        pages: the first and the last of the PDF on which a section prints a figure.
        findings: each with its tone, the title of its check, and where it belongs.
        changes: by the key of a heading.
        remarks: each with what it is about, who answers for it, and itself.
    """

    language: str
    r: ReviewBlocks
    sections: Sequence[Told]
    items: Mapping[str, Sequence[Item]]
    flags: Mapping[str, str]
    tally: Mapping[str, int]
    pages: Mapping[str, tuple[int, int]]
    views: Sequence[tuple[str, str, int | None]]
    filters: Sequence[tuple[str, str, int | None]]
    scope: str
    topics: Sequence[str]
    findings: Sequence[tuple[Finding, str, str, str]]
    changes: Sequence[tuple[str, Sequence[Listed]]]
    remarks: Sequence[tuple[Item, str, str, Remark]]

    def margin(self, row: str) -> tuple[Sequence[Item], Sequence[Item]]:
        """What stands open beside a row, and what waits behind a word: what asks nothing, and what is too much."""
        items = self.items.get(row, ())
        loud = [item for item in items if item.tone not in _QUIET]
        shown = loud[:MOST]
        return shown, [item for item in items if item not in shown]


def make_edition(
    review: Review,
    manuscript: Manuscript,
    found: Sequence[Part],
    plan: Plan,
    blocks: ReviewBlocks,
    findings: Sequence[Finding],
) -> Edition:
    """Print the sections of a language and find out what stands beside them."""
    sections = tuple(_sections(manuscript, found, plan, blocks))
    language = manuscript.language
    items = beside(review, findings, Places(sections), language)
    flags = {row.id: _flags(row.figures, items.get(row.id, ()), review) for told in sections for row in told.rows}
    return Edition(
        language=language,
        r=blocks,
        sections=sections,
        items=items,
        flags=flags,
        tally={
            told.section.id: sum(item.tone not in _QUIET for row in told.rows for item in items.get(row.id, ()))
            for told in sections
        },
        pages=_pages(manuscript, review.pages.get(language, {})),
        views=_views(review, findings, language),
        filters=_filters(review, findings, language),
        scope=_scope(review, blocks),
        topics=sorted({review.dossier.project.metrics[metric].topic for metric, _ in review.figures}),
        findings=[_listed(finding, review, blocks) for finding in _sorted(findings)],
        changes=_changes(review, blocks) if review.change else (),
        remarks=[_remark(remark, review, blocks) for remark in review.remarks],
    )


_QUIET = ("info", "waived", "cleared")
"""Tones that ask nothing of the reader."""


def _sections(manuscript: Manuscript, found: Sequence[Part], plan: Plan, blocks: ReviewBlocks) -> list[Told]:
    sections: list[Told] = []
    for part in found:
        texts: tuple[ChapterText, ...] = part.texts
        told = [] if part.chapter else [blocks.opening(part)]
        told += [blocks.told(part, chapter) for chapter in texts]
        ending = blocks.ending(part, plan)
        if ending is not None:
            last = told[-1]
            told[-1] = Told(last.section, last.part, last.path, (*last.rows, ending))
        sections += told
    return sections


def _flags(figures: Collection[FigureKey], items: Sequence[Item], review: Review) -> str:
    known = (
        ("selected", any((f := review.figures.get(key)) is not None and f.assured for key in figures)),
        ("changed", any(item.tone == "changed" for item in items)),
        ("findings", any(item.kind == "finding" for item in items)),
        ("remarks", any(item.kind == "remark" for item in items)),
    )
    return " ".join(name for name, so in known if so)


def _filters(review: Review, findings: Sequence[Finding], language: str) -> list[tuple[str, str, int | None]]:
    """Ways to look at the report, each with the number of things that it is about, not of the rows that it leaves."""
    return [
        ("all", "review_all", None),
        ("selected", "review_selected", len(review.selected)),
        ("changed", "review_changed", _changed(review, language)),
        ("findings", "review_with_findings", len(findings)),
        ("remarks", "review_with_remarks", len(review.remarks)),
    ]


def _changed(review: Review, language: str) -> int:
    """How many changes there are, those of sentences and notes in one language."""
    changes = review.change
    if changes is None:
        return 0
    own = sum(text.language == language for text in changes.texts)
    own += sum(note.language == language for note in changes.notes)
    return own + len(changes.figures) + len(changes.disclosures) + len(changes.findings)


def _pages(manuscript: Manuscript, pages: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for chapter in manuscript.chapters:
        on = [pages[binding.id] for binding in chapter.bindings if binding.id in pages]
        if on:
            found[chapter.section.id] = (min(on), max(on))
    return found


def _views(review: Review, findings: Sequence[Finding], language: str) -> list[tuple[str, str, int | None]]:
    return [
        ("report", "review_report", None),
        ("figures", "review_figures", len(review.figures)),
        ("findings", "review_findings_changes", len(findings) + _changed(review, language)),
        ("comments", "review_comments", len(review.remarks)),
    ]


def _scope(review: Review, blocks: ReviewBlocks) -> str:
    scope, printer = review.scope, blocks.printer
    owners = {owner.id: owner.name[blocks.language] for owner in review.dossier.project.settings.owners}
    chosen = [owners.get(owner, owner) for owner in scope.owners] + list(scope.topics)
    chosen += [printer.ui("review_selected")] if scope.selected else []
    chosen += [printer.ui("review_roles")] if scope.roles else []
    if scope.whole:
        chosen.insert(0, printer.ui("review_whole"))
    return printer.ui("list_separator").join(chosen)


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (bool(one.waived), _GRAVEST[one.severity], one.code))


def _listed(finding: Finding, review: Review, blocks: ReviewBlocks) -> tuple[Finding, str, str, str]:
    tone = "waived" if finding.waived else finding.severity.value
    check = review.checks.get(finding.code)
    title = check.title.get(blocks.language, check.name) if check else finding.code
    return finding, tone, title, _where(finding, review, blocks)


def _where(finding: Finding, review: Review, blocks: ReviewBlocks) -> str:
    metrics, outline = review.dossier.project.metrics, review.dossier.project.outline
    told = []
    if finding.metric and finding.metric in metrics:
        label = metrics[finding.metric].label[blocks.language]
        told.append(f"{label} ({finding.period})" if finding.period else label)
    section = next((one for one in outline.sections if one.id == finding.section), None)
    if section is not None:
        told.append(_named(section, blocks.language))
    told += [str(place) for place in (finding.place, finding.cell) if place is not None]
    return " · ".join(told)


def _named(section: Section, language: str) -> str:
    title = section.title[language]
    return f"{section.number} {title}" if is_numbered(section) else title


def _changes(review: Review, blocks: ReviewBlocks) -> list[tuple[str, list[Listed]]]:
    change, language = review.change, blocks.language
    assert change is not None
    told = list(changes_told(review, language))
    sections = {one.id: _named(one, language) for one in review.dossier.project.outline.sections}

    def of(kind: str) -> list[Listed]:
        return [(item, sections.get(item.subject.partition(":")[2], "")) for item in told if item.kind == kind]

    found: list[tuple[str, list[Listed]]] = [
        ("review_figures", of("figure")),
        ("review_texts", of("text")),
        ("notes", of("note")),
        ("review_disclosures", [_disclosure(one, blocks) for one in change.disclosures]),
        ("review_findings", [_opened(one) for one in change.findings]),
    ]
    return [(head, items) for head, items in found if items]


def _disclosure(change: DisclosureChange, blocks: ReviewBlocks) -> Listed:
    newest = change.after or change.before
    assert newest is not None
    was, now = (blocks.printer.ui(f"status_{one.status}") if one else "–" for one in (change.before, change.after))
    title = newest.title.get(blocks.language, "")
    body = Markup('<span class="of">{}</span> <del>{}</del> → <ins>{}</ins>').format(title, was, now)
    return Item("disclosure", "changed", f"review_disclosure_{change.move}", body, "", newest.code), newest.standard


def _opened(change: FindingChange) -> Listed:
    newest = change.after or change.before
    assert newest is not None
    subject = finding_subject(newest.fingerprint) if change.after else ""
    word = f"review_finding_{change.move}"
    return Item("finding", "changed", word, escape(newest.message), subject, newest.code), ""


def _remark(remark: Remark, review: Review, blocks: ReviewBlocks) -> tuple[Item, str, str, Remark]:
    project, language = review.dossier.project, blocks.language
    kind, _, id = remark.subject.partition(":")
    sections = {one.id: _named(one, language) for one in project.outline.sections}
    subject = id
    if remark.figure is not None and remark.figure[0] in project.metrics:
        subject = f"{project.metrics[remark.figure[0]].label[language]} ({remark.figure[1]})"
    elif kind == "section":
        subject = sections.get(id, id)
    owners = {owner.id: owner.name[language] for owner in project.settings.owners}
    where = blocks.printer.ui("review_answers_by", owner=owners.get(remark.owner, remark.owner))
    if remark.due is not None:
        where = f"{where} · {blocks.printer.date(remark.due)}"
    return remark_told(remark), subject, where, remark


def changed_figures(change: Difference | None) -> frozenset[FigureKey]:
    """The figures that are not what they were in the pack before."""
    return frozenset(one.figure.key for one in change.figures) if change else frozenset()
