"""Time limits in running text: the longest reading, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractors.deadlines.events import Counted, EventPiece, after_event, before_event, since_event, term
from extractors.deadlines.grammar import Bound, Piece, Span, calendar_limit
from extractors.deadlines.model import ProblemCode, TimeContext, TimeHit
from extractors.deadlines.moments import moment
from extractors.deadlines.no_limits import is_limit, masked
from extractors.deadlines.recurrences import recurrence
from extractors.deadlines.standing import ahead, at_once, standing
from extractors.deadlines.tokens import NUMERAL_START, Cursor
from extractors.deadlines.values import counted, evaluate
from extractors.records import Anchor, Deadline, DeadlineKind
from extractors.text import View

_CHINESE = "〇○零一二三四五六七八九十两廿百"
_LINKS = "、至到和及与—–－~～’\\-"
_ROUND = "每按"
_EVENT = "起后前"
_STANDING = "常长"
_AHEAD = "内"
# where a limit may begin, or the word that shows that one has just been named
_TRIGGER = re.compile(
    # a numeral opens a limit only before a unit, a mark or another numeral: most numbers are left alone here
    rf"(?:[0-9](?=[0-9]{{0,3}}(?:[年月季]|[.．/\-][0-9]|[{_LINKS}]{{1,2}}[0-9][0-9{_LINKS}]{{0,36}}[年月季]))"
    rf"|[{_CHINESE}](?=[{_CHINESE}]{{0,5}}(?:[年月季]|[{_LINKS}]{{1,2}}[{_CHINESE}{_LINKS}]{{1,36}}[年月季]|五[”\"期末规时])))"
    r"|[今明本去次当同翌](?=[年月季明])|[上下](?=半)|上(?=年)|前(?=[第一二三四1-4])|(?<![0-9〇○零一二三四五六七八九十两几数半多百近每])年(?=[底末初中内终])|全(?=年)|岁(?=末)|元(?=月)|首(?=季)|第(?=[一二三四1-4])"
    r"|[“‘’\"'「](?=[二十八九七六0-9])|即(?=日)|[从自]?现(?=在起)|下(?=月|个月|季|一季)"
    r"|每|按(?=[年季月半])|(?<=[日时])起|后|前|常(?=态化)|长(?=期)|(?<=[年月日天周期])内"
)

# 完成时限：2023年12月 in running text is a slot of its own
_SLOT_LABEL = re.compile(r"(?:时限|(?:完成|办理|整改)(?:期限|时间|节点)|时间节点)(?:要求)?[为是：:]*$")

_LEADS = ("截止到", "截至到", "截止至", "截止", "截至", "不迟于", "不晚于", "到", "至", "于", "自", "从", "在")
_LIMIT_LEADS = frozenset(("截止到", "截至到", "截止至", "截止", "截至", "不迟于", "不晚于", "到", "至"))


def find_times(view: View, context: TimeContext, *, year_in_force: int | None = None) -> list[TimeHit]:
    """The time limits that running text sets, in reading order; they never overlap.

    Takes time linear in the text.

    Args:
        view: a passage, without white space (see ``extractors.text``).
        context: what the notice says of time as a whole.
        year_in_force: the last explicit year of the passage before this view; a hit that names one puts it in force for
            the hits after it.

    >>> view = View.of("2024年6月底前完成初稿，9月底前印发，长期抓好落实。")
    >>> [(hit.deadline.text, hit.deadline.end) for hit in find_times(view, TimeContext(issued_on=None))]
    [('2024年6月底前', '2024-06-30'), ('9月底前', '2024-09-30')]
    """
    return list(_found(view, context, year_in_force))


@lru_cache(maxsize=512)  # a task's passage is read for its steps and for its targets
def _found(view: View, context: TimeContext, year_in_force: int | None) -> tuple[TimeHit, ...]:
    return tuple(scan(view, context, year_in_force=year_in_force, slot=False))


def scan(view: View, context: TimeContext, *, year_in_force: int | None, slot: bool) -> Iterator[TimeHit]:
    """The hits of a view; ``slot`` reads it as a whole deadline cell, where nothing is a mere reference."""
    text = view.text
    names = masked(text)
    next_name = 0
    floor = 0
    for match in _TRIGGER.finditer(text):
        at = match.start()
        while next_name < len(names) and names[next_name][1] <= at:
            next_name += 1
        if at < floor or (next_name < len(names) and names[next_name][0] <= at):
            continue
        if _inside_number(view, at):
            continue
        found, floor = _read(view, at, floor, context=context, in_force=year_in_force, slot=slot)
        for hit in found:
            if hit.explicit_year is not None:
                year_in_force = hit.explicit_year
            yield hit


def _inside_number(view: View, at: int) -> bool:
    """Whether the digit at ``at`` goes on a number; digits on two lines are two numbers."""
    text = view.text
    if at == 0 or text[at] not in NUMERAL_START or text[at - 1] not in NUMERAL_START:
        return False
    return text[at].isdecimal() == text[at - 1].isdecimal() and view.offsets[at] == view.offsets[at - 1] + 1


def _read(
    view: View, at: int, floor: int, *, context: TimeContext, in_force: int | None, slot: bool
) -> tuple[list[TimeHit], int]:
    """The hits that the character at ``at`` begins or shows, and where to read on: what was read and found no limit is passed over."""
    text, char = view.text, view.text[at]
    if char in _ROUND or char not in _EVENT + _AHEAD + _STANDING:
        return _calendar_at(text, at, floor, context=context, in_force=in_force, slot=slot)
    hit: TimeHit | None = None
    if char in _EVENT:
        event = _event_at(text, at, floor, slot=slot)
        if event is not None:
            hit = _span_from_issue(event, text, context, in_force=in_force, slot=slot) or _event_hit(event, text, context)
    elif char == _AHEAD:
        hit = ahead(text, at, floor=floor, context=context, slot=slot)
    elif not slot:
        hit = standing(text, at, floor=floor)
    if hit is not None:
        return [hit], hit.end
    if char in "前后" and text[at + 1 : at + 2] in tuple("第一二三四1234"):
        return _calendar_at(text, at, floor, context=context, in_force=in_force, slot=slot)
    return [], floor


def _calendar_at(
    text: str, at: int, floor: int, *, context: TimeContext, in_force: int | None, slot: bool
) -> tuple[list[TimeHit], int]:
    cursor = Cursor(text, at)
    if text[at] in _ROUND:
        repeated = recurrence(cursor)
        pieces = [Piece(at, cursor.at, repeated, "recurrence")] if repeated else []
        hit = _each_time(text, pieces[0], cursor, context) if pieces else None
        if hit is not None:
            return [hit], hit.end
    else:
        pieces = calendar_limit(cursor, figures=slot) or []
        hit = at_once(text, at) if not pieces and text[at] == "即" else None
        if hit is not None:
            return [hit], hit.end
    if not pieces:
        return [], floor
    hits = _hits(pieces, text, floor, context=context, in_force=in_force, slot=slot)
    return hits, max(pieces[-1].end, *(hit.end for hit in hits)) if hits else pieces[-1].end


def _event_at(text: str, at: int, floor: int, *, slot: bool) -> EventPiece | None:
    if text[at] == "起":
        return since_event(text, at, floor=floor, slot=slot)
    if text[at] == "后":
        return after_event(text, at, floor=floor, slot=slot)
    return before_event(text, at, floor=floor)


def _hits(pieces: list[Piece], text: str, floor: int, *, context: TimeContext, in_force: int | None, slot: bool) -> list[TimeHit]:
    hits: list[TimeHit] = []
    for place, piece in enumerate(pieces):
        led = _with_lead(piece, text, floor) if place == 0 else piece
        # what a lead makes of the moment counts, but the words around it are those around the moment itself
        judged = replace(piece, node=led.node)
        if not slot and not is_limit(judged, text, context=context, in_force=in_force):
            return hits
        labelled = slot or _SLOT_LABEL.search(text, max(0, led.start - 8), led.start) is not None
        hit = _hit(led, text, context=context, in_force=in_force, slot=labelled)
        if hit is None:
            return hits
        in_force = hit.explicit_year if hit.explicit_year is not None else in_force
        hits.append(hit)
    return hits


def _with_lead(piece: Piece, text: str, floor: int) -> Piece:
    """The piece with the word before it that belongs to it: 到2025年 is a limit, 于3月20日前 begins with 于."""
    node = piece.node
    for lead in _LEADS:
        start = piece.start - len(lead)
        if start < floor or not text.startswith(lead, start):
            continue
        if isinstance(node, Bound) and node.sense == "at" and lead in _LIMIT_LEADS:
            return Piece(start, piece.end, Bound(node.moment, "by"), "bound_until")
        if lead in ("自", "从") and isinstance(node, Bound) and node.sense == "at":
            return _begun(Piece(start, piece.end, node, piece.cue), text)
        if lead != "在" and not (lead == "于" and isinstance(node, Bound) and node.sense == "at"):
            return Piece(start, piece.end, node, piece.cue)
        return piece
    return piece


def _begun(piece: Piece, text: str) -> Piece:
    """自2024年1月1日施行 begins; 从2022年的10% compares."""
    node = piece.node
    if isinstance(node, Bound) and text.startswith(("施行", "实施", "执行", "生效", "正式", "，"), piece.end):
        return Piece(piece.start, piece.end, Bound(node.moment, "from"), "bound_from")
    return piece


def _hit(piece: Piece, text: str, *, context: TimeContext, in_force: int | None, slot: bool) -> TimeHit | None:
    value = evaluate(piece.node, text[piece.start : piece.end], context=context, in_force=in_force, slot=slot)
    if value is None:
        return None
    deadline = value.deadline
    dateless = deadline.kind in ("by", "during") and deadline.end is None
    problem: ProblemCode | None = "deadline.open_year" if dateless or value.candidates else None
    return TimeHit(
        start=piece.start,
        end=piece.end,
        deadline=deadline,
        explicit_year=value.explicit_year,
        cue=piece.cue,
        candidates=value.candidates,
        problem=problem,
    )


def _each_time(text: str, piece: Piece, cursor: Cursor, context: TimeContext) -> TimeHit | None:
    """每季度结束后5个工作日内: a rhythm, each time counted from the end of its period."""
    period = text[piece.start : piece.end]
    ended = cursor.take(("结束后", "终了后", "结束之日起", "终了之日起"))
    length = term(cursor) if ended else None
    hit = _hit(piece, text, context=context, in_force=None, slot=False) if length else None
    if ended is None or length is None or hit is None:
        return None
    event = period + ended.removesuffix("之日起").removesuffix("后")
    anchor = Anchor(event=event, offset=length.iso, calendar="working" if length.unit == "working_day" else "calendar")
    deadline = hit.deadline.model_copy(update={"text": text[piece.start : cursor.at], "anchor": anchor})
    return replace(hit, end=cursor.at, deadline=deadline, cue="recurrence_counted")


def _span_from_issue(piece: EventPiece, text: str, context: TimeContext, *, in_force: int | None, slot: bool) -> TimeHit | None:
    """自印发之日起至2025年底: a span that begins with the issue."""
    if not piece.node.is_issue or piece.node.length is not None:
        return None
    cursor = Cursor(text, piece.end)
    cursor.take(("，", ","))
    last = moment(cursor) if cursor.take(("至", "到")) else None
    if last is None:
        return None
    cursor.take(("底前", "之前", "前", "止"))
    return _hit(Piece(piece.start, cursor.at, Span(None, last), "span_from_issue"), text, context=context, in_force=in_force, slot=slot)


def _event_hit(piece: EventPiece, text: str, context: TimeContext) -> TimeHit:
    node: Counted = piece.node
    words = text[piece.start : piece.end]
    length = node.length
    offset = None if length is None else f"-{length.iso}" if node.backwards else length.iso
    anchor = Anchor(event=node.event, offset=offset, calendar="working" if length and length.unit == "working_day" else "calendar")
    base = context.base if node.is_issue else None
    problem: ProblemCode | None = None
    if base is None:
        deadline = Deadline(text=words, kind="event", precision="vague" if length is None else "day", anchor=anchor)
    elif length is None:
        kind: DeadlineKind = "from" if node.sense == "from" else "immediate"
        start = base.isoformat() if kind == "from" else None
        deadline = Deadline(text=words, kind=kind, start=start, precision="day", anchor=anchor)
    else:
        end, provisional = counted(base, length)
        problem = "deadline.provisional" if provisional else None
        deadline = Deadline(text=words, kind="by", end=end.isoformat(), precision="day", anchor=anchor)
    return TimeHit(start=piece.start, end=piece.end, deadline=deadline, explicit_year=None, cue=piece.cue, problem=problem)
