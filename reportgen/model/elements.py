"""Names of the elements of a page, the same for layout, site and index."""

import re


def section_id(section: str) -> str:
    """Id of a section's element, e.g. ``s-climate``."""
    return f"s-{section}"


def disclosure_id(section: str, disclosure: str, occurrence: int) -> str:
    """Id of the place that answers a disclosure; ``occurrence`` counts from 1 in its section."""
    slug = re.sub(r"[^0-9A-Za-z]+", "-", disclosure).strip("-").lower()
    return f"d-{section}-{slug}" + (f"--{occurrence}" if occurrence > 1 else "")
