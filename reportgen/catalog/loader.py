"""Reads a report project into the model."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from reportgen.catalog.cross import cross_check
from reportgen.catalog.standards import available_editions, read_catalogue
from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.catalog.validate import build, check_languages, nearest
from reportgen.model.metric import Metric
from reportgen.model.outline import Outline, Section
from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.settings import Owner, Settings
from reportgen.model.standard import Disclosure, Omission
from reportgen.model.tables import ChartSpec, NoteSpec, TableSpec
from reportgen.model.unit import Unit

T = TypeVar("T", Unit, Metric, TableSpec, NoteSpec, ChartSpec)

_HERE = Path(__file__).parent


def load_project(root: Path) -> Project:
    """Read and validate all files of a project.

    Args:
        root: the folder that holds ``report.toml``.

    Raises:
        BrokenProjectError: Something is missing or wrong; all problems at once, with file and line.
    """
    problems: list[Problem] = []
    settings = _settings(root, problems)
    if settings is None:
        raise BrokenProjectError(problems)
    files = _files(root, problems)
    units = _table(files, "units", "unit", Unit, settings, problems)
    metrics = _metrics(files, settings, problems)
    project = Project(
        root=root,
        settings=settings,
        outline=_outline(files["outline"][0], settings, problems) if files["outline"] else Outline(()),
        units=units,
        metrics=_resolve_aliases(metrics),
        tables=_table(files, "tables", "table", TableSpec, settings, problems),
        notes=_table(files, "notes", "note", NoteSpec, settings, problems),
        charts=_table(files, "charts", "chart", ChartSpec, settings, problems),
        disclosures=_disclosures(settings, root, problems),
        omissions=_omissions(files, settings, problems),
    )
    problems.extend(cross_check(project))
    if problems:
        raise BrokenProjectError(problems)
    return project


def _files(root: Path, problems: list[Problem]) -> dict[str, list[TomlFile]]:
    wanted: dict[str, list[str]] = {
        "outline": ["data/outline.toml"],
        "tables": ["data/tables.toml"],
        "notes": ["data/notes.toml"],
        "charts": ["data/charts.toml"],
        "omissions": ["data/omissions.toml"],
        "metrics": [str(p.relative_to(root)) for p in sorted((root / "data/metrics").glob("*.toml"))],
    }
    optional = {"notes", "charts", "omissions", "tables"}
    files: dict[str, list[TomlFile]] = {"units": [read_toml(_HERE, "units.toml")]}
    if (root / "data/units.toml").exists():
        wanted["units"] = ["data/units.toml"]
    for name, paths in wanted.items():
        files.setdefault(name, [])
        for path in paths:
            if name in optional and not (root / path).exists():
                continue
            try:
                files[name].append(read_toml(root, path))
            except BrokenProjectError as error:
                problems.extend(error.problems)
    return files


def _settings(root: Path, problems: list[Problem]) -> Settings | None:
    file = read_toml(root, "report.toml")
    data = file.data
    report = data.get("report", {})
    year = build(FiscalYear, data.get("fiscal_year", {}), file, ("fiscal_year",), problems)
    owners = [build(Owner, raw, file, ("owner", i), problems) for i, raw in enumerate(data.get("owner", []))]
    known = {"report", "fiscal_year", "owner", "names", "imprint", "standards"}
    for key in data.keys() - known:
        problems.append(
            Problem(f"unknown table [{key}]{nearest(key, known)}", file.place(key), f"use {', '.join(sorted(known))}")
        )
    if year is None:
        return None
    settings = build(
        Settings,
        report,
        file,
        ("report",),
        problems,
        fiscal_year=year,
        owners=tuple(o for o in owners if o),
        names=data.get("names", {}),
        imprint=tuple(data.get("imprint", [])),
        standards=data.get("standards", {}),
    )
    if settings is not None:
        texts = [("title", report.get("title")), ("subtitle", report.get("subtitle"))]
        check_languages(texts, settings.languages, file, ("report",), problems)
        names = data.get("names", {})
        check_languages(names.items(), settings.languages, file, ("names",), problems)
        for needed in ("company", "short", "group"):
            if needed not in names:
                problems.append(
                    Problem(f"[names] has no {needed!r}", file.place("names"), f"add {needed} in each language")
                )
    return settings


def _outline(file: TomlFile, settings: Settings, problems: list[Problem]) -> Outline:
    sections: list[Section] = []
    for i, raw in enumerate(file.data.get("section", [])):
        keys = ("section", i)
        section = build(Section, raw, file, keys, problems, at=file.place(*keys))
        if section is not None:
            check_languages([("title", raw.get("title"))], settings.languages, file, keys, problems)
            sections.append(section)
    return Outline(tuple(sections))


def _metrics(
    files: dict[str, list[TomlFile]], settings: Settings, problems: list[Problem]
) -> dict[str, tuple[Metric, TomlFile]]:
    found: dict[str, tuple[Metric, TomlFile]] = {}
    for file in files["metrics"]:
        topic = Path(file.path).stem
        for i, raw in enumerate(file.data.get("metric", [])):
            keys = ("metric", i)
            place = file.place(*keys)
            if isinstance(raw, dict) and "same_as" in raw:
                # Another name has its target's unit and owner; they are filled in once all files are read.
                raw = {"unit": "", "owner": "", "period": "", **raw}  # noqa: PLW2901
            metric = build(Metric, raw, file, keys, problems, topic=topic, at=place)
            if metric is None:
                continue
            check_languages(
                [("label", raw.get("label")), ("noun", raw.get("noun"))], settings.languages, file, keys, problems
            )
            if metric.id in found:
                problems.append(_duplicate("metric", metric.id, place, found[metric.id][0].at))
            found[metric.id] = (metric, file)
    return found


def _resolve_aliases(metrics: Mapping[str, tuple[Metric, TomlFile]]) -> dict[str, Metric]:
    """Give every second name its target's unit, noun, owner, scale and period."""
    resolved: dict[str, Metric] = {}
    for id, (metric, _) in metrics.items():
        target = metrics.get(metric.same_as or "")
        if metric.same_as is None or target is None:
            resolved[id] = metric
            continue
        own = target[0]
        resolved[id] = Metric(
            id=id,
            label=metric.label,
            unit=own.unit,
            owner=own.owner,
            topic=metric.topic,
            decimals=own.decimals if metric.decimals is None else metric.decimals,
            period=metric.period or own.period,
            comparatives=own.comparatives if not metric.period else 0,
            noun=own.noun,
            scale=own.scale,
            same_as=metric.same_as,
            polarity=own.polarity,
            assured=own.assured,
            disclosures=own.disclosures,
            definition=own.definition,
            at=metric.at,
        )
    return resolved


