"""Numbers in the text that no figure stands behind.

A typed number is found by its digits, by a Chinese numeral with a measure word, or by an English number word. What
is no quantity is let through by rule: years and dates, codes and names of standards, ordinals, Scope 1 to 3,
names that mix letters and digits, and titles in 《》 or “ ”.
"""

import re
from collections.abc import Iterable, Iterator

from reportgen.model.manuscript import (
    Block,
    ChapterText,
    Chart,
    Component,
    Diagram,
    Footnote,
    Heading,
    Items,
    KpiTable,
    LevelTable,
    Paragraph,
    PlainTable,
    Run,
    Stats,
    Text,
    Unbound,
)
from reportgen.model.place import Place
from reportgen.model.words import is_chinese

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"

_NUMERALS = "零〇○一二三四五六七八九十百千萬億點"
_DAY = r"(?<![零〇○一二三四五六七八九十百千萬億點])[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日號])?"
_MONEY = r"(?:RMB|CNY|HKD|USD|EUR|GBP|JPY|TWD)"

_NO_QUANTITY = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        # titles of works, and short names in quotation marks
        r"《[^》]*》",
        r"「[^」]{1,12}」",
        r"“[^”]{1,24}”",
        # standards and their codes
        r"\b(?:ISO|IEC|GB|GB/T|GRI|HKEX|TCFD|SASB|ISAE|ISSA|ISQM|HKSAE|HKSQM|IFRS|ESRS|LEED|SDGs?|SSP|RCP|SBTi|IEEE|COP|CMMI|MTCS|BS|EN)"
        r"(?:[ /-]?(?:IEC|T))?[ -]?[A-Z]{0,3}\d[\d.:/()-]*[a-z]?(?:\.\d+)?(?:(?:, | and |、|及|至|/)\d[\d.:-]*)*",
        r"\b[A-D]\d(?:\.\d+)?(?:\([a-z]+\))?",
        r"\bTC-IM-\d+[a-z]\.\d",
        r"\b(?:Scopes?|Appendix|Annex|Part|Chapter|Sections?|Article|Rules?|Goals?|Principles?|paragraphs?|Para\.?"
        r"|[Cc]ategor(?:y|ies)|Wi-Fi|Web)\s\d+(?:\.\d+)*(?:(?:, | and | or |–| to )\d+)*",
        r"範[圍疇][一二三](?:[、及和與至]{1}[一二三])*",
        r"第(?:\d+(?:\.\d+)*|[一二三四五六七八九十百]+)[^，。、]?",
        # years, dates, fiscal years
        rf"(?<![{_NUMERALS}])[一二][零〇○一二三四五六七八九]{{3}}(?=年|至[一二][零〇○])(?:年(?:{_DAY})?)?",
        _DAY,
        r"(?<!\d)(?:19|20)\d\d(?:[–—/-](?:19|20)?\d\d)?s?(?=年|年度|\b)(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?",
        rf"\b\d{{1,2}}(?: (?:to|and) \d{{1,2}}|–\d{{1,2}})? {_MONTH}",
        rf"\b{_MONTH} \d{{1,2}}\b",
        r"(?<!\d)\d{1,2}月(?:\d{1,2}日)?",
        # names that mix letters and digits (5G, V2X, AI4S, CO2), and web addresses
        r"https?://\S+",
        rf"\b(?!{_MONEY}\d)\d*[A-Za-z][A-Za-z0-9.+-]*\d[A-Za-z0-9+-]*\b",
        r"\b\d[A-Z][A-Za-z]*\b",
        r"\b[A-Z][a-z]+(?:-[A-Z][a-z]+)+\b",
        r"\b(?:7[×x*/]24|24[×x*/]7)\b",
        # ordinals, parts of time, and kinds that are named by a number
        r"\b\d+(?:st|nd|rd|th)\b",
        r"\bthird[- ](?:part(?:y|ies)|person)|\b(?:each|every|per|a|the) quarter\b(?! of (?!the (?:\w+ )?year))",
        r"\b(?:first|second|latter) half\b|\bhalf-year(?:ly)?\b",
        r"\bdouble[- ](?:check|click|side)\w*|\b(?:two|three|four)-(?:way|dimensional|sided)\b",
    )
)
_DIGITS = re.compile(r"[\d０-９](?:[,.]?[\d０-９])*[%％萬億]?", re.ASCII)
_MEASURES = (
    "成|個|項|家|名|位|倍|份|年|天|場|次|層|條|套|間|宗|所|種|類|座|支|戶|台|人|元|噸|週|周|歲|件|輛|棵|篇|頁|屆|門|畝|升|克|米"
    "|小時|分鐘|課時|公里|公斤|公頃|平方|立方|兆瓦|千瓦|大(?!量|型|幅|力|多|部|致|眾|量)|分之"
)
_CHINESE = re.compile(
    # parts of ten and of other wholes, with all that belongs to them
    rf"[一兩二三四五六七八九]成[半一二三四五六七八九]|[{_NUMERALS}]+分之[{_NUMERALS}]+"
    # a numeral before a measure word; a lone 一 is as good as an article
    rf"|(?:[兩二三四五六七八九十百千萬億半]|一(?=[{_NUMERALS}倍半成]|分之))[{_NUMERALS}]*(?:{_MEASURES})"
    # a numeral of ten thousands or more needs none
    rf"|[一兩二三四五六七八九十][{_NUMERALS}]*[萬億]"
    r"|百[分份]之[半零〇一二三四五六七八九十百]|一半|(?<!過)半數"
    # parts, multiples and round numbers
    r"|[三四五][分份][一二三四](?!之)|[一二三四五六七八九]折(?!射|扣|衷|服|磨|舊)"
    r"|翻(?:了)?一?[番倍]|雙倍|減半|雙位數"
    rf"|(?:[十百千萬]|[二三四五六七八九]十)[餘多](?:{_MEASURES})|[廿卅](?:{_MEASURES}|[{_NUMERALS}])"
    rf"|(?<![{_NUMERALS}])[一二三四五六七八九][千百][零〇一二三四五六七八九][十百{_NUMERALS}]*"
    rf"|(?:逾|近|上|過|數以)[百千](?=計|，|。|、|{_MEASURES})|成千上萬"
)
_IDIOMS = re.compile(
    r"萬象|十分(?!之)|百年樹人|三農|兩岸|千年|半年|半導體|億萬|數位|三位一體|兩地|三大|四大|千家萬戶|兩者|百家(?=爭鳴|姓|號|講)|萬里|三方|個人"
)
_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_ENGLISH = re.compile(
    rf"\b(?:(?:{_SMALL}|hundred|thousand)-?fold|{_SMALL}|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|(?:m|b|tr)illions?|dozens?|half|quarter|twice"
    r"|a third of|one[- ]third|thirds|(?:a|an|one|two|three|four)[- ](?:fifth|sixth|seventh|eighth|ninth|tenth)s?"
    r"|(?:a couple|scores) of|(?:single|double|triple)[- ]digit|one per cent|double[sd]?|tripled?|triples|quadrupled?"
    r"|halved)\b(?! of (?:the )?hour)",
    re.IGNORECASE,
)


