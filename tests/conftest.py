"""What the tests of all rooms share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demonstration() -> Path:
    """The report project that the repository holds."""
    return Path(__file__).parent.parent


def pytest_collection_modifyitems(items):
    """Tests of one file run in one process, and all that read the built demonstration share one build of it."""
    for item in items:
        shared = "demonstration" in getattr(item, "fixturenames", ()) and item.path.parent.name == "app"
        item.add_marker(pytest.mark.xdist_group("demonstration" if shared else item.path.name))
