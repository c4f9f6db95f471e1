"""A moment for tests that need one."""

from datetime import UTC, datetime

AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
