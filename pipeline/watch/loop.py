"""The watch itself: what changed is waited for until it is whole, brought into the store, and written out when things are quiet.

Whatever goes wrong on the way is told, waited out and tried again. Nothing is lost by it: what changed is kept until it is in the
store, and a watch that starts looks at everything first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.errors import PolicygraphError
from pipeline.formats import OutputFormat
from pipeline.hashes import hash_of_rows
from pipeline.ingest import IngestReport, ingest
from pipeline.inputs import check, knowledge_folder
from pipeline.run import STORE, arguments_of, write_outputs
from pipeline.store.address import is_url, shown
from pipeline.store.locations import lies_in, location
from pipeline.store.lock import Holder, file_lock, writer_lock
from pipeline.store.store import Store
from pipeline.watch import heartbeat, shares
from pipeline.watch.events import Changes
from pipeline.watch.heartbeat import State
from pipeline.watch.log import tell
from pipeline.watch.pulse import Pulse
from pipeline.watch.steady import Batch, Steady
from pipeline.watch.trouble import Backoff, trouble_of
from pipeline.watch.writing import EVERYTHING, NEWS, Writer
from pipeline.workers.crew import Crew, refuse_while_starting
from pipeline.workers.work import Limits

_TICK: Final = 0.5
_RETRY_SECONDS: Final = 60.0
#: A folder that has lost too many files is looked at anew no more often: each look is a run of the store.
_RECHECK_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a watch goes about it.

    ``poll``: look again and again, as network shares tell nothing. ``settle``: seconds between the two looks that must agree before
    a file is taken for whole. ``outputs``: they are written beside the store. ``export_minutes``: no more often than that. ``confirm_withdrawal``: what is
    missing at the start was taken away on purpose, however much it is.
    """

    poll: bool = False
    settle: float = 2.0
    outputs: bool = True
    export_minutes: float = 5.0
    confirm_withdrawal: bool = False


