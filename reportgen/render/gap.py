"""The gap analysis for a board: as rows, as a workbook, as one page and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from reportgen.locale import Printer
from reportgen.model.index import Gap, GapRow, Pillar, Readiness
from reportgen.model.project import Project
from reportgen.model.standard import Disclosure, Relation
from reportgen.render.theme_file import theme_of
from reportgen.spreadsheets.book import Sheet, Value, workbook

_SHORT = (Readiness.MISSING, Readiness.PARTIAL)


@dataclass(frozen=True, slots=True)
class GapLine:
    """A requirement in the words of one language.

    Attributes:
        code: of the requirement.
        title: what it asks for.
        readiness: how far the report is.
        state: the same in words.
        there: where it is answered, or which answers carry over.
        close: what would close it, "" where nothing is open.
        owners: who holds the nearest figures.
        confidence: how well the catalogue's row could be verified.
    """

    code: str
    title: str
    readiness: Readiness
    state: str
    there: str
    close: str
    owners: str
    confidence: str


class GapWords:
    """Tells a gap analysis in one language."""

    def __init__(self, gap: Gap, project: Project, printer: Printer) -> None:
        self.gap = gap
        self.project = project
        self.printer = printer
        self._language = printer.language
        self._sections = {section.id: section for section in project.outline.sections}
        self._owners = {owner.id: owner.name for owner in project.settings.owners}

    @property
    def title(self) -> str:
        """What the analysis is of."""
        settings = self.project.settings
        return self.printer.ui(
            "gap_subtitle",
            report=settings.title[self._language],
            year=settings.fiscal_year.year,
            standard=self.gap.catalogue.name[self._language],
        )

    def state(self, readiness: Readiness) -> str:
        """How far a report is, in words."""
        return self.printer.ui(f"gap_{readiness}")

    def heading(self, heading: Disclosure) -> str:
        """A pillar's name."""
        return heading.title[self._language]

    def line(self, row: GapRow) -> GapLine:
        """One requirement."""
        return GapLine(
            code=row.disclosure.code,
            title=row.disclosure.title[self._language],
            readiness=row.readiness,
            state=self.state(row.readiness),
            there=self._there(row),
            close=self._close(row),
            owners=self._listed(self._owners[o][self._language] for o in row.owners if o in self._owners),
            confidence=row.disclosure.confidence.value,
        )

    def lines(self, pillar: Pillar | None = None) -> list[GapLine]:
        """The requirements of a pillar, or all of them, in the standard's order."""
        return [self.line(row) for row in self.gap.rows if pillar is None or row.pillar == pillar.heading.code]

    def _there(self, row: GapRow) -> str:
        if row.answers:
            return self._listed(dict.fromkeys(self._section(answer.section) for answer in row.answers))
        if not row.proposals:
            return ""
        by_way = self.printer.ui("gap_by_way", codes=self._codes(row))
        places = dict.fromkeys(self._section(a.section) for p in row.proposals for a in p.answers)
        return self.printer.ui("labelled", label=by_way, text=self._listed(places))

    def _section(self, id: str) -> str:
        section = self._sections[id]
        title = section.title[self._language]
        return f"{section.number} {title}" if section.number[:1].isdigit() else title

    def _codes(self, row: GapRow) -> str:
        useful = [p for p in row.proposals if p.relation is not Relation.RELATED] or row.proposals
        return self._listed(dict.fromkeys(p.source.name for p in useful))

    def _close(self, row: GapRow) -> str:
        ui = self.printer.ui
        match row.readiness:
            case Readiness.ANSWERED:
                return ""
            case Readiness.EXPLAINED:
                return ui("gap_review")
            case Readiness.CARRIED:
                return ui("gap_confirm", codes=self._codes(row))
        figures = [p.title[self._language] for p in row.lacking if p.kind.of_figures]
        texts = [p.title[self._language] for p in row.lacking if not p.kind.of_figures]
        told = []
        if figures:
            listed = self._listed(figures)
            units = ", ".join(row.disclosure.units)
            told.append(ui("gap_figure", text=ui("gap_units", text=listed, units=units) if units else listed))
        if texts:
            told.append(ui("gap_text", text=self._listed(texts)))
        if not told and row.proposals and row.readiness is Readiness.PARTIAL:
            return ui("gap_examine", codes=self._codes(row))
        return "; ".join(told) if told else self._whole(row.disclosure)

    def _whole(self, disclosure: Disclosure) -> str:
        units = ", ".join(disclosure.units)
        answer = self.printer.ui("gap_answer")
        return self.printer.ui("gap_units", text=answer, units=units) if units else answer

    def _listed(self, texts: Iterable[str]) -> str:
        return self.printer.ui("list_separator").join(texts)


