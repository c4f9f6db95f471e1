"""Runs one check over a sketch."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.checks import by_code, run
from reportgen.model.finding import Finding, Outcome
from tests.checks.sketches import Sketch, dossier_of

EN, ZH = "templates/en/1-environment.md", "templates/zh-hant/1-environment.md"


def examined(
    code: str,
    root: Path,
    files: Mapping[str, str] | None = None,
    *,
    figures: Sequence[tuple[str, ...]] = (),
    assured: Sequence[str] = (),
    marks: Sequence[tuple[str, ...]] = (),
    printed: Sequence[tuple[str, ...]] = (),
    published: Sequence[str] = (),
    ledger: Sequence[tuple[str, ...]] = (),
    screened: Sequence[tuple[str, ...]] = (),
    last_report: Sequence[tuple[str, ...]] = (),
) -> Outcome:
    """The outcome of one check over the small project with some files changed."""
    made = Sketch(
        files=dict(files or {}),
        figures=tuple(figures),
        lost=(),
        assured=tuple(assured),
        marks=tuple(marks),
        printed=tuple(printed),
        published=tuple(published),
        ledger=tuple(ledger),
        screened=tuple(screened),
        last_report=tuple(last_report),
    )
    check = by_code(code)
    assert check is not None
    (outcome,) = run(dossier_of(made, root), [check])
    assert not outcome.crashed, outcome.crashed
    return outcome


def found_in(code: str, root: Path, english: str = "", chinese: str = "") -> tuple[Finding, ...]:
    """What a check finds in a chapter of one sentence, in one or both languages."""
    files = {path: f"{text}\n" for path, text in ((EN, english), (ZH, chinese)) if text}
    return examined(code, root, files).findings
