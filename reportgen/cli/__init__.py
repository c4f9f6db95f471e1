"""Words, flags, progress and exit codes. Everything else is decided below."""

from reportgen.cli.main import main

__all__ = ["main"]
