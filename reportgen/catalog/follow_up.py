"""Reads data/review/follow-up.toml: what reviewers said of the packs that they were sent, and what became of it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.catalog.validate import build, rows
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.remark import Answer, Progress, Remark

FOLLOW_UP = "data/review/follow-up.toml"
_PACK = re.compile(r"[0-9a-f]{12}")
_SUBJECT = re.compile(r"[a-z_]+:\S.*")
_SOURCE = {"file", "sheet", "cell", "sha256"}


def read_follow_up(root: Path) -> tuple[Remark, ...]:
    """The remarks of a project, oldest first; a project without the file has none.

    A remark that was received has an id made from its words. Whoever edits the file answers, but what a reviewer said
    stays as it was said: other words under the same id are a mistake.

    Raises:
        BrokenProjectError: Something in the file is wrong; all of it at once, with file and line.
    """
    if not (root / FOLLOW_UP).is_file():
        return ()
    file = read_toml(root, FOLLOW_UP)
    problems: list[Problem] = []
    remarks: list[Remark] = []
    met: dict[str, Place] = {}
    for i, raw in enumerate(rows(file, "remark", problems)):
        remark = _remark(raw, file, i, problems)
        if remark is None:
            continue
        place = file.place("remark", i)
        if remark.id in met:
            what = f"the remark {remark.id} stands here twice; the other one is at {met[remark.id]}"
            problems.append(Problem(what, place, "delete one of the two, and keep the answers of both"))
        met.setdefault(remark.id, place)
        problems.extend(_wrong(remark, raw, file, i))
        remarks.append(remark)
    if problems:
        raise BrokenProjectError(problems)
    return tuple(remarks)


def _remark(raw: Any, file: TomlFile, i: int, problems: list[Problem]) -> Remark | None:
    keys = ("remark", i)
    if not isinstance(raw, dict):
        problems.append(Problem("a table is expected here", file.place(*keys), "write [[remark]] and its keys"))
        return None
    answers = [
        build(Answer, one, file, (*keys, "answer", j), problems)
        for j, one in enumerate(_answers(raw, file, i, problems))
    ]
    plain = {key: value for key, value in raw.items() if key not in ("id", "answer", "source")}
    given = {
        "answers": tuple(answer for answer in answers if answer is not None),
        "source": _source(raw, file, i, problems),
        "at": file.place(*keys),
    }
    return build(Remark, plain, file, keys, problems, **given)


def _answers(raw: Mapping[str, Any], file: TomlFile, i: int, problems: list[Problem]) -> list[Any]:
    found = raw.get("answer", [])
    if isinstance(found, list):
        return found
    problems.append(
        Problem("'answer' is no row of tables", file.place("remark", i, "answer"), "write [[remark.answer]]")
    )
    return []


def _source(raw: Mapping[str, Any], file: TomlFile, i: int, problems: list[Problem]) -> Cell | None:
    told = raw.get("source")
    if told is None:
        return None
    if not isinstance(told, dict) or told.keys() - _SOURCE or not all(isinstance(one, str) for one in told.values()):
        what = "'source' names no cell of a returned file"
        fix = 'write source = { file = "…", sheet = "…", cell = "…" }, or leave it out'
        problems.append(Problem(what, file.place("remark", i, "source"), fix))
        return None
    return Cell(told.get("file", ""), told.get("sheet", ""), told.get("cell", ""), told.get("sha256", ""))


def _wrong(remark: Remark, raw: Mapping[str, Any], file: TomlFile, i: int) -> list[Problem]:
    def problem(what: str, key: str, fix: str) -> Problem:
        return Problem(what, file.place("remark", i, key), fix)

    found = []
    if raw.get("id", remark.id) != remark.id:
        what = f"the words of the remark {raw['id']} aren't those that were received"
        fix = f"put them back as they were, and answer with: reportgen pack answer {raw['id']} --text … --by …"
        found.append(problem(what, "id", fix))
    if not _PACK.fullmatch(remark.pack):
        found.append(problem(f"{remark.pack!r} is no id of a pack", "pack", "write the twelve digits of the pack"))
    if not _SUBJECT.fullmatch(remark.subject):
        fix = "write what it is about, e.g. figure:ghg.total@2022, note:ID, section:ID, finding:FINGERPRINT"
        found.append(problem(f"{remark.subject!r} names nothing in a pack", "subject", fix))
    if not remark.by.strip():
        found.append(problem("nobody said it", "by", "write who did, a name or a role"))
    if remark.progress is Progress.ANSWERED and not remark.answers:
        fix = 'add [[remark.answer]] with text, by and on, or write progress = "open"'
        found.append(problem("it is said to be answered, and there is no answer", "progress", fix))
    for j, answer in enumerate(remark.answers):
        if not answer.text.strip() or not answer.by.strip():
            place = file.place("remark", i, "answer", j)
            found.append(Problem("an answer says nothing, or not who gives it", place, "write text and by"))
    return found
