"""The store as the run and the façade use it: files come in, notices in their current version go out.

Every method is one transaction. A record is kept once; what changes is which file was seen when (``sightings``) and
which record speaks for its notice (``versions``), and there rows are ended and added, not overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, false, func, or_, select, true, update
from sqlalchemy.orm import Session

from extractors.records import NoticeRecord
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.search.index import add_record
from pipeline.store.address import is_url
from pipeline.store.batches import batches
from pipeline.store.clock import now
from pipeline.store.engine import open_engine, writing
from pipeline.store.entries import entries, record
from pipeline.store.facts import Content, fact_rows, insert, record_row
from pipeline.store.locations import found_again, kept, location
from pipeline.store.marks import marks_of
from pipeline.store.models import DocumentRow, Record, Run, Sighting, Source, Version
from pipeline.store.points import stood
from pipeline.store.settle import Settled, settle
from pipeline.store.state import Counts, counts, state

#: A condition on more values takes longer than to read all, and SQLite refuses more than a thousand.
_MOST_ASKED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """A file as a run found it. ``location`` is its absolute path with forward slashes, ``path`` as given, ``name``
    relative to the folder that was given; without ``size`` and ``modified_ns`` it could not be looked at."""

    location: str
    path: str
    name: str
    size: int | None = None
    modified_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What a reader of some version made of a file (:mod:`pipeline.documents`)."""

    reading: str
    has_tables: bool
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file as the store has it now. ``quarantined`` says why where it could not be read, and then nothing is known of its form;
    ``reading`` is the version of the reader that made the stored document of its bytes, ``None`` where there is none."""

    sighting: int
    file: FileSeen
    rules: str
    sha256: str | None
    media_type: str | None
    has_tables: bool
    reading: str | None
    quarantined: QuarantineEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A stretch of time in which a version of a notice stood; ``ended`` is ``None`` while it does. Times are UTC.

    ``rules`` is the version of the rules of the run that let it stand.
    """

    version: int
    rules: str
    first_seen: datetime
    last_seen: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeName:
    """What a person may call a notice by."""

    notice_id: str
    number: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """A run; ``finished`` is ``None`` where it was broken off (or is still going). Times are UTC."""

    number: int
    started: datetime
    finished: datetime | None
    rules: str


