"""Findings about a metric with a million values: the first ones, and how many more there are."""

from collections import Counter
from collections.abc import Iterator

from reportgen.checks.check import Check
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding

MOST = 25
"""How many findings of one check about one metric are told one by one."""


class Few:
    """Counts the findings of a check by metric and lets the first ones through."""

    def __init__(self, check: Check, dossier: Dossier) -> None:
        self._check = check
        self._metrics = dossier.project.metrics
        self._counts: Counter[str] = Counter()

    def lets(self, metric: str) -> bool:
        """Whether one more finding about a metric is told by itself."""
        self._counts[metric] += 1
        return self._counts[metric] <= MOST

    def rest(self) -> Iterator[Finding]:
        """One finding for each metric that has more."""
        for metric, count in self._counts.items():
            if count > MOST:
                own = self._metrics.get(metric)
                yield self._check.finding(
                    f"{count - MOST} more values of {metric} are like the {MOST} that are told",
                    "look at the first ones; if there are so many, the file is wrong as a whole",
                    metric=metric,
                    place=own.at if own else None,
                    subject="more",
                )
