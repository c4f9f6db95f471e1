"""What outline, metrics and omissions declare must be there in the editions that the report names."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from reportgen.catalog.validate import nearest
from reportgen.model.place import Place
from reportgen.model.problem import Problem
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue, Disclosure, Omission


def declaration_problems(project: Project) -> Iterator[Problem]:
    """Codes that the editions of report.toml don't have, codes declared twice, and omissions that cannot stand."""
    declared: dict[str, Place | None] = {}
    for owner, codes, place in _declarations(project):
        met: set[tuple[str, str]] = set()
        for code in codes:
            problem = problem_of(project, code)
            if problem is not None:
                yield Problem(problem[0], place, problem[1])
                continue
            disclosure, part = project.find(code) or (None, None)
            assert disclosure is not None
            name = (disclosure.key, part.id if part else "")
            if name in met:
                yield Problem(f"{owner} declares {code!r} twice", place, "delete one of the two")
            met.add(name)
            declared.setdefault(f"{disclosure.key}:{name[1]}" if part else disclosure.key, place)
            declared.setdefault(disclosure.key, place)
    yield from _omissions(project, declared)


def problem_of(project: Project, declared: str) -> tuple[str, str] | None:
    """What is wrong with a declared code, and what to do; ``None`` if it may stand.

    Args:
        project: with its catalogues.
        declared: as in outline, metrics and text, e.g. ``"HKEX A1.2"`` or ``"HKEX A1.2:intensity"``.
    """
    found = project.find(declared)
    if found is None:
        return _unknown(project, declared)
    disclosure = found[0]
    catalogue = project.catalogues[f"{disclosure.standard}@{disclosure.edition}"]
    if disclosure.removed:
        what = f"{declared!r} is gone: {_named(catalogue)} removed {disclosure.code}"
        return what, _successors(catalogue, disclosure)
    year = project.settings.fiscal_year
    if disclosure.until is not None and not catalogue.in_force(disclosure, year) and disclosure.until < year.ends:
        what = f"{declared!r} was in force until {disclosure.until} only"
        return what, _successors(catalogue, disclosure)
    if disclosure.is_heading and not _stands_alone(catalogue, disclosure):
        below = ", ".join(repr(each.name) for each in catalogue.children(disclosure.code)[:4])
        what = f"{declared!r} is a heading of {_named(catalogue)} and asks for nothing itself"
        return what, f"declare what stands below it, such as {below}" if below else "delete it"
    return None


def _declarations(project: Project) -> Iterator[tuple[str, Sequence[str], Place | None]]:
    for section in project.outline.sections:
        yield f"section {section.number!r}", section.disclosures, section.at
    for metric in project.metrics.values():
        if metric.same_as is None:
            yield f"metric {metric.id!r}", metric.disclosures, metric.at


def _stands_alone(catalogue: Catalogue, disclosure: Disclosure) -> bool:
    return not catalogue.children(disclosure.code) and disclosure.parent is not None


def _named(catalogue: Catalogue) -> str:
    return f"{catalogue.standard} {catalogue.edition}"


def _successors(catalogue: Catalogue, disclosure: Disclosure) -> str:
    names = [repr(catalogue.disclosures[c].name) for c in disclosure.superseded_by if c in catalogue.disclosures]
    return f"write {' or '.join(names)}, which takes its place" if names else "delete it"


def _unknown(project: Project, declared: str) -> tuple[str, str]:
    base = f"{declared!r} is not a disclosure of the standards in report.toml"
    code, _, part = declared.partition(":")
    whole = project.find(code) if part else None
    if whole is not None:
        ids = [each.id for each in whole[0].parts]
        if not ids:
            return f"{declared!r}: {code} has no parts", f"write {code!r}"
        return f"{declared!r}: {code} has no part {part!r}{nearest(part, ids)}", f"write one of: {', '.join(ids)}"
    elsewhere = [(c, d) for c in project.library.values() for d in c.disclosures.values() if code in (d.name, d.key)]
    if elsewhere:
        return _of_another_edition(project, base, elsewhere)
    standards = {c.standard for c in project.catalogues.values()}
    standard = max((s for s in standards if re.match(rf"{re.escape(s)}[@ ]", code)), key=len, default=None)
    if standard is None:
        named = ", ".join(standards_of(project)) or "none"
        near = get_close_matches(code, list(project.disclosures), n=3, cutoff=0.7)
        first = f"write {', '.join(map(repr, near))}, or " if near else ""
        return base, f"{first}begin with a standard of report.toml: {named}"
    near = nearest_codes(project, code, standard)
    return base, f"write a code of the edition in report.toml; near: {', '.join(near) or 'none'}"


