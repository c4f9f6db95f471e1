"""README.txt of a pack: what is in it, how to use it, and how to return it."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Any

from reportgen.model.review import Review
from reportgen.pack.manifest import MANIFEST, SIGNATURE

_WIDE_FROM = 0x2E80


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "readme.toml").read_text("utf-8"))


def readme(
    review: Review, files: Collection[str], *, name: str, scope: str, without: Collection[str], signed: bool
) -> bytes:
    """The text, language under language.

    Args:
        review: what the pack tells.
        files: names of the other files in the pack.
        name: of the pack's own file.
        scope: what was chosen, in words.
        without: the parts that were left out.
        signed: whether the manifest is signed.
    """
    present = {*files, MANIFEST, *([SIGNATURE] if signed else [])}
    languages = review.dossier.project.settings.languages
    told = [_one(review, language, present, name, scope, without) for language in languages]
    return "\n\n\n".join(told).encode() + b"\n"


def _one(review: Review, language: str, files: Collection[str], name: str, scope: str, without: Collection[str]) -> str:
    words = _words().get(language, _words()["en"])
    settings, identity = review.dossier.project.settings, review.identity
    company = settings.names["company"].get(language, "")
    title = words["title"].format(number=identity.number, company=company, year=settings.fiscal_year.year)
    lines = [
        title,
        "=" * sum(2 if ord(letter) > _WIDE_FROM else 1 for letter in title),
        "",
        words["for_review"].format(id=identity.id),
    ]
    lines.append(words["choice"].format(scope=words["everything"] if review.scope.whole else scope))
    if without:
        lines.append(words["left_out"].format(without=", ".join(without)))
    lines += ["", words["head_of_files"], ""]
    workbooks = sum(file.startswith("workbooks/") for file in files)
    for file, about in words["files"].items():
        if any(one == file or (file.endswith("/") and one.startswith(file)) for one in files):
            lines.append(f"  {file:<14} {about.format(workbooks=workbooks)}")
    reviewed = any(file.startswith("review/") for file in files)
    for head, sentences in (
        ("head_of_use", [*words["use"], *([words["review"]] if reviewed else [])]),
        ("head_of_return", [*words["return"], *([words["return_review"]] if reviewed else []), words["taken"]]),
    ):
        lines += ["", words[head], ""]
        lines += [f"  {number}. {text.format(file=name)}" for number, text in enumerate(sentences, 1)]
    return "\n".join(lines)
