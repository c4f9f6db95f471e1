"""A project whose workbook has one of everything, and how a contributor fills it in."""

import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from reportgen.intake.asking import Known
from reportgen.intake.planning import HEAD_ROW
from reportgen.model.entity import Entity, EntityKind
from reportgen.model.figure import State
from reportgen.model.metric import Frequency, Metric, Variance
from reportgen.model.outline import Outline
from reportgen.model.period import FiscalYear
from reportgen.model.project import Project
from reportgen.model.settings import Owner, Settings
from reportgen.model.signoff import SignOffRules
from reportgen.model.tables import RowGroup, TableSpec
from reportgen.model.unit import Style, Unit

ENERGY = "能源 Energy"
OTHER = "其他數據 Other data"
OK, MISSING, EXPLAIN, WRONG, COMPUTED = (
    "✓ 完成 OK",
    "○ 欠缺 Missing",
    "△ 請說明 Explain",
    "✕ 不一致 Inconsistent",
    "自動計算 Computed",
)
ZERO, NOT_APPLICABLE = "確認為零 confirmed zero", "不適用 not applicable"


def words(zh, en):
    return {"zh-hant": zh, "en": en}


UNITS = (
    Unit("mwh", Style.PLAIN, words("兆瓦時", "MWh"), "kwh", Decimal(1000)),
    Unit("kwh", Style.PLAIN, words("千瓦時", "kWh"), "kwh"),
    Unit("count", Style.COUNT, words("", ""), "count"),
    Unit("percent", Style.PERCENT, words("%", "%"), "percent"),
    Unit("mwh_per_head", Style.PLAIN, words("兆瓦時/人", "MWh per head"), "mwh_per_head"),
)
HEADS = words("人", "people")


def metric(id, unit="mwh", label=None, **more):
    name = label or id.rsplit(".", maxsplit=1)[-1]
    return Metric(id, words(f"〔{name}〕", name), unit, "plant", "t", **{"low": Decimal(0), **more})


METRICS = (
    metric("energy.total", decimals=1, comparatives=1, formula="{energy.bought} + {energy.made}"),
    metric("energy.bought", decimals=1, comparatives=1, disclosures=("HKEX A2.1",), assured=True),
    metric("energy.made", decimals=1, comparatives=1, variance=Variance(percent=None, points=Decimal(50))),
    metric("energy.per_head", "mwh_per_head", decimals=2, comparatives=1, formula="{energy.total} / {heads.total}"),
    metric(
        "heads.total",
        "count",
        decimals=0,
        comparatives=1,
        noun=HEADS,
        breakdowns=(("heads.men", "heads.women"),),
        definition=words("年底員工人數。", "People employed at the year's end."),
    ),
    metric("heads.men", "count", decimals=0, comparatives=1, noun=HEADS),
    metric("heads.women", "count", decimals=0, comparatives=1, noun=HEADS),
    metric("safety.deaths", "count", decimals=0, comparatives=2, noun=HEADS, variance=Variance(percent=Decimal(0))),
    metric("goal.green", "percent", period="target-2030", high=Decimal(100)),
    metric("water.site", level=EntityKind.SITE, every=Frequency.QUARTER),
    metric("other.owner"),
)


def a_project(root=Path("/nowhere"), *, metrics=METRICS, different_people=True, year=2025) -> Project:
    settings = Settings(
        names={"company": words("甲", "Alpha"), "short": words("甲", "Alpha"), "group": words("甲集團", "Alpha Group")},
        title=words("報告", "Report"),
        subtitle=words("", ""),
        imprint=(),
        demonstration=True,
        fiscal_year=FiscalYear(year, date(year, 1, 1), date(year, 12, 31)),
        languages=("zh-hant", "en"),
        standards={},
        owners=(Owner("plant", words("工廠", "Plant")), Owner("office", words("辦公室", "Office"))),
        entities=(
            Entity("north", words("北廠", "North works"), EntityKind.SITE),
            Entity("south", words("南廠", "South works"), EntityKind.SITE),
        ),
        sign_off=SignOffRules(different_people=different_people),
    )
    rows = ("energy.total", "energy.bought", "energy.made", "energy.per_head")
    table = TableSpec("energy", words("能源", "Energy"), (0, -1), (RowGroup("e", rows, words("用量", "Use")),))
    return Project(
        root=root,
        settings=settings,
        outline=Outline(()),
        units={u.id: u for u in UNITS},
        metrics={m.id: m for m in metrics if m.id != "other.owner"},
        tables={"energy": table},
        notes={},
        charts={},
        disclosures={},
        omissions=(),
    )


def published(**values) -> dict[tuple[str, str, str], Known]:
    """What was published for 2024, by metric with ``_`` in place of the point."""
    known = {}
    for name, value in values.items():
        number = None if value is None else Decimal(str(value))
        known[name.replace("__", "."), "2024", "group"] = Known(
            number, State.NOT_AVAILABLE if number is None else State.VALUE
        )
    return known


LAST_YEAR = published(
    energy__total=150, energy__bought=100, energy__made=50, heads__total=30, heads__men=10, heads__women=20,
    safety__deaths=1, energy__per_head=5,
)  # fmt: skip


def opened(content: bytes, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def heads_of(sheet) -> dict[str, int]:
    """Column numbers by English head."""
    return {str(cell.value).split("\n")[-1]: cell.column for cell in sheet[HEAD_ROW + 1] if isinstance(cell.value, str)}


def row_of(sheet, metric, period="2025", entity="group") -> int:
    heads = heads_of(sheet)
    for row in range(HEAD_ROW + 2, sheet.max_row + 1):
        found = [sheet.cell(row, heads[name]).value for name in ("Metric id", "Period", "Entity")]
        if found == [metric, period, entity]:
            return row
    raise KeyError(metric, period, entity)


def cell_of(book, head, metric, period="2025", entity="group"):
    for sheet in book:
        if sheet.title in (ENERGY, OTHER):
            try:
                return sheet.cell(row_of(sheet, metric, period, entity), heads_of(sheet)[head])
            except KeyError:
                continue
    raise KeyError(metric, period, entity)


def fill(content: bytes, answers) -> bytes:
    """Type answers into a workbook: (head, metric[, period[, entity]]) to what is typed."""
    book = opened(content)
    for key, typed in answers.items():
        cell_of(book, *key).value = typed
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(content: bytes, folder: Path) -> bytes:
    """The same workbook, calculated and saved by LibreOffice."""
    source, target = folder / "in.xlsx", folder / "saved"
    folder.mkdir(parents=True, exist_ok=True)
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [shutil.which("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", target, source], check=True, capture_output=True, timeout=120)
    return (target / "in.xlsx").read_bytes()
