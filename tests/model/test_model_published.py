"""What a published report said, kept for the next year."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError
from reportgen.model.published import (
    PublishedBlock,
    PublishedFigure,
    PublishedReport,
    from_json,
    to_json,
    words_hash,
)

PLACE = Place("published/2021/manuscript.json")
texts = st.text(max_size=12)
figures = st.builds(
    PublishedFigure, texts, texts, st.none() | st.decimals(allow_nan=False, allow_infinity=False), texts
)
blocks = st.builds(PublishedBlock, texts, texts, texts, texts, st.lists(figures, max_size=3).map(tuple))


@given(st.builds(PublishedReport, st.integers(1990, 2100), st.lists(blocks, max_size=4).map(tuple)))
def test_it_is_read_back(report):
    assert from_json(to_json(report), PLACE) == report


def test_the_words_are_those_without_figures_years_and_marks():
    assert words_hash("In 2021 it was , and so.") == words_hash("In 2022 it was, and so")
    assert words_hash("It rose.") != words_hash("It fell.")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"schema": 2, "year": 2021, "blocks": []},
        {"schema": 1, "year": "x", "blocks": []},
        {"schema": 1, "year": 2021, "blocks": [1]},
        {
            "schema": 1,
            "year": 2021,
            "blocks": [{"language": "en", "section": "a", "kind": "p", "words": "w", "figures": 3}],
        },
        {
            "schema": 1,
            "year": 2021,
            "blocks": [
                {
                    "language": "en", "section": "a", "kind": "p", "words": "w",
                    "figures": [{"metric": "m", "period": "p", "value": "many", "text": ""}],
                }
            ],
        },
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_its_place(data):
    with pytest.raises(BrokenProjectError) as caught:
        from_json(data, PLACE)
    assert caught.value.problems[0].where == PLACE


def test_decimals_keep_their_digits():
    figure = PublishedFigure("m", "2021", Decimal("5739723.70"), "5,739,723.7")
    report = PublishedReport(2021, (PublishedBlock("en", "s", "paragraph", "h", (figure,)),))
    assert str(from_json(to_json(report), PLACE).blocks[0].figures[0].value) == "5739723.70"
