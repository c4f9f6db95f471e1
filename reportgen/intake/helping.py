"""The help in the cells: what may be typed, a message where one is selected, a word where something else is typed."""

from datetime import date
from typing import Any

from reportgen.intake.asking import Question
from reportgen.intake.labels import in_both, said, unit_words, units_offered
from reportgen.intake.layout import Field
from reportgen.intake.planning import CHOICES, DATES, HEAD_ROW, SIGNERS, Plan, columns, is_open
from reportgen.intake.wording import offered
from reportgen.model.project import Project
from reportgen.model.unit import Style
from reportgen.spreadsheets.paper import message

_TEXTS = frozenset(
    {
        Field.REASON, Field.RESTATED_REASON, Field.METHOD, Field.EVIDENCE, Field.EVIDENCE_LINK, Field.FOOTNOTE_ZH,
        Field.FOOTNOTE_EN, Field.QUERY, Field.REPLY, *SIGNERS,
    }
)  # fmt: skip


class Helper:
    """Writes data validations. All of them are plain ones, which every spreadsheet program reads and keeps.

    Args:
        project: units, fiscal year and rules of sign-off.
        number: of each column, from 0.
    """

    def __init__(self, project: Project, number: dict[Field, int]) -> None:
        self._project = project
        self._number = number

    def write(self, sheet: Any, planned: Plan) -> None:
        """Write the help of a sheet."""
        first = HEAD_ROW + 1
        for row, item in planned.rows.items():
            if isinstance(item, Question):
                self._help_row(sheet, row, item)
        for number, column in enumerate(columns()):
            field = column.field
            title = f"{column.names[0]} {column.names[1]}"
            if field in CHOICES:
                words = list(offered(CHOICES[field]).values())
                self._offer(sheet, (first, number, planned.last, number), words, title, said("messages", field))
            elif field in DATES:
                self._ask_for_a_date(sheet, (first, number, planned.last, number), title)
            elif field in SIGNERS and self._project.settings.sign_off.different_people:
                text = said("messages", field) + said("messages", "three_people")
                sheet.data_validation(first, number, planned.last, number, {"validate": "any", **message(title, text)})
            elif column.band in ("restated", "basis", "signed", "talk", "answer") and field in _TEXTS:
                text = said("messages", field, between="\n")
                sheet.data_validation(first, number, planned.last, number, {"validate": "any", **message(title, text)})

    def _help_row(self, sheet: Any, row: int, question: Question) -> None:
        if question.computed:
            return
        value = self._number[Field.VALUE]
        sheet.data_validation(row, value, row, value, self._number_rule(question, Field.VALUE))
        units = list(
            dict.fromkeys(in_both(u.label, self._project) for u in units_offered(question.metric, self._project))
        )
        if len(units) > 1:
            unit = self._number[Field.UNIT]
            self._offer(sheet, (row, unit, row, unit), units, "填報單位 Unit used", said("messages", "unit"))
        if question.wanted_before:
            prior = self._number[Field.PRIOR]
            text = said("messages", "prior", between="\n")
            title = "去年數值 Last year"
            sheet.data_validation(row, prior, row, prior, {"validate": "any", **message(title, text)})
        if is_open(Field.PRIOR_RESTATED, question):
            restated = self._number[Field.PRIOR_RESTATED]
            sheet.data_validation(row, restated, row, restated, self._number_rule(question, Field.PRIOR_RESTATED))

    def _number_rule(self, question: Question, field: Field) -> dict[str, Any]:
        """Numbers alone, and none below zero where the metric bars it; other limits hold in the metric's own unit."""
        metric, project = question.metric, self._project
        converts = len(units_offered(metric, project)) > 1 and field is Field.VALUE
        whole = project.units[metric.unit].style is Style.COUNT and metric.decimals == 0
        low = metric.low if not converts or metric.low == 0 else None
        high = metric.high if not converts else None
        rule: dict[str, Any] = {"validate": "integer" if whole else "decimal", "ignore_blank": True}
        if low is not None and high is not None:
            rule |= {"criteria": "between", "minimum": low, "maximum": high}
        elif low is not None or high is not None:
            rule |= {"criteria": ">=" if low is not None else "<=", "value": low if low is not None else high}
        else:
            rule |= {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
        span = " – ".join("…" if limit is None else f"{limit:f}" for limit in (low, high))
        limits = f"\n{said('errors', 'range')}: {span}" if (low, high) != (None, None) else ""
        unit = unit_words(metric, project)
        title = "本年數值 This year" if field is Field.VALUE else "去年重列 Last year restated"
        text = said("messages", field, between="\n") + (f"\n[{unit}]" if unit else "")
        wrong = said("errors", "number", between="\n") + limits
        return {**rule, **message(title, text), **message(said("errors", "number_title"), wrong, "error")}

    def _offer(self, sheet: Any, cells: tuple[int, int, int, int], words: list[str], title: str, text: str) -> None:
        rule = {"validate": "list", "source": words, **message(title, text)}
        wrong = message(said("errors", "list_title"), said("errors", "list", between="\n"), "error")
        sheet.data_validation(*cells, {**rule, **wrong})

    def _ask_for_a_date(self, sheet: Any, cells: tuple[int, int, int, int], title: str) -> None:
        starts = self._project.settings.fiscal_year.starts
        span = {"criteria": "between", "minimum": starts, "maximum": date(starts.year + 5, 12, 31)}
        wrong = message(said("errors", "date_title"), said("errors", "date", between="\n"), "error")
        text = said("messages", "date")
        sheet.data_validation(*cells, {"validate": "date", **span, **message(title, text), **wrong})
