"""Time limits in the least form that two parsers share, and when one is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extractors.records import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """First and last day as ISO 8601; ``every`` is the frequency and interval of what recurs; ``ongoing`` goes on without an end."""

    start: str | None = None
    end: str | None = None
    every: tuple[str, int] | None = None
    ongoing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A limit found in running text, at a half-open range."""

    start: int
    end: int
    limit: Limit


def of_deadline(deadline: Deadline) -> Limit:
    """The limit of a record's deadline."""
    return Limit(start=deadline.start, end=deadline.end, every=_every(deadline.recurrence), ongoing=deadline.ongoing)


def of_gold(deadline: dict[str, Any]) -> Limit:
    """The limit of a gold record's deadline."""
    return Limit(
        start=deadline.get("start"),
        end=deadline.get("end"),
        every=_every(deadline.get("recurrence")),
        ongoing=bool(deadline.get("ongoing")),
    )


def right(gold: Limit, found: Limit | None) -> bool:
    """Whether the value is right.

    What recurs needs frequency and interval; a limit with days its last one, and its first one where the gold has it (so
    that a parser which begins every limit today is not blamed); one without a day must go on, or have no day either.
    """
    if found is None:
        return False
    if gold.every is not None:
        return found.every == gold.every
    if gold.end is not None or gold.start is not None:
        return found.end == gold.end and (gold.start is None or found.start == gold.start)
    return found.ongoing if gold.ongoing else (found.start, found.end, found.every, found.ongoing) == (None, None, None, False)


def _every(rule: str | None) -> tuple[str, int] | None:
    frequency = re.search(r"FREQ=(\w+)", rule or "")
    interval = re.search(r"INTERVAL=(\d+)", rule or "")
    return (frequency[1], int(interval[1]) if interval else 1) if frequency else None
