"""A folder of arrivals that changes, the store that is kept of it, and whether that store is what a clean run makes."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from random import Random

from pipeline.run import run
from tests.tools.arrivals import ARRIVALS
from tests.tools.standing import differences, standing, unsound

_MOMENTS = itertools.count(1_700_000_000_000_000_000, 1_000_000_000)
_FIRST = sorted(ARRIVALS)[::2]
_LATER = sorted(ARRIVALS)[1::3]


def put(folder: Path, name: str, arrival: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(ARRIVALS[arrival])
    moment = next(_MOMENTS)
    os.utime(path, ns=(moment, moment))


def outputs(folder: Path) -> dict[str, bytes]:
    """What was written for people and machines, by name."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(("policygraph.db", "."))}


class Place:
    """A folder, and what is kept of it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.output, self.clean = place / "in", place / "kept" / "out", place / "clean" / "out"
        self.store = self.output / "policygraph.db"
        for number, arrival in enumerate(_FIRST):
            put(self.folder, f"{number}.txt", arrival)

    def change(self, random: Random) -> None:
        """Something comes, something changes, something goes and something is renamed."""
        put(self.folder, f"新{random.randrange(4)}.txt", random.choice(_LATER))
        here = sorted(path.name for path in self.folder.iterdir())
        put(self.folder, random.choice(here), random.choice(_LATER))
        (self.folder / random.choice(here)).rename(self.folder / f"名{random.randrange(4)}.txt")

    def check_whole(self, when: str) -> None:
        """That what a kill left is whole."""
        if self.store.exists():
            assert unsound(self.store) == [], when

    def check_mended(self, when: str) -> None:
        """That one run more gives what a clean one gives."""
        run([self.folder], output=self.output, workers=0)
        shutil.rmtree(self.clean, ignore_errors=True)
        run([self.folder], output=self.clean, workers=0)
        assert unsound(self.store) == [], when
        assert differences(standing(self.store), standing(self.clean / "policygraph.db")) == "", when
