"""A consolidated figure lacks an entity of the boundary.

Examines
    Every figure that is put together from entities or months: whether one of them gave no number, although there is
    something to measure.

Why it matters
    The figure is smaller than the group. A reader takes it for all of it unless the report says otherwise.

Does not examine
    Entities outside the boundary; entities to which the metric does not apply. An entity that handed in nothing at all
    stops the build before any check.

Bad
    figures
        water.use 2022 8152482 lacks:sz-hq

Good
    figures
        water.use 2022 8152482 drilled

Fix
    Hand the value in, if only as an estimate; or say in a note on the metric what the figure leaves out.

Source
    HKEX ESG Reporting Guide, paragraph 15 (Reporting boundary); GRI 2-2 Entities included; ESRS 1, 62.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each consolidated figure."""
    for figure in dossier.figures:
        if figure.drilldown is None or dossier.project.metrics[figure.metric].same_as is not None:
            continue
        if not figure.reason or dossier.project.notes_about(figure.metric, figure.period.id):
            yield None
            continue
        yield CHECK.finding(
            f"{figure.metric} for {figure.period} is {figure.reason}, and no note says so",
            "hand the values in, or write a note on the metric in data/notes.toml",
            metric=figure.metric,
            period=figure.period.id,
            place=dossier.project.metrics[figure.metric].at,
            cell=figure.sources[0] if figure.sources else None,
        )


CHECK = Check(
    "BD001",
    "figure-lacks-an-entity",
    {"zh-hant": "合併數字缺少邊界內的實體", "en": "A consolidated figure lacks an entity of the boundary"},
    Severity.ERROR,
    __doc__,
    examine,
)
