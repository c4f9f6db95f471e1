"""All operators: the kinds of faults that the harness knows, by the family that ought to find them."""

from tests.mutation.fault import Operator
from tests.mutation.operators import (
    arithmetic,
    charts,
    data,
    index,
    language,
    notes,
    pairing,
    printed,
    publication,
    references,
    scope,
    variance,
)

_REGISTERS = (
    data.REGISTER,
    arithmetic.REGISTER,
    variance.REGISTER,
    notes.REGISTER,
    references.REGISTER,
    index.REGISTER,
    pairing.REGISTER,
    language.REGISTER,
    scope.REGISTER,
    charts.REGISTER,
    *printed.REGISTERS,
    publication.REGISTER,
)

GROUPS = tuple(dict.fromkeys(register.group for register in _REGISTERS))

OPERATORS: tuple[Operator, ...] = tuple(
    sorted((o for register in _REGISTERS for o in register.operators), key=lambda o: GROUPS.index(o.group))
)
