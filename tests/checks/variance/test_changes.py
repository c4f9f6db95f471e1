"""Changes since last year: which are beyond their threshold, which move together, and what explains them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks import by_code, run
from reportgen.model.figures import Figures
from reportgen.model.finding import Ending, Severity
from reportgen.model.metric import Variance
from reportgen.model.particulars import Particulars
from tests.checks.examining import EN, ZH, examined
from tests.checks.sketches import BASE, Sketch, dossier_of

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False)
LIMITS = st.none() | st.decimals(min_value=0, max_value=500, places=2)
METRICS = "data/metrics/environment.toml"
QUIET = {
    "templates/en/1.1-climate.md": "Nothing.\n",
    "templates/zh-hant/1.1-climate.md": "無。\n",
    "data/notes.toml": "",
}
STEADY = (("ghg.scope1", "2021", "172137.9"), ("ghg.scope3", "2021", "2917512.5"))


def metric(id, unit="tonne", more="", years=1):
    return f"""
[[metric]]
id = "{id}"
label = {{ zh-hant = "{id}", en = "{id}" }}
unit = "{unit}"
owner = "environment"
comparatives = {years}
{more}
"""


def said(english, chinese, metrics=""):
    files = {**QUIET, EN: english + "\n", ZH: chinese + "\n"}
    return files | ({METRICS: BASE[METRICS] + metrics} if metrics else {})


# --- thresholds ----------------------------------------------------------------------------------


@given(VALUES, VALUES, LIMITS, LIMITS)
def test_both_limits_must_be_passed(now, before, percent, points):
    both = Variance(percent, points).exceeded(now, before)
    apart = [Variance(percent, None).exceeded(now, before)] if percent is not None else []
    apart += [Variance(None, points).exceeded(now, before)] if points is not None else []
    assert both == (bool(apart) and all(apart))


@given(VALUES, VALUES, st.decimals(min_value=0, max_value=10**9, places=3))
def test_below_the_floor_nothing_is_asked(now, before, floor):
    if Variance(Decimal(0), None, floor).exceeded(now, before):
        assert max(abs(now), abs(before)) >= floor


@given(
    VALUES, VALUES, st.decimals(min_value=0, max_value=100, places=2), st.decimals(min_value=0, max_value=100, places=2)
)
def test_a_wider_limit_asks_less(now, before, one, two):
    low, high = sorted((one, two))
    if Variance(high).exceeded(now, before):
        assert Variance(low).exceeded(now, before)


@pytest.mark.parametrize(
    ("more", "now", "severity"),
    [
        ("", "111", Severity.INFO),  # the default of 10 per cent, and less than 20
        ("", "121", Severity.WARNING),
        ("variance = { percent = 10 , floor = 1 }", "111", Severity.WARNING),
        ("variance = { percent = 50 }", "140", None),
        ("variance = { percent = 0 }", "101", Severity.WARNING),
        ("variance = { points = 20 }", "119", None),
        ("variance = { points = 10 }", "111", Severity.WARNING),
        ("variance = { percent = 5, points = 20 }", "115", None),
        ("variance = { percent = 5, floor = 500 }", "200", None),
    ],
)
def test_a_metric_has_its_own_threshold(tmp_path, more, now, severity):
    text = said('Waste was {{ kpi("waste.x") }}.', '廢物為{{ kpi("waste.x") }}。', metric("waste.x", more=more))
    outcome = examined("YY001", tmp_path, text, figures=[("waste.x", "2022", now), ("waste.x", "2021", "100"), *STEADY])
    assert [f.severity for f in outcome.findings] == ([severity] if severity else [])


# --- explanations --------------------------------------------------------------------------------

WASTE = [("waste.x", "2022", "200"), ("waste.x", "2021", "100"), *STEADY]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('{{ kpi("waste.x") }} was thrown away because offices moved.', '由於搬遷，廢物為{{ kpi("waste.x") }}。'),
        ('It {{ delta("waste.x") }}. The rise came from moving.', '廢物{{ delta("waste.x") }}。升幅主要來自搬遷。'),
        ('As a result, it was {{ kpi("waste.x") }}.', '受此影響，廢物為{{ kpi("waste.x") }}。'),
        ('It {{ delta("waste.x") }}, which reflects the move.', '廢物因搬遷而{{ delta("waste.x") }}。'),
    ],
)
def test_a_sentence_explains(tmp_path, english, chinese):
    outcome = examined("YY001", tmp_path, said(english, chinese, metric("waste.x")), figures=WASTE)
    assert outcome.ending is Ending.CLEAN


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('It was {{ kpi("waste.x", year=-1) }} because of rain.', '由於下雨，上年為{{ kpi("waste.x", year=-1) }}。'),
        (
            'Waste was {{ kpi("waste.x") }}; we moved because rents rose.',
            '廢物為{{ kpi("waste.x") }}；由於租金上升而搬遷。',
        ),
        (
            'Because it rained we stayed. Waste was {{ kpi("waste.x") }}.',
            '由於下雨，我們留下。廢物為{{ kpi("waste.x") }}。',
        ),
    ],
)
def test_a_cause_of_something_else_explains_nothing(tmp_path, english, chinese):
    files = said(english + ' {{ kpi("waste.x") }}.', chinese + '{{ kpi("waste.x") }}。', metric("waste.x"))
    (finding,) = examined("YY001", tmp_path, files, figures=WASTE).findings
    assert "rose by 100.0 % (from 100 to 200), beyond its threshold of 10 %" in finding.message
    assert finding.language is None


def test_an_explanation_in_one_language_is_asked_for_in_the_other(tmp_path):
    files = said(
        'Waste was {{ kpi("waste.x") }} because offices moved.', '廢物為{{ kpi("waste.x") }}。', metric("waste.x")
    )
    (finding,) = examined("YY001", tmp_path, files, figures=WASTE).findings
    assert finding.language == "zh-hant"
    assert "told in another language only, not in zh-hant" in finding.message


@pytest.mark.parametrize(
    ("kind", "english", "chinese", "explains"),
    [
        ("methodology", "Measured anew because sites moved.", "由於搬遷而重新量度。", True),
        ("methodology", "Measured with scales at each of the sites.", "各站點均以磅秤量度，每月匯總一次。", False),
        (
            "explanation",
            "Three offices moved to other districts in spring.",
            "三處辦公室於春季遷往其他地區，棄置舊傢俱。",
            True,
        ),
        ("explanation", "It was so.", "如此。", False),
        ("scope_change", "Building rubble is included.", "納入建築廢料。", True),
        (
            "definition",
            "Rubble and paper, weighed at the gate of each site.",
            "建築廢料及廢紙，於各站點出口過磅。",
            False,
        ),
    ],
)
def test_a_note_explains_by_its_words_or_its_kind(tmp_path, kind, english, chinese, explains):
    files = said('{{ table("w") }}', '{{ table("w") }}', metric("waste.x"))
    files["data/tables.toml"] = BASE["data/tables.toml"] + (
        '\n[[table]]\nid = "w"\ntitle = { zh-hant = "廢物", en = "Waste" }\nyears = [0, -1]\n'
        '[[table.group]]\nid = "w"\nrows = ["waste.x"]\n'
    )
    files["data/notes.toml"] = (
        f'[[note]]\nid = "n"\ntable = "w"\non = ["waste.x"]\nkind = "{kind}"\n'
        f'text.zh-hant = "{chinese}"\ntext.en = "{english}"\n'
    )
    outcome = examined("YY001", tmp_path, files, figures=WASTE)
    assert (outcome.ending is Ending.CLEAN) is explains


def test_what_the_contributor_wrote_is_offered(tmp_path):
    files = said('Waste was {{ kpi("waste.x") }}.', '廢物為{{ kpi("waste.x") }}。', metric("waste.x"))
    dossier = dossier_of(Sketch(files=files, figures=tuple(WASTE), lost=()), tmp_path)
    figure = dossier.figures.get("waste.x", "2022")
    told = replace(figure, particulars=Particulars(explanation="three offices moved"))
    dossier = replace(dossier, figures=Figures({**dossier.figures.by_key, told.key: told}))
    (outcome,) = run(dossier, [by_code("YY001")])
    (finding,) = outcome.findings
    assert finding.severity is Severity.INFO
    assert "its contributor wrote: “three offices moved”" in finding.message


def test_a_figure_that_is_not_printed_needs_no_explanation(tmp_path):
    outcome = examined("YY001", tmp_path, said("Nothing.", "無。", metric("waste.x")), figures=WASTE)
    assert outcome.ending is Ending.CLEAN


# --- what moves together -------------------------------------------------------------------------


def test_a_total_and_its_parts_are_one_finding(tmp_path):
    doubled = [
        ("ghg.scope1", "2021", "86068.95"),
        ("ghg.scope2", "2021", "1325036.65"),
        ("ghg.scope3", "2021", "1458756.25"),
    ]
    (finding,) = examined("YY001", tmp_path, said("Nothing.", "無。"), figures=doubled).findings
    assert finding.metric == "ghg.total"
    assert "ghg.total rose by 100.0 %" in finding.message
    assert "ghg.scope1 +100.0 %" in finding.message
    assert "ghg.scope2 +100.0 %" in finding.message
    assert {one.metric for one in finding.involved} >= {"ghg.total", "ghg.scope1", "ghg.scope2"}


def test_the_total_s_explanation_does_for_parts_that_moved_as_much(tmp_path):
    figures = [
        ("ghg.scope1", "2021", "143448.25"),
        ("ghg.scope2", "2021", "2208394.4"),
        ("ghg.scope3", "2021", "2431260.4"),
    ]
    text = said(
        'Emissions {{ delta("ghg.total") }} because demand grew.', '由於需求增加，排放{{ delta("ghg.total") }}。'
    )
    assert examined("YY001", tmp_path, text, figures=figures).ending is Ending.CLEAN


def test_a_part_that_moved_much_more_needs_its_own(tmp_path):
    text = said(
        'Emissions {{ delta("ghg.total") }} because demand grew.', '由於需求增加，排放{{ delta("ghg.total") }}。'
    )
    (finding,) = examined("YY001", tmp_path, text).findings
    assert finding.metric == "ghg.scope1"


def test_a_part_against_the_total_needs_its_own(tmp_path):
    text = said(
        'Emissions {{ delta("ghg.total") }} because demand grew.', '由於需求增加，排放{{ delta("ghg.total") }}。'
    )
    figures = [
        ("ghg.scope1", "2021", "172137.9"),
        ("ghg.scope2", "2021", "3312591.6"),
        ("ghg.scope3", "2021", "1458756.2"),
    ]
    (finding,) = examined("YY001", tmp_path, text, figures=figures).findings
    assert (finding.metric, "fell by 20.0 %" in finding.message) == ("ghg.scope2", True)


def test_a_ratio_s_explanation_is_not_its_numerator_s(tmp_path):
    text = said(
        'It is {{ kpi("ghg.intensity") }} because we sold more.', '由於銷售增加，強度為{{ kpi("ghg.intensity") }}。'
    )
    found = examined("YY001", tmp_path, text).findings
    assert "ghg.total" in {f.metric for f in found}


# --- signs, nils, years that stand out -----------------------------------------------------------

BALANCE = said('It was {{ kpi("f.balance") }}.', '為{{ kpi("f.balance") }}。', metric("f.balance", "tco2e", years=2))


@pytest.mark.parametrize(("now", "before", "found"), [("5", "-5", 1), ("-5", "5", 1), ("-5", "-6", 0), ("0", "5", 0)])
def test_a_sign_that_turned(tmp_path, now, before, found):
    figures = [("f.balance", "2022", now), ("f.balance", "2021", before), ("f.balance", "2020", before)]
    assert len(examined("YY002", tmp_path, BALANCE, figures=figures).findings) == found
    assert (
        all(f.metric != "f.balance" for f in examined("YY001", tmp_path, BALANCE, figures=figures).findings)
        or not found
    )


COUNT = metric("safe.deaths", "tonne") + metric("safe.rate", "kg_per_rmb_million")
COUNTED = said('{{ table("s") }}', '{{ table("s") }}', COUNT) | {
    "data/tables.toml": BASE["data/tables.toml"]
    + '\n[[table]]\nid = "s"\ntitle = { zh-hant = "安全", en = "Safety" }\nyears = [0, -1]\n'
    '[[table.group]]\nid = "s"\nrows = ["safe.deaths", "safe.rate"]\n'
}


def nil(now, before, *words):
    return [
        ("safe.deaths", "2022", now, *words),
        ("safe.rate", "2022", now, *words),
        ("safe.deaths", "2021", *before),
        ("safe.rate", "2021", *before),
    ]


def test_a_count_and_its_rate_from_nil_are_one_finding(tmp_path):
    (finding,) = examined("YY003", tmp_path, COUNTED, figures=nil("1", ("0", "confirmed_zero"))).findings
    assert "safe.deaths went from 0 in 2021 to 1 in 2022; so did safe.rate" in finding.message


def test_a_value_that_falls_away_is_found(tmp_path):
    (finding,) = examined("YY003", tmp_path, COUNTED, figures=nil("none", ("5",), "not_collected")).findings
    assert "safe.deaths went from 5 in 2021 to not collected in 2022" in finding.message


@pytest.mark.parametrize(
    ("now", "before"), [("7", ("none", "not_available")), ("7", ("none", "not_collected")), ("7", ("6",))]
)
def test_what_was_not_available_is_new_and_no_nil(tmp_path, now, before):
    assert examined("YY003", tmp_path, COUNTED, figures=nil(now, before)).findings == ()


def test_one_explanation_does_for_count_and_rate(tmp_path):
    note = (
        '[[note]]\nid = "n"\ntable = "s"\non = ["safe.deaths"]\nkind = "explanation"\n'
        'text.zh-hant = "由於一宗交通意外，事件於上班途中發生。"\ntext.en = "Because of a road accident."\n'
    )
    files = COUNTED | {"data/notes.toml": note}
    assert examined("YY003", tmp_path, files, figures=nil("1", ("0", "confirmed_zero"))).ending is Ending.CLEAN


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("100", "130", "100"), 1),
        (("100", "120", "100"), 0),
        (("100", "60", "90"), 1),
        (("100", "110", "130"), 0),
        (("100", "50", "20"), 0),
    ],
)
def test_a_middle_year_that_stands_out(tmp_path, values, found):
    figures = [("f.balance", year, value) for year, value in zip(("2022", "2021", "2020"), values, strict=True)]
    findings = examined("YY004", tmp_path, BALANCE, figures=figures).findings
    assert len(findings) == found
    assert all(f.period == "2021" for f in findings)


def test_ten_times_is_called_a_slip_of_the_scale(tmp_path):
    figures = [("f.balance", "2022", "41"), ("f.balance", "2021", "402"), ("f.balance", "2020", "39")]
    (finding,) = examined("YY004", tmp_path, BALANCE, figures=figures).findings
    assert (
        "was 39 in 2020, 402 in 2021 and 41 in 2022: 2021 stands out; a slip of the scale is likely" in finding.message
    )


def test_a_text_that_tells_all_three_years_is_sound(tmp_path):
    english = 'It was {{ kpi("f.balance") }}, in 2020 {{ kpi("f.balance", year=-2) }}.'
    chinese = '為{{ kpi("f.balance") }}，二零二零年為{{ kpi("f.balance", year=-2) }}。'
    files = said(english, chinese, metric("f.balance", "tco2e", years=2))
    figures = [("f.balance", "2022", "100"), ("f.balance", "2021", "150"), ("f.balance", "2020", "100")]
    assert examined("YY004", tmp_path, files, figures=figures).ending is Ending.CLEAN
    files[ZH] = '為{{ kpi("f.balance") }}。\n'
    assert len(examined("YY004", tmp_path, files, figures=figures).findings) == 1


# --- intensity and quantity ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revenue", "english", "chinese", "found"),
    [
        ("754552", '{{ kpi("ghg.intensity") }} of revenue.', '強度為{{ kpi("ghg.intensity") }}。', 2),
        ("754552", "Nothing.", "無。", 0),
        ("554552", '{{ kpi("ghg.intensity") }} of revenue.', '強度為{{ kpi("ghg.intensity") }}。', 0),
        ("754552", '{{ kpi("ghg.intensity", year=-1) }} then.', '當時為{{ kpi("ghg.intensity", year=-1) }}。', 0),
    ],
)
def test_an_intensity_that_moved_against_its_quantity(tmp_path, revenue, english, chinese, found):
    outcome = examined("YY005", tmp_path, said(english, chinese), figures=[("finance.revenue", "2022", revenue)])
    assert len(outcome.findings) == found


def test_the_section_must_tell_the_quantity_itself(tmp_path):
    files = said('{{ kpi("ghg.intensity") }} of revenue.', '強度為{{ kpi("ghg.intensity") }}。')
    files["templates/en/1.1-climate.md"] = 'It {{ delta("ghg.total") }}.\n'
    files["templates/zh-hant/1.1-climate.md"] = '排放{{ delta("ghg.total") }}。\n'
    found = examined("YY005", tmp_path, files, figures=[("finance.revenue", "2022", "754552")]).findings
    assert {(f.section, f.language) for f in found} == {("environment", "en"), ("environment", "zh-hant")}


# --- activity and factor -------------------------------------------------------------------------

UNITS = """
[[unit]]
id = "tco2e_per_mwh"
style = "plain"
label = { zh-hant = "噸二氧化碳當量/兆瓦時", en = "tonnes CO2e / MWh" }
base = "tco2e_per_mwh"
"""
POWER = (
    metric("power.bought", "mwh")
    + metric("power.factor", "tco2e_per_mwh")
    + metric("power.emissions", "tco2e", 'formula = "{power.bought} * {power.factor}"')
)


def power(english, chinese):
    return said(english, chinese, POWER) | {"data/units.toml": UNITS}


def grid(now, factor_now):
    return [
        ("power.bought", "2022", now),
        ("power.bought", "2021", "1000"),
        ("power.factor", "2022", factor_now),
        ("power.factor", "2021", "0.7"),
    ]


def test_the_split_stands_in_the_message(tmp_path):
    files = power('It {{ delta("power.emissions") }}.', '排放{{ delta("power.emissions") }}。')
    (finding,) = examined("YY006", tmp_path, files, figures=grid("1200", "0.5")).findings
    assert "the activity alone (power.bought) would have moved it by +17.1 %" in finding.message
    assert "activity +120, factor -220" in finding.message
    assert "nothing in zh-hant, en says that more was done" in finding.message


@pytest.mark.parametrize(("now", "factor"), [("1200", "0.7"), ("900", "0.5"), ("1010", "0.5")])
def test_what_moves_with_the_activity_or_hardly_hides_nothing(tmp_path, now, factor):
    files = power('It {{ delta("power.emissions") }}.', '排放{{ delta("power.emissions") }}。')
    assert examined("YY006", tmp_path, files, figures=grid(now, factor)).ending is Ending.CLEAN


def test_a_rise_can_hide_that_less_was_done(tmp_path):
    files = power('It {{ delta("power.emissions") }}.', '排放{{ delta("power.emissions") }}。')
    (finding,) = examined("YY006", tmp_path, files, figures=grid("900", "0.9")).findings
    assert "says that less was done" in finding.message


def test_the_activity_must_be_told_in_every_language(tmp_path):
    english = 'It {{ delta("power.emissions") }}, though purchases {{ delta("power.bought") }}.'
    files = power(english, '排放{{ delta("power.emissions") }}。')
    (finding,) = examined("YY006", tmp_path, files, figures=grid("1200", "0.5")).findings
    assert "nothing in zh-hant says" in finding.message


@pytest.mark.parametrize(
    "chinese",
    [
        'ж{{ delta("waste.x") }}，以排放因子計算，並按年檢討。',
        '廢物主要來自車間，{{ delta("waste.x") }}。',
        '廢物{{ delta("waste.x") }}，因此倉庫騰出空間。',
    ],
)
def test_what_follows_from_a_change_or_makes_it_up_is_no_reason_for_it(chinese, tmp_path):
    files = said('Waste {{ delta("waste.x") }}.', chinese.replace("ж", "廢物"), metric("waste.x"))
    figures = (*STEADY, ("waste.x", "2022", "200"), ("waste.x", "2021", "100"))
    (finding,) = [f for f in examined("YY001", tmp_path, files, figures=figures).findings if f.metric == "waste.x"]
    assert "neither a note nor the text says why" in finding.message