def _table(
    files: dict[str, list[TomlFile]],
    name: str,
    key: str,
    cls: type[T],
    settings: Settings,
    problems: list[Problem],
) -> dict[str, T]:
    found: dict[str, T] = {}
    for file in files.get(name, []):
        for i, raw in enumerate(file.data.get(key, [])):
            keys = (key, i)
            place = file.place(*keys)
            prepared = _prepare(cls, raw)
            given: dict[str, Any] = {} if cls is Unit else {"at": place}
            value = build(cls, prepared, file, keys, problems, **given)
            if value is None:
                continue
            texts = [(n, raw.get(n)) for n in ("label", "title", "text", "measure", "source")]
            check_languages(texts, settings.languages, file, keys, problems)
            if value.id in found:
                problems.append(_duplicate(key, value.id, place, getattr(found[value.id], "at", None)))
            found[value.id] = value
    return found


def _prepare(cls: type, raw: Any) -> Any:
    """Fill in what a table may leave out, and give the array of groups the model's name."""
    if not isinstance(raw, dict):
        return raw
    if cls is Unit:
        return {"base": raw.get("id"), **raw}
    if cls is TableSpec and "group" in raw:
        return {**{k: v for k, v in raw.items() if k != "group"}, "groups": raw["group"]}
    return raw


def _omissions(files: dict[str, list[TomlFile]], settings: Settings, problems: list[Problem]) -> tuple[Omission, ...]:
    found: list[Omission] = []
    for file in files["omissions"]:
        for i, raw in enumerate(file.data.get("omission", [])):
            omission = build(Omission, raw, file, ("omission", i), problems, at=file.place("omission", i))
            if omission is not None:
                check_languages([("reason", raw.get("reason"))], settings.languages, file, ("omission", i), problems)
                found.append(omission)
    return tuple(found)


def _disclosures(settings: Settings, root: Path, problems: list[Problem]) -> dict[str, Disclosure]:
    found: dict[str, Disclosure] = {}
    for standard, edition in settings.standards.items():
        if (standard, edition) not in available_editions():
            known = ", ".join(f"{s} {e!r}" for s, e in sorted(available_editions()))
            place = read_toml(root, "report.toml").place("standards", standard)
            problems.append(Problem(f"there is no catalogue of {standard} {edition!r}", place, f"use one of: {known}"))
            continue
        found.update((d.name, d) for d in read_catalogue(standard, edition))
    return found


def _duplicate(kind: str, id: str, place: Place, other: Place | None) -> Problem:
    also = f"; the other stands at {other}" if other else ""
    return Problem(f"{kind} {id!r} is defined twice{also}", place, "give one of the two another id, or delete it")
