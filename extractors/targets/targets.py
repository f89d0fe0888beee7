"""Targets 指标: the levels that a task wants brought about (增速不低于10%, 新建充电桩700个, 压缩至3个工作日以内)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extractors.deadlines import TimeContext, TimeHit, find_times
from extractors.document import Document
from extractors.records import Target, Task
from extractors.targets.indicators import indicator
from extractors.targets.judge import Around, Judgement, judge
from extractors.targets.passages import passages_of
from extractors.targets.quantities import Quantity, find_quantities
from extractors.text import View, evidence

_SENTENCE_END = "。；！？"
_STOP, _LINE_END = re.compile(f"[{_SENTENCE_END}]"), re.compile(r"[\n\t]")
_CLAUSE_END = "，：,"
_REACH_BACK = 160
_REACH_ON = 120
_YEAR = re.compile(r"(20\d\d)年")
# A responsibility note, a title and a mark for an assessment hold no targets.
_PASSED = re.compile(
    r"《[^《》]{1,120}》|（\d+(?:\.\d+)?分）|[（〔【][^（）〔〕【】]{0,120}(?:负责|责任单位|牵头|配合|责任处室|责任部门"
    r"|完成时限)[^（）〔〕【】]{0,160}[）〕】]"
)


def read_targets(document: Document, start: int, end: int, context: TimeContext) -> tuple[Target, ...]:
    """The targets in a passage or cell of a task, in reading order.

    A range (10%—15%) is two targets, its lower end ``>=`` and its upper end ``<=``. ``by`` is the time limit of the same
    sentence that stands last before the number, or else first behind it. The scale stays in the unit, as printed (700 亿元,
    30 万人次); a fraction in words is in % (三分之二: 66.67), 翻一番 is 2 倍, 全覆盖 100 %.

    Args:
        document: the notice.
        start, end: the half-open range of the canonical text.
        context: what the notice says of time as a whole.
    """
    view = View.of(document.text, start, end)
    quantities = find_quantities(view.text)
    if not quantities:
        return ()
    breaks = _breaks(document.text, view)
    passed = [match.span() for match in _PASSED.finditer(view.text)]
    times = find_times(view, context)
    found: list[Target] = []
    carried: tuple[Quantity, Judgement] | None = None
    last = 0
    for quantity in quantities:
        if _inside(quantity.start, passed):
            continue
        around, sentence, clause = _around(view.text, quantity, breaks, last)
        last = quantity.end
        if carried is not None and not _goes_on(view.text[carried[0].end : quantity.start]):
            carried = None
        judgement = judge(quantity, around, carried=carried[1] if carried else None)
        if judgement is None:
            continue
        carried = (quantity, judgement)
        by, set_before = _by(times, quantity, sentence, _sentence_end(view.text, quantity.end, breaks))
        if (set_before and _is_over(by, context)) or _is_history(around.sentence, context):
            continue
        found += _targets(document, view, quantity, judgement, around, clause, by)
    return tuple(found)


def targets_of(document: Document, task: Task, context: TimeContext) -> tuple[Target, ...]:
    """The targets of a task, from its passage or cells, in reading order; what a second cell repeats in the same words is left out."""
    found: list[Target] = []
    for start, end in passages_of(document, task):
        said = {_said(target) for target in found}
        found += [target for target in read_targets(document, start, end, context) if _said(target) not in said]
    return tuple(dict.fromkeys(found))


def _said(target: Target) -> tuple[object, ...]:
    return target.text, target.indicator, target.comparator, target.value, target.unit, target.by


def _targets(document: Document, view: View, quantity: Quantity, judgement: Judgement, around: Around, clause: int, by: str | None) -> list[Target]:
    place = evidence(document, *view.span(clause, quantity.end), cue=judgement.cue)
    measured = indicator(around, quantity)
    values = [(quantity.value, judgement.comparator)]
    if quantity.upper is not None:
        values = [(quantity.value, ">="), (quantity.upper, "<=")]
    text = view.printed[clause : quantity.end] + _object_behind(view.text[quantity.end : quantity.end + 24])
    return [Target(text=text, indicator=measured, comparator=comparator, value=value, unit=quantity.unit, by=by, evidence=place) for value, comparator in values]


def _breaks(text: str, view: View) -> list[int]:
    """Where sentences end in a view: behind their stops, and at line ends."""
    ends = [stop.end() for stop in _STOP.finditer(view.text)]
    lines = [i for i in view.gaps() if _LINE_END.search(text, view.offsets[i - 1], view.offsets[i])]
    return sorted({0, *ends, *lines})


def _around(text: str, quantity: Quantity, breaks: list[int], last: int) -> tuple[Around, int, int]:
    """The words around a quantity, where its sentence begins and where its clause does."""
    sentence = max(breaks[bisect_right(breaks, quantity.start) - 1], quantity.start - _REACH_BACK)
    before = text[sentence : quantity.start]
    clause = sentence + max(before.rfind(mark) for mark in _CLAUSE_END) + 1
    piece = max(clause, sentence + before.rfind("、") + 1)
    since = text[last : quantity.start] if last > sentence else None
    behind = text[quantity.end : min(_sentence_end(text, quantity.end, breaks), quantity.end + _REACH_ON)]
    return Around(sentence=before, clause=text[clause : quantity.start], piece=text[piece : quantity.start], behind=behind, since=since), sentence, clause


def _sentence_end(text: str, at: int, breaks: list[int]) -> int:
    index = bisect_left(breaks, at + 1)
    return breaks[index] if index < len(breaks) else len(text)


def _goes_on(between: str) -> bool:
    """Whether a list goes on from one quantity to the next: 新建甲3个、乙5公里; 培育50家企业、20个平台和3个园区."""
    return len(between) <= 48 and not _STOP.search(between) and ("、" in between or "和" in between or "，" in between or "及" in between)


def _object_behind(behind: str) -> str:
    match = re.match(r"[一-龥A-Za-z0-9“”]{1,16}(?=[，。；、（]|$)", behind)
    return match[0] if match else ""


def _inside(at: int, ranges: list[tuple[int, int]]) -> bool:
    index = bisect_right(ranges, (at, 1 << 60)) - 1
    return index >= 0 and ranges[index][0] <= at < ranges[index][1]


def _by(times: list[TimeHit], quantity: Quantity, start: int, end: int) -> tuple[str | None, bool]:
    """The last day of the time limit that governs a quantity, and whether it stands before it."""
    before = [hit for hit in times if start <= hit.start and hit.end <= quantity.start and hit.deadline.end]
    if before:
        return before[-1].deadline.end, True
    behind = [hit for hit in times if quantity.end <= hit.start < end and hit.deadline.end]
    return (behind[0].deadline.end, False) if behind else (None, False)


def _is_over(by: str | None, context: TimeContext) -> bool:
    """A level of a year that is over when the notice is issued is a fact, not a target."""
    return by is not None and context.issued_on is not None and by < context.issued_on.replace(month=1, day=1).isoformat()


def _is_history(sentence: str, context: TimeContext) -> bool:
    """Whether the years named before a number are all over: 2022年，出口增长12%."""
    years = [int(year) for year in _YEAR.findall(sentence)]
    return context.issued_on is not None and bool(years) and max(years) < context.issued_on.year
