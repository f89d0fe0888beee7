"""Dated steps 推进时序: of a timeline cell, all its steps in order; of running text, the sentences that set a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.deadlines import TimeContext, TimeHit, find_times, read_slot, time_problem
from extractors.document import Document
from extractors.milestones import patterns
from extractors.records import Deadline, Milestone, Problem
from extractors.text import View, evidence

_FORCE = "in_force_from_issue"  # 自印发之日起施行 says from when the notice is in force: the header's business
_OPEN, _CLOSE = "（(《〈“‘【〔[", "）)》〉”’】〕]"


@dataclass(frozen=True, slots=True)
class _Step:
    start: int
    end: int
    hit: TimeHit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsReading:
    """The steps of a cell or passage, in order, and what is in doubt about their time."""

    milestones: tuple[Milestone, ...]
    problems: tuple[Problem, ...]


def read_timeline(document: Document, start: int, end: int, context: TimeContext) -> StepsReading:
    """The steps of a timeline cell ``document.text[start:end]``: put together, their texts are the cell.

    A step ends at 。, at the end of a line, or where other time words begin (contract, milestone).
    """
    return _read(document, View.of(document.text, start, end), context, timeline=True)


def read_passage(document: Document, start: int, end: int, context: TimeContext) -> StepsReading:
    """The sentences of running text that set a time limit; with several limits in one, the part that each governs."""
    return _read(document, View.of(document.text, start, end), context, timeline=False)


def _read(document: Document, view: View, context: TimeContext, *, timeline: bool) -> StepsReading:
    hits = [hit for hit in find_times(view, context) if hit.cue != _FORCE and not _inside_brackets(view.text, hit.start)]
    ends = patterns.SENTENCE_END if timeline else patterns.SENTENCE_END + "；;"
    steps = [step for start, end in sentences_of(view, ends=ends) for step in _steps(view, start, end, hits, loose=not timeline)]
    steps = [step for step in steps if timeline or step.hit is not None]
    milestones = tuple(_milestone(document, view, step, context) for step in steps)
    return StepsReading(milestones=milestones, problems=tuple(_problems(document, view, hits)))


def _problems(document: Document, view: View, hits: list[TimeHit]) -> Iterator[Problem]:
    for hit in hits:
        if hit.problem is not None:
            yield time_problem(hit, evidence(document, *view.span(hit.start, hit.end), cue=hit.cue))


def _inside_brackets(text: str, at: int) -> bool:
    depth = 0
    for mark in _marks("").finditer(text, 0, at):
        depth += 1 if mark[0] in _OPEN else -(depth > 0)
    return depth > 0


@lru_cache(maxsize=8)
def _marks(ends: str) -> re.Pattern[str]:
    """Brackets, quotes and these marks."""
    return re.compile(f"[{re.escape(_OPEN + _CLOSE + ends)}]")


def sentences_of(view: View, *, ends: str = patterns.SENTENCE_END) -> Iterator[tuple[int, int]]:
    """The sentences of the view: parted by full stops outside brackets and by line ends that are no wraps."""
    text, depth, start = view.text, 0, 0
    lines = {gap - 1 for gap in view.gaps()}  # the characters behind which a line ends
    places = [mark.start() for mark in _marks(ends).finditer(text)]
    for i in sorted({*places, *lines}) if lines else places:
        c = text[i]
        depth += c in _OPEN
        depth -= c in _CLOSE and depth > 0
        stop = depth == 0 and c in ends
        # a bracket behind the stop is a remark on this sentence: …。（已完成）, …。（9月17日签约）
        if stop and text[i + 1 : i + 2] in ("（", "(") and i not in lines:
            stop = False
        elif not stop and depth == 0 and c in "）)" and i > 0 and _behind_stop(text, i, ends):
            stop = True
        if stop or (depth == 0 and i in lines and not _wraps(text, i)):
            yield start, i + 1
            start = i + 1
    if start < len(text):
        yield start, len(text)


def _behind_stop(text: str, at: int, ends: str) -> bool:
    depth = 0
    for i in range(at, -1, -1):
        depth += text[i] in "）)"
        depth -= text[i] in "（("
        if depth == 0:
            return i > 0 and text[i - 1] in ends
    return False


def _wraps(text: str, at: int) -> bool:
    """A line end after a comma, or before a closing mark, is a wrap."""
    return text[at] in "、，,（(《" or (at + 1 < len(text) and text[at + 1] in "，。；、）)》”")


def _steps(view: View, start: int, end: int, hits: list[TimeHit], *, loose: bool = False) -> Iterator[_Step]:
    """Cut a sentence where a second time limit begins, with the words that lead into it, behind a comma.

    ``loose``: in running text the part that a limit governs may have its own subject before it (…，其余措施执行期限至…).
    """
    inside = [hit for hit in hits if start <= hit.start < end]
    begin, current = start, inside[0] if inside else None
    for hit in inside[1:]:
        after = current.end if current is not None else begin
        comma = max(view.text.rfind(mark, after, hit.start) for mark in "，；;,、")
        if comma < 0 or not (loose or patterns.LEAD_IN.match(view.text[comma + 1 : hit.start])):
            continue
        yield _Step(begin, comma + 1, current)
        begin, current = comma + 1, hit
    yield _Step(begin, end, current)


def _milestone(document: Document, view: View, step: _Step, context: TimeContext) -> Milestone:
    start, end = view.span(step.start, step.end)
    text = view.text[step.start : step.end]
    deadline = _deadline(document, view, step)
    return Milestone(
        text=document.text[start:end].strip(),
        deadline=deadline,
        status="done" if is_done(text, context.issued_on) else "planned",
        trigger=deadline.anchor.event if deadline is not None and deadline.kind == "event" and deadline.anchor else None,
        evidence=evidence(document, start, end, cue=step.hit.cue if step.hit else None),
    )


def _deadline(document: Document, view: View, step: _Step) -> Deadline | None:
    if step.hit is not None:
        found = evidence(document, *view.span(step.hit.start, step.hit.end), cue=step.hit.cue)
        return step.hit.deadline.model_copy(update={"evidence": found})
    text = view.text[step.start : step.end]
    enumerator = patterns.ENUMERATOR.match(text)
    skip = enumerator.end() if enumerator else 0
    head = patterns.ONGOING_HEAD.match(text[skip:])
    if not head:
        return None
    at = view.span(step.start + skip, step.start + skip + head.end())
    return Deadline(text=head[0], kind="ongoing", precision="vague", ongoing=True, evidence=evidence(document, *at, cue="ongoing"))


def is_done(text: str, issued_on: date | None) -> bool:
    """Whether a step says that it is done: （已完成）, …已纳入…, …工作已完成（…）, （9月17日在…签约） before the issue.

    Args:
        text: the step without white space.
        issued_on: the notice's date 成文日期, for a bracket that only says when something happened.
    """
    bare = text.rstrip("。；;，,")
    if patterns.DONE_MARK.search(bare):
        return True
    event = patterns.BRACKET_EVENT.search(bare)
    if event is not None and issued_on is not None:
        hits = read_slot(View.of(event["inside"]), TimeContext(issued_on=issued_on)).hits
        if hits and hits[0].deadline.end is not None and hits[0].deadline.end <= issued_on.isoformat():
            return True
    clause = _outside_brackets(bare)
    return bool(patterns.DONE_SENTENCE.search(clause)) and not patterns.PLANNED_WORD.search(clause)


def _outside_brackets(text: str) -> str:
    out, depth = [], 0
    for c in text:
        depth += c in "（("
        if depth == 0:
            out.append(c)
        depth -= c in "）)" and depth > 0
    return "".join(out)
