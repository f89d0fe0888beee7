"""The samples as analysts see them, and what their records say, counted without the façade's frames."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import pipeline
from pipeline.corpus import Corpus
from pipeline.entries import NoticeEntry
from pipeline.run import run

ROOT = Path(__file__).parents[2]

if find_spec("plotly") is None and os.environ.get("REQUIRE_ALL") != "1":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("charts") / "outputs"
    run([ROOT / "corpus" / "samples"], output=folder, workers=0)
    with pipeline.open(folder / "policygraph.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def entries(corpus: Corpus) -> list[NoticeEntry]:
    """The notices with their records, units by the links."""
    return corpus.entries()


@pytest.fixture(scope="session")
def of_city(entries: list[NoticeEntry]) -> list[NoticeEntry]:
    """The notices of one city."""
    found = [entry for entry in entries if (area := entry.record.notice.jurisdiction) is not None and area.name == "宁澜市"]
    assert len(found) == 6
    return found
