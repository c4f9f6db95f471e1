"""Slips of the hand in digits."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.checks.numbers.digits import last_place, places, significant, slip, swaps, transposed

VALUES = st.decimals(min_value="0.01", max_value="99999999", places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "digits", "behind", "last"),
    [("1200", 2, 0, 2), ("0.12", 2, 2, -2), ("12.30", 3, 1, -1), ("0", 0, 0, 0), ("63000", 2, 0, 3), ("7", 1, 0, 0)],
)
def test_what_digits_tell(value, digits, behind, last):
    assert (significant(Decimal(value)), places(Decimal(value)), last_place(Decimal(value))) == (digits, behind, last)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("18797.8", "18779.8", True),
        ("18797.8", "18797.8", False),
        ("18797.8", "18978.7", False),
        ("21.7", "27.1", True),  # over the point, as it is typed without it
        ("217", "271", True),
        ("1.5", "5.1", True),
        ("100", "10", False),
        ("-12", "21", False),
    ],
)
def test_two_neighbours_that_changed_places(one, other, found):
    assert transposed(Decimal(one), Decimal(other)) is found


@given(VALUES)
def test_every_swap_is_seen_as_one_and_differs_by_a_multiple_of_nine(value):
    for other in swaps(value):
        assert transposed(value, other)
        assert transposed(other, value)
        assert (value - other).scaleb(2) % 9 == 0


@given(VALUES, st.sampled_from([-3, -2, -1, 1, 2, 3]), st.decimals("0.7", "1.4", places=2))
def test_a_shifted_value_that_grew_a_little_is_a_slip_of_that_power(value, power, growth):
    assume(value * growth)
    assert slip((value * growth).scaleb(power), value, Decimal("1.6")) == power


@given(VALUES, st.decimals("0.63", "6.2", places=2))
def test_a_value_that_grew_as_values_do_is_no_slip(value, growth):
    assert slip(value * growth, value, Decimal("1.6")) == 0


def test_no_slip_from_or_to_zero_or_over_it():
    assert [slip(Decimal(a), Decimal(b), Decimal(2)) for a, b in ((0, 5), (5, 0), (-50, 5))] == [0, 0, 0]
