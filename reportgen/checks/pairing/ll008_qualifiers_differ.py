"""A qualifier stands in one language only.

Examines
    The words beside each figure that a pair of passages prints on both sides, and beside each typed number that both
    tell: over / 超過, nearly / 近, about / 約, at least / 不少於, up to / 最多, below / 低於.

Why it matters
    "Nearly 30%" and 超過30% can't both be true, and "over" in one language alone makes the other an exact statement.

Bad
    templates/en/1-environment.md
        Emissions were over {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        排放量近{{ kpi("ghg.scope1") }}。

Good
    templates/en/1-environment.md
        Emissions were over {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        排放量逾{{ kpi("ghg.scope1") }}。

Fix
    Say the same in both; better, hand the figure in with its qualifier, so that both languages print it.

Source
    HKEX ESG Reporting Guide, Quantitative; GRI 1: Foundation 2021, Accuracy.
"""

from collections import defaultdict

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted
from reportgen.checks.prose import Passage, Prose, prose
from reportgen.checks.prose.qualifying import qualifiers_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.metric import Qualifier

Said = dict[tuple[str, ...], list[tuple[str, Qualifier]]]

_ALIKE = {Qualifier.AT_LEAST: Qualifier.OVER, Qualifier.UP_TO: Qualifier.BELOW}


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each number that both passages of a pair tell."""
    read = prose(dossier)
    for pair in read.pairs:
        one, two = _said(read, pair.one), _said(read, pair.two)
        for key in one.keys() & two.keys():
            for (text, said), (other, said_there) in zip(one[key], two[key], strict=False):
                if _ALIKE.get(said, said) == _ALIKE.get(said_there, said_there):
                    yield None
                    continue
                yield CHECK.finding(
                    f"{quoted(pair.one)} tells {text} as {_word(said)}, its translation {quoted(pair.two)} tells "
                    f"{other} as {_word(said_there)}",
                    "say the same in both; hand the figure in with its qualifier",
                    language=pair.two.language,
                    section=pair.two.section,
                    metric=key[1] if len(key) > 2 else None,
                    period=key[2] if len(key) > 2 else None,
                    place=pair.two.at,
                    subject=" ".join(key),
                )


def _said(read: Prose, passage: Passage) -> Said:
    found: Said = defaultdict(list)
    for spot in passage.bound:
        binding = read.binding(passage, spot)
        if binding is not None:
            told = qualifiers_of(passage, spot, binding)
            found[binding.kind, binding.metric, binding.period].append(
                (binding.text, told[0].kind if told else Qualifier.EXACT)
            )
    for q in read.quantities(passage):
        if q.digits:
            found[str(q.measure), str(q.value.normalize())].append((q.text, q.qualifier))
    return found


def _word(qualifier: Qualifier) -> str:
    return qualifier.value.replace("_", " ")


CHECK = Check(
    "LL008",
    "qualifiers-differ",
    {"zh-hant": "兩種語言的限定詞不同", "en": "A qualifier stands in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
)
