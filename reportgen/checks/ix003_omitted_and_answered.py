"""A disclosure is omitted with a reason, and answered all the same.

Examines
    Every omission of data/omissions.toml: whether a marked paragraph or a printed metric answers the disclosure.

Why it matters
    The index gives the reason and hides the answer; a reader who finds the answer doubts the index.

Does not examine
    Codes that a section or a metric declares while they are omitted: such a project is refused when it is read.

Fix
    Delete the omission, or take the mark out of the text.

Source
    GRI 1: Foundation 2021, Requirement 6; HKEX ESG Reporting Guide, paragraph 10 (considered reasons).
"""

from reportgen.checks.check import Check, Examined
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier) -> Examined:
    """Yield one item for each disclosure that is omitted."""
    for entry in dossier.index:
        if entry.omission is None:
            continue
        if not entry.answers:
            yield None
            continue
        sections = ", ".join(entry.sections)
        yield Finding(
            code=CHECK.code,
            severity=CHECK.severity,
            message=f"{entry.disclosure.name} is omitted, and answered in {sections}",
            fix="delete the omission, or take the mark out of the text",
            section=entry.sections[0],
            place=entry.omission.at,
        )


CHECK = Check("IX003", "omitted-and-answered", Severity.WARNING, __doc__, examine)
