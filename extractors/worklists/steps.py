"""The time of a worklist's row: its deadlines, its steps 推进时序, and the columns whose heading is a time (2024年, 一季度)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.deadlines import TimeContext, find_times, read_slot, time_problem
from extractors.document import Cell, Document
from extractors.milestones.milestones import StepsReading, read_passage, read_timeline
from extractors.records import Deadline, Evidence, Milestone, Problem
from extractors.text import View, evidence, squeeze
from extractors.worklists.columns import Column
from extractors.worklists.rows import Value, WorkRow, one_line, says_nothing

_TICK = re.compile(r"^[√✓✔●○◎■◆★▲]$")


class StepReader:
    """Reads the times of rows; what is in doubt goes to ``problems``."""

    def __init__(self, document: Document, context: TimeContext, problems: list[Problem]) -> None:
        self.document, self.context, self.problems = document, context, problems

    def deadlines(self, row: WorkRow) -> list[Deadline]:
        """The limits of the deadline cells; without such a column, of cells of the timeline that are no more than a time."""
        deadlines = [found for value in row.of("deadline") for found in self._slot(value)]
        if not row.of("deadline"):
            deadlines.extend(found for value in row.of("timeline") if self.is_mere_time(value.cell) for found in self._slot(value))
        return deadlines

    def _slot(self, value: Value) -> Iterator[Deadline]:
        start, end = self.document.span(value.cell.address)
        view = View.of(self.document.text, start, end)
        reading = read_slot(view, self.context)
        for hit in reading.hits:
            found = evidence(self.document, *view.span(hit.start, hit.end), cue=hit.cue)
            yield hit.deadline.model_copy(update={"evidence": found})
            if hit.problem is not None and not value.inherited:
                self.problems.append(time_problem(hit, found))
        if reading.problem and not value.inherited:
            found = evidence(self.document, start, end, cue=value.column.heading)
            self.problems.append(Problem(code=reading.problem, message=f"时限“{view.text}”没有读懂", evidence=found))

    def is_mere_time(self, cell: Cell) -> bool:
        """Whether a cell says a time and nothing else: 2024年6月底前."""
        reading = read_slot(View.of(self.document.text, *self.document.span(cell.address)), self.context)
        return bool(reading.hits) and not reading.leftover

    def milestones(self, row: WorkRow, timelines: list[Value], details: list[Value]) -> list[Milestone]:
        """The steps of the timeline cells and of the columns of a time; without such cells, of what is to be done."""
        readings = [self._timeline(value) for value in timelines]
        if not readings:
            cells = [value.cell for value in details if not value.inherited]
            if row.work is not None and row.continues is None:
                cells.insert(0, row.work)
            readings = [read_passage(self.document, *self.document.span(cell.address), self.context) for cell in cells]
        steps = [step for reading in readings for step in reading.milestones]
        self.problems.extend(problem for reading in readings for problem in reading.problems)
        self.problems.extend(self._early(step) for step in steps if self._is_early(step))
        return steps

    def _timeline(self, value: Value) -> StepsReading:
        span = self.document.span(value.cell.address)
        if value.column.kind != "period":
            return read_timeline(self.document, *span, self.context)
        if says_nothing(value.cell.text):
            return StepsReading(milestones=(), problems=())
        time = self.period(value.column)
        if _TICK.match(squeeze(value.cell.text)):
            found = evidence(self.document, *span, cue=value.column.heading)
            return StepsReading(milestones=(Milestone(text=value.column.heading, deadline=time, evidence=found),), problems=())
        year = int((time.end or time.start or "")[:4]) if time is not None and (time.end or time.start) else None
        reading = read_timeline(self.document, *span, replace(self.context, title_year=year) if year else self.context)
        steps = tuple(step if step.deadline is not None else step.model_copy(update={"deadline": time}) for step in reading.milestones)
        return replace(reading, milestones=steps)

    def period(self, column: Column) -> Deadline | None:
        """The time that a heading says, a year from the heading above it (2024年 over 一季度); ``None`` where it says none (第一阶段)."""
        year: int | None = None
        found: Deadline | None = None
        for cell in column.printed:
            view = View.of(self.document.text, *self.document.span(cell.address))
            for slot in read_slot(view, self.context).hits[:1]:
                year = slot.explicit_year or year
                # a heading's time is that of a step which begins with it: 一季度，完成…
                probe = View.of(view.printed[slot.start : slot.end] + "，完成")
                for hit in find_times(probe, self.context, year_in_force=year)[:1]:
                    where = evidence(self.document, *view.span(slot.start, slot.end), cue="worklist.period")
                    found = hit.deadline.model_copy(update={"evidence": where})
        return found

    def _is_early(self, step: Milestone) -> bool:
        start = step.deadline.start if step.deadline else None
        issued = self.context.issued_on
        return step.status == "done" and issued is not None and start is not None and start > issued.isoformat()

    @staticmethod
    def _early(step: Milestone) -> Problem:
        message = f"标为已完成，但时间在发文之后：{one_line(step.text)[:40]}"
        where: Evidence = step.evidence
        return Problem(code="milestone.done_in_future", message=message, evidence=where)
