"""A chapter has no text.

Examines
    Every section of the outline that has no sections below it, in every language.

Why it matters
    A title without a word under it is a promise in the contents that the report doesn't keep.

Does not examine
    Entries that only stand above others, such as a heading over several items.

Bad
    templates/en/1.1-climate.md
    templates/zh-hant/1.1-climate.md

Good
    templates/en/1.1-climate.md
        Our climate work.
    templates/zh-hant/1.1-climate.md
        氣候工作。

Fix
    Write the chapter, or take the section out of data/outline.toml.

Source
    GRI 1: Foundation 2021, Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language."""
    for manuscript in dossier.manuscripts:
        for chapter in manuscript.chapters:
            if chapter.blocks or dossier.project.outline.children(chapter.section):
                yield None
                continue
            yield CHECK.finding(
                f"the {chapter.language} chapter of {chapter.section.id!r} has no text",
                "write it, or take the section out of data/outline.toml",
                language=chapter.language,
                section=chapter.section.id,
                place=Place(chapter.path, 1),
            )


CHECK = Check(
    "TX003",
    "chapter-has-no-text",
    {"zh-hant": "章節沒有內文", "en": "A chapter has no text"},
    Severity.ERROR,
    __doc__,
    examine,
)
