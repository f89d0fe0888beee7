"""Limits and progress: tasks on a time line, what falls due when, and whose day comes first."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final, Literal

import pandas as pd
import plotly.graph_objects as go

from pipeline import labels
from pipeline.charts.style import GREY, laid_out

State = Literal["overdue", "done", "ahead"]
STATES: Final[dict[State, tuple[str, str]]] = {"overdue": ("已过期", "#c0392b"), "done": ("已完成", "#009e73"), "ahead": ("未到期", "#2e6da4")}
_ROW = 30  # the height of a task, in pixels


def gantt(timetable: pd.DataFrame, overdue: pd.DataFrame, *, at: date | str, title: str) -> go.Figure:
    """The limits of tasks on a time line, a row a task, the first due above: a diamond is a last day, a bar a limit that names its first day too.

    A limit without a last day is not shown.

    Args:
        timetable: of ``Corpus.timetable``.
        overdue: of ``Corpus.overdue`` at the same day.
        at: the day of the vertical line.
    """
    dated = timetable[timetable["end"].notna()]
    states = _states(dated, overdue)
    titles = dict(zip(dated["task_id"], dated["title"], strict=True))
    row = {task: number for number, task in enumerate(titles)}
    figure = go.Figure()
    for state, (name, colour) in STATES.items():
        own = dated[pd.Series([one == state for one in states], index=dated.index, dtype="bool")]
        spans = own[own["start"].notna()]
        ends: list[object] = []
        for start, end in zip(spans["start"], spans["end"], strict=True):
            ends += [f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}", None]
        rows = [value for task in spans["task_id"] for value in (row[task], row[task], None)]
        figure.add_trace(
            go.Scatter(x=ends, y=rows, mode="lines", line={"width": 11, "color": colour}, opacity=0.45, hoverinfo="skip", showlegend=False, name=name)
        )
        figure.add_trace(
            go.Scatter(
                x=_days(own["end"]),
                y=[row[task] for task in own["task_id"]],
                mode="markers",
                name=name,
                marker={"symbol": "diamond", "size": 11, "color": colour, "line": {"width": 1, "color": "white"}},
                customdata=[
                    [task, int(position), titles[task], text if pd.isna(step) else step, "" if pd.isna(lead) else lead]
                    for task, position, text, step, lead in zip(own["task_id"], own["position"], own["text"], own["step"], own["lead"], strict=True)
                ],
                hovertemplate="%{customdata[2]}<br>%{x|%Y-%m-%d} %{customdata[3]}<br>牵头：%{customdata[4]}<extra></extra>",
            )
        )
    figure.add_vline(x=f"{pd.Timestamp(at):%Y-%m-%d}", line={"dash": "dash", "color": "#444444"})
    ticks = {"tickvals": list(row.values()), "ticktext": [labels.shortened(words, length=20) for words in titles.values()]}
    figure.update_layout(yaxis={**ticks, "range": [len(row) - 0.4, -0.6], "automargin": True}, xaxis={"tickformat": "%Y-%m", "automargin": True})
    return laid_out(figure, _with_day(title, at), height=_ROW * len(row) + 170)


def due_by_month(timetable: pd.DataFrame, overdue: pd.DataFrame, *, at: date | str, title: str) -> go.Figure:
    """How many limits end in each month: overdue at a day, done, and still ahead. Frames as in :func:`gantt`."""
    dated = timetable[timetable["end"].notna()]
    counts = Counter(zip(_states(dated, overdue), (f"{end:%Y-%m}" for end in dated["end"]), strict=True))
    months = [f"{month:%Y-%m}" for month in pd.period_range(dated["end"].min(), dated["end"].max(), freq="M")] if len(dated) else []
    figure = go.Figure(
        [go.Bar(x=months, y=[counts[state, month] for month in months], name=name, marker_color=colour) for state, (name, colour) in STATES.items()]
    )
    figure.update_layout(barmode="stack", yaxis_title="时限数（个）", xaxis={"type": "category", "automargin": True, "tickangle": 90, "nticks": 40})
    return laid_out(figure, _with_day(title, at), height=440)


def compared(frame: pd.DataFrame, *, superior: str, subordinate: str, title: str) -> go.Figure:
    """The last days of a superior's tasks and of the subordinate's that say the same, joined by a line: red where the subordinate's is later.

    Args:
        frame: of ``Corpus.limits_compared``; pairs without two days are not shown.
        superior, subordinate: how the two are called.
    """
    dated = frame[frame["days"].notna()]
    names = [labels.shortened(words, length=20) for words in dated["title"]]
    figure = go.Figure()
    for name, above, below, days in zip(names, dated["superior_due"], dated["due"], dated["days"], strict=True):
        colour = STATES["overdue"][1] if days > 0 else GREY
        figure.add_trace(go.Scatter(x=[f"{above:%Y-%m-%d}", f"{below:%Y-%m-%d}"], y=[name, name], mode="lines", line={"width": 4, "color": colour}, hoverinfo="skip", showlegend=False))
    for name, column, symbol, size, colour in ((superior, "superior_due", "circle", 19, "#d55e00"), (subordinate, "due", "diamond", 12, "#0072b2")):
        marker = {"symbol": symbol, "size": size, "color": colour, "line": {"width": 1, "color": "white"}}
        figure.add_trace(go.Scatter(x=_days(dated[column]), y=names, mode="markers", name=name, marker=marker, customdata=dated["days"].tolist(), hovertemplate="%{y}：%{x|%Y-%m-%d}<extra></extra>"))
    figure.update_layout(yaxis={"autorange": "reversed", "automargin": True}, xaxis={"type": "date", "tickformat": "%Y-%m"})
    return laid_out(figure, title, height=36 * len(dated) + 190)


def _states(dated: pd.DataFrame, overdue: pd.DataFrame) -> list[State]:
    late = set(zip(overdue["task_id"], overdue["position"], strict=True))
    return [
        "overdue" if (task, position) in late else "done" if status == "done" else "ahead"
        for task, position, status in zip(dated["task_id"], dated["position"], dated["status"], strict=True)
    ]


def _with_day(title: str, at: date | str) -> str:
    return f"{title}（{labels.day(str(pd.Timestamp(at).date()))}）"


def _days(column: pd.Series[pd.Timestamp]) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in column]
