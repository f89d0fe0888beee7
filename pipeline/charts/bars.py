"""Bars: the greatest of a column, counts by kind, shares by notice."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

import pandas as pd
import plotly.graph_objects as go

from pipeline import labels
from pipeline.charts.style import COLOURS, ROLE_COLOURS, laid_out

_ROW = 26  # the height of a bar, in pixels


def load_bars(load: pd.DataFrame, *, most: int = 20, title: str) -> go.Figure:
    """Who has most tasks: for the first units of ``Corpus.load``, how many in each role, side by side in one bar."""
    shown = load.head(most)
    figure = go.Figure(
        [
            go.Bar(x=shown[role].tolist(), y=_names(shown), orientation="h", name=labels.ROLES[role], marker_color=colour)
            for role, colour in ROLE_COLOURS.items()
        ]
    )
    figure.update_layout(barmode="stack", yaxis={"autorange": "reversed", "automargin": True}, xaxis_title="任务数（项）")
    return laid_out(figure, title, height=_ROW * len(shown) + 170)


def ranked(frame: pd.DataFrame, value: str, *, most: int = 15, title: str, axis: str) -> go.Figure:
    """The first rows of a frame with ``name``, as bars of a column, in the order of the frame."""
    shown = frame.head(most)
    figure = go.Figure(go.Bar(x=shown[value].tolist(), y=_names(shown), orientation="h", marker_color=COLOURS[0]))
    figure.update_layout(yaxis={"autorange": "reversed", "automargin": True}, xaxis_title=axis)
    return laid_out(figure, title, height=_ROW * len(shown) + 150)


def stacked(counts: Mapping[str, Mapping[str, int]], *, title: str, axis: str) -> go.Figure:
    """Counts by kind, a bar each: ``counts`` are the bars from above by name, each with its parts by name."""
    parts = list(dict.fromkeys(part for of_bar in counts.values() for part in of_bar))
    figure = go.Figure()
    for part, colour in zip(parts, cycle(COLOURS), strict=False):
        values = [of_bar.get(part, 0) for of_bar in counts.values()]
        figure.add_trace(go.Bar(x=values, y=list(counts), orientation="h", name=part, marker_color=colour, text=values))
    figure.update_layout(barmode="stack", yaxis={"autorange": "reversed", "automargin": True}, xaxis_title=axis)
    return laid_out(figure, title, height=40 * len(counts) + 190)


def _names(frame: pd.DataFrame) -> list[str]:
    """The names of units, those that another unit has too told apart by their place."""
    several = frame["name"].duplicated(keep=False)
    places = frame["unit_id"].str.partition("/")[0] if "unit_id" in frame else frame["name"]
    return [f"{name}（{place}）" if twice else str(name) for name, place, twice in zip(frame["name"], places, several, strict=True)]
