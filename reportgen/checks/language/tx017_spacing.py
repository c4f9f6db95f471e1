"""A space is missing, doubled or out of place.

Examines
    Two spaces in a row, a space before a mark, none behind one, a space between Chinese characters, two marks in a
    row (。。, ,,) and an English sentence or item that runs into the next (words.Next).

Why it matters
    It shows that nobody has read the page.

Does not examine
    Numbers, links, initials and abbreviations; the space between Chinese and Latin, which is set by the layout.

Bad
    templates/en/1-environment.md
        We save water ,and power.

Good
    templates/en/1-environment.md
        We save water, and power.

Fix
    Set the space as the message says.

Source
    GRI 1: Foundation 2021, Clarity.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Text
from reportgen.model.words import is_chinese

_HAN = "\u3400-\u9fff"
_RULES: tuple[tuple[bool | None, re.Pattern[str], str], ...] = (
    (None, re.compile(r"\S[ \u00a0]{2,}\S"), "two spaces"),
    (None, re.compile(r"[，。；：、]{2,}|(?<![.])[.]{2}(?![.])|,,|;;|。\.|，,"), "two marks in a row"),
    (False, re.compile(r"(?<=[\w)”’])[ \u00a0]+(?:[,;:!?](?!\d)|\.(?=\s|$))"), "a space before the mark"),
    (False, re.compile(r"(?<=[a-z)”])[,;](?=[A-Za-z(“])"), "no space behind the mark"),
    (False, re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])"), "no space between two sentences"),
    (False, re.compile(r"\([ \u00a0]|[ \u00a0]\)"), "a space inside the brackets"),
    (True, re.compile(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}，。；：、）」》])"), "a space between Chinese characters"),
    (True, re.compile(r"(?<=[，。；：、（「])[ \u00a0]+"), "a space behind the mark"),
)
_SPARED = re.compile(r"「[^「」]*」|https?://\S+|www\.\S+|\S+@\S+|\b[A-Za-z]+\.(?:js|com|org|net|cn|hk|io|ai|NET)\b")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage."""
    for passage in prose(dossier).all_passages:
        chinese = is_chinese(passage.language)
        text = _SPARED.sub(lambda m: "\0" * len(m[0]), passage.text.strip())
        # Behind a bold lead-in Markdown needs the space that closes it.
        edges = {s.start for s in passage.spots[1:] if isinstance(s.run, Text)} if chinese else set()
        wrong = next(
            (
                (m, what)
                for own, rule, what in _RULES
                if own is None or own is chinese
                for m in rule.finditer(text)
                if not (chinese and any(m.start() <= edge <= m.end() for edge in edges))
            ),
            None,
        )
        if wrong is None:
            yield None
            continue
        match, what = wrong
        yield CHECK.finding(
            f"{what} in “{text[max(0, match.start() - 14) : match.end() + 14]}”",
            "set the space and the marks right",
            language=passage.language,
            section=passage.section or None,
            place=passage.at,
            subject=f"{what} {text[max(0, match.start() - 6) : match.end() + 6]}",
        )


CHECK = Check(
    "TX017",
    "spacing",
    {"zh-hant": "空格或標點有誤", "en": "A space is missing, doubled or out of place"},
    Severity.WARNING,
    __doc__,
    examine,
)
