"""The report's own terms in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.place import Place
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class Term:
    """A term and how it is called in each language.

    Attributes:
        preferred: the form that the report uses, e.g. ``{"zh-hant": "持份者", "en": "stakeholder"}``.
        also: further forms that are right, such as plurals and short names, by language.
        forbidden: forms that the report must not use, by language.
        loose: whether one language may tell it in other words, so that the other isn't asked for it.
        at: where it is declared.
    """

    preferred: Words
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose: bool = False
    at: Place | None = None

    def forms(self, language: str) -> tuple[str, ...]:
        """All right forms in a language."""
        own = self.preferred.get(language)
        return (*((own,) if own else ()), *self.also.get(language, ()))
