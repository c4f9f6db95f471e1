"""The number of a note is typed by hand.

Examines
    Sentences, notes and footnotes that name a note by its number: “see note 3”, 「見註3」, 「附註三」. The message says
    which note has that number now.

Why it matters
    Notes are numbered when the report is built. When one is added above, a typed number leads to another note, and
    nobody is told.

Does not examine
    Notes of other documents: “note 5 to the consolidated financial statements”, 「綜合財務報表附註5」.

Bad
    templates/en/1-environment.md
        Emissions of last year were restated (see note 2).

Good
    templates/en/1-environment.md
        Emissions of last year were restated ({{ note("scope-two") }}).

Fix
    Write {{ note("id") }} with the id of the note in data/notes.toml.

Source
    GRI 1: Foundation 2021, Accuracy and Verifiability.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.walk import tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(
    r"\b(?:[Ff]ootnotes?|[Nn]otes?) \(?(?P<n>\d{1,3})\)?\b"
    r"(?! (?:to|of|in) (?:the|our|its) (?:\w+ )*(?:financial|accounts|annual))"
)
_CHINESE = re.compile(
    r"(?<!報表)(?<!報告)(?<!帳目)(?<!賬目)(?:附註|註釋|註解|註腳|(?<![備附])註|附注)[（(]?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?![個項年])"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage, and one for each typed number."""
    known = [
        (m.language, table.title, note.number, note.id)
        for m in dossier.manuscripts
        for _, table in tables_of(m)
        for note in table.notes
    ]
    for passage in prose(dossier).passages:
        yield None
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        for match in pattern.finditer(passage.typed):
            same = [
                f"{id} under “{title}”"
                for language, title, number, id in known
                if language == passage.language and str(number) == match["n"]
            ]
            now = f"today that is {' or '.join(same[:3])}" if same else "no table has a note of that number"
            yield CHECK.finding(
                f"“{passage.around(match.start(), match.end())}” names a note by a typed number; {now}",
                'write {{ note("…") }} with the id of the note',
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=match[0],
            )


CHECK = Check(
    "NT003",
    "note-number-typed",
    {"zh-hant": "附註編號以人手輸入", "en": "The number of a note is typed by hand"},
    Severity.WARNING,
    __doc__,
    examine,
)
