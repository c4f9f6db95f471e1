"""The ledger room: every datapoint ever handed in, append-only and chained by hash."""

from reportgen.ledger.database import BrokenLedgerError
from reportgen.ledger.receipt import Change, Landed, Receipt
from reportgen.ledger.store import Ledger

__all__ = ["BrokenLedgerError", "Change", "Landed", "Ledger", "Receipt"]
