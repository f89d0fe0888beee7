"""The one way through: bring the store up to date with the files, then write the graph and the tables."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import exports
from pipeline.entries import QuarantineEntry
from pipeline.exports.fresh import mark_written, written_before
from pipeline.formats import OutputFormat
from pipeline.ingest import IngestReport, ingest, retry
from pipeline.inputs import check, knowledge_folder
from pipeline.progress import Progress
from pipeline.store.address import is_url
from pipeline.store.lock import writer_lock
from pipeline.store.store import Store
from pipeline.workers.crew import refuse_while_starting
from pipeline.workers.work import Limits

STORE = "policygraph.db"


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
    outputs: bool = True,
    knowledge: str | Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Read files and folders into the store and write the outputs.

    A file is opened only when it is new, its size or time or the rules of its reader have changed, or it could not be fetched
    before. A file that was under one of these inputs and is not there any more is withdrawn, together with what it alone said.
    ``store`` is a path or a database URL, by default ``policygraph.db`` in ``output``; without ``outputs`` it is all that is written,
    since to write the others, all notices are held in memory; ``knowledge`` a folder with the
    user's own rows; ``workers`` and ``limits`` see :func:`pipeline.workers.crew.do_all`.

    Raises:
        PolicygraphError: an input, the store or the output folder cannot be used, or another process writes into the store.
            Nothing that was stored is lost.
    """
    refuse_while_starting()
    began = time.perf_counter()
    folder, given = Path(output), [Path(path) for path in inputs]
    check(given, folder)
    rows = knowledge_folder(knowledge)
    arguments = arguments_of(given, output=folder, store=store, knowledge=rows)
    with Store.open(folder / STORE if store is None else store, create=True) as opened, writer_lock(opened.engine):
        done = ingest(
            opened, given, arguments=arguments, leave_out=folder, knowledge=rows, workers=workers, limits=limits, progress=progress
        )
        return _report(opened, done, write_outputs(opened, folder, knowledge=rows) if outputs else [], began)


def read_again(
    *,
    output: str | Path,
    store: str | Path | None = None,
    codes: Iterable[str] = (),
    knowledge: str | Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Read again what is in quarantine, of these codes or all, and write the outputs; see :func:`run`."""
    refuse_while_starting()
    began = time.perf_counter()
    folder, rows = Path(output), knowledge_folder(knowledge)
    with Store.open(folder / STORE if store is None else store) as opened, writer_lock(opened.engine):
        arguments = arguments_of([], output=folder, store=store, knowledge=rows)
        done = retry(opened, arguments=arguments, codes=codes, knowledge=rows, workers=workers, limits=limits, progress=progress)
        return _report(opened, done, write_outputs(opened, folder, knowledge=rows), began)


def write_outputs(
    store: Store, folder: Path, *, knowledge: Path | None, formats: Collection[OutputFormat] | None = None
) -> list[Path]:
    """Write everything that a run writes, from what the store holds now, unless it is there already; gives the files.

    ``knowledge`` is the folder of the user's rows; ``formats`` are others than those of a run, which are written anyway.

    Raises:
        PolicygraphError: the folder cannot be written. What was there is left.
    """
    if formats is not None:
        return exports.write_all(exports.content_of(store, knowledge=knowledge), folder, formats)
    state = store.state()
    files = written_before(folder, state, knowledge=knowledge)
    if files is None:
        files = exports.write_all(exports.content_of(store, knowledge=knowledge), folder)
        mark_written(folder, state, files, knowledge=knowledge)
    return files


def _report(store: Store, done: IngestReport, files: Sequence[Path], began: float) -> RunReport:
    """What came in, what stands, and the outputs that are there."""
    stands = store.counts()
    return RunReport(
        read=done.read,
        unchanged=done.unchanged,
        gone=done.gone,
        quarantined=done.quarantined,
        new=done.settled.new,
        changed=done.settled.changed,
        withdrawn=done.settled.withdrawn,
        notices=stands.notices,
        tasks=stands.tasks,
        problems=stands.problems,
        written=tuple(files),
        seconds=time.perf_counter() - began,
    )


def arguments_of(inputs: Iterable[Path], *, output: Path, store: str | Path | None, knowledge: Path | None) -> dict[str, object]:
    """What is kept with a run of what it was called with."""
    shown = None if store is None or is_url(store) else str(store)  # a URL may hold a password
    return {
        "inputs": [path.as_posix() for path in inputs],
        "output": output.as_posix(),
        "store": shown,
        "knowledge": str(knowledge) if knowledge else None,
    }
