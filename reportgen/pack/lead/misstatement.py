"""The summary of misstatements: what the auditor's values add up to, by direction, against the thresholds."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from reportgen.model.remark import Remark, figure_subject
from reportgen.pack.lead.contract import FIRST_ROW, YES_NO, choice
from reportgen.pack.lead.desk import Desk, form_of, signed
from reportgen.pack.lead.plan import Line, Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write
from reportgen.spreadsheets.paper import ref

_COLUMNS = (
    Column("reference", 9, "mark"),
    Column("metric", 34),
    Column("metric_id", 24, "id"),
    Column("period", 10, "mark"),
    Column("unit", 14, "small"),
    Column("printed", 17, "number"),
    Column("found_value", 17, "number"),
    Column("difference", 16, "number"),
    Column("direction", 14, "mark"),
    Column("difference_percent", 11, "number"),
    Column("materiality", 16, "number"),
    Column("performance", 16, "number"),
    Column("trivial", 14, "number"),
    Column("assessment", 22, "mark"),
    Column("multiple", 13, "number"),
    Column("nature", 14, "mark"),
    Column("corrected", 12, "mark"),
    Column("comment", 34),
)
_OVER, _UNDER = "over", "under"
_LEVELS = ("is_trivial", "is_below", "is_performance", "is_material")


def write_misstatements(desk: Desk, plan: Plan) -> None:
    """Write a row for each tested figure of the year, what earlier packs found, and the sums."""
    _Summary(desk, plan).write()


class _Summary:
    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._name = desk.said("misstatements", " ")
        self._table = Table(self._name, self._name, _COLUMNS, ())
        self._rules = desk.project.settings.review
        self._lines: Sequence[Line] = [line for line in plan.tested() if line.now.value is not None]

    def write(self) -> None:
        rows = [self._row(line, at) for at, line in enumerate(self._lines)]
        rows += self._carried(len(rows))
        last = len(rows) - 1
        rows.append(Row("", {"metric": self._desk.said("summary", " ")}, band=True))
        rows += list(self._sums(last)) if last >= 0 else []
        told = (
            self._desk.said("misstatements_intro")
            + "\n"
            + self._desk.said("thresholds").format(
                materiality=f"{self._rules.materiality:f}",
                performance=f"{self._rules.performance:f}",
                trivial=f"{self._rules.trivial:f}",
            )
        )
        write(self._desk, Table(self._name, self._name, _COLUMNS, rows, told))

    def _here(self, at: int) -> Callable[[str], str]:
        return lambda column: self._table.at(at, column).seen_from(self._name)

    # --- one figure ------------------------------------------------------------------------------

    def _row(self, line: Line, at: int) -> Row:
        now = line.now
        given, printed = self._plan.cell(now.key, "auditor_value"), self._plan.cell(now.key, "printed")
        value = self._desk.printed(now) or Decimal(0)
        cells = self._named(line)
        cells["printed"] = Live(str(printed), value, self._desk.form(now))
        cells["found_value"] = Live(f'IF(ISNUMBER({given}),{given},"")', "", self._desk.form(now, computed=True))
        return Row(figure_subject(*now.key), cells | self._judged(at, value, self._desk.form(now, computed=True)))

    def _named(self, line: Line) -> dict[str, Content]:
        spot = self._plan.value(line.now.key)
        return {
            "reference": Link(str(spot), line.reference) if spot is not None else line.reference,
            "metric": self._desk.both(line.metric.label),
            "metric_id": line.metric.id,
            "period": line.now.period.id,
            "unit": self._desk.unit_of(line.metric),
        }

    def _judged(self, at: int, printed: Decimal, form: str, found: Decimal | None = None) -> dict[str, Content]:
        """Difference, direction, thresholds and assessment, as formulas; ``found`` is the value where one is known."""
        here = self._here(at)
        moved = None if found is None else found - printed
        material = abs(printed) * self._rules.materiality / 100
        performance = material * self._rules.performance / 100
        trivial = material * self._rules.trivial / 100
        off = here("difference")
        said = {word: self._desk.said(word, " ") for word in (_OVER, _UNDER, *_LEVELS)}
        levels = (
            f'IF(ABS({off})<{here("trivial")},"{said["is_trivial"]}",'
            f'IF(ABS({off})<{here("performance")},"{said["is_below"]}",'
            f'IF(ABS({off})<{here("materiality")},"{said["is_performance"]}","{said["is_material"]}")))'
        )
        either = (moved or Decimal(0)) != 0
        size = abs(moved or Decimal(0))
        steps = [trivial, performance, material]
        level = _LEVELS[sum(size >= step for step in steps)]
        direction = said[_UNDER if (moved or Decimal(0)) > 0 else _OVER]
        blank = f'{off}="",{off}=0'
        return {
            "difference": Live(
                f'IF({here("found_value")}="","",{here("found_value")}-{here("printed")})',
                "" if moved is None else moved,
                signed(form),
            ),
            "direction": Live(
                f'IF(OR({blank}),"",IF({off}>0,"{said[_UNDER]}","{said[_OVER]}"))', direction if either else ""
            ),
            "difference_percent": Live(
                f'IF(OR({off}="",{here("printed")}=0),"",{off}/ABS({here("printed")}))',
                "" if moved is None or not printed else moved / abs(printed),
                "+0.00%;-0.00%;0%",
            ),
            **self._thresholds(here, material, performance, trivial),
            "assessment": Live(f'IF(OR({blank}),"",{levels})', said[level] if either else ""),
            "multiple": Live(
                f'IF(OR({off}="",{here("materiality")}=0),"",{off}/{here("materiality")})',
                "" if moved is None or not material else moved / material,
                "+0.00;-0.00;0",
            ),
        }

    def _thresholds(
        self, here: Callable[[str], str], material: Decimal, performance: Decimal, trivial: Decimal
    ) -> dict[str, Content]:
        rules, of = self._rules, here("materiality")
        return {
            "materiality": Live(f"ABS({here('printed')})*{rules.materiality:f}/100", material, form_of(material, 4)),
            "performance": Live(
                f"{here('materiality')}*{rules.performance:f}/100", performance, form_of(performance, 4)
            ),
            "trivial": Live(f"{of}*{rules.trivial:f}/100", trivial, form_of(trivial, 4)),
        }

    # --- earlier packs ---------------------------------------------------------------------------

    def _carried(self, at: int) -> list[Row]:
        """What reviewers of earlier packs found, against today's printed figure: corrected where nothing is left."""
        found = [
            (remark, line)
            for remark in self._desk.review.remarks
            if remark.value is not None and remark.figure is not None and (line := self._line(remark)) is not None
        ]
        if not found:
            return []
        rows = [Row("", {"metric": self._desk.said("carried", " ")}, band=True)]
        for number, (remark, line) in enumerate(found, at + 1):
            value = self._desk.printed(line.now) or Decimal(0)
            spot = self._plan.cell(line.now.key, "printed")
            judged = self._judged(number, value, form_of(remark.value or 0), remark.value)
            off = self._here(number)("difference")
            yes, no = (choice(word, self._desk.languages) for word in YES_NO)
            corrected = remark.value is not None and abs(remark.value - value) <= self._desk.tolerance(line.now)
            cells = self._named(line) | judged
            cells |= {
                "printed": Live(str(spot), value, self._desk.form(line.now)),
                "found_value": Number(remark.value or Decimal(0), self._desk.form(line.now, computed=True), given=True),
                "corrected": Live(
                    f'IF(ABS({off})<={self._desk.tolerance(line.now):f},"{yes}","{no}")', yes if corrected else no
                ),
                "comment": f"{remark.pack} {remark.by}: {remark.text}",
            }
            rows.append(Row("", cells))
        return rows

    def _line(self, remark: Remark) -> Line | None:
        return next((line for line in self._plan.lines() if line.now.key == remark.figure and line.now.value), None)

    # --- sums ------------------------------------------------------------------------------------

    def _sums(self, last: int) -> Iterator[Row]:
        """Counts in the column of the differences, sums in multiples of materiality beside the assessment."""
        yes = choice(YES_NO[0], self._desk.languages)
        over = {column: self._range(column, last) for column in ("direction", "corrected", "multiple", "assessment")}
        counted = self._cached(last)
        for word in (_OVER, _UNDER):
            said = self._desk.said(word, " ")
            for key, sign in (("not_corrected", "<>"), ("was_corrected", "=")):
                criteria = f'{over["direction"]},"{said}",{over["corrected"]},"{sign}{yes}"'
                count, total = counted[word, key]
                cells: dict[str, Content] = {
                    "metric": f"{said} · {self._desk.said(key, ' ')}",
                    "difference": Live(f"COUNTIFS({criteria})", count, "0"),
                    "multiple": Live(f"SUMIFS({over['multiple']},{criteria})", total, "+0.00;-0.00;0"),
                }
                yield Row("", cells)
        net = sum((counted[word, "not_corrected"][1] for word in (_OVER, _UNDER)), Decimal(0))
        yield Row(
            "",
            {
                "metric": f"{self._desk.said('net', ' ')} · {self._desk.said('not_corrected', ' ')}",
                "multiple": Live(f'SUMIFS({over["multiple"]},{over["corrected"]},"<>{yes}")', net, "+0.00;-0.00;0"),
            },
        )
        for level in _LEVELS:
            said = self._desk.said(level, " ")
            count = counted[level, ""][0]
            yield Row("", {"metric": said, "difference": Live(f'COUNTIF({over["assessment"]},"{said}")', count, "0")})

    def _range(self, column: str, last: int) -> str:
        number = self._table.at(0, column).column
        return f"{ref(FIRST_ROW - 1, number)}:{ref(FIRST_ROW - 1 + last, number)}"

    def _cached(self, last: int) -> dict[tuple[str, str], tuple[int, Decimal]]:
        """What the sums are as issued: the auditor's cells are empty, so only earlier packs count."""
        found = {(word, key): (0, Decimal(0)) for word in (_OVER, _UNDER) for key in ("not_corrected", "was_corrected")}
        found |= {(level, ""): (0, Decimal(0)) for level in _LEVELS}
        for row in self._carried(len(self._lines)) if last >= len(self._lines) else []:
            cells = {id: cell.value for id, cell in row.cells.items() if isinstance(cell, Live)}
            if not cells.get("direction"):
                continue
            word = _UNDER if cells["direction"] == self._desk.said(_UNDER, " ") else _OVER
            yes = choice(YES_NO[0], self._desk.languages)
            key = "was_corrected" if cells["corrected"] == yes else "not_corrected"
            count, total = found[word, key]
            multiple = cells["multiple"]
            found[word, key] = (count + 1, total + (multiple if isinstance(multiple, Decimal) else 0))
            level = next(one for one in _LEVELS if self._desk.said(one, " ") == cells["assessment"])
            found[level, ""] = (found[level, ""][0] + 1, Decimal(0))
        return found
