"""Bold words stand in one language only.

Examines
    The words in bold of each pair of passages: how many stretches of them each language has.

Why it matters
    The bold words that head an item are its name. Without them the readers of one language get a sentence without its
    subject.

Bad
    templates/en/1-environment.md
        - **Water.** We save it wherever we can.
    templates/zh-hant/1-environment.md
        - 我們處處節約。

Good
    templates/en/1-environment.md
        - **Water.** We save it wherever we can.
    templates/zh-hant/1-environment.md
        - **用水。** 我們處處節約。

Fix
    Translate the words in bold, or set the same words in bold in both languages.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import bold_of, quoted
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages with words in bold."""
    for pair in prose(dossier).pairs:
        one, two = bold_of(pair.one), bold_of(pair.two)
        if not one and not two:
            continue
        if len(one) == len(two):
            yield None
            continue
        more, less = (pair.one, pair.two) if len(one) > len(two) else (pair.two, pair.one)
        words = max(one, two, key=len)
        yield CHECK.finding(
            f"{quoted(more)} has {len(words)} stretch{'es' if len(words) > 1 else ''} of bold words "
            f"(“{'”, “'.join(words[:3])}”), its translation {quoted(less)} has {min(len(one), len(two)) or 'none'}",
            "translate the words in bold, or set the same words in bold in both",
            language=less.language,
            section=less.section or None,
            place=less.at,
            subject=words[0][:28],
        )


CHECK = Check(
    "LL017",
    "emphasis-differs",
    {"zh-hant": "粗體字只見於一種語言", "en": "Bold words stand in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
)
