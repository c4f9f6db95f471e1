"""A required disclosure is answered, but not all that it asks for.

Examines
    Every disclosure that a standard of report.toml makes mandatory or asks to comply with or explain, where the
    standard is answered as a whole: whether each sub-requirement (a total, an intensity, a breakdown, a method, a
    target and its steps) is told by a printed metric, a marked paragraph or a declared part, or left out with a reason.

Why it matters
    A code in the index with half of its answer counts as complied with until somebody reads the rule.

Does not examine
    Sub-requirements that the standard asks for where appropriate only, and what the text says.

Fix
    Print the figure, declare the part ("HKEX A1.2:intensity") where it is answered, or leave it out with a reason: part
    = "intensity" in data/omissions.toml.

Source
    HKEX ESG Reporting Guide, Part C (total and intensity, targets and steps); GRI 1: Foundation 2021, Requirement 6.
"""

from reportgen.checks.check import Check, Examined
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier) -> Examined:
    """Yield one item for each required disclosure that is answered and has sub-requirements."""
    for entry in dossier.index:
        disclosure = entry.disclosure
        if not (disclosure.required and disclosure.parts and entry.answered):
            continue
        if entry.status == "reported":
            yield None
            continue
        open_parts = ", ".join(part.title.get("en", part.id) for part in entry.lacking)
        first = entry.lacking[0].id if entry.lacking else ""
        yield Finding(
            code=CHECK.code,
            severity=CHECK.severity,
            message=f"{disclosure.name} is answered in part; not told: {open_parts}",
            fix=f'print it, declare "{disclosure.name}:{first}" where it is told, or give the reason for the part',
        )


CHECK = Check("IX004", "answered-in-part", Severity.INFO, __doc__, examine, needs_whole=True)
