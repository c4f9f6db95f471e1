"""The ledger room: every datapoint ever handed in, append-only and chained by hash."""

from reportgen.ledger.database import shown
from reportgen.ledger.problems import BrokenLedgerError
from reportgen.ledger.reading import Event, Signed
from reportgen.ledger.receipt import Change, Landed, Receipt
from reportgen.ledger.store import Ledger
from reportgen.ledger.verification import Verified

__all__ = ["BrokenLedgerError", "Change", "Event", "Landed", "Ledger", "Receipt", "Signed", "Verified", "shown"]
