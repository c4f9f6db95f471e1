"""Writes docs/reference.md from the code: commands, files, names, components, checks, units and standards."""

import dataclasses
import importlib
import inspect
import re
import sys
import tomllib
import types
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, CommandInfo

from reportgen import catalog, intake
from reportgen.catalog import built_in
from reportgen.catalog.catalogue import COLUMNS, NEEDED_COLUMNS, PART_COLUMNS, Source
from reportgen.catalog.library import PAIR_COLUMNS
from reportgen.chapters import blocks, names
from reportgen.chapters.inline import BLOCK_NAMES
from reportgen.chapters.markdown import COMPONENTS
from reportgen.checks import all_checks
from reportgen.model.diagrams import (
    Band,
    Body,
    Category,
    HeatmapSpec,
    Horizon,
    Layer,
    MatrixSpec,
    Risk,
    RiskGroup,
    StructureSpec,
    Topic,
)
from reportgen.model.entity import Entity
from reportgen.model.factor import Factor
from reportgen.model.index import Confirmation, GriStatement
from reportgen.model.metric import Metric, Tie, Variance
from reportgen.model.outline import Section
from reportgen.model.period import FiscalYear
from reportgen.model.remark import Answer, Remark
from reportgen.model.settings import Owner, ReviewSettings, Settings
from reportgen.model.signoff import SignOffRules
from reportgen.model.standard import Omission
from reportgen.model.tables import ChartSpec, NoteSpec, RowGroup, TableSpec
from reportgen.model.unit import Unit
from reportgen.model.waiver import Waiver
from reportgen.render.logo import Logo
from reportgen.render.records import figures_record, findings_record, index_record, text_record, trace_record
from reportgen.render.theme import Colours, Fonts, Margins, Page, Shape, Tints, Type
from reportgen.render.theme_file import LEVELS, theme_names

command_line = importlib.import_module("reportgen.cli.main")  # the package's own ``main`` is the function in it
TARGET = Path(__file__).parent.parent / "docs/reference.md"

THEME_TABLES: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    ("[page]", Page, ("margins",)),
    ("[page.margins]", Margins, ()),
    ("[logo]", Logo, ("name", "content", "ratio")),
    ("[type]", Type, ()),
    ("[shape]", Shape, ()),
    ("[colours]", Colours, ()),
    ("[tints]", Tints, ()),
    ("[fonts]", Fonts, ()),
)
"""Table of a theme, its class, and the fields that the program fills in by itself."""

TABLES: tuple[tuple[str, str, type[Any], tuple[str, ...]], ...] = (
    (
        "report.toml",
        "[report]",
        Settings,
        ("fiscal_year", "owners", "names", "imprint", "standards", "entities", "sign_off", "review", "check_options"),
    ),
    ("report.toml", "[fiscal_year]", FiscalYear, ()),
    ("report.toml", "[[owner]]", Owner, ()),
    ("data/outline.toml", "[[section]]", Section, ("at",)),
    ("data/metrics/*.toml", "[[metric]]", Metric, ("at", "topic")),
    ("data/tables.toml", "[[table]]", TableSpec, ("at", "groups")),
    ("data/tables.toml", "[[table.group]]", RowGroup, ()),
    ("data/notes.toml", "[[note]]", NoteSpec, ("at",)),
    ("data/charts.toml", "[[chart]]", ChartSpec, ("at",)),
    ("data/diagrams.toml", "[[matrix]]", MatrixSpec, ("at", "bands", "categories", "topics")),
    ("data/diagrams.toml", "[[matrix.band]]", Band, ("at",)),
    ("data/diagrams.toml", "[[matrix.category]]", Category, ("at",)),
    ("data/diagrams.toml", "[[matrix.topic]]", Topic, ("at",)),
    ("data/diagrams.toml", "[[structure]]", StructureSpec, ("at", "layers", "bodies")),
    ("data/diagrams.toml", "[[structure.layer]]", Layer, ("at",)),
    ("data/diagrams.toml", "[[structure.body]]", Body, ("at",)),
    ("data/diagrams.toml", "[[heatmap]]", HeatmapSpec, ("at", "horizons", "groups", "risks")),
    ("data/diagrams.toml", "[[heatmap.horizon]]", Horizon, ("at",)),
    ("data/diagrams.toml", "[[heatmap.group]]", RiskGroup, ("at",)),
    ("data/diagrams.toml", "[[heatmap.risk]]", Risk, ("at",)),
    ("data/omissions.toml", "[[omission]]", Omission, ("at", "status")),
    ("data/waivers.toml", "[[waiver]]", Waiver, ("at",)),
    ("data/index.toml", "[gri]", GriStatement, ()),
    ("data/index.toml", "[[confirm]]", Confirmation, ("at",)),
    ("data/units.toml", "[[unit]]", Unit, ()),
)
"""File, table in it, class of the model, and the fields that the program fills in by itself."""

