"""Comparatives against last year's report, restatements, and years that can't be compared."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks import by_code, run
from reportgen.checks.variance.earlier import Pair
from reportgen.model.figure import Figure, Kind, Part, State, Status
from reportgen.model.figures import Figures
from reportgen.model.finding import Ending
from reportgen.model.metric import Qualifier
from reportgen.model.particulars import Particulars
from reportgen.model.period import Period
from reportgen.model.published import PublishedFigures, PublishedValue
from reportgen.model.restatement import Restatement
from tests.checks.examining import EN, ZH, examined
from tests.checks.sketches import BASE, Sketch, dossier_of

AT = datetime(2023, 2, 1, tzinfo=UTC)
QUIET = {"templates/en/1.1-climate.md": "Nothing.\n", "templates/zh-hant/1.1-climate.md": "無。\n"}
SCOPE2 = ("ghg.scope2", "2021", "2471041.1")
"""Scope 2 as it was published before the small project's note restated it."""


def note(on, kind, english, chinese, id="n"):
    return (
        f'[[note]]\nid = "{id}"\ntable = "kpi"\non = ["{on}"]\nkind = "{kind}"\n'
        f"text.zh-hant = '{chinese}'\ntext.en = '{english}'\n\n"
    )


def noted(*notes, **files):
    return {**QUIET, "data/notes.toml": "".join(notes), **files}


def figure(value, decimals):
    return Figure(
        "a.b", Period("2021"), value, "tonne", State.VALUE, Status.REPORTED, Kind.ACTUAL, Qualifier.EXACT, decimals,
        assured=False, sources=(),
    )  # fmt: skip


# --- against last year's report ------------------------------------------------------------------


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5), st.integers(0, 4))
def test_a_value_equals_itself_as_printed(value, decimals):
    printed = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Pair(figure(value, None), PublishedValue(printed), decimals).equal


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.integers(0, 2))
def test_a_whole_printed_unit_is_never_overlooked(value, decimals):
    moved = value + Decimal(1).scaleb(-decimals)
    assert not Pair(figure(value, decimals), PublishedValue(moved), decimals).equal


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (("ghg.scope3", "2021", "2604500.2"), False),
        (("ghg.scope3", "2021", "2604500.24", "decimals:1"), False),
        (("ghg.scope3", "2021", "2604500"), False),  # printed without a decimal
        (("ghg.scope3", "2021", "2604.5002", "unit:kgco2e"), True),
        (("ghg.scope3", "2021", "2604500200", "unit:kgco2e"), False),
        (("ghg.scope3", "2021", "2604500.3"), True),
        (("ghg.scope3", "2021", "none"), True),
        (SCOPE2, False),  # its note says so
        (("finance.revenue", "2021", "560118"), False),
        (("finance.revenue", "2021", "560119"), True),
    ],
)
def test_comparatives_are_held_against_last_year_s_report(tmp_path, published, found):
    outcome = examined("YY007", tmp_path, last_report=[published])
    assert [f.metric for f in outcome.findings] == ([published[0]] if found else [])


def test_without_last_year_s_report_there_is_nothing_to_examine(tmp_path):
    assert examined("YY007", tmp_path).ending is Ending.NOTHING
    assert examined("YY014", tmp_path).ending is Ending.NOTHING


def test_the_message_tells_both_values_and_the_difference(tmp_path):
    (finding,) = examined("YY007", tmp_path, last_report=[("ghg.scope3", "2021", "2504500.2")]).findings
    assert "the report of 2021 gave ghg.scope3 for 2021 as 2,504,500.2, this one gives 2,604,500.2" in finding.message
    assert "(+100,000.0, +4.0 %)" in finding.message
    assert 'kind = "restatement" on "ghg.scope3@2021"' in finding.fix


@pytest.mark.parametrize(
    ("then", "told"),
    [("260450020.0", "100 times smaller"), ("2604.5002", "1,000 times larger"), ("-2604500.2", "the other sign")],
)
def test_a_slip_is_named(tmp_path, then, told):
    (finding,) = examined("YY007", tmp_path, last_report=[("ghg.scope3", "2021", then)]).findings
    assert told in finding.message


def test_the_value_of_another_year_is_named(tmp_path):
    published = [("ghg.scope3", "2021", "2504500.2"), ("ghg.scope3", "2020", "2604500.2")]
    (finding,) = examined("YY007", tmp_path, last_report=published).findings
    assert "it gave that for 2020" in finding.message


