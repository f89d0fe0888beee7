"""Which record speaks for each notice, and so which version of it stands; only what runs touched is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from pipeline.store.batches import batches
from pipeline.store.clock import now as this_moment
from pipeline.store.joined import standing_as
from pipeline.store.models import Record, Run, SameAs, Sighting, Version
from pipeline.store.regroup import regroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many notices came to stand, changed, and were withdrawn; ``touched`` are the ids of those that may have."""

    new: int
    changed: int
    withdrawn: int
    touched: tuple[str, ...] = ()


def settle(session: Session, *, run: int) -> Settled:
    """End the versions that no longer speak for their notice, and let those stand that do.

    Of the records that files hold of one notice the richest speaks: the one with most clauses and tasks together, then
    with the longest text, then of the first file by location. A notice that no file holds any more is withdrawn.
    Looked at are the notices of files that came or went in a run that is not settled: this one, and what was broken off.
    """
    touched = _touched(session)
    notices = regroup(session, touched)
    spoken = _speakers(session, notices)
    standing = {
        row.notice_id: row
        for some in batches(sorted(notices))
        for row in session.scalars(select(Version).where(Version.ended_run.is_(None), Version.notice_id.in_(some)))
    }
    new = changed = withdrawn = 0
    for notice_id in sorted(spoken.keys() | standing.keys()):
        now, was = spoken.get(notice_id), standing.get(notice_id)
        if was is not None and was.record_id == now:
            continue
        if was is not None:
            seen = session.scalar(select(func.max(Sighting.last_run)).where(Sighting.record_id == was.record_id))
            was.ended_run, was.last_run = run, max(was.last_run, seen or 0)
            session.flush()
        if now is not None:
            number = _number(session, notice_id, now)
            session.add(Version(notice_id=notice_id, number=number, record_id=now, first_run=run, last_run=run))
        new += was is None
        changed += was is not None and now is not None
        withdrawn += now is None and session.get(SameAs, notice_id) is None
    session.execute(update(Run).where(Run.settled.is_(None)).values(settled=this_moment()))
    return Settled(new=new, changed=changed, withdrawn=withdrawn, touched=tuple(sorted(notices)))


def _touched(session: Session) -> set[str]:
    """The ids, by their own headers, of what files said that came or went in a run that is not settled."""
    open_runs = list(session.scalars(select(Run.id).where(Run.settled.is_(None))))
    return {
        notice_id
        for some in batches(open_runs)
        for notice_id in session.scalars(
            select(Record.notice_id)
            .join(Sighting, Sighting.record_id == Record.id)
            .where(or_(Sighting.first_run.in_(some), Sighting.gone_run.in_(some)))
            .distinct()
        )
    }


def _speakers(session: Session, notices: set[str]) -> dict[str, int]:
    """The record that is to speak for each of these notices that a file holds."""
    ranked: dict[str, tuple[tuple[int, int, str], int]] = {}
    for some in batches(sorted(notices)):
        stands_as = func.coalesce(SameAs.stands_as, Record.notice_id)
        rows = session.execute(
            select(
                stands_as, Record.id, Record.clause_count + Record.task_count, Record.characters, Sighting.location
            )
            .join(Sighting, Sighting.record_id == Record.id)
            .outerjoin(SameAs, SameAs.notice_id == Record.notice_id)
            .where(Sighting.gone_run.is_(None))
            .where(Record.notice_id.in_(standing_as(session, some)))
        )
        for notice_id, record_id, richness, characters, location in rows:
            rank = (-richness, -characters, location)
            if notice_id not in ranked or rank < ranked[notice_id][0]:
                ranked[notice_id] = rank, record_id
    return {notice_id: record_id for notice_id, (_, record_id) in ranked.items()}


def _number(session: Session, notice_id: str, record_id: int) -> int:
    rows = session.scalars(select(Version).where(Version.notice_id == notice_id))
    stood = {row.record_id: row.number for row in rows}
    return stood.get(record_id) or max(stood.values(), default=0) + 1
