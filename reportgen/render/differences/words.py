"""The words in which a difference is told, in both languages."""

from collections.abc import Mapping

_Pairs = Mapping[str, tuple[str, str]]

MOVES: _Pairs = {
    "added": ("added", "新增"),
    "removed": ("removed", "刪除"),
    "changed": ("changed", "修改"),
    "moved": ("moved", "移動"),
}
FINDINGS: _Pairs = {
    "added": ("opened", "新發現"),
    "removed": ("closed", "已解決"),
    "changed": ("answered otherwise", "處理改變"),
}
KINDS: _Pairs = {
    "section": ("section title", "章節標題"),
    "heading": ("heading", "小標題"),
    "paragraph": ("paragraph", "段落"),
    "item": ("item", "列項"),
    "title": ("title", "標題"),
    "head": ("table head", "表頭"),
    "row": ("table row", "表列"),
    "card": ("card", "數字卡"),
    "label": ("label", "標籤"),
    "caption": ("caption", "說明"),
    "footnote": ("footnote", "註腳"),
    "note": ("note", "附註"),
}
ASPECTS: _Pairs = {
    "value": ("value", "數值"),
    "printed": ("as printed", "刊載形式"),
    "status": ("status", "狀態"),
    "unit": ("unit", "單位"),
    "assured": ("selection", "選定資料"),
    "notes": ("notes", "附註"),
}
NOT_COMPARED: _Pairs = {
    "printed": ("how figures are printed", "數據的刊載形式"),
    "unit": ("units", "單位"),
    "assured": ("which figures are selected", "選定資料"),
    "figure_notes": ("notes of figures", "數據的附註"),
    "texts": ("the text", "文字"),
    "notes": ("the notes", "附註"),
    "disclosures": ("the index", "索引"),
    "findings": ("the findings", "檢查發現"),
    "zh-hant": ("the Chinese text", "中文文字"),
    "en": ("the English text", "英文文字"),
}


def told(words: _Pairs, key: str) -> str:
    """A word in both languages; one that isn't known as it is."""
    return " ".join(words.get(key, (key,)))


def english(words: _Pairs, key: str) -> str:
    """A word in English; one that isn't known as it is."""
    return words.get(key, (key, ""))[0]
