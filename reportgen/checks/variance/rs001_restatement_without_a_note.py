"""A restated figure without a note.

Examines
    Every figure that the ledger records as restated, by `reportgen restate` or by a workbook's column.

Why it matters
    A reader who keeps last year's report finds two values for one year. The report owes the reason and the effect.

Does not examine
    Whether the note's text tells the reason; figures that were changed without being recorded as restated.

Bad
    figures
        ghg.scope1 2021 18961.4 was:18797.8

Good
    figures
        ghg.scope2 2021 2488000.3 was:2471041.1

Fix
    Write a note of kind = "restatement" in data/notes.toml on the metric, or on its value as metric@period.

Source
    GRI 2-4 Restatements of information; HKEX ESG Reporting Guide, paragraph 14 (Consistency); IFRS S1, B50.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each restated figure."""
    for figure in dossier.figures:
        told = figure.restatement
        if told is None or dossier.project.metrics[figure.metric].same_as is not None:
            continue
        notes = dossier.project.notes_about(figure.metric, figure.period.id)
        if any(note.kind == "restatement" for note in notes):
            yield None
            continue
        effect = "" if told.effect is None else f" ({told.effect:+f})"
        yield CHECK.finding(
            (
                f"{figure.metric} for {figure.period} was restated from {told.before} to {told.after}{effect}, "
                f"because: {told.reason}; no note says so"
            ),
            f'write a note of kind = "restatement" on "{figure.metric}@{figure.period}" in data/notes.toml',
            metric=figure.metric,
            period=figure.period.id,
            place=dossier.project.metrics[figure.metric].at,
            cell=figure.sources[0] if figure.sources else None,
        )


CHECK = Check(
    "RS001",
    "restatement-without-a-note",
    {"zh-hant": "已記錄的重列沒有附註", "en": "A recorded restatement has no note"},
    Severity.ERROR,
    __doc__,
    examine,
)
