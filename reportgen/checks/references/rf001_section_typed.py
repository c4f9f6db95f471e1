"""A reference to a section is typed by hand.

Examines
    Sentences, notes and footnotes that name a section, chapter or appendix of the report by its number: “section 3.2”,
    “Chapter 3”, “Appendix D”, 「第1.3節」, 「第三章」, 「附錄四」. If the outline has no such entry, or calls it
    otherwise than the quotation marks behind the number do, that is an error; else the message says where the number
    leads today.

Why it matters
    Sections are moved and renumbered to the last day. A typed number then sends the reader to the wrong place, or to
    none.

Does not examine
    Sections, articles and appendices of laws, rules, standards and other reports, such as “Appendix 27 to the Listing
    Rules”.

Bad
    templates/en/1-environment.md
        Data are given in section 3.2.

Good
    templates/en/1-environment.md
        Data are given in {{ ref("data") }}.

Fix
    Write {{ ref("id") }} with the section's id in data/outline.toml.

Source
    GRI 1: Foundation 2021, Clarity and Verifiability.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.prose.numerals import chinese_number
from reportgen.checks.references.foreign import is_foreign
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.outline import Level, Outline, Section
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(
    r"\b(?:(?P<what>[Ss]ections?|[Cc]hapters?|[Aa]ppendi(?:x|ces)|Part) (?P<n>[A-F]?\d{1,2}(?:\.\d{1,2})*)(?![\w%])"
    r"|[Aa]ppendi(?:x|ces) (?P<a>[A-Z]|[IVX]{2,5})(?![\w’'-]))"
    r"(?: ?[,(]? ?“(?P<title>[^”]+)”)?"
)
_CHINESE = re.compile(
    r"(?:第(?P<n>\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})(?P<what>[章節])"
    r"|附錄(?P<a>[A-F]?\d{1,2}|[A-Z](?![A-Za-z])|[一二三四五六七八九十甲乙丙丁戊]{1,3}))"
    r"(?:「(?P<title>[^」]+)」)?"
)
_LEVEL = {"c": Level.CHAPTER, "章": Level.CHAPTER, "a": Level.APPENDIX}


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage, and one for each typed reference."""
    outline = dossier.project.outline
    for passage in prose(dossier).passages:
        yield None
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        for match in pattern.finditer(passage.typed):
            if is_foreign(passage.typed, match.start(), match.end(), passage.language):
                continue
            told = match.groupdict()
            number = told.get("a") or told["n"]
            section = _section(outline, number, (told["what"] or "a")[0].lower())
            title = section.title.get(passage.language, "") if section else ""
            named = told["title"] or ""
            if section is None:
                wrong = "the outline has no such entry"
            elif named and named != title:
                wrong = f"that is “{title}”, not “{named}”"
            else:
                wrong = f"that is “{title}” today, and the number is typed"
            yield CHECK.finding(
                f"“{passage.around(match.start(), match.end())}” leads to {match[0]!r}: {wrong}",
                "write {{ ref(“…”) }} with the section's id".replace("“", chr(34)).replace("”", chr(34)),
                severity=Severity.WARNING if wrong.endswith("typed") else CHECK.severity,
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=match[0],
            )


def _section(outline: Outline, number: str, what: str) -> Section | None:
    value = chinese_number(number) if not number[-1].isdigit() else None
    wanted = str(value) if value is not None else number
    for section in outline.sections:
        if section.number == wanted or (what == "a" and section.number == f"A{wanted}"):
            return section if what not in _LEVEL or "." in wanted or section.level is not Level.FRONT else None
    return None


CHECK = Check(
    "RF001",
    "section-typed",
    {"zh-hant": "以人手輸入章節編號", "en": "A reference to a section is typed by hand"},
    Severity.ERROR,
    __doc__,
    examine,
)
