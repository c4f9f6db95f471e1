"""Value is not signed off, or its signature has lapsed.

Examines
    Every value of the ledger, once anybody has signed one: whether all roles that report.toml asks for have signed it,
    and whether a signature was given for an earlier value. One finding a workbook tells which values are open.

Why it matters
    A value that nobody reviewed is a draft. One that changed after it was approved is a draft that looks approved.

Does not examine
    Projects in which nobody signs; values of earlier years.

Bad
    ledger
        ghg.scope1 2022 172137.9 prepared:May@2023-01-20 reviewed:Lee@2023-01-21 approved:Kay@2023-01-23
        ghg.scope2 2022 2650073.3 prepared:May@2023-01-20

Good
    report.toml, added
        [sign_off]
        roles = ["prepared"]
    ledger
        ghg.scope1 2022 172137.9 prepared:May@2023-01-20
        ghg.scope2 2022 2650073.3 prepared:May@2023-01-20
        ghg.scope3 2022 2917512.5 prepared:May@2023-01-20
        finance.revenue 2022 554552 prepared:Ann@2023-01-20
        water.use 2022 8152482 prepared:Ann@2023-01-20

Fix
    Let the missing role sign in the workbook, or with ``reportgen sign``; a lapsed signature has to be given again.

Source
    ISAE 3410, paragraph 23R (control activities); ISSA 5000, understanding the entity's system of internal control; GRI
    2-14 Role of the highest governance body in sustainability reporting.
"""

from collections.abc import Iterable

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.signed import anybody_signed, sign_off_of
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Entry
from reportgen.model.finding import Severity
from reportgen.model.particulars import Role

_SHOWN = 5


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each signed value, and one for each workbook with open ones."""
    if not anybody_signed(dossier):
        return
    year = dossier.project.settings.fiscal_year
    rules = dossier.project.settings.sign_off
    open_in: dict[tuple[str, str], list[Entry]] = {}
    for entry in dossier.entries:
        point = entry.datapoint
        own = dossier.project.metrics.get(point.metric)
        if own is None or (point.period.year is not None and point.period.year < year.year):
            continue
        signed = sign_off_of(dossier, entry)
        missing = [role for role in rules.roles if role not in signed.standing]
        if not missing:
            yield None
        for role in missing:
            how = "lapsed" if role in signed.lapsed else "missing"
            open_in.setdefault((point.source.workbook, f"{how} {role.value}"), []).append(entry)
    for (workbook, what), entries in open_in.items():
        how, _, signer = what.partition(" ")
        who = _NAMES[signer]
        many = f"{len(entries)} value{'s' if len(entries) > 1 else ''}"
        lapsed = how == "lapsed"
        yield CHECK.finding(
            f"{workbook}: {many} changed after {who} signed: {_named(entries)}"
            if lapsed
            else f"{workbook}: {who} has not signed {many}: {_named(entries)}",
            f"let {who} sign {'again ' if lapsed else ''}in the workbook, or with reportgen sign",
            metric=entries[0].datapoint.metric if len(entries) == 1 else None,
            period=entries[0].datapoint.period.id if len(entries) == 1 else None,
            cell=entries[0].datapoint.source,
            subject=f"{workbook} {what}",
        )


_NAMES = {
    Role.PREPARED.value: "the preparer",
    Role.REVIEWED.value: "the reviewer",
    Role.APPROVED.value: "the approver",
}


def _named(entries: Iterable[Entry]) -> str:
    cells = [f"{e.datapoint.metric} {e.datapoint.period} ({e.datapoint.source.ref})" for e in entries]
    more = len(cells) - _SHOWN
    return ", ".join(cells[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


CHECK = Check(
    "DT010",
    "value-not-signed-off",
    {"zh-hant": "數值未經簽核，或簽核已失效", "en": "A value is not signed off, or its signature has lapsed"},
    Severity.WARNING,
    __doc__,
    examine,
)
