"""The network of departments: as a picture, and alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from pipeline.charts.style import COLOURS, GREY, laid_out

if TYPE_CHECKING:
    from ipysigma import Sigma

_SEED = 1


def picture(network: nx.Graph[str], communities: pd.DataFrame, *, named: int = 20, title: str) -> go.Figure:
    """Units that share tasks: circles as large as their tasks, in the colour of their community; lines as thick as the tasks that they share.

    Args:
        network: of ``Corpus.unit_network``; units that share no task are left out.
        communities: of ``Corpus.communities``; the first six have a colour of their own.
        named: so many units with the most tasks have their name beside them, the others where the pointer is.
    """
    community = dict(zip(communities["unit_id"], communities["community"], strict=True))
    units = [unit for unit in network if network.degree(unit)]
    places = nx.spring_layout(nx.Graph(network.subgraph(units)), weight="weight", k=2.2 / max(len(units), 1) ** 0.5, iterations=200, seed=_SEED)
    figure = go.Figure(_lines(network, places))
    named_units = set(sorted(units, key=lambda unit: (-network.nodes[unit]["tasks"], unit))[:named])
    for number in sorted({min(community[unit], len(COLOURS)) for unit in units}):
        own = [unit for unit in units if min(community[unit], len(COLOURS)) == number]
        figure.add_trace(
            go.Scatter(
                x=[round(float(places[unit][0]), 3) for unit in own],
                y=[round(float(places[unit][1]), 3) for unit in own],
                mode="markers+text",
                name=f"社群 {number}" if number < len(COLOURS) else "其他社群",
                text=[network.nodes[unit]["name"] if unit in named_units else "" for unit in own],
                textposition="top center",
                textfont_size=11,
                customdata=[[unit, network.nodes[unit]["name"], network.nodes[unit]["tasks"], network.degree(unit)] for unit in own],
                hovertemplate="%{customdata[1]}：%{customdata[2]} 项任务，与 %{customdata[3]} 个单位共事<extra></extra>",
                marker={"size": [8 + 3 * network.nodes[unit]["tasks"] ** 0.7 for unit in own], "color": COLOURS[number - 1], "line": {"width": 1, "color": "white"}},
            )
        )
    figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    return laid_out(figure, title, height=760, bottom=20)


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


def _lines(network: nx.Graph[str], places: dict[str, tuple[float, float]]) -> list[go.Scatter]:
    """A line for each pair, one trace for each thickness."""
    by_tasks: dict[int, list[tuple[str, str]]] = {}
    for one, other, said in network.edges(data=True):
        by_tasks.setdefault(said["tasks"], []).append((one, other))
    lines = []
    for tasks, pairs in sorted(by_tasks.items()):
        x, y = ([value for one, other in pairs for value in (round(float(places[one][axis]), 3), round(float(places[other][axis]), 3), None)] for axis in (0, 1))
        line = {"width": 0.5 + 0.8 * (tasks - 1), "color": GREY}
        lines.append(go.Scatter(x=x, y=y, mode="lines", line=line, opacity=0.5, hoverinfo="skip", showlegend=False, meta={"tasks": tasks, "pairs": len(pairs)}))
    return lines
