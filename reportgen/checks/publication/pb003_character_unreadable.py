"""A character of the PDF can't be read.

Examines
    The text of every page as read back: characters that stand for no letter, such as the replacement character, private
    use and unassigned code points. A character without a glyph in the fonts stops a build before its layout.

Why it matters
    What is drawn as a box, or read aloud as nothing, is lost to the reader; a search for it fails as well.

Bad
    published
        en unreadable 3 □

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Write the word with another character, or install a font that has it.

Source
    PDF/UA-1 (ISO 14289-1), 7.21.7 (every character maps to Unicode).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each page, and one for each unreadable character of a page."""
    for file in dossier.publication.files if dossier.publication else ():
        for _ in file.texts:
            yield None
        for page, character in file.unreadable:
            yield CHECK.finding(
                f"page {page} of {file.path} holds U+{ord(character[0]):04X}, which stands for no letter",
                "write the word with another character, or install a font that has it",
                language=file.language,
                page=page,
                subject=f"U+{ord(character[0]):04X}",
            )


CHECK = Check(
    "PB003",
    "character-unreadable",
    {"zh-hant": "頁面有無法讀取的字符", "en": "A character of the PDF can't be read"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
