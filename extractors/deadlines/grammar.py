"""The grammar of calendar limits: bounds, spans, lists and recurrences over moments.

Every production takes a cursor and gives pieces: a node with the range that says it. What a node comes to in dates is
the business of ``values``; whether it is a limit at all, that of ``no_limits``; limits counted from an event are read
in ``events``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from extractors.deadlines.moments import YEARS, Edge, Moment, day_number, moment, month_edge, numeric_date, with_edge, year
from extractors.deadlines.recurrences import Recurrence, recurrence
from extractors.deadlines.tokens import DASHES, JOINS, Cursor, production

Sense = Literal["at", "by", "before", "from", "after", "since"]


_LONGEST_LIST = 12
_LIST_REACH = 48
# no span or list without one of these near its head
_CONNECTING = frozenset("".join((*DASHES, *JOINS)))
_REACH = 16


@dataclass(frozen=True, slots=True)
class Bound:
    """One moment and what the words around it make of it: 2023年底前, 5月起, 到2025年, or the moment alone."""

    moment: Moment
    sense: Sense = "at"


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another. ``first`` is ``None`` for 即日起; ``last`` is ``None`` for 至长期."""

    first: Moment | None
    last: Moment | None
    sense: Sense = "at"


Node = Bound | Span | Recurrence


@dataclass(frozen=True, slots=True)
class Piece:
    """A node and the half-open range of the text that says it."""

    start: int
    end: int
    node: Node
    cue: str


# 前, 后, 起 are limits only where they do not begin another word: 前期, 后续, 起草
_BEFORE_UNLESS = "期往景沿置者身来去后端瞻述途夕锋哨瞻"
_AFTER_UNLESS = "续期勤备评者端台方果盾疫半"
_FROM_UNLESS = "草步点诉飞重源伏落到因降止"


@production
def tail(cursor: Cursor) -> Sense | None:
    """The word after a moment that makes a limit of it.

    >>> [tail(Cursor(s)) for s in ("前完成", "之前", "前期工作", "前提交材料", "前提下", "起实施", "起草", "以来", "后续", "后，")]
    ['before', 'before', None, 'before', None, 'from', None, 'since', None, 'after']
    """
    if cursor.take(("前提下", "前提是", "前提条件")):
        return None
    if cursor.take(("之前", "以前")) or cursor.take(("前",), unless=_BEFORE_UNLESS):
        return "before"
    if cursor.take(("起", "开始"), unless=_FROM_UNLESS):
        return "from"
    if cursor.take(("以来",)):
        return "since"
    if cursor.take(("之后", "以后")) or cursor.take(("后",), unless=_AFTER_UNLESS):
        return "after"
    if cursor.take(("截止", "为止", "止")):
        return "by"
    return None


@production
def bound(cursor: Cursor, *, figures: bool = False) -> list[Piece] | None:
    """A moment with or without a word that bounds it; with 每 after 起, a recurrence that begins then.

    >>> [p.node.sense for s in ("2023年底前", "5月起", "9月", "2019年以来") for p in bound(Cursor(s))]
    ['before', 'from', 'at', 'since']
    >>> bound(Cursor("2019年起每年2月底前"))[0].node.rule
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'
    """
    start = cursor.at
    found = (numeric_date(cursor) if figures or _is_full_figure(cursor) else None) or moment(cursor)
    if found is None:
        return None
    cursor.take(("（含）", "（含当日）"))
    sense = tail(cursor)
    if sense == "from":
        at = cursor.at
        cursor.take(("，", ","))
        repeated = recurrence(cursor)
        if repeated is not None:
            return [Piece(start, cursor.at, replace(repeated, since=found), "recurrence_since")]
        cursor.at = at
    if sense is None:
        cursor.take(("期间",))
    return [Piece(start, cursor.at, Bound(found, sense or "at"), f"bound_{sense or 'at'}")]


def _is_full_figure(cursor: Cursor) -> bool:
    """Whether a date in figures with its year stands here: the only one that running text may hold."""
    text, at = cursor.text, cursor.at
    return text[at : at + 2] in ("19", "20") and text[at + 4 : at + 5] in (".", "．", "-", "/") and text[at + 5 : at + 6].isdecimal()


