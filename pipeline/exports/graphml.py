"""``graph.graphml``: the graph for yEd, igraph and JGraphT, valid by the GraphML 1.0 schema (http://graphml.graphdrawing.org).

GraphML knows neither lists nor nothing: lists are joined by ``；``, and what a notice does not say is left out. Its ids are
XML name tokens, which ours are not: nodes are ``n1``, ``n2`` … in the order of the graph, and ``node_id`` is the graph's own id.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from pipeline.exports.xmltext import clean, flat

NODE_ID = "node_id"


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph. Parallel edges are kept; edge ids are ``e1``, ``e2`` … in the order of the graph."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(flat(graph.graph))
    names = {node: f"n{number}" for number, node in enumerate(graph, start=1)}
    for node, values in graph.nodes(data=True):
        plain.add_node(names[node], **{NODE_ID: clean(node)}, **flat(values))
    for number, (source, target, values) in enumerate(graph.edges(data=True), start=1):
        plain.add_edge(names[source], names[target], key=f"e{number}", **flat(values))
    nx.write_graphml(plain, path, encoding="utf-8", prettyprint=True)
