"""The industries of SASB, so that a code of another one is told as such."""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path


@cache
def _industries() -> Mapping[str, str]:
    with (Path(__file__).parent / "sasb-industries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["industry_en"] for row in csv.DictReader(file)}


def industry_of(declared: str, names: Iterable[str]) -> str | None:
    """The industry of a declared SASB code, if it is none of those that the report answers.

    Args:
        declared: e.g. ``"SASB TC-SI-130a.1"``.
        names: what the report's editions ask for, e.g. ``"SASB TC-IM-130a.1"``.

    Returns:
        Name and code, e.g. ``Software & IT Services (TC-SI)``; ``None`` if it is no code of SASB.

    Source:
        Sustainable Industry Classification System: 11 sectors, 77 industries.
    """
    match = re.match(r"SASB(?:@\S+)? ([A-Z]{2}-[A-Z]{2})-", declared)
    name = _industries().get(match[1]) if match else None
    if match is None or name is None or any(f" {match[1]}-" in each for each in names):
        return None
    return f"{name} ({match[1]})"
