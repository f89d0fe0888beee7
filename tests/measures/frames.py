"""Frames made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def assigned(rows: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Assignments of (task, unit, role); a unit is called by its id."""
    frame = pd.DataFrame([(*row, row[1], True, row[1]) for row in rows], columns=["task_id", "unit_id", "role", "unit_name", "settled", "mention"])
    return frame.astype({"task_id": "string", "unit_id": "string", "role": "string", "unit_name": "string", "settled": "bool", "mention": "string"})
