"""Standards and what they ask for."""

from dataclasses import dataclass

from reportgen.model.place import Place
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a standard asks for, by code, e.g. HKEX A1.2 of the 2022 edition.

    ``confidence`` says how well the row could be verified: ``high``, ``medium`` or ``low``; ``required``
    whether a report under the standard must answer it or say why not.
    """

    standard: str
    edition: str
    code: str
    parent: str | None
    kind: str
    obligation: str
    title: Words
    confidence: str
    required: bool = False

    @property
    def name(self) -> str:
        """Standard and code, as declared in outline and metrics: ``HKEX A1.2``."""
        return f"{self.standard} {self.code}"


@dataclass(frozen=True, slots=True)
class Omission:
    """A disclosure that is not reported, and why.

    Attributes:
        standard: e.g. ``HKEX``.
        code: of the disclosure, e.g. ``A2.5``.
        status: ``omitted`` or ``not_applicable``.
        reason: in each language; the index prints it.
        at: where it is declared.
    """

    standard: str
    code: str
    status: str
    reason: Words
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of the index: a disclosure and what answers it.

    ``status`` is one of reported, partial, omitted, not_applicable, missing.
    """

    disclosure: Disclosure
    status: str
    sections: tuple[str, ...]
    metrics: tuple[str, ...]
    pages: tuple[tuple[str, tuple[int, ...]], ...]
    reason: Words | None
