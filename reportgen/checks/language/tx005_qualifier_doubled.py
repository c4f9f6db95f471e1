"""A figure is qualified twice.

Examines
    A qualifier typed beside a figure that prints one itself ("over over 1 billion", 約超過), one typed before and one
    behind (約300名左右), and a direction word before a change that prints its own (rose increased by 2%).

Why it matters
    The figure was handed in as "over", so it prints the word in both languages; the typed one is left over, or
    contradicts it.

Bad
    templates/en/1-environment.md
        Scope 1 was about over {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一為約{{ kpi("ghg.scope1") }}左右。

Good
    templates/en/1-environment.md
        Scope 1 was about {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        範圍一約為{{ kpi("ghg.scope1") }}。

Fix
    Delete the typed word.

Source
    GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, Spot, lexicon, prose
from reportgen.checks.prose.qualifying import qualifiers_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Binding


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure that is printed in a sentence."""
    read = prose(dossier)
    for passage in read.passages:
        for spot in passage.bound:
            binding = read.binding(passage, spot)
            if binding is None:
                continue
            said = _twice(passage, spot, binding)
            if said is None:
                yield None
                continue
            yield CHECK.finding(
                f"“{said}” in “{passage.around(spot.start, spot.end)}” says it twice",
                "delete the typed word; the figure prints its own",
                language=passage.language,
                section=passage.section,
                metric=binding.metric,
                period=binding.period,
                place=passage.at,
                subject=said,
            )


def _twice(passage: Passage, spot: Spot, binding: Binding) -> str | None:
    words = lexicon(passage.language)
    if words is None:
        return None
    said = [one.words for one in qualifiers_of(passage, spot, binding)]
    typed = passage.typed
    if said and (before := words.qualifier_before(typed, spot.start)):
        further = words.qualifier_before(typed[: before[1]].rstrip(), len(typed[: before[1]].rstrip()))
        if further:
            said.insert(0, typed[further[1] : further[2]])
    if len(said) > 1:
        return " … ".join(said)
    if binding.kind == "delta":
        directions = words.pattern((*words.directions.rise, *words.directions.fall))
        own = directions.search(binding.text)
        ahead = list(directions.finditer(typed, max(0, spot.start - 24), spot.start))
        if own and ahead and len(typed[ahead[-1].end() : spot.start].strip(" \u00a0了by")) == 0:
            return f"{ahead[-1][0]} … {own[0]}"
    return None


CHECK = Check(
    "TX005",
    "qualifier-doubled",
    {"zh-hant": "限定詞重複", "en": "A figure is qualified twice"},
    Severity.WARNING,
    __doc__,
    examine,
)
