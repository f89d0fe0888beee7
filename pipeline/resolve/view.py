"""A store as someone looks at it: now or after a run, with or without what was not in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.entries import NoticeEntry
from pipeline.resolve.store import linked_entries
from pipeline.store.names import Names
from pipeline.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A store after the run ``at`` (``None``: now), without the notices that are ``hidden`` (their ids)."""

    store: Store
    at: int | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def names(self) -> Names:
        """By what the notices in view, their units, places and the documents that they cite are known."""
        return Names(engine=self.store.engine, at=self.at, hidden=self.hidden)

    def entries(self, *, notices: Iterable[str] | None = None) -> list[NoticeEntry]:
        """The notices in view (``None``: all) with their units by the links, by id."""
        wanted = None if notices is None else sorted(set(notices) - self.hidden)
        found = linked_entries(self.store, at=self.at, notices=wanted)
        return [entry for entry in found if entry.notice_id not in self.hidden]

    def ids(self) -> set[str]:
        """The ids of the notices in view."""
        return {name.notice_id for name in self.store.notice_names(at=self.at)} - self.hidden
