"""Which record speaks for each notice, and so which version of it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.store.models import Record, Sighting, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many notices came to stand, changed, and were withdrawn."""

    new: int
    changed: int
    withdrawn: int


def settle(session: Session, *, run: int) -> Settled:
    """End the versions that no longer speak for their notice, and let those stand that do.

    Of the records that files hold of one notice the richest speaks: the one with most clauses and tasks together, then
    with the longest text, then of the first file by name and path. A notice that no file holds any more is withdrawn.
    """
    spoken = _speakers(session)
    standing = {row.notice_id: row for row in session.scalars(select(Version).where(Version.ended_run.is_(None)))}
    new = changed = withdrawn = 0
    for notice_id in sorted(spoken.keys() | standing.keys()):
        now, was = spoken.get(notice_id), standing.get(notice_id)
        if was is not None and now is not None and was.record_id == now.record_id:
            was.last_run = max(was.last_run, now.last_run)
            continue
        if was is not None:
            was.ended_run = run
            session.flush()
        if now is not None:
            number = _number(session, notice_id, now.record_id)
            session.add(Version(notice_id=notice_id, number=number, record_id=now.record_id, first_run=run, last_run=run))
        new += was is None
        changed += was is not None and now is not None
        withdrawn += now is None
    return Settled(new=new, changed=changed, withdrawn=withdrawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker:
    record_id: int
    last_run: int


def _speakers(session: Session) -> dict[str, _Speaker]:
    """The record that is to speak for each notice that a file holds, and the last run that saw it."""
    rows = session.execute(
        select(
            Record.notice_id,
            Record.id,
            Record.clause_count + Record.task_count,
            Record.characters,
            Sighting.name,
            Sighting.path,
            Sighting.last_run,
        )
        .join(Record, Record.id == Sighting.record_id)
        .where(Sighting.gone_run.is_(None))
    ).all()
    ranked: dict[str, tuple[tuple[int, int, str, str], int]] = {}
    seen: dict[int, int] = defaultdict(int)
    for notice_id, record_id, richness, characters, name, path, last_run in rows:
        rank = (-richness, -characters, name, path)
        seen[record_id] = max(seen[record_id], last_run)
        if notice_id not in ranked or rank < ranked[notice_id][0]:
            ranked[notice_id] = rank, record_id
    return {notice_id: _Speaker(record_id=record_id, last_run=seen[record_id]) for notice_id, (_, record_id) in ranked.items()}


def _number(session: Session, notice_id: str, record_id: int) -> int:
    rows = session.scalars(select(Version).where(Version.notice_id == notice_id))
    stood = {row.record_id: row.number for row in rows}
    return stood.get(record_id) or max(stood.values(), default=0) + 1
