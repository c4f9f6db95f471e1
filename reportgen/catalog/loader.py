"""Reads a report project into the model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from reportgen.catalog.boundary import boundary_problems
from reportgen.catalog.cross import cross_check
from reportgen.catalog.diagrams import read_diagrams
from reportgen.catalog.factors import factor_problems
from reportgen.catalog.glossary import glossary_problems
from reportgen.catalog.index_file import read_index_settings
from reportgen.catalog.library import read_library
from reportgen.catalog.settings import check_options, language_problems, settings_problems
from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.catalog.validate import build, check_languages, nearest, rows
from reportgen.model.entity import Entity as BoundaryEntity
from reportgen.model.factor import Factor
from reportgen.model.glossary import Term
from reportgen.model.index import IndexSettings
from reportgen.model.metric import Metric, Tie, Variance
from reportgen.model.outline import Outline, Section
from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.settings import Owner, ReviewSettings, Settings
from reportgen.model.signoff import SignOffRules
from reportgen.model.standard import Catalogue, Disclosure, Omission
from reportgen.model.tables import ChartSpec, NoteSpec, RowGroup, TableSpec
from reportgen.model.unit import Unit
from reportgen.model.waiver import Waiver

T = TypeVar("T")
Entry = TypeVar("Entry", Unit, Metric, TableSpec, NoteSpec, ChartSpec)

_OF_A_SECOND_NAME = {"id", "label", "same_as", "decimals", "period"}

_HERE = Path(__file__).parent


def load_project(root: Path) -> Project:
    """Read and validate all files of a project.

    Args:
        root: the folder that holds ``report.toml``.

    Raises:
        BrokenProjectError: Something is missing or wrong; all problems at once, with file and line.
    """
    reading = _Reading(root)
    project = reading.project()
    if reading.problems or project is None:
        raise BrokenProjectError(reading.problems)
    return project


class _Reading:
    """One pass over the files of a project: what could be read, and all that is wrong."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._languages: tuple[str, ...] = ()
        self._spoilt: set[str] = set()
        self._unread = False
        self.problems: list[Problem] = []

    def project(self) -> Project | None:
        """The project, unless report.toml itself could not be read; the other files are looked through all the same."""
        report = self._file(self._root, "report.toml")
        settings = self._settings(report) if report else None
        if settings is not None and report is not None:
            foreign = list(language_problems(self._root, settings, report))
            if foreign:  # every text of every file would be blamed for lacking them
                self.problems.extend(foreign)
                return None
            self._languages = settings.languages
        units = [read_toml(_HERE, "units.toml"), *self._files("data/units.toml", optional=True)]
        outline = self._outline(self._files("data/outline.toml"))
        unit_table = self._table(units, "unit", Unit)
        metrics = self._metrics()
        tables = self._tables(self._files("data/tables.toml", optional=True))
        notes = self._table(self._files("data/notes.toml", optional=True), "note", NoteSpec)
        charts = self._table(self._files("data/charts.toml", optional=True), "chart", ChartSpec)
        ids = None if self._unread else {section.id for section in outline.sections} | self._spoilt
        diagram_files = self._files("data/diagrams.toml", optional=True)
        diagrams = read_diagrams(diagram_files, self._languages, ids, self.problems)
        omissions = self._omissions(self._files("data/omissions.toml", optional=True))
        library = read_library(self._root, self._languages, self.problems)
        waivers = self._waivers(self._files("data/waivers.toml", optional=True))
        glossary = self._glossary(self._files("data/glossary.toml", optional=True))
        factors = self._factors(self._files("data/factors.toml", optional=True), metrics)
        if settings is None or report is None:
            return None
        catalogues = self._catalogues(settings, report, library.catalogues)
        project = Project(
            root=self._root,
            settings=settings,
            outline=outline,
            units=unit_table,
            metrics=_resolve_aliases(metrics),
            tables=tables,
            notes=notes,
            charts=charts,
            disclosures=_declarable(settings, catalogues),
            omissions=_with_status(omissions, catalogues),
            catalogues=catalogues,
            library=library.catalogues,
            crosswalk=library.crosswalk,
            index=self._index(self._files("data/index.toml", optional=True)),
            diagrams=diagrams,
            waivers=waivers,
            glossary=glossary,
            factors=factors,
        )
        if not self._unread:  # else all that refers to an unread file would be blamed for it
            self.problems.extend(cross_check(project, frozenset(self._spoilt)))
        return project

    # --- files -----------------------------------------------------------------------------------

    def _file(self, root: Path, path: str) -> TomlFile | None:
        try:
            return read_toml(root, path)
        except BrokenProjectError as error:
            self.problems.extend(error.problems)
            self._unread = True
            return None

    def _files(self, path: str, *, optional: bool = False) -> list[TomlFile]:
        if optional and not (self._root / path).exists():
            return []
        file = self._file(self._root, path)
        return [file] if file is not None else []

    def _entries(self, file: TomlFile, key: str) -> Iterator[tuple[tuple[str | int, ...], Any, Place]]:
        for i, raw in enumerate(rows(file, key, self.problems)):
            yield (key, i), raw, file.place(key, i)

    def _built(self, cls: type[T], raw: Any, file: TomlFile, keys: tuple[str | int, ...], **given: object) -> T | None:
        value = build(cls, raw, file, keys, self.problems, **given)
        if value is None and isinstance(raw, dict):
            self._spoilt.update(raw[key] for key in ("id", "number") if isinstance(raw.get(key), str))
        return value

    def _in_all_languages(self, raw: Any, names: Iterable[str], file: TomlFile, keys: tuple[str | int, ...]) -> None:
        texts = [(name, raw.get(name)) for name in names]
        check_languages(texts, self._languages, file, keys, self.problems)

    def _labels_in_all_languages(self, raw: Any, file: TomlFile, keys: tuple[str | int, ...]) -> None:
        check_languages(raw.get("labels", {}).items(), self._languages, file, (*keys, "labels"), self.problems)

    # --- report.toml -----------------------------------------------------------------------------

    def _settings(self, file: TomlFile) -> Settings | None:
        tables = ("report", "fiscal_year", "names", "standards", "sign_off", "review", "checks")
        parts = {key: file.data.get(key, {}) for key in tables}
        known = {*parts, "owner", "imprint", "entity"}
        for key in file.data.keys() - known:
            what = f"unknown table [{key}]{nearest(key, known)}"
            self.problems.append(Problem(what, file.place(key), f"use {', '.join(sorted(known))}"))
        shaped = True
        for key, part in parts.items():
            if not isinstance(part, dict):
                shaped = False
                self.problems.append(Problem(f"{key!r} is not a table", file.place(key), f"write [{key}] and its keys"))
        lists = {key: file.data.get(key, []) for key in ("owner", "imprint", "entity")}
        for key, entries in lists.items():
            if not isinstance(entries, list):
                what = f"{key!r} is not a row of tables"
                self.problems.append(Problem(what, file.place(key), f"write [[{key}]] and its keys"))
                lists[key] = []
        owners = [self._built(Owner, raw, file, ("owner", i)) for i, raw in enumerate(lists["owner"])]
        entities = [
            self._built(BoundaryEntity, raw, file, ("entity", i), at=file.place("entity", i))
            for i, raw in enumerate(lists["entity"])
        ]
        year = build(FiscalYear, parts["fiscal_year"], file, ("fiscal_year",), self.problems)
        if not shaped:
            return None
        settings = build(
            Settings,
            parts["report"],
            file,
            ("report",),
            self.problems,
            # The year is told above; a stand-in lets the rest of the file be looked through.
            fiscal_year=year or FiscalYear(2000, date(2000, 1, 1), date(2000, 12, 31)),
            owners=tuple(o for o in owners if o),
            entities=tuple(e for e in entities if e),
            sign_off=build(SignOffRules, parts["sign_off"], file, ("sign_off",), self.problems) or SignOffRules(),
            review=build(ReviewSettings, parts["review"], file, ("review",), self.problems) or ReviewSettings(),
            names=parts["names"],
            imprint=tuple(lists["imprint"]),
            standards=self._editions(parts["standards"], file),
            check_options=check_options(parts["checks"], file, self.problems),
        )
        if settings is not None:
            self.problems.extend(settings_problems(settings, file, year))
            self.problems.extend(boundary_problems(settings, frozenset(self._spoilt)))
        return settings if year is not None else None

    def _editions(self, named: dict[str, Any], file: TomlFile) -> dict[str, tuple[str, ...]]:
        """``HKEX = "2022"`` or, for several editions, ``HKEX = ["2022", "2025"]``."""
        found: dict[str, tuple[str, ...]] = {}
        for standard, value in named.items():
            editions = value if isinstance(value, list) else [value]
            if not editions or not all(isinstance(each, str) and each for each in editions):
                what = f"{standard!r} names no edition: {value!r}"
                fix = f'write {standard} = "EDITION", or several in brackets'
                self.problems.append(Problem(what, file.place("standards", standard), fix))
                editions = []
            if len(set(editions)) < len(editions):
                what = f"{standard!r} names an edition twice"
                self.problems.append(Problem(what, file.place("standards", standard), "name each once"))
            found[standard] = tuple(dict.fromkeys(editions))
        return found

    def _catalogues(self, settings: Settings, file: TomlFile, library: Mapping[str, Catalogue]) -> dict[str, Catalogue]:
        found: dict[str, Catalogue] = {}
        for standard, editions in settings.standards.items():
            for edition in editions:
                key = f"{standard}@{edition}"
                if key in library:
                    found[key] = library[key]
                    continue
                known = ", ".join(f"{c.standard} {c.edition!r}" for c in library.values())
                what = f"there is no catalogue of {standard} {edition!r}{_another_edition(standard, library)}"
                self.problems.append(Problem(what, file.place("standards", standard), f"use one of: {known}"))
        return found

    # --- data/ -----------------------------------------------------------------------------------

    def _outline(self, files: Iterable[TomlFile]) -> Outline:
        sections: list[Section] = []
        for file in files:
            for keys, raw, place in self._entries(file, "section"):
                section = self._built(Section, raw, file, keys, at=place)
                if section is not None:
                    self._in_all_languages(raw, ["title"], file, keys)
                    sections.append(section)
        return Outline(tuple(sections))

    def _metrics(self) -> dict[str, Metric]:
        found: dict[str, Metric] = {}
        for path in sorted((self._root / "data/metrics").glob("*.toml")):
            for file in self._files(path.relative_to(self._root).as_posix()):
                for keys, raw, place in self._entries(file, "metric"):
                    if isinstance(raw, dict) and "same_as" in raw:
                        # Another name has its target's unit and owner; they are filled in once all files are read.
                        self._check_second_name(raw, file, keys)
                        raw = {"unit": "", "owner": "", "period": "", **raw}  # noqa: PLW2901
                    metric = self._built(
                        Metric,
                        self._with_ties(self._with_variance(raw, file, keys), file, keys),
                        file,
                        keys,
                        topic=path.stem,
                        at=place,
                    )
                    if metric is not None:
                        self._in_all_languages(raw, ["label", "noun", "definition"], file, keys)
                        self._add(found, "metric", metric, place)
        return found

    def _with_variance(self, raw: Any, file: TomlFile, keys: tuple[str | int, ...]) -> Any:
        """A raw metric with its table of limits built; a mistake in it is told at its own key."""
        if not isinstance(raw, dict) or "variance" not in raw:
            return raw
        # A limit in points alone is no limit in per cent as well.
        limits = raw["variance"]
        given = {"percent": None} if isinstance(limits, dict) and "points" in limits and "percent" not in limits else {}
        variance = build(Variance, limits, file, (*keys, "variance"), self.problems, **given)
        return {**raw, "variance": variance or Variance()}

    def _with_ties(self, raw: Any, file: TomlFile, keys: tuple[str | int, ...]) -> Any:
        """A raw metric with its ties built: one formula, or a list of formulas and of tables with a formula."""
        if not isinstance(raw, dict) or "ties" not in raw:
            return raw
        told = raw["ties"] if isinstance(raw["ties"], list) else [raw["ties"]]
        ties = (
            build(Tie, {"formula": one} if isinstance(one, str) else one, file, (*keys, "ties"), self.problems)
            for one in told
        )
        return {**raw, "ties": tuple(tie for tie in ties if tie)}

    def _check_second_name(self, raw: dict[str, Any], file: TomlFile, keys: tuple[str | int, ...]) -> None:
        """Whatever else a second name declares would be lost without a word."""
        for key in raw.keys() - _OF_A_SECOND_NAME:
            what = f"{key!r} is given to a second name, which takes it from the metric {raw['same_as']!r}"
            self.problems.append(Problem(what, file.place(*keys, key), "delete it"))

    def _tables(self, files: Iterable[TomlFile]) -> dict[str, TableSpec]:
        found: dict[str, TableSpec] = {}
        for file in files:
            for keys, raw, place in self._entries(file, "table"):
                table = self._built(TableSpec, self._with_groups(raw, file, keys), file, keys, at=place)
                if table is not None:
                    self._in_all_languages(raw, ["title"], file, keys)
                    self._add(found, "table", table, place)
        return found

    def _with_groups(self, raw: Any, file: TomlFile, keys: tuple[str | int, ...]) -> Any:
        """A raw table with its ``[[table.group]]`` built and under the model's name."""
        if not isinstance(raw, dict) or not isinstance(raw.get("group"), list):
            return raw
        groups: list[RowGroup] = []
        for i, entry in enumerate(raw["group"]):
            group = build(RowGroup, entry, file, (*keys, "group", i), self.problems)
            if group is not None:
                self._in_all_languages(entry, ["label"], file, (*keys, "group", i))
                self._labels_in_all_languages(entry, file, (*keys, "group", i))
                groups.append(group)
        return {**{k: v for k, v in raw.items() if k != "group"}, "groups": groups}

    def _table(self, files: Iterable[TomlFile], key: str, cls: type[Entry]) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for file in files:
            for keys, raw, place in self._entries(file, key):
                given: dict[str, Any] = {} if cls is Unit else {"at": place}
                if cls is Unit and isinstance(raw, dict):
                    raw = {"base": raw.get("id"), **raw}  # noqa: PLW2901
                value = self._built(cls, raw, file, keys, **given)
                if value is None:
                    continue
                self._in_all_languages(raw, ["label", "text", "measure", "source"], file, keys)
                if cls is ChartSpec:
                    self._labels_in_all_languages(raw, file, keys)
                self._add(found, key, value, place)
        return found

    def _add(self, found: dict[str, Entry], kind: str, value: Entry, place: Place) -> None:
        if value.id in found:
            other = getattr(found[value.id], "at", None)
            also = f"; the other stands at {other}" if other else ""
            what = f"{kind} {value.id!r} is defined twice{also}"
            self.problems.append(Problem(what, place, "give one of the two another id, or delete it"))
            return
        found[value.id] = value

    def _index(self, files: Iterable[TomlFile]) -> IndexSettings:
        return next((read_index_settings(f, self._languages, self.problems) for f in files), IndexSettings())

    def _omissions(self, files: Iterable[TomlFile]) -> tuple[Omission, ...]:
        found: list[Omission] = []
        for file in files:
            for keys, raw, place in self._entries(file, "omission"):
                omission = self._built(Omission, raw, file, keys, status="omitted", at=place)
                if omission is not None:
                    self._in_all_languages(raw, ["reason"], file, keys)
                    found.append(omission)
        return tuple(found)

    def _waivers(self, files: Iterable[TomlFile]) -> tuple[Waiver, ...]:
        built = (
            self._built(Waiver, raw, f, keys, at=at) for f in files for keys, raw, at in self._entries(f, "waiver")
        )
        return tuple(waiver for waiver in built if waiver is not None)

    def _glossary(self, files: Iterable[TomlFile]) -> tuple[Term, ...]:
        found: list[Term] = []
        for file in files:
            for keys, raw, place in self._entries(file, "term"):
                term = self._built(Term, raw, file, keys, at=place)
                if term is not None:
                    self._in_all_languages(raw, ["preferred"], file, keys)
                    found.append(term)
        self.problems.extend(glossary_problems(found))
        return tuple(found)

    def _factors(self, files: Iterable[TomlFile], metrics: Mapping[str, Metric]) -> tuple[Factor, ...]:
        found: list[Factor] = []
        for file in files:
            for keys, raw, place in self._entries(file, "factor"):
                factor = self._built(Factor, raw, file, keys, at=place)
                if factor is not None:
                    self._in_all_languages(raw, ["name"], file, keys)
                    found.append(factor)
        if not self._unread:
            self.problems.extend(factor_problems(found, metrics.keys() | self._spoilt))
        return tuple(found)


