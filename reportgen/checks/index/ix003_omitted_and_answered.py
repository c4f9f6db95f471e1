"""A disclosure is omitted with a reason, and answered all the same.

Examines
    Every omission of data/omissions.toml: whether a marked paragraph or a printed metric answers the disclosure.

Why it matters
    The index gives the reason and hides the answer; a reader who finds the answer doubts the index.

Does not examine
    Codes that a section or a metric declares while they are omitted: such a project is refused when it is read.

Bad
    templates/en/1-environment.md
        Packaging is told here.{{ disclosure("HKEX A2.5") }}
    templates/zh-hant/1-environment.md
        此處談包裝。{{ disclosure("HKEX A2.5") }}

Good
    templates/en/1-environment.md
        Packaging is not told here.

Fix
    Delete the omission, or take the mark out of the text.

Source
    GRI 1: Foundation 2021, Requirement 6; HKEX ESG Reporting Guide, paragraph 10 (considered reasons).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each disclosure that is omitted."""
    for entry in dossier.index:
        if entry.omission is None:
            continue
        if not entry.answers:
            yield None
            continue
        sections = ", ".join(entry.sections)
        yield CHECK.finding(
            f"{entry.disclosure.name} is omitted, and answered in {sections}",
            "delete the omission, or take the mark out of the text",
            section=entry.sections[0],
            place=entry.omission.at,
        )


CHECK = Check(
    "IX003",
    "omitted-and-answered",
    {"zh-hant": "已省略的披露仍有回應", "en": "A disclosure is omitted and answered all the same"},
    Severity.WARNING,
    __doc__,
    examine,
)
