"""Drill-down sheets: what each entity, site and month adds to a consolidated figure, with the sums as formulas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.collection import stretches
from reportgen.model.figure import Figure, FigureKey, Part
from reportgen.model.metric import Metric, Rollup
from reportgen.model.period import Period
from reportgen.pack.lead.contract import TIES
from reportgen.pack.lead.desk import Desk, form_of
from reportgen.pack.lead.plan import Lead, Plan
from reportgen.pack.lead.schedule import check_formula
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Spot, Table, write

_NAME_LENGTH = 31
_COLUMNS = (
    Column("reference", 9, "mark"),
    Column("entity", 32),
    Column("entity_id", 16, "id"),
    Column("period", 10, "mark"),
    Column("value", 18, "number"),
    Column("share", 9, "number"),
    Column("weight", 15, "number"),
    Column("contribution", 18, "number"),
    Column("printed", 16, "number"),
    Column("check", 7, "mark"),
    Column("how_made", 30, "small"),
    Column("state", 14, "small"),
    Column("sources", 40, "small"),
    Column("explanation", 34, "small"),
)
_AT = {column.id: number for number, column in enumerate(_COLUMNS, 1)}


@dataclass(frozen=True, slots=True)
class _Block:
    """A part and the row in which it stands; those that it is put together from stand below it."""

    part: Part
    row: int
    top: bool


class Drills:
    """The drill-down sheets of all lead schedules."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._blocks: dict[FigureKey, list[_Block]] = {}
        self._sheets: list[tuple[Lead, str, list[Figure]]] = []
        self.spots: dict[FigureKey, Spot] = {}
        for lead in plan.leads:
            both = [figure for line in lead.lines for figure in (line.now, line.prior) if figure is not None]
            named_once = [figure for figure in both if not desk.project.metrics[figure.metric].same_as]
            figures = [figure for figure in named_once if figure.drilldown is not None]
            if figures:
                name = f"{lead.letter}. {desk.said('drilldown', ' ')} {lead.topic}"[:_NAME_LENGTH].strip()
                self._sheets.append((lead, name, figures))
                self._place(name, figures)

    def _place(self, name: str, figures: Sequence[Figure]) -> None:
        row = 0
        for figure in figures:
            if figure.drilldown is None:
                continue
            blocks: list[_Block] = []
            waiting = [figure.drilldown]
            while waiting:
                part = waiting.pop(0)
                blocks.append(_Block(part, row, top=not blocks))
                row += 1 + len(part.parts)
                waiting += [below for below in part.parts if below.parts]
            self._blocks[figure.key] = blocks
            if figure.value is not None:
                self.spots[figure.key] = self._spot(name, blocks[0].row, "value")

    def _spot(self, sheet: str, row: int, column: str) -> Spot:
        return Table(sheet, "", _COLUMNS, ()).at(row, column)

    def write(self) -> None:
        """Write the sheets."""
        for lead, name, figures in self._sheets:
            rows = [row for figure in figures for row in self._rows(name, figure)]
            title = f"{lead.letter} · {lead.topic} · {self._desk.said('drilldown', ' ')}"
            write(self._desk, Table(name, title, _COLUMNS, rows, self._desk.said("drilldown_intro")))

    # --- blocks ----------------------------------------------------------------------------------

    def _rows(self, sheet: str, figure: Figure) -> Iterator[Row]:
        metric = self._desk.project.metrics[figure.metric]
        blocks = self._blocks[figure.key]
        own_row = {id(block.part): block.row for block in blocks}
        for block in blocks:
            weights = self._weights(metric, block.part)
            yield self._head(sheet, figure, metric, block, weights)
            for at, part in enumerate(block.part.parts, block.row + 1):
                yield self._below(sheet, figure, part, at, own_row.get(id(part)), weights)

    def _head(
        self, sheet: str, figure: Figure, metric: Metric, block: _Block, weights: Mapping[int, Decimal] | None
    ) -> Row:
        part = block.part
        cells: dict[str, Content] = {
            "reference": self._reference(figure),
            "entity": f"{self._entity(part.entity)} · {self._desk.name_of(metric.id, ' ')}".replace("\n", " "),
            "entity_id": part.entity,
            "period": part.period.id,
            "state": self._desk.said(f"state_{part.state.value}", " "),
            "explanation": part.reason,
        }
        form = self._desk.form(figure, computed=True)
        if part.value is not None:
            formula = self._formula(sheet, metric, block, weights)
            given = Number(part.value, form, given=True)
            cells["value"] = Live(formula, part.value, form) if formula else given
            cells["how_made"] = self._made(metric, part) if formula else self._desk.said("handed_in", " ")
        if part.source is not None:
            cells["sources"] = str(part.source)
        if block.top and (printed := self._desk.printed(figure)) is not None:
            cells["printed"] = Number(printed, self._desk.form(figure))
            places = (self._spot(sheet, block.row, column).seen_from(sheet) for column in ("value", "printed"))
            value, told = places
            cells["check"] = Live(check_formula(value, told, f"{self._desk.tolerance(figure):f}"), TIES)
        return Row("", cells, band=True)

    def _reference(self, figure: Figure) -> Content:
        spot = self._plan.value(figure.key)
        reference = self._plan.reference(figure.key)
        return Link(str(spot), reference) if spot is not None else reference

    def _below(
        self,
        sheet: str,
        figure: Figure,
        part: Part,
        row: int,
        made_at: int | None,
        weights: Mapping[int, Decimal] | None,
    ) -> Row:
        def here(column: str) -> str:
            return self._spot(sheet, row, column).seen_from(sheet)

        form = self._desk.form(figure, computed=True)
        cells: dict[str, Content] = {
            "entity": "    " + self._entity(part.entity).replace("\n", " "),
            "entity_id": part.entity,
            "period": part.period.id,
            "share": Number(part.counts_by, form_of(part.counts_by), given=True),
            "state": self._desk.said(f"state_{part.state.value}", " "),
            "explanation": part.reason,
        }
        if part.source is not None:
            cells["sources"] = str(part.source)
        if part.value is None:
            return Row("", cells)
        if made_at is not None:
            cells["value"] = Live(self._spot(sheet, made_at, "value").seen_from(sheet), part.value, form)
        else:
            cells["value"] = Number(part.value, form, given=True)
        weight = (weights or {}).get(id(part))
        if weight is not None:
            cells["weight"] = Number(weight, form_of(weight), given=True)
        told = part.value * part.counts_by * (1 if weight is None else weight)
        times = f"*{here('weight')}" if weight is not None else ""
        cells["contribution"] = Live(f"{here('value')}*{here('share')}{times}", told, form_of(told))
        return Row("", cells)

    # --- how a part is made ----------------------------------------------------------------------

    def _formula(self, sheet: str, metric: Metric, block: _Block, weights: Mapping[int, Decimal] | None) -> str:
        """The formula of a part's value over the rows below it; "" where it was handed in as it is."""
        part = block.part
        if not part.parts:
            return ""
        first, last = block.row + 1, block.row + len(part.parts)

        def over(column: str) -> str:
            ends = (self._spot(sheet, row, column).seen_from(sheet) for row in (first, last))
            return ":".join(ends)

        how = metric.over_months if of_months(part) else metric.over_entities
        if how is Rollup.LAST:
            newest = max(range(len(part.parts)), key=lambda at: self._month(part.parts[at].period))
            return self._spot(sheet, first + newest, "value").seen_from(sheet)
        if how is not Rollup.AVERAGE:
            return f"SUM({over('contribution')})"
        if of_months(part) and not metric.weight:
            months = len(stretches(metric, self._desk.project.settings.fiscal_year))
            return f"SUM({over('value')})/{months}"
        if weights is None:
            return ""  # its weights are not in this pack
        return f"SUM({over('contribution')})/SUMPRODUCT({over('weight')},{over('share')})"

    def _month(self, period: Period) -> str:
        span = self._desk.project.settings.fiscal_year.span(period)
        return span[1].isoformat() if span else ""

    def _made(self, metric: Metric, part: Part) -> str:
        how = metric.over_months if of_months(part) else metric.over_entities
        what = "over_months" if of_months(part) else "over_entities"
        weight = f" ({metric.weight})" if how is Rollup.AVERAGE and metric.weight else ""
        key = "rollup_months" if how is Rollup.SUM and of_months(part) else f"rollup_{how.value}"
        return f"{self._desk.said(what, ' ')}: {self._desk.said(key, ' ')}{weight}"

    def _weights(self, metric: Metric, part: Part) -> Mapping[int, Decimal] | None:
        """By part, the weight with which it counts in an average; ``None`` if some are not at hand."""
        how = metric.over_months if of_months(part) else metric.over_entities
        if how is not Rollup.AVERAGE or not metric.weight:
            return None
        found: dict[int, Decimal] = {}
        for below in part.parts:
            if below.value is None or not below.counts_by:
                continue
            weight = self._weight(metric.weight, below.entity, below.period)
            if weight is None:
                return None
            found[id(below)] = weight
        return found

    def _weight(self, metric: str, entity: str, period: Period) -> Decimal | None:
        for figure in self._desk.review.dossier.figures.of(metric):
            if figure.drilldown is not None and (part := _find(figure.drilldown, entity, period)) is not None:
                return part.value
        entry = self._desk.review.entries.get((metric, period.id, entity))
        return None if entry is None else entry.value

    def _entity(self, id: str) -> str:
        found = self._desk.project.settings.boundary.get(id)
        return self._desk.both(found.name) if found is not None else id


def of_months(part: Part) -> bool:
    """Whether a part was put together from stretches of time, not from entities."""
    return any(below.entity == part.entity and below.period != part.period for below in part.parts)


def _find(part: Part, entity: str, period: Period) -> Part | None:
    if part.entity == entity and part.period == period:
        return part
    found = (_find(below, entity, period) for below in part.parts)
    return next((one for one in found if one is not None), None)
