"""An assured figure stands in no KPI table.

Examines
    Every metric of the list of selected information: whether some KPI table of the language prints it for the period of
    the list, where its mark, its comparative and its notes can be seen.

Why it matters
    The list of selected information names a figure that the reader then finds only in a sentence, without mark, unit
    and basis.

Bad
    assured
        water.use
    templates/en/1-environment.md
        {{ assured_list() }}
    templates/zh-hant/1-environment.md
        {{ assured_list() }}

Good
    assured
        ghg.total
    templates/en/1-environment.md
        {{ assured_list() }}
    templates/zh-hant/1-environment.md
        {{ assured_list() }}

Fix
    Add the metric to a table of data/tables.toml.

Source
    ISAE 3000 (Revised), paragraph 69(c); HKEX ESG Reporting Guide, Quantitative.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, lists_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each row of a list of selected information."""
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        printed = {
            (bindings[cell.figure.binding].metric, bindings[cell.figure.binding].period)
            for _, table in tables_of(manuscript)
            for group in table.groups
            for row in group.rows
            for cell in row.cells
        }
        for chapter, found in lists_of(manuscript):
            for row in found.rows:
                for cell in row.cells:
                    binding = bindings[cell.figure.binding]
                    if (binding.metric, binding.period) in printed:
                        yield None
                        continue
                    yield CHECK.finding(
                        f"“{row.label}” ({row.metric}) for {binding.period} is selected information, but stands in no "
                        "KPI table",
                        "add the metric to a table of data/tables.toml",
                        language=manuscript.language,
                        metric=row.metric,
                        period=binding.period,
                        section=chapter.section.id,
                        place=Place(chapter.path, found.line),
                    )


CHECK = Check(
    "SC003",
    "selected-figure-in-no-table",
    {"zh-hant": "已鑒證的數字不在任何績效表內", "en": "An assured figure stands in no KPI table"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
