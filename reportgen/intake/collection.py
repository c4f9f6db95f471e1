"""A sheet of the collection workbook: last year beside this year, help in every cell, and what is open in each row."""

from collections.abc import Mapping
from typing import Any

from reportgen.intake import formulas
from reportgen.intake.asking import Question
from reportgen.intake.formulas import Spot
from reportgen.intake.helping import Helper
from reportgen.intake.hovering import about
from reportgen.intake.labels import in_both, label_languages, number_format, said, unit_words
from reportgen.intake.layout import Column, Field
from reportgen.intake.planning import CHOICES, DATES, HEAD_ROW, Plan, columns, is_open
from reportgen.intake.prefill import given
from reportgen.intake.seal import shown
from reportgen.intake.stored import Stored
from reportgen.intake.tinting import Tinter
from reportgen.intake.wording import offered
from reportgen.model.project import Project
from reportgen.spreadsheets.paper import (
    ACCENT,
    AMBER_INK,
    GREY,
    INPUT,
    PALE,
    SOFT,
    Paper,
    Value,
    edge,
    id_face,
    lines,
    protect,
    ref,
    set_up_page,
)

_WIDTHS = {
    Field.METRIC: 19, Field.LABEL: 32, Field.STATUS: 14, Field.PERIOD: 9, Field.ENTITY: 12, Field.BASE_UNIT: 14,
    Field.PRIOR: 15, Field.VALUE: 16, Field.UNIT: 15, Field.STATE: 15, Field.KIND: 12, Field.CHANGE: 13,
    Field.CHANGE_PERCENT: 9, Field.FLAG: 5, Field.REASON: 36, Field.PRIOR_RESTATED: 16, Field.RESTATED_REASON: 24,
    Field.QUALIFIER: 12, Field.METHOD: 24, Field.EVIDENCE: 16, Field.EVIDENCE_LINK: 20, Field.FOOTNOTE_ZH: 24,
    Field.FOOTNOTE_EN: 24, Field.QUERY: 28, Field.REPLY: 28, Field.DISCLOSURES: 22, Field.IN_BASE_UNIT: 14,
    Field.PRIOR_USED: 14,
}  # fmt: skip
_WIDTH_OF_A_SIGNATURE = 13
_COMPUTED = (Field.STATUS, Field.CHANGE, Field.CHANGE_PERCENT, Field.FLAG, Field.IN_BASE_UNIT, Field.PRIOR_USED)
_PAGES_ACROSS = 3  # the widths are such that a page ends after what is filled in, and the next after the notes
_KEPT_IN_SIGHT = (Field.METRIC, Field.LABEL, Field.STATUS)
_RIGHT = {"align": "right", "indent": 1}
_LEFT_OF_TEXTS = {"align": "left", "indent": 1, "text_wrap": True}


