"""The facts of tasks, notices and problems, with the words that say them and with what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.records import Evidence
from pipeline import labels
from pipeline.entries import NoticeEntry
from pipeline.exports.collect import Rows
from pipeline.exports.report.model import Fact
from pipeline.exports.rows import (
    AssignmentRow,
    CitationRow,
    ClauseRow,
    DeadlineRow,
    MilestoneRow,
    OfficialRow,
    ProblemRow,
    SupportRow,
    TargetRow,
    TaskRow,
)

OfTask = TypeVar("OfTask", AssignmentRow, DeadlineRow, MilestoneRow, OfficialRow, SupportRow, TargetRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A fact, and the evidence that its mark is yet to be made of."""

    fact: Fact
    evidence: Evidence | None


class TaskFacts:
    """The facts of each task, and its limits."""

    def __init__(self, facts: Rows, *, unit_at: Mapping[str, int]) -> None:
        self._unit_at = unit_at
        self._clauses: dict[str, ClauseRow] = {row.clause_id: row for row in facts.clauses}
        self._assigned, self._limits, self._steps = by_task(facts.assignments), by_task(facts.deadlines), by_task(facts.milestones)
        self._targets, self._officials, self._supports = by_task(facts.targets), by_task(facts.officials), by_task(facts.supports)

    def assigned(self, task: TaskRow) -> list[AssignmentRow]:
        """Its units in their roles."""
        return self._assigned[task.task_id]

    def own_limits(self, task: TaskRow) -> list[DeadlineRow]:
        """The limits that are not those of a step."""
        return [limit for limit in self._limits[task.task_id] if limit.milestone is None]

    def due(self, task: TaskRow) -> str | None:
        """The last day of its own limits, without one that of its steps."""
        own = [limit.end for limit in self.own_limits(task) if limit.end]
        return max(own or [limit.end for limit in self._limits[task.task_id] if limit.end], default=None)

    def ends(self, task: TaskRow) -> tuple[str, ...]:
        """The days on which one of its limits ends, or of its steps that are not yet done."""
        done = {step.position for step in self._steps[task.task_id] if step.status == "done"}
        return tuple(sorted({limit.end for limit in self._limits[task.task_id] if limit.end and limit.milestone not in done}))

    def limited(self, task: TaskRow) -> bool:
        """Whether it has any limit of its own or of a step."""
        return bool(self._limits[task.task_id])

    def of(self, task: TaskRow) -> Iterator[Said]:
        """Its facts: what is to be done, out of which clause and measure, by whom, by when, how much."""
        yield Said(fact=Fact(kind="task", words=task.title), evidence=task.evidence)
        if task.clause_id is not None:
            clause = self._clauses[task.clause_id]
            words = labels.shortened(f"{clause.label}{clause.heading or clause.text}", length=80)
            yield Said(fact=Fact(kind="clause", words=words, value=clause.path), evidence=clause.evidence)
        for support in self._supports[task.task_id]:
            yield Said(fact=Fact(kind="support", words=support.text), evidence=support.evidence)
        for row in self._assigned[task.task_id]:
            unit = Fact(kind="unit", words=row.mention, role=row.role, unit=self._unit_at[row.unit_id], inherited=row.inherited)
            yield Said(fact=unit, evidence=row.evidence)
        for official in self._officials[task.task_id]:
            named = Fact(kind="official", words=official.name, value=official.column, inherited=official.inherited)
            yield Said(fact=named, evidence=official.evidence)
        yield from self._times(task)
        for target in self._targets[task.task_id]:
            yield Said(fact=Fact(kind="target", words=target.text, value=target.indicator), evidence=target.evidence)

    def _times(self, task: TaskRow) -> Iterator[Said]:
        for limit in self.own_limits(task):
            yield Said(fact=Fact(kind="deadline", words=limit.text, value=_comes_to(limit)), evidence=limit.evidence)
        of_step = {limit.milestone: limit for limit in self._limits[task.task_id] if limit.milestone is not None}
        for step in self._steps[task.task_id]:
            held = of_step.get(step.position)
            fact = Fact(kind="milestone", words=step.text, name=step.status, value=None if held is None else _comes_to(held))
            yield Said(fact=fact, evidence=step.evidence)


def header_facts(entry: NoticeEntry, cited: Sequence[CitationRow]) -> Iterator[Said]:
    """The elements of a notice's header, each as it is printed, then the documents that it names."""
    for name, hits in entry.record.notice.evidence.items():
        for hit in hits:
            yield Said(fact=Fact(kind="header", words=hit.quote, name=name), evidence=hit)
    for row in cited:
        if row.evidence is not None:
            words = row.title or row.number or row.evidence.quote
            yield Said(fact=Fact(kind="citation", words=words, name=row.relation, value=row.number), evidence=row.evidence)


def problem_fact(row: ProblemRow) -> Said:
    """What is doubtful, as a fact."""
    return Said(fact=Fact(kind="problem", words=row.message, name=row.code), evidence=row.evidence)


def by_task(table: Sequence[OfTask]) -> dict[str, list[OfTask]]:
    """Rows by their task; without any an empty list."""
    grouped: dict[str, list[OfTask]] = defaultdict(list)
    for row in table:
        grouped[row.task_id].append(row)
    return grouped


def _comes_to(limit: DeadlineRow) -> str | None:
    """The last day of a limit, or how it comes again."""
    if limit.end is not None:
        return limit.end
    return labels.recurrence(limit.recurrence) if limit.recurrence else None
