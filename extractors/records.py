"""The notice record: what one notice says and settles, each fact with the characters that say it.

The models of the record that the whole project speaks. Ranges are half-open offsets in code points of
:attr:`NoticeRecord.text`; dates are ISO 8601 strings; what a notice does not say is ``None`` or an empty list.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal["lead", "support", "supervise", "responsible"]
Origin = Literal["table", "note", "sentence"]
DeadlineKind = Literal["by", "during", "from", "recurring", "ongoing", "immediate", "event"]
Precision = Literal["day", "ten_days", "month", "quarter", "half_year", "year", "plan", "vague"]
Relation = Literal["issues", "forwards", "implements", "amends", "repeals", "extends", "plans", "cites"]
Level = Literal["national", "province", "city", "county", "zone", "town", "other"]


class Model(BaseModel):
    """Closed and frozen: a field that is not in the contract is a mistake, not an extension."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Evidence(Model):
    """The characters ``text[start:end]`` that say a fact, the block that they stand in, and the cue that found them."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    block: str
    page: int | None = None
    quote: str
    cue: str | None = None


class SourceFile(Model):
    name: str
    media_type: str
    sha256: str
    bytes: int
    pages: int | None = None


class Jurisdiction(Model):
    """The area 行政区划 that the issuer governs; ``code`` by GB/T 2260."""

    name: str
    code: str | None = None
    level: Level | None = None


class Attachment(Model):
    title: str
    evidence: Evidence | None = None


class Notice(Model):
    """The elements of a notice 公文 by GB/T 9704-2012."""

    title: str | None = None
    number: str | None = None
    kind: str | None = None
    issuers: list[str] = []
    addressees: list[str] = []
    copied_to: list[str] = []
    signed_by: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    issued_on: str | None = None
    printed_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    status: str | None = None
    index_number: str | None = None
    jurisdiction: Jurisdiction | None = None
    issued_text: str | None = None
    issued_texts: list[str] = []
    attachments: list[Attachment] = []
    evidence: dict[str, list[Evidence]] = {}


class Clause(Model):
    """One numbered heading or item 条款. ``path`` is the labels from the top (``二/（一）/1``)."""

    id: str
    part: str
    parent: str | None = None
    path: str
    label: str
    level: int = Field(ge=1)
    heading: str | None = None
    text: str = ""
    evidence: Evidence


class Anchor(Model):
    """What a limit is counted from: ``offset`` is an ISO 8601 duration."""

    event: str
    offset: str | None = None
    calendar: Literal["calendar", "working"] = "calendar"


class Deadline(Model):
    """A time limit 完成时限 and what it comes to. ``end`` is the last day that is meant."""

    text: str
    kind: DeadlineKind
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    ongoing: bool = False
    recurrence: str | None = None
    anchor: Anchor | None = None
    evidence: Evidence | None = None


class Assignment(Model):
    """One unit as printed, in its role. ``inherited``: printed in another row's merged cell or an earlier note."""

    mention: str
    unit_id: str | None = None
    role: Role
    column: str | None = None
    inherited: bool = False
    evidence: Evidence


class Official(Model):
    name: str
    column: str | None = None
    inherited: bool = False
    evidence: Evidence


class Milestone(Model):
    """A dated step 推进时序 inside a task."""

    text: str
    deadline: Deadline | None = None
    status: Literal["planned", "done"] = "planned"
    trigger: str | None = None
    evidence: Evidence


class Target(Model):
    """A level that the notice wants brought about 指标."""

    text: str
    indicator: str | None = None
    comparator: Literal[">=", "<=", "=", "~", "+", "-"]
    value: float
    unit: str | None = None
    by: str | None = None
    evidence: Evidence


class Support(Model):
    """A policy item 支持政策 of the superior document that a worklist row carries out."""

    no: int | None = None
    text: str
    evidence: Evidence


class TableRow(Model):
    table: int
    row: int


class Section(Model):
    label: str | None = None
    heading: str | None = None


class Task(Model):
    """A passage with its own allocation 任务."""

    id: str
    origin: Origin
    part: str
    clause: str | None = None
    table_row: TableRow | None = None
    section: Section | None = None
    continues: str | None = None
    title: str
    text: str = ""
    timeline: str | None = None
    supports: list[Support] = []
    assignments: list[Assignment] = []
    officials: list[Official] = []
    deadlines: list[Deadline] = []
    milestones: list[Milestone] = []
    targets: list[Target] = []
    evidence: Evidence


class Citation(Model):
    """A document named by title, by number, or both; once a document, with every place that names it."""

    title: str | None = None
    number: str | None = None
    relation: Relation
    locator: str | None = None
    until: str | None = None
    within: str | None = None
    notice_id: str | None = None
    evidence: list[Evidence]


class Unit(Model):
    """An organisation that the notice names; ``name`` is its full name, where the notice or the knowledge settles it."""

    id: str
    name: str | None = None
    level: Level | None = None
    mentions: list[str]


class Problem(Model):
    """Something doubtful: a code (``deadline.unparsed``), a sentence for a person, and where."""

    code: str
    message: str
    evidence: Evidence | None = None


class NoticeRecord(Model):
    """One notice, as the extractors read it."""

    schema_: Literal["policygraph/notice-record/1"] = Field(default="policygraph/notice-record/1", alias="schema")
    source: SourceFile
    text: str
    notice: Notice
    clauses: list[Clause] = []
    tasks: list[Task] = []
    citations: list[Citation] = []
    units: list[Unit] = []
    problems: list[Problem] = []

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON, keys in the contract's order, Chinese characters as they are: the same bytes every time."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dictionaries and lists."""
        return self.model_dump(by_alias=True, mode="json")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record (draft 2020-12), as shipped in ``docs/``."""
    return NoticeRecord.model_json_schema(by_alias=True)
