"""What has nobody: tasks without a unit, units without a task, measures that a notice passes over."""

from __future__ import annotations

from typing import Any

import pandas as pd


def orphans(
    tasks: pd.DataFrame, assignments: pd.DataFrame, units: pd.DataFrame, clauses: pd.DataFrame, supports: pd.DataFrame
) -> pd.DataFrame:
    """What has nobody or nothing to carry it out, by kind, then id.

    Returns:
        ``kind``, ``id``, ``notice_id`` (missing for a unit) and ``label``. Kinds: ``task_without_unit``; ``unit_without_task``: a unit with a name that
        notices mention or that issues one, and that has no task in any role; ``measure_without_task``: a measure that a notice with a worklist of
        the same superior policy passes over while another carries it out; ``clause_without_task``: a clause that holds no other and no task, of a notice
        that has tasks in that part.
    """
    assigned = set(assignments["task_id"])
    alone = tasks[~tasks["task_id"].isin(assigned)]
    rows: list[tuple[Any, ...]] = [
        ("task_without_unit", task, notice, title)
        for task, notice, title in zip(alone["task_id"], alone["notice_id"], alone["title"], strict=True)
    ]
    idle = units[units["settled"] & ~units["unit_id"].isin(set(assignments["unit_id"]))]
    rows += [("unit_without_task", unit, None, name) for unit, name in zip(idle["unit_id"], idle["name"], strict=True)]
    rows += _passed_over(supports) + _bare_clauses(clauses, tasks)
    frame = pd.DataFrame(rows, columns=["kind", "id", "notice_id", "label"], dtype="object").astype("string")
    return frame.sort_values(["kind", "id", "notice_id"], ignore_index=True)


def _passed_over(supports: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Each measure, with each notice that carries out others of its policy and not this one."""
    texts = supports.drop_duplicates("measure_id").set_index("measure_id")["text"]
    rows: list[tuple[Any, ...]] = []
    for _, of_policy in supports.groupby("policy_id", sort=True):
        taken = of_policy.groupby("notice_id", sort=True)["measure_id"].agg(set)
        every = sorted(set(of_policy["measure_id"]))
        rows += [
            ("measure_without_task", measure, notice, texts[measure])
            for notice, measures in taken.items()
            for measure in every
            if measure not in measures
        ]
    return rows


def _bare_clauses(clauses: pd.DataFrame, tasks: pd.DataFrame) -> list[tuple[Any, ...]]:
    holding = {*clauses["parent_id"].dropna(), *tasks["clause_id"].dropna()}
    parts = set(zip(tasks["notice_id"], tasks["part"], strict=True))
    return [
        ("clause_without_task", clause, notice, f"{label}{text if pd.isna(heading) else heading}"[:40])
        for clause, notice, part, label, heading, text in zip(
            *(clauses[name] for name in ("clause_id", "notice_id", "part", "label", "heading", "text")), strict=True
        )
        if clause not in holding and (notice, part) in parts
    ]
