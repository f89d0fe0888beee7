"""The notices that stand, or stood after a run, with their records and the files that hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from extractors.records import NoticeRecord, SourceFile
from pipeline.entries import NoticeEntry, SeenSource
from pipeline.store.batches import batches
from pipeline.store.facts import restored
from pipeline.store.joined import standing_as
from pipeline.store.models import Record, SameAs, Sighting, Source, Version
from pipeline.store.points import stood, was_there


def entries(session: Session, *, at: int | None = None, notices: Sequence[str] | None = None) -> list[NoticeEntry]:
    """The notices that stood after the run ``at`` (``None``: that stand now), all or those of some ids, by id."""
    query = (
        select(Version.notice_id, Version.number, Version.record_id, Record.json)
        .join(Record, Record.id == Version.record_id)
        .where(stood(at))
    )
    if notices is None:
        rows = list(session.execute(query))
        held = _held(session, was_there(at))
    else:
        rows = [row for some in batches(notices) for row in session.execute(query.where(Version.notice_id.in_(some)))]
        held = _of_notices(session, notices, at)
    by_notice: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        by_notice[one.notice_id].append(one)
    found = []
    for notice_id, number, record_id, content in rows:
        speakers = [one for one in by_notice[notice_id] if one.record_id == record_id]
        # none, where a run was broken off before it settled what the changed files say
        speaker = _best(speakers or _held(session, Sighting.record_id == record_id))
        sources = {SeenSource(path=one.path, sha256=one.source.sha256) for one in by_notice[notice_id]}
        found.append(
            NoticeEntry(
                notice_id=notice_id,
                version=number,
                record=restored(content, speaker.source),
                sources=tuple(sorted(sources, key=lambda seen: seen.path)),
            )
        )
    return sorted(found, key=lambda entry: entry.notice_id)


def record(session: Session, notice_id: str, which: ColumnElement[bool]) -> NoticeRecord | None:
    """The record of one version of a notice; ``None`` where there is no such version."""
    query = select(Record.id, Record.json).join(Version, Version.record_id == Record.id).where(Version.notice_id == notice_id, which)
    row = session.execute(query).first()
    if row is None:
        return None
    return restored(row.json, _best(_held(session, Sighting.record_id == row.id)).source)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A file that holds, or held, a record; ``notice_id`` is the notice as which it stands."""

    notice_id: str
    record_id: int
    path: str
    name: str
    gone: bool
    last_run: int
    source: SourceFile


def _of_notices(session: Session, notices: Sequence[str], at: int | None) -> list[_Held]:
    """The files of some notices."""
    found: list[_Held] = []
    for some in batches(notices):
        found += _held(session, was_there(at) & Record.notice_id.in_(standing_as(session, some)))
    return found


def _held(session: Session, which: ColumnElement[bool]) -> list[_Held]:
    rows = session.execute(
        select(func.coalesce(SameAs.stands_as, Record.notice_id), Record.id, Sighting, Source)
        .join(Record, Record.id == Sighting.record_id)
        .join(Source, Source.sha256 == Sighting.sha256)
        .outerjoin(SameAs, SameAs.notice_id == Record.notice_id)
        .where(which)
    ).all()
    return [
        _Held(
            notice_id=notice_id,
            record_id=record_id,
            path=sighting.path,
            name=sighting.name,
            gone=sighting.gone_run is not None,
            last_run=sighting.last_run,
            source=SourceFile(
                name=sighting.name, media_type=source.media_type or "", sha256=source.sha256, bytes=source.bytes, pages=source.pages
            ),
        )
        for notice_id, record_id, sighting, source in rows
    ]


def _best(files: Iterable[_Held]) -> _Held:
    """The file that a record is said to come from: one that is there, else the last that held it; the first by name and path."""
    return min(files, key=lambda held: (held.gone, -held.last_run if held.gone else 0, held.name, held.path))
