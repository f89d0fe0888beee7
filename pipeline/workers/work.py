"""What is done with one file: read it, extract from it, and say what came of it, whatever the file does to the program.

The many are handed out in ``crew.py``.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from extractors.document import Document, Table
from extractors.extract import Extractor
from extractors.knowledge import Knowledge
from extractors.records import NoticeRecord
from pipeline import documents, readers
from pipeline.entries import QuarantineEntry
from pipeline.errors import ReadError
from pipeline.sources import Item

_PACKAGES = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to be read. ``name`` goes into the record; ``known`` are the hashes that need no reading again.

    Where ``document`` is given, the file is not opened: that is what a reader understood of it before
    (:func:`pipeline.documents.dump`), to be extracted from anew.
    """

    item: Item
    name: str
    known: frozenset[str] = frozenset()
    document: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a notice says, and the document that its file holds, as bytes (:mod:`pipeline.documents`); ``None`` where
    the file was not opened. ``has_tables`` says whether it holds any table.
    """

    record: NoticeRecord
    document: bytes | None
    has_tables: bool


@dataclass(frozen=True, slots=True)
class Same:
    """The file has bytes that were known."""

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why a file is for quarantine; the hash and length of its bytes, where they could be fetched."""

    entry: QuarantineEntry
    sha256: str | None = None
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may take of a worker process: ``seconds`` from being handed over to its result, and ``mebibytes`` of
    address space of the process. 0 is no limit. Memory is limited on Linux alone: no other system holds a process to it.
    """

    seconds: float = 300
    mebibytes: int = 4096


Outcome = Extracted | Same | Failed
Pages = Callable[[Job, int, int], None]


def do(job: Job, *, knowledge: Path | None = None, pages: Pages | None = None, limits: Limits | None = None) -> Outcome:
    """One job, in this process; ``pages`` is called with the job, the pages read and the pages of the file.

    ``limits`` are those that this process is under: they are not set here, only named where the memory does not suffice.
    """
    data: bytes | None = None
    try:
        if job.document is not None:
            stored = _stored(job.document, name=job.name)
            return Extracted(record=_extractor(knowledge)(stored), document=None, has_tables=_has_tables(stored))
        data = job.item.read()
        digest = sha256(data).hexdigest()
        if digest in job.known:
            return Same(digest)
        told = None if pages is None else partial(pages, job)
        document = readers.read(data, name=job.name, progress=told)
        record = _extractor(knowledge)(document)
        return Extracted(record=record, document=documents.dump(document), has_tables=_has_tables(document))
    except MemoryError:
        return Failed(entry=over_memory(job, limits))
    except ReadError as error:
        entry = QuarantineEntry(path=job.item.path, code=error.code, cause=error.cause, remedy=error.remedy)
    except Exception as error:  # whatever a file does to the program, the run goes on; the cause is named
        entry = internal_fault(job.item.path, error)
    if data is None:
        return Failed(entry=entry)
    return Failed(entry=entry, sha256=sha256(data).hexdigest(), bytes=len(data))


def _has_tables(document: Document) -> bool:
    return any(isinstance(block, Table) for block in document.blocks)


def _stored(data: bytes, *, name: str) -> Document:
    """A stored document, under the name that its file has now."""
    document = documents.load(data)
    return replace(document, source=replace(document.source, name=name))


def warm_up(knowledge: Path | None = None) -> None:
    """Load what :func:`do` needs, the user's rows as they are now: all jobs from here on take these, and the first no longer than others."""
    _extractor.cache_clear()
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


def over_memory(job: Job, limits: Limits | None) -> QuarantineEntry:
    """The quarantine entry of a file for which the memory does not suffice."""
    limit = f"（上限 {limits.mebibytes} MiB）" if limits is not None and limits.mebibytes else ""
    remedy = "请把文件拆小，或用 --memory-limit 放宽上限（单位 MiB，0 为不限）后再运行一次"
    return QuarantineEntry(path=job.item.path, code="memory", cause=f"读它时内存不够用{limit}", remedy=remedy)


def over_time(job: Job, limits: Limits) -> QuarantineEntry:
    """The quarantine entry of a file that was not read in time."""
    remedy = "请把文件拆小，或用 --time-limit 放宽时限（单位秒，0 为不限）后再运行一次"
    return QuarantineEntry(path=job.item.path, code="timeout", cause=f"过了时限（{limits.seconds:g} 秒）还没有读完", remedy=remedy)


def crashed(job: Job, how: str, limits: Limits) -> QuarantineEntry:
    """The quarantine entry of a file that ended the process which read it; ``how`` names the signal or exit code."""
    limit = f"，内存上限 {limits.mebibytes} MiB" if limits.mebibytes else ""
    cause = f"读它的进程异常终止（{how}{limit}；可能是内存不足，或文件已损坏）"
    remedy = "请用原来的程序打开、重新保存；内存不足时把文件拆小，或用 --memory-limit 放宽上限（单位 MiB，0 为不限）"
    return QuarantineEntry(path=job.item.path, code="crashed", cause=cause, remedy=remedy)


@lru_cache(maxsize=1)
def _extractor(knowledge: Path | None) -> Extractor:
    return Extractor(Knowledge.load(knowledge))
