"""The outputs: one module a format. :func:`write_all` writes those that are asked for, or leaves what was there."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.errors import PolicygraphError
from pipeline.exports import feed, gexf, graphjson, graphml, ics, jsonl, neo4j, parquet, tables, workbook
from pipeline.exports.content import Content, content_of
from pipeline.exports.report import page
from pipeline.formats import OF_A_RUN, OutputFormat

__all__ = ["NAMES", "Content", "content_of", "write_all"]


#: Where in the folder each format is written.
NAMES = {
    OutputFormat.JSONL: "records.jsonl",
    OutputFormat.CSV: "tables",
    OutputFormat.XLSX: "policygraph.xlsx",
    OutputFormat.GRAPHML: "graph.graphml",
    OutputFormat.JSON: "graph.json",
    OutputFormat.ICS: "deadlines.ics",
    OutputFormat.GEXF: "graph.gexf",
    OutputFormat.NEO4J: "neo4j",
    OutputFormat.PARQUET: "parquet",
    OutputFormat.FEED: "feed.atom",
    OutputFormat.HTML: "report.html",
}


def write_all(content: Content, folder: Path, formats: Collection[OutputFormat] = OF_A_RUN) -> list[Path]:
    """Write outputs of these notices into a folder, which is made where it is missing, and give their paths.

    Everything is written beside first and then put into place, so that a run that fails leaves the old outputs whole.
    The same notices give the same bytes, in whatever order they come.

    Raises:
        PolicygraphError: the folder cannot be written, a file in it is held open by another program, or a library is missing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as beside:
            staged, old = Path(beside) / "new", Path(beside) / "old"
            staged.mkdir()
            written = [path for form in OutputFormat if form in formats for path in _write(form, content, staged / NAMES[form])]
            names = [path.relative_to(staged) for path in written]
            for name in names:
                (old / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).parent.mkdir(exist_ok=True)
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


def _write(form: OutputFormat, content: Content, path: Path) -> list[Path]:
    """Write one format to its place in a folder that exists, and give the files."""
    match form:
        case OutputFormat.CSV | OutputFormat.NEO4J | OutputFormat.PARQUET:
            path.mkdir()
            return _write_folder(form, content, path)
        case OutputFormat.JSONL:
            jsonl.write(content.entries, path)
        case OutputFormat.XLSX:
            workbook.write(content.facts, path)
        case OutputFormat.GRAPHML:
            graphml.write(content.graph, path)
        case OutputFormat.JSON:
            graphjson.write(content.graph, path)
        case OutputFormat.GEXF:
            gexf.write(content.graph, path)
        case OutputFormat.ICS:
            ics.write(content.facts, path)
        case OutputFormat.FEED:
            feed.write(content.news, path)
        case OutputFormat.HTML:
            page.write(content.facts, path)
    return [path]


def _write_folder(form: OutputFormat, content: Content, path: Path) -> list[Path]:
    if form is OutputFormat.NEO4J:
        return neo4j.write(content.graph, path)
    return parquet.write(content.facts, path) if form is OutputFormat.PARQUET else tables.write(content.facts, path)


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
