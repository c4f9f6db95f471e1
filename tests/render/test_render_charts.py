import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.locale import Printer
from reportgen.model.manuscript import Bound, Chart, ChartPoint, Text
from reportgen.model.problem import BrokenProjectError
from reportgen.render.charts import Palette, cached_svg, chart_alt, chart_spec, chart_svg
from reportgen.render.charts.lettering import width, wrapped
from reportgen.render.colour import channels, contrast
from reportgen.render.theme_file import load_theme

THEME = load_theme("default")
ACCENTS = [*THEME.colours.chapters, THEME.colours.front, THEME.colours.appendix]
PALETTE = Palette.of(THEME, ACCENTS[0], "en")
PRINTERS = {"en": Printer("en"), "zh-hant": Printer("zh-hant")}
NAMES = {
    "en": ["Purchased electricity", "Renewable, purchased", "Renewable, own", "Direct energy"],
    "zh-hant": ["外購電力", "直購可再生能源", "自建可再生能源", "30歲以下"],
}
LONG = "Greenhouse gas emissions of purchased goods and services, capital goods and leased assets"
ENERGY = [
    ("4,308,960.2", "4,638,840.1"),
    ("63,000.0", "336,419.5"),
    ("–", "21,870.0"),
    ("66,293.4", "35,054.9"),
]
FORMS = ["bars", "stacked", "columns", "line", "share", "path", "progress", "panels"]


def point(series, year, text, metric, *, target=False, period=None):
    value = None if text == "–" else Decimal(text.replace(",", ""))
    return ChartPoint(series, year, Bound("f-1", text), value, metric, period or year[:4], target)


def chart(form, rows, years=("2021", "2022"), **more):
    points = tuple(
        point(name, year, text, f"m.{number}", **more)
        for number, (name, texts) in enumerate(rows)
        for year, text in zip(years, texts, strict=True)
    )
    return Chart("energy", form, (Text("Green power rose"),), "Energy (MWh)", "", points, 1)


def energy(form, language="en"):
    years = ("2021年", "2022年") if language == "zh-hant" else ("2021", "2022")
    rows = list(zip(NAMES[language], ENERGY, strict=True))
    made = chart(form, rows[:1] if form == "columns" else rows, years)
    if form == "progress":
        goals = tuple(
            replace(p, target=True, metric=f"{p.metric}.goal", period="target-2030") for p in made.points[1::2]
        )
        pairs = zip(made.points[1::2], goals, strict=True)
        return replace(made, points=tuple(one for pair in pairs for one in pair))
    if form != "path":
        return made
    goal = replace(made.points[-1], target=True, metric="m.goal", period="target-2030", series="Goal")
    return replace(made, points=(*made.points[:2], goal))


def walk(spec):
    yield spec
    for value in spec.values() if isinstance(spec, dict) else spec:
        if isinstance(value, dict | list):
            yield from walk(value)


def boxes(spec):
    """Left, top, right and bottom of every line of words, with the words."""
    for layer in spec["layer"]:
        mark = layer["mark"]
        if mark["type"] != "text":
            continue
        for row in layer["data"]["values"]:
            wide, size = width(row["words"], mark["fontSize"]), mark["fontSize"]
            left = row["x"] - {"left": 0.0, "center": wide / 2, "right": wide}[mark["align"]]
            yield (left, row["y"] - size * 0.5, left + wide, row["y"] + size * 0.5, row["words"])


def bars(spec):
    return [row for layer in spec["layer"] if layer["mark"]["type"] == "rect" for row in layer["data"]["values"]]


