"""A word is written in two ways.

Examines
    The variants of ``checks/words`` (啟 and 啓, 週 and 周, 佔 and 占, 裏 and 裡; organise and organize, per cent and
    percent) in all texts of a language. The way that the report uses most is the right one; the glossary's preferred
    forms count as the report's own.

Why it matters
    One report, one hand. Mixed spelling shows that parts were pasted together and nobody read the whole.

Does not examine
    Names in 《》, “ ” and 「」, links, and English words with a capital, which are names as often as not: all of
    these keep their own spelling.

Bad
    templates/zh-hant/1-environment.md
        計劃於年內啟動，另一計劃亦已啟動，第三項則將啓動。

Good
    templates/zh-hant/1-environment.md
        計劃於年內啟動，另一計劃亦已啟動，第三項則將啟動。

Fix
    Write it as everywhere else.

Source
    GRI 1: Foundation 2021, Clarity.
"""

import re
from collections import Counter
from collections.abc import Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Passage, lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.project import Project

_NAMES = re.compile(r"《[^》]*》|「[^」]*」|“[^”]*”|https?://\S+")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each variant of which a language uses some form."""
    read = prose(dossier)
    for language in read.languages:
        words = lexicon(language)
        if words is None:
            continue
        texts = [
            (p, _NAMES.sub(lambda m: "\0" * len(m[0]), p.typed)) for p in read.all_passages if p.language == language
        ]
        ways = _ways(words)
        places: dict[int, list[tuple[int, str, Passage, int]]] = {}
        pattern = words.pattern(ways)
        for passage, text in texts:
            for match in pattern.finditer(text):
                if match[0][0].isupper():
                    continue
                for number, way in ways.get(match[0].casefold(), ()):
                    places.setdefault(number, []).append((way, match[0], passage, match.start()))
        for number, found in places.items():
            yield from _mixed(dossier.project, words, number, found)


def _ways(words: Lexicon) -> Mapping[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, variant in enumerate(words.variant):
        for way, forms in enumerate(variant.forms):
            for form in forms:
                found.setdefault(form.casefold(), []).append((number, way))
    return found


def _mixed(project: Project, words: Lexicon, number: int, found: list[tuple[int, str, Passage, int]]) -> Examined:
    count = Counter(way for way, _, _, _ in found)
    forms = words.variant[number].forms
    for term in project.glossary:
        own = term.preferred.get(words.language, "").casefold()
        for way, spelt in enumerate(forms):
            if any(form.casefold() in own for form in spelt):
                count[way] += 1000
    usual = max(count, key=lambda way: (count[way], -way))
    if {way for way, _, _, _ in found} <= {usual}:
        yield None
        return
    for way, text, passage, start in found:
        if way != usual:
            yield CHECK.finding(
                f"“{text}” in “{passage.around(start, start + len(text), 10)}” is written "
                f"“{_counterpart(text, forms, way, usual)}” elsewhere in the report",
                "write it as everywhere else",
                language=passage.language,
                section=passage.section or None,
                place=passage.at,
                subject=text,
            )


def _counterpart(text: str, forms: list[list[str]], way: int, usual: int) -> str:
    """The same word in the usual spelling: the form at the same place of the list, else the nearest one."""
    at = next((i for i, form in enumerate(forms[way]) if form.casefold() == text.casefold()), 0)
    return forms[usual][at] if len(forms[usual]) == len(forms[way]) else forms[usual][0]


CHECK = Check(
    "TX012",
    "variants-mixed",
    {"zh-hant": "同一用詞有兩種寫法", "en": "A word is written in two ways"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
