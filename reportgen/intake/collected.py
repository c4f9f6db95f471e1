"""The rows of a collection workbook: one a metric, entity and period, last year's value beside this year's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from openpyxl.utils import get_column_letter

from reportgen.intake.dates import day_in
from reportgen.intake.desk import year_before
from reportgen.intake.layout import Field
from reportgen.intake.line import STATES, Complaint, Content, read_line, text_in
from reportgen.intake.quantity import plain, quantity_in
from reportgen.intake.saying import UnreadableError, alternatives, told
from reportgen.intake.sheets import Populated
from reportgen.intake.table import TableReader, not_asked, period_in
from reportgen.intake.wording import fold, name_of, vocabulary
from reportgen.model.entity import Entity
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.metric import Metric
from reportgen.model.particulars import Particulars, Role, Signature
from reportgen.model.period import Period

_SIGNED = {
    Role.PREPARED: (Field.PREPARED_BY, Field.PREPARED_ON),
    Role.REVIEWED: (Field.REVIEWED_BY, Field.REVIEWED_ON),
    Role.APPROVED: (Field.APPROVED_BY, Field.APPROVED_ON),
}
_FOOTNOTES = {"zh-hant": Field.FOOTNOTE_ZH, "en": Field.FOOTNOTE_EN}

_Cells = Mapping[Field, Populated]


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row is about, and its cells."""

    metric: Metric
    entity: Entity
    period: Period
    cells: _Cells
    number: int


@dataclass(frozen=True, slots=True)
class _Prior:
    """Last year's value in a row: the datapoint it makes, if it was left open, and the number that it tells."""

    number: Decimal | None = None
    datapoint: Datapoint | None = None
    aside: tuple[Populated, ...] = ()


