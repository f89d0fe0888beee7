"""The report of the samples, with the corpus that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.run import run

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a run over the samples."""
    folder = tmp_path_factory.mktemp("report") / "outputs"
    run([ROOT / "corpus" / "samples"], output=folder, workers=0)
    return folder


@pytest.fixture(scope="session")
def report(outputs: Path) -> Path:
    """The page of the samples."""
    return outputs / "report.html"


@pytest.fixture(scope="session")
def corpus(outputs: Path) -> Iterator[Corpus]:
    """The samples as analysts see them."""
    with pipeline.open(outputs / "policygraph.db") as opened:
        yield opened
