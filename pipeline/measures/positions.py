"""The place of units in their network: who stands between others, and which belong together."""

from __future__ import annotations

from typing import Any, Final

import networkx as nx
import pandas as pd

#: Beyond so many nodes betweenness is estimated from so many of them.
_EXACT_UP_TO: Final = 400
_SEED: Final = 1


def betweenness(network: nx.Graph[str]) -> pd.DataFrame:
    """How often a unit lies on the shortest ways between others, of a network of :func:`pipeline.measures.networks.unit_network`, the greatest first.

    Returns:
        ``unit_id``, ``name``; ``degree``: units that it shares a task with; ``betweenness`` = Σ σ(s, t | u) / σ(s, t) over all pairs s, t
        of other units, divided by the number of pairs (n-1)(n-2)/2, 0 to 1: σ(s, t) counts the shortest ways by number of
        steps, σ(s, t | u) those through u (Freeman 1977). Beyond 400 units it is estimated from the ways that start
        in 400 of them, drawn with a fixed seed (Brandes and Pich 2007).
    """
    numbered, units = _numbered(network)
    several = len(units) if len(units) > _EXACT_UP_TO else None
    values = nx.betweenness_centrality(numbered, k=_EXACT_UP_TO if several else None, normalized=True, seed=_SEED)
    rows = [(unit, network.nodes[unit]["name"], numbered.degree(at), round(values[at], 12)) for at, unit in enumerate(units)]
    return _frame(rows, "betweenness", "float64").sort_values(["betweenness", "degree", "unit_id"], ascending=[False, False, True], ignore_index=True)


def communities(network: nx.Graph[str]) -> pd.DataFrame:
    """Which units work together more than with others (Louvain, Blondel et al. 2008, fixed seed), by the ``weight`` of the edges.

    The division seeks the greatest modularity Q = Σ over communities of (L / m - (d / 2m)²), L the weight inside, d the sum of weighted
    degrees, m the weight of all edges.

    Returns:
        ``unit_id``, ``name``, ``degree`` and ``community``, numbered from 1, the largest first; by community, then by degree.
    """
    numbered, units = _numbered(network)
    found = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED) if len(numbered) else []
    ordered = sorted((sorted(part) for part in found), key=lambda part: (-len(part), part))
    community = {at: number for number, part in enumerate(ordered, 1) for at in part}
    rows = [(unit, network.nodes[unit]["name"], numbered.degree(at), community[at]) for at, unit in enumerate(units)]
    return _frame(rows, "community", "Int64").sort_values(["community", "degree", "unit_id"], ascending=[True, False, True], ignore_index=True)


def _numbered(network: nx.Graph[str]) -> tuple[nx.Graph[int], list[str]]:
    """The network with numbers for nodes, in the order of the ids: networkx walks through sets, whose order differs with each start for texts."""
    units = sorted(network)
    number = {unit: at for at, unit in enumerate(units)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(units)))
    edges = sorted((*sorted((number[one], number[other])), said["weight"]) for one, other, said in network.edges(data=True))
    numbered.add_weighted_edges_from(edges)
    return numbered, units


def _frame(rows: list[tuple[Any, ...]], last: str, kind: Any) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_id", "name", "degree", last], dtype="object")
    return frame.astype({"unit_id": "string", "name": "string", "degree": "Int64", last: kind})
