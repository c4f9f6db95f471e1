"""The lead schedules: one sheet a topic, one row a metric, everything that a practitioner asks of a figure."""

from collections.abc import Callable, Mapping, Sequence

from reportgen.model.entity import Consolidation
from reportgen.model.figure import Figure, FigureKey, Kind, State
from reportgen.model.metric import Metric, Rollup
from reportgen.model.particulars import Role
from reportgen.model.remark import Remark, figure_subject
from reportgen.model.signoff import UNSIGNED, SignOff
from reportgen.model.tables import NoteSpec
from reportgen.model.unit import Style
from reportgen.pack.lead.contract import BREAKS, TIES, choice
from reportgen.pack.lead.desk import Desk, signed, size_form
from reportgen.pack.lead.parts import leaves
from reportgen.pack.lead.plan import COLUMNS, Lead, Line, Plan, published_value
from reportgen.pack.lead.table import Content, Live, Number, Row, Spot, Table, write

_SHOWN = 4  # cells, evidence and the like that a cell of the schedule names
_DIGITS = 15
_LONGEST = 8000  # characters of a formula
_ROLES = {Role.PREPARED: "prepared", Role.REVIEWED: "reviewed", Role.APPROVED: "approved"}


_Here = Callable[[str], str]
"""Gives the name of a row's cell in a column."""


def write_schedules(desk: Desk, plan: Plan, drilled: Mapping[FigureKey, Spot]) -> None:
    """Write one sheet a topic.

    Args:
        desk: the workbook.
        plan: where the figures stand.
        drilled: where a consolidated figure's sum over entities and months stands.
    """
    schedules = _Schedules(desk, plan, drilled)
    for lead in plan.leads:
        schedules.write(lead)


def check_formula(value: str, printed: str, tolerance: str) -> str:
    """A check cell's formula: whether a value is the printed one, rounded."""
    return f'IF(ABS({value}-{printed})<={tolerance},"{TIES}","{BREAKS}")'


