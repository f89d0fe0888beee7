"""Reading and extracting files, in worker processes where there are many: jobs in, outcomes in the order of the jobs.

A worker process that dies takes the pool down with it. What was under way is then done again one by one, each in a
process of its own, so that only the culprit is lost; the rest goes on in a new pool.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from extractors.extract import RULES_VERSION, Extractor
from extractors.knowledge import Knowledge
from extractors.records import NoticeRecord
from pipeline import readers
from pipeline.entries import QuarantineEntry
from pipeline.errors import ReadError
from pipeline.sources import Item

#: Below as many jobs a worker, starting it costs more than it saves.
JOBS_A_WORKER = 8
#: Jobs handed to the pool ahead of the one waited for, a worker: enough to keep it busy, few enough to hold in memory.
AHEAD = 4

_PACKAGES = Path(__file__).resolve().parents[1]
_RULE_FOLDERS = (_PACKAGES / "extractors", _PACKAGES / "pipeline" / "readers")
_RULE_FILES = (".py", ".csv", ".yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be read. ``name`` goes into the record; ``known`` is the hash that needs no reading again."""

    item: Item
    name: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """The file has the bytes that were known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why a file is for quarantine; the hash and length of its bytes, where they could be fetched."""

    entry: QuarantineEntry
    sha256: str | None = None
    bytes: int = 0


Outcome = NoticeRecord | Same | Failed
Pages = Callable[[Job, int, int], None]


def rules_version(knowledge: Path | None = None) -> str:
    """What decides how a file is read: the version of the rules, and a hash over code and data of readers and extractors
    and over the user's own rows. Where it differs, a file is read again; a record that comes out the same is no new version.
    """
    own = _hash_of_rows(knowledge) if knowledge is not None else ""
    return f"{RULES_VERSION}+{sha256((_hash_of_code() + own).encode()).hexdigest()[:12]}"


@lru_cache(maxsize=1)
def _hash_of_code() -> str:
    return "".join(map(_hash_of_rows, _RULE_FOLDERS))


def _hash_of_rows(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _RULE_FILES:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def do_all(
    jobs: Sequence[Job], *, knowledge: Path | None = None, workers: int | None = None, pages: Pages | None = None
) -> Iterator[tuple[Job, Outcome]]:
    """The jobs with their outcomes, in the order of the jobs.

    ``workers`` is the number of processes; 1 does the work in this one, ``None`` takes one a processor, and none where
    the jobs are few. Nothing that a file does to a worker stops the others. ``pages`` is told of each page of a long file
    that is read in this process.
    """
    count = min(os.cpu_count() or 1, len(jobs) // JOBS_A_WORKER) if workers is None else workers
    if count <= 1:
        for job in jobs:
            yield job, do(job, knowledge=knowledge, pages=pages)
        return
    waiting, suspects = deque(jobs), deque[Job]()
    try:
        while waiting:
            suspects = deque((yield from _in_pool(waiting, knowledge, workers=count, ahead=AHEAD * count)))
            while suspects:
                # one at a time: the one that breaks this pool is the one that broke the other
                for job in (yield from _in_pool(suspects, knowledge, workers=1, ahead=1)):
                    yield job, _crashed(job)
    except _NoWorkers:
        for job in (*suspects, *waiting):
            yield job, do(job, knowledge=knowledge)


def do(job: Job, *, knowledge: Path | None = None, pages: Pages | None = None) -> Outcome:
    """One job, in this process; ``pages`` is called with the job, the pages read and the pages of the file."""
    data: bytes | None = None
    try:
        data = job.item.read()
        digest = sha256(data).hexdigest()
        if digest == job.known:
            return Same()
        told = None if pages is None else partial(pages, job)
        return _extractor(knowledge)(readers.read(data, name=job.name, progress=told))
    except ReadError as error:
        entry = QuarantineEntry(path=job.item.path, code=error.code, cause=error.cause, remedy=error.remedy)
    except Exception as error:  # whatever a file does to the program, the run goes on; the cause is named
        entry = internal_fault(job.item.path, error)
    if data is None:
        return Failed(entry=entry)
    return Failed(entry=entry, sha256=sha256(data).hexdigest(), bytes=len(data))


def warm_up(knowledge: Path | None = None) -> None:
    """Load what :func:`do` needs, so that the first job takes no longer than it would later."""
    _extractor(knowledge)


def internal_fault(path: str, error: Exception) -> QuarantineEntry:
    """The quarantine entry of a file that broke the program itself: the exception's type and the line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGES)]
    line = "?"
    if frames:
        frame = (own or frames)[-1]
        line = f"{Path(frame.filename).relative_to(_PACKAGES).as_posix() if own else Path(frame.filename).name}:{frame.lineno}"
    said = " ".join(str(error).split())[:120]
    cause = f"程序内部出错（{line} {type(error).__name__}{': ' + said if said else ''}）"
    return QuarantineEntry(path=path, code="internal", cause=cause, remedy="请把这一行报告给 policygraph 的开发者，其余文件不受影响")


@lru_cache(maxsize=1)
def _extractor(knowledge: Path | None) -> Extractor:
    return Extractor(Knowledge.load(knowledge))


def _start(knowledge: Path | None) -> None:
    """What a worker does first. An interrupt is the main process's to answer, and what libraries warn of is nobody's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    warm_up(knowledge)
    gc.freeze()  # the tables of the knowledge stay: no need to look through them for garbage again and again


def _do_in_worker(job: Job, knowledge: Path | None) -> Outcome:
    return do(job, knowledge=knowledge)


@contextmanager
def _pool(workers: int, knowledge: Path | None) -> Iterator[ProcessPoolExecutor]:
    # spawned on every system: a forked copy of a process with threads (a notebook, a server) may hang
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=(knowledge,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class _NoWorkers(Exception):
    """No worker process comes up here: a script that does not guard its main part, a system that allows none."""


def _in_pool(jobs: deque[Job], knowledge: Path | None, *, workers: int, ahead: int) -> Generator[tuple[Job, Outcome], None, list[Job]]:
    """Take jobs off the queue and give their outcomes, to the end or until the pool breaks; returns what was then under way."""
    under_way: deque[tuple[Job, Future[Outcome]]] = deque()
    with _pool(workers, knowledge) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:
            raise _NoWorkers from None
        try:
            while jobs or under_way:
                while jobs and len(under_way) < ahead:
                    future = pool.submit(_do_in_worker, jobs[0], knowledge)
                    under_way.append((jobs.popleft(), future))
                outcome = under_way[0][1].result()
                yield under_way.popleft()[0], outcome
        except BrokenProcessPool:
            pass
    return [job for job, _ in under_way]


def _crashed(job: Job) -> Failed:
    cause, remedy = "读取它的进程被系统终止（可能是内存不足）", "请单独重试；仍不行时把文件拆小，或另存为 .docx 或 .txt"
    return Failed(entry=QuarantineEntry(path=job.item.path, code="crashed", cause=cause, remedy=remedy))
