"""What the checks found and what was answered, waivers, and the remarks of earlier packs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.model.finding import Finding
from reportgen.model.remark import Progress, Remark, finding_subject
from reportgen.model.waiver import Waiver
from reportgen.pack.lead.contract import choice
from reportgen.pack.lead.desk import Desk, form_of, signed
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write

_FINDINGS = (
    Column("code", 9, "mark"),
    Column("title", 34),
    Column("severity", 10, "mark"),
    Column("message", 56, "small"),
    Column("fix", 40, "small"),
    Column("reference", 9, "mark"),
    Column("metric_id", 24, "id"),
    Column("period", 10, "mark"),
    Column("section", 24, "small"),
    Column("language", 9, "mark"),
    Column("page", 7, "mark"),
    Column("place", 34, "id"),
    Column("confidence", 10, "mark"),
    Column("response", 44, "small"),
    Column("open", 8, "mark"),
    Column("tick", 9, "mark"),
    Column("conclusion", 16, "mark"),
    Column("comment", 36),
)
_WAIVERS = (
    Column("code", 26, "small"),
    Column("about", 40, "small"),
    Column("reason", 56, "small"),
    Column("by", 22, "small"),
    Column("on", 12, "mark"),
    Column("until", 12, "mark"),
    Column("until_value", 16, "number"),
    Column("matched", 10, "number"),
    Column("lapsed_why", 30, "small"),
    Column("written_at", 30, "id"),
)
_FOLLOW_UP = (
    Column("remark", 14, "id"),
    Column("pack_id", 14, "id"),
    Column("reference", 9, "mark"),
    Column("subject", 36, "id"),
    Column("by", 20, "small"),
    Column("on", 12, "mark"),
    Column("tick", 9, "mark"),
    Column("conclusion", 14, "mark"),
    Column("said", 44, "small"),
    Column("quote", 34, "small"),
    Column("found_value", 16, "number"),
    Column("now_printed", 16, "number"),
    Column("difference", 14, "number"),
    Column("progress", 13, "mark"),
    Column("owner", 16, "small"),
    Column("answer_due", 12, "mark"),
    Column("answers", 56, "small"),
)


class Found:
    """The sheets of findings, waivers and remarks."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._review = desk.review
        self._sections = {section.id: section for section in desk.project.outline.sections}

    def write(self) -> None:
        """Write the sheets."""
        self._sheet("findings_sheet", "findings_intro", _FINDINGS, list(self._findings()))
        self._sheet("waivers", "waivers_intro", _WAIVERS, [self._waiver(one) for one in self._desk.project.waivers])
        name = self._desk.said("followup", " ")
        table = Table(name, name, _FOLLOW_UP, ())
        rows = [self._remark(table, at, remark) for at, remark in enumerate(self._review.remarks)]
        self._sheet("followup", "followup_intro", _FOLLOW_UP, rows)

    def _sheet(self, key: str, intro: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        name = self._desk.said(key, " ")
        write(self._desk, Table(name, name, columns, rows, self._desk.said(intro)))

    # --- findings --------------------------------------------------------------------------------

    def _findings(self) -> Iterator[Row]:
        met: set[str] = set()
        for outcome in self._review.outcomes:
            for finding in outcome.findings:
                # Two findings that nothing tells apart share a fingerprint; what is said goes to the first.
                key = "" if finding.fingerprint in met else finding_subject(finding.fingerprint)
                met.add(finding.fingerprint)
                yield Row(key, self._finding(finding))

    def _finding(self, finding: Finding) -> dict[str, Content]:
        check = self._review.checks.get(finding.code)
        figure = (finding.metric or "", finding.period or "")
        spot, reference = self._plan.value(figure), self._plan.reference(figure)
        section = self._sections.get(finding.section or "")
        where = finding.cell if finding.cell is not None else finding.place
        return {
            "code": finding.code,
            "title": self._desk.both(check.title) if check is not None else "",
            "severity": self._desk.said(f"severity_{finding.severity.value}"),
            "message": finding.message,
            "fix": finding.fix,
            "reference": Link(str(spot), reference) if spot is not None else reference,
            "metric_id": finding.metric or "",
            "period": finding.period or "",
            "section": f"{section.number} {self._desk.both(section.title, ' ')}" if section else "",
            "language": finding.language or "",
            "page": "" if finding.page is None else str(finding.page),
            "place": "" if where is None else str(where),
            "confidence": finding.confidence.value,
            "response": finding.waived,
            "open": "" if finding.waived else "●",
        }

    def _waiver(self, waiver: Waiver) -> Row:
        found = [finding for outcome in self._review.outcomes for finding in outcome.findings]
        matched = [one for one in found if one.waived == waiver.answer and waiver.matches(one)]
        used = next((use for use in self._review.dossier.waivers or () if use.waiver == waiver), None)
        about = (waiver.metric, waiver.period, waiver.section, waiver.language, waiver.fingerprint)
        cells: dict[str, Content] = {
            "code": waiver.check,
            "about": ", ".join(one for one in about if one),
            "reason": waiver.reason,
            "by": waiver.by,
            "on": waiver.on,
            "until": waiver.until,
            "until_value": None if waiver.value is None else Number(waiver.value, form_of(waiver.value)),
            "matched": Number(len(matched) if used is None else used.findings, "0"),
            "lapsed_why": "" if used is None else used.lapsed,
            "written_at": "" if waiver.at is None else str(waiver.at),
        }
        return Row("", cells)

    # --- remarks ---------------------------------------------------------------------------------

    def _remark(self, table: Table, at: int, remark: Remark) -> Row:
        key = remark.figure
        spot = self._plan.value(key) if key is not None else None
        reference = self._plan.reference(key) if key is not None else ""
        section = self._sections.get(remark.section or "")
        cells: dict[str, Content] = {
            "remark": remark.id,
            "pack_id": remark.pack,
            "reference": Link(str(spot), reference) if spot is not None else reference,
            "subject": remark.subject + (f"\n{section.number} ({remark.language})" if section else ""),
            "by": remark.by,
            "on": remark.on,
            "tick": remark.tick,
            "conclusion": choice(remark.conclusion.value, self._desk.languages) if remark.conclusion else "",
            "said": remark.text,
            "quote": remark.quote,
            "progress": self._desk.said(f"progress_{remark.progress.value}", " "),
            "owner": remark.owner,
            "answer_due": remark.due if remark.progress is not Progress.CLEARED else None,
            "answers": "\n".join(f"{answer.by} {answer.on}: {answer.text}" for answer in remark.answers),
        }
        figure = self._review.figures.get(key) if key is not None else None
        if figure is not None and key is not None and (printed := self._desk.printed(figure)) is not None:
            now = "printed" if self._is_now(key) else "prior_printed"
            cells["now_printed"] = Live(str(self._plan.cell(key, now)), printed, self._desk.form(figure))
            if remark.value is not None:
                places = (table.at(at, column).seen_from(table.name) for column in ("found_value", "now_printed"))
                cells["found_value"] = Number(remark.value, form_of(remark.value), given=True)
                off: Decimal = remark.value - printed
                cells["difference"] = Live("-".join(places), off, signed(form_of(off)))
        return Row("", cells)

    def _is_now(self, key: tuple[str, str]) -> bool:
        return self._plan.value(key) == self._plan.cell(key, "this_year")
