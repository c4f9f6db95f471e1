"""A term is written in a form that the glossary forbids.

Examines
    All texts of both languages, chapters and data files, for the forbidden forms of data/glossary.toml.

Why it matters
    Readers take two words for two things: 持份者 here and 利益相關方 there look like two groups.

Does not examine
    A forbidden form inside a right one, and names in 《》.

Bad
    data/glossary.toml
        [[term]]
        preferred = { zh-hant = "持份者", en = "stakeholder" }
        forbidden = { zh-hant = ["利益相關方"], en = ["interested party"] }
    templates/zh-hant/1-environment.md
        我們與利益相關方溝通。
    templates/en/1-environment.md
        We talk with every stakeholder.

Good
    data/glossary.toml
        [[term]]
        preferred = { zh-hant = "持份者", en = "stakeholder" }
        forbidden = { zh-hant = ["利益相關方"], en = ["interested party"] }
    templates/zh-hant/1-environment.md
        我們與持份者溝通。
    templates/en/1-environment.md
        We talk with every stakeholder.

Fix
    Write the preferred form.

Source
    GRI 1: Foundation 2021, Clarity; HKEX ESG Reporting Guide, Consistency.
"""

import re
from collections.abc import Iterable, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.glossary import Term
from reportgen.model.words import is_chinese

_TITLES = re.compile(r"《[^》]*》")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each text in a language for which the glossary forbids something."""
    read = prose(dossier)
    patterns = {language: _pattern(dossier.project.glossary, language) for language in read.languages}
    for passage in read.all_passages:
        known = patterns.get(passage.language)
        if known is None:
            continue
        pattern, preferred = known
        text = _TITLES.sub(lambda match: "\0" * len(match[0]), passage.typed)
        found = [m for m in pattern.finditer(text) if m.lastgroup == "forbidden"]
        if not found:
            yield None
        for match in found:
            right = preferred[match[0].casefold()]
            yield CHECK.finding(
                f"“{match[0]}” in “{passage.around(match.start(), match.end())}” is a form that the glossary forbids",
                f"write “{right}”",
                language=passage.language,
                section=passage.section or None,
                place=passage.at,
                subject=match[0],
            )


def _pattern(glossary: Iterable[Term], language: str) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
    """A pattern that takes right forms before forbidden ones at the same place, and the right word for each."""
    preferred: dict[str, str] = {}
    right: list[str] = []
    for term in glossary:
        right.extend(term.forms(language))
        for form in term.forbidden.get(language, ()):
            preferred[form.casefold()] = term.preferred[language]
    if not preferred:
        return None
    longer = [form for form in right if any(bad in form.casefold() for bad in preferred)]
    edges = ("", "") if is_chinese(language) else (r"(?<![\w-])", r"(?!\w)")
    groups = [("right", longer), ("forbidden", list(preferred))]
    told = "|".join(f"(?P<{name}>{_either(forms)})" for name, forms in groups if forms)
    return re.compile(f"{edges[0]}(?:{told}){edges[1]}", re.IGNORECASE), preferred


def _either(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


CHECK = Check(
    "LL011",
    "term-forbidden",
    {"zh-hant": "使用了詞彙表禁用的寫法", "en": "A term is written in a forbidden form"},
    Severity.WARNING,
    __doc__,
    examine,
)
