"""From a folder to the store: what is new or changed is read, what has gone is withdrawn, and what the notices say is settled.

It is safe to break off and to do again: each file's result is stored by itself, and what stands is settled at the end in
one transaction. A file is opened when it is new or its size or time differ, or when the rules of its reader have changed;
where only the extractors' have, the stored document is read again and the file is not.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.entries import QuarantineEntry
from pipeline.find import Found, find, find_again
from pipeline.progress import Progress, Teller
from pipeline.resolve.store import resolve_store
from pipeline.rules import Rules, rules_in_force
from pipeline.sources import Item
from pipeline.store.locations import lies_in_any, location, places
from pipeline.store.settle import Settled
from pipeline.store.store import FileSeen, Known, Store, StoredDocument
from pipeline.workers.crew import Crew
from pipeline.workers.work import Extracted, Failed, Job, Limits, Outcome, Same, internal_fault

#: A file written so shortly before it is looked at may be written to again within the step of a share's clock (FAT: 2 s).
_FRESH_NS: Final = 3_000_000_000


#: Given the locations of the files that are to be withdrawn, and of all that are known, it says which of them stay.
Hold = Callable[[Collection[str], Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What came in. ``run`` is the number of the run; files and notices are counted as in ``pipeline.run.RunReport``.

    ``stopped`` says that it was asked to end before all files were read; what was read is settled, nothing is withdrawn.
    ``held`` files are not there and were not withdrawn all the same, because ``hold`` said so.
    """

    run: int
    read: int
    unchanged: int
    gone: int
    held: int
    quarantined: tuple[QuarantineEntry, ...]
    settled: Settled
    stopped: bool