class Store:
    """An open store. Use it as a context manager, or :meth:`close` it."""

    def __init__(self, engine: Engine, *, base: str | None) -> None:
        self.engine = engine
        self._writing = writing(engine)
        self._base = base

    @classmethod
    def open(cls, where: str | Path, *, create: bool = False) -> Store:
        """The store at a path (a SQLite file) or at a database URL.

        Raises:
            PolicygraphError: it is not there and ``create`` is false, it is no store, or a newer version wrote it.
        """
        base = None if is_url(where) else location(Path(where).parent)
        return cls(open_engine(where, create=create), base=base)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # --- a run -------------------------------------------------------------------------------------------------

    def begin_run(self, *, rules: str, arguments: dict[str, Any]) -> int:
        """A new run; returns its number."""
        with Session(self._writing) as session, session.begin():
            run = Run(started=now(), rules=rules, arguments=arguments)
            session.add(run)
            session.flush()
            return run.id

    def end_run(self, run: int) -> None:
        """The run went through to its end."""
        with Session(self._writing) as session, session.begin():
            session.execute(update(Run).where(Run.id == run).values(finished=now()))

    def known(self, *, places: Collection[str] | None = None, sizes: Collection[int] = ()) -> dict[str, Known]:
        """The files that are there as far as the store knows, by location; with ``places`` those alone that lie at or under one of these
        locations or have one of these sizes in bytes (where these are not too many to be asked for)."""
        query = (
            select(
                Sighting.id, Sighting.location, Sighting.path, Sighting.name, Sighting.size, Sighting.modified_ns, Sighting.rules,
                Sighting.sha256, Sighting.code, Sighting.cause, Sighting.remedy, Source.media_type, DocumentRow.has_tables,
                DocumentRow.reading,
            )
            .outerjoin(Source, Source.sha256 == Sighting.sha256)
            .outerjoin(DocumentRow, DocumentRow.sha256 == Sighting.sha256)
            .where(Sighting.gone_run.is_(None))
        )  # fmt: skip
        if places is not None and len(places) + len(sizes) <= _MOST_ASKED:
            query = query.where(or_(false(), Sighting.size.in_(sizes), *(self._lies_in(place) for place in places)))
        with Session(self.engine) as session:
            return {known.file.location: known for known in map(self._known, session.execute(query))}

    def document(self, sha256: str) -> bytes | None:
        """What a reader made of the bytes with a hash (see :mod:`pipeline.documents`)."""
        with Session(self.engine) as session:
            return session.scalar(select(DocumentRow.data).where(DocumentRow.sha256 == sha256))

    def put(self, record: NoticeRecord, *, file: FileSeen, rules: str, run: int, document: StoredDocument | None = None) -> None:
        """What a file said, and the document that its reader made of it.

        Raises:
            ValueError: the record holds a date that is none, or text that is no Unicode; nothing is stored then.
        """
        source, content = record.source, Content.of(record)
        with Session(self._writing) as session, session.begin():
            same = session.get(Source, source.sha256)
            if same is None:
                session.add(Source(sha256=source.sha256, bytes=source.bytes, media_type=source.media_type, pages=source.pages))
            else:
                same.media_type, same.pages = source.media_type, source.pages
            session.flush()
            if document is not None:
                session.merge(
                    DocumentRow(sha256=source.sha256, reading=document.reading, has_tables=document.has_tables, data=document.data)
                )
            record_id = _record(session, record, content, run)
            self._see(session, file, rules=rules, run=run, sha256=source.sha256, record_id=record_id, why=None)

    def put_again(self, other: Known, *, file: FileSeen, run: int) -> None:
        """That a file holds the bytes that another one held when the run began: it says what that one said."""
        with Session(self._writing) as session, session.begin():
            said = session.get_one(Sighting, other.sighting)
            self._see(session, file, rules=said.rules, run=run, sha256=said.sha256, record_id=said.record_id, why=None)

    def put_failed(self, why: QuarantineEntry, *, file: FileSeen, rules: str, run: int, sha256: str | None = None, bytes: int = 0) -> None:
        """That a file could not be read; the hash and length of its bytes, where they could be fetched."""
        with Session(self._writing) as session, session.begin():
            if sha256 is not None and session.get(Source, sha256) is None:
                session.add(Source(sha256=sha256, bytes=bytes))
                session.flush()
            self._see(session, file, rules=rules, run=run, sha256=sha256, record_id=None, why=why)

    def keep(self, files: Iterable[tuple[Known, FileSeen]], *, run: int) -> None:
        """Files that are there and say what they said."""
        held = list(files)
        moved = [{"id": known.sighting, **_as_seen(file)} for known, file in held if known.file != file]
        with Session(self._writing) as session, session.begin():
            if moved:
                session.execute(update(Sighting), moved)
            for some in batches([known.sighting for known, _ in held]):
                session.execute(update(Sighting).where(Sighting.id.in_(some)).values(last_run=run))

    def vanish(self, files: Iterable[Known], *, run: int) -> None:
        """Files that are no longer there."""
        with Session(self._writing) as session, session.begin():
            rows = [{"id": known.sighting, "gone_run": run} for known in files]
            if rows:
                session.execute(update(Sighting), rows)

    def settle(self, *, run: int) -> Settled:
        """Decide which record speaks for each notice, once all files are in: so the order in which they came is no matter.

        See :func:`pipeline.store.settle.settle`. Doing it again changes nothing.
        """
        with Session(self._writing) as session, session.begin():
            return settle(session, run=run)

    # --- what stands -------------------------------------------------------------------------------------------

    def entries(self, *, at: int | None = None, notices: Sequence[str] | None = None) -> list[NoticeEntry]:
        """The notices in their current versions, by notice id; ``at``: those that stood after a run; ``notices``: of some ids only."""
        with Session(self.engine) as session:
            return entries(session, at=at, notices=notices)

    def quarantine(self) -> list[QuarantineEntry]:
        """The files that cannot be read as things stand, by path."""
        row = Sighting
        with Session(self.engine) as session:
            rows = session.execute(select(row.path, row.code, row.cause, row.remedy).where(row.gone_run.is_(None), row.code.is_not(None)))
            found = [QuarantineEntry(path=path, code=code or "", cause=cause or "", remedy=remedy or "") for path, code, cause, remedy in rows]
        return sorted(found, key=lambda entry: entry.path)

    def notice_names(self, *, at: int | None = None) -> list[NoticeName]:
        """The notices that stand, or stood after the run ``at``, by what they are called."""
        with Session(self.engine) as session:
            rows = session.execute(
                select(Version.notice_id, Record.number, Record.title)
                .join(Record, Record.id == Version.record_id)
                .where(stood(at))
            )
            return [NoticeName(notice_id=notice_id, number=number, title=title) for notice_id, number, title in rows]

    def state(self) -> str:
        """A hash of everything that the outputs are made of (see :func:`pipeline.store.state.state`)."""
        with Session(self.engine) as session:
            return state(session)

    def counts(self) -> Counts:
        """How much stands."""
        with Session(self.engine) as session:
            return counts(session)

    def last_run(self) -> LastRun | None:
        """The run begun last."""
        with Session(self.engine) as session:
            run = session.scalar(select(Run).order_by(Run.id.desc()).limit(1))
            return LastRun(number=run.id, started=run.started, finished=run.finished, rules=run.rules) if run else None

    def history(self, notice_id: str) -> list[Standing]:
        """When which version of a notice stood, oldest first; empty where the notice is not known."""
        with Session(self.engine) as session:
            runs = {run.id: run for run in session.scalars(select(Run))}
            rows = session.scalars(select(Version).where(Version.notice_id == notice_id).order_by(Version.id)).all()
            standing = select(func.max(Sighting.last_run)).where(Sighting.gone_run.is_(None), Sighting.record_id.in_(row.record_id for row in rows))
            last = session.scalar(standing) or 0
            return [
                Standing(
                    version=row.number,
                    rules=runs[row.first_run].rules,
                    first_seen=runs[row.first_run].started,
                    last_seen=runs[max(row.last_run, last) if row.ended_run is None else row.last_run].started,
                    ended=runs[row.ended_run].started if row.ended_run is not None else None,
                )
                for row in rows
            ]

    def record(self, notice_id: str, *, version: int | None = None, at: int | None = None) -> NoticeRecord | None:
        """The record of a notice as it stands, or stood after the run ``at``; or its version with a number, even when it stands no more."""
        with Session(self.engine) as session:
            return record(session, notice_id, stood(at) if version is None else Version.number == version)

    # --- inside ------------------------------------------------------------------------------------------------

    def _see(
        self,
        session: Session,
        file: FileSeen,
        *,
        rules: str,
        run: int,
        sha256: str | None,
        record_id: int | None,
        why: QuarantineEntry | None,
    ) -> None:
        place = kept(file.location, self._base)
        last = session.scalar(select(Sighting).where(Sighting.location == place, Sighting.gone_run.is_(None)))
        if last is not None:
            last.gone_run = run
            session.flush()
        session.add(
            Sighting(
                location=place,
                rules=rules,
                sha256=sha256,
                record_id=record_id,
                code=why.code if why else None,
                cause=why.cause if why else None,
                remedy=why.remedy if why else None,
                first_run=run,
                last_run=run,
                **_as_seen(file),
            )
        )

    def _lies_in(self, place: str) -> ColumnElement[bool]:
        held = kept(place, self._base)
        if held in (".", "..") or held.endswith("/.."):  # above the store's folder
            return true()
        return or_(Sighting.location == held, Sighting.location.startswith(held.rstrip("/") + "/", autoescape=True))

    def _known(self, row: Row[*tuple[Any, ...]]) -> Known:
        why = None
        if row.code is not None:
            why = QuarantineEntry(path=row.path, code=row.code, cause=row.cause or "", remedy=row.remedy or "")
        file = FileSeen(
            location=found_again(row.location, self._base), path=row.path, name=row.name, size=row.size, modified_ns=row.modified_ns
        )
        return Known(
            sighting=row.id,
            file=file,
            rules=row.rules,
            sha256=row.sha256,
            # what other rules once made of the bytes of a file that cannot be read is history
            media_type=None if why else row.media_type,
            has_tables=not why and bool(row.has_tables),
            reading=None if why else row.reading,
            quarantined=why,
        )


def _as_seen(file: FileSeen) -> dict[str, Any]:
    return {"path": file.path, "name": file.name, "size": file.size, "modified_ns": file.modified_ns}


def _record(session: Session, record: NoticeRecord, content: Content, run: int) -> int:
    """The number of the row that holds this record, which is added with its facts and to the index where there is none."""
    marks = marks_of(record)
    row = record_row(record, content, marks=marks, run=run)
    same = session.scalar(select(Record.id).where(Record.notice_id == row.notice_id, Record.content_hash == row.content_hash))
    if same is not None:
        return same
    session.add(row)
    session.flush()
    for batch in fact_rows(record, marks=marks, record_id=row.id):
        insert(session.connection(), batch)
    add_record(session, record, record_id=row.id)
    return row.id
