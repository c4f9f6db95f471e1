"""Small numbers, green claims and judgements: what stands beside them decides."""

import pytest

from tests.checks.examining import found_in
from tests.checks.writing import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("english", "chinese", "severity"),
    [
        ("It rests on three ideas.", "", "warning"),
        ("", "計劃以三項理念為本。", "warning"),
        ("It rose by 12 cases.", "", "error"),
        ("", "比例為三成。", "error"),
        ("A third of them came.", "", "error"),
        ("One idea is enough.", "一個理念已足夠。", ""),
        ("Half of them came.", "", "error"),
        ("", "共二百人參加。", "error"),
    ],
)
def test_a_small_number_in_words_weighs_less(english, chinese, severity, tmp_path):
    found = found_in("TX001", tmp_path, english, chinese)
    assert [f.severity for f in found] == [severity] * bool(severity)


CLAIM = "Our products are eco-friendly."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CLAIM, 1),
        ("Our data centres are emission-free.", 1),
        (f'{CLAIM} Their waste was {{{{ kpi("waste.all") }}}}.', 0),
        (f'{CLAIM} They are made by us. Waste was {{{{ kpi("waste.all") }}}}.', 1),
        (f'{CLAIM} See {{{{ ref("data") }}}}.', 0),
        ("Our products are eco-friendly under the certified label.", 0),
        ("We do not call our products eco-friendly.", 0),
    ],
)
def test_a_green_claim_needs_evidence_in_its_sentence_or_the_next(desk, text, found):
    assert len(desk.found("TX018", "產品。", text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Waste performed better than last year, at {{ kpi("waste.all") }}.', 1),
        ('Waste performed worse than last year, at {{ kpi("waste.all") }}.', 0),
        ('Waste, at {{ kpi("waste.all") }}, was better than that of others.', 0),
        ('In 2022 women held {{ kpi("women.share") }}, better than the year before.', 1),
    ],
)
def test_a_judgement_against_last_year_is_of_the_sentence_s_figure(desk, text, found):
    assert len(desk.found("TX008", "文字。", text)) == found