def watch(
    inputs: Iterable[str | Path],
    *,
    output: str | Path,
    stop: Event,
    store: str | Path | None = None,
    knowledge: str | Path | None = None,
    settings: Settings | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
) -> None:
    """Keep a store as its folders are, until ``stop`` is set; then end after the notice in hand.

    ``store``, ``knowledge``, ``workers`` and ``limits`` as in :func:`pipeline.run.run`. Another process may write into the store
    between two changes, but no other watch.

    Raises:
        PolicygraphError: an input, the store or the output folder cannot be used at the start, or another watch has the store. Later
            troubles are waited out.
    """
    refuse_while_starting()
    folder, given = Path(output), [Path(path) for path in inputs]
    place = folder / STORE if store is None else store
    rows = knowledge_folder(knowledge)
    with Store.open(place, create=True) as opened:
        known = opened.known()
    check([path for path in given if path.exists() or not any(lies_in(one, location(path)) for one in known)] or given, folder)
    for path in given:
        if path.exists() and not path.is_dir():
            raise PolicygraphError(str(path), "这不是文件夹", "watch 看的是文件夹；单个文件请用 policygraph run", code="usage")
    file = heartbeat.heartbeat_file(place, output=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with file_lock(file.with_name(file.name + ".lock"), until=0, refused=_refused(str(place))), Crew(knowledge=rows, workers=workers, limits=limits) as crew:
        work = _Work(given, folder=folder, store=place, knowledge=rows, crew=crew, stop=stop)
        _Watch(work, given, settings=settings or Settings(), pulse=Pulse(file, inputs=given), stop=stop).go()


def _refused(where: str) -> Callable[[Holder | None], PolicygraphError]:
    def refused(holder: Holder | None) -> PolicygraphError:
        who = f"（主机 {holder.host} 上的进程 {holder.pid}，自 {holder.since} 起）" if holder else ""
        return PolicygraphError(where, f"已有一个 watch 看着这个库{who}", "请把要看的文件夹都交给同一个 watch", code="watch_locked")

    return refused


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done with the store."""

    inputs: Sequence[Path]
    folder: Path
    store: str | Path
    knowledge: Path | None
    crew: Crew
    stop: Event

    @property
    def name(self) -> str:
        """The store as logs name it, without a password."""
        return shown(self.store)

    def rows(self) -> str:
        """What the user's rows are now, as a hash; nothing where they cannot be looked at, which taking in then says."""
        with suppress(OSError):
            return hash_of_rows(self.knowledge) if self.knowledge is not None else ""
        return ""

    def take_in(self, batch: Batch, inputs: shares.Shares, pulse: Pulse) -> IngestReport:
        with Store.open(self.store, create=True) as opened, writer_lock(opened.engine):
            return ingest(
                opened,
                inputs.present,
                arguments=arguments_of(self.inputs, output=self.folder, store=self.store, knowledge=self.knowledge),
                leave_out=self.folder,
                only=batch.paths,
                leave_be=(*batch.unsteady, *inputs.absent),
                hold=inputs.hold,
                knowledge=knowledge_folder(self.knowledge),  # rows may be edited, and spoilt, while it watches
                crew=self.crew,
                progress=lambda *_: pulse.beat(State.READING),
                stop=self.stop.is_set,
            )

    def write_out(self, formats: Collection[OutputFormat]) -> None:
        with Store.open(self.store) as opened, writer_lock(opened.engine):
            write_outputs(opened, self.folder, knowledge=knowledge_folder(self.knowledge), formats=formats)


class _Watch:
    def __init__(self, work: _Work, inputs: Sequence[Path], *, settings: Settings, pulse: Pulse, stop: Event) -> None:
        self._work, self._settings, self._pulse, self._stop = work, settings, pulse, stop
        self._shares = shares.Shares(inputs, confirmed=settings.confirm_withdrawal)
        self._steady = Steady(seconds=settings.settle)
        tick = min(_TICK, max(settings.settle / 2, 0.05))
        ignored = [location(work.folder), *([] if is_url(work.store) else [location(work.store)])]
        self._changes = Changes(poll=settings.poll, tick=tick, ignored=ignored, stop=stop)
        self._everything, self._news = Writer(EVERYTHING, every=60 * settings.export_minutes), Writer(NEWS, every=0)
        self._everything.behind = self._news.behind = settings.outputs
        self._taking, self._rechecking = Backoff(most=_RETRY_SECONDS), Backoff(most=_RECHECK_SECONDS)
        self._held, self._rows = False, work.rows()

    def go(self) -> None:
        """Until it is asked to stop."""
        tell("started", "开始看着文件夹", inputs=[str(path) for path in self._work.inputs], store=self._work.name, poll=self._settings.poll)
        self._pulse.beat(State.STARTING)
        try:
            while not self._stop.is_set():
                self._look_at_inputs()
                self._steady.touch(self._changes.wait(), now=time.monotonic())
                self._take_in()
                self._write_out(quiet=not len(self._steady) and self._taking.due(time.monotonic()))
                self._pulse.beat(State.WATCHING, pending=len(self._steady))
            tell("stopping", "收到停止的信号，正在收尾")
            if self._everything.behind:
                self._write(self._everything)
        finally:
            self._changes.close()
            self._pulse.beat(State.STOPPED, pending=len(self._steady))
            tell("stopped", "已停止")

    # --- inside ------------------------------------------------------------------------------------------------

    def _look_at_inputs(self) -> None:
        """Follow the inputs that are there; where one went or came back, or the user's rows are others, look at everything anew."""
        seen = self._shares.look()
        for path in seen.lost:
            self._pulse.trouble(f"input {path}", shares.lost(path))
        for path in seen.back:
            self._pulse.mended(f"input {path}")
        if seen.lost or seen.back:
            self._steady.forget()
            self._changes.follow(self._shares.present)
        elif self._rows != (rows := self._work.rows()):
            self._rows = rows
            tell("rows_changed", "自备的知识表变了，全部重新对照", folder=str(self._work.knowledge))
            self._steady.touch(self._shares.present, now=time.monotonic())
        elif self._held and self._rechecking.due(time.monotonic()):
            self._steady.touch(self._shares.present, now=time.monotonic())

    def _take_in(self) -> None:
        """Bring what is whole into the store; what cannot be is kept for later."""
        if not self._taking.due(time.monotonic()):
            return
        batch = self._steady.ready(now=time.monotonic())
        if batch is None:
            return
        began = time.monotonic()
        self._pulse.beat(State.READING, pending=len(self._steady) + len(batch.paths))
        try:
            done = self._work.take_in(batch, self._shares, self._pulse)
        except Exception as error:  # whatever it is, the watch goes on
            self._steady.touch(batch.paths, now=time.monotonic())
            self._failed("store", error, self._taking)
            return
        self._taking.worked()
        self._pulse.mended("store")
        self._withheld(batch, done)
        self._told(done, seconds=time.monotonic() - began)
        if done.stopped:
            self._steady.touch(batch.paths, now=time.monotonic())

    def _withheld(self, batch: Batch, done: IngestReport) -> None:
        """Take note of what was not withdrawn because the folder is not to be believed; a whole look without any clears that."""
        whole = set(batch.paths) >= set(self._shares.present)
        if done.held:
            self._held = True
            self._rechecking.failed(time.monotonic())
            self._pulse.trouble("withdrawal", shares.emptied(self._shares.doubted, done.held))
        elif not done.stopped:
            self._shares.trust(batch.paths)
            if whole and self._held:
                self._held = False
                self._rechecking.worked()
                self._pulse.mended("withdrawal")

    def _told(self, done: IngestReport, *, seconds: float) -> None:
        for entry in done.quarantined if done.read else ():
            tell("quarantined", str(PolicygraphError(entry.path, entry.cause, entry.remedy)), level=logging.WARNING, path=entry.path, code=entry.code)
        if not (done.read or done.gone or done.settled.new or done.settled.changed or done.settled.withdrawn):
            return
        self._everything.behind = self._news.behind = self._settings.outputs
        self._pulse.ingested(done)
        tell(
            "ingested",
            f"读了 {done.read} 个文件；公文新增 {done.settled.new}，变化 {done.settled.changed}，撤下 {done.settled.withdrawn}",
            run=done.run,
            read=done.read,
            unchanged=done.unchanged,
            gone=done.gone,
            quarantined=len(done.quarantined),
            new=done.settled.new,
            changed=done.settled.changed,
            withdrawn=done.settled.withdrawn,
            seconds=round(seconds, 3),
        )

    def _write_out(self, *, quiet: bool) -> None:
        """Write what is behind and due: everything where it is quiet, else what is subscribed to."""
        if self._everything.due() and quiet:
            self._write(self._everything)
        elif self._news.due():
            self._write(self._news)

    def _write(self, writer: Writer) -> None:
        self._pulse.beat(State.WRITING)
        try:
            seconds = writer.write(self._work.write_out)
        except Exception as error:  # whatever it is, the watch goes on
            self._failed("outputs", error, writer.backoff)
            return
        self._pulse.mended("outputs")
        if writer is self._everything:
            self._news.behind = False
            self._pulse.exported()
            tell("exported", f"结果已写到 {self._work.folder}", folder=str(self._work.folder), seconds=round(seconds, 3))

    def _failed(self, what: str, error: Exception, backoff: Backoff) -> None:
        server = is_url(self._work.store)
        folder = self._work.folder if what == "outputs" or server else Path(self._work.store).parent
        trouble = trouble_of(error, where=self._work.name if what == "store" else str(folder), folder=folder)
        delay = backoff.failed(time.monotonic())
        self._pulse.trouble(what, trouble, delay=delay, error=error if trouble.code == "internal" else None)
