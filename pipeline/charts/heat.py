"""Heat maps: units by role, who leads whom, what the tasks of a notice have."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pipeline import labels
from pipeline.charts.style import ROLE_COLOURS, SCALE, laid_out

_CELL = 26  # the height of a row, in pixels


def roles(load: pd.DataFrame, *, most: int = 20, title: str) -> go.Figure:
    """Units by role: how many tasks each of the first units of ``Corpus.load`` has in each role."""
    shown = load.head(most)
    cells = [[int(value) for value in row] for row in shown[list(ROLE_COLOURS)].to_numpy()]
    return _map(cells, rows=[str(name) for name in shown["name"]], columns=[labels.ROLES[role] for role in ROLE_COLOURS], title=title, words="%{y} · %{x}：%{z} 项")


def coordination(pairs: pd.DataFrame, *, most: int = 12, title: str) -> go.Figure:
    """Who leads whom: the tasks that a unit (row) leads and another (column) takes part in, in whatever role.

    Args:
        pairs: of ``Corpus.coordination``; of the units that lead and of those that are led, the first so many are shown.
    """
    leads, others = (list(dict.fromkeys(pairs[column]))[:most] for column in ("lead_id", "unit_id"))
    names = dict(zip(pairs["lead_id"], pairs["lead"], strict=True)) | dict(zip(pairs["unit_id"], pairs["unit"], strict=True))
    counts = pairs.groupby(["lead_id", "unit_id"])["tasks"].sum()
    cells = [[int(counts.get((lead, other), 0)) for other in others] for lead in leads]
    figure = _map(cells, rows=[names[one] for one in leads], columns=[names[one] for one in others], title=title, words="%{y} 牵头，%{x} 参加：%{z} 项")
    return figure.update_layout(xaxis={"tickangle": 40, "automargin": True}, height=_CELL * len(leads) + 260, margin_r=80)


def completeness(frame: pd.DataFrame, *, names: Sequence[str], title: str) -> go.Figure:
    """How much of what a task ought to have it has: the shares of ``Corpus.completeness``, a row a notice, by its name."""
    columns = {"unit": "有责任单位", "lead": "有牵头单位", "deadline": "有时限", "target": "有指标"}
    cells = [[round(float(value), 4) for value in row] for row in frame[list(columns)].to_numpy()]
    figure = _map(cells, rows=list(names), columns=list(columns.values()), title=title, words="%{y} · %{x}：%{z:.0%}")
    return figure.update_traces(texttemplate="%{z:.0%}", zmin=0, zmax=1)


def _map(cells: list[list[int]] | list[list[float]], *, rows: list[str], columns: list[str], title: str, words: str) -> go.Figure:
    said = [[value or "" for value in row] for row in cells]
    look = {"colorscale": SCALE, "showscale": False, "xgap": 2, "ygap": 2}
    figure = go.Figure(go.Heatmap(z=cells, x=columns, y=rows, text=said, texttemplate="%{text}", hovertemplate=f"{words}<extra></extra>", **look))
    figure.update_layout(yaxis={"autorange": "reversed", "automargin": True}, xaxis={"side": "top" if len(columns) < 6 else "bottom"})
    return laid_out(figure, title, height=_CELL * len(rows) + 170)
