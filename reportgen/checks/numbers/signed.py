"""Who signed a value, for checks that look at signatures."""

from reportgen.model.dossier import Dossier
from reportgen.model.figure import Entry
from reportgen.model.particulars import NOTHING_SAID, Role, Signature
from reportgen.model.signoff import SignOff


def in_workbook(entry: Entry) -> dict[Role, Signature]:
    """The signatures that stand beside a value in its row."""
    told = entry.datapoint.particulars
    if told is NOTHING_SAID:
        return {}
    return {role: signature for role in Role if (signature := told.signature(role)) is not None}


def sign_off_of(dossier: Dossier, entry: Entry) -> SignOff:
    """The signatures on a value as the ledger counts them; those of the row where it wasn't asked."""
    return dossier.sign_offs.get(entry.datapoint.key) or SignOff(in_workbook(entry))


def anybody_signed(dossier: Dossier) -> bool:
    """Whether the project signs values at all."""
    return bool(dossier.sign_offs) or any(in_workbook(entry) for entry in dossier.entries)
