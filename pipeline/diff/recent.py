"""The news of a store: what its latest runs changed, read run by run and no further back than is wanted."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pipeline.diff.compare import compare
from pipeline.diff.news import News, NewsItem, news_of
from pipeline.resolve.store import linked_entries
from pipeline.store.models import Run, Version
from pipeline.store.store import Store

#: News that are looked for; a run is taken whole.
ENOUGH = 200
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def recent(store: Store, *, enough: int = ENOUGH) -> News:
    """The news of the latest runs, until there are ``enough``; reads only the notices that these runs changed."""
    with Session(store.engine) as session:
        started = {run: _utc(when) for run, when in session.execute(select(Run.id, Run.started))}
        begun = session.scalars(select(Version.first_run).distinct())
        ended = session.scalars(select(Version.ended_run).where(Version.ended_run.is_not(None)).distinct())
        runs = sorted({*begun, *(run for run in ended if run is not None)}, reverse=True)
    items: list[NewsItem] = []
    for run in runs:
        notices = _changed_by(store, run)
        before, after = (linked_entries(store, at=at, notices=notices) for at in (run - 1, run))
        items += news_of(compare(before, after), run=run, when=started[run])
        if len(items) >= enough:
            break
    first = min(started.values(), default=_BEFORE_ALL)
    return News(store=first.isoformat(timespec="microseconds"), updated=max(started.values(), default=_BEFORE_ALL), items=tuple(items))


def _changed_by(store: Store, run: int) -> list[str]:
    """The ids of the notices that a run changed, brought or withdrew."""
    with Session(store.engine) as session:
        rows = session.scalars(select(Version.notice_id).where(or_(Version.first_run == run, Version.ended_run == run)).distinct())
        return sorted(rows)


def _utc(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)
