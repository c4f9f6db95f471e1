"""The text says that the years can't be compared, and the table shows them side by side without a mark.

Examines
    Sentences that say of a metric that its boundary was widened, that its years aren't comparable or that last year was
    not recalculated: whether a note of the kind scope_change or restatement, or one that says as much, hangs on the
    metric's row in each KPI table that prints both years, in the same language.

Why it matters
    Figures are copied from the table. Who copies them there doesn't read the chapter.

Does not examine
    Metrics that stand in no KPI table.

Bad
    templates/en/1-environment.md
        Scope 1 was {{ kpi("ghg.scope1") }}. The reporting boundary was widened, so the years are not comparable.
    templates/zh-hant/1-environment.md
        範圍一為{{ kpi("ghg.scope1") }}。由於口徑擴大，前後年度不可直接比較。

Good
    templates/en/1-environment.md
        Scope 2 was {{ kpi("ghg.scope2") }}. The reporting boundary was widened, so the years are not comparable.
    templates/zh-hant/1-environment.md
        範圍二為{{ kpi("ghg.scope2") }}。由於口徑擴大，前後年度不可直接比較。

Fix
    Hang a note of kind = "scope_change" on the row in data/notes.toml, with the figure on the former boundary.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); IFRS S1, paragraphs B50 to B54; GRI 1: Foundation 2021,
    Comparability.
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Passage, Sentence, lexicon
from reportgen.checks.variance.told import Told, told
from reportgen.checks.walk import bindings_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.place import Place

_KINDS = ("scope_change", "restatement")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each metric of a KPI table of which a sentence says that its years don't compare.

    Metrics of which one paragraph says so, and languages, make one finding.
    """
    telling = told(dossier)
    rows = _rows(dossier)
    silent: dict[str, dict[str, Passage]] = {}
    for language in telling.languages:
        words = lexicon(language)
        if words is None:
            continue
        seen: set[str] = set()
        for metric, passage in _broken(telling, words, frozenset(rows)):
            if metric in seen:
                continue
            seen.add(metric)
            if _marked(telling, words, metric):
                yield None
            else:
                silent.setdefault(metric, {})[language] = passage
    by_place: dict[tuple[Place, ...], list[str]] = {}
    for metric, passages in silent.items():
        by_place.setdefault(tuple(p.at for p in passages.values()), []).append(metric)
    for places, metrics in by_place.items():
        language, passage = next(iter(silent[metrics[0]].items()))
        yield CHECK.finding(
            f"the text says that the years of {' and '.join(metrics)} can't be compared, and the table "
            f"{rows[metrics[0]]!r} shows them side by side without a note that says so",
            f'hang a note of kind = "scope_change" on "{metrics[0]}" in data/notes.toml, with the figure on the former '
            "boundary",
            metric=metrics[0],
            period=dossier.project.settings.fiscal_year.period().id,
            language=language if len(places) == 1 else None,
            section=passage.section,
            place=passage.at,
            subject="break",
        )


def _rows(dossier: Dossier) -> dict[str, str]:
    """The metrics of which a KPI table prints two numbers, with the table."""
    found: dict[str, str] = {}
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for _, table in tables_of(manuscript):
            for row in (row for group in table.groups for row in group.rows):
                numbers = [c for c in row.cells if bindings[c.figure.binding].value is not None]
                if len(numbers) > 1:
                    found.setdefault(row.metric, table.id)
    return found


def _broken(telling: Told, words: Lexicon, rows: frozenset[str]) -> Iterator[tuple[str, Passage]]:
    """The metrics of rows that sentences of a language say are not comparable, with the place.

    A sentence without figures speaks of those of the sentence before it.
    """
    said = words.explanation
    pattern = words.pattern((*said.incomparable, *said.unable, *said.not_restated))
    for passage in telling.prose.passages:
        if passage.language != words.language or passage.kind == "note" or not pattern.search(passage.typed):
            continue
        before: tuple[str, ...] = ()
        for sentence in telling.prose.sentences(passage):
            here = tuple(id for id in telling.metrics_in(sentence) if id in rows)
            about = _about(telling, sentence, words, rows) if here else before
            if pattern.search(sentence.typed):
                yield from ((id, passage) for id in about)
            before = here or before


def _about(telling: Told, sentence: Sentence, words: Lexicon, rows: frozenset[str]) -> tuple[str, ...]:
    """The metrics of the parts of a sentence that speak of a break."""
    said = words.explanation
    pattern = words.pattern((*said.incomparable, *said.unable, *said.not_restated))
    found: dict[str, None] = {}
    for part in telling.parts(sentence):
        if pattern.search(part.typed):
            found.update(dict.fromkeys(id for id in telling.metrics_in(part) if id in rows))
    return tuple(found)


def _marked(telling: Told, words: Lexicon, metric: str) -> bool:
    """Whether a note on the metric says in the language that the years don't compare."""
    said = words.explanation
    tells = words.pattern((*said.incomparable, *said.unable, *said.not_restated, *said.widened))
    for note in telling.notes_about(*telling.dossier.figures.of(metric)):
        own = telling.notes.get((words.language, note.id))
        if own is not None and (note.kind in _KINDS or tells.search(own.typed)):
            return True
    return False


CHECK = Check(
    "YY012",
    "break-not-marked",
    {
        "zh-hant": "正文稱不可比較，表內卻並列而無附註",
        "en": "The text says that the years can't be compared, and the table doesn't",
    },
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
