"""An address is malformed.

Examines
    The addresses of links and those printed in the text: that a web address has a host with a point and no spaces,
    full-width characters, doubled schemes or sentence marks at its end; that an e-mail address has both its parts; that
    none leads to this machine, to a page being tested or to example.com; and that a link whose words are an address
    leads to that very host.

Why it matters
    A printed address can't be corrected after publication.

Does not examine
    Whether the page exists: checks use no network.

Bad
    templates/en/1-environment.md
        Policies are published on [our site](https://www.alpha,com/policies).

Good
    templates/en/1-environment.md
        Policies are published on [our site](https://www.alpha.com/policies).

Fix
    Copy the address from the browser's address bar.

Source
    RFC 3986 (URI), RFC 5321 (mail); GRI 2-3 (contact point).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Text

_PRINTED = re.compile(
    r"(?:(?<![A-Za-z])(?:https?|ht?tps?|hhtps?|htts?p?)[:：]/{1,2}|www\.)[^\s\ufffc，。；、）」》”]+", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]+@[^\s\ufffc，。；、）」》”]*", re.ASCII)
_GOOD_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::\d+)?")
_NOT_PUBLIC = re.compile(
    r"localhost|127\.|192\.168\.|10\.\d|(?:^|\.)example\.(?:com|org|net)|(?:^|[.-])(?:staging|uat|dev|test)[.-]|\.(?:local|internal|test)$"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each address."""
    for passage in prose(dossier).passages:
        for address, wrong in _addresses(passage):
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the address {address!r} {wrong}",
                    "copy the address from the browser's address bar",
                    language=passage.language,
                    section=passage.section,
                    place=passage.at,
                    subject=address,
                )
            )


def _addresses(passage: Passage) -> Iterator[tuple[str, str]]:
    for spot in passage.spots:
        if isinstance(spot.run, Text) and spot.run.link:
            link = spot.run.link
            yield link, _wrong(link) or _leads_elsewhere(spot.run.text, link)
    text = "".join(
        " " * (s.end - s.start) if isinstance(s.run, Text) and s.run.link else passage.typed[s.start : s.end]
        for s in passage.spots
    )
    for match in _PRINTED.finditer(text):
        yield match[0], _wrong(match[0].rstrip(".,;:)!?"))
    for match in _MAIL.finditer(_PRINTED.sub(" ", text)):
        address = match[0].rstrip(".,;:)")
        if "@" in address:
            yield address, "" if _GOOD_MAIL.fullmatch(address) else "is no e-mail address"


def _wrong(address: str) -> str:
    if address.startswith("mailto:"):
        return "" if _GOOD_MAIL.fullmatch(address[7:].split("?", maxsplit=1)[0]) else "is no e-mail address"
    if any(ord(c) > 0xFF00 or c.isspace() for c in address):
        return "holds spaces or full-width characters"
    if len(re.findall(r"https?:", address)) > 1:
        return "has its scheme twice"
    if (scheme := re.match(r"(?!https?:)[a-z]+(?=:/)", address, re.IGNORECASE)) is not None:
        return f"begins with {scheme[0]}:, which is no scheme of a web page"
    whole = address if "://" in address else f"https://{address}"
    try:
        host = urlsplit(whole).netloc.rpartition("@")[2]
    except ValueError:
        return "can't be read"
    if re.match(r"https?:/?[^/]", address):
        return "lacks a slash behind its scheme"
    if not _HOST.fullmatch(host):
        return f"has no host of a web page ({host or 'none'})"
    if _NOT_PUBLIC.search(host):
        return f"leads to {host}, which readers can't reach"
    return "ends with a mark of the sentence" if address[-1] in ".,;:!" else ""


def _leads_elsewhere(words: str, link: str) -> str:
    shown = words.strip()
    if not _PRINTED.fullmatch(shown):
        return ""
    named = urlsplit(shown if "://" in shown else f"https://{shown}").netloc.removeprefix("www.")
    host = urlsplit(link).netloc.removeprefix("www.")
    return "" if named == host else f"is shown as {shown!r}"


CHECK = Check(
    "RF005",
    "address-malformed",
    {"zh-hant": "網址或電郵地址有誤", "en": "An address is malformed"},
    Severity.ERROR,
    __doc__,
    examine,
)
