"""Gathers all that a review pack is made from, out of the report as it was built last."""

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reportgen import __version__
from reportgen.app.built import outcomes_built, pages_built
from reportgen.app.fingerprint import hash_of_files, input_files
from reportgen.app.ledgers import open_ledger
from reportgen.app.packs import Register, project_id
from reportgen.app.pseudonyms import by_roles
from reportgen.app.stages import Data, make_dossier, read_data, write_manuscripts
from reportgen.checks import Check, all_checks
from reportgen.index import with_pages
from reportgen.model.figure import DatapointKey, Entry, Figure, FigureKey
from reportgen.model.finding import Outcome
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.remark import Remark
from reportgen.model.restatement import Restatement
from reportgen.model.review import CheckTold, PackIdentity, PackScope, Review, Sent


def gather(root: Path, scope: PackScope, made_at: datetime) -> Review:
    """All that a pack tells, from the report as it was built last; build it first.

    Args:
        root: the project.
        scope: what goes in.
        made_at: what the pack is dated by.

    Raises:
        BrokenProjectError: The project or the last build cannot be read, or the scope names what isn't there.
        InputRefusedError: Figures are missing, or the scope holds none.
    """
    data = read_data(root)
    dossier = make_dossier(data, write_manuscripts(data))
    pages = pages_built(root)
    dossier = replace(dossier, index=with_pages(dossier.index, pages))
    figures = _in_scope(data, scope)
    metrics = {metric for metric, _ in figures}
    # An average is performed again with its weights, also where they are no figures of the report.
    metrics |= {weight for metric in metrics if (weight := data.project.metrics[metric].weight)}
    with open_ledger(root, data.project.settings.ledger) as ledger:
        everything = [one for one in ledger.entries() if one.datapoint.metric in metrics]
        latest = {one.datapoint.key: one for one in ledger.latest() if one.datapoint.metric in metrics}
        sign_offs = ledger.sign_offs(data.project.settings.sign_off)
        restatements = tuple(
            event
            for events in ledger.history().values()
            for event in events
            if isinstance(event, Restatement) and event.metric in metrics
        )
    review = Review(
        dossier=dossier,
        scope=scope,
        identity=_identity(root, data, scope, made_at),
        outcomes=tuple(_within(outcome, scope, metrics) for outcome in outcomes_built(root)),
        checks={check.code: _told(check) for check in all_checks()},
        pages=pages,
        figures=figures,
        entries=latest,
        sign_offs={key: signed for key, signed in sign_offs.items() if key in latest},
        restatements=tuple(sorted(restatements, key=lambda one: one.number)),
        sent=_sent(root, data.project, everything),
        history=_history(everything),
        remarks=tuple(one for one in dossier.remarks if _about(one, scope, figures)),
        due=data.project.settings.review.due,
    )
    return by_roles(review, everything) if scope.roles else review


def _in_scope(data: Data, scope: PackScope) -> Mapping[FigureKey, Figure]:
    """The figures in scope and, below derived ones, all that they are computed from."""
    _known(data.project, scope)
    metrics = data.project.metrics
    wanted = [
        figure
        for figure in data.figures
        if (not scope.owners or metrics[figure.metric].owner in scope.owners)
        and (not scope.topics or metrics[figure.metric].topic in scope.topics)
        and (not scope.selected or figure.assured)
    ]
    if not wanted:
        what = "no figure is left by this choice"
        raise BrokenProjectError([Problem(what, None, "choose fewer of --owner, --topic and --selected")])
    keys: set[FigureKey] = set()
    waiting = [figure.key for figure in wanted]
    while waiting:
        key = waiting.pop()
        if key not in keys and (found := data.figures.get(*key)) is not None:
            keys.add(key)
            waiting += found.inputs
    return {figure.key: figure for figure in data.figures if figure.key in keys}


def _known(project: Project, scope: PackScope) -> None:
    owners = {owner.id for owner in project.settings.owners}
    topics = {metric.topic for metric in project.metrics.values()}
    problems = [
        Problem(f"there is no {what} {word!r}", Place(where), f"use one of {', '.join(sorted(known))}")
        for what, words, known, where in (
            ("owner", scope.owners, owners, "report.toml"),
            ("topic", scope.topics, topics, "data/metrics"),
        )
        for word in words
        if word not in known
    ]
    if problems:
        raise BrokenProjectError(problems)


def _about(remark: Remark, scope: PackScope, figures: Container[FigureKey]) -> bool:
    """Whether a remark is about what is in scope; an owner hears of remarks on their own figures alone."""
    return scope.whole or (remark.figure in figures if remark.figure else not scope.owners)


def _within(outcome: Outcome, scope: PackScope, metrics: Container[str]) -> Outcome:
    """How a check ended, without its findings on figures out of scope; an owner hears of their own figures alone."""
    if scope.whole:
        return outcome
    told = (f for f in outcome.findings if (f.metric in metrics if f.metric else not scope.owners))
    return replace(outcome, findings=tuple(told))


def _identity(root: Path, data: Data, scope: PackScope, made_at: datetime) -> PackIdentity:
    settings = data.project.settings
    project = project_id(settings.names["company"])
    inputs = hash_of_files(input_files(root), root)
    tool = f"reportgen {__version__}"
    chosen = [sorted(scope.owners), sorted(scope.topics), scope.selected, scope.roles]
    told = [project, settings.fiscal_year.year, chosen, inputs, data.ledger_head, tool, made_at.isoformat()]
    id = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]
    number, previous = Register.read(root).place_of(id, settings.fiscal_year.year, scope)
    return PackIdentity(id, project, number, made_at, inputs, data.ledger_head, tool, previous)


def _told(check: Check) -> CheckTold:
    parts = check.examine.__module__.split(".")
    family = parts[2] if parts[:2] == ["reportgen", "checks"] else "other"
    examines = check.manual.partition("Examines\n")[2].partition("\n\n")[0]
    return CheckTold(check.code, check.name, family, check.title, " ".join(examines.split()))


def _sent(root: Path, project: Project, entries: Iterable[Entry]) -> tuple[Sent, ...]:
    """The submissions behind entries, oldest first, each with its file where the project still has it as it was."""
    kept = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(root).as_posix()
        for folder in ("data/workbooks", "data/activity")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(root.resolve())
    }
    by_number: dict[int, list[Entry]] = {}
    for entry in entries:
        by_number.setdefault(entry.submission, []).append(entry)
    found: list[Sent] = []
    for number, those in sorted(by_number.items()):
        first = those[0]
        source = first.datapoint.source
        path = kept.get(source.sha256, "")
        found.append(
            Sent(
                number=number,
                workbook=source.workbook,
                sha256=source.sha256,
                owner=project.metrics[first.datapoint.metric].owner,
                by=first.submitted_by,
                at=first.submitted_at,
                datapoints=len(those),
                path=path,
                why_out="" if path else "the file as handed in is not in the project any more",
            )
        )
    return tuple(found)


def _history(entries: Iterable[Entry]) -> Mapping[DatapointKey, tuple[Entry, ...]]:
    found: dict[DatapointKey, tuple[Entry, ...]] = {}
    for entry in entries:
        found[entry.datapoint.key] = (*found.get(entry.datapoint.key, ()), entry)
    return found
