"""Limits without a date: 即日起, 常态化, 为长期, and 三年内 with no event to count from."""

from __future__ import annotations

import re

from extractors.deadlines.model import TimeContext, TimeHit
from extractors.deadlines.tokens import BOUNDARIES, Cursor, duration
from extractors.deadlines.values import counted
from extractors.records import Anchor, Deadline

_CLAUSE_HEAD = BOUNDARIES
_REGULAR_NOUN = re.compile(r"常态化(?:的|、|[^，。；、]{0,6}(?:机制|制度|平台|渠道|模式|体系)|$)")
_KEPT_REGULAR = re.compile(r"持续(?:推进|推动|促进|实现|深化|加强)[^。；;，,]{1,24}$")
_TERM_IS = re.compile(r"(?:期限|有效期|时限|周期)[为是：]?$|[为至]$")

_AHEAD_LEAD = re.compile(r"(?:力争|争取|确保|计划|用|利用|在|今后|未来|接下来|接下来的|力求|经过|通过)$")
_AHEAD_NEXT = re.compile(r"，?(?:全面|基本|完成|实现|建成|达到|新增|力争|争取|培育|打造|形成|建设|引进|发展|突破)")
_AHEAD_REACH = 6
_SHORTEST_MONTHS = 6


def _bare(start: int, end: int, text: str, kind: str, cue: str) -> TimeHit:
    words = text[start:end]
    ongoing = kind == "ongoing"
    deadline = Deadline.model_validate({"text": words, "kind": kind, "precision": "vague", "ongoing": ongoing})
    return TimeHit(start=start, end=end, deadline=deadline, explicit_year=None, cue=cue)


def at_once(text: str, at: int) -> TimeHit | None:
    """``即日起`` at ``at``: from the day of the issue.

    >>> at_once("即日起施行", 0).deadline.kind
    'immediate'
    """
    return _bare(at, at + 3, text, "immediate", "at_once") if text.startswith("即日起", at) else None


def standing(text: str, at: int, *, floor: int) -> TimeHit | None:
    """``常态化`` at the head of a clause, or that which is kept up at its end; ``长期`` as the term of something.

    >>> standing("常态化开展培训", 0, floor=0).deadline.kind, standing("健全常态化机制", 2, floor=0)
    ('ongoing', None)
    >>> standing("执行期限为长期。", 5, floor=0).deadline.text, standing("长期照护保险", 0, floor=0)
    ('长期', None)
    """
    before = text[max(floor, at - 30) : at]
    if text.startswith("长期", at):
        ends = text[at + 2 : at + 3] in ("", *BOUNDARIES)
        return _bare(at, at + 2, text, "ongoing", "open_term") if ends and _TERM_IS.search(before) else None
    if not text.startswith("常态化", at):
        return None
    kept = _KEPT_REGULAR.search(before)
    if kept is not None and text[at + 3 : at + 4] in ("", *BOUNDARIES):
        return _bare(at - len(kept.group()), at + 3, text, "ongoing", "kept_regular")
    if (not before or before[-1] in _CLAUSE_HEAD) and not _REGULAR_NOUN.match(text, at):
        return _bare(at, at + 3, text, "ongoing", "regularly")
    return None


def ahead(text: str, at: int, *, floor: int, context: TimeContext, slot: bool) -> TimeHit | None:
    """``三年内`` with its 内 at ``at`` and no event: counted from the issue, as a reading that a person should look at.

    Only years and months, and in running text only of something to be brought about: 15个工作日内 is how long a procedure takes.

    >>> ahead("力争三年内建成", 4, floor=0, context=TimeContext(issued_on=None), slot=False).deadline.anchor.offset
    'P3Y'
    >>> ahead("毕业2年内高校毕业生", 4, floor=0, context=TimeContext(issued_on=None), slot=False) is None
    True
    """
    for start in range(max(floor, at - _AHEAD_REACH), at):
        cursor = Cursor(text, start)
        length = duration(cursor)
        if length is not None and cursor.at == at:
            break
    else:
        return None
    end = at + 1
    if length.unit not in ("year", "month"):
        return None
    said = _AHEAD_LEAD.search(text[max(floor, start - 4) : start]) or _AHEAD_NEXT.match(text, end)
    if not slot and (not said or (length.unit == "month" and length.amount < _SHORTEST_MONTHS)):
        return None
    anchor = Anchor(event="印发", offset=length.iso, calendar="calendar")
    base = context.base
    last = counted(base, length)[0].isoformat() if base else None
    deadline = Deadline(text=text[start:end], kind="by" if last else "event", end=last, precision="vague", anchor=anchor)
    return TimeHit(start=start, end=end, deadline=deadline, explicit_year=None, cue="ahead", problem="deadline.open_anchor")
