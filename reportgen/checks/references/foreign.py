"""Whether a reference in the text leads to another document."""

import re

from reportgen.model.words import is_chinese

_BEFORE = {
    True: re.compile(
        r"(?:》|規則|指引|條例|準則|守則|法|通函|年報|招股書|招股章程|財務報表|公告|標準|協議|ISO[^，。；]*|GRI[^，。；]*)[^，。；：「」]{0,6}$"
    ),
    False: re.compile(
        r"(?:\b(?:Rules?|Code|Guide|Guidelines?|Ordinance|Act|Law|Standards?|Protocol|[Aa]nnual [Rr]eport"
        r"|[Aa]ccounts|statements?"
        r"|[Pp]rospectus|[Cc]ircular|Agreement|Regulations?|ISO|IFRS|HKFRS|GRI|ISSB|TCFD|SASB|ISAE|ISSA)\b[^.;]{0,16})$"
    ),
}
_BEHIND = {
    True: re.compile(r"^[^，。；]{0,4}(?:《|的?(?:上市規則|規則|指引|條例|準則|年報))"),
    False: re.compile(
        r"^(?:\([a-z0-9]+\))*,? (?:of|to|in|under) (?:the |our |its |that )?(?:\w+[- ’']+){0,6}?"
        r"(?:Rules?|Code|Guide|Guidelines?|Ordinance|Act|Law|Standards?|Protocol|[Aa]nnual [Rr]eport"
        r"|[Aa]ccounts|statements?"
        r"|[Pp]rospectus|[Cc]ircular|Agreement|Regulations?|Convention|ISO|IFRS|GRI|TCFD|SASB)\b"
    ),
}


def is_foreign(text: str, start: int, end: int, language: str) -> bool:
    """Whether the words around a reference name a law, a standard or another document as its home."""
    chinese = is_chinese(language)
    return bool(
        _BEFORE[chinese].search(text, max(0, start - 40), start) or _BEHIND[chinese].search(text[end : end + 80])
    )
