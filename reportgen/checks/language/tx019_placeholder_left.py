"""A placeholder of the draft was left.

Examines
    Every text of both languages for what drafts leave behind: TBC, XX, 待補, 待定稿, lorem ipsum; empty brackets; and
    runs of underscores or asterisks.

Why it matters
    It is the slip that is photographed.

Does not examine
    Words that only hold such letters, such as XXL.

Bad
    templates/en/1-environment.md
        Emissions were audited by TBC.
    templates/zh-hant/1-environment.md
        排放由（待補）審核。

Good
    templates/en/1-environment.md
        Emissions were audited.
    templates/zh-hant/1-environment.md
        排放經審核。

Fix
    Write what is meant to stand there, or take the sentence out.

Source
    GRI 1: Foundation 2021, Completeness.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_SHAPES = re.compile(r"（\s*）|\(\s*\)|《\s*》|「\s*」|“\s*”|\[\s*\]|_{3,}|\*{3,}|[?？]{3,}|[●○■□]{2,}")
_LATIN = re.compile(r"[A-Za-z]")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage."""
    for passage in prose(dossier).all_passages:
        words = lexicon(passage.language)
        if words is None:
            continue
        text = passage.typed
        found = _SHAPES.search(text) or next(
            (
                m
                for m in words.pattern(words.left.placeholders).finditer(text)
                if (m[0].isupper() or not m[0].isascii() or len(m[0]) > 4)
                and not (is_chinese(passage.language) and _in_a_word(text, m))
            ),
            None,
        )
        if found is None:
            yield None
            continue
        yield CHECK.finding(
            f"“{found[0]}” in “{passage.around(found.start(), found.end(), 14)}” is a placeholder",
            "write what is meant to stand there, or take the sentence out",
            language=passage.language,
            section=passage.section or None,
            place=passage.at,
            subject=found[0],
        )


def _in_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether Latin letters go on before or behind it."""
    if not match[0].isascii():
        return False
    return bool(
        _LATIN.match(text[match.end() : match.end() + 1]) or _LATIN.match(text[match.start() - 1 : match.start()])
    )


CHECK = Check(
    "TX019",
    "placeholder-left",
    {"zh-hant": "遺留草稿佔位文字", "en": "A placeholder of the draft was left"},
    Severity.ERROR,
    __doc__,
    examine,
)
