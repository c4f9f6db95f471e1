"""The stages from workbooks to manuscripts, one after the other, as all commands need them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.app.ledgers import open_ledger
from reportgen.app.screening import screened
from reportgen.app.years import published_figures, published_words
from reportgen.catalog import load_project, read_follow_up
from reportgen.chapters import bind, find_unbound
from reportgen.figures import resolve
from reportgen.index import derive
from reportgen.model.dossier import Dossier
from reportgen.model.figure import DatapointKey, Entry
from reportgen.model.figures import Figures
from reportgen.model.manuscript import Manuscript
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem, ReportgenError
from reportgen.model.project import Project
from reportgen.model.signoff import SignOff


@dataclass(frozen=True, slots=True)
class Data:
    """A project and its figures, and where in the ledger they come from.

    ``entries`` are the ledger's newest, and ``sign_offs`` the signatures on them, empty where nobody signs.
    """

    project: Project
    figures: Figures
    ledger_head: str
    as_of: str
    entries: tuple[Entry, ...] = ()
    sign_offs: Mapping[DatapointKey, SignOff] = field(default_factory=dict)


def read_data(root: Path) -> Data:
    """Read the project and resolve its figures from the ledger.

    Raises:
        BrokenProjectError: The project is broken, or nothing was imported yet.
        InputRefusedError: Figures are missing.
    """
    project = load_project(root)
    with open_ledger(root, project.settings.ledger) as ledger:
        entries = ledger.latest()
        head = ledger.head()
        sign_offs = ledger.sign_offs(project.settings.sign_off) if ledger.signed() else {}
    figures = resolve(project, entries)
    newest = max((entry.submitted_at for entry in entries), default=None)
    return Data(project, figures, head, newest.isoformat() if newest else "", entries, sign_offs)


def write_manuscripts(
    data: Data, languages: Iterable[str] | None = None, sections: Iterable[str] | None = None
) -> tuple[Manuscript, ...]:
    """Bind the chapters of each language; the mistakes of all languages are told at once.

    Raises:
        BrokenProjectError: Chapters are missing or wrong.
    """
    wanted = tuple(languages) if languages else data.project.settings.languages
    only = tuple(sections) if sections else None
    problems: list[Problem] = []
    manuscripts: list[Manuscript] = []
    for language in wanted:
        try:
            manuscripts.append(bind(data.project, data.figures, language, only))
        except ReportgenError as error:
            problems.extend(error.problems)
    if problems:
        raise BrokenProjectError(problems)
    return tuple(manuscripts)


def make_dossier(data: Data, manuscripts: tuple[Manuscript, ...]) -> Dossier:
    """What the checks look at before the report is laid out."""
    return Dossier(
        project=data.project,
        figures=data.figures,
        manuscripts=manuscripts,
        unbound=tuple(u for m in manuscripts for chapter in m.chapters for u in find_unbound(chapter)),
        index=derive(data.project, manuscripts),
        published=published_words(data.project.root, data.project.settings.fiscal_year.year - 1),
        entries=data.entries,
        sign_offs=data.sign_offs,
        screenings=screened(data.project.root, data.entries),
        prior=published_figures(data.project.root, data.project.settings.fiscal_year.year - 1),
        remarks=read_follow_up(data.project.root),
    )


def known_languages(wanted: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """Languages asked for, in the report's order; all of them if none is named.

    Raises:
        BrokenProjectError: The report has none of that name.
    """
    asked = tuple(wanted)
    wrong = [language for language in asked if language not in known]
    if wrong:
        raise BrokenProjectError(
            [Problem(f"the report has no language {language!r}", None, f"use {', '.join(known)}") for language in wrong]
        )
    return tuple(language for language in known if language in asked) or known


def known_sections(project: Project, wanted: Iterable[str]) -> tuple[str, ...]:
    """Ids of sections asked for by id or number, each with all that stands under it.

    Raises:
        BrokenProjectError: One of them is not in the outline.
    """
    found: list[str] = []
    problems: list[Problem] = []
    for word in wanted:
        section = next((s for s in project.outline.sections if word in (s.id, s.number)), None)
        if section is None:
            ids = ", ".join(s.id for s in project.outline.sections)
            problems.append(
                Problem(f"there is no section {word!r}", Place("data/outline.toml"), f"use an id or number: {ids}")
            )
            continue
        found.extend(
            s.id
            for s in project.outline.sections
            if s == section or s.number.startswith(f"{section.number}.") or s.parent == section.number
        )
    if problems:
        raise BrokenProjectError(problems)
    return tuple(dict.fromkeys(found))
