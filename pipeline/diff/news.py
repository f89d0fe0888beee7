"""What is new for those who follow a store: the part of a difference that they must know of, as items for a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline import identity
from pipeline.diff.model import Difference, NoticeChange, TaskChange
from pipeline.diff.report import aspects, sides

NewsKind = Literal["task.new", "task.deadline", "notice.withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One piece of news. ``id`` is its own for ever, ``when`` the time (UTC, with its zone) at which it came to be known."""

    id: str
    when: datetime
    kind: NewsKind
    title: str
    summary: str
    notice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The news of a store, in any order. ``store`` tells it from other stores; ``updated`` is when it was last looked for news (UTC, with its zone)."""

    store: str
    updated: datetime
    items: tuple[NewsItem, ...] = ()


def news_of(difference: Difference, *, run: int, when: datetime) -> list[NewsItem]:
    """The new tasks, the changed deadlines and the withdrawn notices that a run brought.

    ``run`` is its number, which parts the ids from those of later changes of the same task; ``when`` is its time (UTC, with its zone).
    """
    reasons = {change.notice_id: aspects(change) for change in difference.notices if change.kind == "changed"}
    items = [_of_task(change, reasons.get(change.notice_id), run, when) for change in difference.tasks if change.kind in {"new", "deadline"}]
    return items + [_of_notice(change, run, when) for change in difference.notices if change.kind == "withdrawn"]


def _of_task(change: TaskChange, reason: str | None, run: int, when: datetime) -> NewsItem:
    own = identity.task_id(change.notice_id, change.task_id or "")
    if change.kind == "new":
        kind: NewsKind = "task.new"
        lines = list(change.after)
    else:
        kind = "task.deadline"
        before, after = sides(change)
        lines = [f"原时限：{before or '没有写明'}", f"现时限：{after or '没有写明'}"]
    lines += [f"公文变在：{reason}"] if reason else []
    lines.append(f"来自：{change.notice or change.notice_id}" + (f"（{change.number}）" if change.number else ""))
    return NewsItem(id=f"{kind}/{run}/{own}", when=when, kind=kind, title=change.task, summary="\n".join(lines), notice_id=change.notice_id)


def _of_notice(change: NoticeChange, run: int, when: datetime) -> NewsItem:
    title = change.title or change.notice_id
    return NewsItem(
        id=f"notice.withdrawn/{run}/{change.notice_id}",
        when=when,
        kind="notice.withdrawn",
        title=title,
        summary=f"{title}" + (f"（{change.number}）" if change.number else "") + f"\n随之撤下的任务：{change.tasks} 项",
        notice_id=change.notice_id,
    )
