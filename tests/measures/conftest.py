"""The samples, run through the whole pipeline once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.run import run

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    out = tmp_path_factory.mktemp("samples")
    run([SAMPLES], output=out, workers=1)
    with pipeline.open(out / "policygraph.db") as corpus:
        yield corpus
