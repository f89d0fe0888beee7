"""Values in portions for ``IN (…)``: SQLite and PostgreSQL take some thousands in one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
_Value = TypeVar("_Value", str, int)


def batches(values: Sequence[_Value], *, size: int = _AT_ONCE) -> Iterator[list[_Value]]:
    """The values in their order, so many at a time."""
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
