"""A number in the text is not bound to a figure.

Examines
    The text of every section in every language: paragraphs, headings, tables typed in Markdown, notes, footnotes,
    labels of stat cards and titles of charts.

Why it matters
    A typed number stays behind when the figure changes, and nobody can trace it to its source.

Does not examine
    Years and dates, codes and names of standards, ordinals, Scope 1 to 3, names that mix letters and digits, titles in
    《》 and short names in quotation marks: these are no quantities.

Bad
    templates/en/1-environment.md
        Emissions were 5,739,723.7 tonnes.

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.total") }}。

Fix
    Write {{ kpi("metric.id") }} in place of the number; if there is no such metric, define it and let its owner hand it
    in.

Source
    ISAE 3000 (Revised), paragraph 46: information must be traceable to be assured.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language, and one for each typed number."""
    for manuscript in dossier.manuscripts:
        for _ in manuscript.chapters:
            yield None
    for number in dossier.unbound:
        yield CHECK.finding(
            f"the number {number.text!r} is typed by hand in the section {number.section!r}",
            'bind it: write {{ kpi("…") }} with the metric that it tells',
            language=number.language,
            section=number.section,
            place=number.place,
        )


CHECK = Check(
    "TX001",
    "number-not-bound",
    {"zh-hant": "文中的數字沒有綁定", "en": "A number in the text is not bound to a figure"},
    Severity.ERROR,
    __doc__,
    examine,
)
