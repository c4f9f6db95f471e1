"""A sentence stands twice in the report.

Examines
    The sentences of paragraphs and items in each language, without their figures, against all others: in the same
    paragraph, in another, in another section.

Why it matters
    A paragraph that was moved and not deleted at its old place tells the same twice, and one of the two will be
    forgotten at the next change.

Does not examine
    Short sentences, those that refer to another section, tables, notes and footnotes, and the sections that the option
    names, such as a summary.

Options
    shortest: letters that a sentence has at least; a Chinese character counts as three.
    summaries: ids of sections that repeat others on purpose.

Bad
    templates/en/1-environment.md
        The Board oversees climate risk and meets on it at least twice in the year of the report.
    templates/en/1.1-climate.md
        The Board oversees climate risk and meets on it at least twice in the year of the report.

Good
    templates/en/1-environment.md
        The Board oversees climate risk and meets on it at least twice in the year of the report.
    templates/en/1.1-climate.md
        How the Board oversees climate risk is described in {{ ref("environment") }}.

Fix
    Keep it where readers look for it, and refer to it from the other place.

Source
    GRI 1: Foundation 2021, Clarity; HKEX ESG Reporting Guide, paragraph 12.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import HOLE, Sentence, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each sentence that is long enough."""
    shortest = int(str(options["shortest"]))
    given = options["summaries"]
    summaries = given if isinstance(given, tuple) else ()
    read = prose(dossier)
    first: dict[tuple[str, str], Sentence] = {}
    for passage in read.passages:
        if passage.kind != "paragraph" or passage.section in summaries:
            continue
        for sentence in read.sentences(passage):
            words = _words(sentence)
            if HOLE in sentence.text:  # where more is told may be said in every chapter
                continue
            if len(words) * (3 if is_chinese(passage.language) else 1) < shortest:
                continue
            other = first.setdefault((passage.language, words), sentence)
            if other is sentence:
                yield None
                continue
            where = "the same section" if other.passage.section == passage.section else f"“{other.passage.section}”"
            yield CHECK.finding(
                f"“{sentence.text[:60]}” stands in {where} too ({other.passage.at})",
                "keep it where readers look for it, and refer to it from the other place",
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=words[:60],
            )


def _words(sentence: Sentence) -> str:
    """The letters of a sentence, without figures, marks and spaces."""
    return "".join(c for c in sentence.typed.casefold() if c.isalpha())


CHECK = Check(
    "TX014",
    "sentence-repeated",
    {"zh-hant": "句子重複", "en": "A sentence stands twice in the report"},
    Severity.WARNING,
    __doc__,
    examine,
    options={"shortest": 36, "summaries": ()},
)