def percent(value: Decimal) -> str:
    """A percentage in whole numbers, rounded half up."""
    return str(value.quantize(Decimal(1), ROUND_HALF_UP))


def gap_workbook(gap: Gap, project: Project, printers: Sequence[Printer]) -> bytes:
    """The analysis as XLSX: the sums by pillar, then all requirements, in every language."""
    told = [GapWords(gap, project, printer) for printer in printers]
    names = [words.printer.language for words in told]
    head = [(_heads(told, "gap_pillar"), 14)] + [(name, 40) for name in names]
    head += [(_heads(told, "gap_asked"), 14), (_heads(told, "gap_percent"), 14)]
    head += [(_heads(told, f"gap_{state}"), 14) for state in Readiness]
    rows: list[list[Value]] = []
    for pillar in gap.pillars:
        row: list[Value] = [pillar.heading.code, *(words.heading(pillar.heading) for words in told)]
        row += [pillar.asked, int(percent(pillar.percent))]
        rows.append(row + [pillar.counts.get(state, 0) for state in Readiness])
    counts = gap.counts
    total: list[Value] = [f"{gap.catalogue.standard} {gap.catalogue.edition}", *(words.title for words in told)]
    rows.append(
        [*total, sum(counts.values()), int(percent(gap.percent)), *(counts.get(state, 0) for state in Readiness)]
    )
    summary = Sheet(_heads(told, "gap_title"), head, rows, bold=frozenset({len(rows) - 1}))
    wide = ("gap_requirement", "status", "gap_there", "gap_close", "gap_owner")
    columns = [(_heads(told, "code"), 14), (_heads(told, "gap_pillar"), 12)]
    columns += [
        (f"{w.printer.ui(key)} ({w.printer.language})", 16 if key == "status" else 36) for key in wide for w in told
    ]
    columns.append((_heads(told, "confidence"), 12))
    body: list[list[Value]] = []
    for row_ in gap.rows:
        lines = [words.line(row_) for words in told]
        body.append(
            [
                row_.disclosure.code,
                row_.pillar,
                *(line.title for line in lines),
                *(line.state for line in lines),
                *(line.there for line in lines),
                *(line.close for line in lines),
                *(line.owners for line in lines),
                row_.disclosure.confidence.value,
            ]
        )
    return workbook(project, told[0].title, [summary, Sheet(_heads(told, "gap_requirement"), columns, body)])


def gap_page(gap: Gap, project: Project, printer: Printer) -> bytes:
    """The analysis as one page of HTML that needs no other file."""
    theme = theme_of(project)
    words = GapWords(gap, project, printer)
    html = _template().render(
        gap=gap,
        words=words,
        ui=printer.ui,
        lang=theme.lang[printer.language],
        company=project.settings.names["company"][printer.language],
        percent=percent,
        states=tuple(Readiness),
        short=_SHORT,
        demonstration=project.settings.demonstration,
    )
    return html.encode()


def gap_record(gap: Gap, project: Project, printers: Sequence[Printer]) -> dict[str, Any]:
    """The analysis for a program."""
    told = [GapWords(gap, project, printer) for printer in printers]
    return {
        "standard": gap.catalogue.standard,
        "edition": gap.catalogue.edition,
        "name": dict(gap.catalogue.name),
        "ready_percent": percent(gap.percent),
        "counts": {str(state): count for state, count in gap.counts.items()},
        "pillars": [
            {
                "code": pillar.heading.code,
                "title": dict(pillar.heading.title),
                "asked": pillar.asked,
                "ready_percent": percent(pillar.percent),
                "counts": {str(state): pillar.counts.get(state, 0) for state in Readiness},
            }
            for pillar in gap.pillars
        ],
        "rows": [_row_record(row, told) for row in gap.rows],
    }


def _row_record(row: GapRow, told: Sequence[GapWords]) -> dict[str, Any]:
    return {
        "code": row.disclosure.code,
        "pillar": row.pillar,
        "title": dict(row.disclosure.title),
        "obligation": row.disclosure.obligation,
        "readiness": row.readiness,
        "sections": [answer.section for answer in row.answers],
        "lacking": [{"id": p.id, "kind": p.kind, "title": dict(p.title)} for p in row.lacking],
        "proposals": [
            {
                "from": p.source.key,
                "relation": p.relation,
                "confidence": p.confidence,
                "sections": [answer.section for answer in p.answers],
            }
            for p in row.proposals
        ],
        "close": {words.printer.language: words.line(row).close for words in told},
        "owners": list(row.owners),
        "confidence": row.disclosure.confidence,
    }


def _heads(told: Sequence[GapWords], key: str) -> str:
    return " / ".join(dict.fromkeys(words.printer.ui(key) for words in told))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("reportgen.render", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("gap.html.j2")
