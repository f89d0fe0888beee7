"""What the façade adds to the rows of tasks: ids over all notices, units by role, limits, status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pandas as pd

from pipeline import identity
from pipeline.resolve.frames import ROLES


def joined(frame: pd.DataFrame, column: str, join: Callable[[str, str], str]) -> pd.Series[str]:
    """A column of ids within their notice, made into ids over all notices."""
    pairs = zip(frame["notice_id"], frame[column], strict=True)
    return pd.Series([None if pd.isna(own) else join(notice, own) for notice, own in pairs], dtype="string")


def with_task_ids(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(task_id=joined(frame, "task_id", identity.task_id))


def with_roles(tasks: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """The tasks with a column for each role: the units as printed, parted by 、."""
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task, role, mention in zip(*(assignments[name].tolist() for name in ("task_id", "role", "mention")), strict=True):
        printed[task, role].append(mention)
    ids = tasks["task_id"].tolist()
    for role in ROLES:
        units = ["、".join(printed[task, role]) if (task, role) in printed else None for task in ids]
        tasks[role] = pd.Series(units, index=tasks.index, dtype="string")
    return tasks


def with_status(tasks: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """The tasks with ``status``: ``done``, ``started`` or ``planned`` by their steps."""
    done = (milestones["status"] == "done").groupby(milestones["task_id"]).agg(["all", "any"])
    every, some = (tasks["task_id"].isin(done.index[done[column].astype("bool")]) for column in ("all", "any"))
    status = every.map({True: "done", False: "planned"}).mask(some & ~every, "started")
    return tasks.assign(status=status.astype("string"))


def with_limits(tasks: pd.DataFrame, deadlines: pd.DataFrame) -> pd.DataFrame:
    """The tasks with the words of their own limits (``deadline``), ``due`` and ``ongoing``."""
    own = deadlines[deadlines["milestone"].isna()]
    tasks["deadline"] = tasks["task_id"].map(own.groupby("task_id")["text"].agg("；".join)).astype("string")
    last_own, last = (
        found.groupby("task_id")["end"].max().reindex(tasks["task_id"]).astype("datetime64[ns]") for found in (own, deadlines)
    )
    tasks["due"] = last_own.fillna(last).array
    tasks["ongoing"] = tasks["task_id"].isin(deadlines.loc[deadlines["ongoing"], "task_id"])
    return tasks
