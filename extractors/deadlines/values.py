"""What the nodes of the grammar come to in dates, by the rules of the contract."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.deadlines.grammar import Bound, Node, Span
from extractors.deadlines.model import TimeContext
from extractors.deadlines.moments import Moment
from extractors.deadlines.recurrences import Recurrence
from extractors.deadlines.tokens import Duration
from extractors.deadlines.working_days import add_working_days
from extractors.records import Deadline, DeadlineKind, Precision

_FIRST_PLAN = 1953
_PLAN_YEARS = 5
# a limit so long past when the notice was issued is doubtful: its year may be the next one
_LONG_PAST = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Value:
    """A deadline with the year that it names and the readings that stay open."""

    deadline: Deadline
    explicit_year: int | None = None
    candidates: tuple[Deadline, ...] = ()


def year_of(moment: Moment, context: TimeContext, in_force: int | None) -> int | None:
    """The year of a moment: the printed one, else the one in force, in the title, of the issue, in this order."""
    if moment.year is not None:
        return moment.year
    if moment.plan is not None:
        return None
    if moment.shift is not None:
        base = in_force if moment.shift_from == "in_force" and in_force is not None else _issue_year(context)
        return None if base is None else base + moment.shift
    return in_force if in_force is not None else context.year


def _issue_year(context: TimeContext) -> int | None:
    return context.issued_on.year if context.issued_on else context.title_year


def stretch(moment: Moment, year: int | None, *, issued_on: date | None = None) -> Stretch | None:
    """The days that a moment is, in a year; ``None`` where it has no year or is no date (2月30日).

    >>> [stretch(m, 2023).end.isoformat() for m in (Moment(month=2), Moment(month=6, edge="head"), Moment(edge="middle"))]
    ['2023-02-28', '2023-06-10', '2023-06-30']
    >>> stretch(Moment(plan=14), None)
    Stretch(start=datetime.date(2021, 1, 1), end=datetime.date(2025, 12, 31), precision='plan')
    """
    if moment.plan is not None:
        first = _FIRST_PLAN + _PLAN_YEARS * (moment.plan - 1)
        # the years 1963 to 1965 belonged to no plan
        first += 3 if moment.plan >= 3 else 0
        return Stretch(date(first, 1, 1), date(first + _PLAN_YEARS - 1, 12, 31), "plan")
    if moment.month_shift is not None or moment.quarter_shift is not None:
        return _relative_to_issue(moment, issued_on)
    if year is None or not date.min.year < year < date.max.year:
        return None
    if moment.month is not None:
        return _in_month(moment, year, moment.month)
    if moment.part is not None:
        months = 3 if moment.part.unit == "quarter" else 6
        start, end = date(year, (moment.part.first - 1) * months + 1, 1), _month_end(year, moment.part.last * months)
        if moment.edge == "head":
            end = start.replace(day=10)
        return Stretch(start, end, "quarter" if moment.part.unit == "quarter" else "half_year")
    if moment.edge == "head":
        return Stretch(date(year, 1, 1), date(year, 3, 31), "quarter")
    if moment.edge == "middle":
        return Stretch(date(year, 1, 1), date(year, 6, 30), "half_year")
    return Stretch(date(year, 1, 1), date(year + (moment.last_year or 0), 12, 31), "year")


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _in_month(moment: Moment, year: int, month: int) -> Stretch | None:
    last = _month_end(year, month)
    if moment.day is not None:
        if moment.day > last.day:
            return None
        day = last.replace(day=moment.day)
        return Stretch(day, day, "day")
    first = last.replace(day=1)
    if moment.part is not None:
        ends = (first.replace(day=10), first.replace(day=20), last)
        return Stretch(first.replace(day=(moment.part.first - 1) * 10 + 1), ends[moment.part.last - 1], "ten_days")
    if moment.edge == "head":
        return Stretch(first, first.replace(day=10), "ten_days")
    return Stretch(first, last, "month")


def _relative_to_issue(moment: Moment, issued_on: date | None) -> Stretch | None:
    if issued_on is None:
        return None
    if moment.quarter_shift is not None:
        index = issued_on.year * 4 + (issued_on.month - 1) // 3 + moment.quarter_shift
        start = date(index // 4, index % 4 * 3 + 1, 1)
        return Stretch(start, start.replace(day=10) if moment.edge == "head" else _month_end(start.year, start.month + 2), "quarter")
    index = issued_on.year * 12 + issued_on.month - 1 + (moment.month_shift or 0)
    return _in_month(moment, index // 12, index % 12 + 1)


def evaluate(node: Node, text: str, *, context: TimeContext, in_force: int | None, slot: bool) -> Value | None:
    """The deadline that a node is; ``None`` where the node is no date at all (2月30日).

    Args:
        text: the characters that say it.
        in_force: the year that the last explicit time limit named.
        slot: a whole deadline cell is read, where a bare period is ``by``.
    """
    if isinstance(node, Recurrence):
        return _recurring(node, text, context=context, in_force=in_force)
    if isinstance(node, Span):
        return _spanning(node, text, context=context, in_force=in_force, slot=slot)
    return _bounded(node, text, context=context, in_force=in_force, slot=slot)


def _recurring(node: Recurrence, text: str, *, context: TimeContext, in_force: int | None) -> Value:
    start = None
    if node.since is not None:
        days = stretch(node.since, year_of(node.since, context, in_force), issued_on=context.issued_on)
        start = days.start.isoformat() if days else None
    return Value(Deadline(text=text, kind="recurring", start=start, recurrence=node.rule, precision=node.precision))


def _bounded(node: Bound, text: str, *, context: TimeContext, in_force: int | None, slot: bool) -> Value | None:
    moment = node.moment
    year = year_of(moment, context, in_force)
    days = stretch(moment, year, issued_on=context.issued_on)
    if days is None:
        if year is not None or moment.plan is not None or not _needs_year(moment, context):
            return None
        return Value(Deadline(text=text, kind=_kind(node, slot=slot), precision=_precision(moment)))
    deadline = _deadline(node, text, days, slot=slot)
    explicit = year if moment.year is not None or (moment.shift is not None and moment.last_year is None) else None
    return Value(deadline, explicit, _open_years(node, text, deadline, days, context=context, in_force=in_force, slot=slot))


def _needs_year(moment: Moment, context: TimeContext) -> bool:
    """Whether all that is missing is the year, so that the limit stands without a date."""
    if moment.month_shift is not None or moment.quarter_shift is not None:
        return context.issued_on is None
    return moment.month is None or moment.day is None or moment.day <= monthrange(2024, moment.month)[1]


def _precision(moment: Moment) -> Precision:
    days = stretch(replace(moment, month_shift=None, quarter_shift=None), 2024)
    return days.precision if days else "day"


def _kind(node: Bound, *, slot: bool) -> DeadlineKind:
    """``by``, ``during`` or ``from``. In running text a bare period is ``during``; its end or middle is a day to be met."""
    if node.sense in ("before", "by"):
        return "by"
    if node.sense in ("from", "after"):
        return "from"
    return "by" if slot or node.moment.edge in ("tail", "within", "middle") else "during"


def _deadline(node: Bound, text: str, days: Stretch, *, slot: bool) -> Deadline:
    kind = _kind(node, slot=slot)
    if kind == "from":
        start = days.end + timedelta(days=1) if node.sense == "after" else days.start
        if node.sense == "from" and node.moment.edge == "tail":
            start = days.end
        return Deadline(text=text, kind="from", start=start.isoformat(), precision=days.precision)
    if kind == "during":
        return Deadline(text=text, kind="during", start=days.start.isoformat(), end=days.end.isoformat(), precision=days.precision)
    end = days.end
    # 12月前 without 底 is November; 3月20日前 is the 20th, 10月中旬前 its last day
    if node.sense == "before" and node.moment.edge is None and days.precision in ("month", "quarter", "half_year", "year"):
        end = days.start - timedelta(days=1)
    return Deadline(text=text, kind="by", end=end.isoformat(), precision=days.precision)


def _open_years(
    node: Bound, text: str, deadline: Deadline, days: Stretch, *, context: TimeContext, in_force: int | None, slot: bool
) -> tuple[Deadline, ...]:
    """Both readings of a month without a year that was long past when the notice was issued (2月底 in a notice of December)."""
    moment = node.moment
    if moment.names_year or moment.month_shift is not None or moment.quarter_shift is not None:
        return ()
    if in_force is not None or context.title_year is not None or context.issued_on is None:
        return ()
    if context.issued_on - days.end < _LONG_PAST:
        return ()
    later = stretch(moment, days.end.year + 1)
    return (deadline, _deadline(node, text, later, slot=slot)) if later else ()


def _spanning(node: Span, text: str, *, context: TimeContext, in_force: int | None, slot: bool) -> Value | None:
    first_year = year_of(node.first, context, in_force) if node.first else None
    last = _completed(node)
    if node.first is None:
        first = Stretch(context.base, context.base, "day") if context.base else None
    else:
        if not node.first.names_year and last is not None and last.year is not None:
            first_year = last.year  # 9月—2024年3月 begins in the year that lets it end after it began
        first = stretch(node.first, first_year, issued_on=context.issued_on)
        if first is None:
            return None
    if last is None:
        return Value(Deadline(text=text, kind="from", start=first.start.isoformat() if first else None, ongoing=True, precision="vague"))
    # 次年 in the second half of a span is the year after the first half's
    last_year = year_of(last, context, first_year if first_year is not None else in_force)
    end = stretch(last, last_year, issued_on=context.issued_on)
    if end is None:
        return None
    if first is not None and end.end < first.start:
        if not last.names_year and last_year is not None:
            end = stretch(last, last_year + 1)  # 11月至3月 ends in the next year
        elif node.first is not None and not node.first.names_year and first_year is not None:
            first = stretch(node.first, first_year - 1)
        if end is None or first is None or end.end < first.start:
            return None
    kind: DeadlineKind = "by" if slot or node.sense in ("by", "before") else "during"
    start = first.start.isoformat() if first and kind == "during" else None
    explicit = end.end.year if _names_one_year(node, first, end) else None
    return Value(Deadline(text=text, kind=kind, start=start, end=end.end.isoformat(), precision=end.precision), explicit)


def _completed(node: Span) -> Moment | None:
    """The last moment with the month of the first, where only a day is printed."""
    last = node.last
    if last is not None and node.first is not None and last.day is not None and last.month is None and last.month_shift is None:
        return replace(last, year=node.first.year, shift=node.first.shift, shift_from=node.first.shift_from, month=node.first.month)
    return last


def _names_one_year(node: Span, first: Stretch | None, end: Stretch) -> bool:
    named = [moment for moment in (node.first, node.last) if moment is not None and moment.names_year and moment.plan is None]
    return bool(named) and (first is None or first.start.year == end.end.year)


def counted(base: date, duration: Duration) -> tuple[date, bool]:
    """The last day of a term counted from an event whose own day is not counted, and whether that is only provisional.

    Months and years end on the same day of the month, or its last day (Civil Code 民法典 articles 201 and 202).

    >>> counted(date(2024, 1, 31), Duration(1, "month"))[0], counted(date(2024, 3, 1), Duration(30, "day"))[0]
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 31))
    """
    if duration.unit == "working_day":
        return add_working_days(base, duration.amount)
    if duration.unit in ("day", "week"):
        return base + timedelta(days=duration.amount * (7 if duration.unit == "week" else 1)), False
    if duration.unit == "hour":
        return base + timedelta(days=-(-duration.amount // 24)), False
    months = duration.amount * (12 if duration.unit == "year" else 1)
    index = base.year * 12 + base.month - 1 + months
    last = _month_end(index // 12, index % 12 + 1)
    return last.replace(day=min(base.day, last.day)), False
