"""What a reviewer typed into a cell: a number in either language's habits, a conclusion, tickmarks."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from reportgen.model.remark import TICKS, Conclusion
from reportgen.model.words import EN, ZH_HANT
from reportgen.pack.lead.contract import read_conclusion
from reportgen.pack.lead.wording import told

_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,3}( \d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+")
_MINUS = "−–—"
_BARRED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DENIED = re.compile(r"dis|not?\b|un|non|[不未沒没無无非]")
_OTHERWISE = {
    "agree": Conclusion.AGREED,
    "agrees": Conclusion.AGREED,
    "ok": Conclusion.AGREED,
    "okay": Conclusion.AGREED,
    "無誤": Conclusion.AGREED,
    "相符": Conclusion.AGREED,
    "查询": Conclusion.QUERY,
    "查詢中": Conclusion.QUERY,
    "queries": Conclusion.QUERY,
    "疑問": Conclusion.QUERY,
    "exceptions": Conclusion.EXCEPTION,
    "异常": Conclusion.EXCEPTION,
    "異常": Conclusion.EXCEPTION,
    "未测试": Conclusion.NOT_TESTED,
    "n/t": Conclusion.NOT_TESTED,
    "untested": Conclusion.NOT_TESTED,
}
"""Other words for a conclusion, as reviewers write them."""


def clean(text: str) -> str:
    """A text as it is kept: without what no file of text can hold, and with one kind of line end."""
    plain = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return _BARRED.sub("", plain).strip()


def plain_number(number: Decimal) -> Decimal:
    """A number as it is kept: without exponent, and zero without a sign."""
    return Decimal(format(number, "f")) if number else Decimal(0)


def number_in(text: str, unit: str = "") -> Decimal | None:
    """A number typed as a text: ``1,234``, ``(1 234.5)``, ``１２３``, ``-5 tonnes`` where the row's unit is that.

    Args:
        text: as typed.
        unit: of the row, as the workbook prints it in its languages, one a line.

    Returns:
        ``None`` if the text is no number, or has a word beside it that may change what it means.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    for word in sorted((" ".join(unicodedata.normalize("NFKC", one).split()) for one in unit.split("\n")), key=len):
        plain = plain.removesuffix(word).rstrip() if word else plain
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()") if negative else plain
    for sign in (*_MINUS, "-"):
        if plain.startswith(sign):
            negative, plain = not negative, plain[1:].lstrip()
            break
    plain = plain.removeprefix("+").strip()
    if not _GROUPED.fullmatch(plain):
        return None
    try:
        number = Decimal(plain.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return plain_number(-number if negative else number)


def conclusion_in(text: str) -> tuple[Conclusion | None, bool]:
    """The conclusion that a text means, and whether it was guessed from another spelling."""
    if (found := read_conclusion(text)) is not None:
        return found, False
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .。!！")
    if folded in _OTHERWISE:
        return _OTHERWISE[folded], True
    labels = {
        label.casefold(): conclusion
        for conclusion in Conclusion
        for language in (ZH_HANT, EN)
        for label in (told(f"choice_{conclusion.value}", [language], " "),)
    }
    known = labels | _OTHERWISE
    # "disagreed" is near to "agreed", and says the contrary.
    alike = [label for label in known if bool(_DENIED.match(label)) == bool(_DENIED.match(folded))]
    near = get_close_matches(folded, alike, n=1, cutoff=0.75)
    return (known[near[0]], True) if near else (None, False)


def ticks_in(text: str) -> str:
    """Tickmarks with one space between them, those of the legend as it writes them."""
    known = {tick.casefold(): tick for tick in TICKS} | {"x": "✗", "✘": "✗", "×": "✗", "v": "✓", "√": "✓", "✔": "✓"}
    words = re.split(r"[\s,，、;；/]+", unicodedata.normalize("NFC", text).strip())
    return " ".join(known.get(word.casefold(), word) for word in words if word)
