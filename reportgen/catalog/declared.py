"""What outline, metrics and omissions declare must be there in the editions that the report names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from reportgen.catalog.industries import industry_of
from reportgen.catalog.validate import nearest
from reportgen.model.place import Place
from reportgen.model.problem import Problem
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue, Disclosure, Omission


def declaration_problems(project: Project) -> Iterator[Problem]:
    """Codes that the editions of report.toml don't have, codes declared twice, and omissions that cannot stand."""
    declared: dict[str, Place | None] = {}
    unread = tuple(
        standard
        for standard, editions in project.settings.standards.items()
        if not editions or any(f"{standard}@{edition}" not in project.catalogues for edition in editions)
    )
    for owner, codes, place in _declarations(project):
        met: set[str] = set()
        for code in codes:
            if code.startswith(unread):  # that the edition is missing is told already
                continue
            problem = problem_of(project, code)
            if problem is not None:
                yield Problem(problem[0], place, problem[1])
                continue
            disclosure, part = project.find(code) or (None, None)
            assert disclosure is not None
            key = f"{disclosure.key}:{part.id}" if part else disclosure.key
            if key in met:
                yield Problem(f"{owner} declares {code!r} twice", place, "delete one of the two")
            met.add(key)
            declared.setdefault(key, place)
            declared.setdefault(disclosure.key, place)
    yield from _omissions(project, declared, unread)


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
    if disclosure.until is not None and not catalogue.in_force(disclosure, year):
        by = "reports published" if catalogue.by_publication else "years beginning"
        what = f"{declared!r} is in force for {by} until {disclosure.until} only"
        return what, _successors(catalogue, disclosure)
    if disclosure.issue.isdigit() and int(disclosure.issue) > year.year + 1:
        return _of_later_years(project, catalogue, disclosure, declared)
    if disclosure.is_heading and not _stands_alone(catalogue, disclosure):
        below = ", ".join(repr(each.name) for each in catalogue.children(disclosure.code)[:4])
        what = f"{declared!r} is a heading of {_named(catalogue)} and asks for nothing itself"
        return what, f"declare what stands below it, such as {below}" if below else "delete it"
    return None


def _of_later_years(project: Project, catalogue: Catalogue, disclosure: Disclosure, declared: str) -> tuple[str, str]:
    """A number that the report cannot mean: it was given anew after the report's year (GRI 102-1 of 2016, of 2025)."""
    above = catalogue.disclosures[disclosure.parent] if disclosure.parent else disclosure
    since = disclosure.since or catalogue.since
    what = (
        f"{declared!r} is of a later edition, {above.name}: {above.title.get('en', '')} ({disclosure.issue}), "
        f"in force from {since}; the number may have meant something else before"
    )
    met = {p.source for p in project.crosswalk if p.target == disclosure.key}
    before = [each.name for each in catalogue.disclosures.values() if each.key in met]
    first = f"write {' or '.join(map(repr, before))} for the same subject" if before else "write the code of your year"
    return what, first


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
    industry = industry_of(code, project.disclosures)
    if industry is not None:
        return f"{base}: it is of the SASB industry {industry}", "write a code of the industry in report.toml"
    near = nearest_codes(project, code)
    named = ", ".join(standards_of(project)) or "none"
    return base, f"write a code of {named}; near: {', '.join(near) or 'none'}"


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
    near = instead or nearest_codes(project, disclosure.name)
    first = f"write {' or '.join(map(repr, near))}, or " if near else ""
    return f"{what}, and report.toml names the edition {editions}", f"{first}name the edition {catalogue.edition!r}"


def standards_of(project: Project) -> tuple[str, ...]:
    """The standards of report.toml, each with its editions, e.g. ``HKEX 2022``."""
    return tuple(_named(catalogue) for catalogue in project.catalogues.values())


def nearest_codes(project: Project, code: str) -> list[str]:
    """Up to three declarable names that are written almost like this one; the same name in another spelling alone.

    Args:
        project: with its catalogues.
        code: as somebody wrote it, e.g. ``"HKEX Para. 13"``, ``"hkex a1.1"``, ``"HKEX GD A1"``, or without a standard.
    """
    names = [name for name, each in project.disclosures.items() if not each.removed and not each.is_heading]
    standards = sorted(project.settings.standards, key=len, reverse=True)
    begun = next((s for s in standards if code.lower().startswith(s.lower())), None)
    full = [code] if begun else [f"{standard} {code}" for standard in standards]
    spelt = {_spelt(name): name for name in names}
    same = [spelt[_spelt(each)] for each in full if _spelt(each) in spelt]
    if same:
        return same
    within = [name for name in names if begun and name.startswith(begun)]
    return get_close_matches(code, within, n=3, cutoff=0.6) if begun else []


def _spelt(name: str) -> str:
    """A name without what published indexes write differently: case, spaces, points, where the GD stands."""
    plain = re.sub(r"[\s.]+", "", name).lower()
    return plain.replace("gd", "") + ("gd" if "gd" in plain else "")


def _omissions(project: Project, declared: Mapping[str, Place | None], unread: tuple[str, ...]) -> Iterator[Problem]:
    met: dict[str, Place | None] = {}
    for omission in project.omissions:
        if omission.name.startswith(unread):
            continue
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
