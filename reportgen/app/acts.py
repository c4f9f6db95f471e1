"""``reportgen log``, ``restate``, ``sign`` and ``verify``: what happens to a value, and proof of it."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reportgen.app.ledgers import open_ledger
from reportgen.app.stages import read_data
from reportgen.catalog import load_project
from reportgen.ledger import Event, Signed, Verified
from reportgen.model.collection import asked
from reportgen.model.figure import Datapoint, Entry, Kind
from reportgen.model.metric import Metric
from reportgen.model.particulars import Role
from reportgen.model.period import Period
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, Problem
from reportgen.model.project import Project
from reportgen.model.restatement import Restatement


@dataclass(frozen=True, slots=True)
class Logged:
    """One thing that happened to a value, for a person and for a program."""

    record: dict[str, Any]

    @property
    def text(self) -> str:
        """In one line."""
        r = self.record
        told = [f"{r['at'][:10]}  {r['period']:8} {r['entity']:10} {r['what']:9} {_said(r)}  by {r['by']}"]
        told += [f"({r['cell']})"] if r.get("cell") else []
        told += [f"why: {r['reason']}"] if r["reason"] else []
        told += [f"superseded by submission {r['superseded_by']}"] if r.get("superseded_by") else []
        return "  ".join(told)


def log(root: Path, metric: str) -> tuple[Logged, ...]:
    """Every value of a metric ever submitted, and what superseded it, oldest first.

    Raises:
        BrokenProjectError: There is no such metric, or the ledger cannot be used.
    """
    project = load_project(root)
    own = _metric(project, metric)
    if own.formula is not None:
        fix = f"ask for what it is computed from: {own.formula}"
        raise BrokenProjectError([Problem(f"{metric} is computed, and never submitted", own.at, fix)])
    with open_ledger(root, project.settings.ledger) as ledger:
        history = ledger.history(own.id)
    found = [
        _logged((own.id, period, entity), event, events[n + 1 :])
        for (_, period, entity), events in history.items()
        for n, event in enumerate(events)
    ]
    return tuple(Logged(record) for record in sorted(found, key=lambda r: (r["submission"], r["period"], r["entity"])))


@dataclass(frozen=True, slots=True)
class Restated:
    """A restatement, and whether a note tells of it already."""

    restatement: Restatement
    unit: str
    note: str | None


def restate(
    root: Path, metric: str, period: str, value: str, *, reason: str, by: str, at: datetime, entity: str | None = None
) -> Restated:
    """Record that the figure of an earlier period is restated.

    Raises:
        BrokenProjectError: There is no such metric, or the ledger cannot be used.
        InputRefusedError: It is no value of an earlier period, or nothing changes.
    """
    project = load_project(root)
    own = _metric(project, metric)
    after = _decimal(value)
    wanted = _earlier(project, own, period)
    if not reason.strip():
        raise _refused("a restatement needs its reason", 'say it with --reason "…" (GRI 2-4, HKEX paragraph 14)')
    where = entity or project.settings.entity
    key = (own.id, wanted.id, where)
    with open_ledger(root, project.settings.ledger) as ledger:
        there = any(e.datapoint.key == key for e in ledger.latest())
        published = None if there or entity else _published(root, own, wanted, where)
        told = ledger.restate(key, after, reason=reason.strip(), by=by, at=at, published=published)
    note = next((n.id for n in project.notes_about(own.id, wanted.id) if n.kind == "restatement"), None)
    return Restated(told, own.unit, note)


def sign(
    root: Path, metrics: tuple[str, ...], role: Role, *, by: str, at: datetime, owner: str | None = None
) -> tuple[Entry, ...]:
    """Record that somebody stands for values of the fiscal year as they are now.

    Args:
        root: the project.
        metrics: their ids; none for all of an owner.
        role: as what the person signs.
        by: who signs.
        at: when, with its time zone.
        owner: whose values, if no metric is named.

    Raises:
        BrokenProjectError: There is no such metric or owner, or the ledger cannot be used.
        InputRefusedError: A value is missing, or the person may not sign it.
    """
    project = load_project(root)
    if owner is not None and owner not in {o.id for o in project.settings.owners}:
        known = ", ".join(o.id for o in project.settings.owners)
        raise BrokenProjectError([Problem(f"there is no owner {owner!r}", Place("report.toml"), f"one of: {known}")])
    chosen = [_metric(project, id) for id in metrics] or [
        m for m in project.metrics.values() if m.owner == owner and m.handed_in
    ]
    computed = [m for m in chosen if not m.handed_in]
    if computed:
        fix = "sign what it is computed from"
        raise _refused(f"{computed[0].id} is computed ({computed[0].formula})", fix)
    year = project.settings.fiscal_year
    with open_ledger(root, project.settings.ledger) as ledger:
        there = {e.datapoint.key for e in ledger.latest()}
        keys = [
            (metric.id, ask.period.id, ask.entity.id)
            for metric in chosen
            for ask in asked(project, metric)
            if ask.period.id in (year.resolve(metric.period).id, year.period().id)
            or year.contains(year.period(), ask.period)
        ]
        # A metric that is named must be there; of all that an owner hands in, what is there is signed.
        keys = [key for key in keys if key in there or metrics]
        if not keys:
            raise _refused("there is nothing to sign", "hand the values in first: reportgen import")
        return ledger.sign(keys, role, by=by, at=at, rules=project.settings.sign_off)


def verify(root: Path, head: str | None = None, manifest: Path | None = None) -> Verified:
    """Prove that nothing in the ledger was altered.

    Args:
        root: the project.
        head: a head noted earlier, which must still be in the chain; its first twelve digits are enough.
        manifest: a manifest.json whose ledger head must still be in the chain.

    Raises:
        BrokenLedgerError: Names the first row that is not what was written.
        BrokenProjectError: The project or the manifest cannot be read.
    """
    project = load_project(root)
    heads = [head] if head else []
    if manifest is not None:
        heads.append(_head_of(manifest))
    with open_ledger(root, project.settings.ledger) as ledger:
        found = ledger.verify()
        for noted in heads:
            found = ledger.verify(noted)
    return found


def _logged(key: tuple[str, str, str], event: Event, later: tuple[Event, ...]) -> dict[str, Any]:
    metric, period, entity = key
    about = {"metric": metric, "period": period, "entity": entity, "submission": event.submission}
    next_value = next((e for e in later if isinstance(e, Entry | Restatement)), None)
    superseded = {"superseded_by": None if next_value is None else next_value.submission}
    match event:
        case Entry(datapoint=d):
            return {
                **about,
                "what": "handed in",
                "value": _text(d.value),
                "state": d.state.value,
                "kind": d.kind.value,
                "by": event.submitted_by,
                "at": event.submitted_at.isoformat(),
                "cell": str(d.source),
                "sha256": d.source.sha256,
                "reason": d.reason or d.particulars.explanation,
                "handed_as": d.particulars.handed_as,
                **superseded,
            }
        case Restatement():
            return {
                **about,
                "what": "restated",
                "value": _text(event.after),
                "before": _text(event.before),
                "effect": _text(event.effect),
                "by": event.by,
                "at": event.at.isoformat(),
                "reason": event.reason,
                **superseded,
            }
        case Signed():
            return {
                **about,
                "what": event.role.value,
                "value": None,
                "by": event.signature.by,
                "at": event.submitted_at.isoformat(),
                "reason": "",
            }


def _said(record: dict[str, Any]) -> str:
    if record["what"] == "restated":
        return f"{record['before']} → {record['value']}"
    if record["what"] == "handed in":
        return record["value"] if record["value"] is not None else str(record["state"])
    return ""


def _published(root: Path, metric: Metric, period: Period, entity: str) -> Datapoint | None:
    """What a figure was that was put together from entities, so that it can be restated as one."""
    figure = read_data(root).figures.get(metric.id, period)
    if figure is None or figure.drilldown is None:
        return None
    source = Cell("", "", "consolidated")
    return Datapoint(metric.id, period, entity, figure.value, figure.state, Kind.ACTUAL, source, figure.qualifier)


def _metric(project: Project, id: str) -> Metric:
    found = project.metrics.get(id)
    if found is None:
        near = ", ".join(get_close_matches(id, list(project.metrics), n=3)) or "none"
        raise BrokenProjectError([Problem(f"there is no metric {id!r}", None, f"near: {near}")])
    return project.metrics[found.same_as] if found.same_as else found


def _earlier(project: Project, metric: Metric, text: str) -> Period:
    try:
        period = Period(text)
    except ValueError:
        raise _refused(f"{text!r} is no period", "write for example 2021") from None
    year = project.settings.fiscal_year.year
    if metric.formula is not None:
        raise _refused(f"{metric.id} is computed ({metric.formula})", "restate what it is computed from")
    if period.year is None or period.year >= year:
        fix = f"restatements are of periods before {year}; hand the corrected value in with its workbook"
        raise _refused(f"{period} has not been reported yet", fix)
    return period


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise _refused(f"{text!r} is no number", "write it with digits and a point, in the metric's unit")
    return value


def _head_of(manifest: Path) -> str:
    try:
        head = json.loads(manifest.read_text(encoding="utf-8"))["ledger_head"]
    except (OSError, ValueError, KeyError, TypeError):
        fix = "give the manifest.json of a build"
        raise BrokenProjectError(
            [Problem("the manifest cannot be read, or names no ledger_head", Place(str(manifest)), fix)]
        ) from None
    return str(head)


def _refused(what: str, fix: str) -> InputRefusedError:
    return InputRefusedError([Problem(what, None, fix)])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
