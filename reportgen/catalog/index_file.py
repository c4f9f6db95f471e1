"""data/index.toml: what the GRI content index says of itself, and which proposals of the crosswalk are confirmed."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.catalog.declared import problem_of
from reportgen.catalog.toml_file import TomlFile
from reportgen.catalog.validate import build, check_languages, nearest
from reportgen.model.index import Confirmation, GriStatement, IndexSettings
from reportgen.model.problem import Problem
from reportgen.model.project import Project

_TABLES = ("gri", "confirm")


def read_index_settings(file: TomlFile, languages: Sequence[str], problems: list[Problem]) -> IndexSettings:
    """What the file says; the shape is validated here, the codes by :func:`confirmation_problems`.

    Args:
        file: data/index.toml.
        languages: of the report.
        problems: collects what is wrong.
    """
    for other in file.data.keys() - set(_TABLES):
        what = f"unknown table [{other}]{nearest(other, _TABLES)}"
        problems.append(Problem(what, file.place(other), "this file holds [gri] and [[confirm]]"))
    raw = file.data.get("gri", {})
    statement = build(GriStatement, raw, file, ("gri",), problems)
    keys: tuple[str | int, ...] = ("gri", "sector_standards")
    for number, name in enumerate(statement.sector_standards if statement else (), start=1):
        check_languages([(f"sector standard {number}", name)], languages, file, keys, problems)
    confirmations: list[Confirmation] = []
    for i, entry in enumerate(_tables(file, problems)):
        keys = ("confirm", i)
        confirmation = build(Confirmation, entry, file, keys, problems, at=file.place(*keys))
        if confirmation is not None:
            confirmations.append(confirmation)
    return IndexSettings(statement or GriStatement(), tuple(confirmations))


def _tables(file: TomlFile, problems: list[Problem]) -> list[Any]:
    found = file.data.get("confirm", [])
    if isinstance(found, list):
        return found
    what = "'confirm' is not a row of tables"
    problems.append(Problem(what, file.place("confirm"), "write [[confirm]] and its keys"))
    return []


def confirmation_problems(project: Project) -> Iterator[Problem]:
    """Confirmations of codes that no edition has, and of what the crosswalk doesn't propose."""
    met: dict[tuple[str, str], Confirmation] = {}
    for confirmation in project.index.confirmations:
        keys: list[str] = []
        for declared in (confirmation.disclosure, confirmation.source):
            key = _key(project, declared)
            if key is None:
                problem = problem_of(project, declared)
                what, fix = problem or (f"{declared!r} is not a disclosure at hand", "write one that is")
                yield Problem(what, confirmation.at, fix)
            else:
                keys.append(key)
        if len(keys) < 2:
            continue
        pair = (keys[0], keys[1])
        if not any({p.source, p.target} == set(pair) for p in project.crosswalk):
            sources = [p.source for p in project.crosswalk if p.target == keys[0]]
            near = ", ".join(map(repr, sources[:3]))
            yield Problem(
                f"the crosswalk does not propose {confirmation.disclosure!r} from {confirmation.source!r}",
                confirmation.at,
                f"confirm what it proposes ({near}), or declare the code" if near else "declare the code instead",
            )
        if pair in met:
            what = f"{confirmation.disclosure!r} is confirmed twice; the other stands at {met[pair].at}"
            yield Problem(what, confirmation.at, "delete one of the two")
        met[pair] = confirmation
        if not confirmation.by.strip():
            yield Problem("a confirmation names nobody", confirmation.at, "write in by who confirmed it")


def _key(project: Project, declared: str) -> str | None:
    found = project.find(declared)
    if found is not None and found[1] is None:
        return found[0].key
    for name, catalogue in project.library.items():
        if declared.startswith(f"{name} ") and declared.removeprefix(f"{name} ") in catalogue.disclosures:
            return declared
    return None
