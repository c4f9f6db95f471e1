"""A required disclosure is answered nowhere.

Examines
    Every disclosure that a standard of report.toml makes mandatory or asks to comply with or explain, where the
    standard is answered as a whole.

Why it matters
    The exchange expects each provision to be met or its omission to be explained.

Does not examine
    Disclosures that are voluntary under the chosen standard.

Bad
    data/omissions.toml
        # no reason is given for any disclosure

Good
    answered
        by sections, metrics, or reasons in data/omissions.toml

Fix
    Declare the section that answers it in data/outline.toml, declare it on a metric, anchor it in the text with
    {{ disclosure("…") }}, or give the reason in data/omissions.toml. Where the crosswalk proposes an answer, confirm it
    in data/index.toml.

Source
    HKEX ESG Reporting Guide, paragraphs 5, 10 and 13 to 15.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.index import IndexEntry


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each required disclosure."""
    for entry in dossier.index:
        disclosure = entry.disclosure
        if not disclosure.required:
            continue
        if entry.status != "missing":
            yield None
            continue
        yield CHECK.finding(f"{disclosure.name} ({disclosure.title['en']}) is answered nowhere", _fix(entry))


def _fix(entry: IndexEntry) -> str:
    fix = "answer it in a section or by a metric, or give the reason in data/omissions.toml"
    if not entry.proposals:
        return fix
    sources = ", ".join(dict.fromkeys(proposal.source.name for proposal in entry.proposals))
    return f"{fix}; the crosswalk proposes the answer to {sources}: confirm it in data/index.toml if it holds"


CHECK = Check(
    "IX001",
    "disclosure-not-answered",
    {"zh-hant": "規定的披露沒有回應", "en": "A required disclosure is answered nowhere"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
