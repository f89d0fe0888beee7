"""A record as rows: what :mod:`pipeline.store.store` adds once a record is new, in the order that foreign keys ask for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect
from sqlalchemy import insert as into

from extractors.records import Evidence, NoticeRecord, SourceFile, Task
from pipeline import identity
from pipeline.graph.links import RecordLinks
from pipeline.graph.names import issued_texts
from pipeline.limits import limits_of
from pipeline.store.marks import Marks, title_key
from pipeline.store.models import (
    AssignmentRow,
    Base,
    CitationRow,
    ClauseRow,
    DeadlineRow,
    Fact,
    IssuedText,
    MilestoneRow,
    OfficialRow,
    ProblemRow,
    Quoted,
    Record,
    SupportRow,
    TargetRow,
    TaskRow,
    TextBand,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a record says apart from the file that says it: the JSON that is kept, and its hash.

    Fields at their default are left out, so that a field that the contract gains later changes no hash.
    """

    json: str
    hash: str

    @classmethod
    def of(cls, record: NoticeRecord) -> Content:
        text = record.model_dump_json(by_alias=True, exclude={"source"}, exclude_defaults=True)
        return cls(text, sha256(text.encode()).hexdigest())


def restored(content: str, source: SourceFile) -> NoticeRecord:
    """The record again, as read from ``source``."""
    return NoticeRecord.model_validate(json.loads(content) | {"source": source})


def record_row(record: NoticeRecord, content: Content, *, marks: Marks, run: int) -> Record:
    """The row of the record itself.

    Raises:
        ValueError: a date of the header is none.
    """
    notice, place = record.notice, record.notice.jurisdiction
    return Record(
        notice_id=identity.notice_id(record),
        content_hash=content.hash,
        json=content.json,
        characters=len(record.text),
        clause_count=len(record.clauses),
        task_count=len(record.tasks),
        title=notice.title,
        number=notice.number,
        kind=notice.kind,
        issuers=notice.issuers,
        addressees=notice.addressees,
        issued_on=_day(notice.issued_on),
        effective_on=_day(notice.effective_on),
        expires_on=_day(notice.expires_on),
        issued_text=notice.issued_text,
        place_name=place.name if place else None,
        place_code=place.code if place else None,
        place_level=place.level if place else None,
        first_run=run,
        number_key=marks.number,
        title_key=marks.title,
        stance=marks.stance,
        signature=marks.signature,
    )


def fact_rows(record: NoticeRecord, *, marks: Marks, record_id: int) -> Iterator[list[Base]]:
    """The facts of a record in batches, each of which may refer to the ones before it.

    Raises:
        ValueError: a date is none.
    """
    yield [*_clauses(record, record_id), *_tasks(record, record_id), *_units(record, record_id)]
    yield [*_citations(record, record_id), *_problems(record, record_id), *_issued(record, record_id)]
    yield [TextBand(record_id=record_id, band=band) for band in marks.bands]
    yield [row for no, task in enumerate(record.tasks, 1) for row in _of_task(task, record_id, no)]
    yield [row for no, task in enumerate(record.tasks, 1) for row in _deadlines(task, record_id, no)]


def insert(connection: Connection, rows: Iterable[Base]) -> None:
    """Insert rows, those of a table in one statement: the session's way, which looks after each row by itself, takes twice as long."""
    by_table: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append({name: getattr(row, attribute) for name, attribute in _columns(type(row))})
    for kind, values in by_table.items():
        connection.execute(into(kind), values)


@cache
def _columns(kind: type[Base]) -> tuple[tuple[str, str], ...]:
    """The columns of a table, and the attributes that hold them."""
    return tuple((found.columns[0].name, found.key) for found in inspect(kind).column_attrs)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


_FactRow = TypeVar("_FactRow", bound=Fact)


def _at(row: _FactRow, evidence: Evidence | None) -> _FactRow:
    """The row, with the place of its evidence written into it."""
    if evidence is not None:
        row.start_offset, row.end_offset, row.block, row.page = evidence.start, evidence.end, evidence.block, evidence.page
        if isinstance(row, Quoted):
            row.quote = evidence.quote
    return row


