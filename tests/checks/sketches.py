"""Runs the examples in the manuals of checks: each is a small change of the small project of ``tests/projects.py``.

Under ``Bad`` and ``Good`` stand names of files of a project, each followed by its text, more deeply indented; a name
with ``, added`` adds the text to the small project's file. Some names are no files:

* ``figures`` changes what the ledger holds or what is computed: metric, period, value, then words for state, kind or
  qualifier; ``none`` is no value;
* ``pages`` tells the texts that were not found on their page: language, page, text;
* ``year before`` tells what last year's report said: language, section, metric, period, value, words without figures;
* ``ledger`` and ``screened`` tell what was handed in, row by row: :mod:`tests.checks.handing`;
* ``last report`` tells the figures that it gave: metric, period, value, then ``unit:ID``, ``decimals:N``,
  ``definition:TEXT`` or ``entities:A,B``;
* ``answered`` lets the appendix answer all that the standards require;
* ``assured`` marks metrics as assured;
* ``marks`` sets note marks in a manuscript: language, table, what carries them, numbers; ``unassured`` behind a
  row takes the mark of assured figures from it;
* ``printed`` sets a printed value: language, ``table`` (``table:ID`` for one of several), ``chart`` or ``list``,
  metric, period, text;
* ``book`` and ``prior book`` are a data book and its edition before, checked instead of a project:
  :mod:`tests.checks.books`;
* ``published`` changes what was read in the finished files, which is sound otherwise: :mod:`tests.checks.published`.

The word ``restated`` behind a figure makes that its status; ``was:VALUE`` records a restatement; ``drilled`` puts it
together from entities, ``lacks:ENTITY`` without one of them.
"""

import inspect
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from reportgen.catalog import load_project, read_follow_up
from reportgen.chapters import bind, find_unbound
from reportgen.figures import resolve
from reportgen.index import derive
from reportgen.model.dossier import Dossier, Proof
from reportgen.model.figure import Figure, Kind, Part, State, Status
from reportgen.model.figures import Figures
from reportgen.model.metric import Qualifier
from reportgen.model.project import Project
from reportgen.model.published import (
    PublishedBlock,
    PublishedFigure,
    PublishedFigures,
    PublishedReport,
    PublishedValue,
    words_hash,
)
from reportgen.model.restatement import Restatement
from tests.checks.books import sketched
from tests.checks.edits import edited
from tests.checks.handing import entries_of, screenings_of, sign_offs_of
from tests.checks.published import publication
from tests.projects import FILES, METRICS, VALUES, entry

BREAKDOWN = METRICS.replace(
    'id = "ghg.total"', 'id = "ghg.total"\nbreakdowns = [["ghg.scope1", "ghg.scope2", "ghg.scope3"]]', 1
)
_NO_FILES = (
    "figures",
    "pages",
    "answered",
    "assured",
    "marks",
    "printed",
    "published",
    "year before",
    "last report",
    "ledger",
    "screened",
    "book",
    "prior book",
)
BASE = FILES | {"data/metrics/environment.toml": BREAKDOWN}