def test_one_slip_of_many_figures_is_one_finding(tmp_path):
    published = [
        ("ghg.scope1", "2021", "18.9614"),
        ("ghg.scope3", "2021", "2604.5002"),
        ("finance.revenue", "2021", "560.118"),
        ("ghg.intensity", "2021", "9.1"),
    ]
    (finding,) = examined("YY007", tmp_path, last_report=[(*row, "decimals:4") for row in published[:3]]).findings
    assert "; so do finance.revenue, ghg.scope3, by the same ratio" in finding.message
    assert len(examined("YY007", tmp_path, last_report=published[:2]).findings) == 2


def test_a_total_that_differs_through_a_part_is_told_once(tmp_path):
    published = [
        ("ghg.scope3", "2021", "2504500.2"),
        ("ghg.total", "2021", "5011461.9"),
        ("ghg.intensity", "2021", "8.9"),
    ]
    (finding,) = examined("YY007", tmp_path, last_report=published).findings
    assert finding.metric == "ghg.scope3"


def test_a_total_that_differs_by_itself_is_told(tmp_path):
    published = [
        ("ghg.scope1", "2021", "18961.4"),
        ("ghg.scope2", "2021", "2488000.3"),
        ("ghg.scope3", "2021", "2604500.2"),
        ("ghg.total", "2021", "5000000.0"),
    ]
    (finding,) = examined("YY007", tmp_path, last_report=published).findings
    assert finding.metric == "ghg.total"


@pytest.mark.parametrize(
    ("kind", "english", "chinese", "found"),
    [
        ("methodology", "Last year was recalculated.", "上年數字已重算。", False),
        ("methodology", "Last year could not be recalculated.", "上年數字未能重算。", True),
        ("methodology", "Last year was recalculated.", "採用新方法。", True),
        ("definition", "Fuel of vehicles.", "車輛燃料。", True),
        ("restatement", "Restated.", "重列。", False),
    ],
)
def test_a_note_announces_by_its_words_in_every_language(tmp_path, kind, english, chinese, found):
    files = noted(note("ghg.scope1", kind, english, chinese))
    outcome = examined("YY007", tmp_path, files, last_report=[("ghg.scope1", "2021", "18000.0")])
    assert bool(outcome.findings) is found


def recorded(tmp_path, before, published, files=None):
    dossier = dossier_of(Sketch(files=files or {}, figures=(), lost=()), tmp_path)
    own = dossier.figures.get("ghg.scope2", "2021")
    told = Restatement(
        1, own.metric, own.period, "group", before, own.value, "a meter was read twice", 2, 1, "May", AT
    )  # fmt: skip
    changed = replace(own, restatement=told, status=Status.RESTATED)
    prior = PublishedFigures(2021, {own.key: PublishedValue(published)}, "the report of 2021") if published else None
    return replace(dossier, figures=Figures({**dossier.figures.by_key, own.key: changed}), prior=prior)


def of(code, dossier):
    (outcome,) = run(dossier, [by_code(code)])
    assert not outcome.crashed, outcome.crashed
    return outcome.findings


def test_a_recorded_restatement_starts_from_the_published_value(tmp_path):
    assert of("YY007", recorded(tmp_path, Decimal("2471041.1"), Decimal("2471041.1"))) == ()
    (finding,) = of("YY007", recorded(tmp_path, Decimal("2400000.0"), Decimal("2471041.1")))
    assert "recorded as restated from 2,400,000.0, but the report of 2021 gave 2,471,041.1" in finding.message


# --- restatements of nothing, and half told ------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "chinese", "published", "found"),
    [
        ("Restated.", "重列。", (), False),
        ("Restated.", "重列。", [SCOPE2], False),
        ("Restated.", "重列。", [("ghg.scope2", "2021", "2488000.3")], True),
        ("Uses the grid factor.", "採用電網因子。", (), True),
        ("Restated.", "採用電網因子。", (), True),
    ],
)
def test_a_restatement_must_have_happened(tmp_path, english, chinese, published, found):
    files = noted(note("ghg.scope2@2021", "restatement", english, chinese))
    assert bool(examined("YY008", tmp_path, files, last_report=published).findings) is found


FORMER = """
[[metric]]
id = "old.scope2"
label = { zh-hant = "原範圍二", en = "Scope 2 as published" }
unit = "tco2e"
decimals = 1
owner = "environment"
"""
OLD = {"data/metrics/environment.toml": BASE["data/metrics/environment.toml"] + FORMER}


