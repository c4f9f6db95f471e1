"""A figure stands under the name of its neighbour.

Examines
    Printed figures, changes and shares of metrics that are parts of one total or rows of one group of a table, and
    whose labels differ in one word (Scope 2 and Scope 3, 男性 and 女性): whether the words right before the figure
    name its neighbour while nothing in the paragraph names the metric itself, or while the neighbour's figure stands
    under its name in turn.

Why it matters
    Metric ids look alike, and the wrong one of two prints a sound number under the wrong name. No comparison of
    figures finds it, since both figures are right.

Does not examine
    Metrics whose labels differ in more, or in nothing that can be told apart; cells, cards and headings.

Bad
    templates/en/1-environment.md
        Scope 1 emissions were {{ kpi("ghg.scope2") }}.
    templates/zh-hant/1-environment.md
        範圍一排放為{{ kpi("ghg.scope2") }}。

Good
    templates/en/1-environment.md
        Scope 1 emissions were {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一排放為{{ kpi("ghg.scope1") }}。

Fix
    Bind the metric that the words name, or name the metric that is bound.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3000 (Revised), paragraph 46.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, Prose, Sentence, Spot, clauses, prose
from reportgen.checks.prose.subjects import terms
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.formula import metrics_in
from reportgen.model.manuscript import Binding
from reportgen.model.metric import Metric
from reportgen.model.words import is_chinese

_SENTENCES = ("paragraph", "item", "note", "footnote")
_KINDS = ("figure", "delta", "share")
_AND = re.compile(r"\b(?:and|or|to)\b|[及和與至、]")
"""Between two figures, what stands before one of these belongs to the first and what stands behind it to the second."""

_ALSO = {"women": "female", "woman": "female", "men": "male", "man": "male"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A printed figure with the words that lead to it and those behind it."""

    binding: Binding
    metric: Metric
    lead: frozenset[str]
    behind: frozenset[str]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed figure with neighbours whose clause names one of them."""
    read = prose(dossier)
    neighbours = _neighbours(dossier)
    for passage in read.passages:
        if passage.kind not in _SENTENCES or not passage.bound:
            continue
        whole = _words(passage.typed, passage.language)
        for sentence in read.sentences(passage):
            places = tuple(_places(read, sentence))
            for place in places:
                for other in neighbours.get(place.metric.id, ()):
                    own, its = _apart(place.metric, other, passage.language)
                    if not own or not its or not (place.lead | place.behind) & (own | its):
                        continue
                    under = bool(place.lead & its) and not (place.lead | place.behind) & own
                    wrong = under and (not whole & own or _swapped(places, other, own, its))
                    yield _found(passage, place, other) if wrong else None


def _found(passage: Passage, place: _Place, other: Metric) -> Finding:
    binding, language = place.binding, passage.language
    named, bound = (m.label.get(language, m.id) for m in (other, place.metric))
    return CHECK.finding(
        f"the words before “{binding.text}” name “{named}” ({other.id}), but the figure is “{bound}” "
        f"({binding.metric}): “{_around(passage, binding)}”",
        f"print {other.id} there, or name what is printed",
        language=language,
        section=passage.section,
        metric=binding.metric,
        period=binding.period,
        place=passage.at,
        subject=other.id,
    )


def _around(passage: Passage, binding: Binding) -> str:
    at = passage.text.find(binding.text)
    return passage.around(at, at + len(binding.text), 32)


def _swapped(places: tuple[_Place, ...], other: Metric, own: frozenset[str], its: frozenset[str]) -> bool:
    """Whether the neighbour's figure stands under the name of this one in the same sentence."""
    return any(
        place.metric.id == other.id and place.lead & own and not (place.lead | place.behind) & its for place in places
    )


def _places(read: Prose, sentence: Sentence) -> Iterator[_Place]:
    passage = sentence.passage
    for clause in clauses(sentence):
        start = clause.start
        spots: tuple[Spot, ...] = clause.bound
        for at, spot in enumerate(spots):
            binding = read.binding(passage, spot)
            end = spots[at + 1].start if at + 1 < len(spots) else clause.end
            lead, behind = passage.typed[start : spot.start], passage.typed[spot.end : end]
            if at:
                lead = _AND.split(lead)[-1]
            if at + 1 < len(spots):
                behind = _AND.split(behind)[0]
            start = spot.end
            metric = None if binding is None else read.metric(binding)
            if binding is None or metric is None or binding.kind not in _KINDS:
                continue
            own = read.dossier.project.metrics.get(metric.same_as or "", metric)
            yield _Place(binding, own, _words(lead, passage.language), _words(behind, passage.language))


def _neighbours(dossier: Dossier) -> Mapping[str, tuple[Metric, ...]]:
    """The other metrics of the same unit that stand in one row of parts or in one group of a table, by id."""
    metrics = dossier.project.metrics
    rows = [set(row) for metric in metrics.values() for row in metric.breakdowns]
    rows += [set(metrics_in(m.formula)) for m in metrics.values() if m.formula]
    rows += [set(group.rows) for table in dossier.project.tables.values() for group in table.groups]
    found: dict[str, dict[str, Metric]] = {}
    for one, two in (pair for row in rows for pair in permutations(row & metrics.keys(), 2)):
        if metrics[one].unit == metrics[two].unit:
            found.setdefault(one, {})[two] = metrics[two]
    return {id: tuple(own.values()) for id, own in found.items()}


def _apart(one: Metric, two: Metric, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that only the one label has, and those that only the other has; none where the labels differ widely."""
    first, second = (_words(metric.label.get(language, ""), language) for metric in (one, two))
    most = 2 if is_chinese(language) else 1
    mine, its = first - second, second - first
    return (mine, its) if len(mine) == len(its) <= most else (frozenset(), frozenset())


def _words(text: str, language: str) -> frozenset[str]:
    return frozenset(_ALSO.get(word, word) for word in terms(text, language))


CHECK = Check(
    "TX025",
    "figure-under-another-name",
    {"zh-hant": "數字列於另一指標的名稱之下", "en": "A figure stands under the name of its neighbour"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
