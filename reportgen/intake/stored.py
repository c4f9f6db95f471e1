"""The results that are stored beside the formulas of a workbook, for whoever reads it without calculating."""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from reportgen.intake.asking import Question
from reportgen.intake.formulas import status_words
from reportgen.intake.labels import wording
from reportgen.intake.layout import Field
from reportgen.intake.prefill import given
from reportgen.model.figure import Kind
from reportgen.model.formula import evaluate, metrics_in
from reportgen.model.project import Project

_DIGITS = 15  # what a spreadsheet program keeps of a number


class Stored:
    """Results as they are when the workbook is issued.

    Args:
        questions: all rows of the workbook.
        project: units.
        answered: whether rows for which nothing was handed in say "not collected".
    """

    def __init__(self, questions: Iterable[Question], project: Project, *, answered: bool) -> None:
        self._project = project
        self._answered = answered
        self._home: dict[str, Question] = {}
        for question in questions:
            self._home.setdefault(question.metric.id, question)

    def result(self, field: Field, question: Question) -> str | Decimal:
        """The result of a formula's cell; empty text where there is none."""
        now, before = self.now(question), self.before(question)
        moved = None if now is None or before is None else now - before
        match field:
            case Field.STATUS:
                return status_words(self.status(question))
            case Field.VALUE | Field.IN_BASE_UNIT:
                return _shown(now)
            case Field.PRIOR_USED | Field.PRIOR:
                return _shown(before)
            case Field.CHANGE:
                return _shown(moved)
            case Field.CHANGE_PERCENT:
                return _shown(None if moved is None or not before else moved / abs(before))
            case Field.FLAG if self._flagged(question):
                arrows = wording()["flags"]
                return str(arrows["up"] if moved is not None and moved > 0 else arrows["down"])
        return ""

    def now(self, question: Question) -> Decimal | None:
        """This year's value in the metric's own unit."""
        if question.computed:
            return self._computed(question, earlier=False)
        return None if question.handed is None else question.handed.value

    def before(self, question: Question) -> Decimal | None:
        """What it is compared with."""
        known = question.known
        if known is not None:
            return known.published if known.restated is None else known.restated
        return self._computed(question, earlier=True) if question.computed and question.before is not None else None

    def status(self, question: Question) -> str:
        """What is open in a row."""
        if question.computed:
            return "inconsistent" if self._breaks_down_wrong(question) else "computed"
        told = given(question, self._project, answered=self._answered)
        state, silent = question.handed.state if question.handed else None, not told.get(Field.REASON)
        missing = not (told.get(Field.STATE) or told.get(Field.VALUE)) or (
            question.wanted_before and told.get(Field.PRIOR) is None
        )
        estimated = question.handed is not None and question.handed.kind is not Kind.ACTUAL
        unsaid = (state is not None and not state.has_number) or estimated or self._flagged(question)
        if self._breaks_down_wrong(question) or self._out_of_range(question):
            return "inconsistent"
        if missing:
            return "missing"
        return "explain" if silent and unsaid else "ok"

    def _flagged(self, question: Question) -> bool:
        now, before = self.now(question), self.before(question)
        return now is not None and before is not None and question.metric.variance.exceeded(now, before)

    def _out_of_range(self, question: Question) -> bool:
        now, metric = self.now(question), question.metric
        return now is not None and (
            (metric.low is not None and now < metric.low) or (metric.high is not None and now > metric.high)
        )

    def _breaks_down_wrong(self, question: Question) -> bool:
        metric, now = question.metric, self.now(question)
        if now is None or question is not self._home.get(metric.id) or metric.consolidated:
            return False
        for breakdown in metric.breakdowns:
            parts = [self.now(self._home[id]) for id in breakdown if id in self._home]
            known = [part for part in parts if part is not None]
            if len(known) == len(breakdown) and sum(known) != now:
                return True
        return False

    def _computed(self, question: Question, *, earlier: bool) -> Decimal | None:
        formula = question.metric.formula or ""
        value_of = self.before if earlier else self.now
        values = {id: value_of(self._home[id]) for id in metrics_in(formula)}
        known = {id: value for id, value in values.items() if value is not None}
        if len(known) < len(values):
            return None
        try:
            with localcontext() as context:
                context.prec = 34
                return evaluate(formula, lambda id, _: known[id])
        except ZeroDivisionError:
            return None


def _shown(number: Decimal | None) -> str | Decimal:
    return "" if number is None else Decimal(format(number, f".{_DIGITS}g"))
