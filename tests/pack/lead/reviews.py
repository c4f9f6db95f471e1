"""Reviews made by hand, without a build: what the lead workbook is written from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reportgen.chapters import bind
from reportgen.figures import resolve
from reportgen.index import derive
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Entry
from reportgen.model.figures import Figures
from reportgen.model.finding import Finding, Outcome, Severity
from reportgen.model.project import Project
from reportgen.model.review import CheckTold, PackIdentity, PackScope, Review
from tests import projects

MADE = datetime(2023, 3, 30, 9, 30, tzinfo=UTC)
IDENTITY = PackIdentity("0123456789ab", "ba9876543210", 2, MADE, "ab" * 32, "cd" * 32, "reportgen 0.2")
CHECKS = {
    "AR001": CheckTold(
        "AR001", "total-differs-from-parts", "arithmetic", {"zh-hant": "總數不符", "en": "Totals"}, "Every total."
    ),
    "TX001": CheckTold("TX001", "unbound-number", "language", {"zh-hant": "數字", "en": "Numbers"}, "Every number."),
}
FOUND = Finding(
    "AR001", Severity.WARNING, "the total is off", "correct it", metric="ghg.total", period="2022", waived="known (CFO)"
)
OUTCOMES = (Outcome("AR001", "total-differs-from-parts", 4, (FOUND,)), Outcome("TX001", "unbound-number", 9, ()))


def review_of(project: Project, figures: Figures, entries: Iterable[Entry] = (), **more: object) -> Review:
    """A review of all figures of a project."""
    manuscripts = tuple(bind(project, figures, language) for language in project.settings.languages)
    dossier = Dossier(project, figures, manuscripts, (), derive(project, manuscripts))
    pages: Mapping[str, Mapping[str, int]] = {
        manuscript.language: {binding.id: 3 + at % 4 for at, binding in enumerate(manuscript.bindings)}
        for manuscript in manuscripts
    }
    latest = {entry.datapoint.key: entry for entry in entries}
    review = Review(dossier, PackScope(), IDENTITY, OUTCOMES, CHECKS, pages, figures.by_key, latest, {})
    return replace(review, **more)  # type: ignore[arg-type]


def small_review(root: Path, assured: Iterable[str] = ("ghg.total", "water.use"), **changes: object) -> Review:
    """A review of the small project, some of its metrics selected."""
    text = projects.METRICS
    for id in assured:
        text = text.replace(f'id = "{id}"\n', f'id = "{id}"\nassured = true\n')
    project, _ = projects.small(root, **{"metrics": text, **changes})  # type: ignore[arg-type]
    entries = projects.entries()
    return review_of(project, resolve(project, entries), entries)
