"""A chart or a diagram is never printed.

Examines
    Every chart of data/charts.toml and every diagram of data/diagrams.toml: whether some chapter of each language
    prints it. A heat map is printed also where its groups stand as tables.

Why it matters
    Whoever drew it expects readers to see it. What one language shows and another does not is no longer one report.

Bad
    templates/en/1.1-climate.md
        Emissions were {{ kpi("ghg.total") }}.

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions fell") }}

Fix
    Print it in a chapter of that language, or delete it from its file.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); GRI 1: Foundation 2021, Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart, Diagram, LevelTable, Manuscript


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart or diagram and language."""
    drawn = (("chart", dossier.project.charts), ("diagram", dossier.project.diagrams))
    for manuscript in dossier.manuscripts:
        printed = _printed(manuscript)
        for kind, specs in drawn:
            for id, spec in specs.items():
                if (kind, id) in printed:
                    yield None
                    continue
                yield CHECK.finding(
                    f"the {kind} {id!r} is printed nowhere in {manuscript.language}",
                    f'print it in a chapter: {{{{ {kind}("{id}", title="…") }}}}, or delete it',
                    language=manuscript.language,
                    place=spec.at,
                )


def _printed(manuscript: Manuscript) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for chapter in manuscript.chapters:
        for block in chapter.blocks:
            if isinstance(block, Chart):
                found.add(("chart", block.id))
            elif isinstance(block, Diagram | LevelTable):
                found.add(("diagram", block.id))
    return found


CHECK = Check(
    "IL001",
    "picture-never-printed",
    {"zh-hant": "圖表沒有刊印", "en": "A chart or a diagram is never printed"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
