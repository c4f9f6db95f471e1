"""What comes back from those who review a pack: a lead workbook that was written in, or a file of comments."""

from reportgen.pack.returned.against import Departure, departures
from reportgen.pack.returned.book import Book, read_book
from reportgen.pack.returned.commentfile import CommentFile, read_comment_file
from reportgen.pack.returned.remarks import AUDITOR, Heard, heard_in_book

__all__ = [
    "AUDITOR",
    "Book",
    "CommentFile",
    "Departure",
    "Heard",
    "departures",
    "heard_in_book",
    "read_book",
    "read_comment_file",
]
