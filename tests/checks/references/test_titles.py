"""Titles of sections: each its own, and quoted as they are."""

import pytest

from tests.checks import sketches
from tests.checks.examining import examined, found_in
from tests.projects import OUTLINE


def called(one, two):
    text = OUTLINE.replace('zh-hant = "氣候", en = "Climate"', f'zh-hant = "氣候", en = "{one}"')
    return {"data/outline.toml": text.replace('zh-hant = "數據", en = "Data"', f'zh-hant = "數據", en = "{two}"')}


@pytest.mark.parametrize(
    ("one", "two", "severity"),
    [
        ("Data", "Data", "warning"),
        ("Overview", "Overview", ""),
        ("Strategy and Progress", "Strategy and Progress", ""),
        ("Climate", "Data", ""),
        ("Data", "data ", "warning"),
    ],
)
def test_two_sections_of_one_name(one, two, severity, tmp_path):
    found = examined("RF011", tmp_path, called(one, two)).findings
    assert [(f.language, f.severity) for f in found] == [("en", severity)] * bool(severity)


def test_two_sections_of_one_chapter_may_not_even_share_a_common_name(tmp_path):
    text = OUTLINE.replace('number = "A1"\nlevel = "appendix"', 'number = "1.2"\nlevel = "section"\nparent = "1"')
    text = text.replace('en = "Climate"', 'en = "Overview"').replace('en = "Data"', 'en = "Overview"')
    files = {f"templates/{language}/1.2-data.md": "Words.\n" for language in ("en", "zh-hant")}
    (tmp_path / "project").mkdir()
    found = _without_appendix(tmp_path / "project", files | {"data/outline.toml": text})
    assert [(f.language, f.severity) for f in found] == [("en", "error")]


def _without_appendix(root, files):
    gone = {f"templates/{language}/A1-data.md" for language in ("en", "zh-hant")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketches, "BASE", {p: text for p, text in sketches.BASE.items() if p not in gone})
        return examined("RF011", root, files).findings


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Data are given in Appendix D.", "數據載於附錄D。"),
        ("Data are given in Appendix IV.", "數據載於附錄四。"),
        ("See appendices B for data.", "見附錄乙。"),
    ],
)
def test_an_appendix_that_is_none_is_found(english, chinese, tmp_path):
    found = found_in("RF001", tmp_path, english, chinese)
    assert sorted(f.language for f in found) == ["en", "zh-hant"]
    assert all(f.severity == "error" for f in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The guide is Appendix C2 to the Main Board Listing Rules.",
        "It follows Appendix A of the GHG Protocol.",
        "The appendix gives data.",
        "Appendix X-rays are no section.",
    ],
)
def test_an_appendix_of_another_document_is_let_through(sentence, tmp_path):
    assert found_in("RF001", tmp_path, sentence) == ()


def test_a_quoted_title_among_references_is_a_title_too(tmp_path):
    text = 'Progress is told in “{{ ref("climate", form="title") }}” and “Overview of Data”.'
    (finding,) = found_in("RF002", tmp_path, text)
    assert finding.subject == "Overview of Data"
    assert found_in("RF002", tmp_path, 'Progress is told in “{{ ref("climate", form="title") }}” and “Data”.') == ()
