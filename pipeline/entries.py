"""What the store hands out and the graph and exports take: a current notice with its identity and its sources."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records import NoticeRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSource:
    """A file that holds the notice: its path as given, the hash of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """The current version of one notice. ``version`` counts from 1; ``sources`` are sorted by path."""

    notice_id: str
    version: int
    record: NoticeRecord
    sources: tuple[SeenSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineEntry:
    """A file that could not be read: why, and what would help."""

    path: str
    code: str
    cause: str
    remedy: str
