"""Reads a theme: one of the package by its name, or one of the project by its path, and what it extends."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.catalog.validate import build, nearest
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.render.colour import READABLE, contrast
from reportgen.render.logo import Logo, ratio_of, refusal
from reportgen.render.theme import SIZES, Colours, Fonts, Margins, Page, Shape, Theme, Tints, Type, measured

DEFAULT = "default"
LEVELS = ("very_low", "low", "medium", "high")
COVERS = ("bands", "panel")
OPENERS = ("field", "spine")

_PACKAGE = Path(__file__).parents[2]
_FOLDER = "reportgen/render/themes"
_TABLES = {"page", "type", "shape", "colours", "tints", "levels", "fonts", "lang", "packages", "logo"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SIDES = ((150.0, 300.0), (220.0, 420.0))
_TEXT = (130.0, 250.0)
_LEAST_MEASURE = 95.0
_LEAST_HEIGHT = 180.0
_HANG = (25.0, 70.0)
_MARGINS = {"top": (20.0, 45.0), "right": (10.0, 40.0), "bottom": (18.0, 45.0), "left": (10.0, 40.0)}
_POINTS = {"text": (7, 13), "lead": (9, 20), "opener": (18, 48), "head": (12, 36), "subhead": (9, 18),
           "table": (6, 11), "note": (5.5, 10)}  # fmt: skip


def theme_names() -> tuple[str, ...]:
    """The themes of the package."""
    return tuple(sorted(path.stem for path in (_PACKAGE / _FOLDER).glob("*.toml")))


def theme_of(project: Project) -> Theme:
    """The theme that a project names.

    Raises:
        BrokenProjectError: There is none of that name, its file is wrong, or it says nothing of a language of the
            report; all its problems at once, with file and line.
    """
    settings = project.settings
    theme = load_theme(settings.theme, project.root)
    problems = [
        Problem(f"the theme says nothing of {language!r} in [{table}]", Place(settings.theme), f"add {language} = …")
        for table, known in (
            ("fonts.text", theme.fonts.text),
            ("fonts.display", theme.fonts.display),
            ("lang", theme.lang),
        )
        for language in settings.languages
        if language not in known
    ]
    if problems:
        raise BrokenProjectError(problems)
    return theme


def load_theme(name: str, root: Path | None = None) -> Theme:
    """Read a theme.

    Args:
        name: of a theme of the package, or a path inside the project that ends in ``.toml``.
        root: the project's folder.

    Raises:
        BrokenProjectError: There is none of that name, or its file is wrong; all its problems at once.
    """
    return _packaged(name) if root is None or name in theme_names() else _read(name, root)


@cache
def _packaged(name: str) -> Theme:
    return _read(name, None)


def _read(name: str, root: Path | None) -> Theme:
    chain = _chain(name, root)
    reading = _Reading(chain)
    theme = reading.theme()
    if theme is None or reading.problems:
        raise BrokenProjectError(reading.problems)
    return theme


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    """A file of the chain, and the folder that its logo must lie in."""

    file: TomlFile
    path: Path
    root: Path


def _chain(name: str, root: Path | None) -> list[_Source]:
    """A theme's file and those that it extends, the farthest last."""
    chain: list[_Source] = []
    named_at = Place("report.toml") if root is None else read_toml(root, "report.toml").place("report", "theme")
    while True:
        source = _open(name, root, named_at)
        if any(source.path == known.path for known in chain):
            raise BrokenProjectError(
                [Problem(f"the theme extends itself through {name!r}", named_at, "extend default")]
            )
        chain.append(source)
        above = source.file.data.get("extends")
        if above is None:
            return chain
        named_at = source.file.place("extends")
        if not isinstance(above, str):
            raise BrokenProjectError([Problem("'extends' is no text", named_at, 'write extends = "default"')])
        name = above


