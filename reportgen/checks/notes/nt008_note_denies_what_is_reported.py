"""A note says that something does not apply, while the report claims it.

Examines
    Notes of the kind not_applicable, and notes, footnotes and sentences of notes that say 不適用 or "does not apply",
    "not applicable": whether the figures that carry their marks have numbers all the same, and whether the index counts
    as reported a disclosure that those figures alone answer, or that the note names (four ideographs or two words in a
    row that hardly another disclosure's title has).

Why it matters
    A reader who checks the index finds a disclosure answered, follows it, and reads that it isn't.

Bad
    data/notes.toml, added
        [[note]]
        id = "no-water"
        table = "kpi"
        on = ["ghg.total"]
        kind = "not_applicable"
        text.zh-hant = "該指標不適用於本公司。"
        text.en = "The indicator does not apply to the company."

Good
    data/notes.toml, added
        [[note]]
        id = "no-packaging"
        table = "kpi"
        on = []
        kind = "not_applicable"
        text.zh-hant = "包裝材料的數據不適用於本公司。"
        text.en = "Data on packaging material do not apply to the company."

Fix
    Declare the disclosure in data/omissions.toml with its reason and take it out of the outline and the metrics, or
    correct the note.

Source
    HKEX ESG Reporting Guide ("comply or explain"); GRI 1: Foundation 2021, Requirement 6 (reasons for
    omission).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, carriers_of, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.index import IndexEntry
from reportgen.model.manuscript import KpiTable, Manuscript, TableNote
from reportgen.model.words import is_chinese

_DENIES = {
    True: re.compile(r"[^。；]*不適用[^。；]*"),
    False: re.compile(r"[^.;]*\b(?:(?:do|does) not apply|(?:is|are) (?:not applicable|inapplicable))\b[^.;]*", re.I),
}
_KIND = "not_applicable"
_BESIDE = re.compile(r"[及和與]其|\band (?:its|their)\b")
"""What follows stands in a title only beside its subject: products and their packaging."""
_COMMON = 3
"""A phrase in the titles of more disclosures than these tells none of them."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note that says that something does not apply."""
    claimed = tuple(entry for entry in dossier.index if entry.status in ("reported", "partial"))
    kinds = {note.id: note.kind for note in dossier.project.notes.values()}
    for manuscript in dossier.manuscripts:
        named = _Named(claimed, dossier.index, manuscript.language)
        for _, table in tables_of(manuscript):
            for note in table.notes:
                denial = _denial(note, kinds.get(note.id, ""), manuscript.language)
                if not denial:
                    continue
                found = list(_against(dossier, manuscript, table, note, denial, named))
                yield from found or (None,)


def _denial(note: TableNote, kind: str, language: str) -> str:
    text = text_of(note.runs)
    match = _DENIES[is_chinese(language)].search(text)
    return match[0] if match else text * (kind == _KIND)


def _against(
    dossier: Dossier, manuscript: Manuscript, table: KpiTable, note: TableNote, denial: str, named: "_Named"
) -> Iterator[Finding]:
    bindings = bindings_of(manuscript)
    on = {c.on for c in carriers_of(table, bindings) if note.number in c.marks}
    cells = [
        (row.metric, bindings[cell.figure.binding], cell.figure.text)
        for group in table.groups
        for row in group.rows
        for cell in row.cells
    ]
    for metric, binding, text in cells:
        if binding.value is not None and (f"{metric}@{binding.period}" in on or metric in on):
            yield _finding(
                f"the note {note.id!r} says “{denial.strip()}”, but {metric} for {binding.period} is printed as {text}",
                manuscript,
                note,
                metric=metric,
                period=binding.period,
            )
            return
    marked = {id.split("@")[0] for id in on}
    for entry in named.claimed:
        why = "answers it by these figures alone" if entry.metrics and set(entry.metrics) <= marked else ""
        why = why or ("counts it as reported" if named.names(denial, entry) else "")
        if why:
            yield _finding(
                f"the note {note.id!r} says “{denial.strip()}”, but the index {why}: {entry.disclosure.name} "
                f"{entry.disclosure.title.get(manuscript.language, '')}",
                manuscript,
                note,
            )
            return


class _Named:
    """Which claimed disclosures a sentence names."""

    def __init__(self, claimed: tuple[IndexEntry, ...], all_: Iterable[IndexEntry], language: str) -> None:
        self.claimed = claimed
        self._language = language
        self._often = Counter(p for e in all_ for p in _phrases(e.disclosure.title.get(language, ""), language))

    def names(self, sentence: str, entry: IndexEntry) -> bool:
        title = _BESIDE.split(entry.disclosure.title.get(self._language, ""), maxsplit=1)[0]
        own = _phrases(title, self._language)
        return any(self._often[p] <= _COMMON for p in own & _phrases(sentence, self._language))


def _phrases(text: str, language: str) -> frozenset[str]:
    if is_chinese(language):
        runs = re.findall(r"[\u3400-\u9fff]+", text)
        return frozenset(run[at : at + 4] for run in runs for at in range(len(run) - 3))
    words = [w.rstrip("s") for w in re.findall(r"[a-z]{3,}", text.lower()) if w not in _EMPTY]
    return frozenset(f"{a} {b}" for a, b in pairwise(words))


_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "the and for not does apply are applicable its our company group data with from that this",
    )
)


def _finding(message: str, manuscript: Manuscript, note: TableNote, **about: object) -> Finding:
    return CHECK.finding(
        message,
        "correct the note, or declare the disclosure in data/omissions.toml and claim it nowhere",
        language=manuscript.language,
        place=note.at,
        subject=note.id,
        **about,
    )


CHECK = Check(
    "NT008",
    "note-denies-what-is-reported",
    {
        "zh-hant": "附註說不適用，報告卻聲稱已披露",
        "en": "A note says that something does not apply, while the report claims it",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
