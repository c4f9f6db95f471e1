"""A name stands in one language only.

Examines
    Names in Latin letters in the Chinese text (companies, products, standards and their numbers, acronyms), which
    must stand in the translation; and in the English text names that hold digits (ISO 14064-1) and all other Latin
    names that the glossary declares with a Chinese form.

Why it matters
    A product, standard or body that one language leaves out was forgotten, or mistaken for another.

Does not examine
    English names that are translated in Chinese without an entry of the glossary; formulas that it spells out (CO2e).

Bad
    templates/en/1-environment.md
        Emissions follow ISO 14064-1 and were checked by the SBTi.
    templates/zh-hant/1-environment.md
        排放按ISO 14064-2計算，並經SBTi核對。

Good
    templates/en/1-environment.md
        Emissions follow ISO 14064-1 and were checked by the SBTi.
    templates/zh-hant/1-environment.md
        排放按ISO 14064-1計算，並經SBTi核對。

Fix
    Write the same name in both, or declare the pair in data/glossary.toml.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Accuracy.
"""

import re
from collections.abc import Iterable, Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.glossary import Term
from reportgen.model.words import is_chinese

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+.’'/-]*(?: [A-Za-z0-9][A-Za-z0-9&+.’'/-]*)*")
_NUMBERED = re.compile(
    r"\b(?:(?!FY|(?:RMB|CNY|HKD|USD|EUR|GBP)[ -]?\d)[A-Z]{2,}[A-Za-z/]*[ -]?\d[\dA-Za-z.:/-]*"
    r"|(?!FY)[A-Za-z]+\d[\dA-Za-z-]*)"
)
_WORD = re.compile(r"[A-Za-z0-9+&]+")
_FORMULAS = {
    "co2e": ("二氧化碳當量",),
    "co2": ("二氧化碳", "碳"),
    "ch4": ("甲烷",),
    "n2o": ("氧化亞氮", "一氧化二氮"),
    "m3": ("立方米",),
    "m2": ("平方米",),
    "km2": ("平方公里",),
}
"""Formulas and units that Chinese text spells out."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages with such a name."""
    glossary = dossier.project.glossary
    for pair in prose(dossier).all_pairs:
        for own, other in ((pair.one, pair.two), (pair.two, pair.one)):
            names = tuple(_names(own))
            if not names or own.language == other.language:
                continue
            lacking = [name for name in names if not _told(name, own, other, glossary)]
            if not lacking:
                yield None
                continue
            yield CHECK.finding(
                f"{quoted(own)} names {listed(lacking)}, its translation {quoted(other)} does not",
                "write the same name in both, or declare the pair in data/glossary.toml",
                language=other.language,
                section=other.section or None,
                place=other.at,
                subject=" ".join(lacking),
            )


def _names(passage: Passage) -> Iterator[str]:
    pattern = _LATIN if is_chinese(passage.language) else _NUMBERED
    seen = set()
    for match in pattern.finditer(re.sub(r"https?://\S+|\S+@\S+", " ", passage.typed)):
        name = match[0].rstrip(".-/’'+")
        if name not in seen and len(name) > 1:
            seen.add(name)
            yield name


def _told(name: str, own: Passage, other: Passage, glossary: Iterable[Term]) -> bool:
    there = other.text.casefold().replace("₂", "2")
    if name.casefold() in there or any(word in there for word in _FORMULAS.get(name.casefold(), ())):
        return True
    for term in glossary:
        forms = term.forms(own.language)
        if any(name.casefold() in form.casefold() for form in forms) and any(
            form.casefold() in there for form in term.forms(other.language)
        ):
            return True
    words = set(_WORD.findall(there.replace("’s ", " ")))
    return all(word.casefold() in words or _plural(word.casefold(), words) for word in _WORD.findall(name))


def _plural(word: str, words: set[str]) -> bool:
    return f"{word}s" in words or (word.endswith("s") and word[:-1] in words)


CHECK = Check(
    "LL009",
    "names-differ",
    {"zh-hant": "名稱只見於一種語言", "en": "A name stands in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
)
