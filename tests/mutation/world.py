"""The demonstration, read once, and what becomes of it under a mutation: only what it touches is bound again."""

import re
import shutil
import tempfile
from collections.abc import Iterable
from copy import copy
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from reportgen.app.imports import import_workbooks
from reportgen.app.ledgers import open_ledger
from reportgen.app.stages import Data, make_dossier, read_data
from reportgen.catalog import load_project
from reportgen.chapters import bind, find_unbound
from reportgen.figures import resolve
from reportgen.index import derive
from reportgen.intake import read_submissions
from reportgen.model.dossier import Dossier, Proof
from reportgen.model.figure import Entry, Figure, Status
from reportgen.model.figures import Figures
from reportgen.model.manuscript import Manuscript, Unbound
from reportgen.model.metric import Metric
from reportgen.model.problem import BrokenProjectError, ReportgenError
from reportgen.model.project import Project
from reportgen.model.published import PublishedFigures, PublishedValue
from tests.checks.published import publication
from tests.mutation.fault import Handed, Site

DEMONSTRATION = Path(__file__).parents[2]
HANDED_IN = datetime(2023, 2, 1, tzinfo=UTC)
LATE = timedelta(days=60)

# Which chapters a file of data/ can change, where that is not all of them.
_TOUCHES = {
    "data/notes.toml": re.compile(r"\{\{ ?(table|note)\("),
    "data/tables.toml": re.compile(r"\{\{ ?(table|note)\("),
    "data/charts.toml": re.compile(r"\{\{ ?chart\("),
    "data/omissions.toml": None,
    "data/waivers.toml": None,
}


