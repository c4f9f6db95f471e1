"""A sentence stands in one language only.

Examines
    The sentences of each pair of paragraphs, items, notes and footnotes, laid beside each other by their lengths, the
    figures and references in them, their names and numbers. How many letters an ideograph stands for, and how often two
    sentences of one language are one in the other, is learnt from the report itself.

Why it matters
    A sentence that the translator dropped leaves no trace when it holds no figure, and often it is the one that limits
    what the others say.

Does not examine
    Pairs of one sentence each; very short sentences; reports with too few pairs to learn from. What is told by half a
    sentence over there can be taken for missing, and the sentence beside the missing one for it.

Options
    fewest: pairs that a report has at least.

Bad
    report.toml, added
        [checks.LL016]
        fewest = 1
    templates/en/1-environment.md
        The Group saves water in offices and data centres. Its drivers are trained in careful driving every year.

        The Group saves power in offices and data centres. Its cars are repaired before they are replaced.
    templates/zh-hant/1-environment.md
        集團的辦公樓和數據中心均節約用水。司機每年均接受謹慎駕駛的培訓課程。

        集團的辦公樓和數據中心均節約用電。

Good
    report.toml, added
        [checks.LL016]
        fewest = 1
    templates/en/1-environment.md
        The Group saves water in offices and data centres. Its drivers are trained in careful driving every year.

        The Group saves power in offices and data centres. Its cars are repaired before they are replaced.
    templates/zh-hant/1-environment.md
        集團的辦公樓和數據中心均節約用水。司機每年均接受謹慎駕駛的培訓課程。

        集團的辦公樓和數據中心均節約用電。車輛須先經維修，其後方予更換。

Fix
    Translate the sentence, or delete it in both languages; waive it where another sentence says as much.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import bold_of, quoted
from reportgen.checks.prose import prose
from reportgen.checks.prose.beads import Missing, beads_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity

_SHOWN = 90


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each pair of passages of which one has several sentences."""
    read = prose(dossier)
    for language in read.languages[1:]:
        pairs = [pair for pair in read.pairs if pair.two.language == language]
        several = [p for p in pairs if len(read.sentences(p.one)) > 1 or len(read.sentences(p.two)) > 1]
        if len(pairs) < int(str(options["fewest"])):
            continue
        beads = beads_of(read, language)
        for pair in several:
            heads = len(bold_of(pair.one)) == len(bold_of(pair.two))  # else LL017 tells what is missing
            found = next(beads.missing(pair), None) if heads else None
            yield None if found is None else _finding(found)


def _finding(missing: Missing) -> Finding:
    pair, sentence = missing.pair, missing.sentence
    lacking = pair.two if sentence.passage is pair.one else pair.one
    words = " ".join(sentence.text.replace("\ufffc", "…").split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return CHECK.finding(
        f"“{shown}” at {sentence.passage.at} has no counterpart in {quoted(lacking)} ({lacking.language})",
        f"compare both sentence by sentence and translate what {lacking.language} lacks; waive it if it says as much",
        language=lacking.language,
        section=lacking.section,
        place=lacking.at,
        subject="".join(sentence.typed.split())[:28],
    )


CHECK = Check(
    "LL016",
    "sentence-missing",
    {"zh-hant": "句子只見於一種語言", "en": "A sentence stands in one language only"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"fewest": 30},
)