class SheetWriter:
    """Writes the sheets of one workbook.

    Args:
        paper: the workbook.
        project: metrics, units, entities and rules of sign-off.
        spots: the row of each metric.
        lists: name of the range of unit names and factors, by base unit.
        stored: results of the formulas as the workbook is issued.
        answered: say "not collected" in every row, so that the workbook can be imported as issued.
    """

    def __init__(
        self,
        paper: Paper,
        project: Project,
        *,
        spots: Mapping[str, Spot],
        lists: Mapping[str, str],
        stored: Stored,
        answered: bool,
    ) -> None:
        self._paper = paper
        self._project = project
        self._spots = spots
        self._lists = lists
        self._stored = stored
        self._answered = answered
        self._columns = columns()
        self._number = {column.field: number for number, column in enumerate(self._columns)}
        self._expected: dict[str, str] = {}

    def write(self, sheet: Any, planned: Plan, footer: str) -> Mapping[str, str]:
        """Write a sheet.

        Returns:
            The locked texts and numbers that must still stand there when it comes back, by cell.
        """
        self._expected = {}
        self._write_heads(sheet, planned)
        for row, item in planned.rows.items():
            if isinstance(item, Question):
                self._write_row(sheet, row, item, planned.spots[row])
            else:
                self._write_group(sheet, row, item)
        Helper(self._project, self._number).write(sheet, planned)
        Tinter(self._paper, self._project, self._number).tint(sheet, planned)
        self._finish(sheet, planned, footer)
        return self._expected

    # --- heads -----------------------------------------------------------------------------------

    def _write_heads(self, sheet: Any, planned: Plan) -> None:
        paper = self._paper
        title = {"font_size": 14, "bold": True, "font_color": ACCENT}
        paper.put(sheet, 0, 0, in_both(planned.form.title, self._project), **title)
        paper.put(sheet, 1, 0, said("sheet", "explanation", between="  "), font_size=9, font_color=SOFT)
        for row, height in ((0, 26), (1, 18), (2, 6), (HEAD_ROW - 1, 18), (HEAD_ROW, 36)):
            sheet.set_row(row, height)
        band = ""
        for number, column in enumerate(self._columns):
            fresh, band = column.band != band, column.band
            look = {"bg_color": PALE, "font_color": ACCENT, "bold": True, "font_size": 9, "indent": 1}
            paper.put(sheet, HEAD_ROW - 1, number, said("bands", band) if fresh and band != "helper" else None, **look)
            look = {"bg_color": ACCENT, "font_color": "#FFFFFF", "bold": True, "font_size": 9}
            head = f"{column.names[0]}\n{column.names[1][0].upper()}{column.names[1][1:]}"
            cell = edge(**look, align="center", text_wrap=True)
            self._put_fixed(sheet, HEAD_ROW, number, head, cell)
            width = _WIDTHS.get(column.field, _WIDTH_OF_A_SIGNATURE)
            sheet.set_column(number, number, width, None, {"hidden": self._is_hidden(column, planned)})

    def _is_hidden(self, column: Column, planned: Plan) -> bool:
        """Helpers are out of sight, and entities where all rows are about the same one."""
        same = len({question.entity.id for question in planned.form.questions}) == 1
        return column.band == "helper" or (column.field is Field.ENTITY and same)

    def _write_group(self, sheet: Any, row: int, label: str) -> None:
        look = {"bg_color": PALE, "bold": True, "font_color": ACCENT}
        for number in range(len(self._columns)):
            self._paper.put(sheet, row, number, label if number == 0 else None, **look)
        sheet.set_row(row, 20)

    # --- rows ------------------------------------------------------------------------------------

    def _write_row(self, sheet: Any, row: int, question: Question, spot: Spot) -> None:
        texts, prefilled = self._locked(question), given(question, self._project, answered=self._answered)
        for number, column in enumerate(self._columns):
            if column.field in _COMPUTED or (question.computed and column.field is Field.VALUE):
                self._write_formula(sheet, row, number, column.field, question, spot)
            elif column.field in (Field.PRIOR, Field.PRIOR_RESTATED) and self._is_live(column.field, question):
                self._write_earlier_total(sheet, row, number, column.field, question)
            elif is_open(column.field, question):
                self._paper.put(sheet, row, number, prefilled.get(column.field), **self._open_look(column, question))
            else:
                look = self._locked_look(column.field, question)
                self._put_fixed(sheet, row, number, texts.get(column.field), look)
        sheet.write_comment(row, self._number[Field.LABEL], about(question, self._project), {
            "author": "reportgen", "font_name": "Microsoft JhengHei", "font_size": 9, "x_scale": 2.6, "y_scale": 2.2,
            "color": "#FFFFFF",
        })  # fmt: skip
        label = texts[Field.LABEL]
        tall = max(lines(str(label), _WIDTHS[Field.LABEL]), lines(str(texts[Field.METRIC]), _WIDTHS[Field.METRIC] + 4))
        sheet.set_row(row, max(32, 15 * tall + 4))

    def _locked(self, question: Question) -> dict[Field, Value]:
        metric, known = question.metric, question.known
        label = "\n".join(metric.label[language] for language in label_languages(self._project))
        prior: Value = None
        if known is not None:
            prior = known.published if known.state.has_number else offered("state")[known.state]
        texts: dict[Field, Value] = {
            Field.METRIC: metric.id,
            Field.LABEL: label,
            Field.PERIOD: question.period.id,
            Field.ENTITY: question.entity.id,
            Field.BASE_UNIT: unit_words(metric, self._project) or None,
            Field.PRIOR: prior,
            Field.DISCLOSURES: ", ".join(metric.disclosures) or None,
        }
        if known is not None and known.restated is not None:
            texts |= {Field.PRIOR_RESTATED: known.restated, Field.RESTATED_REASON: known.reason}
        return texts

    def _put_fixed(self, sheet: Any, row: int, column: int, value: Value, look: Mapping[str, Any]) -> None:
        if value is not None:
            self._expected[ref(row, column)] = shown(value)
        self._paper.put(sheet, row, column, value, **look)

    def _open_look(self, column: Column, question: Question) -> dict[str, Any]:
        look: dict[str, Any] = {"locked": False, **edge()}
        if column.field in (Field.VALUE, Field.PRIOR, Field.PRIOR_RESTATED):
            look |= {"num_format": number_format(question.metric, self._project), "align": "right", "indent": 1}
        elif column.field in DATES:
            look |= {"num_format": "yyyy-mm-dd", "align": "center", "font_size": 9}
        else:
            look |= {**_LEFT_OF_TEXTS, "font_size": 9, "num_format": "@" if column.field not in CHOICES else "General"}
        if column.band == "answer" or column.field is Field.PRIOR:
            look["bg_color"] = INPUT
        return look

    def _locked_look(self, field: Field, question: Question) -> dict[str, Any]:
        if field is Field.METRIC:
            return edge(**id_face(bg_color=GREY, text_wrap=True))
        if field in (Field.PRIOR, Field.PRIOR_RESTATED):
            return edge(
                bg_color=GREY, align="right", indent=1, num_format=number_format(question.metric, self._project)
            )
        if field is Field.LABEL:
            return edge(**_LEFT_OF_TEXTS, bold=question.computed)
        if field is Field.PERIOD:
            return edge(align="center", font_size=9, num_format="@")
        small = field in (Field.ENTITY, Field.BASE_UNIT, Field.DISCLOSURES)
        return edge(**_LEFT_OF_TEXTS, font_size=9, **({} if small else {"bg_color": GREY}))

    # --- formulas --------------------------------------------------------------------------------

    def _write_formula(self, sheet: Any, row: int, number: int, field: Field, question: Question, spot: Spot) -> None:
        shown, look = self._formula(field, question, spot), edge(bg_color=GREY)
        figures = number_format(question.metric, self._project)
        match field:
            case Field.STATUS:
                look = edge(font_size=9, align="center")
            case Field.CHANGE:
                look |= {
                    "num_format": f"+{figures};-{figures};0" if figures != "General" else figures,
                    "font_size": 9,
                    **_RIGHT,
                }
            case Field.CHANGE_PERCENT:
                look |= {"num_format": "+0.0%;-0.0%;0.0%", "font_size": 9, **_RIGHT}
            case Field.FLAG:
                look |= {"align": "center", "bold": True, "font_color": AMBER_INK}
            case Field.VALUE:
                look |= {"num_format": figures, "bold": True, **_RIGHT}
        sheet.write_formula(row, number, shown, self._paper.format(**look), self._stored.result(field, question))

    def _formula(self, field: Field, question: Question, spot: Spot) -> str:
        match field:
            case Field.STATUS if question.computed:
                return formulas.total_status(spot, self._parts(question))
            case Field.STATUS:
                wanted = question.wanted_before
                return formulas.status(spot, question.metric, wanted_before=wanted, parts=self._parts(question))
            case Field.CHANGE:
                return formulas.change(spot)
            case Field.CHANGE_PERCENT:
                return formulas.change_percent(spot)
            case Field.FLAG:
                return formulas.flag(spot, question.metric.variance)
            case Field.PRIOR_USED:
                return formulas.prior_used(spot)
            case Field.IN_BASE_UNIT if question.computed:
                return f'=IF(ISNUMBER({spot.at(Field.VALUE)}),{spot.at(Field.VALUE)},"")'
            case Field.IN_BASE_UNIT:
                return formulas.in_base_unit(spot, question.metric, self._project.units, self._lists)
        return formulas.derived(question.metric.formula or "", self._spots, Field.IN_BASE_UNIT)

    def _is_live(self, field: Field, question: Question) -> bool:
        """Whether last year's total is computed: it is restated with its parts; not yet published it follows them."""
        if not question.computed or question.before is None:
            return False
        published = question.known is not None and question.known.final
        return published == (field is Field.PRIOR_RESTATED)

    def _write_earlier_total(self, sheet: Any, row: int, number: int, field: Field, question: Question) -> None:
        look = edge(bg_color=GREY, num_format=number_format(question.metric, self._project), **_RIGHT)
        formula = question.metric.formula or ""
        live = formulas.restated_total(formula, self._spots)
        if field is Field.PRIOR:
            live = formulas.derived(formula, self._spots, Field.PRIOR_USED)
        sheet.write_formula(row, number, live, self._paper.format(**look), self._stored.result(field, question))

    def _parts(self, question: Question) -> list[list[Spot]]:
        """The breakdowns of a metric that stand in this workbook whole."""
        home = self._spots.get(question.metric.id)
        if home is None or question.metric.consolidated or question.period != self._own_period(question):
            return []
        wholes = (breakdown for breakdown in question.metric.breakdowns if all(id in self._spots for id in breakdown))
        return [[self._spots[id] for id in breakdown] for breakdown in wholes]

    def _own_period(self, question: Question) -> object:
        return self._project.settings.fiscal_year.resolve(question.metric.period)

    # --- page ------------------------------------------------------------------------------------

    def _finish(self, sheet: Any, planned: Plan, footer: str) -> None:
        last_column = len(self._columns) - 1
        in_sight = len(_KEPT_IN_SIGHT)
        sheet.freeze_panes(HEAD_ROW + 1, in_sight)
        sheet.autofilter(HEAD_ROW, 0, planned.last, last_column)
        shown = max(n for n, column in enumerate(self._columns) if column.band != "helper")
        sheet.print_area(0, 0, planned.last, shown)
        set_up_page(sheet, footer, across=_PAGES_ACROSS)
        sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
        sheet.repeat_columns(0, in_sight - 1)
        sheet.set_zoom(90)
        whole = f"A1:{ref(planned.last, last_column)}"
        sheet.ignore_errors({"number_stored_as_text": whole, "formula_differs": whole, "empty_cell_reference": whole})
        protect(sheet)
