"""Files read in worker processes under limits of time and memory: jobs in, outcomes in the order of the jobs.

Each worker has one job at a time and a pipe of its own. So it is known which file a worker died of, and no lock is shared
that a killed worker could take with it (of the pools that were tried, each shares one). A worker that dies, or takes too
long, is replaced. Only a worker that has read nothing before is believed when it dies or its memory does not suffice:
the file of another is read once more, by a new one, so that no file pays for those before it.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import wait
from pathlib import Path
from typing import cast

from pipeline.errors import PolicygraphError
from pipeline.hashes import hash_of_rows
from pipeline.workers.work import Failed, Job, Limits, Outcome, Pages, crashed, do, over_time, warm_up
from pipeline.workers.worker import PagesRead, Ready, serve

#: Jobs begun or done ahead of the one waited for, a worker: enough to keep it busy, few enough to hold in memory.
AHEAD = 4
#: Seconds in which a worker must come up; it takes half a second on an idle machine.
START = 120
#: Workers that die one after another before they are up until it is clear that no more will come.
STARTS = 3
#: Seconds that a killed worker is waited for; one that waits for a lost disk may not end before that is back.
SLOW_END = 5

# spawned on every system: a forked copy of a process with threads (a notebook, a server) may hang
_SPAWN = multiprocessing.get_context("spawn")
_NO_WORKERS = (
    "no worker process comes up: files are read in this process, without limits of time and memory. "
    "A script that calls this must do so under `if __name__ == '__main__':`"
)


def do_all(
    jobs: Iterable[Job],
    *,
    knowledge: Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    pages: Pages | None = None,
    stop: Callable[[], bool] | None = None,
) -> Generator[tuple[Job, Outcome], None, None]:
    """The jobs with their outcomes, in the order of the jobs, which are taken from the iterable a few at a time.

    Args:
        knowledge: folder of the user's own rows.
        workers: the number of processes; ``None`` takes one a processor, 0 does the work in this process, without limits.
            No more are started than there are jobs. Where none comes up, a ``RuntimeWarning`` says so and it is as with 0.
        limits: what one file may take, by default ``Limits()``. One that takes more fails as ``timeout`` or ``memory``,
            one that ends its worker as ``crashed``; the others go on.
        pages: told of each page of the file that is waited for, where it is read by pages.
        stop: asked before each job; once it is true, no other is begun, and those begun are brought to their end.

    Close the generator when it is not read to its end: that ends the workers at once, whatever they are doing.

    Raises:
        PolicygraphError: workers came up at first, and no more do.
    """
    with Crew(knowledge=knowledge, workers=workers, limits=limits) as crew:
        yield from crew.do_all(jobs, pages=pages, stop=stop)


def refuse_while_starting() -> None:
    """Stop a script that runs itself again in each worker, because its main part is not guarded, before it does anything.

    Raises:
        RuntimeError: this is a worker process that is starting.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise RuntimeError("a worker runs this script again: put its main part under `if __name__ == '__main__':`")


class _NoWorkers(Exception):
    """No worker process comes up here: a script that does not guard its main part, a system that allows none."""


@dataclass(kw_only=True, eq=False)
class _Task:
    """A job on its way. ``outcome`` is there when it is done; ``suspect`` says that another worker than a fresh one died of it."""

    job: Job
    outcome: Outcome | None = None
    suspect: bool = False


class _Worker:
    """A process, the pipe to it, and what it is doing until when. ``fresh`` is one that has read nothing before."""

    def __init__(self, knowledge: Path | None, limits: Limits) -> None:
        self._seconds = limits.seconds or math.inf
        self.pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=serve, args=(theirs, knowledge, limits), name="policygraph-worker", daemon=True)
        with theirs, _interrupts_held():
            self._process.start()
        self.ready, self.fresh = False, True
        self.task: _Task | None = None
        self.until = time.monotonic() + START

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    @property
    def late(self) -> bool:
        return time.monotonic() >= self.until

    def begin(self, task: _Task) -> None:
        """Hand a job over.

        Raises:
            OSError: the worker has died meanwhile.
        """
        self.pipe.send(task.job)
        self.task, self.until = task, time.monotonic() + self._seconds

    def up(self) -> None:
        """It is ready to begin."""
        self.ready, self.until = True, math.inf

    def rest(self) -> None:
        """Its job is done."""
        self.task, self.fresh, self.until = None, False, math.inf

    def messages(self) -> Iterator[object]:
        """What it has said, as far as that has come; ``None`` last where it has died."""
        try:
            while self.pipe.poll():
                yield self.pipe.recv()
        except (EOFError, OSError):
            yield None

    def end(self, *, patience: float = 0) -> str:
        """End the process, if it does not by itself within ``patience`` seconds; says how it ended."""
        self._process.join(patience)
        self._process.kill()
        self._process.join(SLOW_END)
        self.pipe.close()
        code = self._process.exitcode or 0
        return f"退出码 {code}" if code >= 0 else f"信号 {signal.Signals(-code).name}"


