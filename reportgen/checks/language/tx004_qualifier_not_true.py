"""A qualifier is not true of its figure.

Examines
    Words typed beside a printed figure (over, more than, 超過, 逾; nearly, almost, 近; less than, 少於; at least, up
    to), against the exact value of the figure: "over 30%" of 29.6, printed as 30%, is not true, and neither is "over
    30.5%" of exactly 30.5.

Why it matters
    Rounding up and saying "over" claims more than was measured.

Does not examine
    "About", which is true of any rounded figure. Figures that are themselves handed in with a qualifier and printed
    without it, and goals (a rate may be over its target).

Bad
    templates/en/1-environment.md
        Scope 1 was nearly {{ kpi("ghg.scope1", decimals=0) }}.
    templates/zh-hant/1-environment.md
        範圍一逾{{ kpi("ghg.scope1", decimals=0) }}。
    figures
        ghg.scope1 2022 172137.9

Good
    templates/en/1-environment.md
        Scope 1 was nearly {{ kpi("ghg.scope1", decimals=0) }}.
    templates/zh-hant/1-environment.md
        範圍一近{{ kpi("ghg.scope1", decimals=0) }}。
    figures
        ghg.scope1 2022 172137.9

Fix
    Take the word away, or print the figure rounded down (over) or up (nearly).

Source
    GRI 1: Foundation 2021, Accuracy and Balance; HKEX ESG Reporting Guide, Quantitative.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Measure, Passage, Prose, Spot, prose, quantities
from reportgen.checks.prose.qualifying import qualifiers_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Binding
from reportgen.model.metric import Qualifier
from reportgen.model.period import Period, PeriodKind

_KINDS = ("figure", "delta", "share")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure that stands beside a typed qualifier."""
    read = prose(dossier)
    for passage in read.passages:
        for spot in passage.bound:
            binding = read.binding(passage, spot)
            if binding is None or binding.value is None or binding.kind not in _KINDS or _goal(binding):
                continue
            for words, kind in _typed(passage, spot, binding):
                printed = _printed(binding, passage.language)
                exact = abs(binding.value) if binding.kind == "delta" else _in_base(read, binding)
                if printed is None or exact is None or _holds(kind, exact, printed, _handed_in(read, binding)):
                    yield None
                    continue
                yield CHECK.finding(
                    f"“{words} {binding.text}” is not true: the exact value is {exact.normalize():f}",
                    "take the word away, or round so that it becomes true",
                    language=passage.language,
                    section=passage.section,
                    metric=binding.metric,
                    period=binding.period,
                    place=passage.at,
                    subject=words,
                )


def _typed(passage: Passage, spot: Spot, binding: Binding) -> Iterator[tuple[str, Qualifier]]:
    for said in qualifiers_of(passage, spot, binding):
        if not said.printed:
            yield said.words, said.kind


def _holds(kind: Qualifier, exact: Decimal, printed: Decimal, handed_in: Qualifier) -> bool:
    if handed_in is not Qualifier.EXACT:
        return (
            handed_in is kind
            or {handed_in, kind} <= {Qualifier.OVER, Qualifier.AT_LEAST}
            or handed_in is Qualifier.ABOUT
        )
    return {
        Qualifier.OVER: exact > printed,
        Qualifier.NEARLY: printed * Decimal("0.9") <= exact < printed,
        Qualifier.BELOW: exact < printed,
        Qualifier.AT_LEAST: exact >= printed,
        Qualifier.UP_TO: exact <= printed,
    }.get(kind, True)


def _printed(binding: Binding, language: str) -> Decimal | None:
    found = [q for q in quantities(binding.text, language) if q.measure not in (Measure.YEAR, Measure.MONTH)]
    return found[0].value if len(found) == 1 else None


def _in_base(read: Prose, binding: Binding) -> Decimal | None:
    """The exact value in the unit in which it is printed: money in its base currency."""
    metric = read.metric(binding)
    unit = read.dossier.project.units.get(metric.unit) if metric else None
    if binding.value is None or unit is None:
        return None
    return (
        binding.value
        if binding.kind == "share"
        else binding.value * unit.factor
        if unit.style == "money"
        else binding.value
    )


def _handed_in(read: Prose, binding: Binding) -> Qualifier:
    figure = read.dossier.figures.get(binding.metric, binding.period)
    return figure.qualifier if figure is not None else Qualifier.EXACT


def _goal(binding: Binding) -> bool:
    return Period(binding.period).kind is PeriodKind.TARGET


CHECK = Check(
    "TX004",
    "qualifier-not-true",
    {"zh-hant": "限定詞與數字不符", "en": "A qualifier is not true of its figure"},
    Severity.ERROR,
    __doc__,
    examine,
)
