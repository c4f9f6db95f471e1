"""Reading what is written: passages, sentences, quantities and words. Shared by the checks of language and pairing."""

from reportgen.checks.prose.lexicon import Lexicon, lexicon
from reportgen.checks.prose.passages import HOLE, Passage, Spot
from reportgen.checks.prose.quantities import Measure, Quantity, quantities
from reportgen.checks.prose.reading import Prose, prose
from reportgen.checks.prose.sentences import Sentence, clauses, sentences

__all__ = [
    "HOLE",
    "Lexicon",
    "Measure",
    "Passage",
    "Prose",
    "Quantity",
    "Sentence",
    "Spot",
    "clauses",
    "lexicon",
    "prose",
    "quantities",
    "sentences",
]
