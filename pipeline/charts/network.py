"""The network of departments: as a picture, and alive."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from pipeline import labels
from pipeline.charts.style import COLOURS, GREY, laid_out

if TYPE_CHECKING:
    from ipysigma import Sigma

_BENDS = 8  # the stretches that a bent line is drawn in
_LONGEST = 18  # characters of a name
_FROM = 1.06  # where names begin, in radii of the circle
_CHARACTER = 0.0285  # how wide a character of a name is, of half the picture's width
Spot = tuple[float, float]


def picture(network: nx.Graph[str], communities: pd.DataFrame, *, most: int = 60, title: str) -> go.Figure:
    """Units that share tasks, round a circle: each as large as its tasks, in the colour of its community, and beside its like; a line is a pair that
    shares tasks, the thicker the more.

    A circle, for every name can be read on it, and it is the same on every machine.

    Args:
        network: of ``Corpus.unit_network``; of the units that share tasks, so many with the most tasks are shown.
        communities: of ``Corpus.communities``; the first six have a colour of their own.
    """
    community = dict(zip(communities["unit_id"], communities["community"], strict=True))
    partners = sorted((unit for unit in network if network.degree(unit)), key=lambda unit: (-network.nodes[unit]["tasks"], unit))
    units = sorted(partners[:most], key=lambda unit: (community[unit], -network.nodes[unit]["tasks"], unit))
    turns = {unit: 2 * math.pi * number / len(units) for number, unit in enumerate(units)}
    places = {unit: (math.cos(turn), math.sin(turn)) for unit, turn in turns.items()}
    figure = go.Figure(_lines(network, places))
    numbers = [min(int(community[unit]), len(COLOURS)) for unit in units]
    for number in sorted(set(numbers)):
        own = [unit for unit, of_unit in zip(units, numbers, strict=True) if of_unit == number]
        figure.add_trace(_circles(network, own, places, colour=COLOURS[number - 1], name=f"社群 {number}" if number < len(COLOURS) else "其他社群"))
    names = {unit: labels.shortened(str(network.nodes[unit]["name"]), length=_LONGEST) for unit in units}
    reach = _FROM / (1 - _CHARACTER * max(map(len, names.values()), default=0))  # half the picture's width, in radii: the longest name has room
    for unit, number in zip(units, numbers, strict=True):
        _name(figure, names[unit], turns[unit], wide=reach * _CHARACTER * len(names[unit]), colour=COLOURS[number - 1])
    axis = {"visible": False, "range": [-reach, reach]}
    figure.update_layout(xaxis=axis, yaxis={**axis, "scaleanchor": "x"})
    return laid_out(figure, title, height=960, bottom=10)


def live(network: nx.Graph[str], communities: pd.DataFrame) -> Sigma:
    """The same network to move, search and filter, as an ipysigma widget: it lives where a notebook runs, and is in no stored one."""
    from ipysigma import Sigma

    return Sigma(
        network,
        node_label="name",
        node_size="tasks",
        node_color=dict(zip(communities["unit_id"], communities["community"].astype(str), strict=True)),
        edge_size="weight",
        default_edge_color=GREY,
        height=600,
        start_layout=5,
    )


def _circles(network: nx.Graph[str], units: Sequence[str], places: dict[str, Spot], *, colour: str, name: str) -> go.Scatter:
    said = [network.nodes[unit] for unit in units]
    return go.Scatter(
        x=[round(places[unit][0], 3) for unit in units],
        y=[round(places[unit][1], 3) for unit in units],
        mode="markers",
        name=name,
        customdata=[[unit, one["name"], one["tasks"], network.degree(unit)] for unit, one in zip(units, said, strict=True)],
        hovertemplate="%{customdata[1]}：%{customdata[2]} 项任务，与 %{customdata[3]} 个单位共事<extra></extra>",
        marker={"size": [round(7 + 3 * one["tasks"] ** 0.7, 1) for one in said], "color": colour, "opacity": 1, "line": {"width": 1, "color": "white"}},
    )


def _name(figure: go.Figure, name: str, turn: float, *, wide: float, colour: str) -> None:
    """A name, so many radii wide, outside the circle, in the direction of its unit, so that it is never upside down."""
    left = math.cos(turn) < 0
    angle = -math.degrees(turn) + (180 if left else 0)
    away = _FROM + wide / 2  # an annotation is turned round its middle
    figure.add_annotation(
        x=round(away * math.cos(turn), 3), y=round(away * math.sin(turn), 3), text=name, textangle=round(angle, 1), showarrow=False, font={"size": 12, "color": colour}
    )


def _lines(network: nx.Graph[str], places: dict[str, Spot]) -> list[go.Scatter]:
    """A line for each pair, bent towards the middle; one trace for each number of tasks."""
    by_tasks: dict[int, list[tuple[str, str]]] = {}
    for one, other, said in network.edges(data=True):
        if one in places and other in places:
            by_tasks.setdefault(said["tasks"], []).append((one, other))
    lines = []
    for tasks, pairs in sorted(by_tasks.items()):
        x: list[float | None] = []
        y: list[float | None] = []
        for one, other in pairs:
            for step in range(_BENDS + 1):
                at = step / _BENDS
                near, far = (1 - at) ** 2 + 0.6 * at * (1 - at), at**2 + 0.6 * at * (1 - at)
                x.append(round(near * places[one][0] + far * places[other][0], 3))
                y.append(round(near * places[one][1] + far * places[other][1], 3))
            x.append(None)
            y.append(None)
        line = {"width": 0.7 + 0.9 * (tasks - 1), "color": GREY}
        lines.append(go.Scatter(x=x, y=y, mode="lines", line=line, opacity=0.55, hoverinfo="skip", showlegend=False, meta={"tasks": tasks, "pairs": len(pairs)}))
    return lines
