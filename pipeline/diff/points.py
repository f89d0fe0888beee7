"""The states that can be compared: after a run, on a day, now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from extractors.records import SourceFile
from pipeline.entries import NoticeEntry, SeenSource
from pipeline.errors import PolicygraphError
from pipeline.store.batches import batches
from pipeline.store.facts import restored
from pipeline.store.models import Record, Run, Sighting, Source, Version
from pipeline.store.store import Store

NOW = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A state of a store: that after ``run``, of which ``started`` is the time (UTC). ``run`` 0 is before the first."""

    asked: str
    run: int
    started: datetime | None


def point(store: Store, text: str) -> Point:
    """The state that a text means: the number of a run, a day (its end, local time) as ``2025-06-30``, or ``now``.

    Raises:
        PolicygraphError: it is none of these, or there was no such run.
    """
    asked = text.strip()
    with Session(store.engine) as session:
        query = select(Run.id, Run.started).order_by(Run.id.desc()).limit(1)
        if asked == NOW:
            found = session.execute(query).first()
        elif asked.isascii() and asked.isdigit():
            found = session.execute(query.where(Run.id == min(int(asked[:12]), 2**31 - 1))).first()
            if found is None:
                raise PolicygraphError(asked, "没有这一次运行", "用 policygraph status 看上次是第几次", code="no_run")
        else:
            found = session.execute(query.where(Run.started < _end_of(asked))).first()
    return Point(asked=asked, run=found[0] if found else 0, started=found[1] if found else None)


def entries_at(store: Store, at: Point) -> list[NoticeEntry]:
    """The notices that stood after a run, in the versions of then, by notice id."""
    stood = (Version.first_run <= at.run) & or_(Version.ended_run.is_(None), Version.ended_run > at.run)
    return _entries(store, stood, at.run)


def changed_by(store: Store, run: int) -> tuple[list[NoticeEntry], list[NoticeEntry]]:
    """The notices that a run changed, brought or withdrew: as they stood before it, and as they stood after it, each by notice id."""
    ended = (Version.ended_run == run) & (Version.first_run < run)
    begun = (Version.first_run == run) & or_(Version.ended_run.is_(None), Version.ended_run > run)
    return _entries(store, ended, run - 1), _entries(store, begun, run)


def _entries(store: Store, which: ColumnElement[bool], run: int) -> list[NoticeEntry]:
    """The notices of some versions, with the files that held them at a run, by notice id."""
    with Session(store.engine) as session:
        rows = session.execute(
            select(Version.notice_id, Version.number, Version.record_id, Record.json).join(Record, Record.id == Version.record_id).where(which)
        ).all()
        files = _files(session, {row.record_id for row in rows}, run)
    entries = [
        NoticeEntry(
            notice_id=row.notice_id,
            version=row.number,
            record=restored(row.json, files[row.record_id][0][1]),
            sources=tuple(seen for seen, _ in files[row.record_id]),
        )
        for row in rows
    ]
    return sorted(entries, key=lambda entry: entry.notice_id)


def _files(session: Session, records: set[int], run: int) -> dict[int, list[tuple[SeenSource, SourceFile]]]:
    """The files that held each record at a run, by path; where they have been seen anew since, as last seen."""
    found: dict[int, list[tuple[bool, SeenSource, SourceFile]]] = defaultdict(list)
    rows = (
        row
        for some in batches(sorted(records))
        for row in session.execute(
            select(Record.id, Sighting, Source)
            .join(Record, Record.id == Sighting.record_id)
            .join(Source, Source.sha256 == Sighting.sha256)
            .where(Record.id.in_(some))
        )
    )
    for record_id, sighting, source in rows:
        there = sighting.first_run <= run and (sighting.gone_run is None or sighting.gone_run > run)
        file = SourceFile(
            name=sighting.name, media_type=source.media_type or "", sha256=source.sha256, bytes=source.bytes, pages=source.pages
        )
        found[record_id].append((there, SeenSource(path=sighting.path, sha256=source.sha256), file))
    kept = {}
    for record_id, files in found.items():
        of_then = [(seen, file) for there, seen, file in files if there] or [(seen, file) for _, seen, file in files]
        kept[record_id] = sorted(of_then, key=lambda one: one[0].path)
    return kept


def _end_of(text: str) -> datetime:
    """The end of a day, local time, as the store's UTC."""
    try:
        day = date.fromisoformat(text)
        midnight = datetime.combine(day + timedelta(days=1), time()).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise PolicygraphError(text, "看不懂这个时点", "请写运行的次数（如 3）、 日期（如 2025-06-30）或 now", code="no_point") from error
    return midnight.astimezone(UTC).replace(tzinfo=None)