MAY_BE_MISSING: Mapping[str, tuple[tuple[str, str, type[Any], tuple[str, ...]], ...]] = {
    "[[owner]]": (
        ("report.toml", "[[entity]]", Entity, ("at",)),
        ("report.toml", "[sign_off]", SignOffRules, ()),
        ("report.toml", "[review]", ReviewSettings, ()),
    ),
    "[[metric]]": (
        ("data/metrics/*.toml", "`ties` of a metric", Tie, ()),
        ("data/metrics/*.toml", "`variance` of a metric", Variance, ()),
        ("data/factors.toml", "[[factor]]", Factor, ("at",)),
    ),
    "[[waiver]]": (
        ("data/review/follow-up.toml", "[[remark]]", Remark, ("at", "source", "answers")),
        ("data/review/follow-up.toml", "[[remark.answer]]", Answer, ()),
    ),
}
"""Tables that a project can do without, by the table after which they are told."""

FREE = (
    ("[names]", Settings, "names"),
    ("[standards]", Settings, "standards"),
    ("[[imprint]]", Settings, "imprint"),
    ("[checks.CODE]", Settings, "check_options"),
)
"""Tables of report.toml that are one field of the settings."""

_TYPES = {
    "Words": "text in each language",
    "str": "text",
    "int": "whole number",
    "bool": "true or false",
    "Decimal": "number",
    "date": "date",
    "float": "number",
    "Variance": "table, see below",
    "Tie": "a formula, or table, see below",
}


