"""The colours of a collection sheet: red for what is missing or doesn't agree, amber for what is to be explained."""

from collections.abc import Mapping
from typing import Any

from reportgen.intake import formulas
from reportgen.intake.asking import Question
from reportgen.intake.formulas import SIGNED, Spot
from reportgen.intake.layout import Field
from reportgen.intake.planning import HEAD_ROW, SIGNERS, Plan
from reportgen.model.project import Project
from reportgen.spreadsheets.paper import AMBER, AMBER_INK, GREEN_INK, RED, RED_INK, SOFT, Paper


class Tinter:
    """Writes conditional formats.

    Args:
        paper: the workbook.
        project: its rules of sign-off.
        number: of each column, from 0.
    """

    def __init__(self, paper: Paper, project: Project, number: dict[Field, int]) -> None:
        self._paper = paper
        self._project = project
        self._number = number

    def tint(self, sheet: Any, planned: Plan) -> None:
        """Write the conditional formats of a sheet."""
        paper, first, last = self._paper, HEAD_ROW + 1, planned.last
        top = next(iter(planned.spots.values()))
        anchor = Spot(top.sheet, first + 1, top.letters)
        bad: dict[str, object] = {"bg_color": RED, "font_color": RED_INK}
        warn: dict[str, object] = {"bg_color": AMBER, "font_color": AMBER_INK}

        def tint(field: Field, test: str, look: Mapping[str, Any]) -> None:
            number = self._number[field]
            rule = {"type": "formula", "criteria": f"={test}", "format": paper.tint(**look)}
            sheet.conditional_format(first, number, last, number, rule)

        def is_(status: str) -> str:
            return f"{anchor.at(Field.STATUS)}={formulas.quoted(formulas.status_words(status))}"

        looks: dict[str, dict[str, object]] = {
            "missing": bad,
            "inconsistent": {**bad, "bold": True},
            "explain": warn,
            "ok": {"font_color": GREEN_INK},
            "computed": {"font_color": SOFT, "italic": True},
        }
        for status, look in looks.items():
            tint(Field.STATUS, is_(status), look)
        silent = f"LEN(TRIM({anchor.at(Field.REASON)}))=0"
        empty = f"LEN(TRIM({anchor.at(Field.VALUE)}))=0"
        tint(Field.VALUE, f"AND({is_('missing')},{empty})", bad)
        tint(Field.VALUE, is_("inconsistent"), bad)
        tint(Field.REASON, f"AND({is_('explain')},{silent})", warn)
        for field in (Field.CHANGE, Field.CHANGE_PERCENT, Field.FLAG):
            tint(field, f'AND({anchor.at(Field.FLAG)}<>"",{silent},NOT({is_("computed")}))', warn)
        restated, why = anchor.at(Field.PRIOR_RESTATED), anchor.at(Field.RESTATED_REASON)
        tint(Field.RESTATED_REASON, f"AND({is_('explain')},ISNUMBER({restated}),LEN(TRIM({why}))=0)", warn)
        for by, on in SIGNED.items():
            for field in (by, on):
                empty_cell = f"LEN(TRIM({anchor.at(field)}))=0"
                tint(field, f"AND({formulas.half_signed(anchor, by)},{empty_cell})", warn)
        self._tint_missing_priors(sheet, planned, bad)
        if self._project.settings.sign_off.different_people:
            for field in SIGNERS:
                others = (anchor.at(other) for other in SIGNERS if other is not field)
                own = anchor.at(field)
                same = ",".join(f"TRIM({own})=TRIM({other})" for other in others)
                tint(field, f"AND(LEN(TRIM({own}))>0,OR({same}))", bad)

    def _tint_missing_priors(self, sheet: Any, planned: Plan, look: Mapping[str, Any]) -> None:
        number = self._number[Field.PRIOR]
        for row, item in planned.rows.items():
            if isinstance(item, Question) and item.wanted_before:
                test = f"=LEN(TRIM({planned.spots[row].at(Field.PRIOR)}))=0"
                rule = {"type": "formula", "criteria": test, "format": self._paper.tint(**look)}
                sheet.conditional_format(row, number, row, number, rule)
