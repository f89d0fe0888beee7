"""From policy to department: how tasks flow from a notice to the units that have them."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from pipeline import labels
from pipeline.charts.style import COLOURS, GREY, ROLE_COLOURS, laid_out

_FAINT = "55"  # the opacity of a band, in hexadecimal


def sankey(notices: pd.DataFrame, tasks: pd.DataFrame, assignments: pd.DataFrame, *, title: str) -> go.Figure:
    """Policy → task → department: a band from a notice to each of its tasks, and one from the task to each of its units for each role.

    A band to a unit is one assignment wide, so that the height of a unit is how many it has, and of a task how many units it has.
    A task without a unit has none. A notice goes by its number, where it has one; under the pointer its title shows.

    Args:
        notices: of ``Corpus.notices``.
        tasks: of ``Corpus.tasks``.
        assignments: those of the tasks (``Corpus.assigned``).
    """
    units = assignments.drop_duplicates("unit_id")
    shown = tasks[tasks["task_id"].isin(set(assignments["task_id"]))]
    ids = [*dict.fromkeys(shown["notice_id"]), *shown["task_id"], *units["unit_id"]]
    at = {node: position for position, node in enumerate(ids)}
    names = dict(zip(notices["notice_id"], notices["title"], strict=True))
    names |= dict(zip(shown["task_id"], shown["title"], strict=True)) | dict(zip(units["unit_id"], units["unit_name"], strict=True))
    short = names | dict(zip(notices["notice_id"], notices["number"].fillna(notices["title"]), strict=True))
    colours = [COLOURS[0]] * shown["notice_id"].nunique() + [GREY] * len(shown) + [COLOURS[2]] * len(units)
    width = assignments.groupby("task_id").size()
    bands = [(at[notice], at[task], int(width[task]), "", GREY) for notice, task in zip(shown["notice_id"], shown["task_id"], strict=True)]
    bands += [
        (at[task], at[unit], 1, labels.ROLES[role], ROLE_COLOURS[role])
        for task, unit, role in zip(assignments["task_id"], assignments["unit_id"], assignments["role"], strict=True)
    ]
    source, target, value, role, colour = zip(*bands, strict=True) if bands else ((),) * 5
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": [labels.shortened(short[node], length=18) for node in ids],
                "customdata": [names[node] for node in ids],
                "color": colours,
                "pad": 9,
                "thickness": 12,
                "hovertemplate": "%{customdata}：%{value}<extra></extra>",
            },
            link={
                "source": source,
                "target": target,
                "value": value,
                "label": role,
                "color": [f"{one}{_FAINT}" for one in colour],
                "hovertemplate": "%{source.customdata} → %{target.customdata} %{label}<extra></extra>",
            },
        )
    )
    for text, x, anchor in (("政策", 0, "left"), ("任务", 0.5, "center"), ("部门", 1, "right")):
        figure.add_annotation(text=f"<b>{text}</b>", x=x, y=1, xref="paper", yref="paper", xanchor=anchor, yanchor="bottom", yshift=10, showarrow=False)
    key = "　".join(f'<span style="color:{colour}">━ {labels.ROLES[one]}</span>' for one, colour in ROLE_COLOURS.items())
    figure.add_annotation(text=key, x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom", yshift=40, showarrow=False)
    return laid_out(figure, title, height=max(420, 24 * max(len(units), len(shown)) + 150))