def _another_edition(standard: str, library: Mapping[str, Catalogue]) -> str:
    editions = [c.edition for c in library.values() if c.standard == standard]
    return (
        f"; at hand is {', '.join(editions)}" if editions else nearest(standard, {c.standard for c in library.values()})
    )


def _declarable(settings: Settings, catalogues: Mapping[str, Catalogue]) -> dict[str, Disclosure]:
    """What may be declared, under the name by which it is: the first edition of a standard needs no edition's name."""
    found: dict[str, Disclosure] = {}
    for catalogue in catalogues.values():
        first = settings.standards[catalogue.standard][0] == catalogue.edition
        found.update((d.name if first else d.key, d) for d in catalogue.disclosures.values())
    return found


def _with_status(omissions: Iterable[Omission], catalogues: Mapping[str, Catalogue]) -> tuple[Omission, ...]:
    """Each omission with the status that its kind gives it; an unknown kind is told by the cross-check."""
    statuses = {(c.standard, kind.id): kind.status for c in catalogues.values() for kind in c.omission_kinds.values()}
    return tuple(replace(o, status=statuses.get((o.standard, o.kind), o.status)) for o in omissions)


def _resolve_aliases(metrics: Mapping[str, Metric]) -> dict[str, Metric]:
    """Give every second name its target's unit, noun, owner, scale and period."""
    resolved: dict[str, Metric] = {}
    for id, metric in metrics.items():
        own = metrics.get(metric.same_as or "")
        if metric.same_as is None or own is None:
            resolved[id] = metric
            continue
        resolved[id] = replace(
            own,
            id=id,
            label=metric.label,
            topic=metric.topic,
            decimals=own.decimals if metric.decimals is None else metric.decimals,
            period=metric.period or own.period,
            comparatives=own.comparatives if not metric.period else 0,
            formula=None,
            same_as=metric.same_as,
            breakdowns=(),
            averages=(),
            ties=(),
            part_of=None,
            variance=own.variance,
            low=None,
            high=None,
            at=metric.at,
        )
    return resolved
