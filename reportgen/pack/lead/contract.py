"""What a returned lead workbook is read by: names, rows and columns that stay where they are, and what may be typed.

Every sheet has the same form. Row 1 is hidden and holds the id of each column (``key``, ``reference``, ``metric``, …,
``tick``, ``auditor_value``, ``conclusion``, ``comment``); column A is hidden and holds the key of each row (see
:mod:`reportgen.model.remark`). Row :data:`HEAD_ROW` has the heads that a reader sees; the rows begin below it.

The very hidden sheet :data:`META` has two columns of names and values (:data:`META_KEYS`) from row 1, an empty row, and
then, under the heads :data:`META_HEADS`, one row for each sheet on which the auditor may write.

Who wrote stands on the index sheet (its name is the value of ``index`` in :data:`META`), in the row whose key is
:data:`REVIEWER`, in the column whose id is :data:`REVIEWER_COLUMN`; the day in the row :data:`REVIEWED_ON`.
"""

from collections.abc import Iterable

from reportgen.model.remark import Conclusion
from reportgen.pack.lead.wording import told

SCHEMA = 1
"""Grows when rows, columns or keys change their meaning."""

META = "_meta"
META_KEYS = ("schema", "pack", "project", "company", "fiscal_year", "number", "made_at", "tool", "index")
META_HEADS = ("sheet", "header_row", "first_row", "last_row")

IDS_ROW = 1
HEAD_ROW = 5
FIRST_ROW = 6
"""Rows as a spreadsheet counts them, from 1."""

KEY, TICK, AUDITOR_VALUE, CONCLUSION, COMMENT = "key", "tick", "auditor_value", "conclusion", "comment"
NATURE, CORRECTED = "nature", "corrected"
"""Ids of columns."""

AUDITOR_COLUMNS = (TICK, AUDITOR_VALUE, CONCLUSION, COMMENT, NATURE, CORRECTED)
"""Ids of the columns in which the auditor may write; nothing else is unlocked but the reviewer's name and day."""

REVIEWER, REVIEWED_ON, REVIEWER_COLUMN = "reviewer", "reviewed_on", "value"

TIES, BREAKS = "✓", "✗"
"""What a check cell shows."""

NATURES = ("factual", "judgemental", "projected")
"""Of what nature a misstatement is."""

YES_NO = ("yes", "no")


def choice(word: str, languages: Iterable[str]) -> str:
    """What a list offers for a value, in all languages, e.g. ``同意 agreed``."""
    return told(f"choice_{word}", languages, " ")


def read_choice(text: str, among: Iterable[str]) -> str | None:
    """The value that a cell of a list means, typed in one language or in both; ``None`` if it is none of them."""
    wanted = set(text.casefold().split())
    for word in among:
        labels = [told(f"choice_{word}", [language], " ").casefold() for language in ("zh-hant", "en")]
        whole = {*labels, word.replace("_", " "), " ".join(labels)}
        if " ".join(text.casefold().split()) in whole or wanted == set(" ".join(labels).split()):
            return word
    return None


def read_conclusion(text: str) -> Conclusion | None:
    """The conclusion that a cell means; ``None`` if it is none."""
    word = read_choice(text, [conclusion.value for conclusion in Conclusion])
    return None if word is None else Conclusion(word)
