"""Who may know what (docs/architecture.md), asked of the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """The file and the dotted name of everything that the modules of a folder import, wherever in the file; ``from a import b`` as ``a.b``."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
            else:
                continue
            for name in names:
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", name


LAYERS = (
    ("extractors", "", ("pipeline.", "benchmarks.", "tests.", "sqlalchemy", "socket", "urllib", "time."), (), "a document in, a record out"),
    ("pipeline", "", ("benchmarks.", "tests."), (), "what is installed knows nothing of what measures it"),
    ("pipeline/readers", "extractors.", ("extractors.",), ("extractors.document.", "extractors.numbering."), "a reader knows no task, unit or deadline"),
    ("pipeline/readers", "pipeline.", ("pipeline.",), ("pipeline.readers", "pipeline.errors."), "a reader knows no store and no corpus"),
    ("pipeline/exports", "", ("extractors.extract", "pipeline.readers"), (), "an export computes no fact"),
    (
        "pipeline/search",
        "pipeline.",
        ("pipeline.",),
        ("pipeline.search", "pipeline.store.models.", "pipeline.store.conditions.", "pipeline.store.points.", "pipeline.identity.", "pipeline.errors."),
        "a search knows tables, and nothing of runs and readers",
    ),
    ("pipeline/diff", "", ("pipeline.exports", "pipeline.corpus", "pipeline.run", "pipeline.readers", "typer"), (), "a difference is compared, not printed"),
    ("pipeline/watch", "pipeline.", ("extractors.", "pipeline.readers.", "pipeline.exports.", "pipeline.cli"), (), "a watch knows files and the store, and no notice"),
    ("pipeline/store", "", ("pipeline.watch.", "pipeline.ingest.", "pipeline.run."), (), "the store knows nothing of who fills it"),
    (
        "pipeline/graph",
        "pipeline.",
        ("pipeline.readers.", "pipeline.workers.", "pipeline.ingest.", "pipeline.run.", "pipeline.exports.", "pipeline.measures.", "extractors.extract."),
        (),
        "a graph knows records and names, and nothing of who found them",
    ),
    (
        "pipeline/corpus",
        "pipeline.",
        ("pipeline.readers.", "pipeline.workers.", "pipeline.ingest.", "pipeline.run.", "pipeline.watch.", "extractors.extract."),
        (),
        "the façade asks a store and reads no file",
    ),
    (
        "pipeline/workers",
        "pipeline.",
        ("sqlalchemy", "pipeline.store.", "pipeline.resolve.", "pipeline.graph.", "pipeline.ingest.", "pipeline.run.", "pipeline.watch."),
        (),
        "a worker knows one file, and no store",
    ),
    (
        "pipeline/terminal",
        "pipeline.",
        ("sqlalchemy", "pipeline.store.", "pipeline.readers.", "pipeline.workers.", "extractors.extract."),
        (),
        "what is printed was found by others",
    ),
    ("pipeline/measures", "", ("sqlalchemy", "pipeline.store", "pipeline.corpus", "pipeline.readers", "extractors.extract"), (), "frames and graphs in, frames and graphs out"),
    (
        "pipeline/charts",
        "",
        ("sqlalchemy", "pipeline.store", "pipeline.corpus", "pipeline.measures", "pipeline.readers", "extractors.extract"),
        (),
        "a chart draws frames and computes no fact",
    ),
    ("extractors/numbering", "extractors.", ("extractors.",), ("extractors.numbering", "extractors.numerals."), "numbers alone"),
)


@pytest.mark.parametrize(("folder", "must", "forbidden", "allowed", "why"), LAYERS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_layer_imports_only_what_it_may_know(folder: str, must: str, forbidden: tuple[str, ...], allowed: tuple[str, ...], why: str) -> None:
    found = [(place, f"{name}.") for place, name in imports(ROOT / folder)]
    assert any(name.startswith(must or "__future__") for _, name in found), "the folder is not looked at"
    wrong = [(place, name) for place, name in found if name.startswith(forbidden) and not (allowed and name.startswith(allowed))]
    assert wrong == [], why


COMMAND_LINE = ("pipeline/__main__.py", "pipeline/cli.py", "pipeline/commands/", "pipeline/terminal/")
ABOVE = (
    (("typer", "rich.", "pipeline.terminal.", "pipeline.commands.", "pipeline.cli."), COMMAND_LINE, "nothing prints but the command line"),
    (("pipeline.corpus.",), ("pipeline/__init__.py", "pipeline/corpus/", "pipeline/commands/", "pipeline/terminal/"), "what the façade is built of does not know it"),
)


@pytest.mark.parametrize(("upper", "those", "why"), ABOVE, ids=lambda value: value if isinstance(value, str) else "")
def test_what_stands_above_is_imported_by_few(upper: tuple[str, ...], those: tuple[str, ...], why: str) -> None:
    places = [place for place, name in imports(ROOT / "pipeline") if f"{name}.".startswith(upper)]
    assert {one for one in those for place in places if place.startswith(one)} == set(those), "one that no longer needs it, or is no longer there"
    assert [place for place in places if not place.startswith(those)] == [], why
