"""The one way through: find the files, read what is new or changed, store it, write the graph and the tables.

Everything that runs calls :func:`run`. It is safe to break off and to call again: each file's result is stored by itself,
and what the notices say is settled at the end, in one step.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from extractors.knowledge import Knowledge
from extractors.records import NoticeRecord
from pipeline import exports, graph
from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.resolve.store import linked_entries, resolve_store
from pipeline.sources import Item, expand
from pipeline.store.address import is_url
from pipeline.store.locations import lies_in, location
from pipeline.store.store import FileSeen, Known, Store
from pipeline.work import Extracted, Failed, Job, Limits, Outcome, Pages, Same, internal_fault, rules_version
from pipeline.workers import do_all, refuse_while_starting

STORE = "policygraph.db"
#: Below as many files, :func:`extract_files` starts no worker of its own accord.
FEW = 8


class Progress(Protocol):
    """Told of each file that is done: how many of how many, and which; of a long file page by page, in fractions of one."""

    def __call__(self, done: float, total: int, path: str, /) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did.

    Files: ``read`` were read anew, ``unchanged`` have the bytes that they had, ``gone`` are no longer there, ``quarantined`` among the
    inputs cannot be read, whether found so now or before. Notices: ``new``, ``changed`` and ``withdrawn`` by this run;
    ``notices`` and ``tasks`` stand in the store now, ``problems`` are what is doubtful in them. ``written`` are the outputs.
    """

    read: int
    unchanged: int
    gone: int
    quarantined: tuple[QuarantineEntry, ...]
    new: int
    changed: int
    withdrawn: int
    notices: int
    tasks: int
    problems: int
    written: tuple[Path, ...]
    seconds: float