def svg_words(svg):
    return [unescape(found) for found in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def assert_clear(spec):
    found = list(boxes(spec))
    for left, top, right, bottom, words in found:
        assert left >= -0.1, words
        assert right <= spec["width"] + 0.1, words
        assert top >= -0.1, words
        assert bottom <= spec["height"] + 0.1, words
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


# --- what is drawn -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("form", FORMS)
def test_every_printed_figure_is_in_the_picture_as_words(form, language):
    made = energy(form, language)
    words = svg_words(chart_svg(made, PRINTERS[language], PALETTE))
    for one in made.points:
        assert any(one.figure.text in line for line in words), one.figure.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("room", [374.0, 250.0])
def test_scales_begin_at_zero(form, room):
    domains = [
        node["domain"]
        for node in walk(chart_spec(energy(form), PRINTERS["en"], PALETTE, room))
        if isinstance(node, dict) and "domain" in node
    ]
    assert domains
    assert all(domain[0] == 0 for domain in domains)


def test_a_negative_figure_widens_the_scale_and_its_bar_still_begins_at_zero():
    spec = chart_spec(chart("bars", [("A", ("-2", "4")), ("B", ("1", "3"))]), PRINTERS["en"], PALETTE)
    domains = {tuple(node["domain"]) for node in walk(spec) if isinstance(node, dict) and "domain" in node}
    assert domains == {(-2.0, 4.0)}
    assert [(bar["from"], bar["to"]) for bar in bars(spec)] == [(0, -2), (0, 4), (0, 1), (0, 3)]


def test_lengths_in_the_picture_are_as_the_figures():
    svg = chart_svg(chart("columns", [("PUE", ("1.317", "1.298"))]), PRINTERS["en"], PALETTE)
    first, second = (float(found) for found in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v[\d.]+h-', svg)[-2:])
    assert second / first == pytest.approx(1.298 / 1.317, rel=1e-3)


def test_last_year_is_grey_and_this_year_the_chapters_colour():
    spec = chart_spec(chart("bars", [("A", ("2", "4")), ("B", ("1", "3"))]), PRINTERS["en"], PALETTE)
    last, this = bars(spec)[:2]
    assert len(set(channels(last["fill"]))) == 1
    assert this["fill"] == PALETTE.accent


def test_three_years_stand_upright_and_only_the_last_is_coloured():
    spec = chart_spec(
        chart("columns", [("Injuries", ("28", "32", "11"))], ("2020", "2021", "2022")), PRINTERS["en"], PALETTE
    )
    assert [bar["fill"] == PALETTE.accent for bar in bars(spec)] == [False, False, True]
    assert bars(spec)[0]["near"] < bars(spec)[1]["near"] < bars(spec)[2]["near"]


def test_a_gap_is_the_nil_mark_without_a_bar():
    spec = chart_spec(chart("bars", [("Reused", ("–", "2,740.6")), ("B", ("1", "2"))]), PRINTERS["en"], PALETTE)
    assert "–" in [words for *_, words in boxes(spec)]
    assert len(bars(spec)) == 3


def test_a_line_is_broken_at_a_gap():
    years = ("2020", "2021", "2022")
    spec = chart_spec(chart("line", [("A", ("1", "–", "3")), ("B", ("4", "5", "6"))], years), PRINTERS["en"], PALETTE)
    lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert [row["value"] for row in lines[0]["data"]["values"]] == [1, None, 3]
    assert lines[0]["mark"]["strokeDash"] != lines[1]["mark"]["strokeDash"]


def test_shares_are_of_the_whole_year():
    rows = [("Male", ("48,406", "43,693")), ("Female", ("19,820", "17,635"))]
    words = svg_words(chart_svg(chart("share", rows), PRINTERS["en"], PALETTE))
    assert {"48,406 · 70.9%", "19,820 · 29.1%", "43,693 · 71.2%", "17,635 · 28.8%"} <= set(words)


def test_a_year_with_an_unknown_part_has_neither_shares_nor_a_bar():
    spec = chart_spec(chart("share", [("A", ("3", "–")), ("B", ("1", "6"))]), PRINTERS["en"], PALETTE)
    words = [words for *_, words in boxes(spec)]
    assert "3 · 75.0%" in words
    assert "A –, B 6" in words
    assert [bar["to"] for bar in bars(spec) if bar["to"] != bar["from"]] == [75.0, 100.0]


def test_years_that_metrics_name_differently_share_a_bar():
    points = (
        point("Independent", "end of 2022", "5", "board.independent", period="end-2022"),
        point("Executive", "2022", "4", "board.executive"),
    )
    made = Chart("board", "share", (), "Directors", "", points, 1)
    words = [words for *_, words in boxes(chart_spec(made, PRINTERS["en"], PALETTE))]
    assert "5 · 55.6%" in words


def test_a_path_ends_in_a_dashed_outline_and_its_line():
    points = (
        point("Scope 3: 2021", "2021", "3,381,941.8", "ghg.scope3_base"),
        point("Scope 3: 2022", "2022", "2,917,512.5", "ghg.scope3"),
        point("Scope 3: 2030 target", "2030 target", "2,367,359.3", "g", target=True, period="target-2030"),
    )
    spec = chart_spec(Chart("path", "path", (), "t", "", points, 1), PRINTERS["en"], PALETTE)
    outlined = [layer for layer in spec["layer"] if layer["mark"].get("strokeDash")]
    assert [layer["mark"]["type"] for layer in outlined] == ["rect", "rule"]
    assert all(row["from"] in (0, 2367359.3) for layer in outlined for row in layer["data"]["values"])
    words = [words for *_, words in boxes(spec)]
    assert words.count("Scope 3") == 1
    assert {"2021", "2022", "2030 target"} <= set(words)


def test_two_ways_to_two_goals_have_a_head_and_a_line_each():
    points = tuple(
        point(f"{scope}: {name}", name, text, f"{scope}.{name}", target=name == "goal", period=period)
        for scope, texts in (("Scopes 1 and 2", ("24", "28", "7")), ("Scope 3", ("33", "29", "23")))
        for name, text, period in zip(("2021", "2022", "goal"), texts, ("2021", "2022", "target-2030"), strict=True)
    )
    made = Chart("path", "path", (), "t", "", points, 1)
    spec = chart_spec(made, PRINTERS["en"], PALETTE)
    words = [words for *_, words in boxes(spec)]
    assert (words.count("Scopes 1 and 2"), words.count("Scope 3"), words.count("goal")) == (1, 1, 2)
    goals = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rule" and layer["mark"].get("strokeDash")]
    assert [row["from"] for row in goals[0]["data"]["values"]] == [7, 23]
    told = chart_alt(made, PRINTERS["en"])
    assert told.endswith("Scope 3: 2021: 33. Scope 3: 2022: 29. Scope 3: goal: 23.")


def progress(result, goal):
    points = (point("Trained", "2022", result, "m"), point("Trained", "goal", goal, "g", target=True))
    return chart_spec(Chart("way", "progress", (), "t", "", points, 1), PRINTERS["en"], PALETTE)


def test_progress_fills_a_bar_to_its_share_of_the_goal():
    drawn = bars(progress("23,000", "100,000"))
    assert [(bar["from"], bar["to"], "stroke" in bar) for bar in drawn] == [(0, 23, False), (23, 100, True)]


def test_progress_beyond_its_goal_passes_a_dashed_line_at_the_goal():
    spec = progress("150", "100")
    assert [(bar["from"], bar["to"]) for bar in bars(spec)] == [(0, 150)]
    goals = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rule" and layer["mark"].get("strokeDash")]
    assert [row["from"] for row in goals[0]["data"]["values"]] == [100]


def test_progress_that_is_not_known_has_its_goal_only():
    spec = progress("–", "100")
    assert [("stroke" in bar) for bar in bars(spec)] == [True]
    assert "–" in [words for *_, words in boxes(spec)]


def test_progress_without_a_goal_above_zero_is_refused():
    with pytest.raises(BrokenProjectError, match="goal above zero"):
        progress("3", "0")


def test_panels_have_scales_of_their_own_and_a_zero_has_no_column():
    rows = [("Fatalities", ("0", "0", "1")), ("Lost days", ("281", "480", "322"))]
    spec = chart_spec(chart("panels", rows, ("2020", "2021", "2022")), PRINTERS["en"], PALETTE)
    assert {tuple(node["domain"]) for node in walk(spec) if isinstance(node, dict) and "domain" in node} == {
        (0.0, 1.0),
        (0.0, 480.0),
    }
    assert [bar["to"] for bar in bars(spec)] == [1, 281, 480, 322]
    assert [bar["fill"] == PALETTE.accent for bar in bars(spec)] == [True, False, False, True]


def test_four_panels_stand_in_one_row_in_print_and_in_two_on_a_phone():
    rows = [(name, ("7.9", "9.1")) for name in ("GHG", "Energy", "Water", "Waste")]

    def tops(room):
        spec = chart_spec(chart("panels", rows), PRINTERS["en"], PALETTE, room)
        return {top for _, top, _, _, words in boxes(spec) if words in ("GHG", "Energy", "Water", "Waste")}

    assert (len(tops(374.0)), len(tops(250.0))) == (1, 2)


def test_leaders_keep_apart_and_never_cross():
    spec = chart_spec(energy("stacked"), PRINTERS["en"], PALETTE)
    rules = [row for layer in spec["layer"] if layer["mark"]["type"] == "rule" for row in layer["data"]["values"]]
    leaders = [row for row in rules if row.get("stroke") == PALETTE.soft and row["x"] == row["x2"]]
    hanging = sorted({(row["x"], row["y2"]) for row in leaders if row["y2"] - row["y"] > 5 and row["y"] > 85})
    assert len(hanging) == 3
    for (x, bottom), (next_x, next_bottom) in pairwise(hanging):
        assert next_x - x >= 4.99
        assert next_bottom > bottom


# --- room ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("room", [374.0, 250.0])
def test_words_neither_touch_nor_leave_the_picture(form, language, room):
    assert_clear(chart_spec(energy(form, language), PRINTERS[language], PALETTE, room))


figure_texts = st.one_of(
    st.just("–"),
    st.decimals(0, 9_999_999, places=1, allow_nan=False).map(lambda value: f"{value:,}"),
)


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(FORMS),
    names=st.lists(st.sampled_from([*NAMES["en"], *NAMES["zh-hant"], LONG]), min_size=1, max_size=5),
    years=st.integers(1, 3),
    room=st.sampled_from([374.0, 250.0]),
    data=st.data(),
)
def test_whatever_the_figures_words_keep_clear(form, names, years, room, data):
    rows = [(name, data.draw(st.tuples(*[figure_texts] * years))) for name in names]
    made = chart(form, rows, tuple(str(2023 - years + n) for n in range(years)))
    if form == "progress":
        goals = st.decimals(1, 9_999_999, places=1, allow_nan=False).map(lambda value: f"{value:,}")
        pairs = [
            (point(name, "2022", texts[0], f"m.{n}"), point(name, "goal", data.draw(goals), f"g.{n}", target=True))
            for n, (name, texts) in enumerate(rows)
        ]
        made = replace(made, points=tuple(one for pair in pairs for one in pair))
    assert_clear(chart_spec(made, PRINTERS["en"], PALETTE, room))


@given(text=st.text("ab cde範圍一，。「」 ", min_size=1, max_size=40), room=st.floats(5, 120))
def test_a_broken_label_loses_nothing_and_begins_no_line_with_a_closing_mark(text, room):
    lines = wrapped(text, 7.5, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(line[:1] in tuple("，。」") for line in lines[1:])


def test_widths_are_those_of_inter_or_a_little_more():
    # advances of Inter Regular and SemiBold, added by hand
    assert 18.3 <= width("2022", 7.5) <= 20.5
    assert 39.7 <= width("336,419.5", 8) <= 42
    assert 98.9 <= width("Other countries and regions", 7.5) <= 106
    assert width("範圍一", 7.5) == 22.5


# --- colours -------------------------------------------------------------------------------------

SIMULATED = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear light
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def seen(colour, matrix):
    linear = [(c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    mixed = [min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in matrix]
    back = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed]
    return "#" + "".join(f"{round(255 * c):02x}" for c in back)


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize(("count", "least"), [(2, 3.0), (3, 1.9), (4, 1.45), (5, 1.3)])
def test_neighbouring_parts_differ_in_lightness_for_every_eye(accent, past, count, least):
    palette = replace(PALETTE, accent=accent)
    steps = palette.steps(count, past=past)
    for one, other in pairwise(steps):
        assert contrast(one, other) >= least
        for matrix in SIMULATED.values():
            assert contrast(seen(one, matrix), seen(other, matrix)) >= least - 0.15
    assert all(contrast(palette.on(step), step) >= 4.5 for step in steps)


@pytest.mark.parametrize("accent", ACCENTS)
def test_this_year_stands_out_from_last_year_in_grey_print(accent):
    palette = replace(PALETTE, accent=accent)
    assert contrast(palette.column(past=True), palette.column(past=False)) >= 3
    assert contrast(palette.column(past=True), palette.paper) >= 2


def test_parts_are_parted_by_a_line_of_paper():
    spec = chart_spec(energy("stacked"), PRINTERS["en"], PALETTE)
    rules = [row for layer in spec["layer"] if layer["mark"]["type"] == "rule" for row in layer["data"]["values"]]
    assert next(row["thickness"] for row in rules if row.get("stroke") == PALETTE.paper) == 1.0


# --- words ---------------------------------------------------------------------------------------


def test_the_alternative_names_finding_measure_and_every_value():
    rows = [("Male", ("48,406", "43,693")), ("Female", ("19,820", "17,635"))]
    assert chart_alt(chart("share", rows), PRINTERS["en"]) == (
        "Green power rose. Energy (MWh). Male: 48,406 (2021, 70.9%), 43,693 (2022, 71.2%). "
        "Female: 19,820 (2021, 29.1%), 17,635 (2022, 28.8%)."
    )


def test_the_alternative_in_chinese_has_full_width_marks_and_words_for_a_gap():
    made = replace(chart("bars", [("回用量", ("–", "2,740.6"))], ("2021年", "2022年")), title=(Text("首次統計。"),))
    made = replace(made, measure="重量（噸）")
    told = chart_alt(made, PRINTERS["zh-hant"])
    assert told == "首次統計。重量（噸）。回用量：未有數據（2021年）、2,740.6（2022年）。"


# --- bytes ---------------------------------------------------------------------------------------

DRAW = """
from tests.render.test_render_charts import PALETTE, PRINTERS, energy, chart_svg
import sys
sys.stdout.buffer.write(chart_svg(energy("stacked", "zh-hant"), PRINTERS["zh-hant"], PALETTE).encode())
"""


def test_another_process_draws_the_same_bytes():
    here = chart_svg(energy("stacked", "zh-hant"), PRINTERS["zh-hant"], PALETTE)
    there = subprocess.run(
        [sys.executable, "-c", DRAW],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert there.stdout.decode() == here


def test_a_kept_picture_is_not_drawn_again(tmp_path):
    spec = chart_spec(energy("bars"), PRINTERS["en"], PALETTE)
    drawn = cached_svg(spec, tmp_path / "charts")
    (kept,) = (tmp_path / "charts").iterdir()
    assert kept.read_text(encoding="utf-8") == drawn
    kept.write_text("kept", encoding="utf-8")
    assert cached_svg(spec, tmp_path / "charts") == "kept"
    assert cached_svg(chart_spec(energy("share"), PRINTERS["en"], PALETTE), tmp_path / "charts") != "kept"


def test_the_picture_is_named_once_and_holds_no_classes_of_its_own():
    svg = chart_svg(energy("bars"), PRINTERS["en"], PALETTE)
    assert svg.count("aria-label=") == svg.count('role="img"') == 1
    assert "class=" not in svg
    assert 'viewBox="0 0 374 ' in svg


def test_the_page_layout_prints_the_words_of_a_picture(tmp_path):
    made = energy("stacked", "zh-hant")
    (tmp_path / "c.svg").write_text(chart_svg(made, PRINTERS["zh-hant"], PALETTE), encoding="utf-8")
    html = '<style>img{width:132mm}</style><img src="c.svg" alt="">'
    weasyprint.HTML(string=html, base_url=str(tmp_path) + "/").write_pdf(tmp_path / "c.pdf")
    printed = pypdfium2.PdfDocument(tmp_path / "c.pdf")[0].get_textpage().get_text_bounded()
    for one in made.points:
        assert one.figure.text in printed
    assert "自建可再生能源" in printed


# --- what is refused -----------------------------------------------------------------------------


def test_an_unknown_form_is_refused_with_the_known_ones():
    with pytest.raises(BrokenProjectError) as raised:
        chart_spec(replace(energy("bars"), form="pie"), PRINTERS["en"], PALETTE)
    assert "'pie'" in str(raised.value)
    assert "share" in str(raised.value)


def test_parts_below_zero_are_refused_all_at_once():
    with pytest.raises(BrokenProjectError) as raised:
        chart_spec(chart("stacked", [("A", ("-1", "2")), ("B", ("3", "-4"))]), PRINTERS["en"], PALETTE)
    assert [problem.what.partition(": ")[2].split(" ")[0] for problem in raised.value.problems] == ["m.0", "m.1"]
