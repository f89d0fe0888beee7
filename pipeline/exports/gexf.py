"""``graph.gexf``: the graph for Gephi, valid by GEXF 1.3 (https://gexf.net/schema.html).

Lists are joined by ``；``, and what a notice does not say is left out. An edge's kind is its GEXF ``kind`` too, so that Gephi
keeps edges of different kinds between two nodes apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TextIO
from xml.sax.saxutils import quoteattr

import networkx as nx

from pipeline.exports.xmltext import clean, flat
from pipeline.graph.kinds import Value

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "long", str: "string"}
_Columns = dict[str, tuple[str, str]]  # the title of an attribute → its id and type


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph with every attribute. Nodes keep their ids; edge ids are ``e1``, ``e2`` … in the order of the graph."""
    nodes = _columns("n", (values for _, values in graph.nodes(data=True)))
    edges = _columns("e", (values for _, _, values in graph.edges(data=True)))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" version="1.3">\n')
        file.write('<meta><creator>policygraph</creator></meta>\n<graph defaultedgetype="directed" idtype="string">\n')
        _declare(file, "node", nodes)
        _declare(file, "edge", edges)
        file.write("<nodes>\n")
        for node, values in graph.nodes(data=True):
            file.write(_element("node", {"id": node, "label": str(values["label"])}, values, nodes))
        file.write("</nodes>\n<edges>\n")
        for number, (source, target, values) in enumerate(graph.edges(data=True), start=1):
            own = {"id": f"e{number}", "source": source, "target": target, "kind": str(values["kind"]), "label": str(values["label"])}
            file.write(_element("edge", own, values, edges))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _columns(prefix: str, rows: Iterable[Mapping[str, Value]]) -> _Columns:
    """The attributes that some row has, in the order in which they come up; a label is an attribute of the format itself."""
    types = {name: _TYPES[type(value)] for row in rows for name, value in flat(row).items() if name != "label"}
    return {name: (f"{prefix}{number}", kind) for number, (name, kind) in enumerate(types.items())}


def _declare(file: TextIO, what: Literal["node", "edge"], columns: _Columns) -> None:
    file.write(f'<attributes class="{what}">\n')
    for title, (own_id, kind) in columns.items():
        file.write(f'<attribute id="{own_id}" title={quoteattr(title)} type="{kind}"/>\n')
    file.write("</attributes>\n")


def _element(name: Literal["node", "edge"], own: Mapping[str, str], values: Mapping[str, Value], columns: _Columns) -> str:
    head = " ".join(f"{key}={quoteattr(clean(value))}" for key, value in own.items())
    said = "".join(
        f'<attvalue for="{columns[title][0]}" value={quoteattr(_text(value))}/>'
        for title, value in flat(values).items()
        if title != "label"
    )
    return f"<{name} {head}><attvalues>{said}</attvalues></{name}>\n"


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
