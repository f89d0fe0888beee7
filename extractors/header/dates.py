"""Dates as the head and the end matter of notices print them: 2021年10月13日, 二〇二一年十月十三日."""

from __future__ import annotations

import re
from datetime import date

from extractors.numerals import to_int

_DATE = re.compile(r"(?P<year>\d{4}|[一二][〇○ＯO零一二三四五六七八九]{3})(?:年|[-/.])(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|[-/.])(?P<day>\d{1,2}|[一二三四五六七八九十廿]{1,4})日?")

# The time of day behind a date in a site's own fields (2024-9-1 16:38), which would run into the day without the space.
_CLOCK = re.compile(r"(?<=\d)\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")


def read_date(text: str) -> date | None:
    """The first date in a text (white space within it does not matter), ``None`` where it has none that exists.

    >>> read_date("二〇二一年 十月十三日"), read_date("2023-02-29"), read_date("2024-9-1 16:38")
    (datetime.date(2021, 10, 13), None, datetime.date(2024, 9, 1))
    """
    match = _DATE.search("".join(_CLOCK.sub("", text).split()))
    if match is None:
        return None
    year, month, day = to_int(match["year"].replace("O", "〇")), to_int(match["month"]), to_int(match["day"])
    if not year or not month or not day:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None

