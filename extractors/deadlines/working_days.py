"""Working days 工作日 by the State Council's yearly arrangement of holidays, as far as it is known."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

MONDAY_TO_FRIDAY = range(5)


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether a day is worked, and whether that is only provisional.

    The arrangement of a year is published in the autumn before; for a year that the calendar does not know, Monday to
    Friday are worked and the answer is provisional.

    >>> is_working_day(date(2021, 9, 18))  # a Saturday worked in exchange for the Mid-Autumn holiday
    (True, False)
    """
    try:
        return bool(chinese_calendar.is_workday(day)), False
    except NotImplementedError:
        return day.weekday() in MONDAY_TO_FRIDAY, True


def add_working_days(day: date, count: int) -> tuple[date, bool]:
    """The ``count``-th working day after a day, which itself is not counted, and whether that is only provisional.

    Args:
        day: the day of the event.
        count: how many working days, at least 1; a negative count goes back.

    >>> add_working_days(date(2024, 6, 7), 1)  # the Monday after is the Dragon Boat Festival
    (datetime.date(2024, 6, 11), False)
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left, provisional = abs(count), False
    while left:
        day += step
        worked, unsure = is_working_day(day)
        provisional = provisional or unsure
        left -= worked
    return day, provisional
