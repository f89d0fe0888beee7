"""The facts of the notices, collected into rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from extractors.records import Role, Task
from pipeline import identity
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.exports.rows import (
    AssignmentRow,
    CitationRow,
    ClauseRow,
    DeadlineRow,
    MilestoneRow,
    NoticeRow,
    OfficialRow,
    ProblemRow,
    SupportRow,
    TargetRow,
    TaskRow,
    UnitRow,
)
from pipeline.graph.links import Policies, RecordLinks
from pipeline.graph.named_units import Units
from pipeline.limits import Limit, limits_of

LIST_SEPARATOR = "；"


class Rows:
    """The tables of a corpus, each in the order of the notices by id, and of what they print."""

    def __init__(self, entries: Sequence[NoticeEntry], quarantine: Sequence[QuarantineEntry]) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.notice_id)
        self.quarantine = sorted(quarantine, key=lambda item: (item.path, item.code, item.cause))
        self._policies, self._units = Policies.of(self.entries), Units(self.entries)

    def _tasks(self) -> Iterator[tuple[NoticeEntry, Task, str]]:
        for entry in self.entries:
            for task in entry.record.tasks:
                yield entry, task, identity.task_id(entry.notice_id, task.id)

    @cached_property
    def notices(self) -> list[NoticeRow]:
        return [_notice_row(entry) for entry in self.entries]

    @cached_property
    def clauses(self) -> list[ClauseRow]:
        rows: list[ClauseRow] = []
        named = Counter(task.clause_id for task in self.tasks)
        for entry in self.entries:
            links = RecordLinks(entry.record)
            for clause in entry.record.clauses:
                parent = links.clause(clause.parent, part=clause.part)
                own = identity.clause_id(entry.notice_id, clause.id)
                rows.append(
                    ClauseRow(
                        clause_id=own,
                        notice_id=entry.notice_id,
                        parent_id=identity.clause_id(entry.notice_id, parent.id) if parent else None,
                        part=clause.part,
                        path=clause.path,
                        label=clause.label,
                        level=clause.level,
                        heading=clause.heading,
                        text=clause.text,
                        tasks=named[own],
                        evidence=clause.evidence,
                    )
                )
        return rows

    @cached_property
    def tasks(self) -> list[TaskRow]:
        links = {entry.notice_id: RecordLinks(entry.record) for entry in self.entries}
        return [_task_row(entry, task, links[entry.notice_id]) for entry, task, _ in self._tasks()]

    @cached_property
    def assignments(self) -> list[AssignmentRow]:
        rows: list[AssignmentRow] = []
        for entry, task, own in self._tasks():
            for position, assignment in enumerate(task.assignments, start=1):
                unit = self._units.unit(self._units.assigned(entry, assignment))
                rows.append(
                    AssignmentRow(
                        task_id=own,
                        position=position,
                        notice_id=entry.notice_id,
                        unit_id=unit.id,
                        unit_name=unit.name,
                        mention=assignment.mention,
                        role=assignment.role,
                        column=assignment.column,
                        inherited=assignment.inherited,
                        evidence=assignment.evidence,
                    )
                )
        return rows

    @cached_property
    def deadlines(self) -> list[DeadlineRow]:
        return [_deadline_row(entry, own, limit) for entry, task, own in self._tasks() for limit in limits_of(task)]

    @cached_property
    def milestones(self) -> list[MilestoneRow]:
        return [
            MilestoneRow(
                task_id=own,
                position=position,
                notice_id=entry.notice_id,
                text=milestone.text,
                status=milestone.status,
                trigger=milestone.trigger,
                evidence=milestone.evidence,
            )
            for entry, task, own in self._tasks()
            for position, milestone in enumerate(task.milestones, start=1)
        ]

    @cached_property
    def supports(self) -> list[SupportRow]:
        return [
            SupportRow(
                task_id=own,
                position=position,
                notice_id=entry.notice_id,
                measure_id=self._policies.measure(entry, task, support),
                policy_id=self._policies.superior(entry, task.part).id,
                no=support.no,
                text=support.text,
                evidence=support.evidence,
            )
            for entry, task, own in self._tasks()
            for position, support in enumerate(task.supports, start=1)
        ]

    @cached_property
    def officials(self) -> list[OfficialRow]:
        return [
            OfficialRow(
                task_id=own,
                position=position,
                notice_id=entry.notice_id,
                name=official.name,
                column=official.column,
                inherited=official.inherited,
                evidence=official.evidence,
            )
            for entry, task, own in self._tasks()
            for position, official in enumerate(task.officials, start=1)
        ]

    @cached_property
    def targets(self) -> list[TargetRow]:
        return [
            TargetRow(task_id=own, position=position, notice_id=entry.notice_id, **dict(target))
            for entry, task, own in self._tasks()
            for position, target in enumerate(task.targets, start=1)
        ]

    @cached_property
    def citations(self) -> list[CitationRow]:
        rows: list[CitationRow] = []
        for entry in self.entries:
            for position, citation in enumerate(entry.record.citations, start=1):
                policy = self._policies.cited(entry, citation)
                for place, evidence in enumerate(citation.evidence or [None], start=1):
                    rows.append(
                        CitationRow(
                            notice_id=entry.notice_id,
                            position=position,
                            place=place,
                            policy_id=policy.id,
                            cited_notice_id=policy.notice_id,
                            title=citation.title,
                            number=citation.number,
                            relation=citation.relation,
                            locator=citation.locator,
                            until=citation.until,
                            within=citation.within,
                            evidence=evidence,
                        )
                    )
        return rows

    @cached_property
    def units(self) -> list[UnitRow]:
        notices: dict[str, set[str]] = {}
        tasks: dict[str, set[str]] = {}
        in_role: dict[tuple[str, Role], set[str]] = {}
        for row in self.assignments:
            notices.setdefault(row.unit_id, set()).add(row.notice_id)
            tasks.setdefault(row.unit_id, set()).add(row.task_id)
            in_role.setdefault((row.unit_id, row.role), set()).add(row.task_id)
        for entry in self.entries:
            for unit in entry.record.units:
                notices.setdefault(identity.unit_id(unit.id), set()).add(entry.notice_id)
            for issuer in entry.record.notice.issuers:
                notices.setdefault(self._units.issuer(entry, issuer), set()).add(entry.notice_id)
        return [
            UnitRow(
                unit_id=unit.id,
                name=unit.name,
                level=unit.level,
                settled=unit.settled,
                mentions=_joined(unit.mentions),
                notices=len(notices.get(unit.id, ())),
                tasks=len(tasks.get(unit.id, ())),
                lead=len(in_role.get((unit.id, "lead"), ())),
                support=len(in_role.get((unit.id, "support"), ())),
                supervise=len(in_role.get((unit.id, "supervise"), ())),
                responsible=len(in_role.get((unit.id, "responsible"), ())),
            )
            for unit in self._units.known()
        ]

    @cached_property
    def problems(self) -> list[ProblemRow]:
        return [
            ProblemRow(notice_id=entry.notice_id, position=position, code=problem.code, message=problem.message, evidence=problem.evidence)
            for entry in self.entries
            for position, problem in enumerate(entry.record.problems, start=1)
        ]


def _notice_row(entry: NoticeEntry) -> NoticeRow:
    notice, place = entry.record.notice, entry.record.notice.jurisdiction
    return NoticeRow(
        notice_id=entry.notice_id,
        version=entry.version,
        title=notice.title,
        number=notice.number,
        document_kind=notice.kind,
        issuers=_joined(notice.issuers),
        addressees=_joined(notice.addressees),
        copied_to=_joined(notice.copied_to),
        signed_by=notice.signed_by,
        secrecy=notice.secrecy,
        urgency=notice.urgency,
        issued_on=notice.issued_on,
        printed_on=notice.printed_on,
        published_on=notice.published_on,
        effective_on=notice.effective_on,
        expires_on=notice.expires_on,
        status=notice.status,
        index_number=notice.index_number,
        jurisdiction=place.name if place else None,
        jurisdiction_code=place.code if place else None,
        jurisdiction_level=place.level if place else None,
        issued_texts=_joined(notice.issued_texts) or notice.issued_text,
        attachments=_joined([attachment.title for attachment in notice.attachments]),
        clauses=len(entry.record.clauses),
        tasks=len(entry.record.tasks),
        problems=len(entry.record.problems),
        sources=_joined([source.path for source in entry.sources]),
        sha256=entry.record.source.sha256,
    )


def _task_row(entry: NoticeEntry, task: Task, links: RecordLinks) -> TaskRow:
    clause = links.clause(task.clause, part=task.part)
    return TaskRow(
        task_id=identity.task_id(entry.notice_id, task.id),
        notice_id=entry.notice_id,
        clause_id=identity.clause_id(entry.notice_id, clause.id) if clause else None,
        continues_id=identity.task_id(entry.notice_id, task.continues) if task.continues else None,
        origin=task.origin,
        part=task.part,
        table=task.table_row.table if task.table_row else None,
        row=task.table_row.row if task.table_row else None,
        section_label=task.section.label if task.section else None,
        section_heading=task.section.heading if task.section else None,
        title=task.title,
        text=task.text,
        timeline=task.timeline,
        evidence=task.evidence,
    )


def _deadline_row(entry: NoticeEntry, task: str, limit: Limit) -> DeadlineRow:
    deadline, anchor = limit.deadline, limit.deadline.anchor
    return DeadlineRow(
        task_id=task,
        milestone=limit.milestone,
        position=limit.position,
        notice_id=entry.notice_id,
        text=deadline.text,
        kind=deadline.kind,
        start=deadline.start,
        end=deadline.end,
        precision=deadline.precision,
        ongoing=deadline.ongoing,
        recurrence=deadline.recurrence,
        anchor_event=anchor.event if anchor else None,
        anchor_offset=anchor.offset if anchor else None,
        anchor_calendar=anchor.calendar if anchor else None,
        evidence=limit.evidence,
    )


def _joined(values: Sequence[str]) -> str | None:
    """Several values in one cell."""
    return LIST_SEPARATOR.join(values) or None
