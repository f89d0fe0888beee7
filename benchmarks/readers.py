"""Many readers and one writer: does a reader ever wait, fail, or see half a change?

The writer runs the whole pipeline again and again over notices that all change their text from one run to the next, so that
every whole state of the store is all of the first text or all of the second. The readers open the store, ask for
everything and close it, again and again. Each is a process of its own. The same readers beside a writer that works on another
store tell what of a wait is the machine's, which has fewer cores than processes.

    python -m benchmarks.readers                               120 seconds on SQLite
    python -m benchmarks.readers postgresql://user@/database   on an empty database of a server
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

import pipeline
from benchmarks import kept_page as page
from benchmarks.machine import machine
from pipeline.corpus import Corpus

READERS = 8
NOTICES = 20
SECONDS = 120.0
_PAUSE = 0.05  # between two turns of a reader
_START_SECONDS = 120.0
_PAUSE = 0.05  # between two turns of a reader

NOTICE = """临川县水利局
关于开展第{number}片河道清障行动的通知
临水发〔2024〕{number}号

各乡镇人民政府：
一、全面排查。逐段排查碍洪问题，建立台账。（责任单位：县水利局；完成时限：2024年5月底前）
{more}
临川县水利局
2024年3月5日
"""
MORE = "二、集中清理。按台账逐项清理。（责任单位：县水利局、县财政局；完成时限：2024年9月底前）\n"
State = tuple[int, int]
KEPT = Path(__file__).with_name("readers.json")
MARK = "readers"
TEXT = """## Eight readers and one writer

Written by `python -m benchmarks.readers [URL]`: {machine}. Eight processes open a store, ask for everything and close it, again and again for 120 seconds,
beside a writer that changes every notice in each of its runs; then for 30 seconds beside one that works on another store: what they wait for there
is the machine, which has fewer processors than processes. Every answer was all of one state or all of the other. Milliseconds.

| | answers | runs of the writer | median | longest | errors | writer elsewhere: answers | runs | median | longest | errors | load |
|---|---|---|---|---|---|---|---|---|---|---|---|
{rows}
"""
WHOLE: set[State] = {(NOTICES, NOTICES), (NOTICES, 2 * NOTICES)}
"""Notices and tasks of the two states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What the readers met: how many answers they got, how long one took (seconds, ``median`` and ``longest``), and what went wrong.

    ``writes`` are the runs of the writer meanwhile, ``states`` the whole states that were seen.
    """

    reads: int
    median: float
    longest: float
    writes: int
    states: int
    errors: tuple[str, ...]

    def __str__(self) -> str:
        times = f"median {self.median * 1000:.0f} ms, longest wait {self.longest * 1000:.0f} ms"
        return f"{self.reads:,} answers beside {self.writes} runs of the writer: {times}, {len(self.errors)} errors"


def measure(where: str | Path, *, seconds: float = SECONDS, readers: int = READERS, elsewhere: bool = False) -> Waits:
    """Let readers and a writer work on the store at a path or URL, which is made where there is none; or ``elsewhere``, the writer
    on a store of its own, so that what the readers wait for is the machine alone."""
    context = _context()
    ready, stop = context.Barrier(readers + 1), context.Event()
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), where, 0)
        with ProcessPoolExecutor(readers, mp_context=context, initializer=_prepare, initargs=(ready, stop)) as pool:
            asked = [pool.submit(_read, where) for _ in range(readers)]
            ready.wait(_START_SECONDS)
            writes, until = 0, time.monotonic() + seconds
            try:
                while time.monotonic() < until:
                    writes += 1
                    _write(Path(folder), Path(folder) / "other.db" if elsewhere else where, writes)
            finally:
                stop.set()
            answers = [future.result() for future in asked]
    took = [time for answer in answers for time in answer.took]
    return Waits(
        reads=len(took),
        median=median(took),
        longest=max(took),
        writes=writes,
        states=len({state for answer in answers for state in answer.states}),
        errors=tuple(error for answer in answers for error in answer.errors),
    )


def _context() -> BaseContext:
    """How processes are made: from one that has imported what they need, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _write(folder: Path, where: str | Path, number: int) -> None:
    from pipeline.run import run  # brings the extractors, which the readers do without

    inbox = folder / "in"
    inbox.mkdir(exist_ok=True)
    for notice in range(1, NOTICES + 1):
        text = NOTICE.format(number=notice, more=MORE if number % 2 else "")
        (inbox / f"{notice}.txt").write_text(text, encoding="utf-8")
    run([inbox], output=folder / "out", store=where, workers=0)


