"""A small report project, written file by file, so that a test can break one line of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.figure import Datapoint, Entry, Kind, State
from reportgen.model.figures import Figures
from reportgen.model.metric import Qualifier
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.problem import Problem, ReportgenError
from reportgen.model.project import Project

ZH, EN = "zh-hant", "en"

REPORT = """\
[report]
title = { zh-hant = "報告", en = "Report" }
subtitle = { zh-hant = "樣本", en = "Sample" }
languages = ["zh-hant", "en"]
demonstration = true

[fiscal_year]
year = 2022
starts = 2022-01-01
ends = 2022-12-31

[names]
company = { zh-hant = "甲有限公司", en = "Alpha Limited" }
short = { zh-hant = "甲", en = "Alpha" }
group = { zh-hant = "甲集團", en = "the Alpha Group" }

[standards]
HKEX = "2022"

[[owner]]
id = "environment"
name = { zh-hant = "環境", en = "Environment" }

[[owner]]
id = "finance"
name = { zh-hant = "財務", en = "Finance" }
"""

OUTLINE = """\
[[section]]
id = "environment"
number = "1"
level = "chapter"
title = { zh-hant = "環境", en = "Environment" }
disclosures = ["HKEX A1"]

[[section]]
id = "climate"
number = "1.1"
level = "section"
parent = "1"
title = { zh-hant = "氣候", en = "Climate" }

[[section]]
id = "data"
number = "A1"
level = "appendix"
title = { zh-hant = "數據", en = "Data" }
"""

METRICS = """\
[[metric]]
id = "ghg.scope1"
label = { zh-hant = "範圍一", en = "Scope 1" }
unit = "tco2e"
decimals = 1
owner = "environment"
comparatives = 1

[[metric]]
id = "ghg.scope2"
label = { zh-hant = "範圍二", en = "Scope 2" }
unit = "tco2e"
decimals = 1
owner = "environment"
comparatives = 1

[[metric]]
id = "ghg.scope3"
label = { zh-hant = "範圍三", en = "Scope 3" }
unit = "tco2e"
decimals = 1
owner = "environment"
comparatives = 1

[[metric]]
id = "ghg.total"
label = { zh-hant = "總量", en = "Total" }
unit = "tco2e"
decimals = 1
owner = "environment"
comparatives = 1
formula = "{ghg.scope1} + {ghg.scope2} + {ghg.scope3}"
disclosures = ["HKEX A1.2"]

[[metric]]
id = "ghg.intensity"
label = { zh-hant = "強度", en = "Intensity" }
unit = "tco2e_per_rmb_million"
decimals = 1
owner = "environment"
comparatives = 1
formula = "{ghg.total} / {finance.revenue}"

[[metric]]
id = "finance.revenue"
label = { zh-hant = "收入", en = "Revenue" }
unit = "rmb_million"
decimals = 0
owner = "finance"
comparatives = 1

[[metric]]
id = "water.use"
label = { zh-hant = "用水", en = "Water" }
unit = "tonne"
decimals = 0
owner = "environment"
disclosures = ["HKEX A2.2"]

[[metric]]
id = "climate.emissions"
label = { zh-hant = "排放", en = "Emissions" }
same_as = "ghg.total"
"""

TABLES = """\
[[table]]
id = "kpi"
title = { zh-hant = "績效", en = "Performance" }
years = [0, -1]

[[table.group]]
id = "ghg"
label = { zh-hant = "溫室氣體", en = "Greenhouse gases" }
rows = ["ghg.total", "ghg.scope1", "ghg.scope2"]
parts = ["ghg.scope1", "ghg.scope2"]
labels = { "ghg.scope1" = { zh-hant = "一", en = "One" } }
"""

NOTES = """\
[[note]]
id = "remark"
table = "kpi"
on = []
kind = "explanation"
text.zh-hant = "全表。"
text.en = "On the whole table."

[[note]]
id = "scope-two"
table = "kpi"
on = ["ghg.scope2@2021"]
kind = "restatement"
text.zh-hant = "重列。"
text.en = "Restated."

[[note]]
id = "all-gases"
table = "kpi"
on = ["group:ghg"]
kind = "methodology"
text.zh-hant = '收入為{{ kpi("finance.revenue") }}。'
text.en = 'Revenue is {{ kpi("finance.revenue") }}.'
"""

CHARTS = """\
[[chart]]
id = "scopes"
form = "columns"
metrics = ["ghg.scope1", "ghg.scope2"]
years = [-1, 0]
measure = { zh-hant = "排放", en = "Emissions" }
"""

DIAGRAMS = """\
[[matrix]]
id = "topics"
measure = { zh-hant = "議題", en = "Topics" }

