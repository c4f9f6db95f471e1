"""What stands behind a printed figure, in the words of one language, for readers who ask."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.locale import Printer
from reportgen.model.figure import Figure, FigureKey, Kind
from reportgen.model.figures import Figures
from reportgen.model.manuscript import Binding, Manuscript
from reportgen.model.project import Project
from reportgen.render.blocks import BlockRenderer
from reportgen.render.site.plan import kpi_tables

_NAME = re.compile(r"\{([a-z0-9_.]+)(?:@([A-Za-z0-9-]+))?\}|[-*/]")
_SIGNS = {"-": "−", "*": "×", "/": "÷"}

Details = dict[str, object]
"""One figure's evidence, ready to be written as JSON; empty entries are left out."""


def key_text(key: FigureKey) -> str:
    """A figure's key as the pages write it: ``ghg.total|2022``."""
    return "|".join(key)


def notes_of(manuscript: Manuscript, renderer: BlockRenderer) -> Mapping[str, tuple[str, ...]]:
    """The texts of the notes that KPI tables put to a metric's row or one of its cells, by metric."""
    found: dict[str, dict[str, None]] = {}
    for chapter in manuscript.chapters:
        for table in kpi_tables(chapter.blocks):
            texts = {note.number: renderer.plain(note.runs) for note in table.notes}
            for group in table.groups:
                for row in group.rows:
                    marks = dict.fromkeys((*row.marks, *(mark for cell in row.cells for mark in cell.marks)))
                    found.setdefault(row.metric, {}).update((texts[mark], None) for mark in marks)
    return {metric: tuple(texts) for metric, texts in found.items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Tells about figures in one language."""

    project: Project
    figures: Figures
    printer: Printer
    notes: Mapping[str, tuple[str, ...]]

    def used(self, bindings: Iterable[Binding]) -> dict[str, Details]:
        """Details of all figures that some bindings printed or were computed from."""
        keys = dict.fromkeys(key for b in bindings for key in ((b.metric, b.period), *b.others))
        return {key_text(key): self.details(figure) for key in keys if (figure := self.figures.by_key.get(key))}

    def computed(self, bindings: Iterable[Binding]) -> dict[str, list[str]]:
        """For bindings that print no figure as it is, the keys of the figures they were computed from."""
        return {b.id: [key_text((b.metric, b.period)), *map(key_text, b.others)] for b in bindings if b.others}

    def details(self, figure: Figure) -> Details:
        """All that is known about a figure."""
        metric = self.project.metrics[figure.metric]
        language = self.printer.language
        owners = {owner.id: owner.name[language] for owner in self.project.settings.owners}
        told: Details = {
            "label": metric.label[language],
            "value": self.value(figure),
            "unit": self.unit(figure),
            "period": self.printer.period(figure.period),
            "status": self.status(figure),
            "assured": figure.assured,
            "definition": metric.definition[language] if metric.definition else "",
            "owner": owners.get(metric.owner, metric.owner),
            "notes": list(self.notes.get(figure.metric, ())),
            "formula": self.formula(figure),
            "inputs": [self._input(key) for key in figure.inputs if figure.formula and key in self.figures.by_key],
            "sources": list(map(str, figure.sources)),
            "reason": figure.reason,
        }
        return {name: value for name, value in told.items() if value not in ("", [])}

    def value(self, figure: Figure) -> str:
        """The figure as a table prints it."""
        metric = self.project.metrics[figure.metric]
        return self.printer.table_cell(figure, metric, self.project.units[metric.unit])

    def unit(self, figure: Figure) -> str:
        """The figure's unit as a table names it."""
        metric = self.project.metrics[figure.metric]
        return self.printer.unit(metric, self.project.units[metric.unit])

    def status(self, figure: Figure) -> str:
        """The figure's status, and whether it is an estimate."""
        words = [self.printer.ui(f"status_{figure.status.value}")]
        if figure.kind is not Kind.ACTUAL:
            words.append(self.printer.ui("status_estimated"))
        return self.printer.ui("list_separator").join(words)

    def formula(self, figure: Figure) -> str:
        """The formula in words and signs; "" for a figure that has none."""

        def write(match: re.Match[str]) -> str:
            if match[1] is None:
                return _SIGNS[match[0]]
            return self.project.metrics[match[1]].label[self.printer.language] + (f" {match[2]}" if match[2] else "")

        return _NAME.sub(write, figure.formula) if figure.formula else ""

    def _input(self, key: FigureKey) -> Sequence[str]:
        figure = self.figures.by_key[key]
        label = self.project.metrics[figure.metric].label[self.printer.language]
        return [label, self.printer.period(figure.period), self.value(figure), self.unit(figure)]
