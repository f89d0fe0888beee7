"""``graph.json``: the whole graph in the node-link form of networkx, read back by ``networkx.node_link_graph(data, edges="edges")``."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph with every attribute, nodes and edges in its order."""
    data = nx.node_link_data(graph, edges="edges")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.write("\n")
