"""What a mutation is: a change of files, of handed-in values, or of what the layout has shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.dossier import Dossier

if TYPE_CHECKING:
    from tests.mutation.world import World


@dataclass(frozen=True)
class Handed:
    """A value handed in instead of the sound one: ``None`` empties the cell."""

    metric: str
    period: str
    value: Decimal | None


@dataclass(frozen=True)
class Site:
    """One change that an operator can make.

    Attributes:
        where: the place and what is changed there, for the report.
        files: path to the whole new text.
        values: what workbooks say instead.
        late: whether the values come in after everything else was signed off.
        seen: changes what the layout has shown; picklable.
    """

    where: str
    files: tuple[tuple[str, str], ...] = ()
    values: tuple[Handed, ...] = ()
    late: bool = False
    seen: Callable[[Dossier], Dossier] | None = None


@dataclass(frozen=True)
class Operator:
    """A kind of fault, and the families of checks that ought to find it.

    ``families`` is empty for edits that do no harm. ``group`` is the heading under which the operator is told.
    """

    name: str
    group: str
    families: tuple[str, ...]
    sites: "Callable[[World], Iterator[Site]]"
    note: str = ""


@dataclass(frozen=True)
class Mutation:
    """An operator at one site."""

    operator: str
    families: tuple[str, ...]
    site: Site = field(repr=False)


class Register:
    """Collects the operators of a module in the order in which they are written."""

    def __init__(self, group: str) -> None:
        self.group = group
        self.operators: list[Operator] = []

    def operator(self, name: str, *families: str) -> "Callable[[Sites], Sites]":
        """Declare a generator of sites as an operator; its docstring is told in the report."""

        def register(sites: "Sites") -> "Sites":
            told = (sites.__doc__ or "").strip().split("\n")[0]
            self.operators.append(Operator(name, self.group, families, sites, told))
            return sites

        return register


Sites = Callable[["World"], Iterator[Site]]
