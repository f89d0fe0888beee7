"""What comes round: 每年12月底前, 每季度末, 每月5日前, as RFC 5545 rules."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.deadlines.moments import (
    Moment,
    Part,
    day_number,
    half,
    month_edge,
    month_number,
    quarter,
    year_edge,
)
from extractors.deadlines.tokens import JOINS, Cursor, production
from extractors.records import Precision

_LAST = -1
_WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A limit that comes round; ``rule`` is an RFC 5545 RRULE without its prefix, ``since`` its beginning where printed."""

    rule: str
    precision: Precision
    since: Moment | None = None


def _rule(frequency: str, *parts: tuple[str, str | int | None]) -> str:
    return ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts if value is not None)])


@production
def recurrence(cursor: Cursor) -> Recurrence | None:
    """A period that comes round, with the month or day in it where one is printed.

    >>> [recurrence(Cursor(s)).rule for s in ("每季度", "每半年", "每月5日前", "每年12月底前")]
    ['FREQ=MONTHLY;INTERVAL=3', 'FREQ=MONTHLY;INTERVAL=6', 'FREQ=MONTHLY;BYMONTHDAY=5', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1']
    >>> recurrence(Cursor("每周五")).rule, recurrence(Cursor("每两年")).rule, recurrence(Cursor("按季度")).rule
    ('FREQ=WEEKLY;BYDAY=FR', 'FREQ=YEARLY;INTERVAL=2', 'FREQ=MONTHLY;INTERVAL=3')
    """
    if cursor.take(("按半年度", "按半年")):
        return Recurrence("FREQ=MONTHLY;INTERVAL=6", "half_year")
    if cursor.take(("按季度", "按季")):
        return Recurrence("FREQ=MONTHLY;INTERVAL=3", "quarter")
    if cursor.take(("按月度", "按月"), unless="份龄薪租"):
        return Recurrence("FREQ=MONTHLY", "month")
    if not cursor.take(("每",)):
        return None
    cursor.take(("隔",))
    if cursor.take(("半个月", "半月")):
        return Recurrence("FREQ=MONTHLY;BYMONTHDAY=15,-1", "ten_days")
    if cursor.take(("半年度", "半年")):
        day = _LAST if cursor.take(("末", "底")) else None
        _before(cursor)
        return Recurrence(_rule("MONTHLY", ("INTERVAL", 6), ("BYMONTHDAY", day)), "half_year")
    every = cursor.numeral(1, 30)
    cursor.take(("个",))
    interval = every if every is not None and every > 1 else None
    found = _yearly(cursor, interval) or _quarterly(cursor, interval) or _monthly(cursor, interval) or _short(cursor, interval)
    return None if cursor.text[cursor.at - 1] == "的" else found  # 每年的重点工作: an attribute


def _before(cursor: Cursor) -> bool:
    return cursor.take(("之前", "以前")) is not None or cursor.take(("前",), unless="期往述后") is not None


@production
def _yearly(cursor: Cursor, interval: int | None) -> Recurrence | None:
    """年 and what of it.

    >>> [_yearly(Cursor(s), None).rule for s in ("年3月底前", "年12月前", "年6月、12月", "年底前", "年上半年")][:3]
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1', 'FREQ=YEARLY;BYMONTH=6,12']
    >>> _yearly(Cursor("年底前"), None).rule, _yearly(Cursor("年龄"), None)
    ('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1', None)
    """
    if not cursor.take(("年度", "年"), unless="龄检"):
        return None
    cursor.take(("的",))
    part = quarter(cursor) or half(cursor)
    if part is not None:
        _before(cursor)
        month = part.last * (3 if part.unit == "quarter" else 6)
        return Recurrence(_rule("YEARLY", ("INTERVAL", interval), ("BYMONTH", month), ("BYMONTHDAY", _LAST)), "quarter")
    months = _months(cursor)
    if not months:
        edge = year_edge(cursor)
        _before(cursor)
        month_of = {"tail": 12, "within": 12, "middle": 6, "head": 3}
        if edge is None:
            return Recurrence(_rule("YEARLY", ("INTERVAL", interval)), "year")
        return Recurrence(_rule("YEARLY", ("INTERVAL", interval), ("BYMONTH", month_of[edge]), ("BYMONTHDAY", _LAST)), "year")
    day = day_number(cursor)
    if day is None:
        day = _day_of_edge(cursor)
    if _before(cursor) and day is None:
        months, day = [(month - 2) % 12 + 1 for month in months], _LAST
    by_month = ",".join(map(str, months))
    return Recurrence(_rule("YEARLY", ("INTERVAL", interval), ("BYMONTH", by_month), ("BYMONTHDAY", day)), "month")


