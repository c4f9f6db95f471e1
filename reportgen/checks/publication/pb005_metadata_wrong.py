"""The PDF lacks what PDF/UA asks for, or tells it wrongly.

Examines
    Each language's PDF: that it claims PDF/UA, has a structure, a title that names the report, shows that title, and
    tells the language of its text. Each page of the site: its language and its title.

Why it matters
    A screen reader reads Chinese aloud with English sounds when the language is wrong, and a reader with many windows
    tells them apart by their titles.

Bad
    published
        en set told_language zh-Hant

Good
    templates/en/1-environment.md
        The chapter as it was laid out.

Fix
    Build again; check the title in report.toml. If it stays, report the fault of the layout.

Source
    PDF/UA-1 (ISO 14289-1), 5 (identification), 7.1 (title), 7.2 (language); WCAG 2.2, success criteria 2.4.2 and 3.1.1.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each PDF and each page of the site."""
    if dossier.publication is None:
        return
    for file in dossier.publication.files:
        title = dossier.project.settings.title.get(file.language, "")
        wrong = [
            *["does not claim PDF/UA"] * (not file.conforms_to),
            *["has no structure of tags"] * (not file.tagged),
            *[f"has the title {file.title!r} without “{title}”"] * (title not in file.title or not file.title),
            *["hides its title behind the file's name"] * (not file.shows_title),
            *[f"says that its language is {file.told_language!r}"] * (not _fits(file.told_language, file.language)),
        ]
        yield None if not wrong else _finding(file.path, wrong, file.language)
    for page in dossier.publication.site.pages if dossier.publication.site else ():
        language = page.path.split("/")[0] if "/" in page.path else page.language
        wrong = [
            *["has no title"] * (not page.title),
            *[f"says that its language is {page.language!r}"]
            * (not page.language or not _fits(page.language, language)),
        ]
        yield None if not wrong else _finding(f"site/{page.path}", wrong, None)


def _fits(told: str, language: str) -> bool:
    """Whether a language tag names a language, or the same one more exactly: zh-Hant-HK for zh-hant."""
    return f"{told.lower()}-".startswith(f"{language.lower()}-")


def _finding(path: str, wrong: list[str], language: str | None) -> Finding:
    return CHECK.finding(
        f"{path} {' and '.join(wrong)}",
        "build again; if it stays, report the fault of the layout",
        language=language,
        subject=path,
    )


CHECK = Check(
    "PB005",
    "metadata-wrong",
    {"zh-hant": "PDF的元數據缺漏或錯誤", "en": "The PDF lacks what PDF/UA asks for, or tells it wrongly"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_layout=True,
)
