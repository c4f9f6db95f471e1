"""Whether a machine is fit for a build: libraries, fonts, tools, disk."""

from reportgen.diagnostics.machine import examine_machine
from reportgen.diagnostics.symptom import Symptom

__all__ = ["Symptom", "examine_machine"]
