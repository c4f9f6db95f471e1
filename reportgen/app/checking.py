"""``reportgen check``: all checks that need no layout."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.app.build import count_findings
from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.checks import run
from reportgen.model.finding import Outcome
from reportgen.render.records import findings_record
from reportgen.render.theme_file import theme_of


@dataclass(frozen=True, slots=True)
class Checked:
    """How the checks ended, as values and as the record of findings.json."""

    outcomes: tuple[Outcome, ...]
    counts: dict[str, int]
    record: dict[str, Any]


def check(root: Path) -> Checked:
    """Run the checks over figures and manuscripts.

    Raises:
        BrokenProjectError: The project, its theme or its chapters are broken.
        InputRefusedError: Figures are missing.
    """
    data = read_data(root)
    theme_of(data.project)
    outcomes = run(make_dossier(data, write_manuscripts(data)))
    return Checked(outcomes, count_findings(outcomes), findings_record(outcomes))
