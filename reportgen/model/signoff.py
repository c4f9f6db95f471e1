"""Sign-off: who stands for a value, and whether that still holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.particulars import Role, Signature


@dataclass(frozen=True, slots=True)
class SignOffRules:
    """How values are signed off.

    Attributes:
        roles: the roles that must sign before a value counts as signed off: ``prepared``, ``reviewed``, ``approved``.
        different_people: whether a person may sign a value in one role only.
    """

    roles: tuple[Role, ...] = tuple(Role)
    different_people: bool = False


BY_ALL_THREE = SignOffRules()


@dataclass(frozen=True, slots=True)
class SignOff:
    """The signatures on a value.

    Attributes:
        standing: those that hold.
        lapsed: those that were given for another value since, or by somebody who may not sign twice.
    """

    standing: Mapping[Role, Signature] = field(default_factory=dict)
    lapsed: Mapping[Role, Signature] = field(default_factory=dict)

    def complete(self, rules: SignOffRules) -> bool:
        """Whether every role that must sign has signed."""
        return all(role in self.standing for role in rules.roles)


UNSIGNED = SignOff()
