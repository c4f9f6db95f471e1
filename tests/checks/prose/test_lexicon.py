"""Word lists are validated when they are read."""

import pytest

from reportgen.checks.prose.lexicon import lexicon, parse
from reportgen.model.problem import BrokenProjectError


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_the_lists_of_both_languages_are_sound(language):
    words = lexicon(language)
    assert words is not None
    for variant in words.variant:
        forms = [form for way in variant.forms for form in way]
        assert len(forms) == len(set(forms)), forms
    assert all(wrong != right for wrong, right in words.simplified.mistaken)


def test_a_language_without_lists_has_none():
    assert lexicon("fr") is None


def test_all_that_is_wrong_is_told():
    with pytest.raises(BrokenProjectError) as caught:
        parse("[green]\nclaims = [1]\n", "en")
    assert len(caught.value.problems) > 3
    with pytest.raises(BrokenProjectError, match="not valid TOML"):
        parse("[", "en")


def test_english_words_are_whole_and_chinese_ones_are_not():
    english, chinese = lexicon("en"), lexicon("zh-hant")
    assert english.pattern(["rose"]).search("It rose.") and not english.pattern(["rose"]).search("prose, rosewood")
    assert chinese.pattern(["上升"]).search("量上升了")
    assert not english.pattern([]).search("anything")
