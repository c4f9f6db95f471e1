"""What a check is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity

Examined = Iterator[Finding | None]
"""One element for each item that a check looked at: a finding, or ``None`` when the item is sound."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        code: family letters and number, stable.
        name: the bad thing that it finds, as in "waive total-differs-from-parts".
        severity: how bad its findings are.
        manual: the module's docstring: what it examines, why it matters, how to fix it, its source.
        examine: looks at a dossier and yields each item.
        needs_layout: whether it reads the laid-out report.
        needs_whole: whether it would accuse a part of lacking what stands in the rest.
    """

    code: str
    name: str
    severity: Severity
    manual: str
    examine: Callable[[Dossier], Examined]
    needs_layout: bool = False
    needs_whole: bool = False
