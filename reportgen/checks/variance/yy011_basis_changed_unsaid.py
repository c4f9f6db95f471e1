"""A metric is measured in another way than last year, and nothing says so.

Examines
    Every metric against last year's report: its formula, its definition, its unit, and the entities that its figure is
    put together from; and the method that a contributor wrote beside this year's value against that beside last year's.
    One that changed must have a note, in every language, that tells of a change.

Why it matters
    The two columns of the table look alike and aren't. What a definition or a new subsidiary adds is read as growth.

Does not examine
    Whether the note is right; metrics that last year's report doesn't tell apart.

Bad
    last report
        ghg.scope3 2021 2604500.2 unit:kgco2e

Good
    last report
        ghg.scope3 2021 2604500.2 unit:tco2e

Fix
    Write a note of the kind scope_change, methodology or restatement that says what changed, since when, and what it
    does to the comparison.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); IFRS S1, paragraph B52; GRI 1: Foundation 2021, Comparability.
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import lexicon
from reportgen.checks.variance.moves import compared
from reportgen.checks.variance.told import Told, has_cause, tells_restated, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, entities_of
from reportgen.model.finding import Severity
from reportgen.model.metric import Metric
from reportgen.model.published import PublishedValue, definition_hash

_FORMULA = "the formula"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each metric with two figures of which something of last year's basis is known."""
    telling = told(dossier)
    for metric, now, before in compared(dossier):
        then = dossier.prior.get(metric.id, before.period) if dossier.prior is not None else None
        methods = (before.particulars.method.strip(), now.particulars.method.strip())
        if then is None and not all(methods):
            continue
        changed = [*_changes(metric, now, then)] if then is not None else []
        if all(methods) and methods[0].casefold() != methods[1].casefold():
            changed.append(f"the method: “{methods[0]}” last year, “{methods[1]}” now")
        formula = any(what.startswith(_FORMULA) for what in changed)
        silent = [code for code in telling.languages if changed and not _said(telling, code, (now, before), formula)]
        if not silent:
            yield None
            continue
        where = "" if len(silent) == len(telling.languages) else f" in {', '.join(silent)}"
        yield CHECK.finding(
            f"{metric.id} isn't measured as last year, and no note says so{where}; changed: {'; '.join(changed)}",
            f'write a note of kind = "scope_change" or "methodology" on "{metric.id}": what changed, and how the '
            "years compare",
            metric=metric.id,
            period=now.period.id,
            place=metric.at,
            subject="; ".join(changed),
        )


def _changes(metric: Metric, now: Figure, then: PublishedValue) -> Iterator[str]:
    """What of a metric's basis is not as it was."""
    if then.unit and then.unit != metric.unit:
        yield f"the unit, from {then.unit} to {metric.unit}"
    if then.formula and metric.formula and _plain(then.formula) != _plain(metric.formula):
        yield f"{_FORMULA}, from {then.formula} to {metric.formula}"
    definition = definition_hash(metric.definition)
    if then.definition and definition and then.definition != definition:
        yield "the definition"
    entities = entities_of(now)
    if then.entities and entities:
        joined = sorted(set(entities) - set(then.entities))
        left = sorted(set(then.entities) - set(entities))
        if joined:
            yield f"the entities: {', '.join(joined)} joined"
        if left:
            yield f"the entities: {', '.join(left)} left"


def _plain(formula: str) -> str:
    return "".join(formula.split())


def _said(telling: Told, language: str, figures: tuple[Figure, Figure], formula: bool) -> bool:
    """Whether a note on the metric tells in a language that something changed.

    Of a formula that changed it must say what came in or went out: that years were recalculated doesn't tell that.
    """
    words = lexicon(language)
    if words is None:
        return True
    tells = words.pattern((*words.explanation.widened, *words.explanation.incomparable))
    for note in telling.notes_about(*figures):
        own = telling.notes.get((language, note.id))
        if own is not None and (
            note.kind in ("scope_change", "restatement")
            or tells.search(own.typed)
            or (not formula and (tells_restated(own.typed, language) or has_cause(words, own.typed)))
        ):
            return True
    return False


CHECK = Check(
    "YY011",
    "basis-changed-unsaid",
    {
        "zh-hant": "計量基礎與上年不同而未說明",
        "en": "A metric is measured in another way than last year, and nothing says so",
    },
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
