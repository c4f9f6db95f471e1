"""What the index says besides titles: what is lacking, proposed or left out, and GRI's statement of use."""

from collections.abc import Callable, Iterable
from datetime import date

from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.index import Answer, Index, IndexEntry, Proposal
from reportgen.model.standard import Disclosure, Part
from reportgen.render.index_tables import ink_on, is_unverified


class IndexWords:
    """Phrases of the index in one language.

    Args:
        index: whose statement of use it is.
        printer: words of the language.
        words: sets a phrase for the medium.
    """

    def __init__(self, index: Index, printer: Printer, words: Callable[[str], Markup]) -> None:
        self._index = index
        self._printer = printer
        self._words = words
        self.ink_on = ink_on
        self.is_unverified: Callable[[IndexEntry], bool] = is_unverified

    def heading(self, heading: Disclosure) -> Markup:
        """A heading of a standard; a topic standard is named with its code and year (GRI 305: Emissions 2016)."""
        title = heading.title[self._printer.language]
        if heading.code.startswith(f"{heading.standard} "):
            year = heading.issue or heading.edition
            title = self._printer.ui("topic_standard", code=heading.code, title=title, year=year)
        return self._words(title)

    def lacking(self, parts: Iterable[Part]) -> Markup:
        """Which sub-requirements are not reported."""
        titles = self._listed(part.title[self._printer.language] for part in parts)
        return self._words(self._printer.ui("lacking", parts=titles))

    def considered(self, day: date) -> Markup:
        """The day on which an omission was considered."""
        return self._words(self._printer.ui("considered_on", date=self._printer.date(day)))

    def proposed(self, proposals: Iterable[Proposal]) -> Markup:
        """By way of which requirements the crosswalk proposes an answer."""
        codes = self._listed(dict.fromkeys(proposal.source.name for proposal in proposals))
        return self._words(self._printer.ui("proposed_by", codes=codes))

    def proposed_answers(self, proposals: Iterable[Proposal]) -> list[Answer]:
        """The places that proposals name, each section once."""
        return list({answer.section: answer for proposal in proposals for answer in proposal.answers}.values())

    def statement(self) -> Markup:
        """The statement of use.

        Source:
            GRI 1: Foundation 2021, Requirement 8, and section 3 for reports "with reference to" the Standards.
        """
        year, issuer = self._index.year, self._index.issuer[self._printer.language]
        start, end = (self._printer.date(day) for day in (year.starts, year.ends)) if year else ("", "")
        return self._words(self._printer.ui(f"gri_{self._index.gri.use}", company=issuer, start=start, end=end))

    def _listed(self, texts: Iterable[str]) -> str:
        return self._printer.ui("list_separator").join(texts)
