"""What is new for those who follow a store: items for a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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
    """The news of a store, which is known by ``store``; ``updated`` is when it was last looked at what is new (UTC, with its zone)."""

    store: str
    updated: datetime
    items: tuple[NewsItem, ...] = ()
