"""A row lacks the mark of assured figures, or carries it wrongly.

Examines
    Every row of every KPI table in every language: whether it carries the mark of assured figures exactly if its metric
    is assured. A metric that is another one's second name is as assured as that one.

Why it matters
    Practitioners identify the figures that they assured by the mark beside them, in each edition that they let through.

Bad
    assured
        ghg.total
    marks
        en kpi ghg.total unassured

Good
    assured
        ghg.total

Fix
    Set assured = true, or delete it, at the metric that holds the value and at its second names.

Source
    ISAE 3000 (Revised), paragraph 69(c); HKEX ESG Reporting Guide, paragraph 9 (independent assurance).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.scope.selected import assured_metrics, own_id
from reportgen.checks.walk import table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each row of a KPI table."""
    assured = assured_metrics(dossier.project)
    for manuscript in dossier.manuscripts:
        for chapter, table in tables_of(manuscript):
            for group in table.groups:
                for row in group.rows:
                    own = own_id(dossier.project, row.metric)
                    if row.assured == (own in assured):
                        yield None
                        continue
                    what = (
                        "carries the mark of assured figures, but is not"
                        if row.assured
                        else ("is assured, but carries no mark")
                    )
                    name = row.metric if own == row.metric else f"{row.metric}, the same as {own},"
                    yield CHECK.finding(
                        f"“{row.label}” ({name}) in the table {table.id!r} {what}",
                        "set assured = true, or delete it, at the metric and at its second names",
                        language=manuscript.language,
                        metric=row.metric,
                        section=chapter.section.id,
                        place=table_at(chapter, table),
                        subject=table.id,
                    )


CHECK = Check(
    "SC002",
    "assured-mark-wrong",
    {"zh-hant": "鑒證標示缺漏或錯誤", "en": "A row lacks the mark of assured figures, or carries it wrongly"},
    Severity.ERROR,
    __doc__,
    examine,
)