class Crew:
    """Workers that stay when their jobs are done, for the next ones: a new one takes a second to come up.

    Args:
        knowledge, workers, limits: as of :func:`do_all`. Each time that jobs come, the user's rows are taken as they then are.
    """

    def __init__(self, *, knowledge: Path | None = None, workers: int | None = None, limits: Limits | None = None) -> None:
        self._count = (os.cpu_count() or 1) if workers is None else workers
        self._knowledge, self._limits = knowledge, limits or Limits()
        self._workers: list[_Worker] = []
        self._rows = ""
        self._up = False
        self._begin((), None, None)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once. When jobs come again, there are new ones."""
        while self._workers:
            self._workers.pop().end()

    def do_all(
        self, jobs: Iterable[Job], *, pages: Pages | None = None, stop: Callable[[], bool] | None = None
    ) -> Generator[tuple[Job, Outcome], None, None]:
        """As :func:`do_all`; those of one call at a time. Where it is not read to its end, the workers that are busy end."""
        self._begin(jobs, pages, stop)
        try:
            if self._count:
                try:
                    self._renew()
                    yield from self._outcomes()
                    return
                except _NoWorkers:
                    self.close()  # others may still be on their way up
                    warnings.warn(_NO_WORKERS, RuntimeWarning, stacklevel=2)
            yield from self._done_here()
        finally:
            for worker in [worker for worker in self._workers if not worker.idle]:
                self._dismiss(worker)
            self._begin((), None, None)  # what the jobs hold on to goes with them

    def _done_here(self) -> Iterator[tuple[Job, Outcome]]:
        """The jobs that are left, done in this process."""
        for number, job in enumerate(chain([task.job for task in self._tasks], self._source)):
            if self._stop is not None and self._stop():
                return
            if number == 0:
                warm_up(self._knowledge)
            yield job, do(job, knowledge=self._knowledge, pages=self._pages)

    def _begin(self, jobs: Iterable[Job], pages: Pages | None, stop: Callable[[], bool] | None) -> None:
        self._source, self._pages, self._stop, self._failed_starts = iter(jobs), pages, stop, 0
        self._tasks: deque[_Task] = deque()  # all that are not given out yet, in the order of the jobs
        self._queue: deque[_Task] = deque()  # those of them that no worker has

    def _renew(self) -> None:
        """End the workers that came up with other rows."""
        rows = hash_of_rows(self._knowledge) if self._knowledge is not None else ""
        if rows != self._rows:
            self.close()
        self._rows = rows

    def _outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """What :func:`do_all` gives.

        Raises:
            _NoWorkers: not one has come up, and no job was begun.
        """
        while True:
            self._take()
            if not self._tasks:
                return
            self._hand_out()
            self._listen(patient=self._tasks[0].outcome is None)
            outcome = self._tasks[0].outcome
            if outcome is not None:
                yield self._tasks.popleft().job, outcome

    def _take(self) -> None:
        """Jobs from the source, as many as could soon begin."""
        if self._stop is not None and self._stop():
            self._source = iter(())
            unbegun = [task for task in self._queue if not task.suspect]
            self._queue = deque(task for task in self._queue if task.suspect)
            self._tasks = deque(task for task in self._tasks if task not in unbegun)
        while len(self._queue) < self._count and len(self._tasks) < AHEAD * self._count:
            job = next(self._source, None)
            if job is None:
                return
            self._tasks.append(_Task(job=job))
            self._queue.append(self._tasks[-1])

    def _hand_out(self) -> None:
        for worker in [worker for worker in self._workers if worker.idle]:
            if not self._queue:
                return
            if self._queue[0].suspect and not worker.fresh:
                self._dismiss(worker)
                continue
            try:
                worker.begin(self._queue[0])
            except OSError:
                self._dismiss(worker)
            else:
                self._queue.popleft()
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(self._count - len(self._workers), len(self._queue) - starting)):
            try:
                self._workers.append(_Worker(self._knowledge, self._limits))
            except OSError as error:
                self._not_started(str(error))

    def _listen(self, *, patient: bool) -> None:
        """Hear what the workers say, waiting for it where ``patient``; then see which are late."""
        if not self._workers:
            return
        until = min(worker.until for worker in self._workers)
        timeout = None if until == math.inf else max(0, until - time.monotonic())
        heard = wait([worker.pipe for worker in self._workers], timeout if patient else 0)
        for worker in [worker for worker in self._workers if worker.pipe in heard]:
            self._hear(worker)
        for worker in [worker for worker in self._workers if worker.late]:
            self._lose(worker)

    def _hear(self, worker: _Worker) -> None:
        for message in worker.messages():
            if message is None:
                return self._lose(worker)
            if isinstance(message, Ready):
                self._up, self._failed_starts = True, 0
                worker.up()
            elif worker.task is None:
                raise RuntimeError(f"a worker without a job says {message!r}")
            elif isinstance(message, PagesRead):
                if self._pages is not None and worker.task is self._tasks[0]:  # a later file would make the bar jump back
                    self._pages(worker.task.job, message.page, message.pages)
            elif isinstance(message, Failed) and message.entry.code == "memory":
                return self._lose(worker, verdict=message)
            else:
                worker.task.outcome = cast(Outcome, message)
                worker.rest()
        return None

    def _lose(self, worker: _Worker, *, verdict: Failed | None = None) -> None:
        """A worker has died, is late or has used up its memory: it goes. Its job fails, or goes to a fresh one."""
        task, late = worker.task, worker.late and verdict is None
        how = self._dismiss(worker, patience=0 if late else 1)
        if not worker.ready:
            self._not_started(how)
        elif task is not None and late:
            task.outcome = Failed(entry=over_time(task.job, self._limits))
        elif task is not None and worker.fresh:
            task.outcome = verdict or Failed(entry=crashed(task.job, how, self._limits))
        elif task is not None:
            task.suspect = True
            self._queue.appendleft(task)

    def _dismiss(self, worker: _Worker, *, patience: float = 0) -> str:
        self._workers.remove(worker)
        return worker.end(patience=patience)

    def _not_started(self, how: str) -> None:
        self._failed_starts += 1
        if not self._up:
            raise _NoWorkers
        if self._failed_starts == STARTS:
            cause = f"读文件的工作进程启动不了（{how}）"
            raise PolicygraphError("run", cause, "读完的文件都已入库；请看看内存和进程数是否用尽，再运行一次就从这里接着做", code="no_workers")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C goes to every process of a terminal: one that starts here is born deaf to it, until it has set itself so."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # starting it lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
