"""The intake room: workbooks in, submissions out; the only room that reads Excel."""

from reportgen.intake.forms import asked_of
from reportgen.intake.issuing import blank_workbook
from reportgen.intake.reading import Reading, read_submission, read_submissions, read_workbook

__all__ = ["Reading", "asked_of", "blank_workbook", "read_submission", "read_submissions", "read_workbook"]
