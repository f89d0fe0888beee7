"""The measures 支持政策 of superior policies, and what carries them out."""

from __future__ import annotations

import pandas as pd


def measures(supports: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """The measures of superior policies that tasks carry out, in the order in which they are first printed.

    Args:
        supports: as :meth:`Corpus.supports` gives them.
        tasks: the tasks in question; a support of another is left out.

    Returns:
        ``measure_id``, ``policy_id``, ``no`` and ``text`` as first printed; ``notices``: how many carry it out; ``tasks``: how many tasks do, a continuation row counted
        with the task that it continues; ``entries``: how many rows do, continuation rows too.
    """
    base = base_tasks(tasks)
    rows = supports[supports["task_id"].isin(set(tasks["task_id"]))]
    rows = rows.assign(base=rows["task_id"].map(base).astype("string"))
    found = rows.groupby("measure_id", sort=False).agg(
        policy_id=("policy_id", "first"),
        no=("no", "first"),
        text=("text", "first"),
        notices=("notice_id", "nunique"),
        tasks=("base", "nunique"),
        entries=("task_id", "nunique"),
    )
    return found.reset_index().astype(dict.fromkeys(("no", "notices", "tasks", "entries"), "Int64"))


def base_tasks(tasks: pd.DataFrame) -> dict[str, str]:
    """For each task the one that it continues, at the end of the line; itself where it continues none that is there."""
    continues = {task: on for task, on in zip(tasks["task_id"], tasks["continues_id"], strict=True) if pd.notna(on)}
    there = set(tasks["task_id"])
    base: dict[str, str] = {}
    for task in tasks["task_id"]:
        at, passed = task, {task}
        while (on := continues.get(at)) in there and on not in passed:
            at = on
            passed.add(at)
        base[task] = at
    return base
