"""What can be wrong with the factors of data/factors.toml once they are read."""

from collections.abc import Collection, Iterable, Iterator

from reportgen.catalog.validate import nearest
from reportgen.model.factor import Factor
from reportgen.model.problem import Problem


def factor_problems(factors: Iterable[Factor], metrics: Collection[str]) -> Iterator[Problem]:
    """Ids that are used twice, spans that end before they begin, empty words, and metrics that nobody defines.

    Args:
        factors: as far as they could be read.
        metrics: ids of all metrics, also of those that could not be read.
    """
    met: dict[str, Factor] = {}
    for factor in factors:
        if factor.id in met:
            yield Problem(
                f"factor {factor.id!r} is defined twice; the other stands at {met[factor.id].at}",
                factor.at,
                "give one of the two another id, or delete it",
            )
        met.setdefault(factor.id, factor)
        for name in ("unit", "source", "edition"):
            if not getattr(factor, name).strip():
                yield Problem(
                    f"factor {factor.id!r} has an empty {name}", factor.at, "say which publication gives the factor"
                )
        if factor.valid_from and factor.valid_until and factor.valid_until < factor.valid_from:
            yield Problem(
                f"factor {factor.id!r} is valid from {factor.valid_from} until {factor.valid_until}",
                factor.at,
                "let it end after it begins",
            )
        for metric in factor.metrics:
            if metric not in metrics:
                hint = nearest(metric, metrics)
                yield Problem(
                    f"factor {factor.id!r} serves the metric {metric!r}, which is not defined{hint}",
                    factor.at,
                    "name a metric of data/metrics, or leave it out",
                )
