"""What a published report said, in a form that next year's checks can compare with: no sentence, only its hash.

Written by ``publish`` as ``published/<year>/manuscript.json`` or by ``rollover`` into ``data/years/<year>``; read the
year after. A block is a paragraph, item, heading, title, note or footnote; its words are hashed without figures, years
and spaces, so that a sentence that only follows its figures has the same hash in both years.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from reportgen.model.figure import FigureKey
from reportgen.model.manuscript import Binding
from reportgen.model.period import Period
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.words import Words

SCHEMA = 1

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as printed: metric, period, exact value and printed text."""

    metric: str
    period: str
    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class PublishedBlock:
    """A block of a section: its kind, the hash of its words, and the figures in it, in order."""

    language: str
    section: str
    kind: str
    words: str
    figures: tuple[PublishedFigure, ...]


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """All blocks of a published report."""

    year: int
    blocks: tuple[PublishedBlock, ...]


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """What an earlier report gave as the figure of a metric and a period. Whatever is not known stays empty.

    Attributes:
        value: in the metric's unit of that report; ``None`` if it gave no number.
        decimals: digits behind the point as printed; ``None`` if the value is as precise as it was printed.
        printed: as printed, by language.
        unit: id of the unit at that time.
        formula: of a figure that was derived.
        definition: hash of the metric's definition at that time, :func:`definition_hash`.
        entities: those that the figure was put together from.
        at: where it stands.
    """

    value: Decimal | None
    decimals: int | None = None
    printed: Words = field(default_factory=dict)
    unit: str = ""
    formula: str = ""
    definition: str = ""
    entities: tuple[str, ...] = ()
    at: Place | Cell | None = None


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """The figures of an earlier report: of a closed year, or of a data book; whoever can read one may fill it.

    Attributes:
        year: the fiscal year of that report.
        by_key: by metric and period id.
        source: what they were read from, for messages.
        complete: whether these are all figures of that report, so that one that is gone can be told.
    """

    year: int
    by_key: Mapping[FigureKey, PublishedValue]
    source: str
    complete: bool = True

    def get(self, metric: str, period: Period | str) -> PublishedValue | None:
        """What the report gave for a metric and a period, if anything."""
        return self.by_key.get((metric, str(period)))


def definition_hash(definition: Words | None) -> str:
    """The hash of a metric's definition in all its languages; empty without one."""
    return words_hash(" ".join(definition[code] for code in sorted(definition))) if definition else ""


def words_hash(typed: str) -> str:
    """The hash of a block's typed words: letters only, without years, figures, marks and spaces."""
    letters = "".join(c for c in _YEAR.sub("", typed).casefold() if c.isalpha())
    return hashlib.sha256(letters.encode()).hexdigest()[:24]


def published_figure(binding: Binding) -> PublishedFigure:
    """A binding as it is kept."""
    return PublishedFigure(binding.metric, binding.period, binding.value, binding.text)


def to_json(report: PublishedReport) -> dict[str, object]:
    """The report as JSON can write it, with ``"schema": 1`` at the top."""
    return {
        "schema": SCHEMA,
        "year": report.year,
        "blocks": [
            {
                "language": block.language,
                "section": block.section,
                "kind": block.kind,
                "words": block.words,
                "figures": [
                    {
                        "metric": figure.metric,
                        "period": figure.period,
                        "value": None if figure.value is None else str(figure.value),
                        "text": figure.text,
                    }
                    for figure in block.figures
                ],
            }
            for block in report.blocks
        ],
    }


def from_json(data: object, place: Place) -> PublishedReport:
    """Read what :func:`to_json` has written.

    Args:
        data: as JSON reads it.
        place: of the file, for messages.

    Raises:
        BrokenProjectError: The file was made by another version, or was changed by hand.
    """
    try:
        if not isinstance(data, Mapping) or data["schema"] != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        return PublishedReport(int(data["year"]), tuple(_blocks(data["blocks"])))
    except (KeyError, TypeError, ValueError, InvalidOperation, AttributeError) as error:
        what = f"this is no manuscript of a published report: {error}"
        raise BrokenProjectError([Problem(what, place, "take the file from the published report again")]) from error


def _blocks(rows: Iterable[Mapping[str, object]]) -> Iterable[PublishedBlock]:
    for row in rows:
        figures = row["figures"]
        if not isinstance(figures, list):
            raise ValueError("figures are no list")
        yield PublishedBlock(
            str(row["language"]),
            str(row["section"]),
            str(row["kind"]),
            str(row["words"]),
            tuple(
                PublishedFigure(
                    str(one["metric"]),
                    str(one["period"]),
                    None if one["value"] is None else Decimal(str(one["value"])),
                    str(one["text"]),
                )
                for one in figures
            ),
        )
