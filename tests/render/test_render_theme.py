import pytest
from specimen import OUTLINE

from reportgen.model.problem import BrokenProjectError
from reportgen.render.glyphs import coverage, glyph_name, missing_glyphs, require_families
from reportgen.render.theme_file import load_theme

THEME = load_theme("default")
STACK = THEME.families("zh-hant")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


COLOURS = [*THEME.colours.chapters, THEME.colours.front, THEME.colours.appendix, THEME.colours.soft, THEME.colours.ink]


@pytest.mark.parametrize("colour", COLOURS)
def test_text_colours_are_dark_enough_for_small_type(colour):
    assert contrast(colour, "#ffffff") >= 4.5
    assert contrast(colour, THEME.tint(colour, THEME.tints.pale)) >= 4.5


@pytest.mark.parametrize(("background", "text"), THEME.levels.values())
def test_levels_can_be_read_in_grey(background, text):
    assert contrast(background, text) >= 4.5


def test_levels_darken_as_they_rise():
    shades = [luminance(THEME.levels[level][0]) for level in ("very_low", "low", "medium", "high")]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == 4


def test_a_part_gives_its_colour_to_its_sections():
    by_id = {section.id: THEME.accent(OUTLINE, section) for section in OUTLINE.sections}
    assert by_id["climate"] == by_id["environment"] == THEME.colours.chapters[0]
    assert by_id["about"] == THEME.colours.front
    assert by_id["kpi-tables"] == THEME.colours.appendix


def test_a_tint_is_a_mixture_with_paper():
    assert THEME.tint("#000000", 0.25) == "#bfbfbf"
    assert THEME.tint("#17664b", 0.999) == "#17664b"


def test_an_unknown_theme_is_told_with_the_known_ones():
    with pytest.raises(BrokenProjectError, match="use one of default"):
        load_theme("baroque")


def test_glyphs_are_found_in_the_whole_stack():
    assert missing_glyphs("騰訊 Tencent 5,739,723.7 tCO₂e「」《》–◆\u200b\ufe00\n", STACK) == ()
    assert missing_glyphs("𠮷𨋢", STACK) == ()
    assert missing_glyphs("好", ("Inter",)) == ("好",)


def test_a_character_without_glyph_is_named():
    assert missing_glyphs("a\U00010380b\U0001f9ff", STACK) == ("\U00010380", "\U0001f9ff")
    assert glyph_name("好") == "U+597D 好 CJK UNIFIED IDEOGRAPH-597D"
    assert glyph_name("\ue000") == "U+E000 \ue000 unnamed"


def test_missing_faces_are_told_at_once_with_the_command():
    require_families(STACK, THEME.packages)
    with pytest.raises(BrokenProjectError) as caught:
        require_families(
            ["Nonesuch Sans", "Inter", "Nowhere Serif"], {"Nonesuch Sans": "fonts-a", "Nowhere Serif": "fonts-b"}
        )
    assert [p.fix for p in caught.value.problems] == ["run: apt-get install fonts-a", "run: apt-get install fonts-b"]


def test_every_face_of_the_theme_has_its_package():
    for language in THEME.lang:
        assert set(THEME.families(language)) <= set(THEME.packages)


def test_coverage_is_by_family():
    assert ord("A") in coverage("Inter")
    assert ord("騰") not in coverage("Inter")
    assert coverage("No Such Family") == frozenset()
