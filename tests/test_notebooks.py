"""The notebooks run from the first cell to the last on the store that the samples give."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.run import run

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

if os.environ.get("REQUIRE_ALL") != "1":
    pytest.importorskip("matplotlib")


def cells(notebook: Path) -> list[dict[str, Any]]:
    loaded = json.loads(notebook.read_text(encoding="utf-8"))
    return [cell for cell in loaded["cells"] if cell["cell_type"] == "code"]


def run_cell(source: str, names: dict[str, Any]) -> None:
    """Runs a cell, and asks for what a notebook would show: the value of a last line that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is not None:
        repr(eval(compile(ast.Expression(last.value), "<cell>", "eval"), names))


@pytest.fixture(scope="module")
def after_run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The names that each notebook has at its end."""
    folder = tmp_path_factory.mktemp("project")
    run([ROOT / "corpus" / "samples"], output=folder / "outputs", workers=0)
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "Agg")
        patch.chdir(folder)
        for notebook in NOTEBOOKS:
            found[notebook.stem] = names = {"__name__": "__main__"}
            for cell in cells(notebook):
                run_cell("".join(cell["source"]), names)
    return found


def test_first_notebook_draws_the_way_from_policy_to_unit(after_run: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    names = after_run["01-one-notice"]
    # the sample 02 has 15 tasks in its worklist, which carry out 14 items of one superior policy, and 2 in sentences
    assert {kind: len(nodes) for kind, nodes in names["columns"].items() if kind != "unit"} == {"policy": 1, "measure": 14, "task": 17}
    leads = [target for _, target, colour in names["links"] if colour == "#c0392b"]
    assert len(leads) == 16, "one lead a row of the worklist, and one of a sentence"
    names["figure"].savefig(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 10_000


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(notebook: Path) -> None:
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells(notebook))
