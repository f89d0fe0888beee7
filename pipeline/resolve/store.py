"""The links of the notices that stand, kept in the store: made for a record once, and anew when rules or rows have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from extractors.knowledge import Knowledge
from extractors.records import Level
from pipeline.entries import NoticeEntry
from pipeline.resolve.mentions import UnitLink, links_of, relinked
from pipeline.store.batches import batches
from pipeline.store.engine import writing
from pipeline.store.models import ResolutionRow, UnitLinkRow, Version
from pipeline.store.points import stood
from pipeline.store.store import Store

#: Records held in memory at once; a long one takes a megabyte.
_RECORDS = 50


def resolve_store(store: Store, *, knowledge: Path | None = None) -> int:
    """Link the forms of the notices that stand to their units, where that was not done with these rules and rows.

    Reads records from the store and no file. Returns the number of records that were linked.

    Raises:
        ValueError: a row of the user's knowledge cannot be read.
    """
    from pipeline.rules import rules_in_force  # brings the readers and extractors, which looking at links does without

    rules, rows = rules_in_force(knowledge).name, Knowledge.load(knowledge)
    pending = _pending(store.engine, rules)
    for some in batches(sorted(pending), size=_RECORDS):
        records = {entry.notice_id: entry.record for entry in store.entries(notices=some)}
        with Session(writing(store.engine)) as session, session.begin():
            for notice_id in some:
                _link_record(session, pending[notice_id], links_of(records[notice_id], rows), rules)
    return len(pending)


def _link_record(session: Session, record_id: int, links: Sequence[UnitLink], rules: str) -> None:
    session.execute(delete(UnitLinkRow).where(UnitLinkRow.record_id == record_id))
    session.execute(delete(ResolutionRow).where(ResolutionRow.record_id == record_id))
    session.add_all(_row(link, record_id, position) for position, link in enumerate(links, 1))
    session.add(ResolutionRow(record_id=record_id, rules=rules))


def links_by_notice(store: Store, *, at: int | None = None, notices: Sequence[str] | None = None) -> dict[str, list[UnitLink]]:
    """The links of the notices that stand (or stood after the run ``at``), all or of some ids; one that was not linked yet has none."""
    found: dict[str, list[UnitLink]] = {}
    with Session(store.engine) as session:
        for some in [None] if notices is None else batches(notices):
            which = stood(at) if some is None else stood(at) & Version.notice_id.in_(some)
            done = select(Version.notice_id).join(ResolutionRow, ResolutionRow.record_id == Version.record_id).where(which)
            found |= {notice_id: [] for notice_id in session.scalars(done)}
            rows = session.execute(
                select(Version.notice_id, UnitLinkRow)
                .join(UnitLinkRow, UnitLinkRow.record_id == Version.record_id)
                .where(which)
                .order_by(UnitLinkRow.record_id, UnitLinkRow.position)
            )
            for notice_id, row in rows:
                found[notice_id].append(_link(row))
    return found


def linked_entries(store: Store, *, at: int | None = None, notices: Sequence[str] | None = None) -> list[NoticeEntry]:
    """The notices that stand (or stood after the run ``at``), with their units by the links; one that was not linked yet as it was read."""
    links = links_by_notice(store, at=at, notices=notices)
    return [_relinked(entry, links.get(entry.notice_id)) for entry in store.entries(at=at, notices=notices)]


def _relinked(entry: NoticeEntry, links: Sequence[UnitLink] | None) -> NoticeEntry:
    if links is None:
        return entry
    return NoticeEntry(notice_id=entry.notice_id, version=entry.version, record=relinked(entry.record, links), sources=entry.sources)


def _pending(engine: Engine, rules: str) -> dict[str, int]:
    """The records of the notices that stand that are still to be linked by these rules, by notice id."""
    with Session(engine) as session:
        rows = session.execute(
            select(Version.notice_id, Version.record_id)
            .outerjoin(ResolutionRow, (ResolutionRow.record_id == Version.record_id) & (ResolutionRow.rules == rules))
            .where(stood(None), ResolutionRow.record_id.is_(None))
        )
        return {row.notice_id: row.record_id for row in rows}


def _row(link: UnitLink, record_id: int, position: int) -> UnitLinkRow:
    return UnitLinkRow(
        record_id=record_id,
        position=position,
        mention=link.mention,
        unit_id=link.unit_id,
        name=link.name,
        level=link.level,
        place=link.place,
        organ=link.organ,
        rule=link.rule,
        candidates=list(link.candidates),
        assigned=link.assigned,
    )


def _link(row: UnitLinkRow) -> UnitLink:
    return UnitLink(
        mention=row.mention,
        unit_id=row.unit_id,
        name=row.name,
        level=cast(Level | None, row.level),
        place=row.place,
        organ=row.organ,
        rule=row.rule,
        candidates=tuple(row.candidates),
        assigned=row.assigned,
    )
