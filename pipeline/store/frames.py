"""The facts that stand, as pandas frames: one table, one frame, types that are the same on an empty store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.orm import InstrumentedAttribute

from pipeline.store.batches import batches
from pipeline.store.models import (
    AssignmentRow,
    Base,
    CitationRow,
    ClauseRow,
    DeadlineRow,
    Fact,
    MilestoneRow,
    OfficialRow,
    ProblemRow,
    Quoted,
    Record,
    SupportRow,
    TargetRow,
    TaskFact,
    TaskRow,
    UnitLinkRow,
    UnitRow,
    Version,
)
from pipeline.store.points import stood

Kind = Literal["string", "Int64", "float64", "bool", "datetime64[ns]", "object"]
Column = tuple[str, ColumnElement[Any] | InstrumentedAttribute[Any], Kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSpec:
    """A frame: the table that its rows are of, and its columns, named as in the CSV tables; those with ``_`` only sort. A fact of a task may have columns of
    the task and of the record."""

    row: type[Base]
    columns: tuple[Column, ...]


def _evidence(row: type[Fact]) -> tuple[Column, ...]:
    quote: tuple[Column, ...] = (("quote", row.quote, "string"),) if issubclass(row, Quoted) else ()
    return (
        *quote,
        ("block", row.block, "string"),
        ("page", row.page, "Int64"),
        ("start_offset", row.start_offset, "Int64"),
        ("end_offset", row.end_offset, "Int64"),
    )


NOTICES = FrameSpec(
    row=Record,
    columns=(
        ("version", Version.number, "Int64"),
        ("title", Record.title, "string"),
        ("number", Record.number, "string"),
        ("kind", Record.kind, "string"),
        ("issuers", Record.issuers, "object"),
        ("issued_on", Record.issued_on, "datetime64[ns]"),
        ("effective_on", Record.effective_on, "datetime64[ns]"),
        ("expires_on", Record.expires_on, "datetime64[ns]"),
        ("issued_text", Record.issued_text, "string"),
        ("place", Record.place_name, "string"),
        ("place_code", Record.place_code, "string"),
        ("place_level", Record.place_level, "string"),
        ("clauses", Record.clause_count, "Int64"),
        ("tasks", Record.task_count, "Int64"),
    ),
)
CLAUSES = FrameSpec(
    row=ClauseRow,
    columns=(
        ("position", ClauseRow.position, "Int64"),
        ("clause_id", ClauseRow.clause_id, "string"),
        ("part", ClauseRow.part, "string"),
        ("path", ClauseRow.path, "string"),
        ("parent_id", ClauseRow.parent_id, "string"),
        ("label", ClauseRow.label, "string"),
        ("level", ClauseRow.level, "Int64"),
        ("heading", ClauseRow.heading, "string"),
        ("text", ClauseRow.text, "string"),
        *_evidence(ClauseRow),
    ),
)
TASKS = FrameSpec(
    row=TaskRow,
    columns=(
        ("position", TaskRow.position, "Int64"),
        ("task_id", TaskRow.task_id, "string"),
        ("title", TaskRow.title, "string"),
        ("text", TaskRow.text, "string"),
        ("timeline", TaskRow.timeline, "string"),
        ("origin", TaskRow.origin, "string"),
        ("part", TaskRow.part, "string"),
        ("clause_id", TaskRow.clause_id, "string"),
        ("table", TaskRow.table_no, "Int64"),
        ("row", TaskRow.table_row, "Int64"),
        ("section_label", TaskRow.section_label, "string"),
        ("section_heading", TaskRow.section_heading, "string"),
        ("continues_id", TaskRow.continues_id, "string"),
        *_evidence(TaskRow),
    ),
)
ASSIGNMENTS = FrameSpec(
    row=AssignmentRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", AssignmentRow.task_position, "Int64"),
        ("position", AssignmentRow.position, "Int64"),
        ("mention", AssignmentRow.mention, "string"),
        ("role", AssignmentRow.role, "string"),
        ("column", AssignmentRow.column, "string"),
        ("inherited", AssignmentRow.inherited, "bool"),
        ("place", Record.place_name, "string"),
        ("place_code", Record.place_code, "string"),
        *_evidence(AssignmentRow),
    ),
)
SUPPORTS = FrameSpec(
    row=SupportRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", SupportRow.task_position, "Int64"),
        ("position", SupportRow.position, "Int64"),
        ("no", SupportRow.no, "Int64"),
        ("text", SupportRow.text, "string"),
        *_evidence(SupportRow),
    ),
)
TARGETS = FrameSpec(
    row=TargetRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", TargetRow.task_position, "Int64"),
        ("position", TargetRow.position, "Int64"),
        ("text", TargetRow.text, "string"),
        ("indicator", TargetRow.indicator, "string"),
        ("comparator", TargetRow.comparator, "string"),
        ("value", TargetRow.value, "float64"),
        ("unit", TargetRow.unit, "string"),
        ("by", TargetRow.by, "datetime64[ns]"),
        *_evidence(TargetRow),
    ),
)
OFFICIALS = FrameSpec(
    row=OfficialRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", OfficialRow.task_position, "Int64"),
        ("position", OfficialRow.position, "Int64"),
        ("name", OfficialRow.name, "string"),
        ("column", OfficialRow.column, "string"),
        ("inherited", OfficialRow.inherited, "bool"),
        *_evidence(OfficialRow),
    ),
)
MILESTONES = FrameSpec(
    row=MilestoneRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", MilestoneRow.task_position, "Int64"),
        ("position", MilestoneRow.position, "Int64"),
        ("text", MilestoneRow.text, "string"),
        ("status", MilestoneRow.status, "string"),
        ("trigger", MilestoneRow.trigger, "string"),
        *_evidence(MilestoneRow),
    ),
)
DEADLINES = FrameSpec(
    row=DeadlineRow,
    columns=(
        ("task_id", TaskRow.task_id, "string"),
        ("_task", DeadlineRow.task_position, "Int64"),
        ("position", DeadlineRow.position, "Int64"),
        ("milestone", DeadlineRow.milestone_position, "Int64"),
        ("text", DeadlineRow.text, "string"),
        ("kind", DeadlineRow.kind, "string"),
        ("start", DeadlineRow.start_date, "datetime64[ns]"),
        ("end", DeadlineRow.end_date, "datetime64[ns]"),
        ("precision", DeadlineRow.precision, "string"),
        ("ongoing", DeadlineRow.ongoing, "bool"),
        ("recurrence", DeadlineRow.recurrence, "string"),
        ("anchor_event", DeadlineRow.anchor_event, "string"),
        ("anchor_offset", DeadlineRow.anchor_offset, "string"),
        ("anchor_calendar", DeadlineRow.anchor_calendar, "string"),
        *_evidence(DeadlineRow),
    ),
)
CITATIONS = FrameSpec(
    row=CitationRow,
    columns=(
        ("position", CitationRow.position, "Int64"),
        ("title", CitationRow.title, "string"),
        ("number", CitationRow.number, "string"),
        ("relation", CitationRow.relation, "string"),
        ("locator", CitationRow.locator, "string"),
        ("until", CitationRow.until, "datetime64[ns]"),
        ("within", CitationRow.within, "string"),
        ("cited_notice_id", CitationRow.cited_notice_id, "string"),
        *_evidence(CitationRow),
    ),
)
UNITS = FrameSpec(
    row=UnitRow,
    columns=(
        ("position", UnitRow.position, "Int64"),
        ("unit_id", UnitRow.unit_id, "string"),
        ("name", UnitRow.name, "string"),
        ("level", UnitRow.level, "string"),
        ("mentions", UnitRow.mentions, "object"),
    ),
)
LINKS = FrameSpec(
    row=UnitLinkRow,
    columns=(
        ("position", UnitLinkRow.position, "Int64"),
        ("unit_id", UnitLinkRow.unit_id, "string"),
        ("name", UnitLinkRow.name, "string"),
        ("level", UnitLinkRow.level, "string"),
        ("mention", UnitLinkRow.mention, "string"),
    ),
)
PROBLEMS = FrameSpec(
    row=ProblemRow,
    columns=(
        ("position", ProblemRow.position, "Int64"),
        ("code", ProblemRow.code, "string"),
        ("message", ProblemRow.message, "string"),
        *_evidence(ProblemRow),
    ),
)


def read(
    engine: Engine, spec: FrameSpec, *, notices: Iterable[str] | None = None, where: Iterable[ColumnElement[bool]] = (), at: int | None = None
) -> pd.DataFrame:
    """The rows that stand, or stood after the run ``at``, by notice id and then in reading order; ``notices`` are the notice ids to
    keep (``None``: all)."""
    columns: tuple[Column, ...] = (("notice_id", Version.notice_id, "string"), *spec.columns)
    query = select(*(column.label(name) for name, column, _ in columns)).select_from(Version)
    if issubclass(spec.row, Record):
        query = query.join(Record, Record.id == Version.record_id)
    elif issubclass(spec.row, TaskFact):
        of_task = (TaskRow.record_id == spec.row.record_id) & (TaskRow.position == spec.row.task_position)
        query = (
            query.join(spec.row, spec.row.record_id == Version.record_id)
            .join(TaskRow, of_task)
            .join(Record, Record.id == TaskRow.record_id)
        )
    elif issubclass(spec.row, Fact | UnitRow | UnitLinkRow):
        query = query.join(spec.row, spec.row.record_id == Version.record_id)
    query = query.where(stood(at), *where)
    parts = [query] if notices is None else [query.where(Version.notice_id.in_(some)) for some in batches(sorted(set(notices)))]
    with engine.connect() as connection:
        rows = [row for part in parts for row in connection.execute(part)]
    return _frame(rows, columns)


def _frame(rows: Sequence[Sequence[Any]], columns: tuple[Column, ...]) -> pd.DataFrame:
    names = [name for name, _, _ in columns]
    frame = pd.DataFrame([tuple(row) for row in rows], columns=names, dtype="object")
    for name, _, kind in columns:
        frame[name] = pd.to_datetime(frame[name]).astype(kind) if kind == "datetime64[ns]" else frame[name].astype(kind)
    # sorted here, for databases differ in the order of Chinese characters
    order = [name for name in ("notice_id", "_task", "position") if name in names]
    return frame.sort_values(order, kind="stable", ignore_index=True).drop(columns=[name for name in names if name.startswith("_")])
