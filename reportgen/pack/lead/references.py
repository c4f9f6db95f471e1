"""What the lead schedules call each figure, for those who lead a reader there from elsewhere."""

from collections.abc import Mapping

from reportgen.model.figure import FigureKey
from reportgen.model.review import Review
from reportgen.pack.lead.plan import Plan


def references(review: Review) -> Mapping[FigureKey, str]:
    """By figure, the reference of its row in the lead schedules, e.g. ``B-12``."""
    plan = Plan(review)
    return {key: reference for key in review.figures if (reference := plan.reference(key))}
