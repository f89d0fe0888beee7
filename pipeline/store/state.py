"""What the outputs are made of, in one hash: where it is the same, they need not be written again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.store.models import ProblemRow, Record, ResolutionRow, Sighting, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much stands in a store."""

    notices: int
    tasks: int
    problems: int


def state(session: Session) -> str:
    """A hash over the files that are there, what they hold or why not, the versions that stand, and how their units were linked."""
    files = session.execute(
        select(Sighting.location, Sighting.path, Sighting.name, Sighting.sha256, Sighting.record_id, Sighting.code, Sighting.cause)
        .where(Sighting.gone_run.is_(None))
        .order_by(Sighting.id)
    )
    versions = session.execute(
        select(Version.notice_id, Version.number, Version.record_id, ResolutionRow.rules)
        .outerjoin(ResolutionRow, ResolutionRow.record_id == Version.record_id)
        .where(Version.ended_run.is_(None))
        .order_by(Version.id)
    )
    digest = sha256()
    for rows in (files, versions):
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def counts(session: Session) -> Counts:
    """What stands, counted without reading a record."""
    standing = select(Version.record_id).where(Version.ended_run.is_(None))
    notices, tasks = session.execute(
        select(func.count(Version.id), func.coalesce(func.sum(Record.task_count), 0))
        .join(Record, Record.id == Version.record_id)
        .where(Version.ended_run.is_(None))
    ).one()
    problems = session.scalar(select(func.count()).select_from(ProblemRow).where(ProblemRow.record_id.in_(standing)))
    return Counts(notices=notices, tasks=int(tasks), problems=problems or 0)
