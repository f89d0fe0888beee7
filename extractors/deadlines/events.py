"""Limits that are counted from an event: 自印发之日起30日内, 项目竣工后3个月内, 待资金到位后."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.deadlines.tokens import BOUNDARIES, STOPS, WITHIN, Cursor, Duration, duration, production

LONGEST_EVENT = 60
ISSUE_VERBS = ("印发", "发布", "公布", "下发", "颁布", "发文", "出台", "公告")
_PAPER = "通知|方案|办法|意见|措施|规定|细则|规范|要点|文件|条例|文"
# 政策发布后 without 本 may be any policy
_ISSUED_THING = re.compile(
    rf"^(?:自?(?:{_PAPER})?|(?:本|该|此)(?:实施|管理|工作|行动|若干|政策|暂行|试行)*(?:{_PAPER}|计划|政策|公告|通告|决定|清单|规划|指引|指南|制度|批复)?)"
    rf"(?:正式|对外)?(?P<verb>{'|'.join(ISSUE_VERBS)})(?:实施|施行)?$"
)

# 自, 从, 待, 在 open the event where they are no part of another word: 自然资源, 等待
_FROM_WORD = re.compile(r"(?<=应当)自|(?<=[应须可以])自|(?<![各来亲独擅暗])(?:自(?![然治主身己动行律查愿贸由来助有评建媒费在我])|从(?![事业严而属容]))")
_WAIT_WORD = re.compile(r"(?<![等期招接对看款虐亟善])待(?![遇业办命定价岗])")
_AT_WORD = re.compile(r"(?<![存现潜内所实旨正])(?:在(?!线|建|岗|册|编|校|职|地|位|库|途|营|产|手|此|线下)|于(?!此))")
_SOFT_LEAD = re.compile(r"^(?:[一二三四五六七八九十]+、|[0-9]+[.、]|应当|应该|应|须|需|必须|要|可|并|且|或|由|对|各单位|即|其中|力争|争取|确保|原则上|将|均|最迟|最晚|不迟于|不晚于)+")

# these are adverbs and no events: 今后, 此后, 事后
_NO_EVENT_END = "今此以然随最先前背落之往幕稍尔嗣其善靠滞"
_AT_ONCE = ("第一时间", "立即", "马上", "即刻", "随即", "立刻")
_AFTER_UNLESS = "续期勤备评者端台方果盾疫顾来面进人悔劲"
# a first look at what follows 后, as most of them name no limit
_MAY_FOLLOW = re.compile(r"[，,]?(?:[0-9〇一二三四五六七八九十两百半的起应须要在于不最]|第一时间|立即|马上|即刻|随即|立刻)")
_COMES_INTO_FORCE = ("施行", "实施", "执行", "生效", "正式施行", "正式实施", "起施行", "试行", "有效", "适用")


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit counted from an event.

    Attributes:
        event: the event as printed; for the issue of the notice its verb (印发).
        is_issue: the event is the issue of this very notice.
        length: how long after it (before it where ``backwards``), ``None`` where only the event is named.
        sense: ``by`` within the length, ``from`` the event on, ``at_once`` after it.
    """

    event: str
    is_issue: bool
    length: Duration | None
    sense: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class EventPiece:
    start: int
    end: int
    node: Counted
    cue: str


@production
def term(cursor: Cursor, *, slot: bool = False) -> Duration | None:
    """The length of a limit: ``30日内``; in a slot ``30日`` too.

    >>> term(Cursor("30日内")).iso, term(Cursor("，15个工作日以内")).iso, term(Cursor("3年")), term(Cursor("3年"), slot=True).iso
    ('P30D', 'P15D', None, 'P3Y')
    """
    cursor.take(("，", ","))
    cursor.take(("的", "起", "应当在", "应在", "应于", "须在", "须于", "应当", "应", "须", "要在", "在", "于"))
    cursor.take(("不超过", "最迟", "最长"))
    length = duration(cursor)
    if length is None:
        return None
    cursor.take(("（含）",))
    if cursor.take(WITHIN) or (slot and cursor.at >= len(cursor.text)):
        return None if cursor.peek() == "的" else length
    if cursor.text.startswith(("完成", "办结", "办理完", "作出"), cursor.at):
        return length
    if slot and cursor.peek() in (*BOUNDARIES, "前"):
        return length
    return None


_REACH_OF_TERM = 24


@production
def _later_term(cursor: Cursor) -> Duration | None:
    """The length after the one who is bound by it: ``自公布之日起，有关单位要在1个月内``.

    >>> _later_term(Cursor("，有关单位要在1个月内公布")).iso, _later_term(Cursor("，有关单位要公布。1个月内"))
    ('P1M', None)
    """
    if not cursor.take(("，", ",")):
        return None
    end = cursor.at + _REACH_OF_TERM
    while cursor.at < min(end, len(cursor.text)) and cursor.peek() not in STOPS:
        if cursor.take(("在", "于", "应", "须")):
            length = term(cursor)
            if length is not None:
                return length
        else:
            cursor.at += 1
    return None


def _clause_start(text: str, at: int, floor: int) -> int:
    """Where the clause that holds ``at`` begins, within reach and not before ``floor``."""
    start = max(floor, at - LONGEST_EVENT)
    for index in range(at - 1, start - 1, -1):
        if text[index] in BOUNDARIES:
            return index + 1
    return start


