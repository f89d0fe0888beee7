"""One whole run over a folder of made notices, in a process of its own: its seconds and the peaks of its processes' memory.

``python -m benchmarks.many_run NOTICES`` prints one line of JSON. A process of its own, since the peak of a process never goes down.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from benchmarks.corpus_of_many import made, templates
from benchmarks.memory import peak
from pipeline.ingest import ingest
from pipeline.store.store import Store


def main() -> None:
    """The command."""
    count, shared = int(sys.argv[1]), os.environ.get("POLICYGRAPH_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "in"
        inbox.mkdir()
        pid = os.fork()  # what makes the notices is not to count
        if not pid:
            for one in made(templates(Path(shared) / "real" / "bulk" if shared else None), range(count), with_records=False):
                (inbox / one.name).write_text(one.text, encoding="utf-8", newline="\n")
            os._exit(0)
        os.waitpid(pid, 0)
        print(json.dumps(_measured(inbox, Path(folder) / "out")))


def _measured(inbox: Path, output: Path) -> dict[str, float]:
    stop, workers = Event(), dict[int, int]()
    watching = Thread(target=_watch, args=(stop, workers), daemon=True)
    watching.start()
    began, spent = time.perf_counter(), _spent()
    with Store.open(output / "policygraph.db", create=True) as store:
        done = ingest(store, [inbox], arguments={})
        stop.set()
        watching.join()
        seconds, used, top = time.perf_counter() - began, _spent() - spent, peak()
        size = (output / "policygraph.db").stat().st_size / 1e6
    return {
        "notices": done.settled.new, "seconds": seconds, "processor_seconds": used, "main_mb": top,
        "worker_mb": max(workers.values(), default=0), "store_mb": size,
    }  # fmt: skip


def _spent() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def _watch(stop: Event, workers: dict[int, int]) -> None:
    """Keep the peak in MB of each process that this one has started."""
    mine = f"PPid:\t{os.getpid()}\n"
    while not stop.wait(0.5):
        for path in Path("/proc").glob("[0-9]*/status"):
            try:
                status = path.read_text()
            except OSError:  # it has ended
                continue
            if mine in status and "VmHWM" in status:
                workers[int(path.parent.name)] = int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
