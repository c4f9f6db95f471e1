"""A word of the English text was left in the Chinese.

Examines
    Words in Latin letters in the Chinese text: a term that the glossary gives a Chinese form without Latin letters
    (Board for 董事會), and words that the English text of the report writes in small letters, twice at least, and that
    stand alone (“training”, “data centre”).

Why it matters
    A translator leaves a word for later and forgets it. Each alone is no sentence, so that nobody sees it before print.

Does not examine
    Names: runs that hold a word which the English text never writes in small letters (Tencent Meeting), words in
    brackets or quotation marks, addresses, and units.

Bad
    templates/en/1-environment.md
        We met every supplier.

        Any question of a supplier is answered.
    templates/zh-hant/1-environment.md
        我們與各家supplier會面。

        供應商的提問均獲解答。

Good
    templates/en/1-environment.md
        We met every supplier of Alpha.

        Any question of a supplier is answered.
    templates/zh-hant/1-environment.md
        我們與Alpha的各家供應商會面。

        供應商的提問均獲解答。

Fix
    Translate the word; if it is a name, put it into data/glossary.toml as the Chinese form, too.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.glossary import Term
from reportgen.model.words import is_chinese

_RUN = re.compile(r"(?<![A-Za-z0-9@/._-])[A-Za-z][A-Za-z’'-]*(?: [A-Za-z][A-Za-z’'-]*)*(?![A-Za-z0-9@/._-])")
_SMALL = re.compile(
    r"(?:\b(?P<name>[A-Z][\w’-]*) )?(?<![A-Za-z0-9@/._-])(?P<word>[a-z][a-z’'-]{3,})(?![A-Za-z0-9@/_-])"
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[“‘「《『][^”’」》』]*[”’」》』]|https?://\S+|\S+@\S+")
_LATIN = re.compile(r"[A-Za-z]")
_OFTEN = 2


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each Chinese passage with Latin letters."""
    read = prose(dossier)
    english = [passage for passage in read.all_passages if not is_chinese(passage.language)]
    small = Counter(word for passage in english for word in _written_small(passage))
    for language in filter(is_chinese, read.languages):
        terms = _terms(dossier.project.glossary, language)
        for passage in read.all_passages:
            if passage.language != language or not _LATIN.search(passage.typed):
                continue
            left = _left(passage, small, terms)
            yield (
                None
                if not left
                else CHECK.finding(
                    f"“{left}” in “{_near(passage, left)}” is not translated"
                    + (f"; the glossary says “{terms[left.lower()]}”" if left.lower() in terms else ""),
                    "translate the word; if it is a name, give it to the glossary as the Chinese form, too",
                    language=language,
                    section=passage.section or None,
                    place=passage.at,
                    subject=left,
                )
            )


def _written_small(passage: Passage) -> set[str]:
    """The words that are no part of a name: none stands right behind a capital (Tencent Cloud mall)."""
    return {match["word"] for match in _SMALL.finditer(passage.typed) if not match["name"]}


def _left(passage: Passage, small: Mapping[str, int], terms: Mapping[str, str]) -> str:
    text = _ASIDE.sub(lambda match: "\0" * len(match[0]), passage.typed)
    for match in _RUN.finditer(text):
        run = match[0].strip("’'-")
        words = run.split()
        if run.lower() in terms or (run.lower().endswith("s") and run.lower()[:-1] in terms):
            return run
        known = [word for word in words if small.get(word.lower(), 0) >= _OFTEN]
        if words and len(known) == len(words) and (words[0].islower() or (len(words) > 1 and words[-1].islower())):
            return run
    return ""


def _terms(glossary: Iterable[Term], language: str) -> dict[str, str]:
    """The glossary's English forms whose Chinese ones have no Latin letters."""
    found = {}
    for term in glossary:
        own = term.forms(language)
        for other, preferred in term.preferred.items():
            if own and not is_chinese(other) and not any(_LATIN.search(form) for form in own) and preferred.isascii():
                found[preferred.lower()] = term.preferred[language]
    return found


def _near(passage: Passage, words: str) -> str:
    at = max(passage.text.find(words), 0)
    return passage.around(at, at + len(words))


CHECK = Check(
    "LL019",
    "word-not-translated",
    {"zh-hant": "中文夾雜未翻譯的英文詞語", "en": "A word of the English text was left in the Chinese"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