def ingest(
    store: Store,
    inputs: Sequence[Path],
    *,
    arguments: dict[str, object],
    leave_out: Path | None = None,
    only: Iterable[Path] | None = None,
    leave_be: Iterable[Path] = (),
    hold: Hold | None = None,
    knowledge: Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    crew: Crew | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> IngestReport:
    """Bring the store up to date with what is under the inputs; the caller holds the writer's lock.

    Args:
        arguments: what the run was called with, to be kept with it.
        leave_out: a folder in which nothing is looked for.
        only: paths at or under which something may have changed; without them everything is looked at.
        leave_be: paths at or under which nothing is read and nothing withdrawn.
        hold: asked before anything is withdrawn.
        knowledge: folder of the user's own rows.
        workers, limits, stop: see :func:`pipeline.workers.crew.do_all`.
        crew: has workers with these rows, which read instead of new ones, and stay.
    """
    some = None if only is None else list(only)
    spared = places(leave_be)
    found = [one for one in find(inputs, leave_out=leave_out, only=some) if not lies_in_any(one.file.location, spared)]
    with _begun(store, arguments, knowledge) as step:
        plans = step.look(found, only=some)
        with nullcontext(crew) if crew is not None else Crew(knowledge=knowledge, workers=workers, limits=limits) as readers:
            step.read_all(plans, readers, progress=progress, stop=stop)
        step.close(inputs, only=some, spared=spared, hold=hold)
        return step.settle(knowledge)


def retry(
    store: Store,
    *,
    arguments: dict[str, object],
    codes: Iterable[str] = (),
    knowledge: Path | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read again what is in quarantine, of these codes or all, though nothing about the files has changed; see :func:`ingest`."""
    wanted = set(codes)
    files = [known.file for known in store.known().values() if known.quarantined and (not wanted or known.quarantined.code in wanted)]
    with _begun(store, arguments, knowledge) as step:
        jobs = step.look(find_again(sorted(files, key=lambda file: file.location)), again=True)
        with Crew(knowledge=knowledge, workers=workers, limits=limits) as readers:
            step.read_all(jobs, readers, progress=progress)
        return step.settle(knowledge)


@contextmanager
def _begun(store: Store, arguments: dict[str, object], knowledge: Path | None) -> Iterator[_Step]:
    rules = rules_in_force(knowledge)
    number = store.begin_run(rules=rules.name, arguments=arguments)
    yield _Step(store=store, number=number, rules=rules)
    store.end_run(number)


@dataclass(kw_only=True)
class _Step:
    """What one run has seen so far."""

    store: Store
    number: int
    rules: Rules
    read: int = 0
    unchanged: int = 0
    gone: int = 0
    held: int = 0
    stopped: bool = False
    quarantined: list[QuarantineEntry] = field(default_factory=list)
    _known: dict[str, Known] = field(default_factory=dict)
    _holders: dict[str, Known] = field(default_factory=dict)
    _seen: dict[str, FileSeen] = field(default_factory=dict)
    _closed: list[str] = field(default_factory=list)

    def look(self, found: Sequence[Found], *, only: Sequence[Path] | None = None, again: bool = False) -> list[_Plan]:
        """Take note of what is there (at or under ``only``); what must be read comes back, all of it with ``again``."""
        sizes = {one.file.size for one in found if one.file.size is not None}
        self._known = self.store.known(places=None if only is None else places(only), sizes=sizes)
        by_size: dict[int | None, set[str]] = defaultdict(set)
        for held in self._known.values():
            if held.sha256 is not None and held.quarantined is None and self._is_current(held):
                by_size[held.file.size].add(held.sha256)
                self._holders[held.sha256] = held
        plans: list[_Plan] = []
        kept: list[tuple[Known, FileSeen]] = []
        for one in sorted(found, key=lambda one: (one.file.name, one.file.path)):
            file, known = _settled_down(one.file), self._known.get(one.file.location)
            self._seen[file.location] = file
            if isinstance(one.item, QuarantineEntry):
                self._closed.append(file.location)
                self._fail(file, Failed(entry=one.item))
                continue
            same = known is not None and (known.file.size, known.file.modified_ns) == (one.file.size, one.file.modified_ns)
            if known is not None and same and not again and self._is_current(known):
                kept.append((known, file))
            else:
                document = known.sha256 if known is not None and same and self._has_document(known) else None
                hashes = {known.sha256} if known is not None and known.sha256 and not again and self._is_current(known) else set()
                plans.append(_Plan(item=one.item, file=file, hashes=frozenset(hashes | by_size[file.size]), document=document))
        for known, file in kept:
            self._keep(known, file)
        self.store.keep(kept, run=self.number)
        return plans

    def read_all(
        self,
        plans: Sequence[_Plan],
        crew: Crew,
        *,
        progress: Progress | None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        """Read what was planned and store what came of it, file by file."""
        teller = Teller(progress, total=len(plans))
        jobs = (self._job(plan) for plan in plans)
        with closing(crew.do_all(jobs, pages=teller.pages, stop=stop)) as outcomes:
            for job, outcome in outcomes:
                self._take(job, outcome)
                teller.file(job.item.path)
        self.stopped = teller.done < len(plans)

    def close(self, inputs: Sequence[Path], *, only: Sequence[Path] | None, spared: frozenset[str], hold: Hold | None) -> None:
        """Withdraw the files that were under the inputs (and at or under one of ``only``) and were not seen, but for those in a
        folder that did not open, those at or under ``spared``, and those that a run that was asked to end did not come to."""
        if self.stopped:
            return
        given, shut = places(inputs), spared | places(self._closed)
        looked_at = given if only is None else places(only)
        gone = {
            place: known
            for place, known in sorted(self._known.items())
            if place not in self._seen and lies_in_any(place, given) and lies_in_any(place, looked_at) and not lies_in_any(place, shut)
        }
        held = set(hold(gone.keys(), self.store.known().keys())) if hold is not None and gone else set()
        self.store.vanish([known for place, known in gone.items() if place not in held], run=self.number)
        self.gone, self.held = len(gone) - len(held), len(held)

    def settle(self, knowledge: Path | None) -> IngestReport:
        """Let stand what the notices say now, and link their units."""
        settled = self.store.settle(run=self.number)
        resolve_store(self.store, knowledge=knowledge)
        return IngestReport(
            run=self.number,
            read=self.read,
            unchanged=self.unchanged,
            gone=self.gone,
            held=self.held,
            quarantined=tuple(sorted(self.quarantined, key=lambda entry: entry.path)),
            settled=settled,
            stopped=self.stopped,
        )

    # --- inside ------------------------------------------------------------------------------------------------

    def _rules_of(self, known: Known) -> str:
        if known.quarantined is not None:
            return self.rules.of(None, has_tables=True)
        return self.rules.of(known.media_type, has_tables=known.has_tables)

    def _is_current(self, known: Known) -> bool:
        return known.sha256 is not None and known.rules == self._rules_of(known)

    def _has_document(self, known: Known) -> bool:
        return known.quarantined is None and known.reading is not None and known.reading == self.rules.reading(known.media_type)

    def _job(self, plan: _Plan) -> Job:
        document = self.store.document(plan.document) if plan.document is not None else None
        return Job(item=plan.item, name=plan.file.name, known=plan.hashes, document=document)

    def _take(self, job: Job, outcome: Outcome) -> None:
        """Store what came of a job."""
        file = self._seen[location(job.item.path)]
        known = self._known.get(file.location)
        self.read += not isinstance(outcome, Same)
        if isinstance(outcome, Failed):
            self._fail(file, outcome)
        elif isinstance(outcome, Extracted):
            self._put(file, outcome)
        elif known is not None and known.sha256 == outcome.sha256 and self._is_current(known):
            self._keep(known, file)
            self.store.keep([(known, file)], run=self.number)
        else:
            self.unchanged += 1
            self.store.put_again(self._holders[outcome.sha256], file=file, run=self.number)

    def _put(self, file: FileSeen, outcome: Extracted) -> None:
        source = outcome.record.source
        rules = self.rules.of(source.media_type, has_tables=outcome.has_tables)
        stored = None
        if outcome.document is not None:
            stored = StoredDocument(reading=self.rules.reading(source.media_type), has_tables=outcome.has_tables, data=outcome.document)
        try:
            self.store.put(outcome.record, file=file, rules=rules, run=self.number, document=stored)
        except ValueError as error:  # a record that no table can hold is the program's fault, and this file's alone
            self._fail(file, Failed(entry=internal_fault(file.path, error), sha256=source.sha256, bytes=source.bytes))

    def _keep(self, known: Known, file: FileSeen) -> None:
        self.unchanged += 1
        if known.quarantined is not None:
            self.quarantined.append(
                QuarantineEntry(path=file.path, code=known.quarantined.code, cause=known.quarantined.cause, remedy=known.quarantined.remedy)
            )

    def _fail(self, file: FileSeen, failed: Failed) -> None:
        self.quarantined.append(failed.entry)
        known, rules = self._known.get(file.location), self.rules.of(None, has_tables=True)
        if known is not None and (known.quarantined, known.sha256, known.rules) == (failed.entry, failed.sha256, rules):
            self.store.keep([(known, file)], run=self.number)
        else:
            self.store.put_failed(failed.entry, file=file, rules=rules, run=self.number, sha256=failed.sha256, bytes=failed.bytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A file to be read: ``hashes`` need no reading, ``document`` is the hash whose stored document is to be read instead."""

    item: Item
    file: FileSeen
    hashes: frozenset[str]
    document: str | None


def _settled_down(file: FileSeen) -> FileSeen:
    """The file, without its time where that may not tell a later change apart."""
    if file.modified_ns is None or abs(time.time_ns() - file.modified_ns) > _FRESH_NS:
        return file
    return FileSeen(location=file.location, path=file.path, name=file.name, size=file.size, modified_ns=None)
