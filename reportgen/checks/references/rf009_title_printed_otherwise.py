"""A chapter's title is printed otherwise in contents, opener or running heads.

Examines
    In each language's finished PDF, for each section: whether its title in the outline is read in the contents before
    the first section, on the page where the section begins, and at the pages that follow up to the next section.

Why it matters
    Readers find their way by titles; one that differs between contents and chapter is the plainest sign of a text that
    nobody read to the end.

Does not examine
    Spaces and line breaks; parts without a text of their own.

Bad
    published
        en text 3 Weather

Good
    templates/en/1-environment.md
        Everything as it is called in the outline.

Fix
    Let the title come from data/outline.toml in every place.

Source
    GRI 1: Foundation 2021, Clarity; PDF/UA-1 (ISO 14289-1), 7.17.
"""

import re
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.outline import Section
from reportgen.model.publication import PdfFile


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language."""
    if dossier.publication is None:
        return
    sections = dossier.project.outline.sections
    for file in dossier.publication.files:
        texts = tuple(_plain(text) for text in file.texts)
        starts = sorted(file.sections.values())
        for section in sections:
            if section.id not in file.sections:
                continue
            found = list(_wrong(section, file, texts, starts))
            yield from found or (None,)


def _wrong(section: Section, file: PdfFile, texts: tuple[str, ...], starts: list[int]) -> Iterator[Finding]:
    title = section.title.get(file.language, "")
    wanted, page = _plain(title), file.sections[section.id]
    contents = texts[: starts[0] - 1]
    if contents and not any(wanted in text for text in contents):
        yield _finding(section, file, 1, f"the contents don't list “{title}” ({section.id!r})")
    following = next((start for start in starts if start > page), page + 1)
    for number in range(page, min(following, len(texts) + 1)):
        if wanted not in texts[number - 1]:
            where = "begins" if number == page else "goes on"
            yield _finding(
                section, file, number, f"page {number}, on which {section.id!r} {where}, does not say “{title}”"
            )
            return


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\ufffe-]+", "", text)


def _finding(section: Section, file: PdfFile, page: int, message: str) -> Finding:
    return CHECK.finding(
        message,
        "let the title come from data/outline.toml in every place",
        language=file.language,
        section=section.id,
        place=section.at,
        page=page,
        subject=section.id,
    )


CHECK = Check(
    "RF009",
    "title-printed-otherwise",
    {
        "zh-hant": "章節標題前後不一",
        "en": "A chapter's title is printed otherwise in contents, opener or running heads",
    },
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
    needs_whole=True,
)
