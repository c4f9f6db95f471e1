"""The languages have other sections.

Examines
    The sections of each language's PDF against those of the first one, in their order, and against the outline; the
    pages of the site in each language.

Why it matters
    Both editions are one document in law. A section that is in one only was withheld from half of the readers.

Bad
    published
        en without climate

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Write the chapter in both languages; build without --only.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each PDF and for the site in each language."""
    if dossier.publication is None:
        return
    sections = dossier.project.outline.sections
    printed = {chapter.section.id for manuscript in dossier.manuscripts for chapter in manuscript.chapters}
    for file in dossier.publication.files:
        begins = sorted((s for s in sections if s.id in file.sections), key=lambda s: file.sections[s.id])
        lacking = [s.id for s in sections if s.id in printed and s.id not in file.sections]
        order = [s.id for s in sections if s.id in file.sections]
        wrong = f"lacks {', '.join(lacking)}" if lacking else ""
        if not wrong and [s.id for s in begins] != order:
            moved = next(s.id for s, id in zip(begins, order, strict=True) if s.id != id)
            wrong = f"has {moved} out of its order"
        yield None if not wrong else _finding(file.path, wrong, file.language)
    names: dict[str, set[str]] = {}
    for page in dossier.publication.site.pages if dossier.publication.site else ():
        language, _, name = page.path.partition("/")
        if name:
            names.setdefault(language, set()).add(name)
    everywhere = set().union(*names.values())
    for language, own in names.items():
        lacking = sorted(everywhere - own)
        yield None if not lacking else _finding(f"site/{language}", f"lacks {', '.join(lacking)}", language)


def _finding(path: str, wrong: str, language: str) -> Finding:
    return CHECK.finding(
        f"{path} {wrong}",
        "write the chapter in both languages, and build without --only",
        language=language,
        subject=f"{path} {wrong}",
    )


CHECK = Check(
    "PB009",
    "languages-have-other-sections",
    {"zh-hant": "兩種語言的章節不同", "en": "The languages have other sections"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_whole=True,
    needs_layout=True,
)
