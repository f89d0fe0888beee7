"""From when and until when a text is in force: 自2024年1月1日起施行，有效期五年; 试行期两年; 有效期至2026年12月31日."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from extractors.deadlines.events import since_event
from extractors.deadlines.grammar import Bound, Span, calendar_limit
from extractors.deadlines.model import TimeContext, Validity
from extractors.deadlines.no_limits import masked
from extractors.deadlines.tokens import STOPS, Cursor, Duration, duration
from extractors.deadlines.values import Stretch, counted, stretch, year_of
from extractors.text import View

_ANCHOR = re.compile(r"(?<=[日时])起|[自从](?=[0-9二])|有效|试行|(?:实施|执行|施行)(?=期|至|到)")
_IN_FORCE = re.compile(r"(?:起)?(?:正式|全面|开始)?(?:施行|实施|执行|生效|试行|实行)")
_TERM = re.compile(r"(?:有效期限?|试行期限?|(?:实施|执行|施行)期限?|试行|有效)(?:暂定)?(?:[为是]|：)?")
_UNTIL = re.compile(
    r"(?:有效期限?|试行期限?|(?:实施|执行|施行)期限?|施行|实施|执行|试行|有效)(?:[为是：])?(?:截止到|截止至|截至|截止|延长至|延长到|延续至|延续到|到|至)[：:]?"
)
_OTHERS = re.compile(r"许可证|批准书|证书|资质|资格|结果|本批准|登记|执照|名单|协议|合同|标识|确认书|补贴|贷款")
_OWN_SUBJECT = re.compile(r"(?:本|该|此|以上|上述)[^，。；]{0,8}(?:办法|细则|规定|方案|通知|措施|意见|规范|政策|条例|制度|指引|指南|计划)")
_CONTEXT = 40


def find_validity(view: View, context: TimeContext) -> list[Validity]:
    """The statements of force in a view, in reading order.

    A term (有效期五年) ends so many years later on the day before the one that it began on. It counts from the first day
    in force that stands before it, or else after it.

    >>> view = View.of("本办法自2024年7月29日起施行，有效期五年。")
    >>> [(item.role, item.day, item.term) for item in find_validity(view, TimeContext(issued_on=None))]
    [('effective', '2024-07-29', None), ('expires', '2029-07-28', 'P5Y')]
    """
    text = view.text
    names = masked(text)
    found: list[Validity] = []
    lengths: dict[int, Duration] = {}
    floor = 0
    for match in _ANCHOR.finditer(text):
        at = match.start()
        if at < floor or any(start <= at < end for start, end in names):
            continue
        items = _at(text, at, floor, context, _last_effective(found))
        if not items:
            term = _term(text, at)
            if term is None:
                continue
            item, length = term
            lengths[len(found)] = length
            items = [item]
        found += items
        floor = items[-1].end
    return [_ended(found, index, lengths.get(index)) for index in range(len(found))]


def _last_effective(found: list[Validity]) -> date | None:
    days = [item.day for item in found if item.role == "effective" and item.own and item.day]
    return date.fromisoformat(days[-1]) if days else None


def _ended(found: list[Validity], index: int, length: Duration | None) -> Validity:
    """A term with its last day, where the day that it counts from is known."""
    item = found[index]
    if length is None or not item.own:
        return item
    begun = _last_effective(found[:index]) or next(
        (date.fromisoformat(other.day) for other in found[index:] if other.role == "effective" and other.own and other.day), None
    )
    return item if begun is None else replace(item, day=(counted(begun, length)[0] - timedelta(days=1)).isoformat())


def _at(text: str, at: int, floor: int, context: TimeContext, effective: date | None) -> list[Validity]:
    if text[at] in "自从":
        return _from_date(text, at, context)
    if text[at] == "起":
        return _from_issue(text, at, floor, context)
    return _until(text, at, context, effective)


def _clause_before(text: str, start: int) -> str:
    begin = max(text.rfind(stop, max(0, start - _CONTEXT), start) + 1 for stop in STOPS)
    return text[max(begin, start - _CONTEXT) : start]


def _own(text: str, start: int) -> bool:
    """Whether the statement is about the text that it stands in: a policy's 执行期限 is so only where 本 says it."""
    subject = _clause_before(text, start)
    if _OWN_SUBJECT.search(subject):
        return True
    return not _OTHERS.search(subject) and not text.startswith(("执行", "实施"), start)


