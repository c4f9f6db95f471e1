"""All editions at hand, and the crosswalk between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.catalog.catalogue import read_catalogue, read_omission_kinds
from reportgen.catalog.csv_file import Row, read_csv
from reportgen.catalog.validate import nearest
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.standard import Catalogue, Confidence, OmissionKind, Pair, Relation
from reportgen.model.words import EN, ZH_HANT

_ROOT = Path(__file__).parents[2]
_BUILT_IN = "reportgen/catalog/standards"
_ENDS = ("standard", "edition", "code")
PAIR_COLUMNS = (*(f"from_{end}" for end in _ENDS), *(f"to_{end}" for end in _ENDS), "relation", "confidence")
"""The columns of crosswalk.csv; ``source`` and ``note`` may follow."""


@dataclass(frozen=True, slots=True)
class Library:
    """What is at hand.

    Attributes:
        catalogues: by standard and edition, ``"HKEX@2022"``.
        crosswalk: the pairs between them.
    """

    catalogues: Mapping[str, Catalogue]
    crosswalk: tuple[Pair, ...]


@cache
def built_in() -> Library:
    """The editions that come with reportgen, with titles in 繁體中文 and English.

    Raises:
        BrokenProjectError: One of its own files is not as it must be.
    """
    problems: list[Problem] = []
    languages = (ZH_HANT, EN)
    found = _catalogues(_ROOT, _BUILT_IN, languages, _kinds(), problems)
    pairs = _pairs(_ROOT, f"{_BUILT_IN}/crosswalk.csv", found, problems)
    if problems:
        raise BrokenProjectError(problems)
    return Library(found, pairs)


def read_library(root: Path, languages: Sequence[str], problems: list[Problem]) -> Library:
    """The built-in editions and those of a project.

    A project's ``data/standards`` holds its own catalogues; one of the same standard and edition takes the place of the
    built-in one. Its ``data/crosswalk.csv`` holds further pairs.

    Args:
        root: the project.
        languages: of the report; the project's titles must be there in each.
        problems: collects what is wrong with the project's files.
    """
    own = _catalogues(root, "data/standards", languages, _kinds(), problems)
    catalogues = {**built_in().catalogues, **own}
    pairs = built_in().crosswalk
    if own:  # a catalogue in place of a built-in one may lack codes that the built-in pairs name
        pairs = tuple(p for p in pairs if _has(catalogues, p.source) and _has(catalogues, p.target))
    if (root / "data/crosswalk.csv").is_file():
        pairs = (*pairs, *_pairs(root, "data/crosswalk.csv", catalogues, problems))
    return Library(catalogues, pairs)


@cache
def _kinds() -> Mapping[str, OmissionKind]:
    return read_omission_kinds(_ROOT, f"{_BUILT_IN}/omission-kinds.toml")


def _has(catalogues: Mapping[str, Catalogue], key: str) -> bool:
    return any(key.removeprefix(f"{name} ") in c.disclosures for name, c in catalogues.items() if key.startswith(name))


def _catalogues(
    root: Path, folder: str, languages: Sequence[str], kinds: Mapping[str, OmissionKind], problems: list[Problem]
) -> dict[str, Catalogue]:
    found: dict[str, Catalogue] = {}
    for entry in sorted((root / folder).glob("*")):
        path = f"{folder}/{entry.name}"
        if entry.name.startswith((".", "_")) or not (entry.is_dir() or _is_single(path, entry)):
            continue
        catalogue = read_catalogue(root, path, languages, kinds, problems)
        if catalogue is None:
            continue
        if catalogue.key in found:
            what = f"{catalogue.key} is here twice; the other stands at {found[catalogue.key].path}"
            problems.append(Problem(what, Place(path), "delete one of the two, or name another edition"))
            continue
        found[catalogue.key] = catalogue
    return found


def _is_single(path: str, entry: Path) -> bool:
    return entry.suffix == ".csv" and path != f"{_BUILT_IN}/crosswalk.csv"


def _pairs(root: Path, path: str, catalogues: Mapping[str, Catalogue], problems: list[Problem]) -> tuple[Pair, ...]:
    found: dict[tuple[str, str], Pair] = {}
    for row in read_csv(root, path, PAIR_COLUMNS, (*PAIR_COLUMNS, "source", "note"), problems):
        before = len(problems)
        source, target = (_end(row, end, catalogues, problems) for end in ("from", "to"))
        words: dict[str, str] = {}
        for column, known in (("relation", [*Relation]), ("confidence", [*Confidence])):
            words[column] = row[column]
            if row[column] not in known:
                what = f"{column} {row[column]!r} is unknown{nearest(row[column], known)}"
                problems.append(Problem(what, row.at, f"use {', '.join(known)}"))
        if source == target:
            problems.append(Problem(f"{source} is paired with itself", row.at, "delete the row"))
        if (source, target) in found:
            what = f"{source} and {target} are paired twice; first at {found[source, target].at}"
            problems.append(Problem(what, row.at, "delete one of the two"))
        if len(problems) == before:
            relation, confidence = Relation(words["relation"]), Confidence(words["confidence"])
            found[source, target] = Pair(source, target, relation, confidence, row["source"], row["note"], row.at)
    return tuple(found.values())


def _end(row: Row, end: str, catalogues: Mapping[str, Catalogue], problems: list[Problem]) -> str:
    standard, edition, code = (row[f"{end}_{part}"] for part in _ENDS)
    name = f"{standard}@{edition}"
    catalogue = catalogues.get(name)
    if catalogue is None:
        problems.append(
            Problem(
                f"there is no catalogue of {standard} {edition!r}{nearest(name, catalogues)}",
                row.at,
                "write a standard and an edition that are at hand",
            )
        )
    elif code not in catalogue.disclosures:
        problems.append(
            Problem(
                f"{code!r} is no code of {standard} {edition}{nearest(code, catalogue.disclosures)}",
                row.at,
                "write one that is",
            )
        )
    return f"{name} {code}"
