"""A note that should explain a change names no driver.

Examines
    Notes of the kind explanation on metrics whose change passes their threshold: whether the note, in every language,
    names what drove the change, instead of repeating the figures.

Why it matters
    “It was 1,051 tonnes in the year” under a figure that trebled is no explanation; the reader and the auditor ask
    again.

Does not examine
    Whether the driver is the right one.

Bad
    data/notes.toml
        [[note]]
        id = "scope-one"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = '本年為{{ kpi("ghg.scope1") }}。'
        text.en = 'It was {{ kpi("ghg.scope1") }}.'
    templates/en/1.1-climate.md
        Nothing.
    templates/zh-hant/1.1-climate.md
        無。

Good
    data/notes.toml
        [[note]]
        id = "scope-one"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = '由於計入滅火器，本年為{{ kpi("ghg.scope1") }}。'
        text.en = 'It was {{ kpi("ghg.scope1") }} because fire extinguishers are counted.'
    templates/en/1.1-climate.md
        Nothing.
    templates/zh-hant/1.1-climate.md
        無。

Fix
    Say what drove the change: more or less of what, where, since when.

Source
    ISAE 3410, paragraphs 42 and 43 (inquiry into fluctuations); HKEX ESG Reporting Guide, Balance; GRI 1: Foundation
    2021, Comparability.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import Move, moves
from reportgen.checks.variance.told import told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed note of the kind explanation on a metric that moved beyond its threshold."""
    telling = told(dossier)
    beyond: dict[str, Move] = {}
    for move in moves(dossier):
        if move.now.value is None or move.before.value is None:
            continue
        if move.metric.variance.exceeded(move.now.value, move.before.value):
            beyond[move.metric.id] = move
    for note in dossier.project.notes.values():
        moved = [beyond[id] for on in note.on if (id := on.partition("@")[0]) in beyond]
        languages = [code for code in telling.languages if (code, note.id) in telling.notes]
        if note.kind != "explanation" or not moved or not languages:
            continue
        silent = [code for code in languages if not telling.explains(note, code)]
        if not silent:
            yield None
            continue
        where = "" if len(silent) == len(languages) else f" in {', '.join(silent)}"
        yield CHECK.finding(
            f"{moved[0].metric.id} {moved[0].shown}, and the note {note.id!r} that should explain it names no "
            f"driver{where}",
            "say in the note what drove the change: more or less of what, where, since when",
            metric=moved[0].metric.id,
            period=moved[0].now.period.id,
            language=silent[0] if len(silent) == 1 else None,
            place=note.at,
            subject=note.id,
        )


CHECK = Check(
    "YY015",
    "explanation-names-no-driver",
    {"zh-hant": "解釋變動的附註沒有指出原因", "en": "A note that should explain a change names no driver"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
