"""The limits of a superior's tasks beside those of the subordinate's tasks that say the same."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def limits_compared(superior: pd.DataFrame, subordinate: pd.DataFrame, pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Tasks of two notices that say the same, with their last days, in the order of the superior.

    Args:
        superior, subordinate: with ``task_id``, ``title`` and ``due``.
        pairs: ids of tasks, superior first (:func:`pipeline.measures.conflicts.same_words`).

    Returns:
        ``superior_task_id``, ``superior_title``, ``superior_due``, ``task_id``, ``title``, ``due``; ``days`` = ``due`` − ``superior_due``: below 0 the subordinate wants
        it earlier; missing where one of them has no day.
    """
    columns = ["task_id", "title", "due"]
    above = superior[columns].add_prefix("superior_")
    linked = pd.DataFrame(sorted(set(pairs)), columns=["superior_task_id", "task_id"], dtype="string")
    found = above.merge(linked, on="superior_task_id").merge(subordinate[columns], on="task_id")
    return found.assign(days=(found["due"] - found["superior_due"]).dt.days.astype("Int64"))
