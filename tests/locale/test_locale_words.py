"""The files of words agree with each other, and a wrong one says everything that is wrong with it."""

from decimal import Decimal
from importlib.resources import files

import pytest
from printed_builders import COUNT, PEOPLE, RMB, TONNES, figure, metric, unit

from reportgen.locale import Printer, languages
from reportgen.locale.vocabulary import holes, parse, vocabulary
from reportgen.model.problem import BrokenProjectError
from reportgen.model.unit import Style, Unit


def test_every_language_has_the_same_interface_words_with_the_same_holes():
    shapes = {language: {key: holes(text) for key, text in vocabulary(language).ui.items()} for language in languages()}
    assert len(shapes) >= 2
    assert all(shape == shapes["en"] for shape in shapes.values())


def test_every_language_knows_the_same_currencies_and_period_labels():
    known = {
        (frozenset(vocabulary(x).money), frozenset(p.form for p in vocabulary(x).dates.labels)) for x in languages()
    }
    assert len(known) == 1


@pytest.mark.parametrize("language", languages())
def test_an_unknown_word_or_an_unfilled_hole_is_a_key_error(language):
    printer = Printer(language)
    with pytest.raises(KeyError):
        printer.ui("no_such_word")
    with pytest.raises(KeyError):
        printer.ui("page_number")


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(BrokenProjectError, match="zh-hant"):
        Printer("fr")


def test_an_unknown_scale_names_those_of_the_language():
    with pytest.raises(BrokenProjectError, match="million"):
        Printer("en").figure(figure("5", TONNES), metric(TONNES), TONNES, scale="wan")


def test_a_mistyped_measure_and_form_are_told_at_once():
    with pytest.raises(BrokenProjectError) as caught:
        Printer("en").delta(Decimal(1), metric(TONNES), TONNES, measure="point", form="nuon")
    assert [p.what for p in caught.value.problems] == ["a change has no measure 'point'", "a change has no form 'nuon'"]


def test_an_unknown_currency_is_told_with_the_metric():
    euro = unit("eur", "money", "歐元", "EUR")
    with pytest.raises(BrokenProjectError, match=r"'eur' of x\.y"):
        Printer("en").figure(figure("5", euro), metric(euro), euro)


def test_a_unit_without_a_name_in_the_language_is_told():
    nameless = Unit("u", Style.PLAIN, {"en": "tonnes"}, "u")
    with pytest.raises(BrokenProjectError, match="zh-hant"):
        Printer("zh-hant").figure(figure("5", nameless), metric(nameless), nameless)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_has_no_digits_is_refused(value):
    with pytest.raises(ValueError, match="cannot be printed"):
        Printer("en").number(Decimal(value), 1)
    with pytest.raises(ValueError, match="cannot be printed"):
        Printer("en").figure(figure(value, COUNT), metric(COUNT, PEOPLE, scale=4), COUNT)
    with pytest.raises(ValueError, match="cannot be printed"):
        Printer("en").figure(figure(value, RMB), metric(RMB), RMB, scale="million")


def wrong(*changes):
    text = (files("reportgen.locale") / "words" / "en.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('over = "over {n}"', 'over = "over"', "must hold"),
        ('over = "over {n}"', "", "qualifiers"),
        ('nil = "–"', "", "nil"),
        ('nil = "–"', 'nil = "–"\nnull = "-"', "null"),
        ('babel = "en_GB"', 'babel = "xx_YY"', "xx_YY"),
        ("power = 9", "power = 6", "small to large"),
        ('text = "before {0}"', 'text = "before"', "groups"),
        ('other = "{n}th"', 'many = "{n}th"', "other"),
        ("[range]", "[range", "TOML"),
    ],
)
def test_a_wrong_file_of_words_is_refused_with_its_place(old, new, told):
    with pytest.raises(BrokenProjectError, match=told) as caught:
        parse(wrong((old, new)), "reportgen/locale/words/xx.toml")
    assert str(caught.value).startswith("reportgen/locale/words/xx.toml: ")


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(BrokenProjectError) as caught:
        parse(wrong(('nil = "–"', ""), ('over = "over {n}"', 'over = "over"'), ("power = 9", 'power = "9"')), "xx.toml")
    assert len(caught.value.problems) == 3
