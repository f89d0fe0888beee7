"""``deadlines.ics``: every dated limit as an all-day event, for Outlook, Thunderbird and phones to subscribe to (RFC 5545).

Events, not to-dos: Outlook and most others pass over the to-dos of a calendar that they subscribe to. The lines are written
here, for a library takes a hundred times as long, and every run writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from uuid import UUID, uuid5

from pipeline import labels
from pipeline.exports.collect import Rows
from pipeline.exports.rows import AssignmentRow, DeadlineRow, MilestoneRow, NoticeRow, TaskRow
from pipeline.exports.xmltext import clean

_OWN = UUID("6d0b5a6e-2f0c-5d7e-9a51-3c1f7d1e8b42")  # drawn once, so that an event keeps its id for ever
_NO_DATE = date(1970, 1, 1)
_LONGEST_LINE, _LONGEST_QUOTE = 75, 400
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//policygraph//deadlines//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:政策任务时限",
    "X-PUBLISHED-TTL:P1D",
)
_BREAKS = str.maketrans({"\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\x7f": None})
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write(facts: Rows, path: Path) -> None:
    """Write the calendar; the same notices give the same bytes."""
    path.write_bytes(calendar(facts))


def calendar(facts: Rows) -> bytes:
    """The limits that have a last day, but for steps that the notice says are done; in the order of the tables.

    ``UID`` is made of the task and the step or the place of the limit, so that a limit that moves is the same event. ``DTSTAMP`` is
    the notice's date (1970 where it has none), no clock; ``SEQUENCE`` its version less one.
    """
    return b"".join(map(folded, chain(_HEAD, *map(_event, _dated(facts)), ["END:VCALENDAR"])))


def event_id(limit: DeadlineRow) -> str:
    """The ``UID`` of a limit: of a step by the step, of the task itself by its place among the task's limits."""
    place = f"limit/{limit.position}" if limit.milestone is None else f"step/{limit.milestone}"
    return str(uuid5(_OWN, f"{limit.task_id}\n{place}"))


def folded(line: str) -> bytes:
    """A content line as it is written: at most 75 octets a line, no character cut, ended by CRLF (RFC 5545, 3.1)."""
    data, start, room, parts = line.encode(), 0, _LONGEST_LINE, []
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(data[start:end])
        start, room = end, _LONGEST_LINE - 1  # the space that a further line begins with
    return b"\r\n ".join([*parts, data[start:]]) + b"\r\n"


def escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11).

    >>> escaped("一、选址；二,开工;\\r\\n甲\\\\乙\\x07")
    '一、选址；二\\\\,开工\\\\;\\\\n甲\\\\\\\\乙'
    """
    return clean(text).replace("\r\n", "\n").translate(_BREAKS).translate(_ESCAPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A limit with its last day, and what it is a limit of."""

    day: date
    limit: DeadlineRow
    step: MilestoneRow | None
    task: TaskRow
    units: list[AssignmentRow]
    notice: NoticeRow


def _dated(facts: Rows) -> Iterator[_Dated]:
    notices = {row.notice_id: row for row in facts.notices}
    tasks = {row.task_id: row for row in facts.tasks}
    steps = {(row.task_id, row.position): row for row in facts.milestones}
    units: dict[str, list[AssignmentRow]] = {}
    for unit in facts.assignments:
        units.setdefault(unit.task_id, []).append(unit)
    for limit in facts.deadlines:
        step = steps[limit.task_id, limit.milestone] if limit.milestone is not None else None
        if limit.end is not None and (step is None or step.status != "done"):
            task, notice, end = tasks[limit.task_id], notices[limit.notice_id], date.fromisoformat(limit.end)
            yield _Dated(day=end, limit=limit, step=step, task=task, units=units.get(limit.task_id, []), notice=notice)


def _event(dated: _Dated) -> Iterator[str]:
    notice, day = dated.notice, dated.day
    said_on = notice.issued_on or notice.printed_on or notice.published_on
    yield "BEGIN:VEVENT"
    yield f"UID:{event_id(dated.limit)}"
    yield f"DTSTAMP:{_basic(date.fromisoformat(said_on) if said_on else _NO_DATE)}T000000Z"
    yield f"SEQUENCE:{notice.version - 1}"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{'完成时限' if dated.step is None else '推进节点'}"
    yield f"SUMMARY:{escaped(_summary(dated))}"
    yield f"DESCRIPTION:{escaped(_description(dated))}"
    yield "END:VEVENT"


def _summary(dated: _Dated) -> str:
    """The task, the step, and who leads."""
    leads = "、".join(labels.shortened(unit.mention) for unit in dated.units if unit.role == "lead")
    words = labels.shortened(dated.task.title) + (f"：{labels.shortened(dated.step.text)}" if dated.step is not None else "")
    return f"{words}（{leads}）" if leads else words


def _description(dated: _Dated) -> str:
    task = dated.task
    lines = [f"任务：{task.title}"]
    lines += [f"内容：{labels.shortened(task.text, length=_LONGEST_QUOTE)}"] if task.text not in {"", task.title} else []
    lines += [f"步骤：{dated.step.text}"] if dated.step is not None else []
    for role, name in labels.ROLES.items():
        named = [unit.mention for unit in dated.units if unit.role == role]
        lines += [f"{name}：{'、'.join(named)}"] if named else []
    notice, said = dated.notice, dated.limit.evidence or task.evidence
    lines += [
        f"时限：{dated.limit.text}",
        f"公文：{notice.title or notice.notice_id}" + (f"（{notice.number}）" if notice.number else ""),
        f"原文：{labels.shortened(said.quote, length=_LONGEST_QUOTE)}（{labels.place(said)}）",
        f"编号：{task.task_id}",
    ]
    return "\n".join(lines)


def _basic(day: date) -> str:
    """A day in the basic form of ISO 8601, with four digits for the year on every platform."""
    return day.isoformat().replace("-", "")
