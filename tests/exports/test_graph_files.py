"""GraphML, GEXF and node-link JSON: read back, they are the graph; and they are valid by what their formats say.

The schemas of the formats are not ours to copy; those in ``schemas/`` were written for this project from their documentation.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from extractors.knowledge import Knowledge
from pipeline.entries import NoticeEntry
from pipeline.exports import gexf, graphjson, graphml
from pipeline.graph.builder import build_graph
from tests.tools import outputs, records

SCHEMAS = Path(__file__).parent / "schemas"
NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def flat(values: dict[str, Any]) -> dict[str, Any]:
    joined = {name: "；".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: value for name, value in joined.items() if value not in (None, "")}


def test_json_read_back_is_the_graph_in_its_order(tmp_path: Path) -> None:
    built = build_graph(records.corpus())
    graphjson.write(built, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    back = nx.node_link_graph(data, edges="edges")
    assert list(back.nodes(data=True)) == list(built.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(built.edges(keys=True, data=True))
    assert back.graph == built.graph


def told(some: nx.MultiDiGraph[str]) -> list[str]:
    """The edges with what they say, ids left out, for the formats number them."""
    return sorted(
        json.dumps([source, target, {name: value for name, value in flat(values).items() if name != "id"}], sort_keys=True)
        for source, target, values in some.edges(data=True)
    )


def from_graphml(path: Path) -> nx.MultiDiGraph[str]:
    """What networkx reads, under the graph's own node ids."""
    read = nx.read_graphml(path, force_multigraph=True)
    names = {node: values.pop("node_id") for node, values in read.nodes(data=True)}
    assert list(names) == [f"n{number}" for number in range(1, len(names) + 1)]
    return nx.relabel_nodes(read, names)


def from_gexf(path: Path) -> nx.MultiDiGraph[str]:
    read = nx.read_gexf(path, version="1.3")
    return read if read.is_multigraph() else nx.MultiDiGraph(read)


READERS = [(graphml, "graph.graphml", from_graphml), (gexf, "graph.gexf", from_gexf)]
READER_IDS = ["graphml", "gexf"]


@pytest.mark.parametrize(("module", "name", "read"), READERS, ids=READER_IDS)
def test_read_back_has_every_node_and_parallel_edge(module: Any, name: str, read: Callable[[Path], nx.MultiDiGraph[str]], tmp_path: Path) -> None:
    built = build_graph(records.corpus(), knowledge=Knowledge.load(None))
    module.write(built, tmp_path / name)
    back = read(tmp_path / name)
    assert dict(back.nodes(data=True)) == {node: flat(values) for node, values in built.nodes(data=True)}
    assert told(back) == told(built)
    measure = [pair for *pair, kind in built.edges(data="kind") if kind == "has_measure"]
    assert len(measure) > len({tuple(pair) for pair in measure}), "the corpus has parallel edges"


@pytest.mark.parametrize("entries", [records.corpus(), [outputs.hostile()], []], ids=["corpus", "hostile", "nothing"])
@pytest.mark.parametrize(("module", "name"), [(module, name) for module, name, _ in READERS], ids=READER_IDS)
def test_the_file_is_valid_by_its_format(module: Any, name: str, entries: list[NoticeEntry], tmp_path: Path) -> None:
    module.write(build_graph(entries), tmp_path / name)
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{Path(name).suffix[1:]}.rng"))
    tree = etree.parse(tmp_path / name)
    schema.assertValid(tree)
    # what a schema of this kind cannot say
    for tag in ("key", "attribute", "node", "edge"):
        ids = [element.get("id") for element in tree.iterfind(f".//{{*}}{tag}")]
        assert len(ids) == len(set(ids)), f"the ids of {tag} are unique"
    nodes = {element.get("id") for element in tree.iterfind(".//{*}node")}
    ends = {element.get(end) for element in tree.iterfind(".//{*}edge") for end in ("source", "target")}
    assert ends <= nodes
    declared = {element.get("id") for tag in ("key", "attribute") for element in tree.iterfind(f".//{{*}}{tag}")}
    used = [*(data.get("key") for data in tree.iterfind(".//{*}data")), *(value.get("for") for value in tree.iterfind(".//{*}attvalue"))]
    assert set(used) <= declared
    assert used or not entries


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("graph.graphml", '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed"><node id="a/b"/></graph></graphml>'),
        ("graph.gexf", '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><nodes><node label="a"/></nodes><edges/></graph></gexf>'),
    ],
)
def test_the_schemas_refuse_what_the_formats_do(name: str, fault: str) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMAS / f"{Path(name).suffix[1:]}.rng"))
    assert not schema.validate(etree.fromstring(fault))


@pytest.mark.parametrize(("module", "name", "read"), READERS, ids=READER_IDS)
def test_what_xml_forbids_is_left_out_and_all_else_is_kept(
    module: Any, name: str, read: Callable[[Path], nx.MultiDiGraph[str]], tmp_path: Path
) -> None:
    entry = outputs.hostile()
    module.write(build_graph([entry]), tmp_path / name)
    assert read(tmp_path / name).nodes[f"task:{entry.notice_id}#note/1"]["title"] == outputs.HELD


def test_graphml_has_typed_attributes_and_unique_edge_ids(tmp_path: Path) -> None:
    graphml.write(build_graph(records.corpus()), tmp_path / "graph.graphml")
    tree = etree.parse(tmp_path / "graph.graphml")
    types = {(key.get("for"), key.get("attr.name")): key.get("attr.type") for key in tree.iterfind("g:key", NAMESPACE)}
    assert types["edge", "start"] == "long"
    assert types["edge", "inherited"] == "boolean"
    assert types["node", "label"] == "string"
    assert len(types) == len(tree.findall("g:key", NAMESPACE)), "one type a name: Gephi takes only one"
    ids = [edge.get("id") for edge in tree.iterfind(".//g:edge", NAMESPACE)]
    assert len(ids) == len(set(ids))


def test_an_empty_graph_is_a_graph(tmp_path: Path) -> None:
    graphml.write(build_graph([]), tmp_path / "graph.graphml")
    graphjson.write(build_graph([]), tmp_path / "graph.json")
    gexf.write(build_graph([]), tmp_path / "graph.gexf")
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == len(nx.read_gexf(tmp_path / "graph.gexf", version="1.3")) == 0
    assert json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))["nodes"] == []