@dataclass(frozen=True)
class Sketch:
    """One example: texts of files by path, changed figures, and texts lost in the layout."""

    files: dict[str, str]
    figures: tuple[tuple[str, ...], ...]
    lost: tuple[tuple[str, int, str], ...]
    answered: bool = False
    assured: tuple[str, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    printed: tuple[tuple[str, ...], ...] = ()
    published: tuple[str, ...] = ()
    year_before: tuple[tuple[str, ...], ...] = ()
    ledger: tuple[tuple[str, ...], ...] = ()
    screened: tuple[tuple[str, ...], ...] = ()
    last_report: tuple[tuple[str, ...], ...] = ()
    book: tuple[str, ...] = ()
    prior_book: tuple[str, ...] = ()


def sketch(manual: str, head: str) -> Sketch | None:
    """The example under ``head`` (Bad or Good) of a check's manual, ``None`` if there is none."""
    lines = inspect.cleandoc(manual).splitlines()
    if head not in lines:
        return None
    start = lines.index(head) + 1
    end = next((n for n in range(start, len(lines)) if lines[n] and not lines[n].startswith(" ")), len(lines))
    parts: dict[str, list[str]] = {}
    name = ""
    for line in lines[start:end]:
        if line.startswith("    ") and not line.startswith("     ") and line.strip():
            name = line.strip()
            parts[name] = []
        elif name:
            parts[name].append(line[8:])
    files = {}
    for told, body in parts.items():
        path = told.removesuffix(", added")
        text = "\n".join(body).strip("\n") + "\n"
        if path != told:
            text = BASE[path] + "\n" + text
        if path not in _NO_FILES:
            files[path] = text

    def rows(name: str, cells: int = -1) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.split(maxsplit=cells)) for line in parts.get(name, []) if line.strip())

    lost = tuple((language, int(page), text) for language, page, text in rows("pages", 2))
    return Sketch(
        files,
        rows("figures"),
        lost,
        "answered" in parts,
        tuple(id for (id,) in rows("assured")),
        rows("marks"),
        rows("printed", 4),
        tuple(line.strip() for line in parts.get("published", []) if line.strip()),
        rows("year before", 5),
        rows("ledger"),
        rows("screened"),
        rows("last report"),
        tuple(parts.get("book", ())),
        tuple(parts.get("prior book", ())),
    )


