"""The one that prints: figures, changes, dates, ranges and interface words in a language."""

from datetime import date
from decimal import Decimal

from reportgen.locale.amounts import Amount, Amounts, Wish
from reportgen.locale.changes import Form, Measure, absolute, check_asked, relative, told
from reportgen.locale.dates import day_text, period_text, year_text
from reportgen.locale.digits import grouped, ungrouped
from reportgen.locale.scales import Rounding
from reportgen.locale.vocabulary import vocabulary
from reportgen.model.figure import Figure
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.period import Period
from reportgen.model.unit import Style, Unit


class Printer:
    """Prints in one language, e.g. ``Printer("zh-hant")``.

    Numbers are rounded half up, by :mod:`reportgen.locale.scales`, and only here. Between a number and its unit stands
    the language's gap: a no-break space in English, nothing in Chinese.

    Raises:
        BrokenProjectError: The language has no file of words, or a wrong one. The methods raise it for a scale or a
            currency that the language has no words for, and for a metric or unit without a name in the language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = vocabulary(language)
        self._amounts = Amounts(language, self._words)

    # --- figures ---------------------------------------------------------------------------------

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """A number with separators, e.g. ``5,739,723.7``; without ``decimals`` all digits of the value.

        Raises:
            ValueError: The value is not a number, or infinite.
        """
        return grouped(value, self._words, Rounding(decimals))

    def percent(self, value: Decimal, decimals: int = 1) -> str:
        """A percentage; ``value`` in per cent: 28.8 prints ``28.8%``."""
        return self._words.percent.format(n=self.number(value, decimals))

    def figure(
        self,
        figure: Figure,
        metric: Metric,
        unit: Unit,
        *,
        with_unit: bool = True,
        qualifier: bool = True,
        decimals: int | None = None,
        scale: str | None = None,
        words: bool = False,
    ) -> str:
        """A figure in running text: qualifier, number, scale and unit, e.g. ``over 1 billion people``.

        Args:
            figure: its value in the metric's unit; without a number the nil mark is printed.
            metric: gives decimals, noun and scale. A scale of 4 or 8 lets the size of the number choose among the
                language's scales: 萬 from ten thousand, 億 from a hundred million; million, billion from a million.
                Money is always scaled so.
            unit: gives the style. Money is converted to its base currency, and its ``with_unit=False`` keeps the scale.
            with_unit: whether unit, noun, currency or per cent sign is printed.
            qualifier: whether the figure's qualifier is printed.
            decimals: digits after the point of the printed number. ``None``: the metric's for plain digits; a scaled
                number keeps every digit that plain digits would show, without zeros at the end.
            scale: ``None`` for the metric's own, ``plain``, ``auto`` (by size; without ``decimals`` rounded to at most
                two digits after the point in Chinese, three in English), or a name: ``wan``, ``yi``, ``wanyi`` in
                Chinese, ``thousand``, ``million``, ``billion``, ``trillion`` in English, which is kept whatever the
                size. Percentages, ratios, years and ranks have no scale.
            words: whether counts from one to ten are written as words (兩 for a count of two), and ranks as ordinals.
        """
        if figure.value is None:
            return self._words.nil
        asked = figure.qualifier if qualifier else Qualifier.EXACT
        top = unit.style is Style.RANK and asked is Qualifier.UP_TO
        amount = self._amounts.amount(figure.value, metric, unit, Wish(decimals, scale, words, top, with_unit))
        text = amount.full if with_unit else amount.bare
        return self._amounts.qualified(text, Qualifier.EXACT if top else asked)

    def stat(self, figure: Figure, metric: Metric, unit: Unit) -> tuple[str, str]:
        """A figure set large, and its unit apart: ``("超過10億", "人")``, ``("RMB5.836 billion", "")``."""
        if figure.value is None:
            return (self._words.nil, "")
        top = unit.style is Style.RANK and figure.qualifier is Qualifier.UP_TO
        amount = self._amounts.amount(figure.value, metric, unit, Wish(up_to=top))
        return (self._amounts.qualified(amount.large, Qualifier.EXACT if top else figure.qualifier), amount.unit)

    def table_cell(self, figure: Figure, metric: Metric, unit: Unit | None = None) -> str:
        """A figure in a table: the number alone in the metric's unit, with the metric's decimals, e.g. ``1,051.0``.

        ``unit`` is needed for years only, which have no separators.
        """
        if figure.value is None:
            return self._words.nil
        write = ungrouped if unit is not None and unit.style is Style.YEAR else grouped
        return write(figure.value, self._words, Rounding(metric.decimals))

    def span(self, low: Figure, high: Figure, metric: Metric, unit: Unit, *, with_unit: bool = True) -> str:
        """A range, e.g. ``1–7 years``, ``人民幣1至2億元``; the nil mark if an end has no number.

        Ends that share qualifier, currency and scale share their words; others are printed in full
        (``RMB800,000 to RMB1.2 million``). At least and up to are said by the range itself.
        """
        if low.value is None or high.value is None:
            return self._words.nil
        wish = Wish(sign=with_unit)
        first, last = (
            self._amounts.amount(end.value, metric, unit, wish) for end in (low, high) if end.value is not None
        )
        said = {
            (Qualifier.EXACT if low.qualifier is Qualifier.AT_LEAST else low.qualifier),
            (Qualifier.EXACT if high.qualifier is Qualifier.UP_TO else high.qualifier),
        }
        if len(said) > 1 or not _alike(first, last):
            ends = [self.figure(end, metric, unit, with_unit=with_unit) for end in (low, high)]
            return self._words.range.open.format(low=ends[0], high=ends[1])
        number = last.number
        if first.number != last.number:
            number = self._words.range.closed.format(low=first.number, high=last.number)
        whole = Amount(last.value, number, last.before, last.scale, last.gap, last.unit)
        return self._amounts.qualified(whole.full if with_unit else whole.bare, said.pop())

    def delta(
        self,
        change: Decimal,
        metric: Metric,
        unit: Unit,
        *,
        measure: Measure,
        form: Form,
        decimals: int | None = None,
    ) -> str:
        """A signed change in words, e.g. ``decreased by 2.2%``, ``上升5.7個百分點``, ``a decrease of 21 cases``.

        Args:
            change: in per cent, in percentage points, or in the metric's unit, as ``measure`` says.
            metric: gives noun and decimals of an absolute change.
            unit: of the metric. An absolute change of a percentage is told in points: a per cent of a percentage
                would say something else.
            measure: of what the change is.
            form: verb, noun, or the amount alone without direction.
            decimals: ``None`` is one for per cent and points, and the metric's for an absolute change. A change that
                rounds to zero reads ``remained unchanged``, ``持平``.

        Raises:
            BrokenProjectError: No such measure or form; both are told at once.
        """
        check_asked(measure, form)
        if measure == "absolute" and unit.style is not Style.PERCENT:
            size = absolute(change, metric, unit, decimals, self._amounts)
        else:
            size = relative(change, "percent" if measure == "percent" else "points", decimals, self._words)
        return told(size, form, self._words, rising=change > 0)

    def unit(self, metric: Metric, unit: Unit) -> str:
        """The unit as a table's column names it: the metric's noun for counts, the unit's label otherwise."""
        return self._amounts.unit_name(metric, unit)

    # --- time ------------------------------------------------------------------------------------

    def year(self, year: int) -> str:
        """A year, e.g. ``2022年``."""
        return year_text(year, self._words)

    def date(self, day: date) -> str:
        """A day, e.g. ``2022年12月31日``."""
        return day_text(day, self._words)

    def period(self, period: Period) -> str:
        """A period, e.g. ``截至2022年底累計``; a label that the language has no words for prints its id."""
        return period_text(period, self._words)

    # --- interface -------------------------------------------------------------------------------

    def ui(self, key: str, **values: object) -> str:
        """A word or phrase of the interface, its holes filled with ``values``.

        Raises:
            KeyError: The language has no such key, or a hole of the phrase was given no value.
        """
        return self._words.ui[key].format_map(values)


def _alike(first: Amount, last: Amount) -> bool:
    """Whether two ends can share currency, scale and unit, and no sign stands in the way of a dash."""
    return (first.before, first.scale) == (last.before, last.scale) and min(first.value, last.value) >= 0
