"""The time as the store keeps it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, without a zone: databases differ in what they make of one."""
    return datetime.now(UTC).replace(tzinfo=None)
