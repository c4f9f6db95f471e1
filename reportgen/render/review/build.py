"""The review edition: one page for both languages, its data as a script, drawings and pictures.

It opens from a folder: browsers let such a page fetch nothing, so that all data come by ``script`` elements; and some
keep what is stored apart by the page's address, so that all languages and views are one page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from reportgen.locale import Printer
from reportgen.locale.vocabulary import vocabulary
from reportgen.model.figure import FigureKey
from reportgen.model.finding import Finding
from reportgen.model.manuscript import Manuscript
from reportgen.model.remark import TICKS, Remark, finding_subject
from reportgen.model.review import Review
from reportgen.render.blocks import is_numbered
from reportgen.render.document import Part, parts
from reportgen.render.index_tables import published
from reportgen.render.review.blocks import ReviewBlocks
from reportgen.render.review.edition import Edition, changed_figures, make_edition
from reportgen.render.review.lineage import Lineage, printed_notes
from reportgen.render.site.build import as_script
from reportgen.render.site.evidence import Evidence
from reportgen.render.site.pictures import FOLDER, drawings
from reportgen.render.site.plan import make_plan
from reportgen.render.site.portraits import portraits
from reportgen.render.theme import Theme
from reportgen.render.theme_file import theme_of
from reportgen.render.variables import site_variables

SCHEMA = 1
"""Version of the file of comments."""

_SHARED_WORDS = (
    "close", "metric", "unit", "value", "period", "definition", "status", "reason", "cell", "notes", "note", "owner",
    "where_printed", "assurance", "scroll_table", "section", "language_name",
)  # fmt: skip
"""Words of the interface that the script needs beside those of the review edition."""


def review_site(
    review: Review,
    *,
    pdfs: Mapping[str, str] | None = None,
    references: Mapping[FigureKey, str] | None = None,
    books: str = "../",
    charts: bool = True,
    chart_cache: Path | None = None,
) -> dict[str, bytes]:
    """All files of the review edition.

    Args:
        review: the pack. Figures out of its scope are printed and tell nothing else.
        pdfs: by language, the address of its PDF, e.g. ``../en/report.pdf``; ``#page=`` is added to it.
        references: by figure, its reference in the lead workbook.
        books: address of the pack's own folder, before which the paths of submitted workbooks are told.
        charts: whether charts are drawn; without their pictures their data stay.
        chart_cache: folder in which drawings are kept from build to build.

    Returns:
        Relative path, e.g. ``index.html``, to content; the same input gives the same bytes.

    Raises:
        BrokenProjectError: The theme is missing or wrong.
    """
    findings = _findings_in_scope(review)
    review = _bounded(review, findings)
    project, manuscripts = review.dossier.project, review.dossier.manuscripts
    theme = theme_of(project)
    languages = [manuscript.language for manuscript in manuscripts]
    out = portraits(manuscripts, project.root)
    editions: list[Edition] = []
    for manuscript in manuscripts:
        found = parts(project.outline, manuscript, theme)
        plan, printer = make_plan(found, manuscript), Printer(manuscript.language)
        drawn = drawings(plan, theme, printer, chart_cache) if charts else {}
        out |= {f"{FOLDER}/{manuscript.language}/{name}": svg.encode() for name, svg in drawn.items()}
        editions.append(_edition(review, manuscript, found, drawn, findings))
    values = {
        "review": review,
        "identity": review.identity,
        "change": review.change,
        "settings": project.settings,
        "year": project.settings.fiscal_year.year,
        "languages": languages,
        "lang_of": theme.lang,
        "printers": {language: Printer(language) for language in languages},
        "editions": editions,
        "numbered": is_numbered,
        "pdfs": pdfs or {},
        "references": references or {},
    }
    out["index.html"] = _template("index.html.j2").render(values).encode()
    out["data.js"] = _data(review, editions, findings, pdfs or {}, references or {}, books)
    return dict(sorted((out | _assets(theme, editions)).items()))


def _findings_in_scope(review: Review) -> tuple[Finding, ...]:
    """The findings that a pack may tell: none that is about figures which are not in it."""
    metrics = {metric for metric, _ in review.figures}
    return tuple(
        finding
        for outcome in review.outcomes
        for finding in outcome.findings
        if review.scope.whole
        or {*filter(None, (finding.metric,)), *(one.metric for one in finding.involved)} <= metrics
    )


def _bounded(review: Review, findings: Sequence[Finding]) -> Review:
    """A review whose remarks and changes are about what the pack holds."""
    if review.scope.whole:
        return review
    known = {finding_subject(finding.fingerprint) for finding in findings}
    remarks = tuple(
        remark
        for remark in review.remarks
        if (remark.figure in review.figures if remark.figure else remark.subject in known)
        or remark.subject.startswith(("section:", "note:"))
    )
    change = review.change
    if change is not None:
        figures = tuple(one for one in change.figures if one.figure.key in review.figures)
        opened = tuple(one for one in change.findings if one.after and finding_subject(one.after.fingerprint) in known)
        change = replace(change, figures=figures, findings=opened)
    return replace(review, remarks=remarks, change=change)


def _edition(
    review: Review, manuscript: Manuscript, found: Sequence[Part], drawn: Mapping[str, str], findings: Sequence[Finding]
) -> Edition:
    dossier = review.dossier
    index = published(dossier.index)
    blocks = ReviewBlocks(
        dossier.project.outline,
        Printer(manuscript.language),
        {binding.id: binding for binding in manuscript.bindings},
        index=index,
        drawn=drawn,
        open_figures=review.figures.keys(),
        selected={figure.key for figure in review.figures.values() if figure.assured},
        changed=changed_figures(review.change) & review.figures.keys(),
    )
    return make_edition(review, manuscript, found, make_plan(found, manuscript, index), blocks, findings)


def _data(
    review: Review,
    editions: Sequence[Edition],
    findings: Sequence[Finding],
    pdfs: Mapping[str, str],
    references: Mapping[FigureKey, str],
    books: str,
) -> bytes:
    """What the script knows, as a script of its own."""
    project, identity = review.dossier.project, review.identity
    evidence = {e.language: Evidence(project, review.dossier.figures, e.r.printer, {}) for e in editions}
    lineage = Lineage(review, evidence, findings, references)
    notes = printed_notes(review.dossier.manuscripts, {e.language: e.r.plain for e in editions})
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "pack": identity.id,
        "project": identity.project,
        "number": identity.number,
        "languages": [e.language for e in editions],
        "words": {e.language: _words(e.language) for e in editions},
        "figures": lineage.figures(),
        "findings": {f.fingerprint: _finding(f, e, review) for e in editions[:1] for f in findings},
        "notes": notes,
        "sections": {
            s.id: {lang: _title(s.number, s.title[lang]) for lang in evidence} for s in project.outline.sections
        },
        "remarks": [_remark(remark) for remark in review.remarks],
        "pdfs": dict(pdfs),
        "base": books,
        "ticks": TICKS,
    }
    told["books"] = lineage.books
    return f'"use strict";\nwindow.REVIEW = {as_script(told)};\n'.encode()


def _title(number: str, title: str) -> str:
    return f"{number} {title}" if number[:1].isdigit() else title


def _words(language: str) -> dict[str, str]:
    known = vocabulary(language).ui
    return {
        key.removeprefix("review_"): word
        for key, word in sorted(known.items())
        if key.startswith("review_") or key in _SHARED_WORDS
    }


def _finding(finding: Finding, edition: Edition, review: Review) -> dict[str, Any]:
    check = review.checks.get(finding.code)
    told = {
        "code": finding.code,
        "tone": "waived" if finding.waived else finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "title": dict(check.title) if check else {},
        "examines": check.examines if check else "",
        "waived": finding.waived,
        "figure": f"{finding.metric}@{finding.period}" if finding.metric and finding.period else "",
        "section": finding.section or "",
        "language": finding.language or "",
        "at": " · ".join(str(place) for place in (finding.place, finding.cell) if place is not None),
        "page": finding.page,
        "involved": [[f"{one.metric}@{one.period}", one.text] for one in finding.involved],
    }
    return {name: value for name, value in told.items() if value not in ("", [], {}, None)}


def _remark(remark: Remark) -> dict[str, Any]:
    told = {
        "subject": remark.subject,
        "text": remark.text,
        "by": remark.by,
        "on": remark.on.isoformat() if remark.on else "",
        "tick": remark.tick,
        "value": None if remark.value is None else format(remark.value, "f"),
        "conclusion": remark.conclusion.value if remark.conclusion else "",
        "progress": remark.progress.value,
        "quote": remark.quote,
        "answers": [[answer.by, answer.on.isoformat(), answer.text] for answer in remark.answers],
    }
    return {name: value for name, value in told.items() if value not in ("", [], None)}


def _assets(theme: Theme, editions: Sequence[Edition]) -> dict[str, bytes]:
    site, own = files("reportgen.render.site") / "assets", files("reportgen.render.review") / "assets"
    found = {f"assets/{f.name}": f.read_bytes() for f in own.iterdir() if f.name.endswith((".css", ".js"))}
    named = {told.part.name: told.part for edition in editions for told in edition.sections}
    variables = {edition.language: site_variables(theme, edition.language) for edition in editions}
    css = _template("theme.css.j2").render(theme=theme, parts=list(named.values()), variables=variables)
    icon = _template("icon.svg.j2").render(theme=theme)
    return found | {
        "assets/site.css": (site / "site.css").read_bytes(),
        "assets/theme.css": css.encode(),
        "assets/icon.svg": icon.encode(),
    }


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("reportgen.render.review", "templates"), PackageLoader("reportgen.render.site", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
