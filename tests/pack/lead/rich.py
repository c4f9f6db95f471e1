"""A review that has something on every sheet: sites and months, restatements, factors, remarks, changes, signatures."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.difference import (
    Difference,
    DisclosureChange,
    FigureChange,
    FindingChange,
    Move,
    NoteChange,
    TextChange,
)
from reportgen.model.edition import EditionDisclosure, EditionFigure, EditionFinding
from reportgen.model.figure import Entry, Kind
from reportgen.model.particulars import Particulars, Role, Signature
from reportgen.model.period import Period
from reportgen.model.remark import Answer, Conclusion, Progress, Remark, figure_subject, section_subject
from reportgen.model.restatement import Restatement
from reportgen.model.review import Review, Sent
from reportgen.model.signoff import SignOff
from reportgen.model.waiver import Waiver
from tests import projects
from tests.pack.lead.reviews import FOUND, review_of

# A plant that counts by 60 %, a subsidiary with two offices of which one counts by half, a venture that doesn't count.
REPORT = (
    projects.REPORT
    + """
[review]
sample = 6
materiality = 10

[[entity]]
id = "plant"
name = { zh-hant = "廠", en = "Plant" }
kind = "site"
share = 0.6
consolidation = "share"
since = 2022-01-01

[[entity]]
id = "sub"
name = { zh-hant = "子", en = "Subsidiary" }
kind = "subsidiary"
share = 0.51

[[entity]]
id = "north"
name = { zh-hant = "北", en = "North" }
kind = "site"
parent = "sub"

[[entity]]
id = "south"
name = { zh-hant = "南", en = "South" }
kind = "site"
parent = "sub"
share = 0.5
consolidation = "share"

[[entity]]
id = "venture"
name = { zh-hant = "合營", en = "Venture" }
kind = "site"
consolidation = "excluded"
reason = { zh-hant = "沒有控制權", en = "No control" }
"""
)

MORE = """
[[metric]]
id = "staff.total"
label = { zh-hant = "員工", en = "Staff" }
unit = "count"
noun = { zh-hant = "人", en = "people" }
owner = "finance"
comparatives = 1
breakdowns = [["staff.women", "staff.men"]]
variance = { percent = 5, floor = 50 }

[[metric]]
id = "staff.women"
label = { zh-hant = "女", en = "Women" }
unit = "count"
noun = { zh-hant = "人", en = "people" }
owner = "finance"
comparatives = 1

[[metric]]
id = "staff.men"
label = { zh-hant = "男", en = "Men" }
unit = "count"
noun = { zh-hant = "人", en = "people" }
owner = "finance"
comparatives = 1

[[metric]]
id = "staff.women_share"
label = { zh-hant = "女性佔比", en = "Share of women" }
unit = "percent"
decimals = 1
owner = "finance"
comparatives = 1
ties = "{staff.women} / {staff.total} * 100"
variance = { points = 2 }

[[metric]]
id = "money.large"
label = { zh-hant = "大額", en = "=Large sum" }
unit = "rmb_million"
owner = "finance"

[[metric]]
id = "site.staff"
label = { zh-hant = "地點員工", en = "Staff at sites" }
unit = "count"
noun = { zh-hant = "人", en = "people" }
owner = "finance"
level = "site"
every = "quarter"
over_months = "last"

[[metric]]
id = "site.energy"
label = { zh-hant = "用電", en = "Electricity" }
unit = "mwh"
decimals = 1
owner = "environment"
level = "site"

[[metric]]
id = "site.pue"
label = { zh-hant = "PUE", en = "PUE" }
unit = "pue"
decimals = 3
owner = "environment"
level = "site"
over_entities = "average"
weight = "site.energy"
assured = true
"""

FACTORS = """
[[factor]]
id = "grid"
name = { zh-hant = "電網", en = "Grid" }
value = 0.5703
unit = "tCO2e/MWh"
source = "A ministry's notice"
edition = "2022"
valid_from = 2022-01-01
valid_until = 2022-12-31
metrics = ["ghg.scope2"]
"""

SITES = ("plant", "north", "south")
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
LARGE = "12345678901234567.89"
BEFORE = {"ghg.scope1": Decimal("18000.4"), "ghg.scope2": Decimal(2500000)}
AT = datetime(2023, 1, 5, tzinfo=UTC)


def metrics() -> str:
    """The small project's metrics: two selected, water by site and month."""
    text = projects.METRICS.replace('id = "ghg.total"\n', 'id = "ghg.total"\nassured = true\n')
    monthly = 'id = "water.use"\nassured = true\nlevel = "site"\nevery = "month"\n'
    return text.replace('id = "water.use"\n', monthly)