def dossier_of(made: Sketch, root: Path) -> Dossier:
    """What the checks see of an example, made by the same stages as a report."""
    if made.book:
        return sketched(root, made.book, made.prior_book)
    for path, text in (BASE | made.files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for path in sorted((root / "data/metrics").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for id in made.assured:
            text = text.replace(f'id = "{id}"', f'id = "{id}"\nassured = true')
        path.write_text(text, encoding="utf-8")
    project = load_project(root)
    if made.answered:
        _answer_all(root, project)
        project = load_project(root)
    values: dict[tuple[str, str], tuple[str | None, tuple[str, ...]]] = {key: (v, ()) for key, v in VALUES.items()}
    over: dict[tuple[str, str], Decimal | None] = {}
    statuses = {(metric, period): Status.RESTATED for metric, period, *words in made.figures if "restated" in words}
    for metric, period, text, *words in made.figures:
        if project.metrics[metric].handed_in:
            values[metric, period] = (None if text == "none" else text, tuple(words))
        else:
            over[metric, period] = None if text == "none" else Decimal(text)
    told = list(entries_of(made.ledger))
    again = {(e.datapoint.metric, e.datapoint.period.id) for e in told}
    handed_in = told + [
        entry(metric, period, value, **_told(words))
        for (metric, period), (value, words) in values.items()
        if metric in project.metrics and (metric, period) not in again
    ]
    figures = resolve(project, handed_in)
    changed = {key: replace(figures.by_key[key], value=value) for key, value in over.items()}
    for metric, period, _, *words in made.figures:
        figure = changed.get((metric, period), figures.by_key[metric, period])
        changed[metric, period] = _marked(figure, words)
    changed |= {key: replace(figures.by_key[key], status=status) for key, status in statuses.items()}
    figures = Figures({**figures.by_key, **changed})
    manuscripts = tuple(
        edited(bind(project, figures, language), made.marks, made.printed) for language in project.settings.languages
    )
    unbound = tuple(u for m in manuscripts for chapter in m.chapters for u in find_unbound(chapter))
    proofs = tuple(_proof(m, made.lost) for m in manuscripts)
    index = derive(project, manuscripts)
    return Dossier(
        project,
        figures,
        manuscripts,
        unbound,
        index,
        proofs,
        publication=publication(project, manuscripts, made.published),
        published=_year_before(made.year_before),
        remarks=read_follow_up(root),
        entries=tuple(handed_in),
        sign_offs=sign_offs_of(handed_in, project.settings.sign_off),
        screenings=screenings_of(made.screened),
        prior=_last_report(made.last_report),
    )


def _last_report(rows: tuple[tuple[str, ...], ...]) -> PublishedFigures | None:
    """Last year's figures from rows of metric, period, value and words."""
    if not rows:
        return None
    found = {}
    for metric, period, value, *words in rows:
        told = dict(word.split(":", 1) for word in words)
        found[metric, period] = PublishedValue(
            None if value == "none" else Decimal(value),
            int(told["decimals"]) if "decimals" in told else None,
            unit=told.get("unit", ""),
            definition=words_hash(told["definition"]) if "definition" in told else "",
            entities=tuple(told["entities"].split(",")) if "entities" in told else (),
        )
    return PublishedFigures(2021, found, "the report of 2021")


def _year_before(rows: tuple[tuple[str, ...], ...]) -> PublishedReport | None:
    """Last year's text from rows of language, section, metric, period, value and words."""
    if not rows:
        return None
    blocks = tuple(
        PublishedBlock(
            language,
            section,
            "paragraph",
            words_hash(words),
            (PublishedFigure(metric, period, Decimal(value), value),),
        )
        for language, section, metric, period, value, words in rows
    )
    return PublishedReport(2021, blocks)


def _proof(manuscript, lost) -> Proof:
    gone = {" ".join(text.split()): page for language, page, text in lost if language == manuscript.language}
    missing = tuple(
        (b, gone[" ".join(b.text.split())]) for b in manuscript.bindings if " ".join(b.text.split()) in gone
    )
    return Proof(manuscript.language, len(manuscript.bindings) - len(missing), missing)


def _answer_all(root: Path, project: Project) -> None:
    """Let the appendix answer what must be told, and give a reason for each indicator that may be left out."""
    metrics = root / "data/metrics/environment.toml"
    text = metrics.read_text(encoding="utf-8")
    metrics.write_text(re.sub(r"disclosures = .*\n", "", text), encoding="utf-8")
    required = [d for d in project.disclosures.values() if d.required]
    left_out = [d for d in required if d.kind == "kpi"]
    told = [d.name for d in required if d not in left_out]
    with (root / "data/outline.toml").open("a", encoding="utf-8") as outline:
        outline.write("disclosures = [" + ", ".join(f'"{name}"' for name in told) + "]\n")
    reason = 'reason = { zh-hant = "不重大。", en = "Not material." }'
    entries = (
        f'[[omission]]\nstandard = "{d.standard}"\ncode = "{d.code}"\nkind = "not_material"\n{reason}\n\n'
        for d in left_out
    )
    (root / "data/omissions.toml").write_text("".join(entries), encoding="utf-8")


def _marked(figure: Figure, words: list[str]) -> Figure:
    """A figure that was restated (``was:VALUE``), or put together from entities (``drilled``, ``lacks:ENTITY``)."""
    for word in words:
        name, _, value = word.partition(":")
        if name == "was" and figure.value is not None:
            told = Restatement(
                1,
                figure.metric,
                figure.period,
                "group",
                Decimal(value),
                figure.value,
                "a meter was read twice",
                2,
                1,
                "May",
                datetime(2023, 2, 1, tzinfo=UTC),
            )
            figure = replace(figure, restatement=told)
        elif name in ("drilled", "lacks"):
            part = Part("group", figure.period, figure.value, figure.state)
            figure = replace(figure, drilldown=part, reason=f"without {value}" if value else "")
    return figure


def _told(words: tuple[str, ...]) -> dict[str, object]:
    told: dict[str, object] = {}
    for word in words:
        if word in ("restated", "drilled") or word.startswith(("was:", "lacks:")):
            continue
        if word in [s.value for s in State]:
            told["state"] = State(word)
        elif word in [k.value for k in Kind]:
            told["kind"] = Kind(word)
        elif word in [q.value for q in Qualifier]:
            told["qualifier"] = Qualifier(word)
        else:
            raise ValueError(f"{word!r} is no state, kind or qualifier")
    return told