@pytest.mark.parametrize(
    ("english", "chinese", "lacking"),
    [
        ("Restated.", "重列。", "without the reason and the difference, or the value published before"),
        ("Restated as the grid factor was wrong.", "因電網因子有誤而重列。", "without the difference"),
        ('Restated from {{ kpi("old.scope2") }}.', '重列，原為{{ kpi("old.scope2") }}。', "without the reason"),
        (
            'Restated from {{ kpi("old.scope2") }} for a wrong factor.',
            "因電網因子有誤而重列。",
            "without the difference, or the value published before in zh-hant",
        ),
        (
            'Restated from {{ kpi("old.scope2") }} for a wrong factor.',
            '因因子有誤重列，原為{{ kpi("old.scope2") }}。',
            "",
        ),
        ("Restated for a wrong factor, 16,959.2 tonnes more.", "因子有誤而重列，多16,959.2噸。", ""),
        ("Restated for a wrong factor, 0.7% more.", "因子有誤而重列，多0.7%。", ""),
        (
            "Restated for a wrong factor, 1,200.0 tonnes more.",
            "因子有誤而重列，多1,200.0噸。",
            "without the difference",
        ),
    ],
)
def test_the_triplet_is_asked_for_in_every_language(tmp_path, english, chinese, lacking):
    files = noted(note("ghg.scope2@2021", "restatement", english, chinese), **OLD)
    values = [("old.scope2", "2022", "2471041.1")]
    found = examined("YY009", tmp_path, files, figures=values, last_report=[SCOPE2]).findings
    assert [lacking in f.message for f in found] == ([True] if lacking else [])
    assert all("published as 2,471,041.1, a difference of 16,959.2" in f.message for f in found)


def test_a_recorded_restatement_tells_the_former_value(tmp_path):
    files = noted(
        note("ghg.scope2@2021", "restatement", "Restated, a meter was read twice.", "電表重複讀數，現予重列。")
    )
    (finding,) = of("YY009", recorded(tmp_path, Decimal("2471041.1"), None, files))
    assert "published as 2,471,041.1" in finding.message


def test_a_scope_number_is_no_amount(tmp_path):
    files = noted(
        note("ghg.scope2@2021", "restatement", "Scope 2 was restated with 9 factors.", "範圍二按9項因子重列。")
    )
    assert len(examined("YY009", tmp_path, files).findings) == 1


# --- breaks --------------------------------------------------------------------------------------

FORMER_SCOPE = """
[[metric]]
id = "notes.scope1_before"
label = { zh-hant = "原範圍一", en = "Scope 1 on the former boundary" }
unit = "tonne"
decimals = 1
owner = "environment"
"""
WITH_FORMER = {"data/metrics/environment.toml": BASE["data/metrics/environment.toml"] + FORMER_SCOPE}
LIKE = (
    'On the former boundary it would be {{ kpi("notes.scope1_before") }}.',
    '如沿用原口徑，為{{ kpi("notes.scope1_before") }}。',
)


@pytest.mark.parametrize(
    ("english", "chinese", "lacking"),
    [
        (f"Extinguishers are included. {LIKE[0]}", f"納入滅火器。{LIKE[1]}", []),
        ("Extinguishers are included.", "納入滅火器。", ["neither gives a figure"]),
        ("Extinguishers are included; last year could not be recalculated.", "納入滅火器；上年未能重算。", []),
        (
            "Extinguishers are included; last year was not recalculated.",
            "納入滅火器；上年未予重算。",
            ["neither gives"],
        ),
        (f"Extinguishers are included. {LIKE[0]}", "納入滅火器。", ["in zh-hant neither gives a figure"]),
        ("It was so in the year; years are not comparable.", "本年如此；兩年不可比。", ["not what changed"]),
    ],
)
def test_a_break_says_what_changed_and_how_to_compare(tmp_path, english, chinese, lacking):
    files = noted(note("ghg.scope1", "scope_change", english, chinese), **WITH_FORMER)
    found = examined("YY010", tmp_path, files, figures=[("notes.scope1_before", "2022", "9711.0")]).findings
    assert [part in f.message for part, f in zip(lacking, found, strict=True)] == [True] * len(lacking)


