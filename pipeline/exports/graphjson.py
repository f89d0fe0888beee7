"""``graph.json``: the whole graph in the node-link form of networkx, one node or edge a line.

It is read back by ``networkx.node_link_graph(data, edges="edges")``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import networkx as nx


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph with every attribute, nodes and edges in its order."""
    data = nx.node_link_data(graph, edges="edges")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        head = {"directed": data["directed"], "multigraph": data["multigraph"], "graph": data["graph"]}
        file.write(_json(head)[:-1] + ",\n")
        _write_list(file, "nodes", data["nodes"])
        file.write(",\n")
        _write_list(file, "edges", data["edges"])
        file.write("}\n")


def _write_list(file: TextIO, name: str, items: Iterable[Any]) -> None:
    # json.dump with an indent runs in pure Python: a large graph takes five times as long
    file.write(f'"{name}": [\n' + ",\n".join(map(_json, items)) + "\n]")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
