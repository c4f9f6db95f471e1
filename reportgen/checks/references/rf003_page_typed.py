"""A page number is typed by hand.

Examines
    Sentences, notes and footnotes that send the reader to a page of the report: “page 12”, “pp. 12–14”, 「第12頁」.

Why it matters
    Pages move with every build. A typed page number is right by chance.

Does not examine
    Pages of other documents, such as 「年報第12頁」.

Bad
    templates/en/1-environment.md
        Data are given on page 12.

Good
    templates/en/1-environment.md
        Data are given on {{ ref("data", form="page") }}.

Fix
    Write {{ ref("id", form="page") }} with the id of the section that stands there.

Source
    GRI 1: Foundation 2021, Clarity and Verifiability.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.references.foreign import is_foreign
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(r"\b(?:[Pp]ages?|pp?\.) ?\d{1,3}(?: ?(?:–|-|to|and) ?\d{1,3})?\b(?! (?:report|document|long))")
_CHINESE = re.compile(
    r"第 ?[\d一二三四五六七八九十百]{1,4}(?:[至到–-][\d一二三四五六七八九十百]{1,4})? ?頁|頁 ?\d{1,3}\b"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage, and one for each typed page."""
    last = {f.language: len(f.texts) for f in (dossier.publication.files if dossier.publication else ())}
    for passage in prose(dossier).passages:
        yield None
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        for match in pattern.finditer(passage.typed):
            if is_foreign(passage.typed, match.start(), match.end(), passage.language):
                continue
            pages = [int(n) for n in re.findall(r"\d+", match[0])]
            beyond = passage.language in last and pages and max(pages) > last[passage.language]
            why = f"the report has {last[passage.language]} pages" if beyond else "pages move with every build"
            yield CHECK.finding(
                f"“{passage.around(match.start(), match.end())}” names a page by a typed number; {why}",
                'write {{ ref("…", form="page") }} with the id of the section that stands there',
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=match[0],
            )


CHECK = Check(
    "RF003",
    "page-typed",
    {"zh-hant": "以人手輸入頁碼", "en": "A page number is typed by hand"},
    Severity.ERROR,
    __doc__,
    examine,
)
