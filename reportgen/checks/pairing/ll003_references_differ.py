"""A paragraph refers to another place than its translation.

Examines
    References to sections and notes, and the addresses of links, in each pair of passages.

Why it matters
    A reader who follows the reference of one language ends where the reader of the other is never sent.

Bad
    templates/en/1-environment.md
        Data are given in {{ ref("data") }}.
    templates/zh-hant/1-environment.md
        數據載於{{ ref("climate") }}。

Good
    templates/en/1-environment.md
        Data are given in {{ ref("data") }}.
    templates/zh-hant/1-environment.md
        數據載於{{ ref("data") }}。

Fix
    Refer to the same section, note or address in both.

Source
    GRI 1: Foundation 2021, Accessibility and Clarity; HKEX Listing Rules, Rule 2.07C.
"""

from collections import Counter

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Text


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages that refers to something."""
    for pair in prose(dossier).pairs:
        one, two = _told(pair.one), _told(pair.two)
        if not one and not two:
            continue
        if one == two:
            yield None
            continue
        told = [listed(sorted((a - b).elements())) or "nothing instead" for a, b in ((one, two), (two, one))]
        yield CHECK.finding(
            f"{quoted(pair.one)} refers to {told[0]}, its translation {quoted(pair.two)} to {told[1]}",
            "refer to the same in both",
            language=pair.two.language,
            section=pair.two.section,
            place=pair.two.at,
            subject=f"{told[0]} {told[1]}",
        )


def _told(passage: Passage) -> Counter[str]:
    links = {s.run.link for s in passage.spots if isinstance(s.run, Text) and s.run.link}
    return Counter((*passage.references, *(f"address {link}" for link in links)))


CHECK = Check(
    "LL003",
    "references-differ",
    {"zh-hant": "對應段落的引用不同", "en": "A paragraph refers to another place than its translation"},
    Severity.ERROR,
    __doc__,
    examine,
)
