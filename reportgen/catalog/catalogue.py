"""Reads one edition of a standard, and tells all that is wrong with its files.

A catalogue is a folder with ``SOURCE.toml``, ``disclosures.csv`` and, where a standard has sub-requirements,
``parts.csv``; or one CSV file with the columns ``standard`` and ``edition``.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from reportgen.catalog.csv_file import Row, read_csv
from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.catalog.validate import build, check_languages, nearest
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.standard import Catalogue, Confidence, Disclosure, Obligation, OmissionKind, Part, PartKind
from reportgen.model.words import Words

Word = TypeVar("Word", bound=StrEnum)

KINDS = ("topic", "goal", "target", "general", "disclosure", "kpi", "metric")
"""What a row of a catalogue may be; a topic is a heading and asks for nothing itself."""

NEEDED_COLUMNS = ("code", "obligation", "confidence")
"""What every row needs, besides a title in each language of the report (``title_en``, ``title_zh_hant``)."""

COLUMNS: Mapping[str, str] = {
    "code": "as the standard writes it; no @ and no colon",
    "parent": "code of the heading or paragraph above it",
    "kind": "`topic` (a heading), `goal`, `target`, `general`, `disclosure` (the default), `kpi` or `metric`",
    "obligation": "`mandatory`, `comply_or_explain`, `if_material`, `recommended`, `voluntary` or `removed`",
    "unit_hint": "in what the answer is expected; several separated by semicolons",
    "since": "the first day on which it is in force, where it isn't the edition's",
    "until": "the last day on which it is in force",
    "superseded_by": "codes of the catalogue that take its place, separated by semicolons",
    "issue": "year of the topic standard that holds it",
    "colour_hex": "of an SDG, such as `#E5243B`",
    "omittable": "`no` where the standard lets no reason stand in for the answer",
    "confidence": "how well the row could be verified: `high`, `medium` or `low`",
    "note": "a remark, in English",
    "source": "where the row comes from; kept for whoever keeps the file",
    "standard": "in a catalogue of a single file: the standard",
    "edition": "in a catalogue of a single file: the edition",
}
"""The columns of disclosures.csv, besides the titles."""

PART_COLUMNS: Mapping[str, str] = {
    "code": "of the disclosure",
    "part": "id of the part: lower-case letters, digits and hyphens",
    "kind": "of figures: `total`, `intensity`, `breakdown`, `rate`, `years`; besides: `unit`, `method`, `target`, "
    "`steps`, `policy`, `compliance`, `narrative`",
    "needed": "`always`, or `where_appropriate`",
    "confidence": "`high`, `medium` or `low`",
}
"""The columns of parts.csv, besides the titles."""

_OBLIGATIONS = {each.value: each for each in Obligation}
_CONFIDENCES = {each.value: each for each in Confidence}
_PART_KINDS = {each.value: each for each in PartKind}
_ALWAYS = {"always": True, "where_appropriate": False}
_BINDING = (Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN)


@dataclass(frozen=True, slots=True)
class Source:
    """What SOURCE.toml says of an edition.

    Attributes:
        standard: as declarations begin with it, e.g. ``HKEX``.
        edition: e.g. ``2022``.
        name: of standard and edition in each language.
        titles: what the titles are, e.g. paraphrases.
        complete: whether a report answers the whole standard.
        since: the edition's first day.
        until: its last day.
        by_publication: whether the days are those of publication, not of the fiscal year's beginning.
        omission_kinds: ids of the reasons that the standard knows; all, if it names none.
        verified: what the rows were compared with.
    """

    standard: str
    edition: str
    name: Words
    titles: str = ""
    complete: bool = False
    since: date | None = None
    until: date | None = None
    by_publication: bool = False
    omission_kinds: tuple[str, ...] = ()
    verified: str = ""


def read_catalogue(
    root: Path, path: str, languages: Sequence[str], kinds: Mapping[str, OmissionKind], problems: list[Problem]
) -> Catalogue | None:
    """Read and validate one edition.

    Args:
        root: the folder that the path starts from.
        path: of the folder or the single CSV file, e.g. ``data/standards/own-2024``.
        languages: in which every title must be there.
        kinds: the reasons for omissions at hand, by id.
        problems: collects what is wrong, with file and line.

    Returns:
        The edition as far as its rows are right, or ``None`` if it cannot even be named.
    """
    single = path.endswith(".csv")
    table = path if single else f"{path}/disclosures.csv"
    known = (*COLUMNS, *_title_columns(root / table, languages))
    titles = [f"title_{_column(language)}" for language in languages]
    owner = ("standard", "edition") if single else ()
    before = len(problems)
    rows = read_csv(root, table, (*NEEDED_COLUMNS, *owner, *titles), known, problems)
    if not rows and len(problems) == before:
        problems.append(Problem("the catalogue has no row", Place(table), "write a row for each disclosure"))
    source = _named_by_rows(rows, languages) if single else _source(root, f"{path}/SOURCE.toml", languages, problems)
    if source is None:
        return None
    reading = _Reading(source, languages, problems)
    disclosures = reading.disclosures(rows)
    if not single and (root / path / "parts.csv").is_file():
        disclosures = reading.with_parts(disclosures, root, f"{path}/parts.csv")
    chosen = {id: kinds[id] for id in source.omission_kinds if id in kinds} or dict(kinds)
    for id in source.omission_kinds:
        if id not in kinds:
            what = f"unknown omission kind {id!r}{nearest(id, kinds)}"
            problems.append(Problem(what, Place(f"{path}/SOURCE.toml"), f"use {', '.join(kinds)}"))
    return Catalogue(
        standard=source.standard,
        edition=source.edition,
        name=_filled(source.name, languages),
        disclosures=disclosures,
        complete=source.complete,
        since=source.since,
        until=source.until,
        by_publication=source.by_publication,
        omission_kinds=chosen,
        titles=source.titles,
        path=path,
    )


def _column(language: str) -> str:
    return language.replace("-", "_")


def _filled(words: Words, languages: Iterable[str]) -> Words:
    """A text in a language that the catalogue lacks is its English one, or else its first."""
    spare = words.get("en") or next(iter(words.values()), "")
    return {**words, **{language: spare for language in languages if not words.get(language)}}


def _title_columns(file: Path, languages: Sequence[str]) -> tuple[str, ...]:
    """All columns that may hold titles: one for any language."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            head = text.readline()
    except (OSError, UnicodeDecodeError):
        head = ""
    found = re.findall(r"title_[a-z]{2,3}(?:[_-][a-z0-9]+)*", head.lower())
    return tuple(
        dict.fromkeys([*(f"title_{_column(each)}" for each in languages), *(f.replace("-", "_") for f in found)])
    )


