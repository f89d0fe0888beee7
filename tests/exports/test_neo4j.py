"""The files for Neo4j, read by the rules that its import tool documents (Operations Manual, *Import*, *CSV header format*)."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from extractors.knowledge import Knowledge
from pipeline.entries import NoticeEntry
from pipeline.exports import neo4j
from pipeline.graph.builder import build_graph
from pipeline.graph.kinds import NODE_KINDS, Value
from tests.tools import outputs, records

_COLUMN = re.compile(r"(?P<name>[^:\"]*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|(?:string|long|boolean|date)(?:\[\])?)")
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)')


def boolean(text: str) -> bool:
    """The tool takes whatever is not ``true`` for false; we write nothing else."""
    assert text in {"true", "false"}
    return text == "true"


READ: dict[str, Callable[[str], Value]] = {
    "string": str,
    "long": int,
    "boolean": boolean,
    "date": lambda text: date.fromisoformat(text).isoformat(),
    "string[]": lambda text: text.split("\t"),
}


@dataclass(frozen=True)
class Row:
    """A line: its structural columns by type, its properties that are there by name."""

    structure: dict[str, str]
    properties: dict[str, Value]


def cells(text: str) -> list[list[str | None]]:
    """The lines of a file; ``None`` is an empty cell without quotes. Quotes are doubled in quotes, line ends in quotes are text."""
    lines: list[list[str | None]] = [[]]
    place = 0
    while place < len(text):
        hit = _CELL.match(text, place)
        assert hit is not None, f"no cell at {place}: {text[place : place + 40]!r}"
        lines[-1].append(hit[1].replace('""', '"') if hit[1] is not None else hit[2] or None)
        place = hit.end()
        if hit[3] == "\n":
            lines.append([])
    assert lines.pop() == [], "the last line is ended"
    return lines


def imported(path: Path, structure: set[str]) -> list[Row]:
    """The rows of a file that has exactly these structural columns."""
    heading, *lines = cells(path.read_bytes().decode())
    columns = [(hit["name"], hit["type"]) for hit in map(_COLUMN.fullmatch, map(str, heading)) if hit]
    assert len(columns) == len(heading), "every column has a type that the tool knows"
    assert [kind for _, kind in columns if kind.isupper()] == sorted(structure, key=[kind for _, kind in columns].index)
    assert {kind for _, kind in columns if kind.isupper()} == structure
    names = [name for name, kind in columns if not kind.isupper()]
    assert len(names) == len(set(names))
    rows = []
    for line in lines:
        pairs = list(zip(columns, line, strict=True))
        rows.append(
            Row(
                structure={kind: cell for (_, kind), cell in pairs if kind.isupper() and cell is not None},
                properties={name: READ[kind](cell) for (name, kind), cell in pairs if not kind.isupper() and cell is not None},
            )
        )
    return rows


def loaded(folder: Path) -> nx.MultiDiGraph[str]:
    """The graph as the command of the folder imports it."""
    text = (folder / neo4j.COMMAND).read_text(encoding="utf-8")
    words = shlex.split(text.replace("\\\n", ""), comments=True)  # a shell goes on behind a backslash at the end of a line
    assert words[:5] == ["neo4j-admin", "database", "import", "full", "policygraph"]
    options = [word.removeprefix("--").split("=", 1) for word in words[5:]]
    built: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in (value for option, value in options if option == "nodes"):
        for row in imported(folder / name, {"ID", "LABEL"}):
            own, label = row.structure["ID"], row.structure["LABEL"]
            assert own not in built, "an id is one node's"
            assert name == f"nodes-{label.lower()}.csv"
            built.add_node(own, **row.properties)
    for row in imported(folder / str(dict(options)["relationships"]), {"START_ID", "END_ID", "TYPE"}):
        source, target = row.structure["START_ID"], row.structure["END_ID"]
        assert {source, target} <= built.nodes.keys(), "both ends are nodes"
        assert row.structure["TYPE"] == str(row.properties["kind"]).upper()
        built.add_edge(source, target, **row.properties)
    return built


def said(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None and value != []}


def edges(some: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    return sorted((source, target, repr(sorted(said(values).items()))) for source, target, values in some.edges(data=True))


@pytest.mark.parametrize("entries", [records.corpus(), []], ids=["corpus", "nothing"])
def test_the_import_is_the_graph_with_its_types(entries: list[NoticeEntry], tmp_path: Path) -> None:
    built = build_graph(entries, knowledge=Knowledge.load(None))
    neo4j.write(built, tmp_path)
    back = loaded(tmp_path)
    assert {node: dict(values) for node, values in back.nodes(data=True)} == {node: said(values) for node, values in built.nodes(data=True)}
    assert edges(back) == edges(built)


def test_hostile_text_is_kept_but_for_what_no_xml_holds_and_tabs_in_lists(tmp_path: Path) -> None:
    entry = outputs.hostile()
    neo4j.write(build_graph([entry]), tmp_path)
    task = loaded(tmp_path).nodes[f"task:{entry.notice_id}#note/1"]
    assert task["title"] == task["text"] == outputs.HELD
    assert task["officials"] == [outputs.HELD.replace("\t", " "), "甲;乙"], "a semicolon parts no list"


def test_every_kind_has_its_file_and_the_command_names_them_all(tmp_path: Path) -> None:
    written = neo4j.write(build_graph([records.superior()]), tmp_path)
    assert {path.name for path in written} == {*(f"nodes-{kind}.csv" for kind in NODE_KINDS), neo4j.RELATIONSHIPS, neo4j.COMMAND}
    command = (tmp_path / neo4j.COMMAND).read_text(encoding="utf-8")
    assert all(path.name in command for path in written if path.name != neo4j.COMMAND)
    assert "--array-delimiter=TAB" in command
    assert "--multiline-fields=true" in command


def test_a_reader_of_csv_reads_as_many_rows(tmp_path: Path) -> None:
    built = build_graph([outputs.hostile(), *records.corpus()])
    neo4j.write(built, tmp_path)
    with (tmp_path / neo4j.RELATIONSHIPS).open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == built.number_of_edges()
