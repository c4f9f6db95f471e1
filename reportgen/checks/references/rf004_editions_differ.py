"""A standard is cited in two editions.

Examines
    Standards cited with the year of their edition (ISO 14064-1:2018, GB/T 2589-2020, GRI 305: 2016) in sentences, notes
    and footnotes of all languages: whether each is cited in one edition only. The one that is cited most often is taken
    for the one that was used.

Why it matters
    A method is only told when its edition is; two editions tell two methods.

Does not examine
    Sentences that tell of the change from one edition to the other.

Bad
    templates/en/1-environment.md
        Emissions follow ISO 14064-1:2018. Removals follow ISO 14064-1:2018 too.

        The inventory was made under ISO 14064-1:2008.

Good
    templates/en/1-environment.md
        Emissions follow ISO 14064-1:2018, and energy is managed under ISO 50001:2018.

Fix
    Look up which edition was used, and cite it everywhere.

Source
    GRI 305-1 (standards, methodologies and assumptions used); HKEX ESG Reporting Guide, Quantitative.
"""

import re
from collections import Counter
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_CITED = re.compile(
    r"\b(?P<name>(?:ISO(?:/IEC)?|IEC|GB(?:/T)?|BS EN|EN|BS|DB\d*(?:/T)?|GRI) ?\d[\d.]*(?:-\d{1,2})?)"
    r"(?:[:：] ?|-|—|–)(?P<year>(?:19|20)\d\d)(?!\d)"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each citation."""
    cited = [(p, name, year) for p in prose(dossier).passages for name, year in _citations(p)]
    often = Counter((name, year) for _, name, year in cited)
    usual: dict[str, str] = {}
    for (name, year), _ in often.most_common():
        usual.setdefault(name, year)
    for passage, name, year in cited:
        changes = len({y for n, y in _citations(passage) if n == name}) > 1
        yield (
            None
            if year == usual[name] or changes
            else CHECK.finding(
                f"{name} is cited in the edition of {year} here, and in that of {usual[name]} elsewhere "
                f"({often[name, usual[name]]} times)",
                "look up which edition was used, and cite it everywhere",
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=f"{name} {year}",
            )
        )


def _citations(passage: Passage) -> Iterator[tuple[str, str]]:
    for match in _CITED.finditer(passage.text):
        yield re.sub(r"\s", "", match["name"]), match["year"]


CHECK = Check(
    "RF004",
    "editions-differ",
    {"zh-hant": "同一標準引用了不同版本", "en": "A standard is cited in two editions"},
    Severity.WARNING,
    __doc__,
    examine,
)
