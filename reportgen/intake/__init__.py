"""The intake room: workbooks out to their owners, and back in as submissions; the only room that reads Excel."""

from reportgen.intake.annotating import annotated
from reportgen.intake.asking import Known, asked_of
from reportgen.intake.bookmap import BookMap, read_map, read_maps, write_map
from reportgen.intake.databook import read_data_book
from reportgen.intake.proposing import propose
from reportgen.intake.reading import Reading, read_submission, read_submissions, read_workbook
from reportgen.intake.saying import LANGUAGES
from reportgen.intake.together import read_together
from reportgen.intake.workbook import issue_workbook

__all__ = [
    "LANGUAGES",
    "BookMap",
    "Known",
    "Reading",
    "annotated",
    "asked_of",
    "issue_workbook",
    "propose",
    "read_data_book",
    "read_map",
    "read_maps",
    "read_submission",
    "read_submissions",
    "read_together",
    "read_workbook",
    "write_map",
]
