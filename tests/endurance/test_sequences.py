"""Whatever happened to a folder and to the program meanwhile, the store says what a clean run over the folder as it is now would say.

Files come, change, move and go; the rules and the user's rows change; runs are broken off at any of their commits. Then a run that goes
through must leave what a first run leaves, but for times and history.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

import pipeline
from pipeline.ingest import IngestReport, ingest
from pipeline.run import run
from pipeline.store.lock import writer_lock
from pipeline.store.store import Store
from tests.tools.arrivals import ARRIVALS
from tests.tools.editions import EDITIONS, Program
from tests.tools.place import outputs
from tests.tools.standing import differences, standing, unsound

NAMES = ("a.txt", "b.txt", "c.html", "d.docx", "子/e.txt", "子/f.txt")
_FOLDERS = ("子", "丑")


class BrokenOff(BaseException):
    """What a kill looks like to the database: from here on, nothing is done."""


@contextmanager
def broken_off_at(commit: int | None) -> Iterator[None]:
    """End what the block does right before its commit of this number, from 0, if it comes so far."""
    if commit is None:
        yield
        return
    count = itertools.count()

    def committing(_connection: object) -> None:
        if next(count) == commit:
            raise BrokenOff

    event.listen(Engine, "commit", committing)
    try:
        yield
    except BrokenOff:
        pass
    finally:
        event.remove(Engine, "commit", committing)


@dataclass(kw_only=True)
class Life:
    """A folder, a store, a program, and what has changed in the folder since the store last looked; ``writes``: runs write outputs."""

    place: Path
    writes: bool = False
    program: Program = field(init=False)
    changed: set[Path] = field(default_factory=set)

    #: When files are written: each at another moment, long ago, for what is written just now is looked at twice.
    _moments = itertools.count(1_700_000_000_000_000_000, 1_000_000_000)

    def __post_init__(self) -> None:
        self.program = Program(rows=self.place / "rows")
        self.folder.mkdir()

    @property
    def folder(self) -> Path:
        return self.place / "in"

    @property
    def store(self) -> Path:
        return self.place / "life" / "policygraph.db"

    def path(self, name: str) -> Path:
        return self.folder / name

    def dated(self, path: Path) -> None:
        moment = next(self._moments)
        os.utime(path, ns=(moment, moment))
        self.changed.add(path)

    def ingest(self, *, only: Sequence[Path] | None = None, stop: Callable[[], bool] | None = None) -> IngestReport:
        """Bring the store up to date, as a watch does with ``only`` what changed."""
        with self.program.in_force(), Store.open(self.store, create=True) as store, writer_lock(store.engine):
            return ingest(store, [self.folder], arguments={}, knowledge=self.program.rows, workers=0, only=only, stop=stop)

    def run(self) -> None:
        """A whole run."""
        if not self.writes:
            self.ingest()
            return
        with self.program.in_force():
            run([self.folder], output=self.store.parent, knowledge=self.program.rows, workers=0)


# --- the steps -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Put:
    """A file comes or changes."""

    name: str
    arrival: str

    def __call__(self, life: Life) -> None:
        path = life.path(self.name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(ARRIVALS[self.arrival])
        life.dated(path)


@dataclass(frozen=True)
class Rename:
    """A file is renamed, onto another one too; it keeps its time."""

    name: str
    to: str

    def __call__(self, life: Life) -> None:
        if life.path(self.name).exists():
            life.path(self.to).parent.mkdir(exist_ok=True)
            life.path(self.name).rename(life.path(self.to))
            life.changed |= {life.path(self.name), life.path(self.to)}


@dataclass(frozen=True)
class RenameFolder:
    """The folder within the folder is renamed, or gets its old name back."""

    def __call__(self, life: Life) -> None:
        here, there = (life.path(name) for name in _FOLDERS)
        if here.exists() == there.exists():
            return
        old, new = (here, there) if here.exists() else (there, here)
        old.rename(new)
        life.changed |= {old, new}


@dataclass(frozen=True)
class Copy:
    """The same bytes under a second name."""

    name: str
    to: str

    def __call__(self, life: Life) -> None:
        if life.path(self.name).exists() and self.name != self.to:
            life.path(self.to).parent.mkdir(exist_ok=True)
            shutil.copyfile(life.path(self.name), life.path(self.to))
            life.dated(life.path(self.to))


@dataclass(frozen=True)
class Touch:
    """A file is saved again as it is."""

    name: str

    def __call__(self, life: Life) -> None:
        if life.path(self.name).exists():
            life.dated(life.path(self.name))


@dataclass(frozen=True)
class Remove:
    """A file goes."""

    name: str

    def __call__(self, life: Life) -> None:
        life.path(self.name).unlink(missing_ok=True)
        life.changed.add(life.path(self.name))


@dataclass(frozen=True)
class Change:
    """Another edition of the program comes into force, or other rows."""

    part: str
    edition: int

    def __call__(self, life: Life) -> None:
        life.program.change(self.part, self.edition % EDITIONS[self.part])


@dataclass(frozen=True)
class Run:
    """A run, broken off before a commit where one is given."""

    broken_off: int | None = None

    def __call__(self, life: Life) -> None:
        with broken_off_at(self.broken_off):
            life.run()
            life.changed.clear()


@dataclass(frozen=True)
class Notice:
    """A watch notices some of what changed, is asked to stop before its job of a number, or is broken off before a commit."""

    first: int
    stop: int | None = None
    broken_off: int | None = None

    def __call__(self, life: Life) -> None:
        paths = sorted(life.changed)[: self.first]
        if not paths or not life.folder.exists():
            return
        jobs = itertools.count()
        with broken_off_at(self.broken_off):
            done = life.ingest(only=paths, stop=None if self.stop is None else lambda: next(jobs) >= (self.stop or 0))
            if not done.stopped:
                life.changed -= set(paths)


_names, _arrivals = st.sampled_from(NAMES), st.sampled_from(sorted(ARRIVALS))
_commits = st.none() | st.integers(0, 25)
_files = st.one_of(
    st.builds(Put, _names, _arrivals), st.builds(Put, _names, _arrivals), st.builds(Rename, _names, _names), st.builds(Copy, _names, _names),
    st.builds(Touch, _names), st.builds(Remove, _names), st.just(RenameFolder()),
)  # fmt: skip
_changes = st.builds(Change, st.sampled_from(sorted(EDITIONS)), st.integers(0, 2))
_runs = st.builds(Run, _commits) | st.builds(Notice, st.integers(1, 4), st.none() | st.integers(0, 2), _commits)
#: A folder with something in it, then what happens to it.
_sequences = st.tuples(
    st.lists(st.builds(Put, _names, _arrivals), min_size=2, max_size=5), st.lists(st.one_of(_files, _files, _changes, _runs, _runs), min_size=3, max_size=12)
).map(lambda parts: [*parts[0], *parts[1]])


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without a run, to be copied: making one takes longer than a run."""
    path = tmp_path_factory.mktemp("empty") / "policygraph.db"
    Store.open(path, create=True).close()
    return path


