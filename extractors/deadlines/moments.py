"""Stretches of the calendar as printed: 2023年12月底, 今年上半年, 第三季度, 10月中旬, “十四五”期末."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from extractors.deadlines.tokens import NUMERAL_START, Cursor, production

Edge = Literal["head", "middle", "tail", "within"]
PartUnit = Literal["ten_days", "quarter", "half_year"]
Anchoring = Literal["issue", "in_force"]

YEARS = (1949, 2099)

# 初, 中, 内 are edges only where they do not begin another word: 6月初步建成, 2023年中央财政, 2023年内蒙古
_HEAD_UNLESS = "步级中始衷心次试期创审评赛验稿选"
_MIDDLE_UNLESS = "国央小心旬高型期级等介医考华线西东部长试标共药层科专职秋药外欧美俄非办"
_WITHIN_UNLESS = "蒙部控容外地陆河需涝分资审设科"


@dataclass(frozen=True, slots=True)
class Part:
    """Quarters, halves or ten-day parts, counted from 1: the third quarter is (3, 3), the first three are (1, 3)."""

    unit: PartUnit
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar; what is not printed is ``None``.

    ``shift`` and ``shift_from`` say a relative year (明年 is 1 from the issue, 次年 1 from the year in force); ``plan`` is
    the number of a five-year plan.
    """

    year: int | None = None
    shift: int | None = None
    shift_from: Anchoring = "issue"
    month: int | None = None
    day: int | None = None
    part: Part | None = None
    edge: Edge | None = None
    plan: int | None = None
    whole_year: bool = False
    last_year: int | None = None
    month_shift: int | None = None
    quarter_shift: int | None = None

    @property
    def names_year(self) -> bool:
        return self.year is not None or self.shift is not None or self.plan is not None

    @property
    def is_bare_year(self) -> bool:
        """Nothing but a year, or years."""
        return self.names_year and self.month is None and self.part is None and self.edge is None


_RELATIVE_YEARS: tuple[tuple[str, int, Anchoring], ...] = (
    ("今年", 0, "issue"), ("本年", 0, "issue"), ("当年", 0, "in_force"), ("同年", 0, "in_force"), ("明年", 1, "issue"),
    ("次年", 1, "in_force"), ("翌年", 1, "in_force"), ("去年", -1, "issue"), ("上年", -1, "issue"),
)  # fmt: skip
_RELATIVE_YEAR_START = frozenset(word[0] for word, _, _ in _RELATIVE_YEARS)


@production
def year(cursor: Cursor) -> Moment | None:
    """A year, printed or relative; 年度 is read as 年.

    >>> [year(Cursor(s)).year for s in ("2023年", "二〇二三年", "2023年度", "’23年")]
    [2023, 2023, 2023, 2023]
    >>> year(Cursor("明年")).shift, year(Cursor("三年"))
    (1, None)
    """
    if cursor.peek() in _RELATIVE_YEAR_START:
        for word, shift, anchoring in _RELATIVE_YEARS:
            if cursor.take((word,)):
                cursor.take(("度",))
                return Moment(shift=shift, shift_from=anchoring)
        return None
    short = cursor.take(("’", "'", "‘"))
    number = cursor.numeral(0, 99) if short else cursor.numeral(*YEARS)
    if number is None or not cursor.take(("年",)):
        return None
    cursor.take(("度",), unless="假")
    return Moment(year=2000 + number if short else number)


@production
def year_edge(cursor: Cursor) -> Edge | None:
    """The part of a year that a word after it picks out.

    >>> [year_edge(Cursor(s)) for s in ("底前", "末", "年底", "终", "初，", "初步建成", "中央财政", "内", "内蒙古")]
    ['tail', 'tail', 'tail', 'tail', 'head', None, None, 'within', None]
    """
    if cursor.take(("年底", "年末", "底", "末", "终", "岁末")):
        return "tail"
    if cursor.take(("年初", "初"), unless=_HEAD_UNLESS):
        return "head"
    if cursor.take(("年中", "中"), unless=_MIDDLE_UNLESS):
        return "middle"
    if cursor.take(("年内", "以内", "之内", "内"), unless=_WITHIN_UNLESS):
        return "within"
    return None


