"""The two languages are not built alike.

Examines
    Each section in every further language beside the first: headings and their levels, paragraphs, lists and their
    items, tables with rows and cells, boxes, cards, charts, KPI tables, notes and footnotes, in order.

Why it matters
    A paragraph that one language lacks was forgotten by the writer or the translator; readers of that language are
    told less.

Does not examine
    What the paragraphs say (the other checks of this family).

Bad
    templates/en/1-environment.md
        We save water.

        We save paper.
    templates/zh-hant/1-environment.md
        我們節約用水。

Good
    templates/en/1-environment.md
        We save water.

        We save paper.
    templates/zh-hant/1-environment.md
        我們節約用水。

        我們節約用紙。

Fix
    Translate what is missing, or delete it in the other language.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages; GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted, subject_of
from reportgen.checks.prose import Passage, prose
from reportgen.checks.prose.pairs import Lonely, Pair, Unlike
from reportgen.checks.prose.passages import Node
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages, and one for each block without counterpart."""
    for laid in prose(dossier).laid:
        match laid:
            case Pair():
                yield None
            case Lonely():
                yield _lonely(laid)
            case Unlike():
                yield _unlike(laid)


def _lonely(laid: Lonely) -> Finding:
    words = _words_of(laid.node)
    told = f", {quoted(words)}," if words else ""
    return CHECK.finding(
        f"the {laid.node.kind}{told} at {laid.node.at} has no counterpart in {laid.lacking}",
        f"add the {laid.node.kind} in {laid.lacking}, or delete it in {laid.language}",
        language=laid.lacking,
        section=_section(laid.node),
        place=laid.after.at if laid.after else laid.node.at,
        subject=f"{laid.node.kind} {subject_of(words) if words else ''}",
    )


def _unlike(laid: Unlike) -> Finding:
    words = _words_of(laid.one) or _words_of(laid.two)
    return CHECK.finding(
        f"a {laid.one.kind} at {laid.one.at} stands where the other language has a {laid.two.kind} ({laid.two.at})",
        "give both the same form",
        section=_section(laid.one) or _section(laid.two),
        place=laid.two.at,
        subject=f"{laid.one.kind} {laid.two.kind} {subject_of(words) if words else ''}",
    )


def _words_of(node: Node) -> Passage | None:
    return next((below.passage for below in node.walk() if below.passage and below.passage.text), None)


def _section(node: Node) -> str | None:
    return next((below.passage.section for below in node.walk() if below.passage), None)


CHECK = Check(
    "LL001",
    "blocks-do-not-pair",
    {"zh-hant": "兩種語言的結構不一致", "en": "The two languages are not built alike"},
    Severity.ERROR,
    __doc__,
    examine,
)
