"""GraphML and node-link JSON: read back, they are the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree

from extractors.records import Deadline
from pipeline import graph
from pipeline.exports import graphjson, graphml
from tests.tools import records

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def flat(values: dict[str, Any]) -> dict[str, Any]:
    joined = {name: "；".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: value for name, value in joined.items() if value not in (None, "")}


def test_json_read_back_is_the_graph_in_its_order(tmp_path: Path) -> None:
    built = graph.build(records.corpus())
    graphjson.write(built, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    back = nx.node_link_graph(data, edges="edges")
    assert list(back.nodes(data=True)) == list(built.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(built.edges(keys=True, data=True))
    assert back.graph == built.graph


def test_graphml_read_back_has_every_node_and_parallel_edge(tmp_path: Path) -> None:
    built = graph.build(records.corpus())
    graphml.write(built, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert dict(back.nodes(data=True)) == {node: flat(values) for node, values in built.nodes(data=True)}

    def told(some: nx.MultiDiGraph[str]) -> list[str]:
        return sorted(json.dumps([source, target, flat(values)], sort_keys=True) for source, target, values in some.edges(data=True))

    assert told(back) == told(built)
    measure = [pair for *pair, kind in built.edges(data="kind") if kind == "has_measure"]
    assert len(measure) > len({tuple(pair) for pair in measure}), "the corpus has parallel edges"


def test_graphml_has_typed_attributes_and_unique_edge_ids(tmp_path: Path) -> None:
    graphml.write(graph.build(records.corpus()), tmp_path / "graph.graphml")
    tree = etree.parse(tmp_path / "graph.graphml")
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in tree.iterfind("g:key", NAMESPACE)}
    assert types["edge", "start"] == "long"
    assert types["edge", "inherited"] == "boolean"
    assert types["node", "label"] == "string"
    assert len(types) == len(tree.findall("g:key", NAMESPACE)), "one type a name: Gephi takes only one"
    ids = [edge.get("id") for edge in tree.iterfind(".//g:edge", NAMESPACE)]
    assert len(ids) == len(set(ids))


def test_graphml_takes_what_xml_forbids(tmp_path: Path) -> None:
    entry = records.notice_with(title="整治\x0b校园\x00周边<&>\ufffe", deadlines=[Deadline(text="立即\x1f", kind="immediate")])
    built = graph.build([entry])
    graphml.write(built, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml")
    assert back.nodes[f"task:{entry.notice_id}#note/1"]["title"] == "整治校园周边<&>"


def test_an_empty_graph_is_a_graph(tmp_path: Path) -> None:
    graphml.write(graph.build([]), tmp_path / "graph.graphml")
    graphjson.write(graph.build([]), tmp_path / "graph.json")
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 0
    assert json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))["nodes"] == []
