"""A term of the glossary is translated by another word.

Examines
    For each term of data/glossary.toml and each pair of paragraphs, items, notes and footnotes: where one language
    uses the preferred form, the other must use one of its right forms.

Why it matters
    A term that the standard defines (limited assurance, Scope 3) loses its meaning when a synonym takes its place.

Does not examine
    Terms that are declared ``loose``, where one language may use other words. Labels, titles and cells, which are
    shortened in each language in its own way.

Bad
    data/glossary.toml
        [[term]]
        preferred = { zh-hant = "有限鑒證", en = "limited assurance" }
    templates/zh-hant/1-environment.md
        數據經有限鑒證。
    templates/en/1-environment.md
        The data were looked at by an accountant.

Good
    data/glossary.toml
        [[term]]
        preferred = { zh-hant = "有限鑒證", en = "limited assurance" }
    templates/zh-hant/1-environment.md
        數據經有限鑒證。
    templates/en/1-environment.md
        The data were subject to limited assurance.

Fix
    Use the glossary's word, or declare the other one as right (also) or the term as loose.

Source
    ISAE 3000 (Revised), paragraph 69 (wording of the conclusion); GRI 1: Foundation 2021, Clarity.
"""

import re
from collections.abc import Iterable

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese

_SHORT = ("label", "cell", "chart title", "diagram title", "title")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages and each term that one of them uses."""
    read = prose(dossier)
    terms = [term for term in dossier.project.glossary if not term.loose]
    asks = [{lang: _pattern((t.preferred[lang],), lang) for lang in read.languages} for t in terms]
    answers = [{lang: _pattern(t.forms(lang), lang) for lang in read.languages} for t in terms]
    for pair in read.pairs:
        if pair.one.kind in _SHORT:
            continue
        for term, asked, answered in zip(terms, asks, answers, strict=True):
            for own, other in ((pair.one, pair.two), (pair.two, pair.one)):
                match = asked[own.language].search(own.text)
                if match is None:
                    continue
                if answered[other.language].search(other.text):
                    yield None
                    continue
                yield CHECK.finding(
                    f"{quoted(own)} says “{match[0]}”, but its translation {quoted(other)} does not say "
                    f"“{term.preferred[other.language]}”",
                    "use the glossary's word, or declare the other one in data/glossary.toml",
                    language=other.language,
                    section=other.section or None,
                    place=other.at,
                    subject=term.preferred[own.language],
                )


def _pattern(forms: Iterable[str], language: str) -> re.Pattern[str]:
    told = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(told if is_chinese(language) else rf"(?<!\w)(?:{told})(?:s|es)?(?!\w)", re.IGNORECASE)


CHECK = Check(
    "LL012",
    "term-translated-otherwise",
    {"zh-hant": "詞彙表的用詞未被對應採用", "en": "A term of the glossary is translated by another word"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
