"""A waiver is for nothing.

Examines
    Every waiver of data/waivers.toml whose check ran: whether there is a finding that it is for.

Why it matters
    A waiver left behind will silence the next finding of its kind, which nobody has looked at.

Bad
    data/waivers.toml
        [[waiver]]
        check = "AR001"
        metric = "ghg.total"
        reason = "the meter of one site was replaced"
        by = "ESG reporting manager"
        on = 2023-03-01

Good
    figures
        ghg.total 2022 5739723.8
    data/waivers.toml
        [[waiver]]
        check = "AR001"
        metric = "ghg.total"
        reason = "the meter of one site was replaced"
        by = "ESG reporting manager"
        on = 2023-03-01

Fix
    Delete the waiver, or correct what it is for.

Source
    ISAE 3000 (Revised), paragraph 51: uncorrected misstatements are accumulated.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each waiver."""
    for use in dossier.waivers or ():
        if use.findings:
            yield None
            continue
        yield CHECK.finding(
            f"the waiver for {use.waiver} is for nothing: there is no such finding",
            "delete the waiver, or correct what it is for",
            place=use.waiver.at,
            subject=str(use.waiver),
        )


CHECK = Check(
    "WV002",
    "waiver-unused",
    {"zh-hant": "豁免沒有對象", "en": "A waiver is for nothing"},
    Severity.WARNING,
    __doc__,
    examine,
    runs_last=True,
)
