"""The news of a store: what its latest runs changed, read run by run and no further back than is wanted."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.diff.compare import compare
from pipeline.diff.news import News, NewsItem, news_of
from pipeline.diff.points import changed_by
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
        before, after = changed_by(store, run)
        items += news_of(compare(before, after), run=run, when=started[run])
        if len(items) >= enough:
            break
    first = min(started.values(), default=_BEFORE_ALL)
    return News(store=first.isoformat(timespec="microseconds"), updated=max(started.values(), default=_BEFORE_ALL), items=tuple(items))


def _utc(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)
