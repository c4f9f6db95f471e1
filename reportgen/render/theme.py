"""A theme: colours and faces, read from ``themes/<name>.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportgen.model.outline import Level, Outline, Section
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Share = Annotated[float, Field(gt=0, lt=1)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Colours(_Table):
    """``[colours]``: of text, lines and parts."""

    ink: Colour
    soft: Colour
    line: Colour
    paper: Colour
    front: Colour
    chapters: list[Colour] = Field(min_length=1)
    appendix: Colour


class Tints(_Table):
    """``[tints]``: shares of a part's colour on paper."""

    pale: Share
    light: Share
    middle: Share


class Fonts(_Table):
    """``[fonts]``: families by language, in the order in which a glyph is looked for."""

    text: dict[str, list[str]]
    display: dict[str, list[str]]


class Theme(_Table):
    """All that a theme says."""

    colours: Colours
    tints: Tints
    levels: dict[str, Annotated[list[Colour], Field(min_length=2, max_length=2)]]
    fonts: Fonts
    lang: dict[str, str]
    packages: dict[str, str]

    def accent(self, outline: Outline, section: Section) -> str:
        """Colour of the part that a section stands in."""
        part = outline.part_of(section)
        if part.level is Level.CHAPTER:
            chapters = [p.id for p in outline.parts() if p.level is Level.CHAPTER]
            return self.colours.chapters[chapters.index(part.id) % len(self.colours.chapters)]
        return self.colours.front if part.level is Level.FRONT else self.colours.appendix

    def tint(self, colour: str, share: float) -> str:
        """A colour thinned with paper, opaque, so that no transparency enters the PDF."""
        mixed = (
            round(share * int(colour[at : at + 2], 16) + (1 - share) * int(self.colours.paper[at : at + 2], 16))
            for at in (1, 3, 5)
        )
        return "#" + "".join(f"{part:02x}" for part in mixed)

    def families(self, language: str) -> tuple[str, ...]:
        """All families that a language is set in, without repetition."""
        return tuple(dict.fromkeys((*self.fonts.text[language], *self.fonts.display[language])))


@cache
def load_theme(name: str) -> Theme:
    """Read a theme of the package.

    Raises:
        BrokenProjectError: There is none of that name, or its file is wrong; all its problems at once.
    """
    folder = files("reportgen.render") / "themes"
    known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    if name not in known:
        problem = Problem(f"there is no theme {name!r}", Place("report.toml"), f"use one of {', '.join(known)}")
        raise BrokenProjectError([problem])
    place = Place(f"reportgen/render/themes/{name}.toml")
    try:
        return Theme.model_validate(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise BrokenProjectError([Problem(f"not valid TOML: {error}", place, "correct the line")]) from error
    except ValidationError as error:
        raise BrokenProjectError(
            Problem(f"{'.'.join(map(str, e['loc']))}: {e['msg']}", place, "compare it with default.toml")
            for e in error.errors()
        ) from error
