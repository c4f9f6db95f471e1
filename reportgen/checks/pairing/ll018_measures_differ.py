"""One language tells per cent, the other percentage points.

Examines
    Each figure and change that both passages of a pair print of the same metric and period: whether both are the same
    value (a change told in per cent is another value than one told in percentage points), and whether the words right
    behind them give the same measure: %, percentage points, thousand, million, 萬, 億.

Why it matters
    From 20% to 22% is a rise of 2 percentage points and of 10 per cent. One of the two languages then tells five times
    the other.

Does not examine
    Typed numbers (LL005); decimals (LL007).

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "women.share"
        label = { zh-hant = "女性比例", en = "Share of women" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        comparatives = 1
    templates/en/1-environment.md
        The share {{ delta("women.share") }}.
    templates/zh-hant/1-environment.md
        比例{{ delta("women.share", measure="points") }}。
    figures
        women.share 2022 22
        women.share 2021 20

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "women.share"
        label = { zh-hant = "女性比例", en = "Share of women" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        comparatives = 1
    templates/en/1-environment.md
        The share {{ delta("women.share", measure="points") }}.
    templates/zh-hant/1-environment.md
        比例{{ delta("women.share", measure="points") }}。
    figures
        women.share 2022 22
        women.share 2021 20

Fix
    Give both calls the same measure; a change of a percentage is told in percentage points.

Source
    HKEX ESG Reporting Guide, Consistency; GRI 1: Foundation 2021, Accuracy.
"""

import re
from collections import defaultdict

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted
from reportgen.checks.prose import Passage, Prose, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Binding

_MEASURES = (
    ("percentage points", re.compile(r"個?百分點|[ \u00a0-]?percentage[ \u00a0-]points?", re.IGNORECASE)),
    ("per cent", re.compile(r"[ \u00a0]?[%％]|[ \u00a0]per ?cent\b", re.IGNORECASE)),
)
Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure that both passages of a pair print."""
    read = prose(dossier)
    for pair in read.pairs:
        if not pair.one.bound or not pair.two.bound:
            continue
        one, two = _told(read, pair.one), _told(read, pair.two)
        for key in one.keys() & two.keys():
            ours, theirs = one[key], two[key]
            if len(ours) != len(theirs) or sorted(b for _, b in ours) == sorted(b for _, b in theirs):
                yield None
                continue
            (a, said), (b, said_there) = next((x, y) for x, y in zip(ours, theirs, strict=True) if x[1] != y[1])
            yield CHECK.finding(
                f"{quoted(pair.one)} tells {_shown(a, said)}, its translation {quoted(pair.two)} "
                f"{_shown(b, said_there)}",
                "give both calls the same measure; a change of a percentage is told in percentage points",
                language=pair.two.language,
                section=pair.two.section,
                metric=key[1],
                period=key[2],
                place=pair.two.at,
                subject=key[0],
            )


def _told(read: Prose, passage: Passage) -> dict[Key, list[tuple[Binding, tuple[str, str]]]]:
    """The printed figures, each with its value and the measure that its own text, or the word behind it, tells."""
    found: dict[Key, list[tuple[Binding, tuple[str, str]]]] = defaultdict(list)
    for spot in passage.bound:
        binding = read.binding(passage, spot)
        if binding is not None and binding.kind != "stat":
            own = binding.text + passage.typed[spot.end : spot.end + 18].split("\ufffc")[0]
            measure = next((name for name, words in _MEASURES if words.search(binding.text)), "")
            measure = measure or next((name for name, w in _MEASURES if w.match(own, len(binding.text))), "")
            key = (binding.kind, binding.metric, binding.period, binding.others)
            found[key].append((binding, (str(binding.value), measure)))
    return found


def _shown(binding: Binding, said: tuple[str, str]) -> str:
    return f"“{binding.text}”" + (f" in {said[1]}" if said[1] else "")


CHECK = Check(
    "LL018",
    "measures-differ",
    {"zh-hant": "一種語言說百分比，另一種說百分點", "en": "One language tells per cent, the other percentage points"},
    Severity.ERROR,
    __doc__,
    examine,
)
