"""The kinds of row that the CSV files and the workbook write. Ids join across tables.

A field ``evidence`` stands for five columns: block, page, start, end, quote. A :data:`Day` is an ISO date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from extractors.records import Evidence, Role
from pipeline.entries import QuarantineEntry

Day = Annotated[str, "a day, ISO 8601"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice 通知."""

    notice_id: str
    version: int
    title: str | None
    number: str | None
    document_kind: str | None
    issuers: str | None
    addressees: str | None
    copied_to: str | None
    signed_by: str | None
    secrecy: str | None
    urgency: str | None
    issued_on: Day | None
    printed_on: Day | None
    published_on: Day | None
    effective_on: Day | None
    expires_on: Day | None
    status: str | None
    index_number: str | None
    jurisdiction: str | None
    jurisdiction_code: str | None
    jurisdiction_level: str | None
    issued_texts: str | None
    attachments: str | None
    clauses: int
    tasks: int
    problems: int
    sources: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """A clause 条款. ``tasks`` is how many tasks name it."""

    clause_id: str
    notice_id: str
    parent_id: str | None
    part: str
    path: str
    label: str
    level: int
    heading: str | None
    text: str
    tasks: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task 任务."""

    task_id: str
    notice_id: str
    clause_id: str | None
    continues_id: str | None
    origin: str
    part: str
    table: int | None
    row: int | None
    section_label: str | None
    section_heading: str | None
    title: str
    text: str
    timeline: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """A unit in its role 责任分工. ``position`` counts from 1 in the order printed."""

    task_id: str
    position: int
    notice_id: str
    unit_id: str
    unit_name: str
    mention: str
    role: Role
    column: str | None
    inherited: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A time limit 完成时限 of a task, or of the milestone at a position of it; ``position`` counts the limits of the task (see ``pipeline.limits``)."""

    task_id: str
    milestone: int | None
    position: int
    notice_id: str
    text: str
    kind: str
    start: Day | None
    end: Day | None
    precision: str | None
    ongoing: bool
    recurrence: str | None
    anchor_event: str | None
    anchor_offset: str | None
    anchor_calendar: str | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A step 推进时序 of a task; its limit is the row of ``deadlines`` with the same task and milestone."""

    task_id: str
    position: int
    notice_id: str
    text: str
    status: str
    trigger: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """A measure 支持政策 of a superior policy that a task carries out."""

    task_id: str
    position: int
    notice_id: str
    measure_id: str
    policy_id: str
    no: int | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """An official 牵头领导 of a task."""

    task_id: str
    position: int
    notice_id: str
    name: str
    column: str | None
    inherited: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target 指标 of a task."""

    task_id: str
    position: int
    notice_id: str
    text: str
    indicator: str | None
    comparator: str
    value: float
    unit: str | None
    by: Day | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A cited document, one row a place that names it. ``cited_notice_id`` where it is a notice of the corpus."""

    notice_id: str
    position: int
    place: int
    policy_id: str
    cited_notice_id: str | None
    title: str | None
    number: str | None
    relation: str
    locator: str | None
    until: Day | None
    within: str | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit 单位, with the number of tasks that it has in each role. ``settled`` is false for collectives and unknown forms."""

    unit_id: str
    name: str
    level: str | None
    settled: bool
    mentions: str | None
    notices: int
    tasks: int
    lead: int
    support: int
    supervise: int
    responsible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """Something doubtful 问题."""

    notice_id: str
    position: int
    code: str
    message: str
    evidence: Evidence | None


Row = (
    NoticeRow
    | ClauseRow
    | TaskRow
    | AssignmentRow
    | DeadlineRow
    | MilestoneRow
    | SupportRow
    | OfficialRow
    | TargetRow
    | CitationRow
    | UnitRow
    | ProblemRow
    | QuarantineEntry
)
