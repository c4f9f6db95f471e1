"""What a check is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.words import Words

Examined = Iterator[Finding | None]
"""One element for each item that a check looked at: a finding, or ``None`` when the item is sound."""

Option = Decimal | int | str | bool | tuple[str, ...]
"""What an option may be; a number with a point in report.toml is a decimal."""

Options = Mapping[str, Option]
"""The options of one check by name: its defaults, and over them what report.toml says."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check.

    Attributes:
        code: family letters and number, stable.
        name: the bad thing that it finds, as in "waive total-differs-from-parts".
        title: what it finds, in each language.
        severity: how bad its findings are.
        manual: the module's docstring: what it examines, why it matters, an example that fails and one that passes,
            how to fix it, its source.
        examine: looks at a dossier with its options and yields each item.
        confidence: how sure its findings are.
        options: their defaults by name; each is explained in the manual.
        needs_layout: whether it reads the laid-out report.
        needs_whole: whether it would accuse a part of lacking what stands in the rest.
        needs_book: whether it reads a data book, of any company, instead of a project.
        runs_last: whether it looks at what became of waivers, and so runs after all others.
    """

    code: str
    name: str
    title: Words
    severity: Severity
    manual: str
    examine: Callable[[Dossier, Options], Examined]
    confidence: Confidence = Confidence.HIGH
    options: Options = field(default_factory=dict)
    needs_layout: bool = False
    needs_whole: bool = False
    needs_book: bool = False
    runs_last: bool = False

    def finding(self, message: str, fix: str, **about: object) -> Finding:
        """A finding of this check, with its severity and confidence unless ``about`` says otherwise."""
        told = {"severity": self.severity, "confidence": self.confidence} | about
        return Finding(code=self.code, message=message, fix=fix, **told)  # type: ignore[arg-type]
