"""The cover sheet: who hands in, and for which fiscal year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.intake.account import Account
from reportgen.intake.layout import Field, cover_layout, fields_of
from reportgen.intake.saying import told
from reportgen.intake.seal import Seal
from reportgen.intake.sheets import Populated, Sheet
from reportgen.intake.wording import fold
from reportgen.model.settings import Settings

_YEAR = re.compile(r"(?:FY\s*)?(\d{4})\s*(?:年度?)?", re.IGNORECASE)
_LONGEST_LABEL = 80
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Said:
    """What the cover says about one of its fields, and where."""

    sheet: Sheet
    cell: Populated


def is_cover(sheet: Sheet) -> bool:
    """Whether a sheet has a line of the cover's."""
    return bool(_said([sheet]))


def read_owner(sheets: Iterable[Sheet], settings: Settings, account: Account, seal: Seal | None = None) -> str | None:
    """Find the owner's id and compare the fiscal year with the project's.

    Where the cover says nothing, the hidden sheet that tells the issue does.

    Returns:
        The owner's id, or ``None`` after noting why there is none.
    """
    said = _said(sheets)
    years, owners = said.get(Field.FISCAL_YEAR, ()), said.get(Field.OWNER, ())
    if years or seal is None:
        _check_year(years, settings, account)
    known = {owner.id for owner in settings.owners}
    if not owners and seal is not None and seal.sound and seal.owner in known:
        return seal.owner
    if not owners:
        account.blame(None, told("no_owner"), whole=True)
        return None
    ids = {str(s.cell.value).strip() for s in owners}
    first = account.cell(owners[0].sheet, owners[0].cell)
    for id in sorted(ids - known):
        account.blame(first, told("no_such_owner", id=id, owners=", ".join(sorted(known))), whole=True)
    if len(ids) > 1:
        account.blame(first, told("two_owners", owners=", ".join(sorted(ids))), whole=True)
        return None
    return ids.pop() if ids <= known else None


def _check_year(said: tuple[Said, ...], settings: Settings, account: Account) -> None:
    year = settings.fiscal_year.year
    if not said:
        account.blame(None, told("no_year", year=year), whole=True)
    for s in said:
        value = s.cell.value
        shown = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        match = _YEAR.fullmatch(shown.translate(_WIDE))
        if match is None or int(match[1]) != year:
            account.blame(account.cell(s.sheet, s.cell), told("other_year", told=shown, year=year), whole=True)


def _said(sheets: Iterable[Sheet]) -> dict[Field, tuple[Said, ...]]:
    fields = fields_of(cover_layout().name)
    said: dict[Field, tuple[Said, ...]] = {}
    for sheet in sheets:
        for cell in sheet.cells:
            if not isinstance(cell.value, str) or len(cell.value) > _LONGEST_LABEL:
                continue
            field, right = fields.get(fold(cell.value)), sheet.rows[cell.row].get(cell.column + 1)
            if field is not None and right is not None:
                said[field] = (*said.get(field, ()), Said(sheet, right))
    return said
