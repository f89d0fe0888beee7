"""Ingests of growing size, and what is asked of the largest store: one more notice, a folder in which nothing changed, a search.

    POLICYGRAPH_SHARED=/path python -m benchmarks.many FOLDER --notices 100000

makes notices and their stores in FOLDER (40 minutes and 8 GB for a hundred thousand; sizes that are there already are not made again),
measures, and writes what came of it into ``benchmarks/many.json`` and the section of ``docs/benchmarks.md``. Without the variable
the samples are what the notices are made of.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from pathlib import Path

import pipeline
from benchmarks import kept_page, many_page
from benchmarks.corpus_of_many import Template, made, templates
from benchmarks.machine import machine
from benchmarks.many_run import write
from benchmarks.memory import peak
from extractors.extract import Extractor
from pipeline import identity, readers
from pipeline.exports.fresh import mark_written
from pipeline.ingest import ingest
from pipeline.run import run
from pipeline.store.store import Store
from pipeline.workers.crew import Crew

WORDS = ("营商环境", "养老服务", "水利", "充电设施 补贴", "政务服务 电子证照", "联席会议", "备案", '"一件事" 改革', "招投标 -保证金", "河长制")
TURNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What was timed: seconds by the clock and of this process on the processor."""

    what: str
    clock: float
    processor: float


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.many")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--notices", type=int, default=100_000)
    given = asked.parse_args()
    runs = [_run(size, given.folder / str(size)) for size in (given.notices // 100, given.notices // 10, given.notices)]
    shared = os.environ.get("POLICYGRAPH_SHARED")
    found = templates(Path(shared) / "real" / "bulk" if shared else None)
    figures = measured(given.folder / str(given.notices), found, most=given.notices) | {"runs": runs, "real": shared is not None}
    many_page.KEPT.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept_page.renew(many_page.MARK, many_page.section())
    print("docs/benchmarks.md is written")


def _run(size: int, folder: Path) -> dict[str, float]:
    """A whole ingest in a process of its own, if it is not done yet."""
    kept = folder / "run.json"
    if not kept.exists():
        subprocess.run([sys.executable, "-m", "benchmarks.many_run", str(size), str(folder)], check=True)
    found: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def measured(folder: Path, found: list[Template], *, most: int) -> dict[str, object]:
    """What is asked of the store of a folder that :mod:`benchmarks.many_run` made."""
    inbox, output, took = folder / "in", folder / "out", list[Took]()
    where = output / "policygraph.db"
    with pipeline.open(where) as corpus:
        for turn in ("first", "again"):
            for words in WORDS:
                with _timed(f"search {turn}", took):
                    corpus.search(words)
    with Crew(workers=1) as crew:
        for turn in range(TURNS + 1):  # the first one starts the worker, and counts for nothing
            _one_more(where, inbox, found, crew, took if turn else [], most=most)
    with Store.open(where) as store:
        counts = store.counts()
        mark_written(output, store.state(), [], knowledge=None)  # the outputs of so many notices are not made here
    before = peak()
    for _ in range(2):
        with _timed("nothing changed", took):
            report = run([inbox], output=output)
        assert (report.read, report.gone) == (0, 0), report
    return {
        "machine": machine(),
        "day": date.today().isoformat(),
        "load": os.getloadavg()[1],
        "notices": counts.notices,
        "tasks": counts.tasks,
        "files": report.unchanged,
        "store_mb": where.stat().st_size / 1e6,
        "peaks_mb": [before, peak()],
        "took": [asdict(one) for one in took],
    }


def _one_more(where: Path, inbox: Path, found: list[Template], crew: Crew, took: list[Took], *, most: int) -> None:
    """One notice behind the first ``most`` of those that can be made comes, as a watch takes it in, and is looked at."""
    path = next(path for number in count(1) if not (path := inbox / "later" / f"{number}.txt").exists())
    number = most + int(path.stem)
    write(path, next(made(found, range(number, number + 1))).text)
    notice = identity.notice_id(Extractor()(readers.read(path.read_bytes(), name=path.name)))
    with _timed("one more", took), Store.open(where) as store:
        done = ingest(store, [inbox], arguments={}, only=[path], crew=crew)
    assert (done.read, done.settled.new) == (1, 1), done
    with pipeline.open(where) as corpus:
        with _timed("its tasks", took):
            corpus.tasks(notice=notice)
        with _timed("its graph", took):
            assert len(corpus.graph(notice=notice))


@contextmanager
def _timed(what: str, took: list[Took]) -> Iterator[None]:
    clock, processor = time.perf_counter(), time.process_time()
    yield
    took.append(Took(what=what, clock=time.perf_counter() - clock, processor=time.process_time() - processor))


if __name__ == "__main__":
    main()