def _months(cursor: Cursor) -> list[int]:
    """Months in a row: 6月、12月 or 6、12月."""
    months: list[int] = []
    at = cursor.at
    while len(months) < 12:
        number = month_number(cursor)
        if number is None:
            bare = cursor.numeral(1, 12)
            if bare is None or not cursor.take(JOINS):
                break
            months.append(bare)
            continue
        months.append(number)
        at = cursor.at
        if not cursor.take(JOINS):
            break
    cursor.at = at
    return months if at > 0 and months and cursor.text[at - 1] in "月份" else []


def _day_of_edge(cursor: Cursor) -> int | None:
    edge = month_edge(cursor)
    if isinstance(edge, Part):
        return (10, 20, _LAST)[edge.last - 1]
    return {"tail": _LAST, "within": _LAST, "head": 10, "middle": 20, None: None}[edge]


@production
def _quarterly(cursor: Cursor, interval: int | None) -> Recurrence | None:
    """季度 and what of it.

    >>> [_quarterly(Cursor(s), None).rule for s in ("季度末", "季度末月20日前", "季度首月10日前", "季度")][1:3]
    ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10']
    """
    if not cursor.take(("季度", "季")):
        return None
    months = 3 * (interval or 1)
    day: int | None = None
    if cursor.take(("的最后一个月", "最后一个月", "末月", "末", "底", "首月", "首个月", "第一个月", "初")):
        word = cursor.text[cursor.at - 1]
        cursor.take(("的",))
        day = day_number(cursor)
        if day is None:
            edge = _day_of_edge(cursor)
            day = edge if edge is not None else {"末": _LAST, "底": _LAST, "初": 10}.get(word)
    _before(cursor)
    return Recurrence(_rule("MONTHLY", ("INTERVAL", months), ("BYMONTHDAY", day)), "quarter")


@production
def _monthly(cursor: Cursor, interval: int | None) -> Recurrence | None:
    """月 and what of it.

    >>> [_monthly(Cursor(s), None).rule for s in ("月底前", "月19日前", "月上旬", "月")]
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=19', 'FREQ=MONTHLY;BYMONTHDAY=10', 'FREQ=MONTHLY']
    """
    if not cursor.take(("月份", "月"), unless="薪租龄"):
        return None
    cursor.take(("的",))
    day = day_number(cursor)
    if day is None:
        day = _day_of_edge(cursor)
    _before(cursor)
    return Recurrence(_rule("MONTHLY", ("INTERVAL", interval), ("BYMONTHDAY", day)), "month")


@production
def _short(cursor: Cursor, interval: int | None) -> Recurrence | None:
    """Weeks, ten-day parts and days.

    >>> [_short(Cursor(s), None).rule for s in ("周", "星期一", "周一次", "旬", "天", "工作日")]
    ['FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY', 'FREQ=MONTHLY;BYMONTHDAY=10,20,-1', 'FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']
    """
    if cursor.take(("周", "星期"), unless="期岁年边"):
        counted = cursor.text[cursor.at + 1 : cursor.at + 2] in tuple("次批期回场个篇例条")  # 每周一次: once, not on Mondays
        day = None if counted else _WEEKDAYS.get(cursor.peek())
        if day is not None:
            cursor.at += 1
        _before(cursor)
        return Recurrence(_rule("WEEKLY", ("INTERVAL", interval), ("BYDAY", day)), "day" if day else "ten_days")
    if cursor.take(("旬",)):
        return Recurrence("FREQ=MONTHLY;BYMONTHDAY=10,20,-1", "ten_days")
    if cursor.take(("工作日",)):
        return Recurrence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "day")
    if cursor.take(("日", "天")):
        return Recurrence(_rule("DAILY", ("INTERVAL", interval)), "day")
    return None
