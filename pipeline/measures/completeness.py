"""How much of what a worklist ought to say a notice says."""

from __future__ import annotations

import pandas as pd


def completeness(tasks: pd.DataFrame, assignments: pd.DataFrame, deadlines: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """For each notice that has tasks, the share of them with a unit, a lead, a limit and a target; by notice id.

    Returns:
        ``notice_id``, ``tasks``: N; ``with_unit``, ``with_lead``, ``with_deadline`` (a limit of its own or of a step, 长期 too) and ``with_target``: how many
        tasks have one; ``unit``, ``lead``, ``deadline``, ``target``: these divided by N; ``completeness``: the mean of lead, deadline and
        target. All shares 0 to 1.
    """
    counted = tasks.groupby("notice_id").size()
    frame = pd.DataFrame({"tasks": counted.astype("Int64")})
    having = {
        "unit": assignments["task_id"],
        "lead": assignments.loc[assignments["role"] == "lead", "task_id"],
        "deadline": deadlines["task_id"],
        "target": targets["task_id"],
    }
    for name, ids in having.items():
        has = tasks[tasks["task_id"].isin(set(ids))].groupby("notice_id").size()
        frame[f"with_{name}"] = has.reindex(frame.index).fillna(0).astype("Int64")
    for name in having:
        frame[name] = frame[f"with_{name}"].astype("float64") / frame["tasks"].astype("float64")
    frame["completeness"] = frame[["lead", "deadline", "target"]].mean(axis=1).round(12)
    return frame.reset_index().astype({"notice_id": "string"})
