"""The time limits of a task in one order, for the store and the tables alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.records import Deadline, Evidence, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit of a task, or of the step whose position (from 1) is ``milestone``.

    ``position`` counts the limits of the task from 1, its own before those of its steps. ``evidence`` is that of the
    limit; a limit of a step that has none stands in the words of the step.
    """

    position: int
    milestone: int | None
    deadline: Deadline
    evidence: Evidence | None


def limits_of(task: Task) -> Iterator[Limit]:
    """The limits of a task and of its steps, in the order of their positions."""
    for position, deadline in enumerate(task.deadlines, 1):
        yield Limit(position=position, milestone=None, deadline=deadline, evidence=deadline.evidence)
    steps = [(number, step, step.deadline) for number, step in enumerate(task.milestones, 1) if step.deadline is not None]
    for position, (number, step, deadline) in enumerate(steps, len(task.deadlines) + 1):
        yield Limit(position=position, milestone=number, deadline=deadline, evidence=deadline.evidence or step.evidence)
