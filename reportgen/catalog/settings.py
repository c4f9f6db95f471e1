"""What must hold in report.toml beyond the types of its keys."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from reportgen.catalog.toml_file import TomlFile
from reportgen.catalog.validate import check_languages
from reportgen.model.period import FiscalYear
from reportgen.model.problem import Problem
from reportgen.model.settings import Settings

_NAMES = ("company", "short", "group")
_WHOLE = 100
_LARGEST_SAMPLE = 10_000


def language_problems(root: Path, settings: Settings, file: TomlFile) -> Iterator[Problem]:
    """Languages that are no codes, or have no chapters: nothing else can be said of them.

    Args:
        root: the project.
        settings: as read.
        file: report.toml.
    """
    for language in settings.languages:
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", language):
            yield Problem(
                f"{language!r} is no language code",
                file.place("report", "languages"),
                "write for example zh-hant or en",
            )
        elif not (root / "templates" / language).is_dir():
            yield Problem(
                f"the language {language!r} has no chapters",
                file.place("report", "languages"),
                f"put its chapters in templates/{language}/, or take it out of languages",
            )


def settings_problems(settings: Settings, file: TomlFile, year: FiscalYear | None) -> Iterator[Problem]:
    """Missing languages and names, owners defined twice, and a fiscal year that doesn't end in its year.

    Args:
        settings: as read.
        file: report.toml.
        year: the fiscal year, ``None`` if it could not be read.
    """
    languages = settings.languages
    if not languages or len(set(languages)) < len(languages):
        yield Problem(
            "the report needs one or more languages, each once",
            file.place("report", "languages"),
            'write for example languages = ["zh-hant", "en"]',
        )
    found: list[Problem] = []
    check_languages([("title", settings.title), ("subtitle", settings.subtitle)], languages, file, ("report",), found)
    check_languages(settings.names.items(), languages, file, ("names",), found)
    for i, lines in enumerate(settings.imprint):
        check_languages([("imprint", lines)], languages, file, ("imprint", i), found)
    for i, owner in enumerate(file.data.get("owner", [])):
        if isinstance(owner, dict):
            check_languages([("name", owner.get("name"))], languages, file, ("owner", i), found)
    yield from found
    yield from _ledger(settings, file)
    yield from _review(settings, file)
    for needed in _NAMES:
        if needed not in settings.names:
            yield Problem(f"[names] has no {needed!r}", file.place("names"), f"add {needed} in each language")
    yield from _owners(file)
    if year is not None and not (year.starts < year.ends and year.ends.year == year.year):
        yield Problem(
            f"the fiscal year {year.year} runs from {year.starts} to {year.ends}",
            file.place("fiscal_year", "ends"),
            "let it end in the calendar year that names it, after it starts",
        )


def _ledger(settings: Settings, file: TomlFile) -> Iterator[Problem]:
    """A password would be kept in every copy of the project, and shown to everybody who reads it."""
    if re.search(r"://[^/@]*:.*@|[?&](password|passwd|sslpassword)=", settings.ledger):
        yield Problem(
            "a password stands in the ledger's URL",
            file.place("report", "ledger"),
            "take it out, and put it in ~/.pgpass or in the environment as PGPASSWORD",
        )


def _review(settings: Settings, file: TomlFile) -> Iterator[Problem]:
    """Thresholds that are no percentages, and samples of nothing."""
    for name in ("materiality", "performance", "trivial"):
        if not 0 < getattr(settings.review, name) <= _WHOLE:
            yield Problem(
                f"[review] {name} is {getattr(settings.review, name)}",
                file.place("review", name),
                "write a percentage above 0 and up to 100",
            )
    if not 0 < settings.review.sample <= _LARGEST_SAMPLE:
        yield Problem(
            f"[review] sample is {settings.review.sample}",
            file.place("review", "sample"),
            f"write how many items a sample holds, from 1 to {_LARGEST_SAMPLE}",
        )


def _owners(file: TomlFile) -> Iterator[Problem]:
    met: dict[object, int] = {}
    for i, raw in enumerate(file.data.get("owner", [])):
        id = raw.get("id") if isinstance(raw, dict) else None
        if not isinstance(id, str):
            continue
        if id in met:
            yield Problem(
                f"owner {id!r} is defined twice; the other stands at {file.place('owner', met[id])}",
                file.place("owner", i),
                "give one of the two another id, or delete it",
            )
        met.setdefault(id, i)


def check_options(
    raw: Mapping[str, object], file: TomlFile, problems: list[Problem]
) -> dict[str, dict[str, Decimal | int | str | bool | tuple[str, ...]]]:
    """``[checks.CODE]``: options by check, whatever checks there are; ``problems`` takes what has no sensible type."""
    found: dict[str, dict[str, Decimal | int | str | bool | tuple[str, ...]]] = {}
    for code, own in raw.items():
        if not isinstance(own, dict):
            what = f"[checks] {code} is no table of options"
            problems.append(Problem(what, file.place("checks", code), f"write [checks.{code}] and its options"))
            continue
        found[code] = {}
        for name, value in own.items():
            words = isinstance(value, list) and all(isinstance(word, str) for word in value)
            if words or isinstance(value, Decimal | int | str | bool):
                found[code][name] = tuple(value) if isinstance(value, list) else value
            else:
                what = f"[checks.{code}] {name} is no number, text, switch or list of texts"
                problems.append(Problem(what, file.place("checks", code, name), "see reportgen explain " + code))
    return found
