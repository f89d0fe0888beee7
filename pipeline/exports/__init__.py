"""The outputs: one module a format. :func:`write_all` writes every one of them, or leaves those that were there."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import networkx as nx

from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.exports import graphjson, graphml, jsonl, tables, workbook
from pipeline.exports.collect import Rows
from pipeline.exports.report import page

RECORDS, TABLES, WORKBOOK, GRAPHML, GRAPH_JSON = "records.jsonl", "tables", "policygraph.xlsx", "graph.graphml", "graph.json"
REPORT = "report.html"


def write_all(
    entries: Sequence[NoticeEntry], quarantine: Sequence[QuarantineEntry], graph: nx.MultiDiGraph[str], folder: Path
) -> list[Path]:
    """Write all outputs of these notices into a folder, which is made where it is missing, and give their paths.

    Everything is written beside first and then put into place, so that a run that fails leaves the old outputs whole.
    The same notices give the same bytes, in whatever order they come.

    Raises:
        PolicygraphError: the folder cannot be written, or a file in it is held open by another program.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as beside:
            staged, old = Path(beside) / "new", Path(beside) / "old"
            (staged / TABLES).mkdir(parents=True)
            (old / TABLES).mkdir(parents=True)
            names = [path.relative_to(staged) for path in _write(entries, quarantine, graph, staged)]
            (folder / TABLES).mkdir(exist_ok=True)
            _put_in_place(names, staged, old, folder)
    except PermissionError as error:
        where = str(error.filename2 or error.filename or folder)
        remedy = "请关闭正在打开它的程序（Excel、WPS），确认对输出文件夹有写权限，再运行一次；原有输出没有改动"
        raise PolicygraphError(where, "文件被占用，或没有写权限", remedy, code="output.locked") from error
    except OSError as error:
        where = str(error.filename2 or error.filename or folder)
        remedy = "请腾出空间，或用 -o 另指一个文件夹；原有输出没有改动"
        raise PolicygraphError(where, f"输出写不进去（{error.strerror or error}）", remedy, code="output.failed") from error
    return [folder / name for name in names]


def _write(entries: Sequence[NoticeEntry], quarantine: Sequence[QuarantineEntry], graph: nx.MultiDiGraph[str], folder: Path) -> list[Path]:
    facts = Rows(entries, quarantine)
    jsonl.write(entries, folder / RECORDS)
    written = tables.write(facts, folder / TABLES)
    workbook.write(facts, folder / WORKBOOK)
    graphml.write(graph, folder / GRAPHML)
    graphjson.write(graph, folder / GRAPH_JSON)
    page.write(facts, folder / REPORT)
    return [folder / RECORDS, *written, folder / WORKBOOK, folder / GRAPHML, folder / GRAPH_JSON, folder / REPORT]


def _put_in_place(names: Sequence[Path], staged: Path, old: Path, folder: Path) -> None:
    """Move the new files to their places; where one cannot be moved, put the old ones back."""
    moved: list[Path] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(old / name)
            moved.append(name)
            (staged / name).replace(folder / name)
    except OSError:
        for name in moved:
            if (old / name).exists():
                (old / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise
