"""A figure is printed with fewer digits in one place than in another.

Examines
    Every figure, share and change that one language prints more than once: in sentences, cards, tables and charts.
    Percentages and plain numbers are compared digit by digit.

Why it matters
    22% in the text and 22.2% in the table make readers ask which of the two is right; both are the same figure.

Does not examine
    Numbers printed with a scale (RMB5.8 billion beside 5,836 million) or behind a qualifier (nearly 23%), which say
    themselves that they are rounded.

Bad
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.scope1", decimals=0) }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.scope1", decimals=0) }}。

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.scope1") }}。

Fix
    Print it with the same decimals everywhere, or say "about".

Source
    HKEX ESG Reporting Guide, Consistency; GRI 1: Foundation 2021, Accuracy.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Prose, prose, quantities
from reportgen.checks.prose.qualifying import qualifiers_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Involved, Severity
from reportgen.model.manuscript import Binding
from reportgen.model.metric import Qualifier
from reportgen.model.unit import Style

Key = tuple[str, str, str, str, str]

_TABLES = ("table", "chart", "stat")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure of a language that is printed more than once."""
    read = prose(dossier)
    spoken = _qualified(read)
    printed: dict[Key, list[tuple[Binding, Decimal, Decimal]]] = {}
    for manuscript in dossier.manuscripts:
        for binding in manuscript.bindings:
            for number, step in _digits(read, binding):
                if (binding.language, binding.id) not in spoken:
                    printed.setdefault(_key(binding), []).append((binding, number, step))
    for places in printed.values():
        if len(places) < 2:
            continue
        finest = min(places, key=lambda place: place[2])
        coarse = [place for place in places if place[1] != finest[1] and place[2] > finest[2]]
        if not coarse:
            yield None
        for binding, _, _ in coarse:
            yield CHECK.finding(
                f"{binding.text} here is {finest[0].text} at {finest[0].place}",
                "print it with the same decimals everywhere, or say “about”",
                language=binding.language,
                section=binding.section,
                metric=binding.metric,
                period=binding.period,
                place=binding.place,
                involved=(Involved(finest[0].metric, finest[0].period, finest[0].text, finest[0].place),),
                subject=binding.kind,
            )


def _key(binding: Binding) -> Key:
    kind = "figure" if binding.kind in _TABLES else binding.kind
    others = " ".join(f"{metric}@{period}" for metric, period in binding.others)
    # A change is told in per cent, in points or in units: only changes of one value are one figure.
    own = f"{binding.value}" if kind != "figure" else ""
    return binding.language, kind, binding.metric, binding.period, f"{others} {own}"


def _digits(read: Prose, binding: Binding) -> Iterator[tuple[Decimal, Decimal]]:
    """The printed number and the worth of its last digit, unless a scale, a word or a range stands in the way."""
    metric = read.metric(binding)
    if metric is None or binding.kind == "span":
        return
    unit = read.dossier.project.units[metric.unit]
    if unit.style in (Style.MONEY, Style.YEAR, Style.RANK):
        return
    found = [q for q in quantities(binding.text, binding.language) if q.digits]
    if len(found) == 1 and found[0].step <= 1 and found[0].qualifier is Qualifier.EXACT:
        scaled = found[0].decimals and found[0].step * Decimal(10) ** found[0].decimals != 1
        if not scaled:
            yield found[0].value, found[0].step


def _qualified(read: Prose) -> set[tuple[str, str]]:
    """The bindings beside which a writer typed a qualifier."""
    found = set()
    for passage in read.passages:
        for spot in passage.bound:
            binding = read.binding(passage, spot)
            if binding is not None and any(not said.printed for said in qualifiers_of(passage, spot, binding)):
                found.add((binding.language, binding.id))
    return found


CHECK = Check(
    "TX010",
    "rounding-in-text",
    {"zh-hant": "同一數字的小數位數不一", "en": "A figure is printed with fewer digits in one place"},
    Severity.WARNING,
    __doc__,
    examine,
)