def _of_another_edition(
    project: Project, base: str, elsewhere: Sequence[tuple[Catalogue, Disclosure]]
) -> tuple[str, str]:
    catalogue, disclosure = elsewhere[0]
    name = catalogue.name.get("en", _named(catalogue))
    what = f"{base}: it is of {_named(catalogue)} ({name})"
    here = [c for c in project.catalogues.values() if c.standard == catalogue.standard]
    if not here:
        fix = f'add "{catalogue.standard}" = "{catalogue.edition}" to [standards] in report.toml, or delete the code'
        return what, fix
    editions = ", ".join(c.edition for c in here)
    met = {
        p.source if p.target == disclosure.key else p.target
        for p in project.crosswalk
        if disclosure.key in (p.source, p.target)
    }
    instead = [d.name for c in here for d in c.disclosures.values() if d.key in met and not d.removed]
    near = instead or nearest_codes(project, disclosure.name, catalogue.standard)
    first = f"write {' or '.join(map(repr, near))}, or " if near else ""
    return f"{what}, and report.toml names the edition {editions}", f"{first}name the edition {catalogue.edition!r}"


def standards_of(project: Project) -> tuple[str, ...]:
    """The standards of report.toml, each with its editions, e.g. ``HKEX 2022``."""
    return tuple(_named(catalogue) for catalogue in project.catalogues.values())


def nearest_codes(project: Project, code: str, standard: str) -> list[str]:
    """Up to three declarable names of a standard of the report that are written almost like this one."""
    names = {n: d for n, d in project.disclosures.items() if d.standard == standard and not d.removed}
    spelt = {re.sub(r"[\s.]+", "", name).lower(): name for name in names if not names[name].is_heading}
    same = spelt.get(re.sub(r"[\s.]+", "", code).lower())
    return [same] if same else get_close_matches(code, [*spelt.values()], n=3, cutoff=0.6)


def _omissions(project: Project, declared: dict[str, Place | None]) -> Iterator[Problem]:
    met: dict[str, Place | None] = {}
    for omission in project.omissions:
        found = project.find(omission.name)
        problem = problem_of(project, omission.name)
        if problem is not None or found is None:
            yield Problem(problem[0] if problem else omission.name, omission.at, problem[1] if problem else "delete it")
            continue
        disclosure, part = found
        catalogue = project.catalogues[f"{disclosure.standard}@{disclosure.edition}"]
        key = f"{disclosure.key}:{part.id}" if part else disclosure.key
        if key in met:
            what = f"{omission.name} is omitted twice; the other stands at {met[key]}"
            yield Problem(what, omission.at, "delete one of the two")
        met.setdefault(key, omission.at)
        if key in declared:
            yield Problem(
                f"{omission.name} is omitted, but declared as answered at {declared[key]}",
                omission.at,
                "delete the omission, or the declaration",
            )
        yield from _omission(omission, disclosure, catalogue)


def _omission(omission: Omission, disclosure: Disclosure, catalogue: Catalogue) -> Iterator[Problem]:
    kinds = catalogue.omission_kinds
    if omission.kind not in kinds:
        yield Problem(
            f"{omission.kind!r} is no kind of omission that {_named(catalogue)} knows{nearest(omission.kind, kinds)}",
            omission.at,
            f"use {', '.join(kinds)}",
        )
    if not disclosure.omittable:
        yield Problem(
            f"{_named(catalogue)} lets no reason stand in for {disclosure.code}", omission.at, "answer it in the report"
        )
    for language, text in omission.reason.items():
        if not text.strip():
            yield Problem(f"the omission of {omission.name} has no reason in {language}", omission.at, "tell why")
