"""What the tests of all rooms share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demonstration() -> Path:
    """The report project that the repository holds."""
    return Path(__file__).parent.parent