@dataclass(frozen=True, slots=True)
class _Answer:
    took: list[float]
    states: set[State]
    errors: list[str]


_shared: dict[str, Any] = {}  # of a reader's process


def _prepare(ready: Barrier, stop: Event) -> None:
    _shared.update(ready=ready, stop=stop)


def _read(where: str | Path) -> _Answer:
    answer = _Answer([], set(), [])
    _read_once(where, _Answer([], set(), []))  # the first time in a process is no measure
    _shared["ready"].wait(_START_SECONDS)
    while not _shared["stop"].is_set():
        try:
            _read_once(where, answer)
        except Exception as error:  # whatever it is, it is what this asks for
            answer.errors.append(f"{type(error).__name__}: {error}")
        time.sleep(_PAUSE)
    return answer


def _read_once(where: str | Path, answer: _Answer) -> None:
    """Open the store and ask for all it has; each answer by itself must be a whole state."""
    begin = time.perf_counter()
    with pipeline.open(where) as corpus:
        answer.took.append(time.perf_counter() - begin)
        for name, ask in QUESTIONS.items():
            begin = time.perf_counter()
            state = ask(corpus)
            answer.took.append(time.perf_counter() - begin)
            answer.states.add(state)
            if state not in WHOLE:
                answer.errors.append(f"{name}: {state[0]} notices with {state[1]} facts")


def _in_entries(corpus: Corpus) -> State:
    entries = corpus.entries()
    return len(entries), sum(len(entry.record.tasks) for entry in entries)


def _in_frame(frame: pd.DataFrame) -> State:
    return frame["notice_id"].nunique(), len(frame)


QUESTIONS: dict[str, Callable[[Corpus], State]] = {
    "entries": _in_entries,
    "notices": lambda corpus: (len(notices := corpus.notices()), int(notices["tasks"].sum())),
    "clauses": lambda corpus: _in_frame(corpus.clauses()),
    "tasks": lambda corpus: _in_frame(corpus.tasks()),
    "deadlines": lambda corpus: _in_frame(corpus.deadlines()),
}


def main() -> None:
    """The command: what was measured stands in the page from then on."""
    given = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        where = given or Path(folder) / "policygraph.db"
        print("a writer on another store:", apart := measure(where, seconds=SECONDS / 4, elsewhere=True))
        print("a writer on the same store:", beside := measure(where))
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    kept["PostgreSQL" if given else "SQLite"] = {"apart": asdict(apart), "beside": asdict(beside), "machine": machine(), "load": os.getloadavg()[2]}
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    page.renew(MARK, section())


def section() -> str:
    """The section of docs/benchmarks.md, from what is kept."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    rows = [f"| {store} | {_row(found['beside'])} | {_row(found['apart'])} | {found['load']:.1f} |" for store, found in sorted(kept.items(), reverse=True)]
    return TEXT.format(machine=kept["SQLite"]["machine"], rows="\n".join(rows))


def _row(waits: dict[str, Any]) -> str:
    times = f"{waits['median'] * 1e3:.0f} | {waits['longest'] * 1e3:,.0f}"
    return f"{waits['reads']:,} | {waits['writes']} | {times} | {len(waits['errors'])}"


if __name__ == "__main__":
    main()
