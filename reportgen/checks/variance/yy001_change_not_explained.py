"""A change beyond its threshold is explained nowhere.

Examines
    Every printed metric with figures of this year and of last year, against the metric's own threshold
    (`variance` in data/metrics: per cent, points, or both, with a floor; 10 per cent if it has none): whether a note on
    its row or value, or a sentence that prints the figure or its change, names what drove it, in every language of the
    report. Figures that moved together (a total with its parts, an intensity with its quantity, the rows of one
    subject) make one finding, and one explanation explains them all.

Why it matters
    The first thing that an assurer asks is why. A change that nobody explains is either an error or a question that the
    reader is left with.

Does not examine
    Whether the explanation is true; changes from zero (YY003); parts that moved more than twice as much as the
    total that is explained have to be explained by themselves.

Options
    percent: for metrics without a threshold of their own, the change from which on a finding is a warning; below it is
        an information.

Bad
    templates/en/1-environment.md
        Scope 1 {{ delta("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一{{ delta("ghg.scope1") }}。

Good
    templates/en/1-environment.md
        Scope 1 {{ delta("ghg.scope1") }}, because fire extinguishers are counted from this year.
    templates/zh-hant/1-environment.md
        範圍一{{ delta("ghg.scope1") }}，原因是本年起計入滅火器。

Fix
    Say why in a note of the kind explanation, or beside the figure in the section that tells it, in every language. If
    such a change needs no explanation, give the metric a variance that says so.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency) and Balance; GRI 1: Foundation 2021, Comparability; ISAE
    3410, paragraphs 42 and 43 (analytical procedures).
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import Kinship, Move, limit, moves
from reportgen.checks.variance.told import Told, told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.metric import Variance

_MOST_NAMED = 5


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each metric with two years, moves of one cause together."""
    telling = told(dossier)
    kin = Kinship(dossier)
    printed = [m for m in moves(dossier) if m.now.key in telling.printed]
    beyond = [m for m in printed if _exceeds(m)]
    yield from (None for _ in range(len(printed) - len(beyond)))
    languages = telling.languages
    explained = {code: _explained(telling, kin, printed, beyond, code) for code in languages}
    silent: dict[tuple[str, ...], list[Move]] = {}
    for move in beyond:
        missing = tuple(code for code in languages if move.metric.id not in explained[code])
        if missing:
            silent.setdefault(missing, []).append(move)
        else:
            yield None
    percent = Decimal(str(options["percent"]))
    for missing, own in silent.items():
        for group in kin.groups(own):
            yield from _findings(dossier, group, missing if missing != languages else (), percent)


def _explained(telling: Told, kin: Kinship, printed: list[Move], beyond: list[Move], language: str) -> frozenset[str]:
    """The metrics whose change a language explains, by themselves or with others that moved with them."""
    own = [move for move in printed if telling.explained(move.now, move.before, language)]
    return frozenset(move.metric.id for move in own) | kin.covered(own, beyond)


def _exceeds(move: Move) -> bool:
    return (
        move.now.value is not None
        and move.before.value is not None
        and move.metric.variance.exceeded(move.now.value, move.before.value)
    )


def _findings(
    dossier: Dossier, group: tuple[Move, ...], missing: tuple[str, ...], percent: Decimal
) -> Iterator[Finding]:
    first, *others = group
    beside = ", ".join(move.brief for move in others[:_MOST_NAMED])
    more = f", and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    with_it = f"; with it moved {beside}{more}" if others else ""
    said = next((m for m in group if m.now.particulars.explanation), None)
    severity = CHECK.severity
    nowhere = "neither a note nor the text says why"
    fix = (
        f'write why in a note of kind = "explanation" on "{first.metric.id}" in data/notes.toml, or beside the '
        "figure in its "
        "section, in every language"
    )
    if missing:
        nowhere = f"the reason is told in another language only, not in {', '.join(missing)}"
        fix = "tell the same reason in every language"
    elif said is not None:
        severity = Severity.INFO
        nowhere = f"the report doesn't say why; its contributor wrote: “{said.now.particulars.explanation}”"
        fix = f'take the explanation over into a note on "{first.metric.id}" in data/notes.toml, or into the text'
    elif first.metric.variance == Variance() and all(abs(m.percent) < percent for m in group):
        severity = Severity.INFO
    about = {"language": missing[0]} if len(missing) == 1 else {}
    yield CHECK.finding(
        f"{first.metric.id} {first.shown}, beyond its threshold of {limit(first.metric.variance)}, and "
        f"{nowhere}{with_it}",
        fix,
        metric=first.metric.id,
        period=first.now.period.id,
        place=first.metric.at,
        cell=first.now.sources[0] if len(first.now.sources) == 1 else None,
        severity=severity,
        involved=tuple(one for move in group for one in move.involved),
        subject=f"{first.percent:+.0f} %" + "".join(f" {m.metric.id} {m.percent:+.0f} %" for m in others),
        **about,
    )


CHECK = Check(
    "YY001",
    "change-not-explained",
    {"zh-hant": "超出門檻的變動未有解釋", "en": "A change beyond its threshold is explained nowhere"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    options={"percent": Decimal(20)},
    needs_whole=True,
)
