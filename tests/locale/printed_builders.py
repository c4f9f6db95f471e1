"""Figures, metrics and units in few words."""

from decimal import Decimal

from reportgen.model.figure import Figure, Kind, State, Status
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.period import Period
from reportgen.model.unit import Style, Unit


def unit(id, style, zh, en, base=None, factor=1):
    return Unit(id, Style(style), {"zh-hant": zh, "en": en}, base or id, Decimal(factor))


TCO2E = unit("tco2e", "plain", "噸二氧化碳當量", "tonnes CO2e", "kgco2e", 1000)
TCO2E_PER_REVENUE = unit("i", "plain", "噸二氧化碳當量/百萬人民幣", "tonnes CO2e / RMB million")
TONNES = unit("tonne", "plain", "噸", "tonnes", "kg", 1000)
AREA = unit("10k_m2", "plain", "萬平方米", "10,000 square metres", "m2", 10000)
CELSIUS = unit("celsius", "plain", "℃", "°C")
FATALITIES = unit("f", "plain", "因工死亡人數/百萬工作小時", "fatalities / million hours worked")
COUNT = unit("count", "count", "", "")
PERCENT = unit("percent", "percent", "%", "%")
RMB = unit("rmb", "money", "人民幣元", "RMB")
RMB_MILLION = unit("rmb_million", "money", "人民幣百萬元", "RMB million", "rmb", 1000000)
HKD = unit("hkd", "money", "港元", "HKD")
YEAR = unit("year", "year", "年", "year")
RANK = unit("rank", "rank", "名", "rank")
PUE = unit("pue", "ratio", "PUE", "PUE")

PEOPLE = ("人", "people")
CASES = ("人次", "cases")
LAYERS = ("層", "layers")
SCOPES = ("個範圍", "scopes")
YEARS = ("年", "years")


def metric(unit, noun=None, decimals=None, scale=0):
    words = {"zh-hant": noun[0], "en": noun[1]} if noun else None
    label = {"zh-hant": "指標", "en": "Metric"}
    return Metric("x.y", label, unit.id, "owner", "topic", decimals=decimals, noun=words, scale=scale)


def figure(value, unit, qualifier="exact", state=State.VALUE):
    number = None if value is None else Decimal(value)
    return Figure(
        "x.y",
        Period("2022"),
        number,
        unit.id,
        state,
        Status.REPORTED,
        Kind.ACTUAL,
        Qualifier(qualifier),
        None,
        False,
        (),
    )
