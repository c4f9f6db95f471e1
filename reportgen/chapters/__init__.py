"""Binds figures into each language's chapters: text, tables, notes, references, and the trace of it all.

A chapter is Markdown with names in double braces. Jinja's parser reads the names; nothing of a chapter is
ever executed, so that a chapter can neither loop nor reach anything outside its dozen names.
"""

from reportgen.chapters.bind import bind, bind_section, rebind
from reportgen.chapters.named import metrics_named
from reportgen.chapters.unbound import find_unbound

__all__ = ["bind", "bind_section", "find_unbound", "metrics_named", "rebind"]
