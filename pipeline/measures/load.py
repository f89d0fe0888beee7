"""Who carries how much: the load of units, and their share in leading."""

from __future__ import annotations

import pandas as pd

from extractors.records import Role

ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")


def load(assignments: pd.DataFrame, *, tasks: int) -> pd.DataFrame:
    """The load of each unit that has a task, the heaviest first.

    Args:
        assignments: the assignments of the tasks in question, as :meth:`Corpus.assignments` gives them.
        tasks: how many tasks are in question, those without a unit too.

    Returns:
        ``unit_id``, ``name``, ``settled``; ``tasks``: T(u), the tasks that the unit has in whatever role, each once;
        ``lead``, ``responsible``, ``support``, ``supervise``: those that it has in the role (a task in two roles counts in both);
        ``of``: N, the tasks in question; ``share`` = T(u) / N and ``lead_share`` = lead(u) / N, 0 to 1; ``load`` = Σ 1 / units(t)
        over the tasks of u, so that the loads of all units add up to the number of tasks that have one.

    Raises:
        ValueError: ``tasks`` is fewer than the assignments have.
    """
    if assignments["task_id"].nunique() > tasks:
        raise ValueError(f"{tasks} tasks, but the assignments have {assignments['task_id'].nunique()}")
    each = assignments.drop_duplicates(["task_id", "unit_id"])
    parts = (1 / each.groupby("task_id")["unit_id"].transform("size")).astype("float64")
    units = named_units(assignments)
    found = units.assign(tasks=each.groupby("unit_id").size().reindex(units.index).astype("Int64"))
    for role in ROLES:
        in_role = assignments[assignments["role"] == role].groupby("unit_id")["task_id"].nunique()
        found[role] = in_role.reindex(units.index).fillna(0).astype("Int64")
    found["of"] = pd.Series(tasks, index=units.index, dtype="Int64")
    for name, counted in (("share", "tasks"), ("lead_share", "lead")):
        found[name] = found[counted].astype("float64") / (tasks or 1)
    # rounded, for sums of thirds differ with their order
    found["load"] = parts.groupby(each["unit_id"]).sum().reindex(units.index).astype("float64").round(9)
    return found.reset_index().sort_values(["tasks", "lead", "unit_id"], ascending=[False, False, True], ignore_index=True)


def named_units(assignments: pd.DataFrame) -> pd.DataFrame:
    """``name`` and ``settled`` of the units of assignments, by ``unit_id``, sorted."""
    units = assignments.drop_duplicates("unit_id").set_index("unit_id").sort_index()
    return units[["unit_name", "settled"]].rename(columns={"unit_name": "name"})
