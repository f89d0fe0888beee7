"""The tasks of each month, quarter or year: the finest of these that makes no more columns than a chart can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipeline.exports.report.model import Period

MOST = 36


def periods(ends: Sequence[Iterable[str]]) -> tuple[Period, ...]:
    """The periods from the first to the last of some days, without gaps; of each task given are the days on which its limits end.

    A task counts once in each period that one of its days lies in. Where even years are too many (a notice with a day
    of another century), the last :data:`MOST` years are given.

    >>> [(one.name, one.tasks) for one in periods([("2024-11-30", "2024-11-05"), ("2025-01-31",)])]
    [('2024-11', 1), ('2024-12', 0), ('2025-01', 1)]
    """
    days = [{date.fromisoformat(day) for day in of_task} for of_task in ends]
    known = set().union(*days)
    if not known:
        return ()
    first, last = min(known), max(known)
    months = next((size for size in (1, 3) if (_number(last, size) - _number(first, size)) < MOST), 12)
    counts = Counter(number for of_task in days for number in {_number(day, months) for day in of_task})
    numbers = range(_number(first, months), _number(last, months) + 1)[-MOST:]
    return tuple(_period(number, months, counts[number]) for number in numbers)


def _number(day: date, months: int) -> int:
    """The number of a period since the year 0, in periods of so many months."""
    return (day.year * 12 + day.month - 1) // months


def _period(number: int, months: int, tasks: int) -> Period:
    year, month = divmod(number * months, 12)
    first = date(year, month + 1, 1)
    year_behind, month_behind = divmod((number + 1) * months, 12)
    last = date(year_behind, month_behind + 1, 1) - timedelta(days=1) if year_behind <= date.max.year else date.max
    name = {1: f"{year:04}-{month + 1:02}", 3: f"{year:04} Q{month // 3 + 1}", 12: f"{year:04}"}[months]
    return Period(name=name, first=first.isoformat(), last=last.isoformat(), tasks=tasks)
