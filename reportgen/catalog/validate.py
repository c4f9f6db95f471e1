"""From a TOML table to a value of the model, with every mistake told at its line."""

import dataclasses
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import get_close_matches
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from reportgen.catalog.toml_file import TomlFile
from reportgen.model.problem import Problem

T = TypeVar("T")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names the nearest known word, or the empty string."""
    close = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""


def build(
    cls: type[T], raw: object, file: TomlFile, keys: Sequence[str | int], problems: list[Problem], **given: object
) -> T | None:
    """Validate one table against a frozen dataclass of the model.

    Args:
        cls: the dataclass.
        raw: the table as parsed.
        file: where it comes from.
        keys: the way to it in the file, e.g. ``("metric", 3)``.
        problems: collects what is wrong.
        given: fields that the loader sets and the file must not.

    Returns:
        The value, or ``None`` if something was wrong.
    """
    if not isinstance(raw, dict):
        problems.append(Problem("a table is expected here", file.place(*keys), f"write [[{keys[0]}]] and its keys"))
        return None
    declared: type[Any] = cls
    fields = {f.name for f in dataclasses.fields(declared)} - set(given)
    unknown = [key for key in raw if key not in fields]
    for key in unknown:
        problems.append(
            Problem(
                f"unknown key {key!r}{nearest(key, fields)}",
                file.place(*keys, key),
                f"use one of: {', '.join(sorted(fields))}",
            )
        )
    mistyped = _mistyped(declared, raw)
    for key, expected in mistyped.items():
        problems.append(
            Problem(f"{key!r} is wrong: {raw[key]!r} is not {expected}", file.place(*keys, key), f"write {expected}")
        )
    try:
        value: T = _adapter(declared).validate_python({**{k: v for k, v in raw.items() if k in fields}, **given})
    except ValidationError as error:
        for detail in error.errors():
            where = [part for part in detail["loc"] if isinstance(part, str | int)]
            if where and where[0] in mistyped:
                continue
            what = ".".join(str(part) for part in where) or cls.__name__
            message = "is missing" if detail["type"].startswith("missing") else f"is wrong: {detail['msg']}"
            problems.append(Problem(f"{what!r} {message}", file.place(*keys, *where), "see docs/reference.md"))
        return None
    return None if unknown or mistyped else value


def _mistyped(cls: type[Any], raw: dict[str, Any]) -> dict[str, str]:
    """Keys whose value pydantic would quietly turn into another type: ``"1"`` into 1, ``"yes"`` into true."""
    wrong: dict[str, str] = {}
    for name, hint in get_type_hints(cls).items():
        allowed = get_args(hint) if get_origin(hint) is UnionType else (hint,)
        value = raw.get(name)
        if value is None:
            continue
        if bool in allowed and not isinstance(value, bool):
            wrong[name] = "true or false"
        elif int in allowed and (isinstance(value, bool) or not isinstance(value, int)):
            wrong[name] = "a whole number"
        elif Decimal in allowed and isinstance(value, bool):
            wrong[name] = "a number"
    return wrong


def rows(file: TomlFile, key: str, problems: list[Problem], among: Sequence[str] = ()) -> list[Any]:
    """The tables ``[[key]]`` of a file; another shape is told, and so is every table that the file does not hold.

    Args:
        file: the file.
        key: the name of the tables.
        problems: collects what is wrong.
        among: all names of tables, where the file holds several; strange ones are told with the first of them.
    """
    known = among or (key,)
    for other in file.data.keys() - set(known) if key == known[0] else ():
        held = ", ".join(f"[[{name}]]" for name in known)
        problems.append(
            Problem(f"unknown table [{other}]{nearest(other, known)}", file.place(other), f"this file holds {held}")
        )
    found = file.data.get(key, [])
    if isinstance(found, list):
        return found
    problems.append(Problem(f"{key!r} is not a row of tables", file.place(key), f"write [[{key}]] and its keys"))
    return []


def check_languages(
    texts: Iterable[tuple[str, object]],
    languages: Sequence[str],
    file: TomlFile,
    keys: Sequence[str | int],
    problems: list[Problem],
) -> None:
    """Every text must be there in every language of the report; further languages do no harm."""
    for name, words in texts:
        if not isinstance(words, dict):
            continue
        for language in languages:
            if language not in words:
                problems.append(
                    Problem(f"{name!r} has no text in {language}", file.place(*keys, name), f"add {language} = …")
                )