def _clauses(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    links = RecordLinks(record)
    for position, clause in enumerate(record.clauses, 1):
        parent = links.clause(clause.parent, part=clause.part)
        row = ClauseRow(
            record_id=record_id,
            position=position,
            clause_id=clause.id,
            part=clause.part,
            parent_id=parent.id if parent else None,
            path=clause.path,
            label=clause.label,
            level=clause.level,
            heading=clause.heading,
            text=clause.text,
        )
        yield _at(row, clause.evidence)


def _tasks(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    links = RecordLinks(record)
    for position, task in enumerate(record.tasks, 1):
        clause = links.clause(task.clause, part=task.part)
        row = TaskRow(
            record_id=record_id,
            position=position,
            task_id=task.id,
            origin=task.origin,
            part=task.part,
            clause_id=clause.id if clause else None,
            table_no=task.table_row.table if task.table_row else None,
            table_row=task.table_row.row if task.table_row else None,
            section_label=task.section.label if task.section else None,
            section_heading=task.section.heading if task.section else None,
            continues_id=task.continues,
            title=task.title,
            text=task.text,
            timeline=task.timeline,
        )
        yield _at(row, task.evidence)


def _citations(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    for position, citation in enumerate(record.citations, 1):
        row = CitationRow(
            record_id=record_id,
            position=position,
            title=citation.title,
            number=citation.number,
            relation=citation.relation,
            locator=citation.locator,
            until=_day(citation.until),
            within=citation.within,
            cited_notice_id=citation.notice_id,
            title_key=title_key(citation.title),
            number_key=identity.normal_number(citation.number) if citation.number else None,
        )
        yield _at(row, citation.evidence[0] if citation.evidence else None)


def _issued(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    for position, title in enumerate(issued_texts(record.notice), 1):
        yield IssuedText(record_id=record_id, position=position, title_key=title_key(title) or "")


def _units(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    for position, unit in enumerate(record.units, 1):
        yield UnitRow(
            record_id=record_id,
            position=position,
            unit_id=identity.unit_id(unit.id),
            name=unit.name,
            level=unit.level,
            mentions=unit.mentions,
        )


def _problems(record: NoticeRecord, record_id: int) -> Iterator[Base]:
    for position, problem in enumerate(record.problems, 1):
        row = ProblemRow(record_id=record_id, position=position, code=problem.code, message=problem.message)
        yield _at(row, problem.evidence)


def _of_task(task: Task, record_id: int, task_position: int) -> Iterator[Base]:
    for position, assignment in enumerate(task.assignments, 1):
        assigned = AssignmentRow(
            record_id=record_id,
            task_position=task_position,
            position=position,
            mention=assignment.mention,
            unit_id=identity.unit_id(assignment.unit_id) if assignment.unit_id is not None else None,
            role=assignment.role,
            column=assignment.column,
            inherited=assignment.inherited,
        )
        yield _at(assigned, assignment.evidence)
    for position, person in enumerate(task.officials, 1):
        official = OfficialRow(
            record_id=record_id,
            task_position=task_position,
            position=position,
            name=person.name,
            column=person.column,
            inherited=person.inherited,
        )
        yield _at(official, person.evidence)
    yield from _measured(task, record_id, task_position)
    for position, step in enumerate(task.milestones, 1):
        milestone = MilestoneRow(
            record_id=record_id,
            task_position=task_position,
            position=position,
            text=step.text,
            status=step.status,
            trigger=step.trigger,
        )
        yield _at(milestone, step.evidence)


def _measured(task: Task, record_id: int, task_position: int) -> Iterator[Base]:
    """The measures that a task carries out, and the levels that it is to reach."""
    for position, support in enumerate(task.supports, 1):
        row = SupportRow(record_id=record_id, task_position=task_position, position=position, no=support.no, text=support.text)
        yield _at(row, support.evidence)
    for position, target in enumerate(task.targets, 1):
        reached = TargetRow(
            record_id=record_id,
            task_position=task_position,
            position=position,
            text=target.text,
            indicator=target.indicator,
            comparator=target.comparator,
            value=target.value,
            unit=target.unit,
            by=_day(target.by),
        )
        yield _at(reached, target.evidence)


def _deadlines(task: Task, record_id: int, task_position: int) -> Iterator[Base]:
    for found in limits_of(task):
        limit = found.deadline
        row = DeadlineRow(
            record_id=record_id,
            task_position=task_position,
            position=found.position,
            milestone_position=found.milestone,
            text=limit.text,
            kind=limit.kind,
            start_date=_day(limit.start),
            end_date=_day(limit.end),
            precision=limit.precision,
            ongoing=limit.ongoing,
            recurrence=limit.recurrence,
            anchor_event=limit.anchor.event if limit.anchor else None,
            anchor_offset=limit.anchor.offset if limit.anchor else None,
            anchor_calendar=limit.anchor.calendar if limit.anchor else None,
        )
        yield _at(row, found.evidence)
