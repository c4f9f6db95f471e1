"""A changed boundary or method has no comparable figure.

Examines
    Notes of the kind scope_change, in every language: whether they say what changed; and whether they give this year's
    figure as it would have been before, or say that the earlier year can't be computed anew or compared. A figure on
    the former boundary that the text gives must stand in the note as well.

Why it matters
    Two years side by side are read as a movement. If the boundary grew, the movement is partly, or wholly, the
    boundary.

Bad
    data/notes.toml
        [[note]]
        id = "scope-one"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "scope_change"
        text.zh-hant = "自本年起納入滅火器。"
        text.en = "Fire extinguishers are included from this year."
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
        kind = "scope_change"
        text.zh-hant = "自本年起納入滅火器；由於欠缺歷史資料，上年數字未能重算。"
        text.en = "Fire extinguishers are included from this year; last year could not be recalculated."
    templates/en/1.1-climate.md
        Nothing.
    templates/zh-hant/1.1-climate.md
        無。

Fix
    Give this year's figure on the former boundary as a metric and print it in the note; where that is impracticable,
    say so and why.

Source
    IFRS S1, paragraphs B50 to B54 (comparative amount unless impracticable) and B52 (redefined metrics); GHG Protocol
    Corporate Standard, chapter 5; HKEX ESG Reporting Guide, paragraph 14 (Consistency): changes of methods or factors
    that affect a meaningful comparison.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Sentence, lexicon
from reportgen.checks.variance.told import Told, has_cause, told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.tables import NoteSpec
from reportgen.model.unit import Style


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed note of the kind scope_change, and one more for each thing that one lacks."""
    telling = told(dossier)
    for note in dossier.project.notes.values():
        languages = [code for code in telling.languages if (code, note.id) in telling.notes]
        metrics = [on.partition("@")[0] for on in note.on if on.partition("@")[0] in dossier.project.metrics]
        if note.kind != "scope_change" or not languages or not metrics:
            continue
        lacking: dict[str, list[str]] = {}
        for code in languages:
            for thing in _lacks(dossier, telling, note, metrics, code):
                lacking.setdefault(thing, []).append(code)
        if not lacking:
            yield None
        for thing, codes in lacking.items():
            where = "" if len(codes) == len(languages) else f" in {', '.join(codes)}"
            yield CHECK.finding(
                f"the note {note.id!r} says that the scope of {', '.join(metrics)} changed, but{where} {thing}",
                "print this year's figure on the former scope in the note, in every language; where that is "
                "impracticable, "
                "say so and why",
                metric=metrics[0],
                place=note.at,
                language=codes[0] if len(codes) == 1 else None,
                subject=f"{note.id} {thing[:20]}",
            )


def _lacks(dossier: Dossier, telling: Told, note: NoteSpec, metrics: list[str], language: str) -> list[str]:
    """What a note fails to tell in a language."""
    own, words = telling.notes[language, note.id], lexicon(language)
    if words is None:
        return []
    found = []
    if not (words.pattern(words.explanation.widened).search(own.typed) or has_cause(words, own.typed)):
        found.append("not what changed")
    if any(_comparable(dossier, telling, sentence, metrics) for sentence in telling.prose.sentences(own)):
        return found
    elsewhere = _given_in_text(dossier, telling, metrics, language)
    if elsewhere is not None:
        metric, section = elsewhere
        found.append(f"not the figure on the former scope, which section {section!r} gives ({metric})")
    elif not words.pattern(words.explanation.unable).search(own.typed):
        found.append("neither gives a figure on the former scope nor says why there is none")
    return found


def _comparable(dossier: Dossier, telling: Told, sentence: Sentence, metrics: list[str]) -> str | None:
    """The metric of a figure that a sentence gives as one on the former scope of some metrics; ``None`` without one."""
    words = lexicon(sentence.passage.language)
    if words is None or not words.pattern(words.explanation.like_for_like).search(sentence.typed):
        return None
    project = dossier.project
    units = {project.metrics[id].unit for id in metrics}
    for spot in sentence.bound:
        binding = telling.prose.binding(sentence.passage, spot)
        known = None if binding is None else project.metrics.get(binding.metric)
        if known is None or known.id in metrics:
            continue
        # The unit may be written out beside the figure, as “tonnes of carbon dioxide equivalent” behind tonnes.
        if known.unit in units or project.units[known.unit].style is Style.PLAIN:
            return known.id
    return None


def _given_in_text(dossier: Dossier, telling: Told, metrics: list[str], language: str) -> tuple[str, str] | None:
    """A figure on the former scope that the text gives in a paragraph on one of the metrics, and its section."""
    places = {piece.at for id in metrics for piece in telling.pieces_in(id, language)}
    for passage in telling.prose.passages:
        if passage.language != language or passage.kind == "note" or passage.at not in places:
            continue
        before: tuple[str, ...] = ()
        for sentence in telling.prose.sentences(passage):
            for part in telling.parts(sentence):
                here = telling.metrics_in(part)
                metric = _comparable(dossier, telling, part, metrics)
                about = [id for id in here if id != metric and id in dossier.project.metrics] or list(before)
                if metric is not None and set(metrics) & set(about):
                    return metric, passage.section
                before = here or before
    return None


CHECK = Check(
    "YY010",
    "break-without-comparable",
    {"zh-hant": "口徑或方法變更而沒有可比數字", "en": "A changed boundary or method has no comparable figure"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