class World:
    """A copy of the demonstration in a folder of its own, with its sound dossier."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        self.root = Path(self._folder.name)
        for name in ("data", "templates"):
            shutil.copytree(DEMONSTRATION / name, self.root / name, ignore=shutil.ignore_patterns("*.db*"))
        shutil.copy(DEMONSTRATION / "report.toml", self.root)
        import_workbooks(self.root, [], by="ESG reporting manager", at=HANDED_IN)
        self._data = read_data(self.root)
        self.project: Project = self._data.project
        self.figures: Figures = self._data.figures
        with open_ledger(self.root, self.project.settings.ledger) as ledger:
            self.entries: tuple[Entry, ...] = ledger.latest()
        self.texts: dict[str, str] = {
            str(path.relative_to(self.root)): path.read_text(encoding="utf-8")
            for pattern in ("report.toml", "data/**/*.toml", "data/**/*.csv", "templates/**/*.md")
            for path in sorted(self.root.glob(pattern))
        }
        self.prior = self._last_report()
        self.manuscripts = tuple(bind(self.project, self.figures, code) for code in self.project.settings.languages)
        self.clean: Dossier = self._seen(make_dossier(self._data, self.manuscripts))
        self._unbound = {id(c): tuple(find_unbound(c)) for m in self.manuscripts for c in m.chapters}

    def moved(self) -> "World":
        """The same world over a folder of its own, for another process."""
        other = copy(self)
        other._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        other.root = Path(other._folder.name)
        shutil.copytree(self.root, other.root, dirs_exist_ok=True)
        other.project = replace(self.project, root=other.root)
        return other

    def close(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()

    # --- what operators ask --------------------------------------------------------------------------

    def chapter(self, language: str, section: str) -> str:
        """Path of a section's chapter in a language."""
        found = next(s for s in self.project.outline.sections if s.id == section)
        return f"templates/{language}/{found.file}"

    def value(self, metric: str, period: str) -> Decimal | None:
        """The figure's value, ``None`` without one."""
        figure = self.figures.get(metric, period)
        return None if figure is None else figure.value

    @property
    def handed(self) -> tuple[tuple[Metric, Entry, Decimal], ...]:
        """Every value that a workbook holds, with its metric."""
        return tuple(
            (self.project.metrics[e.datapoint.metric], e, e.datapoint.value)
            for e in self.entries
            if e.datapoint.value is not None and e.datapoint.entity == self.project.settings.entity
        )

    # --- applying ------------------------------------------------------------------------------------

    def apply(self, site: Site) -> Dossier:
        """The dossier of the report with one change.

        Raises:
            ReportgenError: The change is refused.
        """
        try:
            for path, text in site.files:
                (self.root / path).write_text(text, encoding="utf-8")
            dossier = self._changed(site)
        finally:
            for path, _ in site.files:
                (self.root / path).write_text(self.texts[path], encoding="utf-8")
        return site.seen(dossier) if site.seen else dossier

    def _changed(self, site: Site) -> Dossier:
        paths = [path for path, _ in site.files]
        settings = [path for path in paths if not path.startswith("templates/")]
        project = load_project(self.root) if settings else self.project
        entries = self._entries(project, site) if site.values else self.entries
        figures = resolve(project, entries) if settings or site.values else self.figures
        parts: dict[str, Any] = {"project": project, "figures": figures}
        if "entries" in {f.name for f in fields(Data)}:
            parts["entries"] = entries
        stale = self._stale(paths, project, figures)
        problems = []
        manuscripts = []
        for manuscript in self.manuscripts:
            try:
                manuscripts.append(self._rebound(project, figures, manuscript, stale[manuscript.language]))
            except ReportgenError as error:
                problems += error.problems
        if problems:
            raise BrokenProjectError(problems)
        if settings or site.values:
            return self._seen(make_dossier(replace(self._data, **parts), tuple(manuscripts)))
        return self._reworded(tuple(manuscripts))

    def _stale(self, paths: Iterable[str], project: Project, figures: Figures) -> dict[str, set[str]]:
        """Ids of the sections to bind again, by language."""
        stale: dict[str, set[str]] = {manuscript.language: set() for manuscript in self.manuscripts}
        changed = {key[0] for key, f in figures.by_key.items() if self.figures.by_key.get(key) != f}
        changed |= {key[0] for key in set(self.figures.by_key) - set(figures.by_key)}
        if any(path.startswith("data/metrics/") for path in paths):
            changed |= {id for id, m in project.metrics.items() if _said(self.project.metrics.get(id)) != _said(m)}
        changed |= {project.metrics[id].same_as or id for id in changed if id in project.metrics}
        touching = [pattern for path in paths if (pattern := _touched(path))]
        for manuscript in self.manuscripts:
            for chapter in manuscript.chapters:
                text = self.texts[chapter.path]
                if (
                    chapter.path in paths
                    or any(pattern.search(text) for pattern in touching)
                    or any(b.metric in changed or any(id in changed for id, _ in b.others) for b in chapter.bindings)
                ):
                    stale[manuscript.language].add(chapter.section.id)
        return stale

    def _rebound(self, project: Project, figures: Figures, manuscript: Manuscript, stale: set[str]) -> Manuscript:
        anew = {c.section.id: c for c in bind(project, figures, manuscript.language, stale).chapters} if stale else {}
        known = {s.id: s for s in project.outline.sections}
        chapters = []
        for chapter in manuscript.chapters:
            section = known.get(chapter.section.id)
            if section is not None:
                new = anew.get(section.id, chapter)
                chapters.append(new if new.section == section else replace(new, section=section))
        return Manuscript(manuscript.language, tuple(chapters))

    def _reworded(self, manuscripts: tuple[Manuscript, ...]) -> Dossier:
        unbound: list[Unbound] = []
        for chapter in (c for m in manuscripts for c in m.chapters):
            known = self._unbound.get(id(chapter))
            unbound += find_unbound(chapter) if known is None else known
        index = derive(self.project, manuscripts)
        return self._seen(replace(self.clean, manuscripts=manuscripts, unbound=tuple(unbound), index=index))

    def _seen(self, dossier: Dossier) -> Dossier:
        """With what a sound layout would have shown."""
        proofs = tuple(Proof(m.language, len(m.bindings), ()) for m in dossier.manuscripts)
        finished = publication(dossier.project, dossier.manuscripts)
        return replace(dossier, proofs=proofs, publication=finished, prior=self.prior)

    def _last_report(self) -> PublishedFigures:
        """What last year's report gave: the sound comparatives, and for those that are restated another value."""
        last = self.project.settings.fiscal_year.year - 1
        found = {}
        for figure in self.figures:
            year = figure.period.year
            if year is None or year > last or figure.value is None:
                continue
            value = figure.value * Decimal("0.97") if self._restated(figure) else figure.value
            found[figure.key] = PublishedValue(value, figure.decimals, unit=figure.unit, formula=figure.formula or "")
        return PublishedFigures(last, found, f"the report of {last}")

    def _restated(self, figure: Figure) -> bool:
        below = (self.figures.by_key[key] for key in figure.inputs)
        return figure.status is Status.RESTATED or any(self._restated(one) for one in below)

    def _entries(self, project: Project, site: Site) -> tuple[Entry, ...]:
        """The ledger's newest entries once the workbooks with other values in their cells were read."""
        cells = {(e.datapoint.metric, e.datapoint.period.id): e.datapoint.source for e in self.entries}
        by_book: dict[str, list[Handed]] = {}
        for handed in site.values:
            by_book.setdefault(cells[handed.metric, handed.period].workbook, []).append(handed)
        anew = {}
        with tempfile.TemporaryDirectory(prefix="handed-in-") as folder:
            for book, values in by_book.items():
                path = Path(folder) / Path(book).name
                workbook = load_workbook(self._workbook(book))
                for handed in values:
                    cell = cells[handed.metric, handed.period]
                    value = handed.value
                    number = (
                        None if value is None else int(value) if value == value.to_integral_value() else float(value)
                    )
                    workbook[cell.sheet][cell.ref].value = number
                workbook.save(path)
                (submission,) = read_submissions([path], project)
                anew |= {(d.metric, d.period.id, d.entity): d for d in submission.datapoints}
        wanted = {(handed.metric, handed.period) for handed in site.values}
        entries = []
        for entry in self.entries:
            old = entry.datapoint
            if (old.metric, old.period.id) in wanted:
                new = replace(anew[old.metric, old.period.id, old.entity], source=old.source)
                at = entry.submitted_at + (LATE if site.late else timedelta())
                entries.append(replace(entry, datapoint=new, submitted_at=at))
            else:
                entries.append(entry)
        return tuple(entries)

    def _workbook(self, name: str) -> Path:
        return next(self.root.glob(f"data/workbooks/**/{Path(name).name}"))


def _touched(path: str) -> re.Pattern[str] | None:
    """What a chapter calls that a file outside templates/ can change; ``None`` if the file changes no chapter."""
    if path.startswith(("templates/", "data/metrics/", "data/outline")):
        return None
    return _TOUCHES.get(path, re.compile(""))


def _said(metric: Metric | None) -> Metric | None:
    """The metric wherever it is written."""
    return None if metric is None else replace(metric, at=None)
