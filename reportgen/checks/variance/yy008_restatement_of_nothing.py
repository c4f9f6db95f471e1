"""A note announces a restatement of a figure that is what it was.

Examines
    Notes of the kind restatement: whether their words say in every language that a figure was restated or recalculated,
    and, where last year's report is at hand, whether an earlier figure that they hang on differs from what it gave.

Why it matters
    The reader looks for the change and finds none, or the reason of another figure's change.

Does not examine
    The figures of restatements recorded in the ledger: YY007 compares them. Notes of a data book (DB007 compares its
    editions).

Bad
    last report
        ghg.scope2 2021 2488000.3 decimals:1

Good
    last report
        ghg.scope2 2021 2471041.1 decimals:1

Fix
    Give the note the kind that it is of, or hang it on the figure that was restated.

Source
    GRI 2-4 Restatements of information; IFRS S1, paragraph B50.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.earlier import Pair, pairs
from reportgen.checks.variance.told import tells_restated, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import FigureKey
from reportgen.model.finding import Finding, Severity
from reportgen.model.tables import NoteSpec


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed note of the kind restatement."""
    if dossier.book is not None:
        return
    telling = told(dossier)
    known = pairs(dossier)
    for note in dossier.project.notes.values():
        texts = {code: telling.notes[code, note.id] for code in telling.languages if (code, note.id) in telling.notes}
        if note.kind != "restatement" or not texts:
            continue
        silent = [code for code, own in texts.items() if not tells_restated(own.typed, code)]
        if silent and not _recorded(dossier, note):
            where = f" in {', '.join(silent)}" if len(silent) < len(texts) else ""
            yield _finding(note, f"says{where} nothing of an earlier figure that was restated or recalculated")
            continue
        own_pairs = _pairs(note, known)
        if own_pairs and all(pair.equal and pair.figure.restatement is None for pair in own_pairs):
            told_as = ", ".join(f"{p.figure.metric} for {p.figure.period} is {p.given}" for p in own_pairs)
            source = dossier.prior.source if dossier.prior else "last year's report"
            yield _finding(note, f"announces a restatement, but {told_as}, as in {source}")
        else:
            yield None


def _recorded(dossier: Dossier, note: NoteSpec) -> bool:
    """Whether the ledger records a restatement of something that the note hangs on: YY009 looks at its words."""
    on = {one.partition("@")[0] for one in note.on}
    return any(figure.metric in on and figure.restatement is not None for figure in dossier.figures)


def _pairs(note: NoteSpec, known: dict[FigureKey, Pair]) -> list[Pair]:
    on = {tuple(one.partition("@")[::2]) for one in note.on}
    return [pair for (metric, period), pair in known.items() if (metric, "") in on or (metric, period) in on]


def _finding(note: NoteSpec, what: str) -> Finding:
    return CHECK.finding(
        f"the note {note.id!r} on {', '.join(note.on)} is of the kind restatement, and {what}",
        "give the note the kind that it is of, hang it on the figure that was restated, or say what was restated",
        metric=note.on[0].partition("@")[0] if note.on and "." in note.on[0] and ":" not in note.on[0] else None,
        place=note.at,
        subject=note.id,
    )


CHECK = Check(
    "YY008",
    "restatement-of-nothing",
    {"zh-hant": "附註稱有重列，數字卻無變動", "en": "A note announces a restatement of a figure that is what it was"},
    Severity.ERROR,
    __doc__,
    examine,
)
