"""``reportgen doctor``: the machine, and the project if there is one."""

from pathlib import Path

from reportgen.app.ledgers import open_ledger
from reportgen.app.projects import find_project
from reportgen.catalog import load_project
from reportgen.diagnostics import Symptom, examine_machine
from reportgen.model.problem import ReportgenError
from reportgen.model.project import Project
from reportgen.render.theme import Theme
from reportgen.render.theme_file import DEFAULT, load_theme, theme_of


def examine(start: Path) -> tuple[Symptom, ...]:
    """What a build needs: of the machine, of the project, of the ledger."""
    try:
        root = find_project(start)
    except ReportgenError as error:
        missing = Symptom("project", False, error.problems[0].what, error.problems[0].fix)
        return (*examine_machine(start.resolve(), _faces(load_theme(DEFAULT))), missing)
    symptoms: list[Symptom] = []
    theme, ledger = load_theme(DEFAULT), "data/ledger.db"
    try:
        project = load_project(root)
        ledger = project.settings.ledger
        counted = f"{len(project.metrics)} metrics, {len(project.outline.sections)} sections"
        symptoms.append(Symptom("project", True, counted))
        theme = _theme(project, theme, symptoms)
    except ReportgenError as error:
        told = "; ".join(str(problem) for problem in error.problems[:3])
        symptoms.append(Symptom("project", False, f"{len(error.problems)} problems: {told}", "correct these files"))
    symptoms.append(_ledger(root, ledger))
    return (*examine_machine(root, _faces(theme)), *symptoms)


def _theme(project: Project, otherwise: Theme, symptoms: list[Symptom]) -> Theme:
    """The project's theme; if it cannot be read, that becomes a symptom and another takes its place."""
    try:
        theme = theme_of(project)
    except ReportgenError as error:
        first = error.problems[0]
        where = f"{first.where}: " if first.where else ""
        more = f" (and {len(error.problems) - 1} more: reportgen check)" if len(error.problems) > 1 else ""
        symptoms.append(Symptom("theme", False, f"{where}{first.what}{more}", first.fix))
        return otherwise
    page, logo = theme.page, theme.logo.name if theme.logo else "no logo"
    told = f"{project.settings.theme}: {page.width:g} × {page.height:g} mm, {logo}"
    symptoms.append(Symptom("theme", True, told))
    return theme


def _faces(theme: Theme) -> dict[str, str]:
    """The faces that a theme sets in, each with its Debian package, or none for a company's own."""
    return {family: theme.packages.get(family, "") for family in theme.all_families()}


def _ledger(root: Path, name: str) -> Symptom:
    try:
        with open_ledger(root, name) as ledger:
            return Symptom("ledger", True, f"whole; head {ledger.verify().head[:12]}")
    except ReportgenError as error:
        return Symptom("ledger", False, error.problems[0].what, error.problems[0].fix)