def test_what_the_text_gives_belongs_in_the_note(tmp_path):
    files = noted(
        note(
            "ghg.scope1",
            "scope_change",
            "Extinguishers are included; last year could not be recalculated.",
            "納入滅火器；未能重算。",
        ),
        **WITH_FORMER,
    )
    files[EN] = f'Scope 1 was {{{{ kpi("ghg.scope1") }}}}. {LIKE[0]}\n'
    files[ZH] = f'範圍一為{{{{ kpi("ghg.scope1") }}}}。{LIKE[1]}\n'
    (finding,) = examined("YY010", tmp_path, files, figures=[("notes.scope1_before", "2022", "9711.0")]).findings
    assert "which section 'environment' gives (notes.scope1_before)" in finding.message


BREAK = (
    'Scope 1 was {{ kpi("ghg.scope1") }}. The scope was widened, and the years are not comparable.\n',
    '範圍一為{{ kpi("ghg.scope1") }}。由於範圍擴大，兩年不可比。\n',
)


@pytest.mark.parametrize(
    ("notes", "languages"),
    [
        ("", [None]),
        (note("ghg.scope1", "scope_change", "Extinguishers are included.", "納入滅火器。"), []),
        (note("ghg.scope1", "methodology", "The years are not comparable.", "兩年不可比。"), []),
        (note("ghg.scope1", "methodology", "The years are not comparable.", "按指引計算。"), ["zh-hant"]),
        (note("ghg.scope2", "scope_change", "Extinguishers are included.", "納入滅火器。"), [None]),
    ],
)
def test_a_break_that_the_text_tells_is_marked_in_the_table(tmp_path, notes, languages):
    files = {**QUIET, "data/notes.toml": notes, EN: BREAK[0], ZH: BREAK[1]}
    assert [f.language for f in examined("YY012", tmp_path, files).findings] == languages


def test_a_break_of_another_part_of_the_sentence_is_its_own(tmp_path):
    english = 'Scope 2 was {{ kpi("ghg.scope2") }}; Scope 1 is not comparable.\n'
    files = {**QUIET, "data/notes.toml": "", EN: english, ZH: '範圍二為{{ kpi("ghg.scope2") }}；範圍一不可比。\n'}
    assert examined("YY012", tmp_path, files).findings == ()


@pytest.mark.parametrize(
    ("kind", "english", "chinese", "found"),
    [
        ("methodology", "Last year was recalculated with the same factor.", "上年數字已按相同因子重算。", True),
        ("methodology", "Last year could not be fully recalculated.", "上年數字未能按現行範圍重算。", False),
        ("methodology", "A factor of the ministry is used.", "採用部門公佈的因子。", False),
        ("restatement", "Last year was restated.", "上年數字已重列。", False),
    ],
)
def test_a_recalculated_year_is_a_restated_one(tmp_path, kind, english, chinese, found):
    files = noted(note("ghg.scope1", kind, english, chinese))
    assert bool(examined("YY013", tmp_path, files).findings) is found


def test_a_total_of_restated_parts_needs_no_restatement_of_its_own(tmp_path):
    files = noted(
        note("ghg.total", "methodology", "Last year was recalculated.", "上年數字已重算。"),
        note("ghg.scope2@2021", "restatement", "Restated.", "重列。", id="two"),
    )
    assert examined("YY013", tmp_path, files).findings == ()


@pytest.mark.parametrize(
    ("metric", "english", "chinese", "found"),
    [
        ("ghg.scope1", "last year was restated", "上年數字已重列", 1),
        ("ghg.scope1", "last year could not be restated", "上年數字未能重列", 0),
        ("ghg.scope2", "last year was restated", "上年數字已重列", 0),
        ("ghg.total", "last year was restated", "上年數字已重列", 0),
        ("water.use", "last year was restated", "上年數字已重列", 0),
    ],
)
def test_a_restatement_of_the_text_stands_in_the_table(tmp_path, metric, english, chinese, found):
    files = {
        "templates/en/1.1-climate.md": "Nothing.\n",
        "templates/zh-hant/1.1-climate.md": "無。\n",
        EN: f'It was {{{{ kpi("{metric}") }}}}; {english}.\n',
        ZH: f'為{{{{ kpi("{metric}") }}}}；{chinese}。\n',
    }
    assert len(examined("YY016", tmp_path, files).findings) == found


# --- another basis, and figures that are gone ----------------------------------------------------

