"""Runs the notebooks on the samples and keeps what they show: ``python docs/run_notebooks.py``, or ``make pictures``.

Pictures are stored with 256 colours, what belongs to one run of one machine (times, ids of widgets) is left out, so that the same notices and the
same browser give the same bytes. Opening, changing and running a notebook by hand needs none of this.
"""

from __future__ import annotations

import base64
import io
from contextlib import chdir
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from PIL import Image

from pipeline.run import run

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"


def keep(path: Path) -> None:
    """Run a notebook from its first cell, and write it with what its cells show."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}, record_timing=False, store_widget_state=False)
    client.execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if "outputs" in cell:  # a busy browser may print a warning, which is nothing of the notices'
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        for output in cell.get("outputs", ()):
            tidy(output)
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def tidy(output: Any) -> None:
    """Of one output, what it keeps: smaller pictures, no widget, a figure's own sizes."""
    data = output.get("data", {})
    data.pop(WIDGET, None)
    if "image/png" in data:
        data["image/png"] = base64.b64encode(small(base64.b64decode(data["image/png"]))).decode()


def small(picture: bytes) -> bytes:
    """A PNG with 256 colours."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(kept, format="PNG", optimize=True)
    return kept.getvalue()


def main() -> None:
    with chdir(ROOT):  # so that the report names the files as anyone has them
        run(["corpus/samples"], output="outputs/samples")
    for path in sorted(FOLDER.glob("*.ipynb")):
        keep(path)


if __name__ == "__main__":
    main()