def reference() -> str:
    """The whole page."""
    parts = (
        ["# Reference", "", "Made from the code by `make docs`. Do not edit it: a test compares the two."],
        _commands(),
        _files(),
        _records(),
        _themes(),
        _workbooks(),
        _names(),
        _components(),
        _checks(),
        _units(),
        _standards(),
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n") + "\n"


def keys(cls: type[Any], filled_in: Sequence[str]) -> tuple[str, ...]:
    """The keys that a table of a project's file may hold."""
    return tuple(f.name for f in dataclasses.fields(cls) if f.name not in filled_in)


# --- commands ------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield from ("## Commands", "", "`reportgen [--project DIR] COMMAND …`", "", "| exit code | meaning |", "|---|---|")
    codes = re.search(r"Exit codes: (.*)\.", " ".join((command_line.__doc__ or "").split()))
    for code in codes[1].split(" · ") if codes else ():
        number, meaning = code.split(" ", 1)
        yield f"| {number} | {_markdown(meaning)} |"
    callback = command_line.app.registered_callback
    assert callback is not None and callback.callback is not None
    yield from ("", "Options before the command:", "", *_parameters(callback.callback))
    groups = [(group.name, group.typer_instance) for group in command_line.app.registered_groups]
    for above, app in (("", command_line.app), *groups):
        for command in _of_group(app) + app.registered_commands:
            assert command.callback is not None
            name = " ".join(filter(None, (above, command.name)))
            yield from ("", f"### {name}", "", _sentence(inspect.getdoc(command.callback) or ""), "")
            yield from _parameters(command.callback)


def _of_group(app: typer.Typer) -> list[CommandInfo]:
    """What a group does where no command of it is named."""
    own = None if app is command_line.app else app.registered_callback
    return [CommandInfo(name=None, callback=own.callback)] if own is not None and own.callback is not None else []


def _parameters(function: Callable[..., Any]) -> Iterator[str]:
    yield from ("| argument or option | meaning |", "|---|---|")
    hints = get_type_hints(function, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        hint = hints[parameter.name]
        if get_origin(hint) is not Annotated:
            continue
        kind, info = get_args(hint)[:2]
        members = [a for a in (get_args(kind) or (kind,)) if a is not types.NoneType]
        many = get_origin(members[0]) is list
        one = get_args(members[0])[0] if many else members[0]
        default = parameter.default
        if isinstance(info, ArgumentInfo):
            name, told = (f"{parameter.name.upper()}{'…' if many else ''}", "")
        else:
            option = next(iter(info.param_decls or ()), f"--{parameter.name.replace('_', '-')}")
            name = option if one is bool else f"{option} {_value(one, info.metavar)}"
            told = " May be given more than once." if many else _default(default, one)
        yield f"| `{name}` | {_sentence(info.help or '')}{told} |"


def _value(kind: Any, metavar: str | None) -> str:
    if metavar:
        return metavar
    if issubclass(kind, StrEnum):
        return "\\|".join(member.value for member in kind)
    return {int: "NUMBER", Path: "FOLDER"}.get(kind, "TEXT")


def _default(value: object, kind: Any) -> str:
    if value is inspect.Parameter.empty:
        return " Required."
    if value is None or kind is bool or isinstance(value, Path):
        return ""
    return f" Default: `{value}`."


# --- files of a build ----------------------------------------------------------------------------


def _records() -> Iterator[str]:
    yield from (
        "## JSON files of a build",
        "",
        'In `output/`, each with `"schema": 1`; keys may be added, never changed.',
    )
    yield from ("", "| file | what it holds |", "|---|---|")
    for record in (figures_record, trace_record, text_record, index_record, findings_record):
        name, _, holds = " ".join((inspect.getdoc(record) or "").split()).partition(": ")
        yield f"| {_markdown(name)} | {_markdown(holds)} |"


# --- files of a project --------------------------------------------------------------------------


def _files() -> Iterator[str]:
    yield from ("## Files of a project", "", "Keys without a default are required. A text in each language is a table:")
    yield '`title = { zh-hant = "…", en = "…" }`.'
    last = ""
    for file, table, cls, filled_in in (t for one in TABLES for t in (one, *MAY_BE_MISSING.get(one[1], ()))):
        if file != last:
            yield from ("", f"### {file}")
        last = file
        head = f"#### {table}" if "`" in table else f"#### `{table}`"
        yield from ("", head, "", *_prose(cls), "", *_keys_told(cls, filled_in))
        if cls is Owner:
            for header, holder, name in FREE:
                yield from ("", f"#### `{header}`", "", _sentence(attributes(holder)[name]))


def _themes() -> Iterator[str]:
    yield from ("## A theme", "", "`theme` in `report.toml` names a theme of the program, "
                f"{', '.join(f'`{name}`' for name in theme_names())}, or a file of the project such as")  # fmt: skip
    yield from ("`themes/house.toml`. With `extends = \"default\"` at its head (or the path of another theme) it says",
                "only what differs; without, it says all of this.")  # fmt: skip
    for table, cls, filled_in in THEME_TABLES:
        yield from ("", f"### `{table}`", "", *_prose(cls), "", "| key | what it holds | type |", "|---|---|---|")
        if cls is Logo:
            yield '| `file` | Its path from the theme\'s folder: SVG or PNG inside the project; `""` for none. | text |'
        told, hints = attributes(cls), get_type_hints(cls)
        for name in keys(cls, filled_in):
            kind = "table of lists of text" if cls is Fonts and name in ("text", "display") else _type(hints[name])
            yield f"| `{name}` | {_sentence(told[name])} | {'three numbers' if kind == 'list of number' else kind} |"
    yield from ("", "### `[levels]`, `[lang]`, `[packages]`", "")
    yield f"`[levels]`: background and text of {', '.join(f'`{level}`' for level in LEVELS)}, two colours each."
    yield "`[lang]`: by language of the report, its tag (BCP 47). `[packages]`: by family, its Debian package."


def _keys_told(cls: type[Any], filled_in: Sequence[str]) -> Iterator[str]:
    yield from ("| key | what it holds | type | default |", "|---|---|---|---|")
    told = attributes(cls)
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if field.name in keys(cls, filled_in):
            default = "its `id`" if (cls, field.name) == (Unit, "base") else _field_default(field)
            kind = "table of text" if (cls, field.name) == (Tie, "units") else _type(hints[field.name])
            yield f"| `{field.name}` | {_sentence(told[field.name])} | {kind} | {default} |"


def attributes(cls: type[Any]) -> Mapping[str, str]:
    """What a class's docstring says of each attribute.

    Raises:
        ValueError: An attribute is not told.
    """
    doc = inspect.getdoc(cls) or ""
    told: dict[str, str] = {}
    match = re.search(r"Attributes:\n((?:    .*\n?|\n)*)", doc)
    for entry in re.split(r"\n(?=    \S)", match[1].rstrip()) if match else ():
        heads, _, text = " ".join(entry.split()).partition(": ")
        told.update((head.strip(), text) for head in heads.split(","))
    untold = [f.name for f in dataclasses.fields(cls) if f.name not in told and f.name != "at"]
    if untold:
        raise ValueError(f"the docstring of {cls.__name__} does not tell {', '.join(untold)}")
    return told


def _prose(cls: type[Any]) -> Iterator[str]:
    doc = (inspect.getdoc(cls) or "").split("Attributes:")[0].strip()
    yield from _markdown(doc).splitlines()


def _type(hint: Any) -> str:
    if hint == Mapping[str, str]:
        return "text in each language"
    origin, inner = get_origin(hint), [a for a in get_args(hint) if a is not types.NoneType and a is not Ellipsis]
    if origin is types.UnionType:
        return _type(inner[0])
    if origin is tuple:
        return f"list of ({_type(inner[0])})" if get_args(inner[0]) else f"list of {_type(inner[0])}"
    if origin is not None and issubclass(origin, Mapping):
        return f"table of {_type(inner[1])}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return ", ".join(f"`{member.value}`" for member in hint)
    return _TYPES[hint.__name__]


def _field_default(field: "dataclasses.Field[Any]") -> str:
    if field.default_factory is not dataclasses.MISSING:
        return "none"
    if field.default is dataclasses.MISSING:
        return "required"
    match field.default:
        case None | () | "":
            return "none"
        case bool(value):
            return f"`{str(value).lower()}`"
        case StrEnum() as value:
            return f"`{value.value}`"
        case Variance(percent=limit):
            return f"`{{ percent = {limit} }}`"
        case tuple(values):
            return ", ".join(f"`{value}`" for value in values)
        case value:
            return f"`{value}`"


# --- workbooks -----------------------------------------------------------------------------------


def _workbooks() -> Iterator[str]:
    folder = Path(inspect.getfile(intake)).parent
    yield from ("## Workbooks", "", "Heads and words may be in either language, or in both in one cell. Case, spaces")
    yield "and punctuation do not count."
    for file in sorted((folder / "layouts").glob("*.toml")):
        layout = tomllib.loads(file.read_text(encoding="utf-8"))
        comments = [line[1:].strip() for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        yield from ("", f"### Layout `{layout['name']}`", "", *comments, "", "| column | heads | |", "|---|---|---|")
        for column in layout["column"]:
            needed = "" if column.get("required", True) else "may be left out"
            yield f"| {column['field']} | {'; '.join(column['names'])} | {needed} |"
    words = tomllib.loads((folder / "vocabulary.toml").read_text(encoding="utf-8"))
    for column, meanings in words.items():
        yield from ("", f"### Words of the column `{column}`", "", "| meaning | words |", "|---|---|")
        for meaning, spoken in meanings.items():
            yield f"| `{meaning}` | {'; '.join(spoken)} |"


# --- chapters ------------------------------------------------------------------------------------


def _names() -> Iterator[str]:
    yield from ("## Names that a chapter may call", "", "Inside a sentence:", "", "| write | gives |", "|---|---|")
    for name, function in inspect.getmembers(names, inspect.isfunction):
        if (
            function.__module__ == names.__name__
            and {"context", "place"} <= inspect.signature(function).parameters.keys()
        ):
            yield _name(getattr(names, name))
    yield from ("", "On a line of its own:", "", "| write | gives |", "|---|---|")
    for name in BLOCK_NAMES:
        yield _name(getattr(blocks, name))


def _name(function: Any) -> str:
    parameters = [p for p in inspect.signature(function).parameters.values() if p.name not in ("context", "place")]
    shown: list[str] = []
    for parameter in parameters:
        annotation = parameter.annotation
        if get_origin(annotation) is Literal:
            value = "|".join(f'"{choice}"' for choice in get_args(annotation))
            shown.append(f"{parameter.name}={value}")
        elif parameter.default is inspect.Parameter.empty:
            shown.append(f"{parameter.name}=…" if parameter.kind is parameter.KEYWORD_ONLY else parameter.name)
        else:
            default = f'"{parameter.default}"' if isinstance(parameter.default, str) else parameter.default
            shown.append(f"{parameter.name}={default}")
    call = f"{function.__name__}({', '.join(shown)})".replace("|", "\\|")
    return f"| `{call}` | {_sentence((inspect.getdoc(function) or '').split(chr(10) * 2)[0])} |"


def _components() -> Iterator[str]:
    yield from ("## Components", "", "Between `::: name` and `:::`. What each is for stands in guide-writer.md.", "")
    yield ", ".join(f"`{name}`" for name in COMPONENTS)


# --- checks, units, standards --------------------------------------------------------------------


def _checks() -> Iterator[str]:
    yield "## Checks"
    for check in all_checks():
        when = "`build` only: it reads the laid-out report" if check.needs_layout else "`check` and `build`"
        when += ", not for a part of the report" if check.needs_whole else ""
        yield from ("", f"### {check.code} {check.name}", "", f"{check.title['zh-hant']} · {check.title['en']}", "")
        yield f"Severity: {check.severity.value}, confidence: {check.confidence.value}. Run by {when}."
        for head, body in _paragraphs(check.manual):
            if head in ("Bad", "Good"):
                yield from ("", f"**{head}.**", "", "```", *inspect.cleandoc("\n" + body).splitlines(), "```")
                continue
            text = " ".join(line.strip() for line in body.splitlines())
            yield from ("", f"**{head}.** {text}" if text else head)
        if check.options:
            told = ", ".join(f"`{name} = {value}`" for name, value in check.options.items())
            yield from ("", f"**Options.** {told}, and `severity`, in `[checks.{check.code}]` of report.toml.")


def _paragraphs(manual: str) -> Iterator[tuple[str, str]]:
    """The manual's first line, then each head with what is indented under it."""
    head, body = "", []
    for line in inspect.cleandoc(manual).splitlines():
        if line and not line.startswith(" "):
            if head:
                yield head, "\n".join(body).strip("\n")
            head, body = line, []
        else:
            body.append(line)
    yield head, "\n".join(body).strip("\n")


def _units() -> Iterator[str]:
    yield from ("## Units", "", "A project may add its own in data/units.toml.", "")
    yield from ("| id | style | 繁體中文 | English | base | factor |", "|---|---|---|---|---|---|")
    path = Path(inspect.getfile(catalog)).parent / "units.toml"
    for unit in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["unit"]:
        label, base = unit["label"], unit.get("base", unit["id"])
        row = (unit["id"], unit["style"], label["zh-hant"], label["en"], base, str(unit.get("factor", 1)))
        yield f"| {' | '.join(row)} |"


def _standards() -> Iterator[str]:
    yield from (
        "## Standards at hand",
        "",
        "| standard | edition | name | in force | disclosures by obligation | answered |",
        "|---|---|---|---|---|---|",
    )
    for each in sorted(built_in().catalogues.values(), key=lambda c: c.key):
        asked = Counter(d.obligation for d in each.disclosures.values() if not d.is_heading)
        answered = "as a whole" if each.complete else "where chosen"
        counted = ", ".join(f"{count} {word.replace('_', ' ')}" for word, count in sorted(asked.items()))
        force = f"{each.since} to {each.until}" if each.until else f"from {each.since}"
        name = f"{each.name['en']} / {each.name['zh-hant']}"
        yield f"| {each.standard} | {each.edition} | {name} | {force} | {counted} | {answered} |"
    yield from (
        "",
        "The titles of disclosures are paraphrases, not the text of the standards. A row that is not of high",
    )
    yield from ("confidence could not be compared with the standard's own document.", "")
    yield from ("| reason for an omission | status | label | known to |", "|---|---|---|---|")
    kinds = {kind.id: kind for c in built_in().catalogues.values() for kind in c.omission_kinds.values()}
    for id, kind in sorted(kinds.items()):
        known = sorted(f"{c.standard} {c.edition}" for c in built_in().catalogues.values() if id in c.omission_kinds)
        label = f"{kind.label['en']} / {kind.label['zh-hant']}"
        yield f"| `{id}` | {kind.status} | {label} | {', '.join(known)} |"
    yield from ("", "### A standard of your own", "")
    yield "A folder in `data/standards/` with `SOURCE.toml` and `disclosures.csv`, or one CSV file that names standard"
    yield "and edition in each row. Titles stand in a column for each language of the report, such as `title_en` and"
    yield from ("`title_zh_hant`. It takes the place of a built-in catalogue of the same standard and edition.", "")
    yield from ("SOURCE.toml:", "", *_keys_told(Source, ()), "")
    yield from _columns("disclosures.csv", COLUMNS, NEEDED_COLUMNS)
    yield from (
        "",
        'Sub-requirements may stand in `parts.csv` beside it. They are declared as `"HKEX A1.2:intensity"`.',
        "",
    )
    yield from _columns("parts.csv", PART_COLUMNS, tuple(PART_COLUMNS))
    yield from ("", "Further pairs of requirements that meet stand in `data/crosswalk.csv`, with the columns")
    yield f"{', '.join(f'`{column}`' for column in PAIR_COLUMNS)}."


def _columns(file: str, columns: Mapping[str, str], needed: Sequence[str]) -> Iterator[str]:
    yield from (f"| column of {file} | what it holds | |", "|---|---|---|")
    for column, told in columns.items():
        yield f"| `{column}` | {told} | {'required' if column in needed else ''} |"


# --- text ----------------------------------------------------------------------------------------


def _sentence(text: str) -> str:
    text = _markdown(" ".join(text.split())).rstrip(".").replace("|", "\\|")
    first = text[:1].upper() if text[:1].islower() and not text.startswith("`") else text[:1]
    return f"{first}{text[1:]}." if text else ""


def _markdown(text: str) -> str:
    """A docstring's double backticks as Markdown's single ones."""
    return text.replace("``", "`")


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
