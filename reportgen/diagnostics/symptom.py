"""One thing that was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symptom:
    """What was looked at, whether it is sound, what was found, and what to do if it isn't."""

    what: str
    sound: bool
    found: str
    fix: str = ""
