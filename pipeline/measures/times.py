"""What is due when, and what is overdue."""

from __future__ import annotations

from datetime import date

import pandas as pd


def timetable(tasks: pd.DataFrame, deadlines: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Every limit of tasks and of their steps, by its last day; those without a day at the end.

    Takes frames of :class:`Corpus`; the limits of tasks that are not in ``tasks`` are left out.

    Returns:
        ``notice_id``, ``task_id``, ``title``, ``lead`` (as printed, parted by 、); ``position`` of the limit in its task; ``milestone``: the position of the step,
        missing where the limit is the task's own, and ``step``: its words; ``text``, ``kind``, ``start``, ``end``, ``ongoing``,
        ``recurrence`` of the limit; ``status``: ``done`` for a step that is, and for a task all of whose steps are, else ``planned``.
    """
    steps = milestones.rename(columns={"position": "milestone", "text": "step"})[["task_id", "milestone", "step", "status"]]
    found = deadlines.merge(tasks[["task_id", "title", "lead"]], on="task_id").merge(steps, on=["task_id", "milestone"], how="left")
    done = found["milestone"].isna() & found["task_id"].isin(done_tasks(milestones)) | (found["status"] == "done").fillna(False)
    found["status"] = done.map({True: "done", False: "planned"}).astype("string")
    columns = ["notice_id", "task_id", "title", "lead", "position", "milestone", "step", "text", "kind", "start", "end", "ongoing", "recurrence", "status"]
    return found[columns].sort_values(["end", "notice_id", "task_id", "position"], na_position="last", ignore_index=True)


def overdue(timetable: pd.DataFrame, *, at: date | str) -> pd.DataFrame:
    """The limits of a :func:`timetable` that ended before a day and are not done, the longest overdue first.

    Returns:
        The columns of the timetable and ``days`` = ``at`` − ``end``, 1 and more. A limit whose last day is ``at`` is not overdue yet; what is to be kept
        up after its day (``ongoing``) is, for nothing says that it was reached.
    """
    day = pd.Timestamp(at)
    late = timetable[(timetable["end"] < day) & (timetable["status"] != "done")]
    late = late.assign(days=(day - late["end"]).dt.days.astype("Int64"))
    return late.sort_values(["days", "notice_id", "task_id", "position"], ascending=[False, True, True, True], ignore_index=True)


def between(timetable: pd.DataFrame, *, after: date | None, before: date | None) -> pd.DataFrame:
    """The limits of a :func:`timetable` that end between two days, both included."""
    kept = pd.Series(True, index=timetable.index)
    if after is not None:
        kept &= timetable["end"] >= pd.Timestamp(after)
    if before is not None:
        kept &= timetable["end"] <= pd.Timestamp(before)
    return timetable[kept].reset_index(drop=True)


def done_tasks(milestones: pd.DataFrame) -> set[str]:
    """The ids of the tasks that have steps, all of them done."""
    status = (milestones["status"] == "done").groupby(milestones["task_id"]).all()
    return set(status.index[status.astype(bool)])