@production
def years_span(cursor: Cursor) -> list[Piece] | None:
    """Two years under one 年.

    >>> years_span(Cursor("2022—2023年"))[0].node == Span(Moment(year=2022), Moment(year=2023))
    True
    >>> years_span(Cursor("2023—2025年底"))[0].node.last == Moment(year=2025, edge="tail")
    True
    """
    start = cursor.at
    first = cursor.numeral(*YEARS)
    if first is None or not cursor.take((*DASHES, "、")):
        return None
    last = cursor.numeral(first, YEARS[1])
    if last is None or not cursor.take(("年",)):
        return None
    cursor.take(("度",))
    edge: Edge | None = "tail" if cursor.take(("年底", "年末", "底", "末")) else None
    sense = tail(cursor) or ("by" if edge else "at")
    cursor.take(("期间",))
    return [Piece(start, cursor.at, Span(Moment(year=first), Moment(year=last, edge=edge), sense), "years_span")]


@production
def months_span(cursor: Cursor) -> list[Piece] | None:
    """Two months under one 月, with or without the year before them.

    >>> months_span(Cursor("2022年7至9月"))[0].node == Span(Moment(year=2022, month=7), Moment(year=2022, month=9))
    True
    >>> months_span(Cursor("10-12月底前"))[0].node.last == Moment(month=12, edge="tail"), months_span(Cursor("3月1-5日"))
    (True, None)
    """
    start = cursor.at
    base = year(cursor) or Moment()
    low = cursor.numeral(1, 12)
    if low is None or not cursor.take(DASHES):
        return None
    high = cursor.numeral(1, 12)
    if high is None or not cursor.take(("月份", "月")):
        return None
    last = with_edge(replace(base, month=high), month_edge(cursor))
    sense = tail(cursor) or ("by" if last.edge else "at")
    cursor.take(("期间",))
    return [Piece(start, cursor.at, Span(replace(base, month=low), last, sense), "months_span")]


@production
def days_span(cursor: Cursor) -> list[Piece] | None:
    """Two days of one month under one 日.

    >>> days_span(Cursor("2023年3月1—15日"))[0].node.last == Moment(year=2023, month=3, day=15)
    True
    """
    start = cursor.at
    base = year(cursor) or Moment()
    month = cursor.numeral(1, 12)
    if month is None or not cursor.take(("月",)):
        return None
    low = cursor.numeral(1, 31)
    if low is None or not cursor.take((*DASHES, "、")):
        return None
    high = day_number(cursor)
    if high is None:
        return None
    base = replace(base, month=month)
    return [Piece(start, cursor.at, Span(replace(base, day=low), replace(base, day=high), tail(cursor) or "at"), "days_span")]


@production
def moment_span(cursor: Cursor, *, figures: bool = False) -> list[Piece] | None:
    """From one moment to another, the second with or without what it shares with the first.

    >>> moment_span(Cursor("2021年9月至12月"))[0].node.last == Moment(month=12)
    True
    >>> moment_span(Cursor("3月1日起至15日止"))[0].node.last == Moment(day=15)
    True
    >>> moment_span(Cursor("2023年9月至长期"))[0].node.last is None, moment_span(Cursor("即日起至2025年底"))[0].node.first is None
    (True, True)
    """
    start = cursor.at
    first: Moment | None = None
    if not cursor.take(("即日起", "从现在起", "自现在起", "现在起", "即日")):
        first = (numeric_date(cursor) if figures or _is_full_figure(cursor) else None) or moment(cursor)
        if first is None:
            return None
        cursor.take(("起", "开始"), unless="草步点诉")
    cursor.take(("，", ","))
    if not cursor.take(("——", *DASHES)):
        return None
    if first is not None and cursor.take(("长期",)):
        return [Piece(start, cursor.at, Span(first, None, "from"), "open_span")]
    last = (numeric_date(cursor) if figures or _is_full_figure(cursor) else None) or moment(cursor)
    if last is None and first is not None and first.day is not None:
        day = day_number(cursor)
        last = Moment(day=day) if day is not None else None
    if last is None:
        return None
    sense = tail(cursor)
    cursor.take(("期间", "之间"))
    return [Piece(start, cursor.at, Span(first, last, "before" if sense == "before" else "at"), "moment_span")]