def find_unbound(chapter: ChapterText) -> tuple[Unbound, ...]:
    """The typed numbers of one section, in order."""
    found: list[Unbound] = []
    for text, place in _texts(chapter.blocks, chapter.path):
        for number in numbers_in(text, chapter.language):
            found.append(Unbound(chapter.language, chapter.section.id, number, place))
    return tuple(found)


def numbers_in(text: str, language: str) -> Iterator[str]:
    """The numbers in a text that no rule lets through."""
    rest = text
    for pattern in _NO_QUANTITY:
        rest = pattern.sub(lambda match: "□" * len(match[0]), rest)
    found = [match.span() for match in _DIGITS.finditer(rest)]
    if is_chinese(language):
        rest = _IDIOMS.sub(lambda match: "□" * len(match[0]), rest)
    found += [match.span() for match in (_CHINESE if is_chinese(language) else _ENGLISH).finditer(rest)]
    yield from (text[start:end] for start, end in _as_one(text, sorted(found)))


def _as_one(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap, or that only a space parts, as one: 12 million and 120萬元 are one number each."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and not text[whole[-1][1] : start].strip(" \u00a0"):
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


def _texts(blocks: Iterable[Block], path: str) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        place = Place(path, block.line)
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield from ((text, place) for text in _of_runs(runs))
            case Items(items=items):
                for item in items:
                    yield from _texts(item, path)
            case Component(title=title, blocks=inner, picture=picture):
                yield from ((text, place) for text in _of_runs(title))
                yield from ((picture.alt, place),) if picture else ()
                yield from _texts(inner, path)
            case PlainTable(head=head, rows=rows):
                for cells in (head, *rows):
                    for cell in cells:
                        yield from ((text, place) for text in _of_runs(cell))
            case Stats(cards=cards):
                yield from ((card.label, Place(path, card.line)) for card in cards)
            case Chart(title=title):
                yield from ((text, place) for text in _of_runs(title))
            case Diagram() | LevelTable() | KpiTable():
                yield from ((text, at or place) for text, at in _with_data(block))


def _with_data(block: Diagram | LevelTable | KpiTable) -> Iterator[tuple[str, Place | None]]:
    """Texts of a block whose words come from a data file, with their places there."""
    if isinstance(block, KpiTable):
        yield from ((text, note.at) for note in block.notes for text in _of_runs(note.runs))
        return
    if isinstance(block, Diagram):
        yield from ((text, None) for text in _of_runs(block.title))
    yield from block.words


def _of_runs(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Text):
            yield run.text
        elif isinstance(run, Footnote):
            yield from _of_runs(run.runs)
