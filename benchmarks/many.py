"""What is asked of a store of many notices: one more of them, a folder in which nothing changed, a search.

    POLICYGRAPH_SHARED=/path python -m benchmarks.many FOLDER --notices 20000 --copies 4

makes the notices and their store in FOLDER, where they are not there yet (12 ms a notice of a free processor), measures, and writes what came
of it into ``benchmarks/many.json`` and the section of ``docs/benchmarks.md``. Without the variable the samples are what the notices are made of.
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
from pathlib import Path

import pipeline
from benchmarks import many_page
from benchmarks.corpus_of_many import Template, made, templates
from benchmarks.many_store import WRITTEN_NS, build
from benchmarks.memory import peak
from benchmarks.speed import machine
from pipeline import identity
from pipeline.corpus import Corpus
from pipeline.exports.fresh import mark_written
from pipeline.ingest import ingest
from pipeline.run import run
from pipeline.store.store import Store

SIZES = (500, 1_000, 2_000, 4_000)
WORDS = ("营商环境", "养老服务", "水利", "充电设施 补贴", "政务服务 电子证照", "联席会议", "备案", '"一件事" 改革', "招投标 -保证金", "河长制")
TURNS = 5
_BEYOND = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What was timed: seconds by the clock and of the processor."""

    what: str
    clock: float
    processor: float


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.many")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--notices", type=int, default=20_000)
    asked.add_argument("--copies", type=int, default=4)
    given = asked.parse_args()
    shared = os.environ.get("POLICYGRAPH_SHARED")
    found = templates(Path(shared) / "real" / "bulk" if shared else None)
    build(given.folder, found, notices=given.notices, copies=given.copies)
    figures = measured(given.folder, found) | {"copies": given.copies, "runs": runs(), "real": shared is not None}
    many_page.KEPT.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    many_page.renew()
    print("docs/benchmarks.md is written")


def runs() -> list[dict[str, float]]:
    """Whole runs over folders of growing size, each in a process of its own."""
    done = (subprocess.run([sys.executable, "-m", "benchmarks.many_run", str(size)], check=True, capture_output=True, text=True) for size in SIZES)
    return [json.loads(one.stdout) for one in done]


def measured(folder: Path, found: list[Template]) -> dict[str, object]:
    """What is asked of the store in a folder that :func:`benchmarks.many_store.build` made."""
    inbox, output, took = folder / "in", folder / "out", list[Took]()
    where = output / "policygraph.db"
    with pipeline.open(where) as corpus:
        notices, tasks = _standing(corpus)
        for turn in ("first", "again"):
            for words in WORDS:
                with _timed(f"search {turn}", took):
                    corpus.search(words)
    for _ in range(TURNS):
        _one_more(where, inbox, found, took)
    with Store.open(where) as store:
        mark_written(output, store.state(), [], knowledge=None)  # the outputs of so many notices are not made here
    before = peak()
    with _timed("nothing changed", took):
        report = run([inbox], output=output)
    assert (report.read, report.gone) == (0, 0), report
    return {
        "machine": machine(),
        "day": date.today().isoformat(),
        "load": os.getloadavg()[1],
        "notices": notices,
        "tasks": tasks,
        "files": report.unchanged,
        "store_mb": where.stat().st_size / 1e6,
        "peaks_mb": [before, peak()],
        "took": [asdict(one) for one in took],
    }


def _standing(corpus: Corpus) -> tuple[int, int]:
    counts = corpus._store.counts()
    return counts.notices, counts.tasks


def _one_more(where: Path, inbox: Path, found: list[Template], took: list[Took]) -> None:
    """One notice comes, and is looked at."""
    first = _BEYOND + len(list(inbox.glob("new-*")))  # a notice that is not in the store yet
    one = next(made(found, range(first, first + 1), with_records=True))
    path = inbox / f"new-{time.time_ns()}.txt"
    path.write_text(one.text, encoding="utf-8", newline="\n")
    os.utime(path, ns=(WRITTEN_NS, WRITTEN_NS))  # one written just now is read again by the next run
    with Store.open(where) as store, _timed("one more", took):
        done = ingest(store, [inbox], arguments={}, only=[path], workers=0)
    assert one.record is not None
    assert (done.read, done.settled.new) == (1, 1), done  # not one that is there already
    with pipeline.open(where) as corpus:
        notice = identity.notice_id(one.record)
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
