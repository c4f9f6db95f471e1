"""data/glossary.toml: read into terms, and told what is wrong with it."""

from reportgen.catalog import load_project
from tests.projects import problems_of, small_project, told

TERM = """\
[[term]]
preferred = { zh-hant = "持份者", en = "stakeholder" }
also = { en = ["stakeholders"] }
forbidden = { zh-hant = ["利益相關方"] }
"""


def written(root, text):
    path = small_project(root) / "data/glossary.toml"
    path.write_text(text, encoding="utf-8")
    return root


def test_a_glossary_is_read(tmp_path):
    (term,) = load_project(written(tmp_path, TERM)).glossary
    assert term.forms("en") == ("stakeholder", "stakeholders")
    assert term.forbidden == {"zh-hant": ("利益相關方",)}
    assert str(term.at) == "data/glossary.toml:1"


def test_a_project_needs_none(tmp_path):
    assert load_project(small_project(tmp_path)).glossary == ()


def test_all_that_is_wrong_is_told(tmp_path):
    text = f"""
{TERM.replace("利益相關方", "持份者")}
[[term]]
preferred = {{ zh-hant = "持份者", en = " " }}
also = {{ en = ["a", "a"] }}
forbidden = {{ en = ["stakeholder", ""] }}

[[term]]
preferred = {{ zh-hant = "甲" }}

[[term]]
preferred = {{ zh-hant = "乙", en = "b" }}
loss = true
""".lstrip()
    problems = "\n".join(told(problems_of(load_project, written(tmp_path, text))))
    for words in (
        "'持份者' is forbidden here and right in the same term",
        "'持份者' is the preferred form of two terms",
        "a form in en is empty",
        "'a' is given twice",
        "'stakeholder' is forbidden here and right in the term at data/glossary.toml:1",
        "a forbidden form in en is empty",
        "unknown key 'loss' (did you mean 'loose'?)",
        "'preferred' has no text in en",
    ):
        assert words in problems, problems
    assert "data/glossary.toml:6" in problems
