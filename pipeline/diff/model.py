"""The difference between two states, from the earlier to the later; turned round it is the difference the other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NoticeKind = Literal["new", "changed", "withdrawn"]
TaskKind = Literal["new", "gone", "reassigned", "deadline", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChange:
    """A notice that came, changed or was withdrawn. ``aspects`` are what changed in it, as words for a person: elements of its
    header, and kinds of facts; without 原文 among them its text is the same, and rules or the file's reading have changed."""

    kind: NoticeKind
    notice_id: str
    number: str | None
    title: str | None
    tasks: int
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """One change of one task; a task with another unit and another limit has two.

    ``task_id`` and ``before_id`` are its ids within the notice, later and earlier (``None`` where it is gone, or new). ``before`` and
    ``after`` are lines: of a new or gone task its units and limits; of the others what changed, as it was and as it is.
    ``due_before`` and ``due_after`` are ISO dates, the last day of its limits.
    """

    kind: TaskKind
    notice_id: str
    number: str | None
    notice: str | None
    task_id: str | None
    before_id: str | None
    task: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    due_before: str | None = None
    due_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes: notices by id; tasks by notice, in the later reading order, those that are gone behind."""

    notices: tuple[NoticeChange, ...] = ()
    tasks: tuple[TaskChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notices or self.tasks)
