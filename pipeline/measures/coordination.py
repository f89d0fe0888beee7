"""Who works with whom, and under whose lead."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from pipeline.measures.load import named_units


def coordination(assignments: pd.DataFrame) -> pd.DataFrame:
    """Who leads whom: a row for each unit that leads, another that takes part, and that one's role, the most frequent first.

    Returns:
        ``lead_id``, ``lead``, ``unit_id``, ``unit``, ``role`` (``responsible``, ``support`` or ``supervise``) and ``tasks``: the tasks that
        the first leads and in which the second has the role. A unit does not lead itself.
    """
    leads = assignments.loc[assignments["role"] == "lead", ["task_id", "unit_id"]].drop_duplicates()
    others = assignments.loc[assignments["role"] != "lead", ["task_id", "unit_id", "role"]].drop_duplicates()
    pairs = leads.rename(columns={"unit_id": "lead_id"}).merge(others, on="task_id")
    pairs = pairs[pairs["lead_id"] != pairs["unit_id"]]
    found = pairs.groupby(["lead_id", "unit_id", "role"]).agg(tasks=("task_id", "nunique")).reset_index()
    names = named_units(assignments)["name"]
    found = found.assign(lead=found["lead_id"].map(names).astype("string"), unit=found["unit_id"].map(names).astype("string"))
    tidy: pd.DataFrame = found[["lead_id", "lead", "unit_id", "unit", "role", "tasks"]].astype({"role": "string", "tasks": "Int64"})
    return tidy.sort_values(["tasks", "lead_id", "unit_id", "role"], ascending=[False, True, True, True], ignore_index=True)


def partners(assignments: pd.DataFrame, units: Collection[str]) -> pd.DataFrame:
    """Who works with some units (their ids): the units that share a task with one of them, the most frequent first.

    Returns:
        ``unit_id``, ``name``, ``settled``; ``tasks``: the tasks shared; ``led``: those that one of ``units`` leads while this one has
        another role; ``leads``: those that this one leads while one of ``units`` has another role.
    """
    own, other = (assignments[assignments["unit_id"].isin(list(units)) == mine] for mine in (True, False))
    leading, following = (set(own.loc[(own["role"] == "lead") == leads, "task_id"]) for leads in (True, False))
    shared = other[other["task_id"].isin(leading | following)]
    named = named_units(shared)
    led = shared[shared["task_id"].isin(leading) & (shared["role"] != "lead")]
    leads = shared[shared["task_id"].isin(following) & (shared["role"] == "lead")]
    for column, rows in (("tasks", shared), ("led", led), ("leads", leads)):
        named = named.assign(**{column: rows.groupby("unit_id")["task_id"].nunique().reindex(named.index).fillna(0).astype("Int64")})
    return named.reset_index().sort_values(["tasks", "unit_id"], ascending=[False, True], ignore_index=True)