@production
def month_edge(cursor: Cursor) -> Edge | Part | None:
    """The part of a month that a word after it picks out.

    >>> month_edge(Cursor("底前")), month_edge(Cursor("中旬")), month_edge(Cursor("中上旬")).last, month_edge(Cursor("初步"))
    ('tail', Part(unit='ten_days', first=2, last=2), 2, None)
    """
    if cursor.take(("中上旬", "上中旬")):
        return Part("ten_days", 1, 2)
    if cursor.take(("中下旬",)):
        return Part("ten_days", 2, 3)
    for number, word in enumerate(("上旬", "中旬", "下旬"), 1):
        if cursor.take((word,)):
            return Part("ten_days", number, number)
    if cursor.take(("月底", "月末", "底", "末")):
        return "tail"
    if cursor.take(("月初", "初"), unless=_HEAD_UNLESS):
        return "head"
    if cursor.take(("以内", "之内", "内"), unless=_WITHIN_UNLESS):
        return "within"
    return None


def with_edge(month: Moment, edge: Edge | Part | None) -> Moment:
    """A month and the part of it that a word picked out."""
    return replace(month, part=edge) if isinstance(edge, Part) else replace(month, edge=edge)


@production
def month_number(cursor: Cursor) -> int | None:
    """A month by its number.

    >>> [month_number(Cursor(s)) for s in ("12月", "十二月份", "元月", "13月", "3个月")]
    [12, 12, 1, None, None]
    """
    if cursor.take(("元月份", "元月")):
        return 1
    number = cursor.numeral(1, 12)
    if number is None or not cursor.take(("月份", "月"), unless="龄租刊薪嫂票"):
        return None
    return number


@production
def day_number(cursor: Cursor) -> int | None:
    """A day of the month by its number.

    >>> day_number(Cursor("31日")), day_number(Cursor("5号")), day_number(Cursor("15天"))
    (31, 5, None)
    """
    number = cursor.numeral(1, 31)
    if number is None or not cursor.take(("日", "号"), unless="均常内"):
        return None
    return number


@production
def quarter(cursor: Cursor) -> Part | None:
    """Quarters of a year.

    >>> [quarter(Cursor(s)) for s in ("第三季度", "4季度", "前三季度", "首季度")][2]
    Part(unit='quarter', first=1, last=3)
    >>> quarter(Cursor("一、二季度")), quarter(Cursor("三个季度"))
    (Part(unit='quarter', first=1, last=2), None)
    """
    if cursor.take(("首季度",)):
        return Part("quarter", 1, 1)
    leading = cursor.take(("前",)) is not None
    cursor.take(("第",))
    first = cursor.numeral(1, 4)
    if first is None:
        return None
    if not leading and cursor.take(("、", "—", "-", "～", "至")):
        cursor.take(("第",))
        last = cursor.numeral(first, 4)
    else:
        last = first
    if last is None or not cursor.take(("季度",)):
        return None
    return Part("quarter", 1 if leading else first, last)


@production
def half(cursor: Cursor) -> Part | None:
    """A half of a year.

    >>> half(Cursor("上半年")).last, half(Cursor("下半年")).last
    (1, 2)
    """
    if cursor.take(("上半年",)):
        return Part("half_year", 1, 1)
    if cursor.take(("下半年",)):
        return Part("half_year", 2, 2)
    return None


def _quarter_edge(cursor: Cursor) -> Edge | None:
    if cursor.take(("末", "底")):
        return "tail"
    if cursor.take(("以内", "之内", "内"), unless=_WITHIN_UNLESS):
        return "within"
    return "head" if cursor.take(("初",), unless=_HEAD_UNLESS) else None


def _within_year(cursor: Cursor, base: Moment) -> Moment | None:
    """What follows a year, or stands without one: a month, a quarter, a half, an edge."""
    part = quarter(cursor) or half(cursor)
    if part is not None:
        return replace(base, part=part, edge=_quarter_edge(cursor))
    number = month_number(cursor)
    if number is None:
        return None
    day = day_number(cursor)
    if day is not None:
        return replace(base, month=number, day=day)
    return with_edge(replace(base, month=number), month_edge(cursor))


@production
def dated(cursor: Cursor) -> Moment | None:
    """A year and what of it is meant.

    >>> dated(Cursor("2023年12月31日")) == Moment(year=2023, month=12, day=31)
    True
    >>> dated(Cursor("明年6月底前")) == Moment(shift=1, month=6, edge="tail")
    True
    >>> dated(Cursor("2023年年底")) == Moment(year=2023, edge="tail")
    True
    """
    base = year(cursor)
    if base is None:
        return None
    return _within_year(cursor, base) or replace(base, edge=year_edge(cursor))


