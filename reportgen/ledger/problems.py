"""What the ledger says when it can't be used."""

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem


class BrokenLedgerError(BrokenProjectError):
    """The ledger cannot be used, or is not what was written into it."""


def broken(where: str, what: str, fix: str) -> BrokenLedgerError:
    """An error with one problem."""
    return BrokenLedgerError([Problem(what, Place(where), fix)])


def unusable(name: str, error: Exception) -> BrokenLedgerError:
    """What the database said, as a problem of the ledger."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return broken(
        name, f"the ledger cannot be used ({said})", "check that it is the ledger, that it is whole and can be written"
    )
