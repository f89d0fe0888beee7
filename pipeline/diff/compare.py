"""Two lists of notices in, their difference out: pure, and the same turned round when the lists are swapped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractors.records import Assignment, Deadline, NoticeRecord, Task
from extractors.text import squeeze
from pipeline import labels
from pipeline.diff.model import Difference, NoticeChange, NoticeKind, TaskChange, TaskKind
from pipeline.diff.pairing import pairs, words
from pipeline.entries import NoticeEntry

#: What of a record is compared, and how it is called.
_ASPECTS: tuple[tuple[str, Callable[[NoticeRecord], object]], ...] = (
    ("标题", lambda record: record.notice.title),
    ("文号", lambda record: record.notice.number),
    ("发文机关", lambda record: record.notice.issuers),
    ("主送机关", lambda record: record.notice.addressees),
    ("成文日期", lambda record: record.notice.issued_on),
    ("施行日期", lambda record: record.notice.effective_on),
    ("有效期", lambda record: record.notice.expires_on),
    ("原文", lambda record: squeeze(record.text)),
    ("条款", lambda record: [(clause.id, squeeze(clause.heading or ""), squeeze(clause.text)) for clause in record.clauses]),
    ("任务", lambda record: [(task.id, words(task), task_lines(task)) for task in record.tasks]),
    ("引用", lambda record: [(one.relation, one.title, one.number) for one in record.citations]),
)


def compare(before: Iterable[NoticeEntry], after: Iterable[NoticeEntry]) -> Difference:
    """What changed from one state to the other. Notices are known by their ids; the file that says a notice is no matter."""
    old, new = ({entry.notice_id: entry for entry in entries} for entries in (before, after))
    notices, tasks = list[NoticeChange](), list[TaskChange]()
    for notice_id in sorted(old.keys() | new.keys()):
        was, now = old.get(notice_id), new.get(notice_id)
        if was is not None and now is not None:
            if _says(was) == _says(now):
                continue
            aspects = tuple(name for name, of in _ASPECTS if of(was.record) != of(now.record))
            notices.append(_notice("changed", now, aspects))
            tasks.extend(_changes(was, now))
        elif now is not None:
            notices.append(_notice("new", now))
            tasks.extend(_added("new", now, task) for task in now.record.tasks)
        elif was is not None:
            notices.append(_notice("withdrawn", was))
            tasks.extend(_added("gone", was, task) for task in was.record.tasks)
    return Difference(notices=tuple(notices), tasks=tuple(tasks))


def task_lines(task: Task) -> tuple[str, ...]:
    """The units of a task, a line a role, a line a limit of its own or of a step."""
    return (*_unit_lines(task), *(line if line.startswith("步骤") else f"时限：{line}" for line in _limit_lines(task)))


def due(task: Task) -> str | None:
    """The last day of a task's own limits, where none has a date of its steps, as an ISO date."""
    own = [limit.end for limit in task.deadlines if limit.end]
    steps = [step.deadline.end for step in task.milestones if step.deadline and step.deadline.end]
    return max(own or steps, default=None)


def _says(entry: NoticeEntry) -> dict[str, object]:
    return entry.record.model_dump(exclude={"source"})


def _notice(kind: NoticeKind, entry: NoticeEntry, aspects: tuple[str, ...] = ()) -> NoticeChange:
    notice = entry.record.notice
    return NoticeChange(
        kind=kind, notice_id=entry.notice_id, number=notice.number, title=notice.title, tasks=len(entry.record.tasks), aspects=aspects
    )


def _added(kind: TaskKind, entry: NoticeEntry, task: Task) -> TaskChange:
    """A task that is there in one of the states alone."""
    lines, day, is_new = task_lines(task), due(task), kind == "new"
    return TaskChange(
        kind=kind,
        notice_id=entry.notice_id,
        number=entry.record.notice.number,
        notice=entry.record.notice.title,
        task_id=task.id if is_new else None,
        before_id=None if is_new else task.id,
        task=task.title,
        before=() if is_new else lines,
        after=lines if is_new else (),
        due_before=None if is_new else day,
        due_after=day if is_new else None,
    )


def _changes(was: NoticeEntry, now: NoticeEntry) -> Iterator[TaskChange]:
    """The changes of the tasks of a notice that stands in both states."""
    paired = pairs(was.record.tasks, now.record.tasks)
    for j, task in enumerate(now.record.tasks):
        if j in paired:
            yield from _between(now, was.record.tasks[paired[j]], task)
        else:
            yield _added("new", now, task)
    for i in sorted(set(range(len(was.record.tasks))) - set(paired.values())):
        yield _added("gone", was, was.record.tasks[i])


def _between(entry: NoticeEntry, old: Task, new: Task) -> Iterator[TaskChange]:
    found: list[tuple[TaskKind, tuple[str, ...], tuple[str, ...]]] = []
    if not _same_units(old.assignments, new.assignments):
        found.append(("reassigned", _unit_lines(old), _unit_lines(new)))
    if _limits(old) != _limits(new):
        found.append(("deadline", _limit_lines(old), _limit_lines(new)))
    if words(old) != words(new):
        found.append(("text", _text_lines(old), _text_lines(new)))
    for kind, before, after in found:
        yield TaskChange(
            kind=kind,
            notice_id=entry.notice_id,
            number=entry.record.notice.number,
            notice=entry.record.notice.title,
            task_id=new.id,
            before_id=old.id,
            task=new.title,
            before=before,
            after=after,
            due_before=due(old),
            due_after=due(new),
        )


def _same_units(old: list[Assignment], new: list[Assignment]) -> bool:
    """Whether each unit has its role in both; another form of the same unit's name, or another order, is no change."""

    def same(one: Assignment, other: Assignment) -> bool:
        known = one.unit_id is not None and one.unit_id == other.unit_id
        return one.role == other.role and (known or squeeze(one.mention) == squeeze(other.mention))

    return all(any(same(a, b) for b in new) for a in old) and all(any(same(a, b) for a in old) for b in new)


def _limits(task: Task) -> tuple[frozenset[object], frozenset[object]]:
    """What the limits of a task and of its steps come to; the words alone are no limit, where they can be read."""
    steps = [step.deadline for step in task.milestones if step.deadline is not None]
    return frozenset(map(_value, task.deadlines)), frozenset(map(_value, steps))


def _value(limit: Deadline) -> object:
    anchor = (limit.anchor.event, limit.anchor.offset, limit.anchor.calendar) if limit.anchor else None
    read = limit.start, limit.end, limit.recurrence, anchor
    return (limit.kind, limit.ongoing, *read) if any(read) or limit.ongoing else squeeze(limit.text)


def _unit_lines(task: Task) -> tuple[str, ...]:
    lines = []
    for role, name in labels.ROLES.items():
        units = [squeeze(one.mention) for one in task.assignments if one.role == role]
        if units:
            lines.append(f"{name}：{'、'.join(units)}")
    return tuple(lines)


def _limit_lines(task: Task) -> tuple[str, ...]:
    steps = [step.deadline for step in task.milestones if step.deadline is not None]
    return tuple(dict.fromkeys([*map(_limit_line, task.deadlines), *(f"步骤：{_limit_line(limit)}" for limit in steps)]))


def _limit_line(limit: Deadline) -> str:
    printed, read = squeeze(limit.text), limit.end or labels.limit(limit)
    return printed if printed.startswith(read) else f"{printed}（{read}）"


def _text_lines(task: Task) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in (task.title, task.text, task.timeline or "") if line.strip())