@production
def months_list(cursor: Cursor) -> list[Piece] | None:
    """Months under one 月: two neighbours are a span, others a limit each.

    >>> [type(p.node).__name__ for p in months_list(Cursor("7、8月"))], len(months_list(Cursor("2023年3、6、9月底前")))
    (['Span'], 3)
    >>> months_list(Cursor("一、2月底前")) is None
    True
    """
    start = cursor.at
    base = year(cursor) or Moment()
    arabic = cursor.is_arabic()
    numbers: list[int] = []
    ends: list[int] = []
    while len(numbers) < _LONGEST_LIST and cursor.is_arabic() == arabic:
        number = cursor.numeral(numbers[-1] + 1 if numbers else 1, 12)
        if number is None:
            return None
        numbers.append(number)
        ends.append(cursor.at)
        if not cursor.take(JOINS):
            break
    if len(numbers) < 2 or not cursor.take(("月份", "月"), unless="龄租刊薪"):
        return None
    last = with_edge(replace(base, month=numbers[-1]), month_edge(cursor))
    sense = tail(cursor) or "at"
    if len(numbers) == 2 and numbers[1] == numbers[0] + 1 and last.edge is None:
        return [Piece(start, cursor.at, Span(replace(base, month=numbers[0]), last, sense), "months_list")]
    starts = [start, *(end + 1 for end in ends[:-1])]
    return [
        Piece(begin, end, Bound(replace(last, month=number), sense), "months_list")
        for begin, end, number in zip(starts, [*ends[:-1], cursor.at], numbers, strict=True)
    ]


@production
def moment_list(cursor: Cursor) -> list[Piece] | None:
    """Whole moments in a row whose last one says what bounds them all.

    >>> [p.node.sense for p in moment_list(Cursor("3月、6月和9月底前"))]
    ['before', 'before', 'before']
    >>> moment_list(Cursor("6月、12月")) is None
    True
    """
    if "前" not in cursor.text[cursor.at : cursor.at + _LIST_REACH]:
        return None
    pieces: list[Piece] = []
    shared: Sense | None = None
    while len(pieces) < _LONGEST_LIST:
        start = cursor.at
        found = moment(cursor)
        if found is None:
            return None
        shared = tail(cursor)
        pieces.append(Piece(start, cursor.at, Bound(found), "moment_list"))
        if shared is not None:
            break
        if not cursor.take(JOINS):
            return None
    if len(pieces) < 2 or shared != "before":
        return None
    last = pieces[-1].node
    edge = last.moment.edge if isinstance(last, Bound) else None
    return [replace(piece, node=_sharing(piece.node, edge=edge, sense=shared)) for piece in pieces]


def _sharing(node: Node, *, edge: Edge | None, sense: Sense) -> Node:
    """A member of a list with the 底前 of the last one."""
    if not isinstance(node, Bound):
        return node
    month_alone = node.moment.month is not None and node.moment.day is None and node.moment.part is None
    return Bound(replace(node.moment, edge="tail") if edge == "tail" and month_alone else node.moment, sense)


@production
def calendar_limit(cursor: Cursor, *, figures: bool = False) -> list[Piece] | None:
    """Any limit that is told by the calendar, the longest reading first.

    ``figures``: dates like 12.31 and 2023.12 are read, as a deadline cell writes them.
    """
    if _CONNECTING.isdisjoint(cursor.text[cursor.at : cursor.at + _REACH]):
        return bound(cursor, figures=figures)
    return (
        years_span(cursor)
        or months_span(cursor)
        or days_span(cursor)
        or moment_span(cursor, figures=figures)
        or months_list(cursor)
        or moment_list(cursor)
        or bound(cursor, figures=figures)
    )
