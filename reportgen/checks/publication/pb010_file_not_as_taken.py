"""A file is not as the exchange takes it.

Examines
    Each language's PDF: its size, its name (letters of ASCII, digits, - and _, ending in .pdf), that it has no
    password, and that each page but full-page pictures has text that can be searched.

Why it matters
    A file that the e-Submission System refuses on the evening of publication costs the day.

Options
    megabytes
        The largest size that is taken; 20 by default.
    empty_pages
        How many pages without any text are let through, for full-page pictures; 4 by default.

Bad
    published
        en set size 90000000

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Make pictures smaller; name the file plainly; save it without a password.

Source
    HKEX Listing Rules, Rules 2.07C and 13.91 (electronic copies that are ready to be published). The exchange takes
    PDF files; its user manual for the e-Submission System gives the limits, and they change. The defaults here are
    cautious ones of this program, not the exchange's: look the current limits up before you rely on them.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity

_MEGABYTE = 1_000_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.pdf")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each PDF."""
    most, empty = int(str(options["megabytes"])), int(str(options["empty_pages"]))
    for file in dossier.publication.files if dossier.publication else ():
        blank = [number for number, text in enumerate(file.texts, start=1) if not text.strip()]
        name = file.path.rsplit("/", maxsplit=1)[-1]
        wrong = [
            *[f"has {file.size / _MEGABYTE:.1f} megabytes, more than {most}"] * (file.size > most * _MEGABYTE),
            *["has a name of other letters than A to Z"] * (not _NAME.fullmatch(name)),
            *["has a password"] * file.encrypted,
            *[f"has {len(blank)} pages without text, the first of them page {blank[:1]}"] * (len(blank) > empty),
        ]
        yield (
            None
            if not wrong
            else CHECK.finding(
                f"{file.path} {' and '.join(wrong)}",
                "make pictures smaller, name the file plainly, save it without a password",
                language=file.language,
                subject=file.path,
            )
        )


CHECK = Check(
    "PB010",
    "file-not-as-taken",
    {"zh-hant": "檔案不合交易所要求", "en": "A file is not as the exchange takes it"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"megabytes": 20, "empty_pages": 4},
    needs_layout=True,
)