def ends_as_a_clean_run(steps: Sequence[Callable[[Life], None]], empty_store: Path, *, whole: bool = False) -> None:
    with tempfile.TemporaryDirectory() as place:
        life = Life(place=Path(place))
        clean = life.place / "clean" / "policygraph.db"
        for path in (life.store, clean):
            path.parent.mkdir()
            shutil.copy(empty_store, path)
        for step in steps:
            step(life)
        life.ingest()
        assert unsound(life.store) == []
        lived = standing(life.store, knowledge=life.program.rows, whole=whole)
        again = life.ingest()
        assert (again.read, again.gone, again.settled.new, again.settled.changed, again.settled.withdrawn) == (0, 0, 0, 0, 0), "nothing was left undone"
        fresh = shutil.copytree(life.program.rows, life.place / "fresh rows")  # of which nothing can be remembered
        with life.program.in_force(), Store.open(clean) as store:
            ingest(store, [life.folder], arguments={}, knowledge=fresh, workers=0)
        assert differences(lived, standing(clean, knowledge=fresh, whole=whole)) == ""


#: Sequences that once did not.
_ONCE: list[tuple[list[Callable[[Life], None]], str]] = [
    ([Put("a.txt", "notice"), Run(), Change("rows", 1), Run(), Change("rows", 2), Run()], "rows edited in place were read once a process"),
    (
        [Put("b.txt", "notice"), Copy("b.txt", "d.docx"), Run(), Change("extraction", 1), Touch("d.docx"), Notice(1), Change("extraction", 0), Copy("b.txt", "a.txt")],
        "a copy took what the bytes said by rules of another time",
    ),
    (
        [Put("a.txt", "notice"), Copy("a.txt", "b.txt"), Run(), Change("extraction", 1), Run(broken_off=3), Change("extraction", 0), Touch("a.txt")],
        "a file saved again kept what it said by rules of another time",
    ),
    (
        [
            Put("a.txt", "that number of another issuer"), Put("b.txt", "extends"), Run(),
            Remove("b.txt"), Put("d.docx", "notice"), Put("c.html", "no issuer"),
        ],
        "as many notices touched as there are were taken for all of them, though one had gone",
    ),
    ([Put("a.txt", "page without number"), Run(), Change("pages", 2)], "a file that is refused now was still known as the page that it had been"),
]  # fmt: skip


@pytest.mark.parametrize("steps", [steps for steps, _ in _ONCE], ids=[why for _, why in _ONCE])
def test_sequences_that_once_did_not(steps: list[Callable[[Life], None]], empty_store: Path) -> None:
    ends_as_a_clean_run(steps, empty_store)


def leaves_the_outputs_of_its_store(steps: Sequence[Callable[[Life], None]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        life = Life(place=Path(place), writes=True)
        for step in steps:
            step(life)
        life.run()
        with pipeline.open(life.store, knowledge=life.program.rows) as corpus:
            corpus.export(life.place / "anew")
        assert outputs(life.store.parent) == outputs(life.place / "anew")


@settings(max_examples=6, deadline=None)
@given(steps=_sequences)
def test_the_outputs_are_those_of_the_store(steps: list[Callable[[Life], None]]) -> None:
    leaves_the_outputs_of_its_store(steps)


@pytest.mark.soak
@settings(max_examples=60, deadline=None)
@given(steps=_sequences)
def test_60_times_the_outputs_are(steps: list[Callable[[Life], None]]) -> None:
    leaves_the_outputs_of_its_store(steps)


@settings(max_examples=60, deadline=None)
@given(steps=_sequences)
def test_any_sequence_ends_in_the_store_of_a_clean_run(steps: list[Callable[[Life], None]], empty_store: Path) -> None:
    ends_as_a_clean_run(steps, empty_store)


@pytest.mark.soak
@settings(max_examples=500, deadline=None)
@given(steps=_sequences)
def test_any_of_500_sequences_does(steps: list[Callable[[Life], None]], empty_store: Path) -> None:
    ends_as_a_clean_run(steps, empty_store, whole=True)
