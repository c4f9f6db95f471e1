"""A waiver has lapsed.

Examines
    Every waiver of data/waivers.toml whose check ran: whether its last day is past, or the value for which it was given
    has changed.

Why it matters
    A finding was accepted because of facts that are no longer so; nobody answers for it any more.

Bad
    data/waivers.toml
        [[waiver]]
        check = "AR001"
        metric = "ghg.total"
        period = "2022"
        value = 5739723.6
        reason = "the meter of one site was replaced"
        by = "ESG reporting manager"
        on = 2023-03-01

Good
    data/waivers.toml
        [[waiver]]
        check = "AR001"
        metric = "ghg.total"
        period = "2022"
        value = 5739723.7
        reason = "the meter of one site was replaced"
        by = "ESG reporting manager"
        on = 2023-03-01

Fix
    Look at the finding again: mend it, or renew the waiver with the new value or day; else delete the waiver.

Source
    ISAE 3000 (Revised), paragraph 51: uncorrected misstatements are accumulated, so each must be known as it stands.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each waiver."""
    for use in dossier.waivers or ():
        if not use.lapsed:
            yield None
            continue
        waiver = use.waiver
        yield CHECK.finding(
            f"the waiver for {waiver} has lapsed: {use.lapsed}",
            "look at the finding again; renew the waiver with the new facts, or delete it",
            metric=waiver.metric,
            period=waiver.period,
            section=waiver.section,
            language=waiver.language,
            place=waiver.at,
            subject=str(waiver),
        )


CHECK = Check(
    "WV001",
    "waiver-lapsed",
    {"zh-hant": "豁免已失效", "en": "A waiver has lapsed"},
    Severity.WARNING,
    __doc__,
    examine,
    runs_last=True,
)
