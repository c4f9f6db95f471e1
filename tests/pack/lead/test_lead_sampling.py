"""Samples: drawn again by anybody, whatever the order, and never without the large items."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.pack.lead.sampling import Item, Method, Why, monetary_unit, population_hash, stratified

_KEYS = st.text("abcdefgh0123456789", min_size=1, max_size=6)
_QUANTITIES = st.decimals(min_value=-1000, max_value=100_000, places=2, allow_nan=False)
_ITEMS = st.dictionaries(_KEYS, st.tuples(_QUANTITIES, st.sampled_from(["a", "b", "c"])), min_size=1, max_size=40).map(
    lambda found: [Item(key, quantity, stratum) for key, (quantity, stratum) in found.items()]
)
_SIZES = st.integers(1, 30)
DRAWS = [stratified, monetary_unit]


@pytest.mark.parametrize("draw", DRAWS)
@given(items=_ITEMS, size=_SIZES, data=st.data())
def test_a_sample_does_not_depend_on_the_order(draw, items, size, data):
    shuffled = data.draw(st.permutations(items))
    assert draw(items, "seed", size) == draw(shuffled, "seed", size)


@pytest.mark.parametrize("draw", DRAWS)
@given(items=_ITEMS, size=_SIZES)
def test_every_item_of_at_least_one_interval_is_in(draw, items, size):
    sample = draw(items, "seed", size)
    drawn = {one.item.key for one in sample.drawn}
    large = {i.key for i in items if sample.interval and abs(Fraction(i.quantity)) >= sample.interval}
    assert large <= drawn
    assert len(drawn) == len(sample.drawn) <= len(items)


@given(items=_ITEMS, size=_SIZES)
def test_a_monetary_unit_sample_has_as_many_hits_as_points(items, size):
    sample = monetary_unit(items, "seed", size)
    hits = sum(one.hits for one in sample.drawn)
    assert hits == (size if any(item.quantity for item in items) else 0)
    assert sum(one.why is Why.LOW for one in sample.drawn) == (len([o for o in sample.drawn if not o.hits]) > 0)


@given(items=_ITEMS, size=_SIZES)
def test_a_stratified_sample_has_one_of_each_stratum_and_its_size(items, size):
    sample = stratified(items, "seed", size)
    rest = {one.item.stratum for one in sample.drawn if one.why is Why.STRATUM}
    left = {i.stratum for i in items if i.key not in {o.item.key for o in sample.drawn}}
    assert left <= rest
    assert len(sample.drawn) >= min(size, len(items)) or len(sample.drawn) == len(items)
    assert len(sample.drawn) <= max(size, len([o for o in sample.drawn if o.why is not Why.STRATUM]) + len(rest))


@given(items=_ITEMS)
def test_what_must_be_in_is_in(items):
    marked = [Item(item.key, item.quantity, item.stratum, "cut_off") for item in items[:2]] + items[2:]
    for draw in DRAWS:
        assert {item.key for item in marked[:2]} <= {one.item.key for one in draw(marked, "s", 3).drawn}


def test_small_strata_take_their_place_from_the_large_one():
    """One of each of b and c leaves one for a, though a has most of the items."""
    items = [Item(key, Decimal(0), "a") for key in "1234"] + [Item("5", Decimal(0), "b"), Item("6", Decimal(0), "c")]
    drawn = stratified([*items, Item("7", Decimal(1), "a")], "seed", 4).drawn
    assert sorted(one.item.stratum for one in drawn if one.why is Why.STRATUM) == ["a", "b", "c"]


def test_a_draw_by_hand():
    """Three of four items by strata: a and b are numbered by SHA-256, and the lowest is taken."""
    items = [Item("a", Decimal(1), "x"), Item("b", Decimal(1), "x"), Item("c", Decimal(1), "y"), Item("d", Decimal(9))]
    numbered = sorted("ab", key=lambda key: hashlib.sha256(f"s\n{key}".encode()).hexdigest())
    sample = stratified(items, "s", 3)
    assert {one.item.key: one.why for one in sample.drawn} == {
        numbered[0]: Why.STRATUM, "c": Why.STRATUM, "d": Why.TOP,
    }  # fmt: skip
    assert (sample.method, sample.count, sample.total) == (Method.STRATIFIED, 4, Decimal(12))


def test_monetary_units_by_hand():
    """Ten units, two points five apart: the item of eight units is hit whatever the start; both others may be."""
    items = [Item("big", Decimal(8)), Item("one", Decimal(1)), Item("two", Decimal(-1))]
    sample = monetary_unit(items, "s", 2)
    number = int(hashlib.sha256(b"s\nstart").hexdigest(), 16)
    assert sample.interval == 5
    assert sample.start == Fraction(5 * (number + 1), 2**256)
    assert sample.drawn[0].item.key == "big"
    assert sample.drawn[0].why is Why.TOP


def test_the_hash_is_over_the_keys_in_order():
    items = [Item("b", Decimal("2.50")), Item("a", Decimal(100))]
    assert population_hash(items) == hashlib.sha256(b"a\t100\nb\t2.5\n").hexdigest()


def test_another_seed_draws_another_sample():
    items = [Item(f"i{n}", Decimal(1)) for n in range(50)]
    assert len({monetary_unit(items, seed, 5).drawn for seed in "abcdef"}) > 1
