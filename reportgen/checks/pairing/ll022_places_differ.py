"""The two languages name another place.

Examines
    Cities, provinces, districts and countries of the table of places (places.toml beside this check) in each pair of
    passages: whether each language names one that the other does not.

Why it matters
    A plant that stands in Foshan in one language and in Zhuhai in the other is a slip that either reader takes for
    the truth.

Does not examine
    Places that the table does not hold, and those that one language names and the other leaves out: a hospital is
    called after its city in one language only.

Bad
    templates/en/1-environment.md
        The plant in Zhuhai was audited.
    templates/zh-hant/1-environment.md
        佛山廠房已接受審核。

Good
    templates/en/1-environment.md
        The plant in Foshan was audited.
    templates/zh-hant/1-environment.md
        佛山廠房已接受審核。

Fix
    Find out which place is meant and name it in both languages.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Accuracy.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages that names a place."""
    for pair in prose(dossier).all_pairs:
        if is_chinese(pair.one.language) == is_chinese(pair.two.language):
            continue
        one, two = _named(pair.one), _named(pair.two)
        if not one and not two:
            continue
        if not (one - two and two - one):
            yield None
            continue
        told = [
            f"{quoted(own)} names {listed([_shown(place, own.language) for place in sorted(places)])}"
            for own, places in ((pair.one, one - two), (pair.two, two - one))
        ]
        yield CHECK.finding(
            f"{told[0]}, but {told[1]}",
            "find out which place is meant and name it in both languages",
            language=pair.two.language,
            section=pair.two.section or None,
            place=pair.two.at,
            subject=" ".join(sorted(one ^ two)),
        )


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """The English forms by the Chinese one."""
    text = (files("reportgen.checks.pairing") / "places.toml").read_text(encoding="utf-8")
    return {chinese: tuple(forms) for chinese, forms in tomllib.loads(text)["places"].items()}


@cache
def _pattern(chinese: bool) -> re.Pattern[str]:
    if chinese:
        return re.compile("|".join(sorted(map(re.escape, _places()), key=len, reverse=True)))
    forms = sorted((re.escape(form) for own in _places().values() for form in own), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


@cache
def _by_form() -> Mapping[str, str]:
    return {form: chinese for chinese, own in _places().items() for form in (*own, chinese)}


def _named(passage: Passage) -> frozenset[str]:
    found = {_by_form()[match[0]] for match in _pattern(is_chinese(passage.language)).finditer(passage.typed)}
    if is_chinese(passage.language):
        found |= {_by_form()[match[0]] for match in _pattern(False).finditer(passage.typed)}
    return frozenset(found)


def _shown(place: str, language: str) -> str:
    return place if is_chinese(language) else _places()[place][0]


CHECK = Check(
    "LL022",
    "places-differ",
    {"zh-hant": "兩種語言所述的地名不同", "en": "The two languages name another place"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
