"""A text in each language of the report."""

from collections.abc import Mapping

Words = Mapping[str, str]
"""Language code to text, e.g. ``{"zh-hant": "用水量", "en": "Water consumption"}``."""

ZH_HANT = "zh-hant"
EN = "en"


def is_chinese(language: str) -> bool:
    """Say whether a language code names a Chinese language, e.g. ``zh-hant``."""
    return language.split("-", maxsplit=1)[0] == "zh"
