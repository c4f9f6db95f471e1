"""One person signed a value in two roles.

Examines
    Every value with two signatures or more: whether preparer, reviewer and approver are different people.

Why it matters
    A review by the one who prepared the value is none: slips are seen by a second pair of eyes.

Bad
    ledger
        ghg.scope1 2022 172137.9 prepared:May_Wong@2023-01-20 reviewed:may_wong@2023-01-21

Good
    ledger
        ghg.scope1 2022 172137.9 prepared:May_Wong@2023-01-20 reviewed:Lee@2023-01-21

Fix
    Let somebody else review the value. ``different_people = true`` in [sign_off] refuses a second signature from the
    start.

Source
    ISAE 3410, paragraph 23R (control activities, segregation of duties); COSO Internal Control over Sustainability
    Reporting (2023), principle 10.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.few import Few
from reportgen.checks.numbers.signed import sign_off_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each value with two signatures or more."""
    few = Few(CHECK, dossier)
    for entry in dossier.entries:
        point = entry.datapoint
        known = sign_off_of(dossier, entry)
        signed = {**known.lapsed, **known.standing}
        if len(signed) < 2:
            continue
        by: dict[str, list[str]] = {}
        for role, signature in signed.items():
            by.setdefault(" ".join(signature.by.casefold().split()), []).append(role.value)
        twice = next((roles for roles in by.values() if len(roles) > 1), None)
        if twice is None:
            yield None
            continue
        who = next(s.by for role, s in signed.items() if role.value == twice[0])
        if few.lets(point.metric):
            yield CHECK.finding(
                f"{point.metric} for {point.period} was {' and '.join(sorted(twice))} by one person, {who}",
                "let somebody else review the value and sign it",
                metric=point.metric,
                period=point.period.id,
                cell=point.source,
                subject=point.entity,
            )
    yield from few.rest()


CHECK = Check(
    "DT011",
    "signed-by-one-person",
    {"zh-hant": "同一人以兩個角色簽核", "en": "One person signed a value in two roles"},
    Severity.WARNING,
    __doc__,
    examine,
)
