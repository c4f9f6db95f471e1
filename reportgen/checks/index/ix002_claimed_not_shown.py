"""A section claims to answer a disclosure, and nothing in it shows that it does.

Examines
    Every disclosure that the outline declares on a section: whether the section has text in every language, and a
    marked paragraph or a printed metric for it.

Why it matters
    A claim in the index that leads to a page where nothing is told is where real reports are wrong most often.

Does not examine
    Whether the marked paragraph tells what the standard asks for: that is read by people. Goals and targets of the
    SDGs, which ask for nothing: a section works towards them as a whole.

Bad
    templates/en/1-environment.md
        This chapter tells of the environment.

Good
    templates/en/1-environment.md
        This chapter tells of the environment.{{ disclosure("HKEX A1") }}
    templates/zh-hant/1-environment.md
        本章談環境。{{ disclosure("HKEX A1") }}

Fix
    Mark the paragraph with {{ disclosure("…") }}, print the metric that declares it, or take the code out of the
    section in data/outline.toml. It is a warning where a required disclosure asks for figures or is answered by nothing
    else, or where the section is empty, and an info elsewhere.

Source
    GRI 1: Foundation 2021, Requirement 7 (the location of each disclosure).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.index import Answer, IndexEntry, Way
from reportgen.model.outline import Section
from reportgen.model.standard import Disclosure

_GOALS = ("goal", "target")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each disclosure that a section declares."""
    entries = {entry.disclosure.key: entry for entry in dossier.index}
    for section in dossier.project.outline.sections:
        for declared in section.disclosures:
            found = dossier.project.find(declared)
            if found is None or found[0].kind in _GOALS or (entry := entries.get(found[0].key)) is None:
                continue
            answer = next((a for a in entry.answers if a.section == section.id), None)
            yield _finding(section, declared, entry, answer)


def _finding(section: Section, declared: str, entry: IndexEntry, answer: Answer | None) -> Finding | None:
    if answer is None:
        what = "has no text in every language"
    elif answer.ways == (Way.DECLARED,):
        what = "prints no metric for it and marks no paragraph"
    else:
        return None
    grave = answer is None or entry.status == "missing" or _asks_for_figures(entry.disclosure)
    return CHECK.finding(
        f"section {section.number} declares {declared}, but {what}",
        f'mark the paragraph with {{{{ disclosure("{declared}") }}}}, print its metric, or take the code out',
        severity=Severity.WARNING if grave and entry.disclosure.required else Severity.INFO,
        section=section.id,
        place=section.at,
    )


def _asks_for_figures(disclosure: Disclosure) -> bool:
    return any(part.always and part.kind.of_figures for part in disclosure.parts)


CHECK = Check(
    "IX002",
    "claimed-not-shown",
    {"zh-hant": "聲稱的披露沒有內容", "en": "A section claims a disclosure and shows nothing for it"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
