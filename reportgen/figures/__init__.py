"""From datapoints to the one figure that the report prints for a metric and a period.

Handed-in values are taken as they are, derived ones computed by their declared formulas in exact decimal
arithmetic, second names point to the same value. Nothing is rounded here.
"""

from reportgen.figures.resolve import resolve

__all__ = ["resolve"]
