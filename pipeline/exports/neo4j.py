"""``neo4j/``: the graph for ``neo4j-admin database import full``: a file of nodes a kind, one of relationships, and the command.

The header of a file names and types its columns as the tool wants it (Neo4j Operations Manual, *Import*, *CSV header
format*). Texts are quoted, quotes doubled (RFC 4180), lists parted by tabs; an empty cell is a property that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

import networkx as nx

from pipeline.exports.xmltext import clean
from pipeline.graph.kinds import NODE_KINDS, NodeKind, Value

RELATIONSHIPS, COMMAND = "relationships.csv", "import.txt"
_LONG = frozenset({"version", "depth", "item", "page", "start", "end"})
_BOOLEAN = frozenset({"in_corpus", "settled", "inherited", "ongoing"})
_DATE = frozenset({"issued_on", "effective_on", "expires_on", "starts_on", "ends_on", "until", "date", "since"})
_LIST = frozenset({"issuers", "issued_texts", "sources", "mentions", "officials", "targets", "also"})


def write(graph: nx.MultiDiGraph[str], folder: Path) -> list[Path]:
    """Write the files into a folder that exists, and give their paths. A kind without nodes has a file with its header alone."""
    written = []
    for kind in NODE_KINDS:
        rows = [(node, values) for node, values in graph.nodes(data=True) if values["kind"] == kind]
        names = _names(values for _, values in rows)
        lines = [_line([_text(node), _text(label(kind)), *_cells(names, values)]) for node, values in rows]
        written.append(_write_lines(folder / nodes_file(kind), ["id:ID", ":LABEL", *map(_heading, names)], lines))
    edges = list(graph.edges(data=True))
    names = _names(values for _, _, values in edges)
    lines = [
        _line([_text(source), _text(target), _text(str(values["kind"]).upper()), *_cells(names, values)]) for source, target, values in edges
    ]
    written.append(_write_lines(folder / RELATIONSHIPS, [":START_ID", ":END_ID", ":TYPE", *map(_heading, names)], lines))
    (folder / COMMAND).write_text(_command(), encoding="utf-8", newline="\n")
    return [*written, folder / COMMAND]


def label(kind: NodeKind) -> str:
    """The label that the nodes of a kind have in Neo4j.

    >>> label("policy")
    'Policy'
    """
    return kind.capitalize()


def nodes_file(kind: NodeKind) -> str:
    """The name of the file with the nodes of a kind."""
    return f"nodes-{kind}.csv"


def _names(rows: Iterable[Mapping[str, Value]]) -> list[str]:
    """The properties that some row has, in the order in which they come up."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _heading(name: str) -> str:
    kinds = {"long": _LONG, "boolean": _BOOLEAN, "date": _DATE, "string[]": _LIST}
    return f"{name}:{next((kind for kind, names in kinds.items() if name in names), 'string')}"


def _cells(names: Iterable[str], values: Mapping[str, Value]) -> list[str]:
    return [_cell(name, values.get(name)) for name in names]


def _cell(name: str, value: Value) -> str:
    if value is None or value == []:
        return ""
    if name in _LIST:
        return _text("\t".join(one.replace("\t", " ") for one in cast(list[str], value)))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if name in _LONG or name in _DATE else _text(str(value))


def _text(text: str) -> str:
    """A quoted cell. What XML forbids no reader of CSV wants either."""
    return '"' + clean(text).replace('"', '""') + '"'


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\n"


def _write_lines(path: Path, heading: Iterable[str], lines: Iterable[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_line(heading))
        file.writelines(lines)
    return path


def _command() -> str:
    files = [*(f"--nodes={nodes_file(kind)}" for kind in NODE_KINDS), f"--relationships={RELATIONSHIPS}"]
    options = ["--id-type=string", "--array-delimiter=TAB", "--multiline-fields=true", "--legacy-style-quoting=false", *files]
    return (
        "# 在这个文件夹里运行；数据库 policygraph 应当还不存在，导入后用 CREATE DATABASE 或启动服务器来打开。\n"
        "# Run this in this folder. The database must not exist yet. On Windows put it all on one line, without the backslashes.\n"
        + " \\\n  ".join(["neo4j-admin database import full policygraph", *options])
        + "\n"
    )