def run(
    inputs: Iterable[str | Path],
    *,
    output: str | Path,
    store: str | Path | None = None,
    knowledge: str | Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Read files and folders into the store and write the outputs.

    A file is opened only when it is new, its size, time or the rules have changed, or it could not be fetched before. A
    file that was under one of these inputs and is not there any more is withdrawn, together with what it alone said.
    ``store`` is a path or a database URL, by default ``policygraph.db`` in ``output``; ``knowledge`` a folder with the
    user's own rows; ``workers`` and ``limits`` see :func:`pipeline.workers.do_all`.

    Raises:
        PolicygraphError: an input, the store or the output folder cannot be used. Nothing that was stored is lost.
    """
    refuse_while_starting()
    began = time.perf_counter()
    folder, given = Path(output), [Path(path) for path in inputs]
    _check(given, folder)
    rows = knowledge_folder(knowledge)
    rules = rules_version(rows)
    with Store.open(folder / STORE if store is None else store, create=True) as opened:
        number = opened.begin_run(rules=rules, arguments=_arguments(given, folder, store, rows))
        step = _Run(store=opened, number=number, rules=rules)
        jobs = step.look(sorted(find(given, leave_out=folder), key=lambda one: (one.file.name, one.file.path)))
        with closing(do_all(jobs, knowledge=rows, workers=workers, limits=limits, pages=_by_page(jobs, progress))) as outcomes:
            for done, (job, outcome) in enumerate(outcomes, 1):
                step.take(job, outcome)
                if progress is not None:
                    progress(done, len(jobs), job.item.path)
        step.close(given)
        settled = opened.settle(run=number)
        resolve_store(opened, knowledge=rows)
        entries = linked_entries(opened)
        written = exports.write_all(entries, opened.quarantine(), graph.build(entries, knowledge=Knowledge.load(rows)), folder)
        opened.end_run(number)
    return RunReport(
        read=step.read,
        unchanged=step.unchanged,
        gone=step.gone,
        quarantined=tuple(sorted(step.quarantined, key=lambda entry: entry.path)),
        new=settled.new,
        changed=settled.changed,
        withdrawn=settled.withdrawn,
        notices=len(entries),
        tasks=sum(len(entry.record.tasks) for entry in entries),
        problems=sum(len(entry.record.problems) for entry in entries),
        written=tuple(written),
        seconds=time.perf_counter() - began,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file under an input, or why it cannot be looked at."""

    file: FileSeen
    item: Item | QuarantineEntry


def find(inputs: Sequence[Path], *, leave_out: Path | None = None) -> list[Found]:
    """The files under the inputs, each once, in the order found; nothing of a folder ``leave_out`` inside an input.

    A file that lies under two inputs takes its name from the outer one.
    """
    found: dict[str, Found] = {}
    for given in inputs:
        left_out = leave_out is not None and lies_in(location(leave_out), location(given))
        for item in expand([given]):
            place, name = location(item.path), _name_under(given, item.path)
            if left_out and leave_out is not None and lies_in(place, location(leave_out)):
                continue
            if place in found and len(found[place].file.name) >= len(name):
                continue
            stat = (item.size, item.modified_ns) if isinstance(item, Item) else (None, None)
            file = FileSeen(location=place, path=item.path, name=name, size=stat[0], modified_ns=stat[1])
            found[place] = Found(file=file, item=item)
    return list(found.values())


def _by_page(jobs: Sequence[Job], progress: Progress | None) -> Pages | None:
    """What tells of the pages of a file as of parts of one file more."""
    if progress is None:
        return None
    before = {id(job): number for number, job in enumerate(jobs)}

    def told(job: Job, page: int, pages: int) -> None:
        if page < pages:
            progress(before[id(job)] + page / pages, len(jobs), job.item.path)

    return told


def extract_files(
    inputs: Iterable[str | Path], *, knowledge: str | Path | None = None, workers: int | None = None, progress: Progress | None = None
) -> Iterator[NoticeRecord | QuarantineEntry]:
    """The records of files and of the files in folders, in the order given, without a store.

    What cannot be read comes as a :class:`QuarantineEntry` in its place. ``workers`` see :func:`pipeline.workers.do_all`;
    without it, fewer files than ``FEW`` are read in this process: starting a worker takes longer than reading them.

    Raises:
        PolicygraphError: an input does not exist, or the knowledge cannot be used; at once, before the first record.
    """
    given = [Path(path) for path in inputs]
    _check_inputs(given)
    return _extracted(given, knowledge=knowledge_folder(knowledge), workers=workers, progress=progress)


def _extracted(
    inputs: Sequence[Path], *, knowledge: Path | None, workers: int | None, progress: Progress | None
) -> Iterator[NoticeRecord | QuarantineEntry]:
    found = find(inputs)
    jobs = [Job(item=one.item, name=one.file.name) for one in found if isinstance(one.item, Item)]
    count = 0 if workers is None and len(jobs) < FEW else workers
    done = 0
    with closing(do_all(jobs, knowledge=knowledge, workers=count, pages=_by_page(jobs, progress))) as outcomes:
        for one in found:
            if isinstance(one.item, QuarantineEntry):
                yield one.item
                continue
            _, outcome = next(outcomes)
            done += 1
            if progress is not None:
                progress(done, len(jobs), one.file.path)
            if isinstance(outcome, Failed):
                yield outcome.entry
            elif isinstance(outcome, Extracted):
                yield outcome.record


@dataclass(kw_only=True)
class _Run:
    """What one run has seen so far."""

    store: Store
    number: int
    rules: str
    read: int = 0
    unchanged: int = 0
    gone: int = 0
    quarantined: list[QuarantineEntry] = field(default_factory=list)
    _known: dict[str, Known] = field(default_factory=dict)
    _seen: dict[str, FileSeen] = field(default_factory=dict)
    _closed: list[str] = field(default_factory=list)

    def look(self, found: Sequence[Found]) -> list[Job]:
        """Take note of what is there; what must be read comes back."""
        self._known = self.store.known()
        jobs: list[Job] = []
        kept: list[tuple[Known, FileSeen]] = []
        for one in found:
            file, known = one.file, self._known.get(one.file.location)
            self._seen[file.location] = file
            current = known is not None and known.rules == self.rules and known.sha256 is not None
            if isinstance(one.item, QuarantineEntry):
                self._closed.append(file.location)
                self._fail(file, Failed(entry=one.item))
            elif known is not None and current and (known.file.size, known.file.modified_ns) == (file.size, file.modified_ns):
                kept.append((known, file))
            else:
                jobs.append(Job(item=one.item, name=file.name, known=known.sha256 if known is not None and current else None))
        for known, file in kept:
            self._keep(known, file)
        self.store.keep(kept, run=self.number)
        return jobs

    def take(self, job: Job, outcome: Outcome) -> None:
        """Store what came of a job."""
        file = self._seen[location(job.item.path)]
        self.read += not isinstance(outcome, Same)
        if isinstance(outcome, Same):
            known = self._known[file.location]
            self._keep(known, file)
            self.store.keep([(known, file)], run=self.number)
        elif isinstance(outcome, Failed):
            self._fail(file, outcome)
        else:
            try:
                self.store.put(outcome.record, file=file, rules=self.rules, run=self.number)
            except ValueError as error:  # a record that no table can hold is the program's fault, and this file's alone
                source = outcome.record.source
                self._fail(file, Failed(entry=internal_fault(file.path, error), sha256=source.sha256, bytes=source.bytes))

    def close(self, inputs: Sequence[Path]) -> None:
        """Withdraw the files that were under the inputs and were not seen, but for those in a folder that did not open."""
        places = [location(path) for path in inputs]
        gone = [
            known
            for place, known in sorted(self._known.items())
            if place not in self._seen
            and any(lies_in(place, outer) for outer in places)
            and not any(lies_in(place, shut) for shut in self._closed)
        ]
        self.store.vanish(gone, run=self.number)
        self.gone = len(gone)

    def _keep(self, known: Known, file: FileSeen) -> None:
        self.unchanged += 1
        if known.quarantined is not None:
            self.quarantined.append(
                QuarantineEntry(path=file.path, code=known.quarantined.code, cause=known.quarantined.cause, remedy=known.quarantined.remedy)
            )

    def _fail(self, file: FileSeen, failed: Failed) -> None:
        self.quarantined.append(failed.entry)
        known = self._known.get(file.location)
        if known is not None and (known.quarantined, known.sha256, known.rules) == (failed.entry, failed.sha256, self.rules):
            self.store.keep([(known, file)], run=self.number)
        else:
            self.store.put_failed(failed.entry, file=file, rules=self.rules, run=self.number, sha256=failed.sha256, bytes=failed.bytes)


def _check(inputs: Sequence[Path], output: Path) -> None:
    if not inputs:
        raise PolicygraphError(
            "run", "没有给出文件夹", "请给出公文所在的文件夹，例如 policygraph run corpus/inbox -o outputs/", code="usage"
        )
    _check_inputs(inputs)
    for path in inputs:
        if location(path) == location(output):
            raise PolicygraphError(str(path), "输出文件夹不能就是输入文件夹", "请用 -o 另指一个文件夹", code="usage")


def _check_inputs(inputs: Sequence[Path]) -> None:
    for path in inputs:
        if not path.exists():
            raise PolicygraphError(str(path), "没有这个文件或文件夹", "请检查路径；若文件已删除，请给出它原来所在的文件夹", code="usage")


def knowledge_folder(folder: str | Path | None) -> Path | None:
    """The folder of the user's rows, once they have been read and found good.

    Raises:
        PolicygraphError: there is no such folder, or a row in it cannot be used.
    """
    if folder is None:
        return None
    path = Path(folder).absolute()
    if not path.is_dir():
        raise PolicygraphError(str(folder), "没有这个文件夹", "请给出放着知识表（CSV）的文件夹", code="usage")
    try:
        Knowledge.load(path)
    except (ValueError, OSError) as error:
        raise PolicygraphError(str(folder), f"知识表读不进来（{error}）", "请对照自带的同名文件改正，并存为 UTF-8（Excel 中选 CSV UTF-8）", code="knowledge") from error
    return path


def _arguments(inputs: Sequence[Path], output: Path, store: str | Path | None, knowledge: Path | None) -> dict[str, object]:
    shown = None if store is None or is_url(store) else str(store)  # a URL may hold a password
    return {
        "inputs": [path.as_posix() for path in inputs],
        "output": output.as_posix(),
        "store": shown,
        "knowledge": str(knowledge) if knowledge else None,
    }


def _name_under(given: Path, path: str) -> str:
    """The path relative to the input that it was found under, with forward slashes; an input itself by its last part."""
    base = given.as_posix()
    if base == ".":
        return path
    under = path.removeprefix(base.rstrip("/") + "/")
    return under if under != path else path.rsplit("/", 1)[-1]
