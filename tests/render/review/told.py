"""A small review with everything that the review edition shows: findings, changes, remarks, sign-offs, history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from reportgen.model.difference import Difference, FigureChange, FindingChange, Move, NoteChange, TextChange
from reportgen.model.edition import EditionFigure, EditionFinding
from reportgen.model.figure import Entry
from reportgen.model.finding import Finding, Outcome, Severity
from reportgen.model.particulars import Particulars, Role, Signature
from reportgen.model.place import Place
from reportgen.model.remark import Answer, Conclusion, Progress, Remark
from reportgen.model.review import Review, Sent
from reportgen.model.signoff import SignOff
from tests.pack.lead.reviews import small_review
from tests.projects import entries

HOSTILE = '</script><script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">'
"""What somebody may write into a workbook, a remark or a name."""

KEY = ("ghg.scope1", "2022", "group")
FINDINGS = (
    Finding(
        "VR001", Severity.ERROR, "Scope 1 rose and nothing explains it.", "Explain it.", metric="ghg.scope1",
        period="2022", section="climate", language="en",
    ),
    Finding("TX001", Severity.WARNING, "A number is typed.", "Bind it.", language="en", section="climate",
            place=Place("templates/en/1.1-climate.md", 1)),
    Finding("IX002", Severity.INFO, f"declared and not shown {HOSTILE}", "Show it.", section="data"),
    Finding("AR001", Severity.WARNING, "The total is off.", "Correct it.", metric="ghg.total", period="2022",
            waived="Rounded parts (head of finance, 2023-02-01)"),
)  # fmt: skip


def history() -> tuple[Entry, ...]:
    """Scope 1 as it was handed in twice."""
    now = next(e for e in entries() if e.datapoint.key == KEY)
    point = replace(now.datapoint, particulars=Particulars(explanation=HOSTILE, method="GHG Protocol"))
    first = replace(now, datapoint=replace(now.datapoint, value=Decimal("172000.1")))
    second = replace(now, number=2, submission=2, submitted_by="June", datapoint=point)
    return first, replace(second, submitted_at=now.submitted_at + timedelta(days=2))


def change() -> Difference:
    """A figure, sentences of both languages, a note and a finding that are not as they were."""
    figures = tuple(
        EditionFigure("ghg.scope1", "2022", value, "tonnes CO₂e", "reported", {"zh-hant": text, "en": text},
                      {"zh-hant": "範圍一", "en": "Scope 1"}, True, (), "environment")
        for value, text in ((Decimal("172000.1"), "172,000.1"), (Decimal("172137.9"), "172,137.9"))
    )  # fmt: skip
    texts = (
        TextChange(Move.CHANGED, "en", "climate", "1.1 Climate", "paragraph", "Emissions are 5 tonnes",
                   "Emissions were 5,739,723.7", page=4),
        TextChange(Move.REMOVED, "en", "climate", "1.1 Climate", "paragraph", "This sentence went.", ""),
        TextChange(Move.ADDED, "zh-hant", "climate", "1.1 氣候", "paragraph", "", "排放總量為"),
    )  # fmt: skip
    closed = EditionFinding("0" * 16, "AR009", "error", "The parts did not add up.", "")
    return Difference(
        "pack 1 (2023-02-20)",
        "pack 2 (2023-03-30)",
        (FigureChange(Move.CHANGED, *figures, ("value", "printed")),),
        (NoteChange(Move.CHANGED, "scope-two", "en", "Stated.", "Restated."),),
        (),
        texts,
        (FindingChange(Move.REMOVED, closed, None),),
    )


REMARKS = (
    Remark("aaaaaaaaaaaa", "figure:ghg.total@2022", "Please explain the fall.", "auditor", date(2023, 2, 24), "RC",
           conclusion=Conclusion.QUERY, progress=Progress.ANSWERED, owner="environment",
           answers=(Answer("Business travel fell.", "Environment", date(2023, 2, 28)),)),
    Remark("aaaaaaaaaaaa", "section:climate", f"Name the boundary. {HOSTILE}", "auditor", language="en",
           section="climate", quote="Emissions were", due=date(2023, 3, 5), owner="environment"),
)  # fmt: skip


def whole_review(root: Path, **more: object) -> Review:
    """The small project's review with all of it."""
    review = small_review(root, ("ghg.scope1", "water.use"))
    standing: Mapping[Role, Signature] = {Role.PREPARED: Signature("May", date(2023, 2, 1))}
    entry = history()[-1]
    sent = Sent(
        1, "small.xlsx", "00", "environment", "May", datetime(2023, 2, 1, tzinfo=UTC), 9, "small.xlsx", "books/s.xlsx"
    )
    told = replace(
        review,
        outcomes=(Outcome("VR001", "variance", 9, FINDINGS),),
        entries={**review.entries, KEY: entry},
        history={**{key: (one,) for key, one in review.entries.items()}, KEY: history()},
        sign_offs={KEY: SignOff(standing, {Role.REVIEWED: Signature("June", date(2023, 1, 31))})},
        sent=(sent,),
        change=change(),
        remarks=REMARKS,
    )
    return replace(told, **more)  # type: ignore[arg-type]
