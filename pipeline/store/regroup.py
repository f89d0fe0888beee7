"""The same notice from several sources, kept up to date in the store: looked at is what runs touched, and its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVarTuple

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from pipeline.store.batches import batches
from pipeline.store.joined import standing_as
from pipeline.store.models import Record, SameAs, Sighting, TextBand, Version
from pipeline.store.same import Face, Neighbours, group, same

_Columns = TypeVarTuple("_Columns")


def regroup(session: Session, touched: set[str]) -> set[str]:
    """Settle what stands as what around the touched ids; returns the ids of all notices that this may concern."""
    faces = _neighbourhood(session, touched)
    concerned = touched | faces.keys()
    before = {
        row.notice_id: row for some in batches(sorted(concerned)) for row in session.scalars(select(SameAs).where(SameAs.notice_id.in_(some)))
    }
    after = group(faces.values())
    for notice_id in sorted(concerned):
        was, now = before.get(notice_id), after.get(notice_id)
        if was is not None and (now is None or (was.stands_as, was.rule) != (now.stands_as, now.rule)):
            session.execute(delete(SameAs).where(SameAs.notice_id == notice_id))
            was = None
        if now is not None and was is None:
            session.add(SameAs(notice_id=notice_id, stands_as=now.stands_as, rule=now.rule))
    session.flush()
    return concerned | {row.stands_as for row in before.values()} | {now.stands_as for now in after.values()}


def _neighbourhood(session: Session, touched: set[str]) -> dict[str, Face]:
    """The faces that files hold now of the touched ids and of all that hang together with them, or did."""
    faces = _faces(session, touched)
    if _are_all(session, faces):
        return faces
    found: dict[str, Face] = {}
    waiting = touched | _once_joined(session, touched) | _candidates(session, touched)
    while waiting:
        fresh = _faces(session, waiting)
        found |= fresh
        near = _faces(session, _candidates(session, fresh.keys()) - found.keys())
        neighbours = Neighbours(fresh.values())
        waiting = {one for one, face in near.items() if any(same(face, other) for other in neighbours.of(face))}
    return found


def _are_all(session: Session, held: Collection[str]) -> bool:
    """Whether these ids, each of which a file holds, are all of those, as in a first run."""
    standing = session.scalar(select(func.count(Version.id)).where(Version.ended_run.is_(None))) or 0
    if len(held) < standing:  # fewer than stand; to count what files hold takes longer
        return False
    return session.scalar(_live(select(func.count(Record.notice_id.distinct())))) == len(held)


def _once_joined(session: Session, touched: set[str]) -> set[str]:
    """The ids that stood with the touched ones until now."""
    joined: set[str] = set()
    for some in batches(sorted(touched)):
        heads = set(session.scalars(select(SameAs.stands_as).where(SameAs.notice_id.in_(some)))) | set(some)
        for few in batches(sorted(heads)):
            joined |= set(standing_as(session, few))
    return joined


def _candidates(session: Session, notice_ids: Iterable[str]) -> set[str]:
    """The ids that may be the same as one of these, by whatever they ever said: by number, title, or a band of the signature."""
    found: set[str] = set()
    for some in batches(sorted(notice_ids)):
        for key in (Record.number_key, Record.title_key):
            mine = select(key).where(Record.notice_id.in_(some), key.is_not(None))
            found |= set(session.scalars(select(Record.notice_id).where(key.in_(mine)).distinct()))
        bands = select(TextBand.band).join(Record, Record.id == TextBand.record_id).where(Record.notice_id.in_(some))
        near = select(Record.notice_id).join(TextBand, TextBand.record_id == Record.id).where(TextBand.band.in_(bands)).distinct()
        found |= set(session.scalars(near))
    return found


def _faces(session: Session, notice_ids: Iterable[str]) -> dict[str, Face]:
    """The faces of the ids that a file holds: the header of the richest record."""
    found: dict[str, tuple[tuple[int, int, str], Face]] = {}
    for some in batches(sorted(notice_ids)):
        query = _live(
            select(
                Record.notice_id, Record.number_key, Record.title_key, Record.issuers, Record.issued_on, Record.stance, Record.signature,
                Record.clause_count + Record.task_count, Record.characters, Record.content_hash,
            ).where(Record.notice_id.in_(some))
        )  # fmt: skip
        for notice_id, number, title, issuers, issued_on, stance, signature, richness, characters, content_hash in session.execute(query):
            rank = (-richness, -characters, content_hash)
            if notice_id not in found or rank < found[notice_id][0]:
                face = Face(
                    notice_id=notice_id, number=number, title=title, issuers=frozenset(issuers), issued_on=issued_on, stance=stance, signature=signature
                )
                found[notice_id] = rank, face
    return {notice_id: face for notice_id, (_, face) in found.items()}


def _live(query: Select[*_Columns]) -> Select[*_Columns]:
    """The query, of records that a file holds."""
    held = select(Sighting.id).where(Sighting.record_id == Record.id, Sighting.gone_run.is_(None))
    return query.where(held.exists())