def _open(name: str, root: Path | None, named_at: Place) -> _Source:
    if not name.endswith(".toml"):
        if name not in theme_names():
            known = ", ".join(theme_names())
            fix = f'use one of {known}, or a file of the project such as theme = "themes/house.toml"'
            raise BrokenProjectError(
                [Problem(f"there is no theme {name!r}{nearest(name, theme_names())}", named_at, fix)]
            )
        return _Source(read_toml(_PACKAGE, f"{_FOLDER}/{name}.toml"), _PACKAGE / _FOLDER / f"{name}.toml", _PACKAGE)
    path = (root / name).resolve() if root else None
    if root is None or path is None or not path.is_relative_to(root.resolve()):
        what = f"the theme {name!r} lies outside the project"
        raise BrokenProjectError([Problem(what, named_at, "copy it into the project and write its path inside it")])
    if not path.is_file():
        raise BrokenProjectError(
            [Problem(f"there is no theme {name!r}", named_at, "correct the path, or create the file")]
        )
    return _Source(read_toml(root, name), path, root.resolve())


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Tables key by key; everything else replaces what is below it."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _laid_over(merged[key], value) if both else value
    return merged


class _Reading:
    """One pass over a theme and what it extends, and all that is wrong."""

    def __init__(self, chain: Sequence[_Source]) -> None:
        self._chain = chain
        self._data: dict[str, Any] = {}
        for source in reversed(chain):
            self._data = _laid_over(self._data, source.file.data)
        self.problems: list[Problem] = []

    def theme(self) -> Theme | None:
        """The theme, if it could be read; it is good if there are no problems."""
        for key in self._data.keys() - _TABLES - {"extends"}:
            what = f"unknown table [{key}]{nearest(key, _TABLES)}"
            self._tell(what, f"use {', '.join(sorted(_TABLES))}", key)
        margins = self._margins()
        # Margins that cannot be read are told; a stand-in lets the rest of the page be looked through.
        page = self._table(Page, "page", margins=margins or Margins(27, 18, 24, 18))
        parts = {
            "page": page,
            "type": self._table(Type, "type"),
            "shape": self._table(Shape, "shape"),
            "colours": self._table(Colours, "colours"),
            "tints": self._table(Tints, "tints"),
            "fonts": self._table(Fonts, "fonts"),
        }
        maps = {name: self._strings(name) for name in ("lang", "packages")}
        levels = self._levels()
        logo = self._logo()
        if None in parts.values() or levels is None or self.problems:
            self._all_values(parts)
            return None
        theme = Theme(**parts, **maps, levels=levels, logo=logo)  # type: ignore[arg-type]
        self._all_values(parts)
        if not self.problems:
            self._contrasts(theme)
        return theme

    # --- where something is said, and that it is wrong --------------------------------------------

    def _file_of(self, *keys: str) -> TomlFile:
        """The nearest file of the chain that says it; for what nobody says, the theme's own."""
        for source in self._chain:
            found: Any = source.file.data
            for key in keys:
                found = found.get(key) if isinstance(found, dict) else None
            if found is not None:
                return source.file
        return self._chain[0].file

    def _tell(self, what: str, fix: str, *keys: str) -> None:
        self.problems.append(Problem(what, _place(self._file_of(*keys), keys), fix))

    def _table(self, cls: type[Any], name: str, **given: object) -> Any:
        """One table as its class; a key that is unknown is told and then left out, so that the others are looked at."""
        raw = self._data.get(name, {})
        if not isinstance(raw, dict):
            self._tell(f"{name!r} is no table", f"write [{name}] and its keys", name)
            return None
        fields = {field.name for field in dataclasses.fields(cls)} - set(given)
        for key in raw.keys() - fields - set(given):
            fix = f"use one of: {', '.join(sorted(fields))}"
            self._tell(f"unknown key {key!r}{nearest(key, fields)}", fix, name, key)
        found: list[Problem] = []
        known = {key: value for key, value in raw.items() if key in fields}
        value = build(cls, known, self._chain[0].file, (name,), found, **given)
        for problem in found:
            # ``build`` knows one file only; what it speaks of may stand in one that is extended.
            key = problem.what.split("'")[1].partition(".")[0]
            self._tell(problem.what, f"see [{name}] in docs/reference.md", name, key)
        return value

    def _margins(self) -> Margins | None:
        page = self._data.get("page", {})
        raw = page.get("margins", {}) if isinstance(page, dict) else {}
        found: list[Problem] = []
        margins = build(Margins, raw, self._file_of("page", "margins"), ("page", "margins"), found)
        self.problems.extend(found)
        return margins

    def _strings(self, name: str) -> dict[str, str]:
        raw = self._data.get(name, {})
        if not isinstance(raw, dict):
            self._tell(f"{name!r} is no table", f"write [{name}] and its keys", name)
            return {}
        for key, value in raw.items():
            if not isinstance(value, str):
                self._tell(f"{key!r} is wrong: {value!r} is no text", "write a text in quotes", name, key)
        return {key: str(value) for key, value in raw.items()}

    def _levels(self) -> dict[str, tuple[str, str]] | None:
        raw = self._data.get("levels", {})
        if not isinstance(raw, dict):
            self._tell("'levels' is no table", "write [levels] and its keys", "levels")
            return None
        for key in raw.keys() - set(LEVELS):
            self._tell(f"unknown key {key!r}{nearest(key, LEVELS)}", f"use one of: {', '.join(LEVELS)}", "levels", key)
        found: dict[str, tuple[str, str]] = {}
        for key in LEVELS:
            pair = raw.get(key)
            if not (isinstance(pair, list) and len(pair) == 2 and all(_is_colour(one) for one in pair)):
                fix = 'write two colours, background and text: ["#d5e3cf", "#1b2126"]'
                self._tell(
                    f"{key!r} is {pair!r}, not two colours" if pair else f"{key!r} is missing", fix, "levels", key
                )
                continue
            found[key] = (pair[0].lower(), pair[1].lower())
        return found

    # --- values ----------------------------------------------------------------------------------

    def _all_values(self, parts: Mapping[str, Any]) -> None:
        if parts["colours"] is not None:
            self._colours(parts["colours"])
        if parts["tints"] is not None:
            self._between("tints", dataclasses.asdict(parts["tints"]), (0.01, 0.99), "")
        if parts["page"] is not None:
            self._page(parts["page"])
        if parts["type"] is not None:
            for name, sizes in dataclasses.asdict(parts["type"]).items():
                low, high = _POINTS[name]
                if not (low <= sizes[0] <= high and all(sizes[0] <= one <= 2.5 * sizes[0] for one in sizes[1:])):
                    fix = f"write a size of {low} to {high} pt, and line distances from it to 2.5 times it"
                    self._tell(f"{name!r} is {_list(sizes)}", fix, "type", name)
        if parts["shape"] is not None:
            self._shape(parts["shape"])
        if parts["fonts"] is not None:
            for table in ("text", "display"):
                for language, families in getattr(parts["fonts"], table).items():
                    if not families or any(re.search(r'["\\<>{};]', family) or not family for family in families):
                        fix = "name one or more families as fc-list does"
                        self._tell(f"{language!r} names no families", fix, "fonts", table, language)

    def _colours(self, colours: Colours) -> None:
        for name, value in dataclasses.asdict(colours).items():
            for one in value if isinstance(value, tuple) else (value,):
                if not _is_colour(one):
                    self._tell(f"{name!r} is {one!r}, not a colour", "write #rrggbb, e.g. #14304f", "colours", name)
        if not colours.chapters:
            self._tell("'chapters' names no colour", "name one or more", "colours", "chapters")

    def _contrasts(self, theme: Theme) -> None:
        """Words in a part's colour stand on paper and on its pale tint, and words in paper stand on it."""
        colours = theme.colours
        pale = theme.tints.pale
        words = [("ink", colours.ink), ("soft", colours.soft), ("alert", colours.alert), *theme.part_colours()]
        for name, colour in words:
            key = name.partition(",")[0]
            for ground, told in ((colours.paper, "paper"), (theme.tint(colour, pale), "its pale tint")):
                if (ratio := contrast(colour, ground)) < READABLE:
                    what = (
                        f"{name} {colour} has a contrast of {_ratio(ratio)} with {told} {ground}, less than {READABLE}"
                    )
                    self._tell(what, "choose a darker one (WCAG 2.2, 1.4.3)", "colours", key)
                    break
        for level, (background, text) in theme.levels.items():
            if (ratio := contrast(background, text)) < READABLE:
                what = f"{level}: {text} has a contrast of {_ratio(ratio)} with {background}, less than {READABLE}"
                self._tell(what, "choose a lighter background or a darker text, or the reverse", "levels", level)

    def _page(self, page: Page) -> None:
        for side, limits in _MARGINS.items():
            self._between("page", {"margins": getattr(page.margins, side)}, limits, f" ({side})")
        self._between("page", {"hang": page.hang}, _HANG, "")
        if measured(page.size) is None:
            fix = f'use one of {", ".join(SIZES)}, or two measures such as "200mm x 260mm"'
            self._tell(f"there is no paper {page.size!r}{nearest(page.size, SIZES)}", fix, "page", "size")
            return
        (least, most), (lowest, highest) = _SIDES
        if not (least <= page.width <= most and lowest <= page.height <= highest and page.width < page.height):
            fix = f"choose an upright paper, {least:g} to {most:g} mm wide and {lowest:g} to {highest:g} mm high"
            self._tell(f"paper of {page.width:g} × {page.height:g} mm", fix, "page", "size")
            return
        if not _TEXT[0] <= page.text_width <= _TEXT[1] or page.measure < _LEAST_MEASURE:
            what = f"the margins leave {page.text_width:g} mm for tables and {page.measure:g} mm for text"
            fix = f"leave {_TEXT[0]:g} to {_TEXT[1]:g} mm, and {_LEAST_MEASURE:g} mm right of hang"
            self._tell(what, fix, "page", "margins")
        if page.text_height < _LEAST_HEIGHT:
            what = f"the margins leave {page.text_height:g} mm in height"
            self._tell(what, f"leave {_LEAST_HEIGHT:g} mm", "page", "margins")

    def _shape(self, shape: Shape) -> None:
        for key, known in (("cover", COVERS), ("opener", OPENERS)):
            value = getattr(shape, key)
            if value not in known:
                self._tell(
                    f"there is no {key} {value!r}{nearest(value, known)}", f"use {' or '.join(known)}", "shape", key
                )
        if not all(0.1 <= one <= 6 for one in shape.rules):
            self._tell(f"'rules' is {_list(shape.rules)}", "write three thicknesses of 0.1 to 6 pt", "shape", "rules")
        self._between("shape", {"radius": shape.radius}, (0, 20), " pt")

    def _between(self, table: str, values: Mapping[str, float], limits: tuple[float, float], unit: str) -> None:
        for name, value in values.items():
            if not limits[0] <= value <= limits[1]:
                what = f"{name!r} is {value:g}{unit}"
                self._tell(what, f"write a number from {limits[0]:g} to {limits[1]:g}", table, name)

    def _logo(self) -> Logo | None:
        raw = self._data.get("logo", {})
        if not isinstance(raw, dict):
            self._tell("'logo' is no table", "write [logo] and its keys", "logo")
            return None
        for key in raw.keys() - {"file", "cover", "site"}:
            self._tell(
                f"unknown key {key!r}{nearest(key, ('file', 'cover', 'site'))}", "use file, cover, site", "logo", key
            )
        name = raw.get("file", "")
        heights = {}
        for key, usual, limits in (("cover", 14, (5, 60)), ("site", 28, (12, 48))):
            try:
                heights[key] = float(raw.get(key, usual))
            except (TypeError, ValueError):
                heights[key] = 0.0
            self._between("logo", {key: heights[key]}, limits, "")
        if name == "":
            return None
        source = next(s for s in self._chain if s.file is self._file_of("logo", "file"))
        path = (source.path.parent / name).resolve() if isinstance(name, str) else source.root
        if not path.is_relative_to(source.root):
            self._tell(f"the logo {name!r} lies outside the project", "copy it beside the theme", "logo", "file")
        elif not path.is_file():
            self._tell(f"there is no logo {name!r}", "write its path from the theme's folder", "logo", "file")
        elif (why := refusal(path)) is not None:
            self._tell(f"the logo {name!r} {why[0]}", why[1], "logo", "file")
        else:
            content = path.read_bytes()
            return Logo(path.name, content, ratio_of(content), heights["cover"], heights["site"])
        return None


def _place(file: TomlFile, keys: Sequence[str]) -> Place:
    """Where an entry stands, also below a header such as ``[fonts.text]`` that has no ``[fonts]`` above it."""
    for depth in range(len(keys), 1, -1):
        header = ".".join(keys[:depth])
        if any(re.match(rf"\s*\[\s*{re.escape(header)}\s*\]", line) for line in file.lines):
            return file.place(header, *keys[depth:])
    return file.place(*keys)


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _ratio(ratio: float) -> str:
    """A ratio rounded down, so that 4.499 is not told as 4.5."""
    return f"{int(ratio * 100) / 100:.2f}"


def _list(numbers: Sequence[float]) -> str:
    return "[" + ", ".join(f"{one:g}" for one in numbers) + "]"