DEFINED = BASE["data/metrics/environment.toml"].replace(
    'id = "ghg.scope3"', 'id = "ghg.scope3"\ndefinition = { zh-hant = "九類", en = "Nine categories" }'
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("unit:tco2e",), ""),
        (("unit:kgco2e",), "the unit, from kgco2e to tco2e"),
        (("definition:Nine九類",), "the definition"),
        ((), ""),
    ],
)
def test_another_unit_or_definition_is_found(tmp_path, words, told):
    files = {"data/metrics/environment.toml": DEFINED}
    found = examined("YY011", tmp_path, files, last_report=[("ghg.scope3", "2021", "2604500.2", *words)]).findings
    assert [told in f.message for f in found] == ([True] if told else [])


def test_another_formula_is_found_and_spaces_are_none(tmp_path):
    dossier = dossier_of(Sketch(files={}, figures=(), lost=()), tmp_path)

    def prior(formula):
        value = PublishedValue(Decimal("5111461.9"), 1, formula=formula)
        return replace(dossier, prior=PublishedFigures(2021, {("ghg.total", "2021"): value}, "the report of 2021"))

    assert of("YY011", prior("{ghg.scope1}+{ghg.scope2}+{ghg.scope3}")) == ()
    (finding,) = of("YY011", prior("{ghg.scope1} + {ghg.scope2}"))
    assert "the formula, from {ghg.scope1} + {ghg.scope2} to" in finding.message


def test_entities_and_methods_that_changed_are_named(tmp_path):
    dossier = dossier_of(Sketch(files={}, figures=(), lost=()), tmp_path)
    now, before = (dossier.figures.get("ghg.scope3", year) for year in ("2022", "2021"))
    parts = tuple(Part(id, now.period, Decimal(1), State.VALUE) for id in ("north", "south"))
    drilled = replace(
        now,
        drilldown=Part("group", now.period, Decimal(2), State.VALUE, parts=parts),
        particulars=Particulars(method="invoices"),
    )
    earlier = replace(before, particulars=Particulars(method="floor area"))
    figures = Figures({**dossier.figures.by_key, drilled.key: drilled, earlier.key: earlier})
    value = PublishedValue(Decimal("2604500.2"), 1, entities=("old", "south"))
    prior = PublishedFigures(2021, {before.key: value}, "the report of 2021")
    (finding,) = of("YY011", replace(dossier, figures=figures, prior=prior))
    assert "the entities: north joined; the entities: old left" in finding.message
    assert "the method: “floor area” last year, “invoices” now" in finding.message


def test_a_note_on_the_change_of_basis_is_enough(tmp_path):
    files = noted(note("ghg.scope1", "methodology", "Categories were added.", "新增類別。"))
    published = [("ghg.scope1", "2021", "18961.4", "unit:kgco2e")]
    assert examined("YY011", tmp_path, files, last_report=published).ending is Ending.CLEAN


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (("waste.all", "2021", "117"), "it is no metric any more"),
        (("waste.all", "2020", "117"), ""),
        (("waste.all", "target-2030", "117"), ""),
        (("waste.all", "2021", "none"), ""),
        (("water.use", "2021", "8000000"), ""),
    ],
)
def test_a_figure_that_is_gone_is_found(tmp_path, published, found):
    outcome = examined("YY014", tmp_path, last_report=[published])
    assert [found in f.message for f in outcome.findings] == ([True] if found else [])


def test_a_data_book_of_some_figures_tells_no_gap(tmp_path):
    dossier = dossier_of(Sketch(files={}, figures=(), lost=()), tmp_path)
    prior = PublishedFigures(2021, {("waste.all", "2021"): PublishedValue(Decimal(1))}, "a book", complete=False)
    assert of("YY014", replace(dossier, prior=prior)) == ()


# --- without chapters, as from a data book -------------------------------------------------------


def test_figures_without_chapters_are_examined_with_the_notes_as_written(tmp_path):
    dossier = replace(dossier_of(Sketch(files={}, figures=(), lost=()), tmp_path), manuscripts=())
    published = {
        ("ghg.scope2", "2021"): PublishedValue(Decimal("2471041.1")),  # restated by its note
        ("ghg.scope3", "2021"): PublishedValue(Decimal("2500000.0")),
    }
    dossier = replace(dossier, prior=PublishedFigures(2021, published, "data-book-2021.xlsx"))
    assert [f.metric for f in of("YY007", dossier)] == ["ghg.scope3"]
    assert "data-book-2021.xlsx gave ghg.scope3 for 2021 as 2,500,000.0" in of("YY007", dossier)[0].message
    assert {f.metric for f in of("YY001", dossier)} == {"ghg.total"}
    assert of("YY008", dossier) == ()