def _named_by_rows(rows: Sequence[Row], languages: Sequence[str]) -> Source | None:
    if not rows or not rows[0]["standard"] or not rows[0]["edition"]:
        return None
    standard, edition = rows[0]["standard"], rows[0]["edition"]
    return Source(standard, edition, dict.fromkeys(languages or ("en",), f"{standard} {edition}"))


def _source(root: Path, path: str, languages: Sequence[str], problems: list[Problem]) -> Source | None:
    try:
        file = read_toml(root, path)
    except BrokenProjectError as error:
        problems.extend(error.problems)
        return None
    source = build(Source, file.data, file, (), problems)
    if source is None:
        return None
    check_languages([("name", source.name)], languages, file, (), problems)
    for key, value in (("standard", source.standard), ("edition", source.edition)):
        if not value.strip() or re.search(r"[@:]", value):
            problems.append(
                Problem(f"{key} {value!r} cannot be declared", file.place(key), "write words without @ and colon")
            )
    _check_days(source.since, source.until, file.place("until"), problems)
    return source


def _check_days(since: date | None, until: date | None, at: Place, problems: list[Problem]) -> None:
    if since is not None and until is not None and until < since:
        problems.append(Problem(f"in force from {since} until {until}", at, "let it end after it begins"))


class _Reading:
    """The rows of one catalogue on their way to values."""

    def __init__(self, source: Source, languages: Sequence[str], problems: list[Problem]) -> None:
        self._source = source
        self._languages = languages
        self._problems = problems

    def _tell(self, what: str, at: Place, fix: str) -> None:
        self._problems.append(Problem(what, at, fix))

    def disclosures(self, rows: Iterable[Row]) -> dict[str, Disclosure]:
        found: dict[str, Disclosure] = {}
        lines: dict[str, Place] = {}
        for row in rows:
            code = row["code"]
            if not code or re.search(r"[@:]", code):
                self._tell(f"{code!r} is not a code", row.at, "write the standard's code, without @ and colon")
                continue
            if code in lines:
                self._tell(f"code {code!r} stands there twice; first at {lines[code]}", row.at, "delete one of the two")
                continue
            lines[code] = row.at
            self._check_owner(row)
            found[code] = self._disclosure(row)
        self._check_relations(found)
        return found

    def with_parts(self, found: Mapping[str, Disclosure], root: Path, path: str) -> dict[str, Disclosure]:
        titles = tuple(f"title_{_column(language)}" for language in self._languages)
        known = (*PART_COLUMNS, "note", *_title_columns(root / path, self._languages))
        parts: dict[str, list[Part]] = {}
        for row in read_csv(root, path, (*PART_COLUMNS, *titles), known, self._problems):
            code, id = row["code"], row["part"]
            if code not in found:
                self._tell(f"{code!r} is no code of the catalogue{nearest(code, found)}", row.at, "write one that is")
                continue
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
                self._tell(f"{id!r} is not a part's id", row.at, "use lower-case letters, digits and hyphens")
            if any(part.id == id for part in parts.get(code, [])):
                self._tell(f"part {id!r} of {code!r} stands there twice", row.at, "delete one of the two")
            always = self._choice(row, "needed", _ALWAYS)
            part = Part(
                id=id,
                kind=self._word(row, "kind", _PART_KINDS, PartKind.NARRATIVE),
                title=self._title(row),
                always=_ALWAYS.get(always, True),
                confidence=self._word(row, "confidence", _CONFIDENCES, Confidence.LOW),
            )
            parts.setdefault(code, []).append(part)
        return {code: replace(each, parts=tuple(parts.get(code, ()))) for code, each in found.items()}

    def _disclosure(self, row: Row) -> Disclosure:
        obligation = self._word(row, "obligation", _OBLIGATIONS, Obligation.VOLUNTARY)
        since, until = self._day(row, "since"), self._day(row, "until")
        _check_days(since, until, row.at, self._problems)
        kind = self._choice(row, "kind", KINDS) if row["kind"] else "disclosure"
        colour = row["colour_hex"]
        if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
            self._tell(f"{colour!r} is not a colour", row.at, "write # and six hexadecimal digits, e.g. #E5243B")
        omittable = self._choice(row, "omittable", ("yes", "no")) if row["omittable"] else "yes"
        return Disclosure(
            standard=self._source.standard,
            edition=self._source.edition,
            code=row["code"],
            parent=row["parent"] or None,
            kind=kind,
            obligation=obligation,
            title=self._title(row),
            confidence=self._word(row, "confidence", _CONFIDENCES, Confidence.LOW),
            required=self._source.complete and obligation in _BINDING and kind != "topic",
            units=row.items("unit_hint"),
            since=since,
            until=until,
            superseded_by=row.items("superseded_by"),
            issue=row["issue"],
            colour=colour,
            omittable=omittable != "no",
            note=row["note"],
            at=row.at,
        )

    def _check_owner(self, row: Row) -> None:
        for column, own in (("standard", self._source.standard), ("edition", self._source.edition)):
            if row[column] and row[column] != own:
                self._tell(
                    f"the row is of the {column} {row[column]!r}, the catalogue of {own!r}",
                    row.at,
                    "keep each edition in a catalogue of its own",
                )

    def _check_relations(self, found: Mapping[str, Disclosure]) -> None:
        for code, each in found.items():
            assert each.at is not None
            if each.parent is not None and each.parent not in found:
                self._tell(
                    f"{code!r} has the unknown parent {each.parent!r}{nearest(each.parent, found)}",
                    each.at,
                    "name a code of the same catalogue, or leave the cell blank",
                )
            for other in each.superseded_by:
                if other not in found:
                    self._tell(
                        f"{code!r} is superseded by the unknown code {other!r}{nearest(other, found)}",
                        each.at,
                        "name codes of the same catalogue, separated by semicolons",
                    )
            above, met = each.parent, set[str]()
            while above is not None and above in found and above not in met:
                met.add(above)
                above = found[above].parent
            if code in met:
                self._tell(f"{code!r} stands below itself", each.at, "correct its parent")

    def _title(self, row: Row) -> Words:
        for language in self._languages:
            column = f"title_{_column(language)}"
            if column in row.cells and not row[column]:
                self._tell(f"{row['code']!r} has no title in {language}", row.at, f"fill {column}")
        words = {c.removeprefix("title_").replace("_", "-"): t for c, t in row.cells.items() if c.startswith("title_")}
        return _filled({language: text for language, text in words.items() if text}, self._languages)

    def _day(self, row: Row, column: str) -> date | None:
        if not row[column]:
            return None
        try:
            return date.fromisoformat(row[column])
        except ValueError:
            self._tell(f"{column} {row[column]!r} is not a day", row.at, "write it as 2025-01-01, or leave it blank")
            return None

    def _choice(self, row: Row, column: str, known: Collection[str]) -> str:
        if (word := row[column]) in known:
            return word
        word = re.sub(r"[-\s]+", "_", word.lower())
        if word not in known:
            what = f"{column} {row[column]!r} of {row['code']!r} is unknown{nearest(word, known)}"
            self._tell(what, row.at, f"use {', '.join(known)}")
        return word

    def _word(self, row: Row, column: str, words: Mapping[str, Word], otherwise: Word) -> Word:
        return words.get(self._choice(row, column, words), otherwise)


def read_omission_kinds(root: Path, path: str) -> dict[str, OmissionKind]:
    """The reasons for which disclosures may be left out, by id.

    Raises:
        BrokenProjectError: The file is not as it must be.
    """
    file: TomlFile = read_toml(root, path)
    problems: list[Problem] = []
    kinds = [build(OmissionKind, raw, file, ("kind", i), problems) for i, raw in enumerate(file.data.get("kind", []))]
    if problems:
        raise BrokenProjectError(problems)
    return {kind.id: kind for kind in kinds if kind is not None}
