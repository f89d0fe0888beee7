"""Values in portions for ``IN (…)``: SQLite and PostgreSQL take some thousands in one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_AT_ONCE = 500
_Value = TypeVar("_Value", str, int)


def batches(values: Sequence[_Value]) -> Iterator[list[_Value]]:
    """The values in their order, some hundreds at a time."""
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])
