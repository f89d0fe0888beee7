"""What runs in a worker process: jobs come through a pipe, and what came of each goes back, until the pipe closes."""

from __future__ import annotations

import faulthandler
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.workers.work import Failed, Job, Limits, Outcome, do, over_memory, warm_up

#: Seconds after the time limit when a worker ends itself, should the main process no longer be there to do it.
GRACE = 60


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker is up."""


@dataclass(frozen=True, slots=True)
class PagesRead:
    """So many pages of so many of the file are read."""

    page: int
    pages: int


def serve(pipe: Connection, knowledge: Path | None, limits: Limits) -> None:
    """Do jobs until the pipe closes, or memory did not suffice: what it then holds is better given back with the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the main process's to answer
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm_up(knowledge)
    gc.freeze()  # the tables of the knowledge stay: no need to look through them for garbage again and again
    try:
        pipe.send(Ready())
        _limit_memory(limits)
        while True:
            job: Job = pipe.recv()
            outcome = _do(job, pipe, knowledge, limits)
            try:
                pipe.send(outcome)
            except MemoryError:
                outcome = Failed(entry=over_memory(job, limits))
                pipe.send(outcome)
            if isinstance(outcome, Failed) and outcome.entry.code == "memory":
                return
    except (EOFError, OSError):
        return  # nobody listens any more


def _do(job: Job, pipe: Connection, knowledge: Path | None, limits: Limits) -> Outcome:
    def told(_: Job, page: int, pages: int) -> None:
        pipe.send(PagesRead(page, pages))

    if not limits.seconds:
        return do(job, knowledge=knowledge, pages=told, limits=limits)
    with Path(os.devnull).open("w") as nowhere:
        # a thread of the interpreter itself, which an expression that never ends cannot keep from running
        faulthandler.dump_traceback_later(limits.seconds + GRACE, exit=True, file=nowhere)
        try:
            return do(job, knowledge=knowledge, pages=told, limits=limits)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _limit_memory(limits: Limits) -> None:
    if sys.platform == "linux" and limits.mebibytes:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits.mebibytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _end_with_parent() -> None:
    """A main process that was killed leaves no workers behind, not even one that is at work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
