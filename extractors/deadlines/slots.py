"""A deadline cell 完成时限 or the time slot of a responsibility note, read as a whole."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.deadlines.find import scan
from extractors.deadlines.model import SlotReading, TimeContext, TimeHit
from extractors.records import Deadline
from extractors.text import View

_MANNER = r"(?:长期|持续|常态化|常态|经常性|经常|日常|常年|不断|始终|动态|滚动|稳步|逐步|深入|有序|扎实|全面|永久|永续)"
_KEEPING = (
    r"(?:推进|坚持|优化|开展|落实|实施|完善|抓好|深化|加强|进行|更新|执行|保持|提升|跟进|推动|巩固|做好|发展|改进|拓展|强化|整改|管理|有效|工作|任务|项目|"
    r"化|性|抓|下去|见效|发力|用力|运行|服务|监管)"
)
_CONTINUED = re.compile(rf"[，、,；;]?(?:并|且|同时|后|之后|再|和|及|\+)?{_MANNER}+[地]?{_KEEPING}*(?:[，、和并]?{_MANNER}+[地]?{_KEEPING}*)*")
_ONGOING = re.compile(rf"(?:坚持)?{_MANNER}+[地]?{_KEEPING}*(?:[，、和并]*{_MANNER}*[地]?{_KEEPING}*)*")
_WEAK_MANNER = ("稳步", "逐步", "深入", "有序", "扎实", "全面")
# 完成, 取得阶段性成效: what is to have come about by then; it belongs to the limit as printed
_OUTCOME = re.compile(
    r"(?:前)?(?:全部|全面|基本|初步|如期|按期|按时|力争|整体|阶段性|首批)*"
    r"(?:完成(?:率达?100%|阶段性(?:任务|工作|目标)?|(?:年度|全部|各项|主要|目标)?(?:任务|工作|目标))?|取得(?:阶段性|明显|显著|初步|实质性|一定|积极|重大)*(?:成效|成果|进展|突破|实效)|见效|落实到位|落实|到位|达标|见到?成效)"
)
# Any other outcome, where what goes on after it is said too: 6月底前上线并长期坚持.
_CARRIED = re.compile(rf"(?:前)?[一-龥]{{2,8}}?(?=[，、]?(?:并|且|后){_MANNER}{_KEEPING})")
_NO_LIMIT = re.compile(
    r"^(?:/|／|\\|—+|-+|–+|－+|无|暂无|无要求|不限|按(?:照)?.*|根据.*|依据.*|依照.*|结合.*|视.*|适时.*|随时.*|参照.*|待定|另行(?:通知|确定)|同上|详见.*|以.*为准)$"
)
_IMMEDIATE = re.compile(r"^(?:立行立改|立即|即日起|即知即改|马上|即刻|即时|即行|已|现已|随即)(?:施行|实施|执行|办理|落实|整改|启动|开展|推进|完成|起)*")
_SOON = re.compile(r"^(?:近期|尽快|短期|中期|远期|中长期|近中期|当前)(?:内|完成|推进|落实|实施|开展)*")
_LABEL = re.compile(r"^(?:工作|任务)?(?:完成|办理|推进|时间|整改|进度)?(?:时限|时间|期限|节点|时间节点|进度|要求|安排)+(?:要求)?[：:]")
_FILLER = re.compile(r"[。，、；;,.：:（）()\s]|力争|争取|确保|原则上|最迟|最晚|预计|计划|拟|之?前|以?内|止|底|起|前后|左右|并|且")
_WORD = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")


def read_slot(view: View, context: TimeContext) -> SlotReading:
    """The limits of a whole deadline cell, or of the time slot of a note.

    A bare period is ``by`` its last day; 并长期坚持 after a date makes it ``ongoing``, and belongs to its text. A slot that
    says 按进度推进, ``/`` or nothing has no limit and no problem.

    >>> read_slot(View.of("2023年12月底完成并长期坚持"), TimeContext(issued_on=None)).deadlines[0].ongoing
    True
    >>> read_slot(View.of("按计划"), TimeContext(issued_on=None))
    SlotReading(hits=(), leftover='', problem=None)
    """
    label = _LABEL.match(view.text)
    offset = label.end() if label else 0
    inner = view.cut(offset, len(view.text)) if offset else view
    text = inner.text
    if not text or not _WORD.search(text):
        return SlotReading(hits=())
    hits = [_grown(hit, text) for hit in scan(inner, context, year_in_force=None, slot=True)]
    hits = _apart(hits)
    if not hits:
        return _undated(text, offset)
    left = _leftover(text, hits)
    return SlotReading(hits=tuple(_moved(hit, offset) for hit in hits), leftover=left)


def _undated(text: str, offset: int) -> SlotReading:
    """A slot without a date: ongoing, at once, soon, none, or not understood."""
    bare = text.rstrip("。；;，,")
    if _NO_LIMIT.match(bare):
        return SlotReading(hits=())
    for pattern, kind, cue in ((_IMMEDIATE, "immediate", "slot_immediate"), (_ONGOING, "ongoing", "slot_ongoing"), (_SOON, "during", "slot_soon")):
        found = pattern.match(bare)
        if found is None or found.group() in _WEAK_MANNER:
            continue
        deadline = Deadline.model_validate({"text": found.group(), "kind": kind, "ongoing": kind == "ongoing", "precision": "vague"})
        hit = TimeHit(start=offset, end=offset + found.end(), deadline=deadline, explicit_year=None, cue=cue)
        return SlotReading(hits=(hit,), leftover=_words(bare[found.end() :]))
    return SlotReading(hits=(), leftover=text, problem="deadline.unparsed")


def _grown(hit: TimeHit, text: str) -> TimeHit:
    """The hit with the outcome and the continuation that stand after it."""
    end, ongoing = hit.end, hit.deadline.ongoing
    outcome = _OUTCOME.match(text, end) or _CARRIED.match(text, end)
    if outcome is not None:
        end = outcome.end()
    continued = _CONTINUED.match(text, end)
    if continued is not None and continued.group().strip("，、,；;并且") not in _WEAK_MANNER:
        end, ongoing = continued.end(), ongoing or hit.deadline.kind in ("by", "during", "from", "event")
    if end == hit.end:
        return hit
    return replace(hit, end=end, deadline=hit.deadline.model_copy(update={"text": text[hit.start : end], "ongoing": ongoing}))


def _apart(hits: list[TimeHit]) -> list[TimeHit]:
    """The hits without those that a grown one before them has swallowed."""
    kept: list[TimeHit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _moved(hit: TimeHit, offset: int) -> TimeHit:
    return replace(hit, start=hit.start + offset, end=hit.end + offset) if offset else hit


def _words(text: str) -> str:
    return _FILLER.sub("", text)


def _leftover(text: str, hits: list[TimeHit]) -> str:
    pieces, at = [], 0
    for hit in hits:
        pieces.append(text[at : hit.start])
        at = hit.end
    pieces.append(text[at:])
    return "|".join(filter(None, map(_words, pieces)))
