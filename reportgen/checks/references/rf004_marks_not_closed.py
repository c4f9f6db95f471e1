"""A title or quotation is opened and not closed.

Examines
    Titles of laws and works in 《》 and 〈〉, quotations in 「」, 『』 and “”, and brackets, passage by passage, in
    sentences and in the words of data files: whether each is closed in the right order.

Why it matters
    Where 《環境保護法 isn't closed, nobody can tell where the name of the law ends, and checks and screen readers lose
    their way as well.

Bad
    templates/zh-hant/1-environment.md
        我們遵守《環境保護法的規定。

Good
    templates/zh-hant/1-environment.md
        我們遵守《環境保護法》的規定。

Fix
    Add the mark that is missing, or delete the one that is too many.

Source
    GB/T 15834 and the Taiwan Ministry of Education's handbook of punctuation, on marks of titles and quotations.
"""

import re
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_PAIRS = dict(zip("《〈「『“（【(", "》〉」』”）】)", strict=True))
_OPENS = {close: open_ for open_, close in _PAIRS.items()}
_COUNTING = re.compile(r"(?:^|[\s；;，,、：:])(?:[a-z]|[ivx]{1,4}|\d{1,2})$")
"""Stands before the bracket of a) and 1), which count items and close nothing."""
_ALIKE = {"(": "（", ")": "）"}


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage that holds such marks."""
    for passage in prose(dossier).all_passages:
        text = passage.typed
        if not any(c in _PAIRS or c in _OPENS for c in text):
            continue
        found = list(_wrong(text))
        if not found:
            yield None
        for at, why in found[:1]:
            yield CHECK.finding(
                f"{why}: “{passage.around(at, at + 1)}”",
                "add the mark that is missing, or delete the one that is too many",
                language=passage.language,
                section=_section(passage),
                place=passage.at,
                subject=f"{why} {passage.around(at, at + 1, 8)}",
            )


def _wrong(text: str) -> Iterator[tuple[int, str]]:
    opened: list[tuple[str, int]] = []
    for at, c in enumerate(text):
        if c in _PAIRS:
            opened.append((_ALIKE.get(c, c), at))
        elif c in _OPENS:
            wanted = _ALIKE.get(_OPENS[c], _OPENS[c])
            if opened and opened[-1][0] == wanted:
                opened.pop()
            elif opened and any(mark == wanted for mark, _ in opened):
                yield opened[-1][1], f"{opened[-1][0]} is not closed before {c}"
                return
            elif not _counts(text, at):
                yield at, f"{c} closes nothing"
                return
    for mark, at in opened[:1]:
        yield at, f"{mark} is not closed"


def _counts(text: str, at: int) -> bool:
    """Whether a closing mark closes nothing and is none: a), 1), and inches."""
    return bool(_COUNTING.search(text[:at])) if text[at] in ")）" else text[at] == "”" and text[at - 1 : at].isdigit()


def _section(passage: Passage) -> str | None:
    return passage.section or None


CHECK = Check(
    "RF004",
    "marks-not-closed",
    {"zh-hant": "書名號、引號或括號不成對", "en": "A title or quotation is opened and not closed"},
    Severity.ERROR,
    __doc__,
    examine,
)