@production
def undated(cursor: Cursor) -> Moment | None:
    """A part of a year whose year is not printed.

    >>> undated(Cursor("12月底前")) == Moment(month=12, edge="tail"), undated(Cursor("年内")) == Moment(edge="within")
    (True, True)
    >>> undated(Cursor("本月底前")) == Moment(month_shift=0, edge="tail")
    True
    """
    if cursor.peek() in NUMERAL_START:
        return _within_year(cursor, Moment())
    if cursor.take(("年底", "年末", "年终", "岁末")):
        return Moment(edge="tail")
    if cursor.take(("年内",), unless=_WITHIN_UNLESS):
        return Moment(edge="within")
    if cursor.take(("年初",), unless=_HEAD_UNLESS):
        return Moment(edge="head")
    if cursor.take(("年中",), unless=_MIDDLE_UNLESS):
        return Moment(edge="middle")
    if cursor.take(("全年",)):
        return Moment(whole_year=True)
    for word, shift in (("本季度", 0), ("下季度", 1), ("下一季度", 1)):
        if cursor.take((word,)):
            return Moment(quarter_shift=shift, edge=_quarter_edge(cursor))
    for word, shift in (("本月", 0), ("下个月", 1), ("下月", 1)):
        if cursor.take((word,)):
            day = day_number(cursor)
            base = Moment(month_shift=shift, day=day)
            return base if day is not None else with_edge(base, month_edge(cursor))
    return _within_year(cursor, Moment())


@production
def years_ahead(cursor: Cursor) -> Moment | None:
    """This year and the next.

    >>> years_ahead(Cursor("今明两年")) == Moment(shift=0, last_year=1)
    True
    """
    if cursor.peek() == "今" and cursor.take(("今明两年", "今明二年", "今明年")):
        return Moment(shift=0, last_year=1)
    return None


_PLAN_PERIODS = ("规划期末", "规划末期", "规划末", "规划期内", "规划期间", "规划时期", "规划期", "期末", "末期", "末", "期间", "时期", "期内")


@production
def plan(cursor: Cursor) -> Moment | None:
    """The period of a five-year plan 五年规划, or its end. A plan by its name alone is a document and no period.

    >>> plan(Cursor("“十四五”期间")) == Moment(plan=14), plan(Cursor("十五五末")) == Moment(plan=15, edge="tail")
    (True, True)
    >>> plan(Cursor("“十四五”规划")) is None
    True
    """
    if cursor.is_arabic():
        return None
    quoted = cursor.take(("“", '"', "‘", "「"))
    at = cursor.at
    ordinal = 0
    tens = cursor.take(("二十", "十"))
    if tens:
        ordinal = 20 if tens == "二十" else 10
    digit = cursor.take(tuple("一二三四五六七八九"))
    if digit is None or not cursor.take(("五",)) or cursor.at - at > 4:
        return None
    ordinal += "一二三四五六七八九".index(digit) + 1
    if quoted:
        cursor.take(("”", '"', "’", "」", "“"))
    period = cursor.take(_PLAN_PERIODS)
    if period is None:
        return None
    return Moment(plan=ordinal, edge="tail" if "末" in period else None)


@production
def moment(cursor: Cursor) -> Moment | None:
    """Any stretch of the calendar.

    >>> [moment(Cursor(s)) is not None for s in ("2023年12月", "三季度", "“十四五”末", "今明两年", "3个月", "五年以上")]
    [True, True, True, True, False, False]
    """
    return plan(cursor) or years_ahead(cursor) or dated(cursor) or undated(cursor)


@production
def numeric_date(cursor: Cursor) -> Moment | None:
    """A date in figures: with a four-digit year, or a month and a day parted by a dot.

    >>> numeric_date(Cursor("2023-12-31")) == numeric_date(Cursor("2023/12/31")) == Moment(year=2023, month=12, day=31)
    True
    >>> numeric_date(Cursor("2023.12")) == Moment(year=2023, month=12), numeric_date(Cursor("12.31")) == Moment(month=12, day=31)
    (True, True)
    """
    if not cursor.is_arabic():
        return None
    start = cursor.at
    number = cursor.numeral(*YEARS)
    if number is not None and cursor.at - start == 4:
        mark = cursor.take((".", "-", "/", "．"))
        month = _figure(cursor, 12) if mark else None
        if mark is None or month is None:
            return None
        at = cursor.at
        day = _figure(cursor, 31) if cursor.take((mark,)) else None
        if day is not None:
            return Moment(year=number, month=month, day=day)
        cursor.at = at
        return with_edge(Moment(year=number, month=month), month_edge(cursor))
    cursor.at = start
    month = _figure(cursor, 12)
    if month is None or not cursor.take((".", "．")):
        return None
    day = _figure(cursor, 31)
    return None if day is None else Moment(month=month, day=day)


def _figure(cursor: Cursor, high: int) -> int | None:
    """A number of one or two Arabic digits."""
    start = cursor.at
    if not cursor.is_arabic():
        return None
    number = cursor.numeral(1, high)
    if number is None or cursor.at - start > 2:
        cursor.at = start
        return None
    return number
