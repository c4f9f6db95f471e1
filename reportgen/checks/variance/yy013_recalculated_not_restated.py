"""A note says that last year was recalculated, and the figure isn't treated as restated.

Examines
    Notes of other kinds than restatement on rows and values of which an earlier figure is printed: whether their words
    say that the earlier year was restated or recalculated. Notes on a total whose parts are restated are sound.

Why it matters
    The kind of the note is what marks the figure as restated, in the data files and in the auditor's register. A
    methodology note with a restatement inside it keeps one out of both.

Bad
    data/notes.toml
        [[note]]
        id = "factor"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "methodology"
        text.zh-hant = "採用新的因子，上年數字已重算。"
        text.en = "A new factor is used; last year was recalculated with it."
    templates/en/1.1-climate.md
        Nothing.
    templates/zh-hant/1.1-climate.md
        無。

Good
    data/notes.toml
        [[note]]
        id = "factor"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "methodology"
        text.zh-hant = "採用新的因子，上年數字未能重算。"
        text.en = "A new factor is used; last year could not be recalculated with it."
    templates/en/1.1-climate.md
        Nothing.
    templates/zh-hant/1.1-climate.md
        無。

Fix
    Make it kind = "restatement", and tell the difference and the reason.

Source
    GRI 2-4 Restatements of information; IFRS S1, paragraph B50.
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import is_restated
from reportgen.checks.variance.told import tells_restated, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Severity
from reportgen.model.tables import NoteSpec


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note of another kind that hangs on figures of an earlier year."""
    telling = told(dossier)
    for note in dossier.project.notes.values():
        figures = [f for f in _earlier(dossier, note) if not is_restated(dossier, f)]
        texts = [telling.notes[code, note.id] for code in telling.languages if (code, note.id) in telling.notes]
        if note.kind == "restatement" or not figures or not texts:
            continue
        saying = [own for own in texts if tells_restated(own.typed, own.language)]
        if not saying:
            yield None
            continue
        figure = figures[0]
        yield CHECK.finding(
            f"the note {note.id!r} says that {figure.metric} for {figure.period} was restated or recalculated, but "
            "is of the "
            f"kind {note.kind}: the figure isn't marked as restated",
            'make it kind = "restatement", and tell the difference and the reason',
            metric=figure.metric,
            period=figure.period.id,
            place=note.at,
            subject=note.id,
        )


def _earlier(dossier: Dossier, note: NoteSpec) -> Iterator[Figure]:
    """The figures of earlier years, with a number, that a note hangs on."""
    this_year = dossier.project.settings.fiscal_year.year
    for on in note.on:
        metric, _, period = on.partition("@")
        for figure in dossier.figures.of(metric):
            year = figure.period.year
            if year is not None and year < this_year and figure.value is not None and period in ("", figure.period.id):
                yield figure


CHECK = Check(
    "YY013",
    "recalculated-not-restated",
    {
        "zh-hant": "附註稱已重算，但數字未列為重列",
        "en": "A note says that last year was recalculated, and the figure isn't restated",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
