"""A typeface is not embedded in the PDF.

Examines
    Every typeface that a PDF names: whether the file holds it.

Why it matters
    On a machine without the typeface, Chinese characters are replaced or left out, and the exchange's readers have any
    machine.

Bad
    published
        en font Arial

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Name an installed typeface that may be embedded in the theme, and look for pictures that bring their own.

Source
    PDF/UA-1 (ISO 14289-1), 7.21.4.1 (font programs are embedded).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each typeface."""
    for file in dossier.publication.files if dossier.publication else ():
        for face in file.faces:
            yield (
                None
                if face.embedded
                else CHECK.finding(
                    f"{file.path} uses the typeface {face.name!r} and does not hold it",
                    "name an installed typeface that may be embedded in the theme",
                    language=file.language,
                    subject=face.name,
                )
            )


CHECK = Check(
    "PB004",
    "font-not-embedded",
    {"zh-hant": "PDF沒有嵌入字體", "en": "A typeface is not embedded in the PDF"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
