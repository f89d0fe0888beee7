"""The tables of the store. What a run finds is added; what no longer holds is ended, never erased.

A *record* is what one notice says, kept once however many files say it; its facts are rows that never change. A
*sighting* is a stretch of runs in which a file was there and said the same; a *version* is a stretch of runs in which
one record spoke for its notice. The current state is the sightings without ``gone_run`` and the versions without
``ended_run``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """All tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {str: Text, list[str]: JSON, dict[str, Any]: JSON, date: Date, datetime: DateTime}


class Run(Base):
    """One call of :func:`pipeline.run.run`; times in UTC.

    ``settled`` is when what its files say came to stand, by itself or by a later run; ``finished`` stays empty where a run
    was broken off.
    """

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    started: Mapped[datetime]
    rules: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    finished: Mapped[datetime | None] = mapped_column(default=None)
    settled: Mapped[datetime | None] = mapped_column(default=None)


class Source(Base):
    """The bytes of a file, known by their hash. ``media_type`` stays empty while no reader has understood them."""

    __tablename__ = "sources"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str | None] = mapped_column(default=None)
    pages: Mapped[int | None] = mapped_column(default=None)


class DocumentRow(Base):
    """What a reader made of the bytes (``pipeline.documents``), so that changed extractors need no file. ``reading`` is the reader's version."""

    __tablename__ = "documents"

    sha256: Mapped[str] = mapped_column(ForeignKey("sources.sha256"), primary_key=True)
    reading: Mapped[str]
    has_tables: Mapped[bool]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Record(Base):
    """What one notice says: the contract's JSON without ``source`` and without what is at its default, and its header.

    ``clause_count``, ``task_count`` and ``characters`` rank the records of one notice (see ``store.settle``);
    ``number_key``, ``title_key`` and ``signature`` find the same notice from another source (see ``pipeline.resolve.same``).
    """

    __tablename__ = "records"
    __table_args__ = (
        Index("uq_records_notice_id_content_hash", "notice_id", "content_hash", unique=True),
        Index("ix_records_place", "place_name", "place_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    notice_id: Mapped[str]
    content_hash: Mapped[str] = mapped_column(String(64))
    json: Mapped[str]
    characters: Mapped[int]
    clause_count: Mapped[int]
    task_count: Mapped[int]
    title: Mapped[str | None]
    number: Mapped[str | None]
    kind: Mapped[str | None]
    issuers: Mapped[list[str]]
    addressees: Mapped[list[str]]
    issued_on: Mapped[date | None] = mapped_column(index=True)
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    issued_text: Mapped[str | None]
    place_name: Mapped[str | None]
    place_code: Mapped[str | None] = mapped_column(index=True)
    place_level: Mapped[str | None]
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    number_key: Mapped[str | None] = mapped_column(index=True)
    title_key: Mapped[str | None] = mapped_column(index=True)
    stance: Mapped[str | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)


class IssuedText(Base):
    """A text that a notice issues, by its title as titles are compared (``pipeline.graph.names.normal_title``)."""

    __tablename__ = "issued_texts"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    title_key: Mapped[str] = mapped_column(index=True)


class TextBand(Base):
    """A part of a record's signature; texts that share one may be near-duplicates."""

    __tablename__ = "text_bands"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    band: Mapped[int] = mapped_column(BigInteger, primary_key=True, index=True)


class SameAs(Base):
    """That what goes by one notice id is the notice of another: ``notice_id`` is what its own header gives, ``stands_as`` what it is known by."""

    __tablename__ = "same_as"

    notice_id: Mapped[str] = mapped_column(primary_key=True)
    stands_as: Mapped[str] = mapped_column(index=True)
    rule: Mapped[str]


class Sighting(Base):
    """A file, from the run that first saw it so to the run that no longer did.

    ``location`` is what it is known by: an absolute path, or one relative to the store's folder where both lie on one
    drive, so that a project can be moved; ``path`` is as last given, ``name`` relative to the folder that was given.
    Either ``record_id`` is set, or ``code``, ``cause`` and ``remedy`` say why the file is in quarantine; without
    ``sha256`` its bytes could not even be fetched.
    """

    __tablename__ = "sightings"
    __table_args__ = (
        Index(
            "uq_sightings_live", "location", unique=True, sqlite_where=text("gone_run IS NULL"), postgresql_where=text("gone_run IS NULL")
        ),
        Index("ix_sightings_gone_run", "gone_run", sqlite_where=text("gone_run IS NOT NULL"), postgresql_where=text("gone_run IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    location: Mapped[str]
    path: Mapped[str]
    name: Mapped[str]
    size: Mapped[int | None] = mapped_column(BigInteger)
    modified_ns: Mapped[int | None] = mapped_column(BigInteger)
    rules: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(ForeignKey("sources.sha256"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    code: Mapped[str | None]
    cause: Mapped[str | None]
    remedy: Mapped[str | None]
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    last_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    gone_run: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), default=None)


class Version(Base):
    """A stretch of runs in which a record spoke for its notice.

    ``number`` counts the different records of a notice in the order in which they came to stand, from 1; one that comes
    back stands again under its number, in a row of its own. A notice is withdrawn when all its rows have ``ended_run``.
    ``last_run`` is the last run that saw it, written when it ends: until then its sightings know.
    """

    __tablename__ = "versions"
    __table_args__ = (
        Index(
            "uq_versions_current",
            "notice_id",
            unique=True,
            sqlite_where=text("ended_run IS NULL"),
            postgresql_where=text("ended_run IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    notice_id: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    last_run: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    ended_run: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), default=None)


class Fact(MappedAsDataclass, kw_only=True):
    """What every fact has: its record, its place in it (from 1), and the range of the record's text that says it."""

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, sort_order=-3)
    position: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    start_offset: Mapped[int | None] = mapped_column(init=False, default=None, sort_order=1)
    end_offset: Mapped[int | None] = mapped_column(init=False, default=None, sort_order=1)
    block: Mapped[str | None] = mapped_column(init=False, default=None, sort_order=1)
    page: Mapped[int | None] = mapped_column(init=False, default=None, sort_order=1)


class Quoted(Fact, kw_only=True):
    """The characters themselves, for a fact that does not hold them already."""

    quote: Mapped[str | None] = mapped_column(init=False, default=None, sort_order=2)


class TaskFact(Fact, kw_only=True):
    """A fact of a task: ``task_position`` is the task's place in the record."""

    task_position: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class ClauseRow(Fact, Base):
    """A clause; ``parent_id`` is the ``clause_id`` of the one that it stands in, within the record."""

    __tablename__ = "clauses"

    clause_id: Mapped[str]
    part: Mapped[str]
    parent_id: Mapped[str | None]
    path: Mapped[str]
    label: Mapped[str]
    level: Mapped[int]
    heading: Mapped[str | None]
    text: Mapped[str]


class TaskRow(Fact, Base):
    """A task; ``clause_id`` and ``continues_id`` are ids within the record."""

    __tablename__ = "tasks"

    task_id: Mapped[str]
    origin: Mapped[str]
    part: Mapped[str]
    clause_id: Mapped[str | None]
    table_no: Mapped[int | None]
    table_row: Mapped[int | None]
    section_label: Mapped[str | None]
    section_heading: Mapped[str | None]
    continues_id: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    timeline: Mapped[str | None]


def _of_task() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["record_id", "task_position"], ["tasks.record_id", "tasks.position"])


class AssignmentRow(TaskFact, Quoted, Base):
    __tablename__ = "assignments"
    __table_args__ = (_of_task(),)

    mention: Mapped[str]
    unit_id: Mapped[str | None]
    role: Mapped[str]
    column: Mapped[str | None] = mapped_column("column_heading")
    inherited: Mapped[bool]


class OfficialRow(TaskFact, Quoted, Base):
    __tablename__ = "officials"
    __table_args__ = (_of_task(),)

    name: Mapped[str]
    column: Mapped[str | None] = mapped_column("column_heading")
    inherited: Mapped[bool]


class MilestoneRow(TaskFact, Base):
    __tablename__ = "milestones"
    __table_args__ = (_of_task(),)

    text: Mapped[str]
    status: Mapped[str]
    trigger: Mapped[str | None] = mapped_column("trigger_event")


class DeadlineRow(TaskFact, Quoted, Base):
    """A time limit of a task, or of the milestone that ``milestone_position`` names."""

    __tablename__ = "deadlines"
    __table_args__ = (
        _of_task(),
        ForeignKeyConstraint(
            ["record_id", "task_position", "milestone_position"],
            ["milestones.record_id", "milestones.task_position", "milestones.position"],
            name="fk_deadlines_milestones",  # the name by convention is longer than PostgreSQL takes
        ),
    )

    milestone_position: Mapped[int | None]
    text: Mapped[str]
    kind: Mapped[str]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None] = mapped_column(index=True)
    precision: Mapped[str | None] = mapped_column("date_precision")
    ongoing: Mapped[bool]
    recurrence: Mapped[str | None]
    anchor_event: Mapped[str | None]
    anchor_offset: Mapped[str | None]
    anchor_calendar: Mapped[str | None]


class SupportRow(TaskFact, Quoted, Base):
    """A measure of a superior policy that a task carries out."""

    __tablename__ = "supports"
    __table_args__ = (_of_task(),)

    no: Mapped[int | None]
    text: Mapped[str]


class TargetRow(TaskFact, Quoted, Base):
    __tablename__ = "targets"
    __table_args__ = (_of_task(),)

    text: Mapped[str]
    indicator: Mapped[str | None]
    comparator: Mapped[str]
    value: Mapped[float]
    unit: Mapped[str | None]
    by: Mapped[date | None] = mapped_column("by_date")


class CitationRow(Quoted, Base):
    """A document that is named; its evidence is the first place that names it. The keys are title and number as they are compared."""

    __tablename__ = "citations"

    title: Mapped[str | None]
    number: Mapped[str | None]
    relation: Mapped[str] = mapped_column(index=True)
    locator: Mapped[str | None]
    until: Mapped[date | None]
    within: Mapped[str | None]
    cited_notice_id: Mapped[str | None]
    title_key: Mapped[str | None] = mapped_column(index=True)
    number_key: Mapped[str | None] = mapped_column(index=True)


class UnitRow(Base):
    __tablename__ = "units"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str | None]
    level: Mapped[str | None]
    mentions: Mapped[list[str]]


class ProblemRow(Quoted, Base):
    __tablename__ = "problems"

    code: Mapped[str]
    message: Mapped[str]


class PassageRow(Base):
    """A clause or a task as the search knows it (see ``pipeline.search.index``): ``kind`` is ``clause`` or ``task``, ``position``
    its place among them. Numbers grow in reading order within a record; the terms of a passage stand under its number."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    kind: Mapped[str]
    position: Mapped[int]


class ResolutionRow(Base):
    """That the units of a record were resolved, and by which rules and rows; without it they are still to be."""

    __tablename__ = "resolutions"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    rules: Mapped[str]


class UnitLinkRow(Base):
    """A printed form of a record and the unit that it is (see ``pipeline.resolve.mentions.UnitLink``); made anew when the knowledge changes."""

    __tablename__ = "unit_links"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    mention: Mapped[str]
    unit_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str | None] = mapped_column(index=True)
    level: Mapped[str | None]
    place: Mapped[str | None]
    organ: Mapped[str | None]
    rule: Mapped[str]
    candidates: Mapped[list[str]]
    assigned: Mapped[int]