class _Schedules:
    def __init__(self, desk: Desk, plan: Plan, drilled: Mapping[FigureKey, Spot]) -> None:
        self._desk = desk
        self._plan = plan
        self._drilled = drilled
        self._review = desk.review
        self._remarks: dict[FigureKey, list[Remark]] = {}
        for remark in self._review.remarks:
            if remark.figure is not None:
                self._remarks.setdefault(remark.figure, []).append(remark)
        self._findings: dict[str, dict[str, None]] = {}
        for outcome in self._review.outcomes:
            for finding in outcome.findings:
                for metric in filter(None, [finding.metric, *(one.metric for one in finding.involved)]):
                    self._findings.setdefault(metric, {})[finding.code] = None

    def write(self, lead: Lead) -> None:
        title = f"{lead.letter} · {lead.topic} · {self._desk.said('lead_schedule', ' ')}"
        rows = [self._row(lead, line, at) for at, line in enumerate(lead.lines)]
        write(self._desk, Table(lead.sheet, title, COLUMNS, rows, self._desk.said("lead_intro"), lead=True))

    def _row(self, lead: Lead, line: Line, at: int) -> Row:
        def here(column: str) -> str:
            spot = self._plan.cell(line.now.key, column)
            assert spot is not None
            return spot.seen_from(lead.sheet)

        metric, now = line.metric, line.now
        cells: dict[str, Content] = {
            "reference": line.reference,
            "metric": self._desk.both(metric.label),
            "selected": "●" if now.assured else "",
            "metric_id": metric.id,
            "definition": self._desk.both(metric.definition or {}),
            "unit": self._desk.unit_of(metric),
            "period": now.period.id,
            "notes": ", ".join(dict.fromkeys(note.id for note in self._notes(line))),
            "findings": ", ".join(self._findings.get(metric.id, ())),
            "remarks": self._earlier(line),
            "boundary": self._boundary(metric, now),
            "method": self._method(metric, now),
            "explanation": self._explanation(line),
            "threshold": self._threshold(metric),
        }
        cells |= self._value(now, lead.sheet, "this_year", "printed", "check", here)
        if line.prior is not None:
            cells |= self._value(line.prior, lead.sheet, "prior_restated", "prior_printed", "prior_check", here)
            if self._desk.tolerance(line.prior) != self._desk.tolerance(now) and "prior_check" in cells:
                own = f"{self._desk.tolerance(line.prior):f}"
                cells["prior_check"] = Live(check_formula(here("prior_restated"), here("prior_printed"), own), TIES)
            cells["prior_published"] = self._published(line.prior)
            cells |= self._change(line, here)
        if now.value is not None:
            cells["tolerance"] = Number(self._desk.tolerance(now), size_form(self._desk.tolerance(now)))
            given, printed = here("auditor_value"), here("printed")
            cells["difference"] = Live(
                f'IF(ISNUMBER({given}),{given}-{printed},"")', "", signed(self._desk.form(now, computed=True))
            )
        cells |= self._signed(metric, now) | self._evidence(now)
        return Row(figure_subject(*now.key), cells)

    # --- values ----------------------------------------------------------------------------------

    def _value(
        self, figure: Figure, sheet: str, value: str, printed: str, check: str, here: _Here
    ) -> dict[str, Content]:
        rounded = self._desk.printed(figure)
        if figure.value is None or rounded is None:
            key = "not_applicable" if figure.state is State.NOT_APPLICABLE else "not_available"
            return {value: self._desk.said(key)}
        form = self._desk.form(figure, computed=True)
        formula = self._formula(figure, sheet)
        cells: dict[str, Content] = {
            value: Number(figure.value, form, given=True) if formula is None else Live(formula, figure.value, form),
            printed: Number(rounded, self._desk.form(figure)),
            check: Live(check_formula(here(value), here(printed), here("tolerance")), TIES),
        }
        if formula is None and len(figure.value.normalize().as_tuple().digits) > _DIGITS:
            cells["exact"] = f"{figure.period}: {figure.value:f}"  # a sheet keeps fifteen digits
        return cells

    def _formula(self, figure: Figure, sheet: str) -> str | None:
        """A cell's formula; none where a spreadsheet couldn't hold it, and the value stands as it is."""
        spot = self._drilled.get(figure.key)
        formula = spot.seen_from(sheet) if spot is not None else self._plan.formula(figure, sheet)
        return formula if formula is not None and len(formula) < _LONGEST else None

    def _published(self, prior: Figure) -> Content:
        before = published_value(self._review, prior)
        if before is None:
            return self._desk.said("not_held") if prior.value is not None else ""
        return Number(before, self._desk.form(prior))

    def _change(self, line: Line, here: _Here) -> dict[str, Content]:
        now, prior, metric = line.now, line.prior, line.metric
        if prior is None or now.value is None or prior.value is None:
            return {}
        v, p = here("this_year"), here("prior_restated")
        form = self._desk.form(now, computed=True)
        moved = now.value - prior.value
        cells: dict[str, Content] = {"change": Live(f"{v}-{p}", moved, signed(form))}
        points = self._desk.project.units[metric.unit].style in (Style.PERCENT, Style.YEAR, Style.RANK)
        if prior.value and not points:
            cells["change_percent"] = Live(f"({v}-{p})/ABS({p})", moved / abs(prior.value), "+0.0%;-0.0%;0.0%")
        limits = metric.variance
        if limits.percent is None and limits.points is None:
            return cells
        asked = [f"{v}<>{p}", f"MAX(ABS({v}),ABS({p}))>={limits.floor}"]
        if limits.points is not None:
            asked.append(f"ROUND(ABS({v}-{p}),9)>{limits.points}")
        if limits.percent is not None:
            asked.append(f"IF({p}=0,TRUE,ROUND(ABS({v}-{p})/ABS({p})*100,9)>{limits.percent})")
        told = "▲" if limits.exceeded(now.value, prior.value) else "–"
        cells["flag"] = Live(f'IF(AND({",".join(asked)}),"▲","–")', told)
        return cells

    # --- words -----------------------------------------------------------------------------------

    def _threshold(self, metric: Metric) -> str:
        limits = metric.variance
        told = [f"> {limits.percent:f}%"] if limits.percent is not None else []
        told += [f"> {limits.points:f} {self._desk.said('points', ' ')}"] if limits.points is not None else []
        told += [f"{self._desk.said('from', ' ')} {limits.floor:f}"] if limits.floor else []
        return "\n".join(told)

    def _explanation(self, line: Line) -> str:
        told = [line.now.particulars.explanation, line.now.reason]
        if line.prior is not None and line.prior.restatement is not None:
            told.append(f"{line.prior.period}: {line.prior.restatement.reason}")
        return "\n".join(dict.fromkeys(filter(None, told)))

    def _boundary(self, metric: Metric, figure: Figure) -> str:
        boundary = self._desk.project.settings.boundary
        if figure.drilldown is None:
            group = self._desk.both(boundary.group.name)
            return group if metric.handed_in else ""
        count = len({leaf.part.entity for leaf in leaves(figure.drilldown) if leaf.share})
        out = [e.id for e in boundary if e.consolidation is Consolidation.EXCLUDED]
        told = f"{count} × {self._desk.said(f'level_{metric.level.value}', ' ')}"
        return told + (f"\n{self._desk.said('excluded', ' ')}: {', '.join(out)}" if out else "")

    def _method(self, metric: Metric, figure: Figure) -> str:
        told = [self._plan.in_words(figure), figure.particulars.method, figure.particulars.handed_as]
        if metric.consolidated:
            told.append(f"{self._desk.said('over_entities', ' ')}: {self._rollup(metric.over_entities, metric)}")
            if metric.every.value != "year":
                told.append(f"{self._desk.said('over_months', ' ')}: {self._rollup(metric.over_months, metric)}")
        told += [factor.id for factor in self._desk.project.factors if metric.id in factor.metrics]
        if figure.kind is not Kind.ACTUAL:
            told.append(self._desk.said(f"kind_{figure.kind.value}", " "))
        return "\n".join(filter(None, told))

    def _rollup(self, how: Rollup, metric: Metric) -> str:
        weight = f" ({metric.weight})" if how is Rollup.AVERAGE and metric.weight else ""
        return self._desk.said(f"rollup_{how.value}", " ") + weight

    def _notes(self, line: Line) -> Sequence[NoteSpec]:
        project = self._desk.project
        figures = [line.now, line.prior] if line.prior is not None else [line.now]
        return [note for figure in figures for note in project.notes_about(*figure.key)]

    def _earlier(self, line: Line) -> str:
        figures = [line.now, line.prior] if line.prior is not None else [line.now]
        told = [remark_in_words(self._desk, one) for figure in figures for one in self._remarks.get(figure.key, ())]
        for figure in figures:
            said = figure.particulars
            told += [f"{self._desk.said('query', ' ')}: {said.query}"] if said.query else []
            told += [f"→ {said.reply}"] if said.reply else []
        return "\n".join(told)

    # --- who and with what -----------------------------------------------------------------------

    def _signed(self, metric: Metric, figure: Figure) -> dict[str, Content]:
        if not metric.handed_in:
            return {}
        keys = [(metric.id, figure.period.id, self._desk.project.settings.entity)]
        if figure.drilldown is not None:
            keys = [
                (metric.id, leaf.part.period.id, leaf.part.entity) for leaf in leaves(figure.drilldown) if leaf.share
            ]
        found = [self._review.sign_offs.get(key, UNSIGNED) for key in keys]
        return {column: self._signature(found, role) for role, column in _ROLES.items()}

    def _signature(self, found: Sequence[SignOff], role: Role) -> str:
        if len(found) == 1:
            if (standing := found[0].standing.get(role)) is not None:
                return f"{standing.by}\n{standing.on}"
            if (lapsed := found[0].lapsed.get(role)) is not None:
                return f"{lapsed.by}\n{lapsed.on}\n({self._desk.said('lapsed', ' ')})"
        signed = sum(role in one.standing for one in found)
        return f"{signed} / {len(found)}" if len(found) > 1 else ""

    def _evidence(self, figure: Figure) -> dict[str, Content]:
        ids = [figure.particulars.evidence]
        if figure.drilldown is not None:
            below = [(figure.metric, leaf.part.period.id, leaf.part.entity) for leaf in leaves(figure.drilldown)]
            known = [self._review.entries[key].datapoint for key in below if key in self._review.entries]
            ids = [datapoint.particulars.evidence for datapoint in known]
        cells = [f"{cell.workbook.rpartition('/')[2]} › {cell.sheet} › {cell.ref}" for cell in figure.sources]
        return {"evidence": _some(list(dict.fromkeys(filter(None, ids)))), "sources": _some(cells)}


def remark_in_words(desk: Desk, remark: Remark) -> str:
    """A remark with its answers in one text."""
    told = [choice(remark.conclusion.value, desk.languages)] if remark.conclusion is not None else []
    told += [remark.text] if remark.text else []
    lines = [f"{remark.by}{f' {remark.on}' if remark.on else ''}: {'; '.join(told)}"]
    lines += [f"→ {answer.by} {answer.on}: {answer.text}" for answer in remark.answers]
    return "\n".join(lines)


def _some(texts: Sequence[str]) -> str:
    shown = list(texts[:_SHOWN])
    more = len(texts) - _SHOWN
    return "\n".join(shown + ([f"… + {more}"] if more > 0 else []))
