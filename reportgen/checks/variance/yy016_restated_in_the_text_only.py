"""The text says that last year was restated, and no note in the table does.

Examines
    Paragraphs that say that an earlier figure was restated or recalculated and print figures of rows of a KPI table:
    whether one of these rows is restated, by the ledger or by a note of the kind restatement, or derived from one that
    is.

Why it matters
    The table is what is copied, assured and laid beside last year's. A restatement that only a chapter tells isn't
    announced where the figure stands.

Does not examine
    Paragraphs without figures of a KPI table.

Bad
    templates/en/1-environment.md
        Scope 1 was {{ kpi("ghg.scope1") }}; last year was recalculated with the same factor.
    templates/zh-hant/1-environment.md
        範圍一為{{ kpi("ghg.scope1") }}；上年數字已按相同因子重算。

Good
    templates/en/1-environment.md
        Scope 2 was {{ kpi("ghg.scope2") }}; last year was recalculated with the same factor.
    templates/zh-hant/1-environment.md
        範圍二為{{ kpi("ghg.scope2") }}；上年數字已按相同因子重算。

Fix
    Hang a note of kind = "restatement" on the row, with the difference and the reason.

Source
    GRI 2-4 Restatements of information; IFRS S1, paragraph B50; HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage
from reportgen.checks.variance.moves import is_restated
from reportgen.checks.variance.told import Told, tells_restated, told
from reportgen.checks.walk import bindings_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each paragraph that tells of a restatement beside figures of a KPI table."""
    telling = told(dossier)
    rows = _rows(dossier)
    silent: dict[str, list[Passage]] = {}
    for passage in telling.prose.passages:
        if passage.kind == "note" or not passage.bound or not tells_restated(passage.typed, passage.language):
            continue
        metrics = [id for id in _metrics(telling, passage) if id in rows]
        if not metrics:
            continue
        if any(is_restated(dossier, figure) for id in metrics for figure in dossier.figures.of(id)):
            yield None
        else:
            silent.setdefault(metrics[0], []).append(passage)
    for metric, passages in silent.items():
        languages = {passage.language for passage in passages}
        yield CHECK.finding(
            f"the text says that an earlier figure was restated or recalculated, beside {metric}, and no note in "
            "the table "
            "does: no figure of the paragraph is restated",
            f'hang a note of kind = "restatement" on the row that was restated, such as "{metric}", with difference '
            "and reason",
            metric=metric,
            language=passages[0].language if len(languages) == 1 else None,
            section=passages[0].section,
            place=passages[0].at,
            subject="text only",
        )


def _rows(dossier: Dossier) -> frozenset[str]:
    """The metrics of which a KPI table prints a number of an earlier year."""
    found: set[str] = set()
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for _, table in tables_of(manuscript):
            for row in (row for group in table.groups for row in group.rows):
                if any(bindings[cell.figure.binding].value is not None for cell in row.cells[1:]):
                    found.add(row.metric)
    return frozenset(found)


def _metrics(telling: Told, passage: Passage) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for sentence in telling.prose.sentences(passage):
        found.update(dict.fromkeys(telling.metrics_in(sentence)))
    return tuple(found)


CHECK = Check(
    "YY016",
    "restated-in-the-text-only",
    {"zh-hant": "正文提及重列，表內並無附註", "en": "The text tells of a restatement, and no note in the table does"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
