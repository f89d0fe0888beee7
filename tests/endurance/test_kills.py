"""SIGKILL at random moments of runs and watches: the store opens and is whole, and the next run ends where a clean one does."""

from __future__ import annotations

import itertools
import shutil
import sys
import time
from pathlib import Path
from random import Random

import pytest

from pipeline.run import run
from tests.tools.killing import Doing, running, watching
from tests.tools.place import Place, outputs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked from a server")

#: A run or watch that ends before its kill is begun anew with other files, so many times a kill at most.
_TRIES = 5


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def kills_of_runs(place: Path, *, seed: int, count: int, workers: tuple[int, ...] = (0,)) -> None:
    """First runs are killed, each in a place of its own, and runs over a store that there is, by turns."""
    random, killed = Random(seed), 0
    for number in range(_TRIES * count):
        kept = Place(place / str(number))
        if number % 2:
            run([kept.folder], output=kept.output, workers=0)
            kept.change(random)
        seconds, hands = random.random() * (1.0 if number % 2 else 2.0), random.choice(workers)
        doing = Doing(running, str(kept.folder), str(kept.output), hands)
        if doing.ended_within(seconds):
            continue
        doing.kill()
        killed += 1
        when = f"seed {seed}, kill {killed} after {seconds:.3f} s of {'another' if number % 2 else 'a first'} run with {hands} workers"
        kept.check_whole(when)
        kept.check_mended(when)
        if number % 2 == 0:  # no file changed between the two runs: then versions are those of a clean run, too
            assert outputs(kept.output) == outputs(kept.clean), when
        shutil.rmtree(place / str(number))
        if killed == count:
            return
    pytest.fail(f"only {killed} of {number + 1} runs lived long enough to be killed")


def kills_of_a_watch(place: Place, *, seed: int, count: int, workers: tuple[int, ...] = (0,)) -> None:
    """One store, kept by one watch after the other, each of which is killed while files come and go."""
    random = Random(seed)
    for number in range(count):
        hands = random.choice(workers)
        doing = Doing(watching, str(place.folder), str(place.output), hands)
        moments = sorted(random.random() * 2 for _ in range(3))
        for before, moment in itertools.pairwise((0.0, *moments)):
            assert not doing.ended_within(moment - before)
            place.change(random)
        time.sleep(random.random() * 1.2)
        doing.kill()
        when = f"seed {seed}, kill {number + 1} of a watch with {hands} workers"
        place.check_whole(when)
        if number % 3 == 0:
            place.check_mended(when)
    place.check_mended("after all")


def test_runs_that_are_killed(tmp_path: Path) -> None:
    kills_of_runs(tmp_path, seed=1, count=10)


def test_watches_that_are_killed(place: Place) -> None:
    kills_of_a_watch(place, seed=2, count=10)


@pytest.mark.soak
def test_200_kills(tmp_path: Path) -> None:
    kills_of_runs(tmp_path / "runs", seed=3, count=120, workers=(0, 0, 1))
    kills_of_a_watch(Place(tmp_path / "watch"), seed=4, count=80, workers=(0, 0, 1))
