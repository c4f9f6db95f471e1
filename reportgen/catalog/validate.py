"""From a TOML table to a value of the model, with every mistake told at its line."""

import dataclasses
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from reportgen.catalog.toml_file import TomlFile
from reportgen.model.problem import Problem

T = TypeVar("T")


@cache
def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


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
    fields = {f.name for f in dataclasses.fields(cls)} - set(given)  # type: ignore[arg-type]
    unknown = [key for key in raw if key not in fields]
    for key in unknown:
        problems.append(
            Problem(
                f"unknown key {key!r}{nearest(key, fields)}",
                file.place(*keys, key),
                f"use one of: {', '.join(sorted(fields))}",
            )
        )
    try:
        value = _adapter(cls).validate_python({**{k: v for k, v in raw.items() if k in fields}, **given})
    except ValidationError as error:
        for detail in error.errors():
            where = [part for part in detail["loc"] if isinstance(part, str | int)]
            what = ".".join(str(part) for part in where) or cls.__name__
            message = "is missing" if detail["type"].startswith("missing") else f"is wrong: {detail['msg']}"
            problems.append(Problem(f"{what!r} {message}", file.place(*keys, *where), "see docs/reference.md"))
        return None
    return None if unknown else value  # type: ignore[no-any-return]


def check_languages(
    texts: Iterable[tuple[str, object]],
    languages: Sequence[str],
    file: TomlFile,
    keys: Sequence[str | int],
    problems: list[Problem],
) -> None:
    """Every text must be there in every language of the report, and in no other."""
    for name, words in texts:
        if not isinstance(words, dict):
            continue
        for language in languages:
            if language not in words:
                problems.append(
                    Problem(f"{name!r} has no text in {language}", file.place(*keys, name), f"add {language} = …")
                )
