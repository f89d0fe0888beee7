"""One whole ingest of made notices into a new store, in a process of its own: its seconds and the peaks of its processes' memory.

``python -m benchmarks.many_run NOTICES FOLDER`` makes ``FOLDER/in`` and ``FOLDER/out`` and writes the figures into ``FOLDER/run.json``. A
process of its own, since the peak of a process never goes down.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from benchmarks.corpus_of_many import made, templates
from benchmarks.memory import peak
from pipeline.ingest import ingest
from pipeline.store.store import Store

#: When the files were last written to, so they say: one written just now is looked at once more by the next run.
WRITTEN_NS = 1_700_000_000_000_000_000


def main() -> None:
    """The command."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    pid = os.fork()  # what makes the notices is not to count
    if not pid:
        _write(folder / "in", count)
        os._exit(0)
    if os.waitpid(pid, 0)[1]:
        sys.exit("the notices could not be made")
    (folder / "run.json").write_text(json.dumps(_measured(folder / "in", folder / "out")), encoding="utf-8")


def write(path: Path, text: str) -> None:
    """A file as it came long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    os.utime(path, ns=(WRITTEN_NS, WRITTEN_NS))


def _write(inbox: Path, count: int) -> None:
    shared = os.environ.get("POLICYGRAPH_SHARED")
    for one in made(templates(Path(shared) / "real" / "bulk" if shared else None), range(count)):
        write(inbox / one.name, one.text)


def _measured(inbox: Path, output: Path) -> dict[str, float]:
    began, used_before = time.perf_counter(), _used()
    with _peaks_of_workers() as workers, Store.open(output / "policygraph.db", create=True) as store:
        done = ingest(store, [inbox], arguments={})
        seconds, used = time.perf_counter() - began, _used() - used_before
    return {
        "files": done.read,
        "notices": done.settled.new,
        "seconds": seconds,
        "processor_seconds": used,
        "main_mb": peak(),
        "worker_mb": max(workers.values(), default=0),
        "store_mb": (output / "policygraph.db").stat().st_size / 1e6,
        "load": os.getloadavg()[1],
    }


def _used() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


@contextmanager
def _peaks_of_workers() -> Iterator[dict[int, int]]:
    """The peak in MB of each process that this one starts meanwhile."""
    stop, peaks = Event(), dict[int, int]()
    watching = Thread(target=_watch, args=(stop, peaks), daemon=True)
    watching.start()
    try:
        yield peaks
    finally:
        stop.set()
        watching.join()


def _watch(stop: Event, peaks: dict[int, int]) -> None:
    mine = f"PPid:\t{os.getpid()}\n"
    while not stop.wait(1):
        for path in Path("/proc").glob("[0-9]*/status"):
            try:
                status = path.read_text()
            except OSError:  # it has ended
                continue
            if mine in status and "VmHWM" in status:
                peaks[int(path.parent.name)] = int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
