"""Proposes which row of a data book holds which metric: by its labels, its unit and, best of all, last year's value.

A proposal is never taken for confirmed. It says how sure it is and why.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rapidfuzz import fuzz, process

from reportgen.intake.amounts import amount_in
from reportgen.intake.asking import Known
from reportgen.intake.bookmap import FOLDER, BookMap, MapHead, MapRow
from reportgen.intake.container import Limits, UnfitWorkbookError, inspect
from reportgen.intake.datapack import BookRow, plain_label, rows_of
from reportgen.intake.expectation import awaited
from reportgen.intake.measures import Measures
from reportgen.intake.quantity import plain
from reportgen.intake.sheets import Populated, read_sheets
from reportgen.model.figure import DatapointKey
from reportgen.model.metric import Metric
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, Problem
from reportgen.model.project import Project

_LEAST = 62
_NEAR, _MOST = 45, 40
_CHINESE = re.compile(r"[^\u3400-\u9fff]+")
_LATIN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+")


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    reason: str
    metric: Metric
    row: BookRow


def propose(
    path: Path, project: Project, known: Mapping[DatapointKey, Known], earlier: BookMap | None = None
) -> BookMap:
    """Propose a map for a data book.

    Args:
        path: the workbook.
        project: metrics, units and owners.
        known: what the ledger knows of values; a row that tells last year's value is most probably the metric's.
        earlier: the map as it stands; what is confirmed in it stays.

    Raises:
        InputRefusedError: The workbook cannot be read, or no row of it stands under a year.
    """
    measures = Measures(project)
    rows = _rows(path, project, measures)
    kept = earlier.confirmed if earlier else ()
    settled = {row.metric for row in kept}
    free = [row for row in rows if not any(told.fits(row) for told in kept)]
    metrics = [m for m in project.metrics.values() if m.handed_in and m.id not in settled]
    proposed = tuple(_told(match) for match in _assigned(_matches(metrics, free, project, measures, known)))
    owner = earlier.head.owner if earlier else _owner(project, [*kept, *proposed])
    head = MapHead(owner=owner, workbook=path.name, dash=earlier.head.dash if earlier else None)
    name = re.sub(r"[^\w-]+", "-", re.sub(r"(19|20)\d{2}", "", path.stem)).strip("-_").lower() or "book"
    return BookMap(earlier.path if earlier else f"{FOLDER}/{name}.toml", head, (*kept, *proposed))


def _rows(path: Path, project: Project, measures: Measures) -> list[BookRow]:
    limits = Limits()
    try:
        data = path.read_bytes()
        inspect(data, limits)
        sheets = read_sheets(data, limits)
    except OSError as error:
        raise BrokenProjectError(
            [Problem(f"the file cannot be read ({error.strerror})", Place(str(path)), "check the path")]
        ) from None
    except UnfitWorkbookError as error:
        raise InputRefusedError([Problem(error.what, Place(path.name), error.fix)]) from None
    rows = [row for sheet in sheets if not sheet.secret for row in rows_of(sheet, measures.words)]
    if not rows:
        what = "no sheet has a row of years with figures below it"
        fix = "let a row hold the years, such as 2022 and 2021, right above the figures"
        raise InputRefusedError([Problem(what, Place(path.name), fix)])
    return rows


def _matches(
    metrics: Sequence[Metric],
    rows: Sequence[BookRow],
    project: Project,
    measures: Measures,
    known: Mapping[DatapointKey, Known],
) -> Iterator[_Match]:
    parts = [_parts(row) for row in rows]
    places: dict[str, list[int]] = {}
    for number, texts in enumerate(parts):
        for text in texts:
            places.setdefault(text, []).append(number)
    choices = list(places)
    for metric in metrics:
        labels = [plain_label(text) for text in metric.label.values()]
        contexts = _context(metric, project)
        # The library looks through all texts at once; only those that come near are weighed one by one.
        near = (
            text
            for label in labels
            for text, *_ in process.extract(label, choices, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_MOST)
        )
        for number in sorted({number for text in near for number in places[text]})[: _MOST * 5]:
            row = rows[number]
            factor = measures.factor(row.unit, metric) if row.unit else None
            if row.unit and factor is None:
                continue
            score, which = max((_alike(label, parts[number]), label) for label in labels)
            if score < _LEAST - 20:
                continue
            reasons = [f"“{which}” is {score:.0f}% like the label"]
            if row.unit:
                reasons.append(f"“{row.unit}” converts to the metric's unit")
            else:
                score -= 6
                reasons.append("no unit is found")
            if row.under and contexts and max(fuzz.token_set_ratio(plain_label(row.under), c) for c in contexts) > 85:
                score += 4
                reasons.append(f"it stands under “{row.under}”")
            if year := _year_told(metric, row, project, measures, known):
                score += 30
                reasons.append(f"its figure of {year} is the one in the ledger")
            if score >= _LEAST:
                yield _Match(min(score, 99), "; ".join(reasons), metric, row)


def _parts(row: BookRow) -> tuple[str, ...]:
    """A row's words in each language, and with the heading above."""
    label = plain_label(row.label)
    both = f"{plain_label(row.under)} {label}".strip()
    texts = (label, _CHINESE.sub("", label), _LATIN.sub(" ", label), both, _CHINESE.sub("", both))
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


