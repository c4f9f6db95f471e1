"""A small report with every kind of block, in both languages, written by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from reportgen.model.index import Answer, Index, IndexEntry, IndexRow, Way
from reportgen.model.manuscript import (
    Anchor,
    AssuredList,
    Binding,
    Block,
    Bound,
    ChapterText,
    Chart,
    ChartPoint,
    Component,
    Footnote,
    Heading,
    IndexPlace,
    Items,
    KpiCell,
    KpiGroup,
    KpiRow,
    KpiTable,
    Manuscript,
    NoteRef,
    Paragraph,
    PlainTable,
    SectionRef,
    Stat,
    Stats,
    TableNote,
    Text,
)
from reportgen.model.outline import Level, Outline, Section
from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.settings import Settings
from reportgen.model.standard import Catalogue, Confidence, Disclosure, Obligation, Omission

ZH, EN = "zh-hant", "en"


def words(zh: str, en: str) -> dict[str, str]:
    return {ZH: zh, EN: en}


OUTLINE = Outline(
    (
        Section("about", "F1", Level.FRONT, words("關於騰訊", "About Tencent"), None),
        Section("environment", "1", Level.CHAPTER, words("保護環境", "Protecting the Environment"), None),
        Section("climate", "1.2", Level.SECTION, words("應對氣候變化", "Responding to Climate Change"), "1"),
        Section("green", "1.3", Level.SECTION, words("綠色營運", "Green Operations"), "1"),
        Section("appendix", "A", Level.APPENDIX, words("附錄", "Appendix"), None),
        Section("kpi-tables", "A2", Level.APPENDIX, words("ESG關鍵績效表", "ESG Key Performance Tables"), "A"),
    )
)

SETTINGS = Settings(
    names={"company": words("騰訊控股有限公司", "Tencent Holdings Limited")},
    title=words("環境、社會及管治報告", "Environmental, Social and Governance Report"),
    subtitle=words("", ""),
    imprint=(words("聯絡：csr@tencent.com", "Contact: csr@tencent.com"),),
    demonstration=True,
    fiscal_year=FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31)),
    languages=(ZH, EN),
    standards={"HKEX": "2022"},
    owners=(),
)

PROJECT = Project(Path(), SETTINGS, OUTLINE, {}, {}, {}, {}, {}, {}, ())

A1_2 = Disclosure(
    "HKEX",
    "2022",
    "A1.2",
    "A1",
    "kpi",
    Obligation.COMPLY_OR_EXPLAIN,
    words("溫室氣體排放", "Greenhouse gas emissions"),
    Confidence.HIGH,
    required=True,
)
A2_5 = replace(A1_2, code="A2.5", title=words("包裝材料", "Packaging material"))
PACKAGING = Omission(
    "HKEX",
    "A2.5",
    "not_material",
    words("集團不生產實物產品。", "The Group makes no physical products."),
    status="not_applicable",
)

INDEX = Index(
    entries=(
        IndexEntry(
            A1_2, "reported", (Answer("climate", (Way.DECLARED,)), Answer("kpi-tables", (Way.TABLE,), ("ghg.total",)))
        ),
        IndexEntry(A2_5, "not_applicable", omission=PACKAGING, omission_label=words("不適用", "Not applicable")),
    ),
    rows=(IndexRow("climate", {"HKEX@2022": (A1_2,)}),),
    catalogues={
        "HKEX@2022": Catalogue("HKEX", "2022", words("聯交所指引", "HKEX Guide"), {"A1.2": A1_2, "A2.5": A2_5}, True)
    },
)


class Writer:
    """Binds figures for one section, as the chapters room would."""

    def __init__(self, language: str, section: str) -> None:
        self.language, self.section = language, section
        self.bindings: list[Binding] = []

    def __call__(self, zh: str, en: str) -> Text:
        return Text(zh if self.language == ZH else en)

    def bound(self, zh: str, en: str, metric: str, period: str = "2022", kind: str = "figure") -> Bound:
        text = zh if self.language == ZH else en
        binding = f"b-{self.section}-{len(self.bindings) + 1}"
        place = Place(f"templates/{self.language}/{self.section}.md", 1)
        self.bindings.append(
            Binding(binding, self.language, self.section, text, metric, period, Decimal(1), place, kind)
        )
        return Bound(binding, text)

    def p(self, *runs: object) -> Paragraph:
        return Paragraph(tuple(runs), 1)

    def row(self, metric: str, label: dict[str, str], unit: dict[str, str], now: str, before: str, **more) -> KpiRow:
        cells = tuple(
            KpiCell(self.bound(text, text, metric, year, "table"), ())
            for text, year in ((now, "2022"), (before, "2021"))
        )
        row = KpiRow(metric, label[self.language], unit[self.language], (), cells, False)
        return replace(row, **more)


TCO2E = words("噸二氧化碳當量", "tonnes CO₂e")


def climate(w: Writer) -> tuple[Block, ...]:
    total = w.bound("5,739,723.7噸二氧化碳當量", "5,739,723.7\u00a0tonnes CO₂e", "ghg.total")
    footnote = Footnote(
        1,
        (
            w("按《溫室氣體核算體系》計算，範圍二為", "Under the GHG Protocol; Scope 2 is "),
            w.bound("2,650,073.3噸", "2,650,073.3\u00a0tonnes", "ghg.scope2"),
            w("。", "."),
        ),
    )
    return (
        Component(
            "lead", (), (w.p(w("我們承諾不遲於2030年實現碳中和。", "We have pledged carbon neutrality by 2030.")),), 1
        ),
        Heading(2, (w("排放概況", "Emissions at a glance"),), "emissions", 1),
        w.p(
            w("本年度溫室氣體排放總量為", "Greenhouse gas emissions were "),
            total,
            w("，比上年", " and "),
            w.bound("下降2.2%", "decreased by 2.2%", "ghg.total", kind="delta"),
            w("，原因是數據中心採購綠色電力", ", because data centres bought green electricity ("),
            w.bound("336,419.5兆瓦時", "336,419.5\u00a0MWh", "energy.renewable"),
            w("，詳見", "); see "),
            SectionRef("green", "full"),
            w("及", " and "),
            SectionRef("kpi-tables", "full"),
            w("，口徑見", ", and for boundaries "),
            NoteRef("scope1", "environment", 1, w("環境績效表附註1", "note 1 to the environment table").text),
            w("。", "."),
            footnote,
            Anchor("HKEX A1.2"),
        ),
        Component("side", (), (w.p(w("範圍三佔排放約一半。", "Scope 3 is about half of emissions.")),), 1),
        Items(
            False,
            (
                (w.p(Text(w("節能。", "Saving.").text, strong=True), w("提高能效。", " Using less.")),),
                (w.p(w("採購。", "Buying green power.")),),
            ),
            1,
        ),
        Stats(
            (
                Stat(
                    w.bound("5,739,723.7", "5,739,723.7", "ghg.total", kind="stat"),
                    TCO2E[w.language],
                    w("溫室氣體排放總量", "total greenhouse gas emissions").text,
                    w.bound("下降2.2%", "decreased by 2.2%", "ghg.total", kind="delta"),
                    1,
                ),
                Stat(
                    w.bound("7.2%", "7.2%", "energy.renewable_share", kind="stat"),
                    "",
                    w("可再生能源佔間接能源的比例", "of indirect energy was renewable").text,
                    None,
                    1,
                ),
            ),
            1,
        ),
        Heading(3, (w("程序", "Process"),), "process", 1),
        Component(
            "steps",
            (),
            (
                Items(
                    True,
                    ((w.p(Text(w("識別。", "Identify.").text, strong=True), w("列出風險。", " List the risks.")),),),
                    1,
                ),
            ),
            1,
        ),
        Component(
            "cards",
            (),
            (
                Items(
                    False, ((w.p(Text(w("用水。", "Water.").text, strong=True), w("循環使用。", " Used again.")),),), 1
                ),
            ),
            1,
        ),
        Component(
            "timeline", (), (Items(False, ((w.p(Text("2021", strong=True), w("啟動規劃。", " Planning.")),),), 1),), 1
        ),
        Component(
            "levels",
            (),
            (
                PlainTable(
                    ((w("風險", "Risk"),), (w("影響", "Impact"),), (Text("2030"),)),
                    (((w("極端高溫", "Extreme heat"),), (w("停電", "Power cuts"),), (w("高", "High"),)),),
                    1,
                ),
            ),
            1,
        ),
        Component("case", (w("雙鏈路光伏", "Solar roofs"),), (w.p(w("屋頂光伏全年供電。", "Roofs give power.")),), 1),
        Component(
            "quote", (w("數據中心營運主管", "Head of data centres"),), (w.p(w("以數據說話。", "Let data speak.")),), 1
        ),
        Component(
            "columns",
            (),
            (
                w.p(w("長文第一段。", "A longer text.")),
                w.p(w("第二段。", "Second.")),
            ),
            1,
        ),
        Component("specimen", (), (w.p(w("致各持份者。", "To our stakeholders.")),), 1),
        Chart(
            "scopes",
            "bars",
            (w("範圍三仍佔一半", "Scope 3 remains half"),),
            TCO2E[w.language],
            w("範圍：集團", "Boundary: the Group").text,
            (
                ChartPoint(
                    "2022",
                    "Scope 3",
                    w.bound("2,917,512.5", "2,917,512.5", "ghg.scope3", kind="chart"),
                    Decimal("2917512.5"),
                    "ghg.scope3",
                    "2022",
                ),
            ),
            1,
        ),
    )


def tables(w: Writer) -> tuple[Block, ...]:
    rows = (
        w.row(
            "ghg.total",
            words("溫室氣體排放總量", "Total greenhouse gas emissions"),
            TCO2E,
            "5,739,723.7",
            "5,871,780.7",
            marks=(1,),
            assured=True,
        ),
        w.row("pue", words("平均PUE", "Average PUE"), words("", ""), "1.298", "–"),
    )
    table = KpiTable(
        "environment",
        w("環境績效表", "Environmental performance").text,
        (),
        ("2022年", "2021年") if w.language == ZH else ("2022", "2021"),
        (KpiGroup("ghg", w("溫室氣體", "Greenhouse gas").text, (), rows),),
        (
            TableNote(
                "scope1",
                1,
                (
                    w("2022年起計入逸散排放，舊口徑為", "Fugitive sources entered in 2022; before, "),
                    w.bound("9,711噸", "9,711\u00a0tonnes", "ghg.scope1"),
                    w("。", "."),
                ),
                None,
            ),
        ),
        1,
    )
    listed = w.row(
        "ghg.total", words("溫室氣體排放總量", "Total greenhouse gas emissions"), TCO2E, "5,739,723.7", "5,871,780.7"
    )
    return (table, AssuredList((listed,), table.years, 1), IndexPlace(1))


def manuscript(language: str) -> Manuscript:
    chapters = []
    for section in OUTLINE.sections:
        w = Writer(language, section.id)
        blocks: tuple[Block, ...] = (w.p(w("本節說明工作與成果。", "This section tells of work and results.")),)
        if section.id == "climate":
            blocks = climate(w)
        elif section.id == "kpi-tables":
            blocks = tables(w)
        path = f"templates/{language}/{section.file}"
        chapters.append(ChapterText(section, language, path, blocks, tuple(w.bindings)))
    return Manuscript(language, tuple(chapters))
