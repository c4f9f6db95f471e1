"""The lead workbook of a review pack: every sheet, in the order in which a practitioner goes through them."""

from reportgen.model.review import Review
from reportgen.pack.lead.changes import write_changes
from reportgen.pack.lead.coverage import Coverage
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.drill import Drills
from reportgen.pack.lead.findings import Found
from reportgen.pack.lead.footing import write_footing
from reportgen.pack.lead.front import Front, write_meta
from reportgen.pack.lead.letters import write_letters
from reportgen.pack.lead.misstatement import write_misstatements
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.printed import Printed
from reportgen.pack.lead.registers import Registers
from reportgen.pack.lead.samples import Samples
from reportgen.pack.lead.schedule import write_schedules
from reportgen.pack.lead.tieout import write_selected, write_tieout
from reportgen.pack.lead.ties import write_ties


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
    drills = Drills(desk, plan)
    registers, coverage = Registers(desk, plan), Coverage(desk, plan)
    write_selected(desk, plan)
    write_tieout(desk, plan)
    write_misstatements(desk, plan)
    Found(desk, plan).write()
    write_changes(desk, plan)
    write_schedules(desk, plan, drills.spots)
    drills.write()
    write_footing(desk, plan)
    write_ties(desk, plan)
    Printed(desk, plan).write()
    Samples(desk, plan).write()
    registers.write_changes_of_data()
    registers.write_methods()
    registers.write_evidence()
    coverage.write()
    write_letters(desk, plan)
    front.write()
    write_meta(desk, front.name)
    return desk.paper.finished()