def _alike(label: str, texts: Sequence[str]) -> float:
    """How alike a metric's label and a row's words are: order does not count, a surplus does."""
    return max(
        (0.5 * fuzz.ratio(label, text) + 0.5 * fuzz.token_sort_ratio(label, text) for text in texts), default=0.0
    )


def _context(metric: Metric, project: Project) -> tuple[str, ...]:
    """The words under which a metric stands in the project's own tables."""
    found = [
        words
        for table in project.tables.values()
        for group in table.groups
        if metric.id in group.rows
        for words in (table.title, group.label or {})
    ]
    return tuple(dict.fromkeys(plain_label(text) for words in found for text in words.values()))


def _year_told(
    metric: Metric, row: BookRow, project: Project, measures: Measures, known: Mapping[DatapointKey, Known]
) -> int | None:
    """The year for which the row holds the ledger's value of the metric."""
    factor = measures.factor(row.unit, metric) if row.unit else None
    for year, period in awaited(metric, project.settings.fiscal_year).items():
        told = known.get((metric.id, period.id, project.settings.entity))
        number = _number(row.cells[year]) if year in row.cells else None
        if told is None or told.published is None or number is None or not number:
            continue
        value = plain(measures.converted(number, factor)) if factor else number
        if value == told.published and abs(value) > 20:
            return year
    return None


def _number(cell: Populated) -> Decimal | None:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return plain(Decimal(format(cell.value, ".15g")))
    amount = amount_in(cell.value) if isinstance(cell.value, str) else None
    return plain(amount.numbers[0]) if amount else None


def _assigned(matches: Iterator[_Match]) -> Iterator[_Match]:
    """The best matches, each metric and each row once, in the order of the book."""
    metrics: set[str] = set()
    rows: set[tuple[str, int]] = set()
    chosen = []
    for match in sorted(matches, key=lambda m: (-m.score, m.metric.id, m.row.sheet, m.row.row)):
        place = (match.row.sheet, match.row.row)
        if match.metric.id not in metrics and place not in rows:
            metrics.add(match.metric.id)
            rows.add(place)
            chosen.append(match)
    yield from sorted(chosen, key=lambda m: (m.row.sheet, m.row.row))


def _told(match: _Match) -> MapRow:
    row = match.row
    return MapRow(
        metric=match.metric.id,
        sheet=row.sheet,
        label=row.label,
        under=row.under,
        unit=row.unit,
        confidence=round(match.score),
        reason=match.reason,
    )


def _owner(project: Project, rows: Sequence[MapRow]) -> str:
    """The owner of the most metrics."""
    counted: dict[str, int] = {owner.id: 0 for owner in project.settings.owners}
    for row in rows:
        counted[project.metrics[row.metric].owner] = counted.get(project.metrics[row.metric].owner, 0) + 1
    return max(counted, key=lambda id: counted[id])