[[matrix.band]]
id = "high"
label = { zh-hant = "高度重要", en = "Highly material" }
strong = true

[[matrix.band]]
id = "other"
label = { zh-hant = "其他", en = "Others" }

[[matrix.category]]
id = "planet"
label = { zh-hant = "環境", en = "Planet" }

[[matrix.category]]
id = "people"
label = { zh-hant = "社會", en = "People" }

[[matrix.topic]]
label = { zh-hant = "用水", en = "Water" }
category = "planet"
band = "other"

[[matrix.topic]]
label = { zh-hant = "能源", en = "Energy" }
category = "planet"
band = "high"
sections = ["climate", "data"]

[[matrix.topic]]
label = { zh-hant = "安全", en = "Safety" }
category = "people"
band = "high"

[[structure]]
id = "bodies"
measure = { zh-hant = "機構", en = "Bodies" }

[[structure.layer]]
id = "top"
label = { zh-hant = "監督", en = "Oversight" }
detail = { zh-hant = "負責。", en = "Answers for it." }

[[structure.layer]]
id = "low"
label = { zh-hant = "落實", en = "Delivery" }

[[structure.body]]
id = "board"
label = { zh-hant = "董事會", en = "Board" }
layer = "top"
detail = { zh-hant = "決定。", en = "Decides." }

[[structure.body]]
id = "committee"
label = { zh-hant = "委員會", en = "Committee" }
layer = "top"
reports_to = "board"

[[structure.body]]
id = "team"
label = { zh-hant = "小組", en = "Team" }
layer = "low"
reports_to = "committee"

[[heatmap]]
id = "risks"
measure = { zh-hant = "影響程度", en = "Level of impact" }
noun = { zh-hant = "風險或機遇", en = "Risk or opportunity" }
source = { zh-hant = "屬判斷。", en = "Judgements." }

[[heatmap.horizon]]
id = "now"
label = { zh-hant = "基線", en = "Baseline" }

[[heatmap.horizon]]
id = "2030"
label = { zh-hant = "2030年", en = "2030" }

[[heatmap.horizon]]
id = "2050"
label = { zh-hant = "2050年", en = "2050" }

[[heatmap.group]]
id = "physical"
label = { zh-hant = "物理風險", en = "Physical risks" }
noun = { zh-hant = "風險", en = "Risk" }
horizons = ["now", "2050"]
basis = { zh-hant = "情景SSP1-2.6", en = "Scenario SSP1-2.6" }

[[heatmap.group]]
id = "gains"
label = { zh-hant = "機遇", en = "Opportunities" }
noun = { zh-hant = "機遇", en = "Opportunity" }
horizons = ["2030", "2050"]
gain = true

[[heatmap.risk]]
label = { zh-hant = "高溫", en = "Heat" }
group = "physical"
kind = { zh-hant = "急性", en = "Acute" }
levels = ["low", "high"]
impact = { zh-hant = "停電。", en = "Power fails." }
key = true

[[heatmap.risk]]
label = { zh-hant = "山火", en = "Wildfire" }
group = "physical"
kind = { zh-hant = "急性", en = "Acute" }
levels = ["very_low", "medium"]
impact = { zh-hant = "停運。", en = "Sites stop." }

[[heatmap.risk]]
label = { zh-hant = "自發電", en = "Own power" }
group = "gains"
kind = { zh-hant = "能源", en = "Energy" }
levels = ["low", "medium"]
impact = { zh-hant = "成本較低。", en = "Costs fall." }
"""

OMISSIONS = """\
[[omission]]
standard = "HKEX"
code = "A2.5"
kind = "not_material"
reason = { zh-hant = "沒有包裝。", en = "No packaging." }
"""

CLIMATE_ZH = """\
排放總量為{{ kpi("ghg.total") }}，見{{ note("scope-two") }}及{{ ref("data") }}。

{{ chart("scopes", title="排放減少") }}
"""
CLIMATE_EN = """\
Emissions were {{ kpi("ghg.total") }}, see {{ note("scope-two") }} and {{ ref("data") }}.

