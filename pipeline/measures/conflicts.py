"""What does not go together: one task with two leads, a limit later than that of the superior for the same measure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pandas as pd

from pipeline.measures.alignment import ALIKE, matches
from pipeline.measures.transmission import LEVELS


def two_leads(assignments: pd.DataFrame) -> pd.DataFrame:
    """The tasks that two units or more lead, by task id.

    Returns:
        ``kind`` (``two_leads``), ``task_id``, ``superior_task_id`` (missing), ``due`` and ``superior_due`` (missing), ``days`` (missing), ``detail``: the units, as printed.
    """
    leads = assignments[assignments["role"] == "lead"].drop_duplicates(["task_id", "unit_id"])
    several = leads[leads.groupby("task_id")["unit_id"].transform("size") > 1]
    rows: list[tuple[Any, ...]] = [
        ("two_leads", task, None, pd.NaT, pd.NaT, None, "、".join(printed)) for task, printed in several.groupby("task_id")["mention"]
    ]
    return _frame(rows)


def later(tasks: pd.DataFrame, pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """The tasks that are due after the task of the superior that says the same.

    Args:
        tasks: with ``task_id``, ``title`` and ``due``.
        pairs: the id of a task of the superior and that of the subordinate (:func:`same_measure`, :func:`same_words`).

    Returns:
        As :func:`two_leads`, ``kind`` ``later_than_superior``; ``days`` = ``due`` − ``superior_due``, 1 and more; ``detail``: the title of the superior task.
    """
    dated = tasks[tasks["due"].notna()]
    due: dict[str, pd.Timestamp] = dict(zip(dated["task_id"], dated["due"], strict=True))
    title = dict(zip(tasks["task_id"], tasks["title"], strict=True))
    rows: list[tuple[Any, ...]] = []
    for superior, subordinate in sorted(set(pairs)):
        if superior in due and subordinate in due and due[subordinate] > due[superior]:
            days = (due[subordinate] - due[superior]).days
            rows.append(("later_than_superior", subordinate, superior, due[subordinate], due[superior], days, title[superior]))
    return _frame(rows)


def same_measure(supports: pd.DataFrame, notices: pd.DataFrame) -> set[tuple[str, str]]:
    """The pairs of tasks, superior first, that carry out one measure in notices of two levels."""
    level = dict(zip(notices["notice_id"], notices["place_level"].astype("object").where(notices["place_level"].notna(), None), strict=True))
    found: set[tuple[str, str]] = set()
    for _, rows in supports.groupby("measure_id"):
        tasks = list(zip(rows["task_id"], (LEVELS.index(level[notice]) for notice in rows["notice_id"]), strict=True))
        found |= {(one, other) for (one, above), (other, below) in permutations(tasks, 2) if above < below}
    return found


def same_words(superior: pd.DataFrame, subordinate: pd.DataFrame, *, alike: float = ALIKE) -> set[tuple[str, str]]:
    """The pairs of tasks, superior first, of two notices that say the same or much the same (:func:`pipeline.measures.alignment.matches`)."""
    texts = [[text or title for title, text in zip(tasks["title"], tasks["text"], strict=True)] for tasks in (superior, subordinate)]
    above, below = superior["task_id"].tolist(), subordinate["task_id"].tolist()
    return {(above[match.one], below[match.other]) for match in matches(texts[0], texts[1], alike=alike)}


def _frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    columns = ["kind", "task_id", "superior_task_id", "due", "superior_due", "days", "detail"]
    texts = dict.fromkeys(("kind", "task_id", "superior_task_id", "detail"), "string")
    days = dict.fromkeys(("due", "superior_due"), "datetime64[ns]")
    return pd.DataFrame(rows, columns=columns, dtype="object").astype(texts | days | {"days": "Int64"})
