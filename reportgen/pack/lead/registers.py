"""Registers: restatements, entities, methods, factors, evidence, submissions and signatures."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from reportgen.model.entity import Consolidation, Entity
from reportgen.model.figure import Figure, Kind, Status
from reportgen.model.metric import Frequency, Metric, Rollup
from reportgen.model.particulars import Role
from reportgen.model.review import Sent
from reportgen.model.signoff import UNSIGNED
from reportgen.pack.lead.desk import Desk, form_of, signed
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write

_METRIC = (Column("reference", 9, "mark"), Column("metric", 34), Column("metric_id", 24, "id"))
_RESTATEMENTS = (
    *_METRIC,
    Column("period", 9, "mark"),
    Column("entity", 18, "small"),
    Column("before", 18, "number"),
    Column("after", 18, "number"),
    Column("effect", 16, "number"),
    Column("effect_percent", 10, "number"),
    Column("reason", 40, "small"),
    Column("by", 18, "small"),
    Column("on", 12, "mark"),
    Column("submission", 11, "mark"),
    Column("notes", 24, "small"),
)
_ENTITIES = (
    Column("entity_id", 16, "id"),
    Column("entity", 34),
    Column("level", 14, "small"),
    Column("parent", 16, "id"),
    Column("share", 9, "number"),
    Column("consolidation", 18, "small"),
    Column("counts", 12, "number"),
    Column("since", 12, "mark"),
    Column("until", 12, "mark"),
    Column("in_year", 22, "small"),
    Column("reason", 40, "small"),
    Column("owner", 18, "small"),
    Column("without", 34, "small"),
)
_METHODS = (
    *_METRIC,
    Column("definition", 40, "small"),
    Column("unit", 16, "small"),
    Column("formula", 36, "small"),
    Column("computed_as", 28, "small"),
    Column("collected", 24, "small"),
    Column("method", 40, "small"),
    Column("quality", 16, "small"),
    Column("factors", 22, "small"),
    Column("disclosures", 30, "small"),
    Column("notes", 22, "small"),
)
_FACTORS = (
    Column("factor", 20, "id"),
    Column("name", 34),
    Column("value", 16, "number"),
    Column("unit", 20, "small"),
    Column("source", 40, "small"),
    Column("edition", 20, "small"),
    Column("since", 12, "mark"),
    Column("until", 12, "mark"),
    Column("covers", 10, "mark"),
    Column("serves", 40, "small"),
)
_EVIDENCE = (
    Column("evidence", 22),
    *_METRIC,
    Column("period", 10, "mark"),
    Column("entity", 18, "small"),
    Column("value", 18, "number"),
    Column("link", 40, "small"),
    Column("sources", 40, "small"),
    Column("sha256", 22, "id"),
    Column("by", 18, "small"),
    Column("on", 12, "mark"),
)
_SENT = (
    Column("submission", 11, "mark"),
    Column("workbook_file", 44),
    Column("owner", 22, "small"),
    Column("by", 18, "small"),
    Column("on", 12, "mark"),
    Column("datapoints", 11, "number"),
    Column("sha256", 36, "id"),
    Column("in_pack", 44, "small"),
)
_HISTORY = (
    *_METRIC,
    Column("period", 10, "mark"),
    Column("entity", 18, "small"),
    Column("entry", 9, "mark"),
    Column("value", 18, "number"),
    Column("state", 14, "small"),
    Column("explanation", 34, "small"),
    Column("by", 18, "small"),
    Column("on", 12, "mark"),
    Column("submission", 11, "mark"),
    Column("sources", 40, "small"),
    Column("sha256", 22, "id"),
)
_SIGNED_OFF = (
    *_METRIC,
    Column("period", 10, "mark"),
    Column("entity", 18, "small"),
    Column("value", 18, "number"),
    *(Column(name, width, "small") for role in Role for name, width in ((role.value, 18), (f"{role.value}_when", 12))),
    Column("complete", 10, "mark"),
)


class Registers:
    """The sheets of registers."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._review = desk.review
        self._project = desk.project

    def write_changes_of_data(self) -> None:
        """Restatements, and the boundary with what changed in it."""
        self._sheet("restatements", "restatements_intro", _RESTATEMENTS, list(self._restatements()))
        rows = [self._entity(entity) for entity in self._project.settings.boundary]
        self._sheet("boundary_sheet", "boundary_intro", _ENTITIES, rows)

    def write_methods(self) -> None:
        """How each metric is measured, and with which factors."""
        metrics = dict.fromkeys(line.metric.id for line in self._plan.lines())
        rows = [self._method(self._project.metrics[id]) for id in metrics]
        self._sheet("methods", "methods_intro", _METHODS, rows)
        told = self._desk.said("factors_none", "  ")
        used = [f for f in self._project.factors if not f.metrics or any(metric in metrics for metric in f.metrics)]
        year = self._project.settings.fiscal_year
        factors = []
        for factor in used:
            covers = (factor.valid_from or date.min) <= year.starts and year.ends <= (factor.valid_until or date.max)
            cells: dict[str, Content] = {
                "factor": factor.id,
                "name": self._desk.both(factor.name),
                "value": Number(factor.value, form_of(factor.value, 10), given=True),
                "unit": factor.unit,
                "source": factor.source,
                "edition": factor.edition,
                "since": factor.valid_from,
                "until": factor.valid_until,
                "covers": self._desk.said("choice_yes" if covers else "choice_no", " "),
                "serves": ", ".join(filter(None, (self._named_by(metric) for metric in factor.metrics))),
            }
            factors.append(Row("", cells))
        self._sheet("factors", "factors_intro", _FACTORS, factors, empty=told)

    def write_evidence(self) -> None:
        """Evidence, submissions and signatures."""
        self._sheet("evidence_sheet", "evidence_intro", _EVIDENCE, list(self._evidence()))
        self._sheet("submissions", "submissions_intro", _SENT, [self._sent(sent) for sent in self._review.sent])
        self._sheet("history", "history_intro", _HISTORY, list(self._history()))
        self._sheet("signoffs", "signoffs_intro", _SIGNED_OFF, list(self._signed()))

    def _sheet(self, key: str, intro: str, columns: Sequence[Column], rows: Sequence[Row], empty: str = "") -> None:
        name = self._desk.said(key, " ")
        write(self._desk, Table(name, name, columns, rows, self._desk.said(intro), empty=empty))

    def _metric(self, metric: str, period: str) -> dict[str, Content]:
        key = (metric, period)
        spot, reference = self._plan.value(key), self._plan.reference(key)
        return {
            "reference": Link(str(spot), reference) if spot is not None else reference,
            "metric": self._desk.name_of(metric),
            "metric_id": metric,
            "period": period,
        }

    def _named_by(self, metric: str) -> str:
        references = [line.reference for line in self._plan.lines() if line.metric.id == metric]
        return f"{references[0]} {metric}" if references else ""

    # --- restatements and entities ---------------------------------------------------------------

    def _restatements(self) -> Iterator[Row]:
        name = self._desk.said("restatements", " ")
        table = Table(name, name, _RESTATEMENTS, ())
        told = set()
        for at, one in enumerate(self._review.restatements):
            told.add((one.metric, one.period.id))
            before, after = (table.at(at, column).seen_from(name) for column in ("before", "after"))
            cells = self._metric(one.metric, one.period.id) | {
                "entity": one.entity,
                "after": Number(one.after, form_of(one.after, 10), given=True),
                "reason": one.reason,
                "by": one.by,
                "on": one.at.date(),
                "submission": str(one.submission),
                "notes": ", ".join(note.id for note in self._project.notes_about(one.metric, one.period.id)),
            }
            if one.before is not None and one.effect is not None:
                cells["before"] = Number(one.before, form_of(one.before, 10), given=True)
                cells["effect"] = Live(f"{after}-{before}", one.effect, signed(form_of(one.effect)))
                if one.before:
                    share = one.effect / abs(one.before)
                    cells["effect_percent"] = Live(f"({after}-{before})/ABS({before})", share, "+0.0%;-0.0%;0.0%")
            yield Row("", cells)
        for figure in self._review.figures.values():
            if figure.status is Status.RESTATED and figure.key not in told and figure.value is not None:
                yield Row("", self._by_note(figure))

    def _by_note(self, figure: Figure) -> dict[str, Content]:
        """A figure that a note calls restated, although the ledger was never told from what."""
        return self._metric(*figure.key) | {
            "before": self._desk.said("not_held", " "),
            "after": Number(figure.value or Decimal(0), self._desk.form(figure), given=True),
            "notes": ", ".join(note.id for note in self._project.notes_about(*figure.key)),
        }

    def _entity(self, entity: Entity) -> Row:
        boundary, year = self._project.settings.boundary, self._project.settings.fiscal_year
        is_group = entity.id == boundary.group.id
        told = []
        if entity.consolidation is Consolidation.EXCLUDED or not boundary.belongs(entity, year.starts, year.ends):
            told.append("is_out")
        else:
            told.append("is_in")
            told += ["has_joined"] if entity.since is not None and entity.since > year.starts else []
            told += ["has_left"] if entity.until is not None and entity.until < year.ends else []
        cells: dict[str, Content] = {
            "entity_id": entity.id,
            "entity": self._desk.both(entity.name),
            "level": self._desk.said(f"level_{entity.kind.value}", " "),
            "parent": "" if is_group else entity.parent or boundary.group.id,
            "share": None if is_group else Number(entity.share, "0.##%"),
            "consolidation": "" if is_group else self._desk.said(f"consolidation_{entity.consolidation.value}", " "),
            "counts": Number(boundary.share_of(entity), "0.##%"),
            "since": entity.since,
            "until": entity.until,
            "in_year": "\n".join(self._desk.said(word, " ") for word in told),
            "reason": self._desk.both(entity.reason or {}),
            "owner": entity.owner or "",
            "without": ", ".join(entity.without),
        }
        return Row("", cells)

    # --- methods ---------------------------------------------------------------------------------

    def _method(self, metric: Metric) -> Row:
        line = next(line for line in self._plan.lines() if line.metric.id == metric.id)
        figures = [figure for figure in self._review.figures.values() if figure.metric == metric.id]
        entries = [entry for key, entry in self._review.entries.items() if key[0] == metric.id]
        methods = dict.fromkeys(e.datapoint.particulars.method for e in entries if e.datapoint.particulars.method)
        collected = []
        if metric.consolidated:
            collected.append(self._desk.said(f"level_{metric.level.value}", " "))
            collected.append(f"{self._desk.said('over_entities', ' ')}: {self._how(metric.over_entities)}")
            if metric.every is not Frequency.YEAR:
                collected.append(f"{self._desk.said('over_months', ' ')}: {self._how(metric.over_months)}")
        kinds = [kind for kind in Kind if any(figure.kind is kind for figure in figures)]
        notes = [note.id for figure in figures for note in self._project.notes_about(*figure.key)]
        cells: dict[str, Content] = {
            **self._metric(metric.id, line.now.period.id),
            "definition": self._desk.both(metric.definition or {}),
            "unit": self._desk.unit_of(metric),
            "formula": metric.formula or metric.same_as or "",
            "computed_as": self._plan.in_words(line.now),
            "collected": "\n".join(collected),
            "method": "\n".join(methods),
            "quality": "\n".join(self._desk.said(f"kind_{kind.value}", " ") for kind in kinds),
            "factors": ", ".join(f"{f.id} ({f.edition})" for f in self._project.factors if metric.id in f.metrics),
            "disclosures": ", ".join(metric.disclosures),
            "notes": ", ".join(dict.fromkeys(notes)),
        }
        return Row("", cells)

    def _how(self, rollup: Rollup) -> str:
        return self._desk.said(f"rollup_{rollup.value}", " ")

    # --- evidence and signatures -----------------------------------------------------------------

    def _evidence(self) -> Iterator[Row]:
        for (metric, period, entity), entry in self._review.entries.items():
            told = entry.datapoint.particulars
            if not (told.evidence or told.evidence_link):
                continue
            source = entry.datapoint.source
            cells = self._metric(metric, period) | {
                "evidence": told.evidence,
                "entity": entity,
                "value": None if entry.value is None else Number(entry.value, form_of(entry.value, 10), given=True),
                "link": told.evidence_link,
                "sources": str(source),
                "sha256": source.sha256,
                "by": entry.submitted_by,
                "on": entry.submitted_at.date(),
            }
            yield Row("", cells)

    def _sent(self, sent: Sent) -> Row:
        owner = next((one.name for one in self._project.settings.owners if one.id == sent.owner), {})
        cells: dict[str, Content] = {
            "submission": str(sent.number),
            "workbook_file": sent.workbook,
            "owner": self._desk.both(owner) or sent.owner,
            "by": sent.by,
            "on": sent.at.date(),
            "datapoints": Number(sent.datapoints, "0"),
            "sha256": sent.sha256,
            "in_pack": sent.pack_path or sent.why_out,
        }
        return Row("", cells)

    def _history(self) -> Iterator[Row]:
        for (metric, period, entity), entries in self._review.history.items():
            for entry in entries if len(entries) > 1 else ():
                datapoint = entry.datapoint
                value = datapoint.value
                cells = self._metric(metric, period) | {
                    "entity": entity,
                    "entry": str(entry.number),
                    "value": None if value is None else Number(value, form_of(value, 10), given=True),
                    "state": self._desk.said(f"state_{datapoint.state.value}", " "),
                    "explanation": datapoint.particulars.explanation or datapoint.reason,
                    "by": entry.submitted_by,
                    "on": entry.submitted_at.date(),
                    "submission": str(entry.submission),
                    "sources": str(datapoint.source),
                    "sha256": datapoint.source.sha256,
                }
                yield Row("", cells)

    def _signed(self) -> Iterator[Row]:
        rules = self._project.settings.sign_off
        for key, entry in self._review.entries.items():
            signed = self._review.sign_offs.get(key, UNSIGNED)
            cells = self._metric(key[0], key[1]) | {
                "entity": key[2],
                "value": None if entry.value is None else Number(entry.value, form_of(entry.value, 10), given=True),
                "complete": "✓" if signed.complete(rules) else "–",
            }
            for role in Role:
                if (standing := signed.standing.get(role)) is not None:
                    cells |= {role.value: standing.by, f"{role.value}_when": standing.on}
                elif (lapsed := signed.lapsed.get(role)) is not None:
                    word = self._desk.said("lapsed", " ")
                    cells |= {role.value: f"{lapsed.by}\n({word})", f"{role.value}_when": lapsed.on}
            yield Row("", cells)