def _item(text: str, start: int, end: int, *, expires: bool, day: date | None, cue: str) -> Validity:
    role: Literal["effective", "expires"] = "expires" if expires else "effective"
    return Validity(start=start, end=end, role=role, day=day.isoformat() if day else None, own=_own(text, start), cue=cue)


def _from_date(text: str, at: int, context: TimeContext) -> list[Validity]:
    """自2024年1月1日起施行, 自2024年1月1日起至2026年12月31日止试行."""
    cursor = Cursor(text, at + 1)
    pieces = calendar_limit(cursor)
    in_force = _IN_FORCE.match(text, cursor.at)
    if not pieces or len(pieces) != 1 or in_force is None:
        return []
    node = pieces[0].node
    if isinstance(node, Bound) and node.sense in ("from", "at") and node.moment.day is not None:
        days = stretch(node.moment, year_of(node.moment, context, None))
        return [_item(text, at, in_force.end(), expires=False, day=days.start, cue="in_force_from")] if days else []
    if isinstance(node, Span):
        days = _span(node, context)
        if days is not None:
            return [
                _item(text, at, in_force.end(), expires=False, day=days.start, cue="in_force_span"),
                _item(text, at, in_force.end(), expires=True, day=days.end, cue="in_force_span"),
            ]
    return []


def _span(node: Span, context: TimeContext) -> Stretch | None:
    if node.first is None or node.last is None:
        return None
    first = stretch(node.first, year_of(node.first, context, None))
    last = stretch(node.last, year_of(node.last, context, first.start.year if first else None))
    return Stretch(first.start, last.end, last.precision) if first and last else None


def _from_issue(text: str, at: int, floor: int, context: TimeContext) -> list[Validity]:
    """自印发之日起施行, 自公布之日起30日后施行."""
    piece = since_event(text, at, floor=floor)
    if piece is None or not piece.node.is_issue:
        return []
    cursor = Cursor(text, at + 1)
    length = duration(cursor)
    delayed = length is not None and cursor.take(("后",)) is not None
    in_force = _IN_FORCE.match(text, cursor.at if delayed else at + 1)
    if in_force is None:
        return []
    day = context.base
    if day is not None and delayed and length is not None:
        day = counted(day, length)[0] + timedelta(days=1)
    return [_item(text, piece.start, in_force.end(), expires=False, day=day, cue="in_force_from_issue")]


def _until(text: str, start: int, context: TimeContext, effective: date | None) -> list[Validity]:
    """有效期至2026年12月31日."""
    match = _UNTIL.match(text, start)
    if match is None:
        return []
    cursor = Cursor(text, match.end())
    pieces = calendar_limit(cursor)
    node = pieces[0].node if pieces else None
    if not isinstance(node, Bound):
        return []
    days = stretch(node.moment, year_of(node.moment, context, effective.year if effective else None))
    return [_item(text, start, cursor.at, expires=True, day=days.end, cue="in_force_until")] if days else []


def _term(text: str, start: int) -> tuple[Validity, Duration] | None:
    """有效期五年, 试行两年, with the length that its last day is worked out from."""
    match = _TERM.match(text, start)
    if match is None:
        return None
    cursor = Cursor(text, match.end())
    length = duration(cursor)
    if length is None or length.unit not in ("month", "year"):
        return None
    return replace(_item(text, start, cursor.at, expires=True, day=None, cue="in_force_term"), term=length.iso), length
