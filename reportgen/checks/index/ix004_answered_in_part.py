"""A required disclosure is answered, but not all that it asks for.

Examines
    Every disclosure that a standard of report.toml makes mandatory or asks to comply with or explain, where the
    standard is answered as a whole: whether each sub-requirement (a total, an intensity, a breakdown, a method, a
    target and its steps) is told by a printed metric, a marked paragraph or a declared part, or left out with a reason.

Why it matters
    A code in the index with half of its answer counts as complied with until somebody reads the rule.

Does not examine
    Sub-requirements that the standard asks for where appropriate only, and what the text says.

Bad
    templates/en/1-environment.md
        We used {{ kpi("water.use") }} of water.
    templates/zh-hant/1-environment.md
        用水量為{{ kpi("water.use") }}。

Good
    answered
        by sections, with every part

Fix
    Print the figure, declare the part ("HKEX A1.2:intensity") where it is answered, or leave it out with a reason: part
    = "intensity" in data/omissions.toml.

Source
    HKEX ESG Reporting Guide, Part C (total and intensity, targets and steps); GRI 1: Foundation 2021, Requirement 6.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
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
        yield CHECK.finding(
            f"{disclosure.name} is answered in part; not told: {open_parts}",
            f'print it, declare "{disclosure.name}:{first}" where it is told, or give the reason for the part',
        )


CHECK = Check(
    "IX004",
    "answered-in-part",
    {"zh-hant": "規定的披露只有部分回應", "en": "A required disclosure is answered in part"},
    Severity.INFO,
    __doc__,
    examine,
    needs_whole=True,
)
