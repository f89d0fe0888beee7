"""A difference for readers: a frame with a row a change, words for what changed, and texts cut to where they differ."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import takewhile

import pandas as pd

from pipeline import identity
from pipeline.diff.model import Difference, NoticeChange, NoticeKind, TaskChange, TaskKind

NOTICE_WORDS: dict[NoticeKind, str] = {"new": "新增", "changed": "变化", "withdrawn": "撤下"}
TASK_WORDS: dict[TaskKind, str] = {"new": "新增", "gone": "撤下", "reassigned": "改分工", "deadline": "改时限", "text": "改文字"}
_COLUMNS = ("change", "notice_id", "number", "notice", "task_id", "task", "before", "after", "due_before", "due_after", "aspects")
#: Characters that stay before and behind what differs in two texts.
_AROUND = 8


def frame(difference: Difference) -> pd.DataFrame:
    """A row a change: ``change`` is ``notice.new``, ``notice.changed``, ``notice.withdrawn``, ``task.new``, ``task.gone``,
    ``task.reassigned``, ``task.deadline`` or ``task.text``. ``before``, ``after`` and ``aspects`` are lists, dates ``datetime64[ns]``."""
    rows = [*map(_notice_row, difference.notices), *map(_task_row, difference.tasks)]
    made = pd.DataFrame(rows, columns=list(_COLUMNS), dtype="object")
    texts = dict.fromkeys(_COLUMNS[:6], "string")
    days = {name: pd.to_datetime(made[name]).astype("datetime64[ns]") for name in ("due_before", "due_after")}
    return made.astype(texts).assign(**days)


def sums(difference: Difference) -> tuple[str, str]:
    """How many notices and tasks changed in which way, a line each."""
    notices = Counter(change.kind for change in difference.notices)
    tasks = Counter(change.kind for change in difference.tasks)
    return (
        "公文：" + "，".join(f"{word} {notices[kind]}" for kind, word in NOTICE_WORDS.items()),
        "任务：" + "，".join(f"{word} {tasks[kind]}" for kind, word in TASK_WORDS.items()),
    )


def aspects(change: NoticeChange) -> str:
    """What of a notice changed, in words."""
    if change.kind != "changed":
        return f"{change.tasks} 项任务"
    same_text = "（原文未变，规则或读法有变）" if "原文" not in change.aspects else ""
    return "、".join(change.aspects) + same_text


def sides(change: TaskChange) -> tuple[str, str]:
    """What a change was and is, on lines; of a text that changed the stretch that differs."""
    before, after = "\n".join(change.before), "\n".join(change.after)
    if change.kind == "text":
        return differing(before, after)
    if change.kind == "deadline" and (days := _days(change)):
        after += f"\n（{'推后' if days > 0 else '提前'} {abs(days)} 天）"
    return before, after


def differing(before: str, after: str) -> tuple[str, str]:
    """Two texts without what they have in common at their ends, but for a few characters.

    >>> differing("全年新建改造公厕40座以上并投入使用", "全年新建改造公厕60座以上并投入使用")
    ('全年新建改造公厕40座以上并投入使…', '全年新建改造公厕60座以上并投入使…')
    """
    head = _in_common(before, after)
    tail = min(_in_common(before[::-1], after[::-1]), min(len(before), len(after)) - head)

    def cut(text: str) -> str:
        first, last = max(0, head - _AROUND), min(len(text), len(text) - tail + _AROUND)
        return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")

    return cut(before), cut(after)


def _in_common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _days(change: TaskChange) -> int:
    """How many days later the last day of a task's limits is; 0 where one is not known."""
    if change.due_before is None or change.due_after is None:
        return 0
    return (date.fromisoformat(change.due_after) - date.fromisoformat(change.due_before)).days


def _notice_row(change: NoticeChange) -> tuple[object, ...]:
    return (f"notice.{change.kind}", change.notice_id, change.number, change.title, *[None] * 2, [], [], None, None, list(change.aspects))


def _task_row(change: TaskChange) -> tuple[object, ...]:
    own = change.task_id if change.task_id is not None else change.before_id
    return (
        *(f"task.{change.kind}", change.notice_id, change.number, change.notice),
        *(identity.task_id(change.notice_id, own or ""), change.task, list(change.before), list(change.after)),
        *(change.due_before, change.due_after, []),
    )
