"""The notebooks run from a fresh state by nbmake, and show what is stored in them."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.run import run

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
WIDGET = "application/vnd.jupyter.widget-view+json"
CHART = "application/vnd.plotly.v1+json"

if os.environ.get("REQUIRE_ALL") != "1":
    for needed in ("nbmake", "plotly", "ipysigma"):
        if find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed", allow_module_level=True)


def code(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook that run."""
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in loaded["cells"] if cell["cell_type"] == "code"]


def shows(cell: dict[str, Any]) -> list[Any]:
    """What a cell shows, without what belongs to one machine: pictures, which are drawn from the chart that is compared, and widgets."""
    found: list[Any] = []
    for output in cell["outputs"]:
        data = {kind: said for kind, said in output.get("data", {}).items() if kind not in ("image/png", WIDGET)}
        found.append((output["output_type"], "".join(output.get("text", "")), {kind: "".join(said) if isinstance(said, list) else said for kind, said in data.items()}))
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks as nbmake leaves them in a project where nothing has run but what `make notebooks` runs first."""
    project = tmp_path_factory.mktemp("project")
    for folder in ("notebooks", "corpus/samples", "tests/gold"):
        shutil.copytree(ROOT / folder, project / folder)
    run([project / "corpus" / "samples"], output=project / "outputs" / "samples", workers=0)
    arguments = ["--nbmake", "--nbmake-timeout=120", "--overwrite", "-p", "no:cacheprovider", "-p", "no:xdist", str(project / "notebooks")]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLOTLY_RENDERER": "plotly_mimetype"},
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"{len(NOTEBOOKS)} passed" in done.stdout
    return project / "notebooks"


@pytest.mark.parametrize("name", NAMES)
def test_notebook_shows_what_is_stored(ran: Path, name: str) -> None:
    fresh, stored = code(ran / f"{name}.ipynb"), code(ROOT / "notebooks" / f"{name}.ipynb")
    for now, before in zip(fresh, stored, strict=True):
        assert shows(now) == shows(before), f"{before['id']} shows something else than is stored: run `make pictures`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_each_chart_is_stored_with_its_picture(path: Path) -> None:
    for cell in code(path):
        for output in cell["outputs"]:
            data = output.get("data", {})
            assert (CHART in data) == ("image/png" in data), cell["id"]
            if CHART in data:
                picture = base64.b64decode(data["image/png"])
                assert 5_000 < len(picture) < 400_000, cell["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_headings_are_in_chinese_with_a_line_of_english(path: Path) -> None:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    texts = ["".join(cell["source"]) for cell in loaded["cells"] if cell["cell_type"] == "markdown"]
    assert texts
    for text in texts:
        heading, english, *_ = text.split("\n")
        assert re.match(r"#+ .*[\u4e00-\u9fff]", heading), heading
        assert re.fullmatch(r"\*[A-Z][ -~]+\*", english), heading


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_one_line_says_whose_store_it_is(path: Path) -> None:
    lines = [line for cell in code(path) for line in "".join(cell["source"]).splitlines()]
    assert sum(line.startswith("STORE = ") for line in lines) == 1
    assert not [line for line in lines if "samples" in line and not line.startswith(("STORE = ", "evaluation = "))]