def entries() -> list[Entry]:
    """What was handed in; water: plant 100·m, north 10·m, south nothing but in December 8."""
    found = [one for one in projects.entries() if one.datapoint.metric != "water.use"]
    entry = projects.entry
    for number, month in enumerate(MONTHS, 1):
        found.append(entry("water.use", month, str(100 * number), entity="plant"))
        found.append(entry("water.use", month, str(10 * number), entity="north"))
        found.append(entry("water.use", month, "8" if number == 12 else "0", entity="south"))
    for quarter, heads in enumerate((5, 6, 7, 9), 1):
        found += [entry("site.staff", f"2022-Q{quarter}", str(heads * 10), entity=site) for site in SITES]
    for site, energy, pue in (("plant", "1000", "1.25"), ("north", "500", "1.5"), ("south", "200", "2")):
        found += [entry("site.energy", "2022", energy, entity=site), entry("site.pue", "2022", pue, entity=site)]
    values = {
        ("staff.total", "2022"): "120", ("staff.women", "2022"): "50", ("staff.men", "2022"): "70",
        ("staff.total", "2021"): "110", ("staff.women", "2021"): "44", ("staff.men", "2021"): "66",
        ("staff.women_share", "2022"): "41.7", ("staff.women_share", "2021"): "40",
        ("money.large", "2022"): LARGE,
    }  # fmt: skip
    found += [entry(metric, period, value) for (metric, period), value in values.items()]
    return [_told(one) for one in found]


def _told(one: Entry) -> Entry:
    """An entry with what stands beside its value, and the restatement of last year's scope 1."""
    datapoint = one.datapoint
    match datapoint.key:
        case ("ghg.scope1", "2022", _):
            signed = Signature("Chan Tai Man", date(2023, 2, 1))
            said = Particulars("a new plant", "meters", "INV-7", "evidence/inv-7.pdf", prepared=signed)
            return replace(one, datapoint=replace(datapoint, particulars=said, kind=Kind.ESTIMATED, reason="one meter"))
        case ("ghg.scope1" | "ghg.scope2" as metric, "2021", _):
            before = BEFORE[metric]
            restated = Restatement(
                1, metric, Period("2021"), "group", before, one.value, "a site was left out", 1, 1, "May", AT
            )
            return replace(one, datapoint=replace(datapoint, value=before), restatement=restated)
    return one


def rich_review(root: Path) -> Review:
    """The review."""
    projects.small_project(root, report=REPORT, metrics=metrics(), more_metrics=MORE)
    (root / "data/factors.toml").write_text(FACTORS, "utf-8")
    project = load_project(root)
    waiver = Waiver("AR001", "known", "CFO", date(2023, 1, 9), metric="ghg.total", value=Decimal("5739723.7"))
    project = replace(project, waivers=(waiver,))
    handed_in = entries()
    review = review_of(project, resolve(project, handed_in), handed_in)
    signed = {
        ("ghg.scope1", "2022", "group"): SignOff(
            {Role.PREPARED: Signature("Chan Tai Man", date(2023, 2, 1))},
            {Role.REVIEWED: Signature("Wong", date(2023, 2, 2))},
        )
    }
    at = datetime(2023, 2, 1, tzinfo=UTC)
    return replace(
        review,
        sign_offs=signed,
        restatements=tuple(one.restatement for one in handed_in if one.restatement is not None),
        sent=(Sent(1, "small.xlsx", "00" * 32, "environment", "May", at, len(handed_in), pack_path="w/small.xlsx"),),
        remarks=_remarks(),
        change=_change(),
        due=date(2023, 4, 30),
    )


def _remarks() -> tuple[Remark, ...]:
    answered = Answer("the meter was read again", "May", date(2023, 3, 2))
    water, revenue = (figure_subject(metric, "2022") for metric in ("water.use", "finance.revenue"))
    return (
        Remark(
            "aaaaaaaaaaaa", water, "too low", "auditor", date(2023, 3, 1), "RC", Decimal(6000), Decimal("535.96"),
            Conclusion.EXCEPTION, progress=Progress.ANSWERED, owner="environment", due=date(2023, 3, 9),
            answers=(answered,),
        ),
        Remark("aaaaaaaaaaaa", revenue, "was typed wrongly", "auditor", value=Decimal(554552)),
        Remark("aaaaaaaaaaaa", section_subject("climate"), "unclear", "auditor", language="en", section="climate"),
    )  # fmt: skip


def _change() -> Difference:
    def figure(value: str) -> EditionFigure:
        words = {"zh-hant": value, "en": value}
        return EditionFigure("ghg.total", "2022", Decimal(value), "t", "derived", words, words, True, (), "environment")

    title = {"zh-hant": "題", "en": "Title"}
    line = EditionDisclosure("HKEX@2022", "A1.2", title, "reported", ("climate",))
    finding = EditionFinding(FOUND.fingerprint, "AR001", "warning", "the total is off", "")
    return Difference(
        "pack 1",
        "pack 2",
        (FigureChange(Move.CHANGED, figure("5739723.6"), figure("5739723.7"), ("value", "printed")),),
        (NoteChange(Move.ADDED, "remark", "en", "", "On the whole table."),),
        (DisclosureChange(Move.ADDED, None, line),),
        (TextChange(Move.CHANGED, "en", "climate", "1.1 Climate", "paragraph", "It fell.", "It rose.", page=3),),
        (FindingChange(Move.ADDED, None, finding),),
    )
