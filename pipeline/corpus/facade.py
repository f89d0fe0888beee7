"""The façade that analysts import: ``corpus = pipeline.open("outputs/policygraph.db")``, then frames, records, the graph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType

import networkx as nx
import pandas as pd

from extractors.knowledge import Knowledge
from extractors.records import NoticeRecord, Task
from pipeline import exports, identity
from pipeline.corpus.analysis import Analysis
from pipeline.corpus.frames import ambiguous, as_day
from pipeline.corpus.tasks import joined
from pipeline.diff.compare import compare
from pipeline.diff.model import Difference
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.formats import OF_A_RUN, OutputFormat
from pipeline.graph import slices
from pipeline.graph.builder import build_graph
from pipeline.measures import networks
from pipeline.resolve import status as statuses
from pipeline.resolve.store import linked_entries, links_by_notice, resolve_store
from pipeline.resolve.unresolved import open_units
from pipeline.search import query as search
from pipeline.store import frames
from pipeline.store.points import NOW, point
from pipeline.store.store import LastRun, Standing, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A notice, or one task of it."""

    record: NoticeRecord
    task: Task | None


class Corpus(Analysis):
    """What the notices of a store say now.

    Frames have one row a fact, in reading order, with ``notice_id`` first; dates are ``datetime64[ns]``, texts ``string``,
    offsets ``Int64`` into the text of :meth:`record`. Where ``notice`` is asked for, an id, a document number 发文字号 or part
    of a title will do (see :meth:`find`).
    """

    @classmethod
    def open(cls, where: str | Path, *, knowledge: str | Path | None = None) -> Corpus:
        """The corpus in a store: the path of a SQLite file, or a database URL.

        ``knowledge`` is a folder with the user's own rows: what :meth:`graph` and :meth:`unresolved` know of places and
        organs. To open changes nothing in the store: it is :meth:`resolve` that settles the units anew.

        Raises:
            PolicygraphError: there is none, it is no store, or a newer version wrote it; the knowledge cannot be used.
        """
        return cls(Store.open(where), knowledge=_folder(knowledge))

    def at(self, *, seen_at: str | None = None, as_of: date | str | None = None) -> Corpus:
        """This corpus as it was: everything that is asked of what comes back is answered so.

        ``seen_at`` is what we knew then: a day as ``2025-06-30`` (its end), the number of a run, or ``now``. ``as_of`` is what was in force
        on a day, of what we knew: notices that had begun and were neither expired nor repealed (see :meth:`status`). How units are
        called is always what is known today. Both share one store, and are closed together.

        Raises:
            PolicygraphError: there was no such run, or that is no day.
        """
        run = self._at if seen_at is None else point(self._store.engine, seen_at).run
        view = Corpus(self._store, knowledge=self._knowledge, at=run, hidden=self._hidden)
        if as_of is not None:
            status = view.status(as_of=as_of)
            view._hidden |= set(status.loc[status["status"] != "in_force", "notice_id"])
        return view

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def status(self, *, as_of: date | str | None = None) -> pd.DataFrame:
        """How each notice stands on a day (``None``: today): ``status`` is ``in_force``, ``not_yet``, ``expired``, ``repealed`` or ``replaced``,
        ``since`` when, ``by`` which notice, ``expires_on`` its last day as extended by then, ``amended_by`` and ``extended_by`` which notices.
        """
        day = as_day(as_of) or date.today()
        return self._keep(statuses.frame(statuses.validities(self._store, day, at=self._at)))

    def search(
        self,
        words: str,
        *,
        kind: search.Kind | None = None,
        unit: str | None = None,
        place: str | None = None,
        notice: str | None = None,
        issued_after: date | str | None = None,
        issued_before: date | str | None = None,
        due_after: date | str | None = None,
        due_before: date | str | None = None,
        limit: int = 50,
    ) -> pd.DataFrame:
        """Clauses and tasks that hold words, the best first: ``snippet`` is a stretch around them, ``marks`` their ranges in it.

        Words parted by blanks must all be there; ``"…"`` holds words with blanks together; a ``-`` before a word excludes it. Where
        nothing holds a word as typed, its jieba words are searched for instead. Filters as in :meth:`tasks`, days included; a clause
        passes ``unit``, ``due_after`` and ``due_before`` with a task that stands in it. ``start_offset`` and ``end_offset`` are the
        range of the first word in the text of :meth:`record`.

        Raises:
            PolicygraphError: no word is asked for.
        """
        keep = search.Filter(
            kind=kind,
            unit=unit,
            place=place,
            notices=None if notice is None else self.find(notice),
            issued_after=as_day(issued_after),
            issued_before=as_day(issued_before),
            due_after=as_day(due_after),
            due_before=as_day(due_before),
            at=self._at,
            hidden=self._hidden,
        )
        return search.frame(search.search(self._store.engine, words, keep=keep, limit=limit))

    # --- single things -----------------------------------------------------------------------------------------

    def look_up(self, text: str) -> LookedUp:
        """The one notice or task that a text means.

        A notice goes by all that :meth:`find` takes; a task by its id, by its notice and, behind ``#``, its id there, or by
        that id or title alone.

        Raises:
            PolicygraphError: it means none, or several; the message names some of them.
        """
        head, _, tail = text.partition("#")
        ids = self.find(head) if head else []
        if not tail and len(ids) == 1:
            return LookedUp(record=self.record(ids[0]), task=None)
        if not tail and ids:
            raise ambiguous(text, ids)
        tasks = self._read(frames.TASKS, head if tail and ids else None)
        hits = tasks[tasks["task_id"] == (tail if tail and ids else text)]
        if hits.empty and not ids:
            hits = tasks[tasks["title"].str.contains(text, regex=False)]
        if hits.empty:
            raise PolicygraphError(
                text, "库里没有这份公文或这项任务", "用 policygraph status 或 policygraph tasks 查看编号", code="not_found"
            )
        if len(hits) > 1:
            raise ambiguous(text, list(joined(hits.reset_index(), "task_id", identity.task_id)))
        record = self.record(str(hits["notice_id"].iloc[0]))
        return LookedUp(record=record, task=record.tasks[int(hits["position"].iloc[0]) - 1])

    def record(self, notice_id: str, *, version: int | None = None) -> NoticeRecord:
        """The record of a notice: as it stands, or the version with a number, which may stand no more.

        Raises:
            PolicygraphError: there is no such notice or version.
        """
        record = self._store.record(notice_id, version=version, at=self._at)
        if record is None:
            what = "没有这份公文" if version is None else f"没有第 {version} 版"
            raise PolicygraphError(notice_id, what, "用 policygraph status 看库里有哪些公文", code="no_notice")
        return record

    def history(self, notice_id: str) -> list[Standing]:
        """When which version of a notice stood, oldest first; a notice that no file holds any more has its history still."""
        return self._store.history(notice_id)

    def entries(self) -> list[NoticeEntry]:
        """The notices in their current versions with their files, by id; the units of their records by the links (:meth:`record` has them as read)."""
        return self._view.entries()

    def quarantine(self) -> list[QuarantineEntry]:
        """The files that could not be read, with cause and remedy."""
        return self._store.quarantine()

    def last_run(self) -> LastRun | None:
        """The last run of this store, ``None`` before the first."""
        return self._store.last_run()

    def diff(self, before: str, after: str = NOW) -> Difference:
        """What changed in notices and tasks from one state to another: each the number of a run, a day as ``2025-06-30`` (its end), or
        ``now``. :func:`pipeline.diff.report.frame` makes a frame of it.

        Raises:
            PolicygraphError: a text is no state of this store.
        """
        old, new = (linked_entries(self._store, at=point(self._store.engine, text).run) for text in (before, after))
        return compare(old, new)

    def graph(
        self,
        *,
        notice: str | None = None,
        unit: str | None = None,
        place: str | None = None,
        policy: str | None = None,
        due_after: date | str | None = None,
        due_before: date | str | None = None,
    ) -> nx.MultiDiGraph[str]:
        """The graph policy → clause → measure → task → unit, units by their links and with what is known of them: whole, or a slice.

        A slice has the ids and attributes of the whole; between units it has those edges that lead straight up to one of its
        own. ``notice`` and ``place`` (code or part of a name) are notices with their facts; ``policy`` is a notice, or a document by
        number or title, with what carries it out; ``unit``, ``due_after`` and ``due_before`` are tasks as in :meth:`tasks` with what
        surrounds them. Several at once narrow.

        Raises:
            PolicygraphError: ``policy`` means several notices.
        """
        knowledge = Knowledge.load(self._knowledge)
        if all(asked is None for asked in (notice, unit, place, policy, due_after, due_before)):
            return build_graph(self.entries(), knowledge=knowledge)
        scope, tasks = self._scope(notice, place), None
        if not (unit is None and due_after is None and due_before is None):
            found = self.tasks(unit=unit, due_after=due_after, due_before=due_before, notice=scope)
            tasks, scope = [f"task:{task}" for task in found["task_id"]], set(found["notice_id"])
        return slices.cut(self._view, scope, policy=None if policy is None else self._policy(policy), tasks=tasks, knowledge=knowledge)

    def policy_network(self, *, notice: str | None = None, place: str | None = None, policy: str | None = None) -> nx.DiGraph[str]:
        """Policies by citation and implementation, of the graph or a slice of it (:func:`pipeline.measures.networks.policy_network`)."""
        return networks.policy_network(self.graph(notice=notice, place=place, policy=policy))

    def export(self, folder: str | Path, *, formats: Collection[OutputFormat] = OF_A_RUN) -> list[Path]:
        """Write outputs from the store, without reading a file, and give their paths; by default those of a run.

        Raises:
            PolicygraphError: the folder cannot be written, or a library that a format wants is missing.
        """
        return exports.write_all(exports.content_of(self._store, knowledge=self._knowledge), Path(folder), formats)

    def resolve(self, knowledge: str | Path | None = None) -> int:
        """Settle the units of all notices anew by the rows of the package and of a folder of the user's, without reading a file.

        ``knowledge`` is from now on the folder of this corpus; ``None`` takes the one that it has. All frames, the graph and
        the exports show the new names at once, and keep them until units are settled by other rows: by the next run too,
        unless it is given the same folder. Returns the number of notices that were done; those done with the same rows
        before are left alone.

        Raises:
            PolicygraphError: the folder or a row in it cannot be read.
        """
        if knowledge is not None:
            self._knowledge = _folder(knowledge)
        return resolve_store(self._store, knowledge=self._knowledge)

    def unresolved(self, *, knowledge: str | Path | None = None) -> pd.DataFrame:
        """The units whose name is open and that carry tasks, the busiest first: how they are printed, where, how often, and
        what they might be (``proposals`` settle nothing). ``knowledge`` is a folder of the user's rows, which :meth:`resolve`
        lays over first. ``place`` is the name, ``place_code`` the code of the place where that is known.
        """
        if knowledge is not None:
            self.resolve(knowledge)
        found = open_units(links_by_notice(self._store, at=self._at), Knowledge.load(self._knowledge))
        columns = ("unit_id", "place", "place_code", "organ", "mentions", "assigned", "notices", "proposals")
        rows = [(u.unit_id, u.place, u.place_code, u.organ, list(u.mentions), u.assigned, u.notices, list(u.proposals)) for u in found]
        frame = pd.DataFrame(rows, columns=list(columns), dtype="object")
        texts = dict.fromkeys(("unit_id", "place", "place_code", "organ"), "string")
        return frame.astype(texts | dict.fromkeys(("assigned", "notices"), "Int64"))


def _folder(knowledge: str | Path | None) -> Path | None:
    """The folder of the user's rows, checked."""
    if knowledge is None:
        return None
    from pipeline.inputs import knowledge_folder  # brings the readers and extractors, which looking at a store does without

    return knowledge_folder(knowledge)
