"""``reportgen check``: all checks that need no layout."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.app.build import count_findings
from reportgen.app.stages import known_languages, make_dossier, read_data, write_manuscripts
from reportgen.checks import all_checks, run, selected
from reportgen.model.finding import Outcome
from reportgen.model.project import Project
from reportgen.render.findings import as_junit, as_page, as_sarif, as_workbook
from reportgen.render.records import as_json, findings_record
from reportgen.render.theme_file import theme_of


@dataclass(frozen=True, slots=True)
class Checked:
    """How the checks ended, as values and as the record of findings.json."""

    project: Project
    head: str
    outcomes: tuple[Outcome, ...]
    counts: dict[str, int]
    record: dict[str, Any]


def check(root: Path, select: Sequence[str] = (), ignore: Sequence[str] = (), languages: Sequence[str] = ()) -> Checked:
    """Run checks over figures and manuscripts.

    Args:
        root: the project.
        select: codes, names or families of the checks to run; all if empty.
        ignore: of those to leave out.
        languages: those to look at; all if empty.

    Raises:
        BrokenProjectError: The project, its theme or its chapters are broken, or there is no such check or language.
        InputRefusedError: Figures are missing.
    """
    checks = [check for check in selected(select, ignore) if select or not check.needs_book]
    data = read_data(root)
    theme_of(data.project)
    settings = data.project.settings
    wanted = known_languages(languages, settings.languages)
    dossier = replace(make_dossier(data, write_manuscripts(data, wanted)), partial=wanted != settings.languages)
    outcomes = run(dossier, checks)
    head = f"{settings.names['company'][settings.languages[-1]]}, {settings.fiscal_year.year}"
    return Checked(data.project, head, outcomes, count_findings(outcomes), findings_record(outcomes))


def as_file(checked: Checked, form: str) -> bytes:
    """The findings as a file.

    Args:
        checked: what was found.
        form: json, sarif, junit, xlsx or html.
    """
    manuals = {check.code: check.manual for check in all_checks()}
    titles = {check.code: check.title for check in all_checks()}
    if form == "json":
        return as_json(checked.record)
    if form == "sarif":
        sarif = as_sarif(checked.outcomes, manuals, __version__)
        return (json.dumps(sarif, ensure_ascii=False, indent=1) + "\n").encode()
    if form == "junit":
        return as_junit(checked.outcomes)
    if form == "xlsx":
        return as_workbook(checked.outcomes, titles, checked.project)
    return as_page(checked.outcomes, titles, checked.head).encode()
