"""An assured figure changed after the practitioner signed.

Examines
    The values that report.toml lists as signed: whether the report still has each of them, whether their metrics are
    marked as assured, and whether every metric that is marked has one. Without a list there is nothing to examine.

Why it matters
    A correction handed in after the assurance report was dated is not covered by it; the practitioner has to know
    before publication.

Options
    signed_on
        The date of the assurance report, as text, for the messages; empty by default.
    signed
        The signed values, each "metric period value" in the metric's unit, with the digits that were signed; empty by
        default.

Bad
    assured
        ghg.scope1
    report.toml, added
        [checks.SC005]
        signed_on = "2023-03-22"
        signed = ["ghg.scope1 2022 172000.0"]

Good
    assured
        ghg.scope1
    report.toml, added
        [checks.SC005]
        signed_on = "2023-03-22"
        signed = ["ghg.scope1 2022 172137.9"]

Fix
    Hand the signed value in again, or take the correction to the practitioner and record the value of the new report.

Source
    ISAE 3000 (Revised), paragraph 61 (subsequent events); ISSA 5000; HKSAE 3000 (Revised).
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.scope.selected import assured_metrics, named, own_id
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Involved, Severity
from reportgen.model.place import Place

_WHERE = Place("report.toml")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each signed value, and one if assured metrics have none."""
    signed = options["signed"]
    when = f" on {options['signed_on']}" if options["signed_on"] else ""
    assert isinstance(signed, tuple)
    if not signed:
        return
    known = set()
    assured = assured_metrics(dossier.project)
    for line in signed:
        metric, period, value = _read(line)
        if value is None:
            yield CHECK.finding(
                f"the signed value {line!r} is not “metric period value”",
                'write for example "water.use 2022 8152482"',
                place=_WHERE,
                subject=line,
            )
            continue
        known.add(own_id(dossier.project, metric))
        figure = dossier.figures.get(metric, period)
        if figure is not None and figure.value is not None and _same(figure.value, value):
            yield None if own_id(dossier.project, metric) in assured else _unmarked(dossier, metric, period, when)
            continue
        now = "has no such figure" if figure is None else f"now prints from {_to_the_digit(figure.value, value)}"
        yield CHECK.finding(
            f"{metric} for {period} was signed{when} as {value}, but the report {now}",
            "hand the signed value in again, or take the correction to the practitioner",
            metric=metric,
            period=period,
            cell=figure.sources[0] if figure and figure.sources else None,
            involved=(Involved(metric, period, str(value), _WHERE),),
        )
    missing = assured - known
    yield (
        None
        if not missing
        else CHECK.finding(
            f"{len(missing)} assured metric{'s have' if len(missing) > 1 else ' has'} no signed value: "
            f"{named(missing)}",
            "add each to signed = […] of [checks.SC005]",
            severity=Severity.WARNING,
            place=_WHERE,
            subject="missing",
        )
    )


def _same(now: Decimal, signed: Decimal) -> bool:
    """Whether a value is the signed one, to the digit to which it was signed: derived figures have more of them."""
    return _to_the_digit(now, signed) == signed


def _to_the_digit(now: Decimal | None, signed: Decimal) -> Decimal | None:
    return None if now is None else now.quantize(Decimal(1).scaleb(int(signed.as_tuple().exponent)), ROUND_HALF_UP)


def _unmarked(dossier: Dossier, metric: str, period: str, when: str) -> Finding:
    known = dossier.project.metrics.get(metric)
    return CHECK.finding(
        f"{metric} for {period} was signed{when}, but its metric is not marked as assured: table and list leave it out",
        "write assured = true at the metric, or take the value out of signed = […]",
        metric=metric,
        period=period,
        place=known.at if known else _WHERE,
        subject="unmarked",
    )


def _read(line: str) -> tuple[str, str, Decimal | None]:
    parts = line.split()
    try:
        metric, period, value = parts
        return metric, period, Decimal(value.replace(",", ""))
    except (ValueError, InvalidOperation):
        return "", "", None


CHECK = Check(
    "SC005",
    "changed-after-assurance",
    {"zh-hant": "數字在鑒證後有變", "en": "An assured figure changed after the practitioner signed"},
    Severity.ERROR,
    __doc__,
    examine,
    options={"signed_on": "", "signed": ()},
)
