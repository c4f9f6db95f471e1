"""The intake room: workbooks in, submissions out; the only room that reads Excel."""

from reportgen.intake.reading import Reading, read_submission, read_submissions, read_workbook

__all__ = ["Reading", "read_submission", "read_submissions", "read_workbook"]
