"""Conditions on tasks, for the façade and the search; each is about the :class:`TaskRow` of the query around it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, exists, func, select

from pipeline.store.models import AssignmentRow, DeadlineRow, MilestoneRow, TaskRow, UnitLinkRow, UnitRow


def assigned(unit: str) -> ColumnElement[bool]:
    """That a task is assigned to a unit: part of its name as printed, or of its full name by the links of the record or by what the
    record itself settles; white space and capitals aside."""
    row, part = AssignmentRow, "".join(unit.split())
    printed: ColumnElement[str] = row.mention.expression
    for blank in " \n\t\u3000":
        printed = func.replace(printed, blank, "")
    linked = exists().where(
        UnitLinkRow.record_id == row.record_id, UnitLinkRow.mention == printed, UnitLinkRow.name.icontains(part, autoescape=True)
    )
    listed = exists().where(UnitRow.record_id == row.record_id, UnitRow.unit_id == row.unit_id, UnitRow.name.icontains(part, autoescape=True))
    query = select(row.record_id).where(row.record_id == TaskRow.record_id, row.task_position == TaskRow.position)
    return query.where(printed.icontains(part, autoescape=True) | linked | listed).exists()


def due(*, after: date | None, before: date | None) -> ColumnElement[bool]:
    """That a task has a limit, or a step not yet done with one, that ends between two days, both included."""
    row, step = DeadlineRow, MilestoneRow
    of_step = (step.record_id == row.record_id) & (step.task_position == row.task_position) & (step.position == row.milestone_position)
    query = select(row.record_id).where(
        row.record_id == TaskRow.record_id,
        row.task_position == TaskRow.position,
        ~exists().where(of_step, step.status == "done"),
    )
    query = query.where(row.end_date >= after) if after is not None else query
    return (query.where(row.end_date <= before) if before is not None else query).exists()