def _event(text: str, end: int, floor: int, opener: re.Pattern[str] | None) -> tuple[int, str] | None:
    """The event that ends at ``end``: where it begins with its opening word, and its words."""
    start = _clause_start(text, end, floor)
    found = opener.search(text, start, end) if opener else None
    if found is not None:
        words = text[found.end() : end]
        return (found.start(), words) if words else None
    if opener is not None:
        return None
    lead = _SOFT_LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    return (start, text[start:end]) if start < end else None


def _is_issue(words: str) -> str | None:
    match = _ISSUED_THING.match(words)
    return match.group("verb") if match else None


def since_event(text: str, at: int, *, floor: int, slot: bool = False) -> EventPiece | None:
    """``…之日起`` with its 起 at ``at``.

    >>> since_event("自印发之日起30日内", 5, floor=0).node
    Counted(event='印发', is_issue=True, length=Duration(amount=30, unit='day'), sense='by', backwards=False)
    >>> since_event("收到申请之日起20个工作日内", 6, floor=0).node.event
    '收到申请'
    """
    for word in ("之日", "日", "当日", "次日", "之时"):
        if text.endswith(word, 0, at):
            end = at - len(word)
            break
    else:
        return None
    found = _event(text, end, floor, _FROM_WORD) or _event(text, end, floor, _AT_WORD) or _event(text, end, floor, None)
    if found is None or len(found[1]) < 2:
        return None
    start, words = found
    # 《…决定》（国发〔2020〕13号）发布之日起 is the issue of another document
    verb = None if text[start - 1 : start] in ("》", "）") else _is_issue(words)
    cursor = Cursor(text, at + 1)
    length = term(cursor, slot=slot) or _later_term(cursor)
    if length is not None:
        return EventPiece(start, cursor.at, Counted(verb or words, verb is not None, length, "by"), "counted_from_event")
    if text.startswith(("计算", "算", "计", "满", "重新计算", "开始计算"), at + 1):
        return None
    in_force = text.startswith(_COMES_INTO_FORCE, at + 1)
    if verb is None and in_force:
        return None
    cue = "in_force_from_issue" if in_force else "from_event"
    return EventPiece(start, at + 1, Counted(verb or words, verb is not None, None, "from"), cue)


def after_event(text: str, at: int, *, floor: int, slot: bool = False) -> EventPiece | None:
    """``…后`` at ``at``: within a term, at once, or after 待.

    >>> after_event("项目竣工后3个月内", 4, floor=0).node.length.iso, after_event("待资金到位后，", 5, floor=0).node.event
    ('P3M', '资金到位')
    >>> after_event("国家启动征求意见后第一时间", 8, floor=0).node.sense, after_event("今后三年内", 1, floor=0)
    ('at_once', None)
    """
    if "待" not in text[max(floor, at - LONGEST_EVENT) : at] and not _MAY_FOLLOW.match(text, at + 1):
        return None
    end = at - 1 if text[at - 1 : at] in ("之", "以") else at
    if end <= floor or text[end - 1] in _NO_EVENT_END or text[at + 1 : at + 2] in tuple(_AFTER_UNLESS):
        return None
    waited = _event(text, end, floor, _WAIT_WORD)
    cursor = Cursor(text, at + 1)
    length = term(cursor, slot=slot)
    if length is None:
        cursor.take(("，", ","))
        at_once = cursor.take(_AT_ONCE if not waited else (*_AT_ONCE, "及时")) is not None
        if not at_once:
            cursor.at = at + 1
            if waited is None:
                return None
    openers = (_AT_WORD, _FROM_WORD, None)
    found = waited or next((event for opener in openers if (event := _event(text, end, floor, opener)) and len(event[1]) > 1), None)
    if found is None:
        return None
    start, words = found
    verb = _is_issue(words)
    if length is not None:
        return EventPiece(start, cursor.at, Counted(verb or words, verb is not None, length, "by"), "counted_from_event")
    return EventPiece(start, cursor.at, Counted(verb or words, verb is not None, None, "at_once"), "after_event")


_EXPIRIES = ("届满", "期满", "到期", "期限届满", "开始", "开工", "召开", "举行", "施工")
OCCASIONS: tuple[str, ...] = (
    "春节", "国庆节", "国庆", "中秋节", "端午节", "元旦", "清明节", "劳动节", "五一", "主汛期", "汛期", "入汛", "供暖期", "供暖季", "采暖季", "采暖期",
    "秋季开学", "春季开学", "新学期开学", "开学", "入冬", "封冻", "冰冻期", "全国两会", "两会", "高考", "中考",
)  # fmt: skip


def before_event(text: str, at: int, *, floor: int) -> EventPiece | None:
    """``…前`` at ``at``: a term before an event ends or begins, or before a festival or season.

    >>> before_event("有效期届满前30日内", 5, floor=0).node.length.iso, before_event("主汛期前完成", 3, floor=0).node.event
    ('P30D', '主汛期')
    """
    if text.endswith(_EXPIRIES, floor, at):
        cursor = Cursor(text, at + 1)
        cursor.take(("至少", "不少于"))
        length = duration(cursor)
        found = _event(text, at, floor, _AT_WORD) or _event(text, at, floor, None)
        if length is not None and found is not None and len(found[1]) >= 2:
            cursor.take((*WITHIN, "前", "之前"))
            return EventPiece(found[0], cursor.at, Counted(found[1], False, length, "by", backwards=True), "counted_to_event")
        return None
    for occasion in OCCASIONS:
        start = at - len(occasion)
        if text.endswith(occasion, floor, at) and text[at + 1 : at + 2] not in tuple("期后往夕沿"):
            return EventPiece(start, at + 1, Counted(occasion, False, None, "before"), "before_occasion")
    return None
