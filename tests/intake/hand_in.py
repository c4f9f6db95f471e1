"""A small project and small workbooks for the intake's tests."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from reportgen.model.metric import Metric
from reportgen.model.outline import Outline
from reportgen.model.period import FiscalYear
from reportgen.model.project import Project
from reportgen.model.settings import Owner, Settings
from reportgen.model.unit import Style, Unit

YEAR_HEAD = ["Metric ID", "指標", "Unit", 2022, "State", "Kind", "Reason", 2021, "2021 Reason"]
FACT_HEAD = ["指標編號", "Metric", "期間", "數值", "倍數", "單位", "狀態", "數據類別", "限定詞", "原因", "備註"]

ENERGY = ["energy.total", "能源", "MWh", 5046045.1, "value", "actual", None, 4452650.1]
DEATHS = ["safety.deaths", "死亡", "人", 1, "數值", "實際", None, "確認為零"]
DONATION = ["gift.money", "捐款", "2022", 58.36, 1e8, "人民幣元", "數值 value", "實際", "超過", None, "all of it"]
GOAL = ["goal.green", "目標", "target-2030", 100, 1, "%", "value", "actual", "exact", None]


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh-hant": zh, "en": en}


def a_project(root: Path) -> Project:
    """Owner ``hr`` has four metrics to hand in, ``energy.ratio`` is derived, ``energy.all`` an alias."""
    units = (
        Unit("mwh", Style.PLAIN, words("兆瓦時", "MWh"), "kwh", Decimal(1000)),
        Unit("kwh", Style.PLAIN, words("千瓦時", "kWh"), "kwh"),
        Unit("count", Style.COUNT, words("", ""), "count"),
        Unit("percent", Style.PERCENT, words("%", "%"), "percent"),
        Unit("rmb", Style.MONEY, words("人民幣元", "RMB"), "rmb"),
    )
    metrics = (
        Metric("energy.total", words("能源", "Energy"), "mwh", "hr", "t", 1, comparatives=1, low=Decimal(0)),
        Metric(
            "safety.deaths", words("死亡", "Deaths"), "count", "hr", "t", 0, comparatives=1, noun=words("人", "people")
        ),
        Metric("gift.money", words("捐款", "Donation"), "rmb", "hr", "t"),
        Metric(
            "goal.green",
            words("目標", "Goal"),
            "percent",
            "hr",
            "t",
            period="target-2030",
            low=Decimal(0),
            high=Decimal(100),
        ),
        Metric("energy.ratio", words("比", "Ratio"), "percent", "hr", "t", formula="{energy.total}"),
        Metric("energy.all", words("能源", "Energy"), "mwh", "hr", "t", same_as="energy.total"),
        Metric("board.seats", words("席", "Seats"), "count", "office", "t", noun=words("席", "seats")),
    )
    settings = Settings(
        names={},
        title=words("報告", "Report"),
        subtitle=words("", ""),
        imprint=(),
        demonstration=True,
        fiscal_year=FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31)),
        languages=("zh-hant", "en"),
        standards={},
        owners=(Owner("hr", words("人力資源", "HR")), Owner("office", words("辦公室", "Office"))),
    )
    return Project(
        root=root,
        settings=settings,
        outline=Outline(()),
        units={u.id: u for u in units},
        metrics={m.id: m for m in metrics},
        tables={},
        notes={},
        charts={},
        disclosures={},
        omissions=(),
    )


def hand_in(path: Path, *, owner="hr", year=2022, kpis=(ENERGY, DEATHS), facts=(DONATION, GOAL), cells=None) -> Path:
    """Write a workbook. ``cells`` replaces single cells of the sheets, by (sheet, ref)."""
    book = xlsxwriter.Workbook(path)
    cover = book.add_worksheet("Cover")
    cover.write("A1", "A title")
    if owner:
        cover.write_row("B3", ["部門代號 Owner", owner])
    if year:
        cover.write_row("B4", ["Fiscal year", year])
    sheets = {"Cover": cover}
    for name, head, rows in (("KPI", YEAR_HEAD, kpis), ("Facts", FACT_HEAD, facts)):
        sheets[name] = sheet = book.add_worksheet(name)
        sheet.write("A1", "填寫說明")
        for number, row in enumerate([head, ["能源 Energy"], *rows], 2):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    for (name, ref), put in (cells or {}).items():
        put(book, sheets[name], ref)
    book.close()
    return path
