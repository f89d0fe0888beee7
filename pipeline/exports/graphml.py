"""``graph.graphml``: the graph for Gephi, yEd and igraph.

GraphML knows neither lists nor nothing: lists are joined by ``；``, and what a notice does not say is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

from pipeline.graph import Value

# what XML 1.0 allows (https://www.w3.org/TR/xml/#charsets), inverted
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIST_SEPARATOR = "；"


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph. Parallel edges are kept; edge ids are ``e1``, ``e2`` … in the order of the graph."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    flat.graph.update(_flat(graph.graph))
    names: dict[str, str] = {node: _clean(node) for node in graph}
    for node, values in graph.nodes(data=True):
        flat.add_node(names[node], **_flat(values))
    for number, (source, target, values) in enumerate(graph.edges(data=True), start=1):
        flat.add_edge(names[source], names[target], key=f"e{number}", **_flat(values))
    nx.write_graphml(flat, path, encoding="utf-8", prettyprint=True)


def _flat(values: dict[str, Value]) -> dict[str, str | int | bool]:
    flat: dict[str, str | int | bool] = {}
    for name, value in values.items():
        if isinstance(value, list):
            value = _LIST_SEPARATOR.join(value)
        if value is not None and value != "":
            flat[name] = _clean(value) if isinstance(value, str) else value
    return flat


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
