"""The lineage of every figure in scope, once for both languages, as data for the page's script."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from reportgen.model.figure import DatapointKey, Entry, Figure, FigureKey, Part
from reportgen.model.finding import Finding
from reportgen.model.manuscript import Manuscript, Run
from reportgen.model.noted import notes_by_figure, tables_of
from reportgen.model.particulars import Role
from reportgen.model.place import Cell
from reportgen.model.restatement import Restatement
from reportgen.model.review import Review
from reportgen.render.records import number
from reportgen.render.site.evidence import Evidence

_SAID = ("explanation", "method", "evidence", "evidence_link", "handed_as", "query", "reply")
"""What a contributor says beside a value, of the particulars that are plain text."""


def key_of(key: FigureKey) -> str:
    """A figure's key as the page writes it, and as a comment's subject names it: ``ghg.total@2022``."""
    return "@".join(key)


class Lineage:
    """Tells where figures come from; cells name their workbook by its number in :attr:`books`.

    Args:
        review: the pack.
        evidence: by language, what tells about figures in words.
        findings: those in scope.
        references: by figure, its reference in the lead workbook.
    """

    def __init__(
        self,
        review: Review,
        evidence: Mapping[str, Evidence],
        findings: Sequence[Finding],
        references: Mapping[FigureKey, str],
    ) -> None:
        self._review, self._evidence, self._references = review, evidence, references
        self._notes = notes_by_figure(review.dossier.manuscripts)
        self._printed = _printed(review)
        self._findings = _by_figure(findings)
        self._numbers: dict[tuple[str, str], int] = {}
        self._changes = {c.figure.key: c for c in review.change.figures} if review.change else {}
        self._restated: dict[FigureKey, list[Restatement]] = defaultdict(list)
        for restatement in review.restatements:
            self._restated[restatement.metric, restatement.period.id].append(restatement)

    @property
    def books(self) -> list[dict[str, str]]:
        """The workbooks that cells were told of: path, hash, and the file inside the pack."""
        sent = {(one.workbook, one.sha256): one for one in self._review.sent}
        told = []
        for path, sha256 in self._numbers:
            one = sent.get((path, sha256))
            file = {"file": one.pack_path, "why": one.why_out} if one else {"file": "", "why": ""}
            told.append({"path": path, "sha256": sha256, **file})
        return told

    def figures(self) -> dict[str, dict[str, Any]]:
        """All figures in scope, by key."""
        return {key_of(figure.key): self.told(figure) for figure in self._review.figures.values()}

    def told(self, figure: Figure) -> dict[str, Any]:
        """All that is known about a figure; what is empty is left out."""
        metric = self._review.dossier.project.metrics[figure.metric]
        keys = tuple(self._datapoints(figure))
        told = {
            "ref": self._references.get(figure.key, ""),
            "label": dict(metric.label),
            "topic": metric.topic,
            "value": number(figure.value),
            "printed": self._words(lambda told: told.value(figure)),
            "unit": self._words(lambda told: told.unit(figure)),
            "period": self._words(lambda told: told.printer.period(figure.period)),
            "status": self._words(lambda told: told.status(figure)),
            "definition": dict(metric.definition or {}),
            "owner": self._words(lambda told: _owner(told, metric.owner)),
            "qualifier": "" if figure.qualifier.value == "exact" else figure.qualifier.value,
            "selected": figure.assured,
            "reason": figure.reason,
            "formula": self._words(lambda told: told.formula(figure)) if figure.formula else {},
            "written": figure.formula or "",
            "same": metric.same_as or "",
            "inputs": [key_of(key) for key in figure.inputs if key in self._review.figures],
            "cells": [self._cell(cell) for cell in figure.sources],
            "parts": self._part(figure.drilldown) if figure.drilldown else None,
            "history": [row for key in keys for row in self._history(key)],
            "said": [said for key in keys if (said := self._said(key))],
            "restated": [_restatement(one) for one in self._restated.get(figure.key, ())],
            "notes": list(self._notes.get(figure.key, ())),
            "findings": self._findings.get(figure.key, []),
            "signed": [row for key in keys for row in self._signed(key)],
            "places": self._printed.get(figure.key, {}),
            "change": self._change(figure.key),
        }
        return {name: value for name, value in told.items() if value not in ("", [], {}, None, False)}

    def _words(self, tell: Callable[[Evidence], str]) -> dict[str, str]:
        return {language: text for language, told in self._evidence.items() if (text := tell(told))}

    def _datapoints(self, figure: Figure) -> Iterator[DatapointKey]:
        """The datapoints that a figure was put together from; those of a derived one are its inputs'."""
        if figure.drilldown is not None:
            yield from ((figure.metric, part.period.id, part.entity) for part in _leaves(figure.drilldown))
        elif figure.formula is None:
            yield (figure.metric, figure.period.id, self._group)

    def _cell(self, cell: Cell) -> list[Any]:
        book = self._numbers.setdefault((cell.workbook, cell.sha256), len(self._numbers))
        return [book, cell.sheet, cell.ref]

    def _part(self, part: Part) -> dict[str, Any]:
        told = {
            "entity": self._entity(part.entity),
            "period": part.period.id,
            "value": number(part.value),
            "by": "" if part.counts_by == 1 else number(part.counts_by),
            "state": "" if part.state.has_number else part.state.value,
            "reason": part.reason,
            "cell": self._cell(part.source) if part.source else None,
            "parts": [self._part(below) for below in part.parts],
        }
        return {name: value for name, value in told.items() if value not in ("", [], None)}

    def _entity(self, id: str) -> dict[str, str]:
        entity = self._review.dossier.project.settings.boundary.get(id)
        return dict(entity.name) if entity and entity.name else dict.fromkeys(self._evidence, id)

    def _history(self, key: DatapointKey) -> Iterator[dict[str, Any]]:
        """Each time that a value was handed in, with what it was before."""
        entries = self._review.history.get(key) or tuple(e for e in (self._review.entries.get(key),) if e)
        before: Entry | None = None
        for entry in entries:
            point = entry.datapoint
            told = {
                "at": entry.submitted_at.isoformat(timespec="minutes"),
                "by": entry.submitted_by,
                "value": number(point.value),
                "state": "" if point.state.has_number else point.state.value,
                "before": number(before.datapoint.value) if before else None,
                "entity": self._entity(point.entity) if point.entity != self._group else None,
                "period": point.period.id,
                "cell": self._cell(point.source),
                "reason": point.reason,
                "kind": "" if point.kind.value == "actual" else point.kind.value,
            }
            yield {name: value for name, value in told.items() if value not in ("", None)}
            before = entry

    @cached_property
    def _group(self) -> str:
        return self._review.dossier.project.settings.boundary.group.id

    def _said(self, key: DatapointKey) -> dict[str, Any]:
        entry = self._review.entries.get(key)
        if entry is None:
            return {}
        said = {name: text for name in _SAID if (text := getattr(entry.datapoint.particulars, name))}
        if said and entry.datapoint.entity != self._group:
            said["entity"] = self._entity(entry.datapoint.entity)
        return said

    def _signed(self, key: DatapointKey) -> Iterator[dict[str, Any]]:
        sign_off = self._review.sign_offs.get(key)
        if sign_off is None:
            return
        for role in Role:
            for signatures, lapsed in ((sign_off.standing, False), (sign_off.lapsed, True)):
                if role in signatures:
                    signature = signatures[role]
                    told = {"role": role.value, "by": signature.by, "on": signature.on.isoformat()}
                    where = {} if key[2] == self._group else {"entity": self._entity(key[2])}
                    yield told | where | ({"lapsed": True} if lapsed else {})

    def _change(self, key: FigureKey) -> dict[str, Any] | None:
        change = self._changes.get(key)
        if change is None:
            return None
        sides = {"before": change.before, "after": change.after}
        return {
            "move": change.move.value,
            "aspects": list(change.aspects),
            **{
                side: {"value": number(found.value), "printed": dict(found.printed), "status": found.status}
                for side, found in sides.items()
                if found is not None
            },
        }


