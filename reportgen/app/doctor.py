"""``reportgen doctor``: the machine, and the project if there is one."""

from pathlib import Path

from reportgen.app.ledgers import open_ledger
from reportgen.app.projects import find_project
from reportgen.catalog import load_project
from reportgen.diagnostics import Symptom, examine_machine
from reportgen.model.problem import ReportgenError
from reportgen.render.theme import load_theme


def examine(start: Path) -> tuple[Symptom, ...]:
    """What a build needs: of the machine, of the project, of the ledger."""
    try:
        root = find_project(start)
    except ReportgenError as error:
        missing = Symptom("project", False, error.problems[0].what, error.problems[0].fix)
        return (*examine_machine(start.resolve(), load_theme("default").packages), missing)
    symptoms: list[Symptom] = []
    theme, ledger = "default", "data/ledger.db"
    try:
        project = load_project(root)
        theme, ledger = project.settings.theme, project.settings.ledger
        counted = f"{len(project.metrics)} metrics, {len(project.outline.sections)} sections"
        symptoms.append(Symptom("project", True, counted))
    except ReportgenError as error:
        told = "; ".join(str(problem) for problem in error.problems[:3])
        symptoms.append(Symptom("project", False, f"{len(error.problems)} problems: {told}", "correct these files"))
    symptoms.append(_ledger(root, ledger))
    try:
        packages = load_theme(theme).packages
    except ReportgenError as error:
        symptoms.append(Symptom("theme", False, error.problems[0].what, error.problems[0].fix))
        packages = load_theme("default").packages
    return (*examine_machine(root, packages), *symptoms)


def _ledger(root: Path, name: str) -> Symptom:
    try:
        with open_ledger(root, name) as ledger:
            return Symptom("ledger", True, f"whole; head {ledger.verify().head[:12]}")
    except ReportgenError as error:
        return Symptom("ledger", False, error.problems[0].what, error.problems[0].fix)
