"""The catalogues of standards: one folder an edition, with ``SOURCE.toml`` and ``disclosures.csv``.

``complete`` in SOURCE.toml says that a report answers the whole standard, and not the disclosures that it chooses.
"""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportgen.model.standard import Disclosure

_HERE = Path(__file__).parent
_BINDING = ("mandatory", "comply_or_explain")


@cache
def available_editions() -> Mapping[tuple[str, str], Path]:
    """The catalogues at hand, by standard and edition."""
    found: dict[tuple[str, str], Path] = {}
    for source in sorted(_HERE.glob("*/SOURCE.toml")):
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        found[data["standard"], data["edition"]] = source.parent
    return found


def read_catalogue(standard: str, edition: str) -> tuple[Disclosure, ...]:
    """The disclosures of one edition, in the standard's order.

    Raises:
        KeyError: There is no catalogue of that edition.
    """
    folder = available_editions()[standard, edition]
    source = tomllib.loads((folder / "SOURCE.toml").read_text(encoding="utf-8"))
    with (folder / "disclosures.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Disclosure(
                standard=standard,
                edition=edition,
                code=row["code"],
                parent=row["parent"] or None,
                kind=row["kind"],
                obligation=row["obligation"],
                title={"zh-hant": row["title_zh_hant"] or row["title_en"], "en": row["title_en"]},
                confidence=row["confidence"],
                required=source["complete"] and row["obligation"] in _BINDING,
            )
            for row in csv.DictReader(file)
        )
