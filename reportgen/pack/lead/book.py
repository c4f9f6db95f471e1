"""The lead workbook of a review pack: every sheet, in the order in which a practitioner goes through them."""

from reportgen.model.figure import FigureKey
from reportgen.model.review import Review
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.front import Front, write_meta
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.schedule import write_schedules
from reportgen.pack.lead.table import Spot
from reportgen.pack.lead.tieout import write_selected, write_tieout


def lead_workbook(review: Review) -> bytes:
    """Write the lead workbook.

    Every derived, consolidated and changed figure is a formula over cells of the workbook itself, with the value that
    it has today beside it, and a check cell that holds it against the printed one.

    Args:
        review: all that it is made from.

    Returns:
        The bytes of an .xlsx file without macros and without links to other files; the same review gives the same
        bytes. What may be typed into it and how it is read again says :mod:`reportgen.pack.lead.contract`.
    """
    desk = Desk(review)
    plan = Plan(review)
    front = Front(desk)
    drilled: dict[FigureKey, Spot] = {}
    write_selected(desk, plan)
    write_tieout(desk, plan)
    write_schedules(desk, plan, drilled)
    front.write()
    write_meta(desk, front.name)
    return desk.paper.finished()
