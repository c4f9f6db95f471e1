"""Formulas are arithmetic over metrics, and nothing else."""

import operator
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.formula import evaluate, metrics_in, terms

VALUES = {"a.b": Decimal("172137.9"), "ghg.scope_2": Decimal("-0.003"), "x.y.z": Decimal(0), "c.d": Decimal("7")}
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def value_of(id: str, fixed: str | None) -> Decimal:
    return VALUES[id] * (2 if fixed else 1)


class ZeroError(Exception):
    pass


def leaves():
    numbers = st.integers(0, 10**6).map(lambda n: (str(n), lambda: Decimal(n)))
    named = st.sampled_from(sorted(VALUES)).map(lambda id: (f"{{{id}}}", lambda: VALUES[id]))
    fixed = st.sampled_from(sorted(VALUES)).map(lambda id: (f"{{{id}@2021}}", lambda: VALUES[id] * 2))
    return numbers | named | fixed


def joined(parts):
    (left, a), sign, (right, b), gap = parts

    def compute():
        first, second = a(), b()
        if sign == "/" and not second:
            raise ZeroError
        return SIGNS[sign](first, second)

    return f"({left}){gap}{sign}{gap}({right})", compute


def negative(part):
    text, compute = part
    return f"-({text})", lambda: -compute()


EXPRESSIONS = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner, st.sampled_from(["", " ", "\n  "])).map(joined),
        inner.map(negative),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_a_formula_gives_what_decimal_arithmetic_gives(expression):
    text, compute = expression
    with localcontext() as context:
        context.prec = 34
        try:
            expected = compute()
        except ZeroError:
            with pytest.raises(ZeroDivisionError):
                evaluate(text, value_of)
        else:
            assert evaluate(text, value_of) == expected


@pytest.mark.parametrize(
    ("formula", "value"),
    [("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("20 - 3 - 4", 13), ("-2 * 3", -6), ("100 / 8 / 2", "6.25"), ("--3", 3)],
)
def test_signs_bind_as_in_school(formula, value):
    assert evaluate(formula, value_of) == Decimal(value)


def test_the_metrics_of_a_formula_each_once_in_order():
    formula = "({c.d} + {a.b@2021}) / {c.d} - {a.b}"
    assert terms(formula) == (("c.d", None), ("a.b", "2021"), ("a.b", None))
    assert metrics_in(formula) == ("c.d", "a.b")


REFUSED = [
    "",
    "total",
    "a.b",
    "_0 + {a.b}",
    "{a.b}.real",
    "{a.b}{c.d}",
    "5{a.b}",
    "{a.b}5",
    "{a.b}(2)",
    "abs({a.b})",
    "__import__('os')",
    "2 ** 3",
    "2 // 3",
    "7 % 2",
    "1.5 * {a.b}",
    "1e5",
    "1_000",
    "0x10",
    "１ + 1",
    "True",
    "'a'",
    "[1]",
    "{a.b}, {c.d}",
    "()",
    "1 if 1 else 2",
    "1 < 2",
    "~1",
    "+1",
    "1 # a remark",
    "lambda: 1",
    "{a.b",
    "a.b}",
    "{A.B}",
    "{a b}",
    "{{a.b}}",
    "1 +",
    "(1",
    "007",
    "1\x00",
    "(" * 300 + "1" + ")" * 300,
    "-" * 1500 + "1",
    "1+" * 900 + "1",
    "1" * 5000,
]


@pytest.mark.parametrize("formula", REFUSED, ids=[f[:20] or "empty" for f in REFUSED])
def test_anything_else_is_refused(formula):
    with pytest.raises(ValueError):
        terms(formula)


@given(st.text(st.characters(codec="ascii") | st.sampled_from("{}@._+-*/()0123456789ab"), max_size=20))
def test_any_text_is_arithmetic_or_refused(text):
    try:
        found = terms(text)
    except ValueError:
        return
    try:
        value = evaluate(text, lambda id, fixed: Decimal(3))
    except ZeroDivisionError:
        return
    assert isinstance(value, Decimal)
    assert all(id in text for id, _ in found)
