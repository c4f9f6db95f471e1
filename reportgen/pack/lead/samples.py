"""The sheets of populations and samples."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.remark import sample_subject
from reportgen.pack.lead.contract import BREAKS, FIRST_ROW, TIES
from reportgen.pack.lead.desk import Desk, form_of, signed
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.populations import Member, Population, populations
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write
from reportgen.spreadsheets.paper import ref

_MEMBERS = (
    Column("population", 9, "mark"),
    Column("reference", 9, "mark"),
    Column("metric", 34),
    Column("metric_id", 22, "id"),
    Column("entity", 24, "small"),
    Column("period", 10, "mark"),
    Column("value", 18, "number"),
    Column("share", 9, "number"),
    Column("contribution", 18, "number"),
    Column("unit", 16, "small"),
    Column("in_sample", 9, "mark"),
    Column("sources", 46, "small"),
    Column("sha256", 22, "id"),
)
_SUMMARY = (
    Column("population", 9, "mark"),
    Column("metric", 34),
    Column("method", 22, "small"),
    Column("items", 10, "number"),
    Column("unmeasured", 10, "number"),
    Column("total", 18, "number"),
    Column("lead_value", 18, "number"),
    Column("check", 7, "mark"),
    Column("size", 9, "number"),
    Column("drawn", 9, "number"),
    Column("interval", 18, "small"),
    Column("start", 18, "small"),
    Column("seed", 20, "id"),
    Column("hash", 36, "id"),
    Column("coverage", 10, "number"),
    Column("projected", 18, "number"),
)
_DRAWN = (
    Column("population", 9, "mark"),
    Column("reference", 9, "mark"),
    Column("metric", 32),
    Column("item_key", 30, "id"),
    Column("entity", 22, "small"),
    Column("period", 10, "mark"),
    Column("value", 18, "number"),
    Column("unit", 16, "small"),
    Column("why", 18, "small"),
    Column("sources", 42, "small"),
    Column("sha256", 22, "id"),
    Column("tick", 9, "mark"),
    Column("auditor_value", 16, "number"),
    Column("difference", 14, "number"),
    Column("conclusion", 16, "mark"),
    Column("comment", 36),
)


class Samples:
    """Three sheets: the items of all populations, how each sample was drawn, and the items that were."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._found = populations(desk, plan)
        self._names = {key: desk.said(key, " ") for key in ("population", "sampling", "sample")}
        self._first: dict[str, tuple[int, int]] = {}
        row = FIRST_ROW - 1
        for population in self._found:
            self._first[population.number] = (row, row + len(population.members) - 1)
            row += len(population.members)
        self._drawn_at: dict[str, tuple[int, int]] = {}
        row = FIRST_ROW - 1
        for population in self._found:
            self._drawn_at[population.number] = (row, row + len(population.sample.drawn) - 1)
            row += len(population.sample.drawn)

    def write(self) -> None:
        """Write the sheets."""
        self._write("population", _MEMBERS, [row for p in self._found for row in self._members(p)])
        self._write("sampling", _SUMMARY, [self._summary(population, at) for at, population in enumerate(self._found)])
        self._write("sample", _DRAWN, [row for p in self._found for row in self._drawn(p)])

    def _write(self, key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        name = self._names[key]
        write(self._desk, Table(name, name, columns, rows, self._desk.said(f"{key}_intro")))

    # --- items -----------------------------------------------------------------------------------

    def _told(self, population: Population, member: Member) -> dict[str, Content]:
        figure = member.figure
        spot = self._plan.value(figure.key)
        reference = self._plan.reference(figure.key)
        found = self._desk.project.settings.boundary.get(member.entity)
        return {
            "population": population.number,
            "reference": Link(str(spot), reference) if spot is not None else reference,
            "metric": self._desk.name_of(figure.metric),
            "metric_id": figure.metric,
            "entity": self._desk.both(found.name) if found is not None else member.entity,
            "period": member.period,
            "value": Number(member.value, self._desk.form(figure, computed=True), given=True),
            "unit": self._desk.unit_of(self._desk.project.metrics[figure.metric]),
            "sources": str(member.source) if member.source is not None else "",
            "sha256": member.source.sha256 if member.source is not None else "",
        }

    def _members(self, population: Population) -> list[Row]:
        drawn = {one.item.key for one in population.sample.drawn}
        table = Table(self._names["population"], "", _MEMBERS, ())
        rows = []
        for at, member in enumerate(population.members, self._first[population.number][0] - FIRST_ROW + 1):
            cells = self._told(population, member)
            cells["in_sample"] = "●" if member.item.key in drawn else ""
            if member.quantity is not None:
                value, share = (table.at(at, column).seen_from(table.name) for column in ("value", "share"))
                cells["share"] = Number(member.share, form_of(member.share), given=True)
                cells["contribution"] = Live(f"{value}*{share}", member.quantity, form_of(member.quantity))
            rows.append(Row("", cells))
        return rows

    def _drawn(self, population: Population) -> list[Row]:
        members = {member.item.key: member for member in population.members}
        table = Table(self._names["sample"], "", _DRAWN, ())
        rows = []
        for at, one in enumerate(population.sample.drawn, self._drawn_at[population.number][0] - FIRST_ROW + 1):
            why = [self._desk.said(f"why_{one.why.value}", " ")]
            why += [self._desk.said(f"certain_{one.item.certain}", " ")] if one.item.certain else []
            why += [f"× {one.hits}"] if one.hits > 1 else []
            given, value = (table.at(at, column).seen_from(table.name) for column in ("auditor_value", "value"))
            member = members[one.item.key]
            form = self._desk.form(member.figure, computed=True)
            cells = self._told(population, member) | {
                "item_key": one.item.key,
                "why": "\n".join(why),
                "difference": Live(f'IF(ISNUMBER({given}),{given}-{value},"")', "", signed(form)),
            }
            rows.append(Row(sample_subject(one.item.key), cells))
        return rows

    # --- how it was drawn ------------------------------------------------------------------------

    def _summary(self, population: Population, at: int) -> Row:
        sample, figure = population.sample, population.figure
        first, last = self._first[population.number]
        table = Table(self._names["sampling"], "", _SUMMARY, ())
        whole = self._over("population", _MEMBERS, "value", first, last)
        cells: dict[str, Content] = {
            "population": population.number,
            "metric": self._desk.name_of(figure.metric) if figure else self._desk.said("several_figures"),
            "method": self._desk.said(f"method_{sample.method.value}"),
            "items": Live(f"COUNT({whole})", sample.count),
            "unmeasured": Number(population.unmeasured, "0"),
            "size": Number(sample.size, "0"),
            "drawn": Number(len(sample.drawn), "0"),
            "interval": f"{float(sample.interval):.9g}" if sample.interval else "",
            "start": f"{float(sample.start):.9g}" if sample.start is not None else "",
            "seed": sample.seed,
            "hash": sample.hash,
            "coverage": Number(Decimal(len(sample.drawn)) / sample.count, "0%"),
        }
        if figure is not None and population.additive and figure.value is not None:
            total = sum((member.quantity or Decimal(0) for member in population.members), Decimal(0))
            added = self._over("population", _MEMBERS, "contribution", first, last)
            spot = self._plan.value(figure.key)
            cells["total"] = Live(f"SUM({added})", total, form_of(total))
            if spot is not None:
                cells["lead_value"] = Live(str(spot), figure.value, self._desk.form(figure))
                ends = [table.at(at, column).seen_from(table.name) for column in ("total", "lead_value")]
                off = f"{self._desk.tolerance(figure):f}"
                cells["check"] = Live(f'IF(ABS({ends[0]}-{ends[1]})<={off},"{TIES}","{BREAKS}")', TIES)
            cells |= self._projected(population, table, at, self._desk.form(figure, computed=True))
        return Row("", cells)

    def _projected(self, population: Population, table: Table, at: int, form: str) -> dict[str, Content]:
        """The differences found, times what the sample stands for: a ratio projection over the whole population."""
        first, last = self._drawn_at[population.number]
        found = self._over("sample", _DRAWN, "difference", first, last)
        given = self._over("sample", _DRAWN, "auditor_value", first, last)
        value = self._over("sample", _DRAWN, "value", first, last)
        total = table.at(at, "total").seen_from(table.name)
        tested = f'SUMIF({given},"<>",{value})'
        formula = f'IF(COUNT({given})=0,"",IF({tested}=0,"",SUM({found})/{tested}*{total}))'
        return {"projected": Live(formula, "", signed(form))}

    def _over(self, key: str, columns: Sequence[Column], column: str, first: int, last: int) -> str:
        """A range of a column, named with its sheet."""
        number = 1 + [one.id for one in columns].index(column)
        return f"'{self._names[key]}'!{ref(first, number)}:{ref(last, number)}"
