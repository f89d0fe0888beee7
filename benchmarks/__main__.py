"""Measure the speed of policygraph beside its peers in one run, and write docs/benchmarks.md.

    pip install -e '.[benchmarks]'
    python -m benchmarks

A peer that is not installed here is looked for by the Python that POLICYGRAPH_PEERS names (one of another virtual environment), and
is else left out by name. Real notices are measured too where POLICYGRAPH_SHARED names their folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks import speed_page
from benchmarks.speed import Bench

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """The command."""
    shared = os.environ.get("POLICYGRAPH_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder=Path(folder), shared=Path(shared) if shared else None, soffice=shutil.which("soffice"), say=print)
        PAGE.write_text(speed_page.written(bench.measure()), encoding="utf-8", newline="\n")
    print("docs/benchmarks.md is written")


if __name__ == "__main__":
    main()