class CollectionReader(TableReader):
    """Reads the rows of one sheet in the layout ``collection``."""

    def lines(self, metric: Metric, data: Mapping[int, Populated]) -> Iterator[Datapoint]:
        """The datapoints of a row: this year's, and last year's where it was asked for or is restated."""
        complaints: list[Complaint] = []
        row = self._about(metric, data, complaints)
        if row is None:
            self.complain(metric, complaints, data.values())
            return
        home = self._ref(row, Field.VALUE)
        self.met_before(metric, row.period, row.entity.id, home, complaints)
        self.units.read(metric, row.cells.get(Field.UNIT), self._ref(row, Field.UNIT), complaints)
        unreadable = bool(complaints)
        prior = self._prior(row, complaints)
        said = self._particulars(row, complaints)
        asked = self.desk.asked(metric, row.period, row.entity.id, prior.number)
        content = () if unreadable else read_line(row.cells, asked, home)
        if not isinstance(content, Content) or complaints:
            told = () if isinstance(content, Content) else content
            self.complain(metric, (*complaints, *told), data.values())
            return
        restated = self._restated(row, prior, complaints)
        before = asked.before if restated is None else restated.particulars.restated_value
        self._explained(row, content, before, complaints)
        if complaints:
            self.complain(metric, complaints, data.values())
            return
        aside = (*prior.aside, *((content.dash,) if content.dash else ()))
        self.account.put_aside(self.sheet, prior.aside, "last year as published")
        if content.dash:
            self.account.put_aside(self.sheet, (content.dash,), "a dash, where there is no number")
        self.account.take(self.sheet, (cell for cell in data.values() if cell not in aside), metric.id)
        self.remark(metric, home, content)
        yield self._this_year(row, content, said)
        if restated is not None:
            yield restated
        elif prior.datapoint is not None:
            yield prior.datapoint

    def _ref(self, row: _Row, field: Field) -> str:
        return f"{get_column_letter(self.table.column(field) or 1)}{row.number}"

    def _about(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> _Row | None:
        """Entity and period of a row, if they are asked for."""
        cells = {head.field: data[number] for number, head in self.table.heads.items() if number in data}
        number = next(iter(data.values())).row
        entity = self._entity(cells.get(Field.ENTITY), complaints)
        if entity is None:
            return None
        mine = self._mine(metric, entity)
        periods = self.desk.common.periods_of(metric, entity.id) if mine else {}
        if not periods:
            level = name_of("column", metric.level)
            asks = (ask.entity for ask in self.desk.asks(metric))
            ids = alternatives(dict.fromkeys(e.id for e in asks if self._mine(metric, e)))
            message = told("entity_not_asked", metric=metric.id, level=level, entity=entity.id, entities=ids)
            ref = f"{get_column_letter(self.table.column(Field.ENTITY) or 1)}{number}"
            complaints.append(Complaint(ref, message))
            return None
        cell = cells.get(Field.PERIOD)
        period = period_in(cell, periods) if cell else None
        if period is None:
            ref = f"{get_column_letter(self.table.column(Field.PERIOD) or 1)}{number}"
            complaints.append(Complaint(ref, not_asked(metric, cell, periods)))
            return None
        return _Row(metric, entity, period, cells, number)

    def _mine(self, metric: Metric, entity: Entity) -> bool:
        return self.desk.owner is None or (entity.owner or metric.owner) == self.desk.owner

    def _entity(self, cell: Populated | None, complaints: list[Complaint]) -> Entity | None:
        boundary = self.project.settings.boundary
        if cell is None:
            return boundary.get(self.desk.entity or "") or boundary.group
        text = str(cell.value).strip()
        if (entity := self.desk.common.entities.get(fold(text))) is not None:
            return entity
        ids = alternatives(entity.id for entity in boundary)
        complaints.append(Complaint(cell.ref, told("no_such_entity", text=text, entities=ids)))
        return None

    # --- last year ---------------------------------------------------------------------------

    def _prior(self, row: _Row, complaints: list[Complaint]) -> _Prior:
        cell, before = row.cells.get(Field.PRIOR), self._before(row)
        if before is None:
            return _Prior(aside=(cell,) if cell else ())
        key = (row.metric.id, before.id, row.entity.id)
        known = self.desk.known.get(key)
        issued = self.desk.issued.get((row.metric.id, row.period.id, row.entity.id))
        if issued:
            return self._published(cell, issued, self._ref(row, Field.PRIOR), complaints)
        if issued is None and known is not None and known.final:
            published = "" if known.published is None else f"{known.published:f}"
            return self._published(cell, published, self._ref(row, Field.PRIOR), complaints)
        if before.id not in self.desk.common.periods_of(row.metric, row.entity.id):
            return _Prior(_stored(cell) if cell else None, aside=(cell,) if cell else ())
        return self._asked_for(row, before, cell, complaints)

    def _before(self, row: _Row) -> Period | None:
        return year_before(row.metric, row.period, self.project.settings.fiscal_year)

    def _published(self, cell: Populated | None, issued: str, ref: str, complaints: list[Complaint]) -> _Prior:
        """Last year's value as it was issued, which nobody may change here."""
        number = _decimal(issued)
        found = _stored(cell) if cell else None
        shown = "" if cell is None else str(cell.value).strip()
        same = found == number if number is not None else shown == issued.strip()
        if not same:
            complaints.append(Complaint(ref, told("altered_prior", expected=issued, found=shown)))
        return _Prior(number, aside=(cell,) if cell else ())

    def _asked_for(self, row: _Row, before: Period, cell: Populated | None, complaints: list[Complaint]) -> _Prior:
        """Last year's value where it was left open to be filled in, in the metric's own unit."""
        ref = self._ref(row, Field.PRIOR)
        self.met_before(row.metric, before, row.entity.id, ref, complaints)
        if cell is None:
            complaints.append(Complaint(ref, told("nothing_said", states=STATES)))
            return _Prior()
        state = _state_in(cell)
        number: Decimal | None = Decimal(0) if state is State.CONFIRMED_ZERO else None
        handed_as = ""
        if state is None:
            try:
                quantity = quantity_in(cell, "", None, self.desk.asked(row.metric, before, row.entity.id))
            except UnreadableError as error:
                complaints.append(Complaint(ref, error.told))
                return _Prior()
            number, handed_as, state = quantity.value, quantity.handed_as, State.VALUE
            if not number:
                complaints.append(Complaint(ref, told("unconfirmed_zero", states=STATES)))
        said = "" if state.has_number else str(cell.value).strip()
        source = self.account.at(self.sheet, ref)
        particulars = Particulars(handed_as=handed_as)
        datapoint = Datapoint(
            row.metric.id, before, row.entity.id, number, state, Kind.ACTUAL, source, reason=said,
            particulars=particulars,
        )  # fmt: skip
        return _Prior(number, datapoint)

    def _restated(self, row: _Row, prior: _Prior, complaints: list[Complaint]) -> Datapoint | None:
        """Last year's datapoint with what it is restated to, if the row restates it anew."""
        cell, before = row.cells.get(Field.PRIOR_RESTATED), self._before(row)
        reason = text_in(row.cells, Field.RESTATED_REASON, complaints, "untyped_reason")
        if cell is None or before is None:
            if reason:
                complaints.append(Complaint(self._ref(row, Field.PRIOR_RESTATED), told("reason_without_restated")))
            return None
        known = self.desk.known.get((row.metric.id, before.id, row.entity.id))
        if known is not None and known.restated is not None and _stored(cell) == known.restated:
            return None
        try:
            asked = self.desk.asked(row.metric, before, row.entity.id)
            quantity = quantity_in(cell, "", None, replace(asked, before=prior.number))
        except UnreadableError as error:
            complaints.append(Complaint(cell.ref, error.told))
            return None
        if not reason:
            complaints.append(Complaint(self._ref(row, Field.RESTATED_REASON), told("restated_without_reason")))
        base = prior.datapoint or Datapoint(
            row.metric.id,
            before,
            row.entity.id,
            prior.number,
            State.NOT_AVAILABLE if prior.number is None else State.VALUE if prior.number else State.CONFIRMED_ZERO,
            Kind.ACTUAL,
            self.account.at(self.sheet, cell.ref),
            reason="" if prior.number is not None else reason,
        )
        said = replace(base.particulars, restated_value=quantity.value, restated_reason=reason)
        return replace(base, particulars=said)

    def _explained(self, row: _Row, content: Content, before: Decimal | None, complaints: list[Complaint]) -> None:
        """Ask for an explanation where the value moved further than the metric may without one."""
        if before is None or content.value is None or content.reason:
            return
        if row.metric.variance.exceeded(content.value, before):
            facts = {"before": f"{before:,f}", "now": f"{content.value:,f}"}
            complaints.append(
                Complaint(self._ref(row, Field.REASON), told("unexplained", metric=row.metric.id, **facts))
            )

    # --- what stands beside the value --------------------------------------------------------

    def _particulars(self, row: _Row, complaints: list[Complaint]) -> Particulars:
        notes = {language: text_in(row.cells, field, complaints) for language, field in _FOOTNOTES.items()}
        signed = {role: self._signature(row, role, complaints) for role in Role}
        self._different_people(row, signed, complaints)
        return Particulars(
            method=text_in(row.cells, Field.METHOD, complaints),
            evidence=text_in(row.cells, Field.EVIDENCE, complaints),
            evidence_link=text_in(row.cells, Field.EVIDENCE_LINK, complaints),
            query=text_in(row.cells, Field.QUERY, complaints),
            reply=text_in(row.cells, Field.REPLY, complaints),
            footnote={language: text for language, text in notes.items() if text} or None,
            prepared=signed[Role.PREPARED],
            reviewed=signed[Role.REVIEWED],
            approved=signed[Role.APPROVED],
        )

    def _signature(self, row: _Row, role: Role, complaints: list[Complaint]) -> Signature | None:
        by, on = _SIGNED[role]
        name, cell = text_in(row.cells, by, complaints), row.cells.get(on)
        if not name and cell is None:
            return None
        if not name:
            complaints.append(Complaint(self._ref(row, by), told("signed_without_name")))
            return None
        if cell is None:
            complaints.append(Complaint(self._ref(row, on), told("signed_without_date", name=name)))
            return None
        try:
            return Signature(name, day_in(cell))
        except UnreadableError as error:
            complaints.append(Complaint(cell.ref, error.told))
            return Signature(name, date.min)

    def _different_people(
        self, row: _Row, signed: Mapping[Role, Signature | None], complaints: list[Complaint]
    ) -> None:
        if not self.project.settings.sign_off.different_people:
            return
        first: dict[str, Role] = {}
        for role, signature in signed.items():
            if signature is None:
                continue
            earlier = first.setdefault(fold(signature.by), role)
            if earlier is not role:
                facts = {"first": name_of("column", earlier), "second": name_of("column", role)}
                message = told("signed_twice", name=signature.by, **facts)
                complaints.append(Complaint(self._ref(row, _SIGNED[role][0]), message))

    def _this_year(self, row: _Row, content: Content, said: Particulars) -> Datapoint:
        unexplained = not content.state.has_number or content.kind is not Kind.ACTUAL
        return Datapoint(
            metric=row.metric.id,
            period=row.period,
            entity=row.entity.id,
            value=content.value,
            state=content.state,
            kind=content.kind,
            source=self.account.at(self.sheet, self._ref(row, Field.VALUE)),
            qualifier=content.qualifier,
            reason=content.reason if unexplained else "",
            particulars=replace(said, explanation=content.reason, handed_as=content.handed_as),
        )


def issued_priors(rows: Iterable[Mapping[Field, str]]) -> dict[tuple[str, str, str], str]:
    """Last year's values of the rows of a workbook as issued, by metric, period and entity."""
    return {
        (row[Field.METRIC], row[Field.PERIOD], row.get(Field.ENTITY, "")): row.get(Field.PRIOR, "")
        for row in rows
        if Field.METRIC in row and Field.PERIOD in row
    }


def _state_in(cell: Populated) -> State | None:
    if not isinstance(cell.value, str) or cell.formula:
        return None
    words, folded = vocabulary(), fold(cell.value)
    state = State.CONFIRMED_ZERO if folded in words.nil else words.states.get(folded)
    return None if state is State.VALUE else state


def _stored(cell: Populated) -> Decimal | None:
    value = cell.value
    if isinstance(value, str):
        return _decimal(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(Decimal(format(value, ".15g")))
    return None


def _decimal(text: str) -> Decimal | None:
    try:
        return plain(Decimal(text.strip().replace(",", "")))
    except InvalidOperation:
        return None
