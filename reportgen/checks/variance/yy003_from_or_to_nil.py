"""A figure appears from nil, or falls to nil, without a word.

Examines
    Every printed metric that was zero or not applicable last year and has a value now, or had a value and is zero, not
    applicable or without a number now: whether a note on its row or value, or the text, says what happened, in every
    language. A rate that follows its count makes one finding with it.

Why it matters
    A change from zero has no percentage, so no threshold catches it. The first fatality, the first fine and the row
    that somebody forgot to fill look the same in a table.

Does not examine
    A metric that is reported for the first time, because last year's figure was not available.

Bad
    figures
        ghg.scope2 2022 0 confirmed_zero

Good
    templates/en/1-environment.md
        Scope 2 is nil, because all electricity was bought from wind farms: {{ kpi("ghg.scope2") }}.
    templates/zh-hant/1-environment.md
        由於電力全部購自風電場，範圍二為{{ kpi("ghg.scope2") }}。
    figures
        ghg.scope2 2022 0 confirmed_zero

Fix
    Correct the value or its state in the workbook; if it is right, say in a note or beside the figure what happened.

Source
    GRI 1: Foundation 2021, Completeness and Comparability; HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import Kinship, compared, involved, shown
from reportgen.checks.variance.told import Told, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, State
from reportgen.model.finding import Confidence, Severity
from reportgen.model.metric import Metric

Turned = tuple[Metric, Figure, Figure]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed metric with two figures; those of one subject that turned together are one."""
    telling = told(dossier)
    kin = Kinship(dossier)
    turned: list[Turned] = []
    for metric, now, before in compared(dossier):
        if now.key not in telling.printed:
            continue
        if _is_nil(now, this_year=True) == _is_nil(before, this_year=False) or _too_small(metric, now, before):
            yield None
        elif before.value is not None or _is_nil(before, this_year=False):
            turned.append((metric, now, before))
    known = [one for one in turned if _told(telling, one)]
    rest = [one for one in turned if one not in known and not any(_same(kin, one, other) for other in known)]
    yield from (None for _ in range(len(turned) - len(rest)))
    while rest:
        first, *rest = rest
        beside = [one for one in rest if _same(kin, first, one)]
        rest = [one for one in rest if one not in beside]
        metric, now, before = first
        with_it = f"; so did {', '.join(one[0].id for one in beside)}" if beside else ""
        yield CHECK.finding(
            f"{metric.id} went from {_state(before)} in {before.period} to {_state(now)} in {now.period}{with_it}, "
            "and neither "
            "a note nor the text says what happened",
            "correct the value or its state in the workbook; if it is right, say in a note or in the text what "
            "happened",
            metric=metric.id,
            period=now.period.id,
            place=metric.at,
            cell=now.sources[0] if len(now.sources) == 1 else None,
            involved=tuple(involved(f) for one in (first, *beside) for f in one[1:]),
            subject="from nil" if _is_nil(before, this_year=False) else "to nil",
        )


def _is_nil(figure: Figure, *, this_year: bool) -> bool:
    """Zero or not applicable; of this year also without a number. What was not available last year is new, not nil."""
    if figure.value is not None:
        return not figure.value
    return this_year or figure.state is State.NOT_APPLICABLE


def _too_small(metric: Metric, now: Figure, before: Figure) -> bool:
    largest = max(abs(f.value) for f in (now, before) if f.value is not None) if now.value or before.value else None
    return largest is not None and largest < metric.variance.floor


def _told(telling: Told, one: Turned) -> bool:
    _, now, before = one
    return all(telling.explained(now, before, code) for code in telling.languages)


def _same(kin: Kinship, one: Turned, two: Turned) -> bool:
    """Whether two metrics turned the same way and have to do with each other."""
    related = two[0].id in kin.derived.get(one[0].id, ()) or kin.beside(one[0], two[0])
    return related and bool(one[2].value) == bool(two[2].value)


def _state(figure: Figure) -> str:
    return shown(figure) if figure.value is not None else figure.state.value.replace("_", " ")


CHECK = Check(
    "YY003",
    "from-or-to-nil",
    {"zh-hant": "數字由零變有或由有變零而未有說明", "en": "A figure appears from nil, or falls to nil, without a word"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    needs_whole=True,
)
