"""A file of comments, as the review edition exports it from a reviewer's browser: ``comments-<pack>.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from reportgen.model.place import Cell, Place
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.model.remark import Conclusion, Remark
from reportgen.pack.returned.remarks import AUDITOR, Doubt, Heard, is_exception_tick, progress_of
from reportgen.pack.returned.typed import clean, conclusion_in, number_in, ticks_in

SCHEMA = 1
_LONGEST = 20_000


class _Comment(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    subject: str
    text: str = ""
    by: str | None = None
    at: str | None = None
    tick: str | None = None
    value: str | None = None
    conclusion: str | None = None
    language: str | None = None
    section: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class CommentFile:
    """What a file of comments says: which pack and project it belongs to, and each comment as it stands in it."""

    pack: str
    project: str
    by: str
    comments: tuple[Any, ...]

    def heard(self, printed: Mapping[str, Decimal], *, by: str, file: str, sha256: str) -> Heard:
        """The comments as remarks; one that can't be read is told, and the others are taken.

        Args:
            printed: what an auditor's value is compared with, by subject.
            by: who wrote, where the file doesn't say.
            file: what it is called where it is kept.
            sha256: of it.
        """
        remarks: dict[str, Remark] = {}
        doubts: list[Doubt] = []
        for number, raw in enumerate(self.comments, 1):
            at = Cell(file, "comments", str(number), sha256)
            try:
                comment = _Comment.model_validate(raw)
            except ValidationError as error:
                detail = error.errors()[0]
                where = ".".join(map(str, detail["loc"]))
                told = json.dumps(raw, ensure_ascii=False)[:300]
                doubts.append(Doubt(f"this comment is left out: {where}: {detail['msg']}: {told}", at))
                continue
            remark = self._remark(comment, printed, by, at, doubts)
            if not (remark.text or remark.tick or remark.conclusion or remark.value is not None):
                doubts.append(Doubt("this comment says nothing and is left out", at))
                continue
            remarks.setdefault(remark.id, remark)
        return Heard(tuple(remarks.values()), tuple(doubts))

    def _remark(
        self, comment: _Comment, printed: Mapping[str, Decimal], by: str, at: Cell, doubts: list[Doubt]
    ) -> Remark:
        words = [clean(comment.text)[:_LONGEST]]
        conclusion = value = None
        if text := (comment.conclusion or "").strip():
            conclusion, guessed = conclusion_in(text)
            if conclusion is None:
                words.append(f"conclusion: {clean(text)}")
            if conclusion is None or guessed:
                meant = f"read as {conclusion.value!r}" if conclusion else "no conclusion that is known"
                doubts.append(Doubt(f"{text!r} is {meant}", at))
        if text := (comment.value or "").strip():
            value = number_in(text)
            if value is None:
                words.append(f"value: {clean(text)}")
                doubts.append(
                    Doubt(f"{text!r} is no number that can be compared; it is kept in the remark's words", at)
                )
        stood, tick = printed.get(comment.subject), ticks_in(clean(comment.tick or ""))
        if not comment.conclusion and is_exception_tick(tick):
            conclusion = Conclusion.EXCEPTION
            doubts.append(Doubt("its tickmark without a conclusion is taken as an exception", at))
        remark = Remark(
            pack=self.pack,
            subject=clean(comment.subject),
            text="\n".join(filter(None, words)),
            by=clean(comment.by or "") or clean(self.by) or by or AUDITOR,
            on=_day(comment.at),
            tick=tick,
            value=value,
            difference=value - stood if value is not None and stood is not None else None,
            conclusion=conclusion,
            language=clean(comment.language or "") or None,
            section=clean(comment.section or "") or None,
            quote=clean(comment.quote or "")[:_LONGEST],
            source=at,
        )
        return replace(remark, progress=progress_of(remark))


def read_comment_file(data: bytes, name: str) -> CommentFile:
    """Read a file of comments.

    Raises:
        InputRefusedError: It is none.
    """
    try:
        record = json.loads(data)
        if record["schema"] != SCHEMA:
            raise ValueError(f"its schema is {record['schema']!r}, not {SCHEMA}")
        comments = record["comments"]
        if not isinstance(comments, list):
            raise ValueError("its comments are no list")
        return CommentFile(str(record["pack"]), str(record["project"]), str(record.get("by") or ""), tuple(comments))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        what = f"the file is no file of comments from a review edition ({told})"
        fix = "export the comments again with the button of the review edition"
        raise InputRefusedError([Problem(what, Place(name), fix)]) from error


def _day(text: str | None) -> date | None:
    try:
        return datetime.fromisoformat((text or "").replace("Z", "+00:00")).date()
    except ValueError:
        return None
