"""``reportgen index``: the state of the index, and what the report is short of under an edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reportgen.app.outputs import disk_errors
from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.index import analyse
from reportgen.locale import Printer
from reportgen.model.dossier import Dossier
from reportgen.model.index import Gap, Pillar
from reportgen.model.problem import BrokenProjectError, NothingToExamineError, Problem
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue
from reportgen.render.gap import GapWords, gap_page, gap_record, gap_workbook, percent
from reportgen.render.index_book import index_workbook
from reportgen.render.records import index_record

STATUSES = ("reported", "partial", "omitted", "not_applicable", "missing")


@dataclass(frozen=True, slots=True)
class Indexed:
    """The index of a report, without pages: these are known once it is laid out."""

    dossier: Dossier

    def counts(self) -> dict[str, dict[str, int]]:
        """Disclosures by status, for each edition of the report."""
        index = self.dossier.index
        return {
            key: {status: sum(e.status == status for e in index.of(key)) for status in STATUSES}
            for key in index.catalogues
        }

    def unanswered(self) -> list[tuple[str, str]]:
        """Required disclosures that nothing answers and no reason explains: name and title."""
        missing = (e.disclosure for e in self.dossier.index if e.status == "missing" and e.disclosure.required)
        return [(d.name, d.title.get("en", "")) for d in missing]

    def record(self) -> dict[str, Any]:
        """The index as in index.json."""
        return index_record(self.dossier)

    def workbook(self) -> bytes:
        """The index as XLSX."""
        return index_workbook(self.dossier.project, self.dossier.figures, self.dossier.index)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A gap analysis, and the project that it is of."""

    gap: Gap
    project: Project

    @property
    def file_name(self) -> str:
        """What its file is called, without the ending: ``gap-hkex-2025``."""
        catalogue = self.gap.catalogue
        return f"gap-{catalogue.standard}-{catalogue.edition}".lower().replace(" ", "-")

    def ready(self, pillar: Pillar | None = None) -> str:
        """How ready the report is under a pillar, or as a whole, in whole per cent."""
        return percent((pillar or self.gap).percent)

    def words(self, language: str) -> GapWords:
        """The analysis in a language."""
        return GapWords(self.gap, self.project, Printer(language))

    def record(self) -> dict[str, Any]:
        """The analysis for a program."""
        return gap_record(self.gap, self.project, self._printers())

    def workbook(self) -> bytes:
        """The analysis as XLSX."""
        return gap_workbook(self.gap, self.project, self._printers())

    def page(self, language: str) -> bytes:
        """The analysis as a page of HTML.

        Raises:
            BrokenProjectError: The report has no such language.
        """
        known = self.project.settings.languages
        if language not in known:
            raise BrokenProjectError(
                [Problem(f"the report has no language {language!r}", None, f"use {', '.join(known)}")]
            )
        return gap_page(self.gap, self.project, Printer(language))

    def _printers(self) -> Sequence[Printer]:
        return [Printer(language) for language in self.project.settings.languages]


def read_index(root: Path) -> Indexed:
    """Derive the index.

    Raises:
        BrokenProjectError: The project or its chapters are broken.
        NothingToExamineError: report.toml names no standard.
    """
    data = read_data(root)
    if not data.project.catalogues:
        what = Problem("report.toml names no standard", None, "name one in [standards], or write --standard")
        raise NothingToExamineError([what])
    return Indexed(make_dossier(data, write_manuscripts(data)))


def analyse_gap(root: Path, standard: str, edition: str | None) -> Analysed:
    """What the report is short of under an edition.

    Args:
        root: the project.
        standard: in any case, e.g. ``hkex`` or ``IFRS S2``.
        edition: e.g. ``2025``; the newest at hand if ``None``.

    Raises:
        BrokenProjectError: There is no such standard or edition, or the project is broken.
        NothingToExamineError: The edition asks for nothing.
    """
    data = read_data(root)
    catalogue = _catalogue(data.project, standard, edition)
    manuscripts = write_manuscripts(data)
    gap = analyse(data.project, manuscripts, make_dossier(data, manuscripts).index, catalogue)
    if not gap.rows:
        what = Problem(f"{catalogue.key} asks for nothing", None, "choose another edition")
        raise NothingToExamineError([what])
    return Analysed(gap, data.project)


def write_file(path: Path, content: bytes) -> None:
    """Write a result where the person wants it.

    Raises:
        BrokenProjectError: The disk stands in the way.
    """
    with disk_errors(str(path)):
        path.write_bytes(content)


def _catalogue(project: Project, standard: str, edition: str | None) -> Catalogue:
    named = {_plain(c.standard) for c in project.library.values()}
    found = [c for c in project.library.values() if _plain(c.standard) == _plain(standard)]
    if not found:
        near = get_close_matches(_plain(standard), named, n=1, cutoff=0.5)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        known = ", ".join(dict.fromkeys(c.standard for c in project.library.values()))
        raise BrokenProjectError([Problem(f"there is no standard {standard!r}{hint}", None, f"use one of: {known}")])
    if edition is None:
        return max(found, key=lambda c: c.edition)
    exact = [c for c in found if c.edition.lower() == edition.lower()]
    if not exact:
        what = f"there is no edition {edition!r} of {found[0].standard}"
        raise BrokenProjectError([Problem(what, None, f"use one of: {', '.join(c.edition for c in found)}")])
    return exact[0]


def _plain(standard: str) -> str:
    return standard.lower().replace("-", " ").strip()