{{ chart("scopes", title="Emissions fell") }}
"""

FILES = {
    "report.toml": REPORT,
    "data/outline.toml": OUTLINE,
    "data/metrics/environment.toml": METRICS,
    "data/tables.toml": TABLES,
    "data/notes.toml": NOTES,
    "data/charts.toml": CHARTS,
    "data/omissions.toml": OMISSIONS,
    "templates/zh-hant/1-environment.md": "本章談環境。\n",
    "templates/en/1-environment.md": "This chapter is about the environment.\n",
    "templates/zh-hant/1.1-climate.md": CLIMATE_ZH,
    "templates/en/1.1-climate.md": CLIMATE_EN,
    "templates/zh-hant/A1-data.md": '{{ table("kpi") }}\n',
    "templates/en/A1-data.md": '{{ table("kpi") }}\n',
}

# The figures of the public report of the demonstration; water without a comparative.
VALUES = {
    ("ghg.scope1", "2022"): "172137.9",
    ("ghg.scope1", "2021"): "18961.4",
    ("ghg.scope2", "2022"): "2650073.3",
    ("ghg.scope2", "2021"): "2488000.3",
    ("ghg.scope3", "2022"): "2917512.5",
    ("ghg.scope3", "2021"): "2604500.2",
    ("finance.revenue", "2022"): "554552",
    ("finance.revenue", "2021"): "560118",
    ("water.use", "2022"): "8152482",
}


def small_project(root: Path, **changes: str | tuple[str, str] | None) -> Path:
    """Write the small project into a folder.

    Args:
        root: the folder.
        changes: by the short names of :data:`SHORT`: a new text, a pair of old and new piece (the old one must be
            there once), or ``None`` to leave the file out.
    """
    files: dict[str, str | None] = dict(FILES)
    for short, change in changes.items():
        path = SHORT[short]
        if isinstance(change, tuple):
            before = FILES[path]
            assert before.count(change[0]) == 1, f"{change[0]!r} stands {before.count(change[0])} times in {path}"
            files[path] = before.replace(*change)
        else:
            files[path] = change
    for path, text in files.items():
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return root


SHORT = {
    "report": "report.toml",
    "outline": "data/outline.toml",
    "metrics": "data/metrics/environment.toml",
    "more_metrics": "data/metrics/more.toml",
    "units": "data/units.toml",
    "tables": "data/tables.toml",
    "notes": "data/notes.toml",
    "charts": "data/charts.toml",
    "diagrams": "data/diagrams.toml",
    "omissions": "data/omissions.toml",
    "index": "data/index.toml",
    "chapter_zh": "templates/zh-hant/1-environment.md",
    "chapter_en": "templates/en/1-environment.md",
    "climate_zh": "templates/zh-hant/1.1-climate.md",
    "climate_en": "templates/en/1.1-climate.md",
    "data_zh": "templates/zh-hant/A1-data.md",
    "data_en": "templates/en/A1-data.md",
    "stray": "templates/en/9-stray.md",
}


def entry(
    metric: str,
    period: str,
    value: str | None,
    *,
    state: State | None = None,
    kind: Kind = Kind.ACTUAL,
    qualifier: Qualifier = Qualifier.EXACT,
    entity: str = "group",
    reason: str = "",
) -> Entry:
    """What the ledger holds of a value."""
    number = None if value is None else Decimal(value)
    told = state or (State.NOT_AVAILABLE if value is None else State.VALUE)
    source = Cell("small.xlsx", "KPI", f"{metric}/{period}", "00")
    datapoint = Datapoint(metric, Period(period), entity, number, told, kind, source, qualifier, reason)
    return Entry(1, datapoint, 1, "May", datetime(2023, 2, 1, tzinfo=UTC))


def entries() -> list[Entry]:
    """The small project's entries."""
    return [entry(metric, period, value) for (metric, period), value in VALUES.items()]


def figures_of(project: Project, handed_in: Iterable[Entry] | None = None) -> Figures:
    """The small project's figures."""
    return resolve(project, entries() if handed_in is None else handed_in)


def small(root: Path, **changes: str | tuple[str, str] | None) -> "Made":
    """The small project, written, read and resolved."""
    project = load_project(small_project(root, **changes))
    return Made((project, figures_of(project)))


def problems_of(call, *args: object) -> list[Problem]:
    """The problems that a call tells."""
    try:
        call(*args)
    except ReportgenError as error:
        return list(error.problems)
    return []


def told(problems: Iterable[Problem]) -> list[str]:
    """What is told, with its place, in one line each."""
    return [str(problem) for problem in problems]


class Made(tuple[Project, Figures]):
    """Project and figures, short when a failing property prints what it was given."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "the small project"
