"""Processes that do real work and are killed (SIGKILL) in the midst of it."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.run import run
from pipeline.watch import Settings, watch

# a server that has everything loaded and no threads, from which processes are forked: a process of its own would take seconds to begin
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, "datasketch", "pipeline.readers.docx", "pipeline.readers.html", "pipeline.readers.text"])
_PATIENCE = 120


def running(folder: str, output: str, workers: int) -> None:
    """A run."""
    run([folder], output=output, workers=workers)


def watching(folder: str, output: str, workers: int) -> None:
    """A watch that takes files soon and writes whenever it can."""
    watch([Path(folder)], output=output, settings=Settings(settle=0.1, export_minutes=0.0), workers=workers, stop=threading.Event())


def running_short(folder: str, output: str, most: int) -> None:
    """A run that may write no file beyond ``most`` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    try:
        run([folder], output=output, workers=0)
    except Exception:
        sys.exit(1)


class Doing:
    """A process that has begun to do something."""

    def __init__(self, what: Callable[..., None], *given: object) -> None:
        mine, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_said, args=(theirs, what, given))
        self._process.start()
        theirs.close()
        assert mine.poll(_PATIENCE), "it does not begin"
        mine.recv()

    def ended_within(self, seconds: float) -> bool:
        """Wait so long for its end; whether that came, and came well."""
        self._process.join(seconds)
        assert self._process.exitcode in (None, 0), "it failed by itself"
        return self._process.exitcode == 0

    def ended(self) -> int:
        """Wait for its end; its exit code."""
        self._process.join(_PATIENCE)
        assert self._process.exitcode is not None, "it does not end"
        return self._process.exitcode

    def kill(self) -> None:
        """End it by SIGKILL."""
        self._process.kill()
        self.ended()


def _said(pipe: Connection, what: Callable[..., None], given: Sequence[object]) -> None:
    pipe.send("begun")
    what(*given)
