"""Eight readers and one writer, each a process: nobody fails, and whoever reads sees a whole state."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.readers import READERS, measure
from pipeline.store.address import database_url


def test_readers_see_whole_states_while_one_writes(where: str | Path) -> None:
    met = measure(where, seconds=3)
    assert met.errors == ()
    assert met.reads >= READERS
    assert met.states == 2, "the store changed under the readers"


@pytest.mark.soak
def test_readers_see_whole_states_for_two_minutes(where: str | Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, met = measure(where, seconds=30, elsewhere=True), measure(where, seconds=120)
    with capsys.disabled():
        print(f"\n{database_url(where).drivername}: a writer on another store: {other}\na writer on the same store: {met}")  # noqa: T201
    assert met.errors == ()
    assert met.states == 2
