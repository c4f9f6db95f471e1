"""The cover sheet: who hands in, and for which fiscal year."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.intake.account import Account
from reportgen.intake.layout import Field, cover_layout
from reportgen.intake.sheets import Populated, Sheet
from reportgen.intake.wording import fold
from reportgen.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Said:
    """What the cover says about one of its fields, and where."""

    sheet: Sheet
    cell: Populated


def is_cover(sheet: Sheet) -> bool:
    """Whether a sheet has a line of the cover's."""
    return bool(_said([sheet]))


def read_owner(sheets: Iterable[Sheet], settings: Settings, account: Account) -> str | None:
    """Find the owner's id and compare the fiscal year with the project's.

    Returns:
        The owner's id, or ``None`` after noting why there is none.
    """
    said = _said(sheets)
    _check_year(said.get(Field.FISCAL_YEAR, ()), settings, account)
    owners = said.get(Field.OWNER, ())
    known = {owner.id for owner in settings.owners}
    if not owners:
        account.blame(
            None, "no cell tells who hands the workbook in", "on the cover, write “owner” and in the next cell its id"
        )
        return None
    ids = {str(s.cell.value).strip() for s in owners}
    first = account.cell(owners[0].sheet, owners[0].cell)
    for id in sorted(ids - known):
        account.blame(first, f"“{id}” is no owner of this project", f"write one of {', '.join(sorted(known))}")
    if len(ids) > 1:
        account.blame(
            first, f"the workbook names the owners {', '.join(sorted(ids))}", "keep one; one workbook an owner"
        )
        return None
    return ids.pop() if ids <= known else None


def _check_year(said: tuple[Said, ...], settings: Settings, account: Account) -> None:
    year = settings.fiscal_year.year
    if not said:
        account.blame(
            None, "no cell tells the fiscal year", f"on the cover, write “fiscal year” and in the next cell {year}"
        )
    for s in said:
        value = s.cell.value
        told = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        if told != str(year):
            account.blame(
                account.cell(s.sheet, s.cell),
                f"the workbook is for the fiscal year {told}, the project for {year}",
                f"hand in the workbook issued for {year}",
            )


def _said(sheets: Iterable[Sheet]) -> dict[Field, tuple[Said, ...]]:
    said: dict[Field, tuple[Said, ...]] = {}
    for sheet in sheets:
        for cell in sheet.cells:
            for line in cover_layout().column:
                right = sheet.rows[cell.row].get(cell.column + 1)
                if right and isinstance(cell.value, str) and fold(cell.value) in line.phrases:
                    said[line.field] = (*said.get(line.field, ()), Said(sheet, right))
    return said