def _leaves(part: Part) -> Iterator[Part]:
    if part.source is not None or not part.parts:
        yield part
    for below in part.parts:
        yield from _leaves(below)


def _restatement(one: Restatement) -> dict[str, Any]:
    told = {
        "before": number(one.before),
        "after": number(one.after),
        "effect": number(one.effect),
        "reason": one.reason,
        "by": one.by,
        "at": one.at.isoformat(timespec="minutes"),
    }
    return {name: value for name, value in told.items() if value is not None}


def _owner(told: Evidence, owner: str) -> str:
    names = {one.id: one.name[told.printer.language] for one in told.project.settings.owners}
    return names.get(owner, owner)


def _printed(review: Review) -> Mapping[FigureKey, dict[str, list[list[Any]]]]:
    """Where each figure is printed: by language, section, page, binding and words; a figure computed from it too."""
    found: dict[FigureKey, dict[str, list[list[Any]]]] = defaultdict(dict)
    for manuscript in review.dossier.manuscripts:
        pages = review.pages.get(manuscript.language, {})
        for binding in manuscript.bindings:
            place = [binding.section, pages.get(binding.id), binding.id, binding.text]
            for key in dict.fromkeys(((binding.metric, binding.period), *binding.others)):
                found[key].setdefault(manuscript.language, []).append(place)
    return found


def _by_figure(findings: Iterable[Finding]) -> Mapping[FigureKey, list[str]]:
    """Fingerprints of the findings on a figure or on a comparison that it takes part in."""
    found: dict[FigureKey, list[str]] = defaultdict(list)
    for finding in findings:
        keys = [(finding.metric, finding.period)] if finding.metric and finding.period else []
        for key in dict.fromkeys([*keys, *((one.metric, one.period) for one in finding.involved)]):
            found[key].append(finding.fingerprint)
    return found


def printed_notes(
    manuscripts: Iterable[Manuscript], plain: Mapping[str, Callable[[Sequence[Run]], str]]
) -> dict[str, dict[str, Any]]:
    """The notes of KPI tables by id: number, and the words in each language; ``plain`` prints runs of a language."""
    found: dict[str, dict[str, Any]] = {}
    for manuscript in manuscripts:
        for table in tables_of(manuscript).values():
            for note in table.notes:
                told = found.setdefault(note.id, {"number": note.number, "table": table.id, "words": {}})
                told["words"][manuscript.language] = plain[manuscript.language](note.runs)
    return found
