"""The frames of the façade: the facts that stand, one row a fact, filtered by notice, unit, place, policy and day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
from sqlalchemy import ColumnElement

from extractors.records import Origin, Role
from extractors.text import squeeze
from pipeline import identity
from pipeline.corpus.tasks import joined, with_limits, with_roles, with_status, with_task_ids
from pipeline.errors import PolicygraphError
from pipeline.graph import slices
from pipeline.resolve.frames import called, counted, unit_forms, with_units
from pipeline.resolve.view import View
from pipeline.store import conditions, frames
from pipeline.store.models import TaskRow
from pipeline.store.names import Names
from pipeline.store.store import Store

Status = Literal["planned", "started", "done"]
#: The notices that are meant: by a text as :meth:`Frames.find` takes it, by their ids, or all.
Notices = str | Collection[str] | None


class Frames:
    """The facts of a store, as it stands or stood after the run ``at``, without the notices that are ``hidden`` (their ids)."""

    def __init__(
        self, store: Store, *, knowledge: Path | None = None, at: int | None = None, hidden: frozenset[str] = frozenset()
    ) -> None:
        self._store, self._knowledge, self._at, self._hidden = store, knowledge, at, hidden

    def notices(
        self,
        *,
        notice: Notices = None,
        place: str | None = None,
        policy: str | None = None,
        issued_after: date | str | None = None,
        issued_before: date | str | None = None,
    ) -> pd.DataFrame:
        """Notices 公文: version, the elements of the header, and how many clauses and tasks they have.

        ``place`` is the code or part of the name of their jurisdiction; ``policy`` a policy that they implement, or are: a notice, or a
        document by its number or title. They were issued between two days, both included.
        """
        return self._read(frames.NOTICES, self._scope(notice, place, policy, issued_after, issued_before))

    def clauses(self, *, notice: Notices = None) -> pd.DataFrame:
        """Clauses 条款; ``clause_id`` and ``parent_id`` hold over all notices, ``path`` within the part."""
        frame = self._read(frames.CLAUSES, notice)
        return frame.assign(
            clause_id=joined(frame, "clause_id", identity.clause_id), parent_id=joined(frame, "parent_id", identity.clause_id)
        )

    def tasks(
        self,
        *,
        unit: str | None = None,
        role: Role | None = None,
        due_before: date | str | None = None,
        due_after: date | str | None = None,
        notice: Notices = None,
        place: str | None = None,
        policy: str | None = None,
        issued_after: date | str | None = None,
        issued_before: date | str | None = None,
        origin: Origin | None = None,
        status: Status | None = None,
    ) -> pd.DataFrame:
        """Tasks 任务, with a column of units for each role, ``due`` 完成时限 and ``status``.

        ``unit`` is part of a unit's name, in full or as printed, capital or small letters alike; ``role`` is that unit's role in the task. A task falls
        between ``due_after`` and ``due_before`` (both days included) when one of its limits, or of its steps not yet
        done, ends there. ``due`` is the last day of the task's own limits, or where it has none with a date, of its
        steps; ``ongoing`` says that one of them runs on. ``status`` is ``done`` where all of its steps are, ``started`` where some
        are, else ``planned``. ``place``, ``policy`` and the days of issue are its notice's, as in :meth:`notices`.
        """
        scope = self._scope(notice, place, policy, issued_after, issued_before)
        where = [] if due_before is None and due_after is None else [conditions.due(after=as_day(due_after), before=as_day(due_before))]
        where += [] if origin is None else [TaskRow.origin == origin]
        assigned = self.assignments(notice=scope)
        frame = with_task_ids(self._read(frames.TASKS, scope, where))
        if unit is not None or role is not None:
            frame = frame[frame["task_id"].isin(self._tasks_of(assigned, unit, role))].reset_index(drop=True)
        frame = frame.assign(
            clause_id=joined(frame, "clause_id", identity.clause_id), continues_id=joined(frame, "continues_id", identity.task_id)
        )
        frame = with_status(with_limits(with_roles(frame, assigned), self.deadlines(notice=scope)), self.milestones(notice=scope))
        return frame if status is None else frame[frame["status"] == status].reset_index(drop=True)

    def assignments(self, *, notice: Notices = None, unit: str | None = None, role: Role | None = None, place: str | None = None) -> pd.DataFrame:
        """Assignments 责任分工: one row a unit and task, filtered as :meth:`tasks`. ``mention`` is the unit as printed; ``unit_id`` and ``unit_name``
        the unit over all notices, a collective or a form that no notice settles by its place and as printed (``settled`` is false then).
        """
        scope = self._scope(notice, place)
        found = with_units(with_task_ids(self._read(frames.ASSIGNMENTS, scope)), self._forms(scope))
        if unit is not None:
            found = found[found["unit_id"].isin(self._called(unit, found))]
        return (found if role is None else found[found["role"] == role]).reset_index(drop=True)

    def supports(self, *, notice: Notices = None) -> pd.DataFrame:
        """The measures 支持政策 that tasks carry out: ``measure_id`` over all notices, ``policy_id`` the superior policy that sets it,
        ``no`` and ``text`` as printed."""
        found = with_task_ids(self._read(frames.SUPPORTS, notice))
        measures, policies = slices.measures_of(self._view, set(found["notice_id"]))
        keys = list(zip(found["task_id"], found["position"], strict=True))
        return found.assign(
            measure_id=pd.Series([measures[key] for key in keys], dtype="string"),
            policy_id=pd.Series([policies[key] for key in keys], dtype="string"),
        )

    def targets(self, *, notice: Notices = None) -> pd.DataFrame:
        """The levels 指标 that tasks are to reach."""
        return with_task_ids(self._read(frames.TARGETS, notice))

    def officials(self, *, notice: Notices = None) -> pd.DataFrame:
        """The people named for a task, with the column that names them."""
        return with_task_ids(self._read(frames.OFFICIALS, notice))

    def milestones(self, *, notice: Notices = None) -> pd.DataFrame:
        """The steps 推进时序 of tasks."""
        return with_task_ids(self._read(frames.MILESTONES, notice))

    def deadlines(self, *, notice: Notices = None) -> pd.DataFrame:
        """Time limits of tasks and of their steps: ``position`` counts those of a task, its own before those of its steps;
        ``milestone`` is the step's position, missing where the limit is the task's own."""
        return with_task_ids(self._read(frames.DEADLINES, notice))

    def citations(self, *, notice: Notices = None) -> pd.DataFrame:
        """The documents that notices name, with their relation; the evidence is the first place."""
        return self._read(frames.CITATIONS, notice)

    def units(self, *, unit: str | None = None, notice: Notices = None, place: str | None = None) -> pd.DataFrame:
        """Units 单位 over all notices; ``unit`` is part of a name, in full or as printed. The forms printed, and how many
        notices (``place``: of a place) name them and how many tasks they have in each role. ``settled`` is false for a collective (市直有关部门)
        and for a form that no notice settles. An issuer that no row knows and that has no task is in ``units.csv`` alone."""
        scope = self._scope(notice, place)
        units = counted(self._forms(scope), self.assignments(notice=scope))
        return units if unit is None else called(units, unit)

    def problems(self, *, notice: Notices = None) -> pd.DataFrame:
        """What is doubtful in the notices: a code, a sentence, and where."""
        return self._read(frames.PROBLEMS, notice)

    def find(self, text: str) -> list[str]:
        """The ids of the notices that are meant: by id, else by document number 发文字号, else by a part of title or id."""
        names = Names(engine=self._store.engine, at=self._at)
        for meant in (names.notices(notices=[text]), names.notices(numbers=[identity.normal_number(text)])):
            if meant:
                return sorted(name.notice_id for name in meant)
        bare = "".join(text.split())
        every = self._store.notice_names(at=self._at) if bare else []
        return sorted(name.notice_id for name in every if bare in "".join((name.title or "").split()) or bare in name.notice_id)

    def one(self, text: str) -> str:
        """The id of the one notice that a text means, as :meth:`find` takes it.

        Raises:
            PolicygraphError: it means none, or several; the message names some of them.
        """
        found = [notice for notice in self.find(text) if notice not in self._hidden]
        if not found:
            raise PolicygraphError(text, "库里没有这份公文", "用 policygraph notices 看库里有哪些公文", code="no_notice")
        if len(found) > 1:
            raise ambiguous(text, found)
        return found[0]

    # --- inside ------------------------------------------------------------------------------------------------

    @property
    def _view(self) -> View:
        return View(store=self._store, at=self._at, hidden=self._hidden)

    def _forms(self, notice: Notices) -> pd.DataFrame:
        return self._keep(unit_forms(self._store.engine, notices=self._ids(notice), at=self._at))

    def _called(self, unit: str, assigned: pd.DataFrame) -> set[str]:
        """The ids of the units of assignments that have a part of a name in a form of theirs, in whichever notice."""
        part = squeeze(unit).lower()
        unsettled = assigned.loc[~assigned["settled"], ["unit_id", "mention"]].drop_duplicates()
        printed = {found for found, form in unsettled.itertuples(index=False) if part in squeeze(form).lower()}
        return printed | self._view.names.units_called(part)

    def _tasks_of(self, assigned: pd.DataFrame, unit: str | None, role: Role | None) -> pd.Series[str]:
        """The ids of the tasks that have a unit (part of a form of its name, in whichever notice) in a role."""
        if unit is not None:
            assigned = assigned[assigned["unit_id"].isin(self._called(unit, assigned))]
        if role is not None:
            assigned = assigned[assigned["role"] == role]
        return assigned["task_id"]

    def _read(self, spec: frames.FrameSpec, notice: Notices, where: Sequence[ColumnElement[bool]] = ()) -> pd.DataFrame:
        return self._keep(frames.read(self._store.engine, spec, notices=self._ids(notice), where=where, at=self._at))

    def _ids(self, notice: Notices) -> Collection[str] | None:
        return self.find(notice) if isinstance(notice, str) else notice

    def _scope(
        self,
        notice: Notices,
        place: str | None = None,
        policy: str | None = None,
        issued_after: date | str | None = None,
        issued_before: date | str | None = None,
    ) -> Collection[str] | None:
        """The ids of the notices that all of these mean; ``None``: all notices."""
        meant = self._ids(notice)
        parts = [] if meant is None else [set(meant)]
        if not (place is None and issued_after is None and issued_before is None):
            days = {"issued_after": as_day(issued_after), "issued_before": as_day(issued_before)}
            parts.append(self._view.names.where(place=place, **days))
        if policy is not None:
            own = self._policy(policy)
            parts.append({own, *slices.implementing(self._view, own)})
        return set.intersection(*parts) if parts else None

    def _policy(self, text: str) -> str:
        """The id of the policy that a text means: a notice of the store, else a document that is only cited, by its number or title.

        Raises:
            PolicygraphError: it means several notices.
        """
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        cited = slices.policy_meant(self._view, text)
        if cited is None and found:
            raise ambiguous(text, found)
        return cited or identity.normal_number(text)

    def _keep(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the notices that this corpus is about."""
        return frame[~frame["notice_id"].isin(self._hidden)].reset_index(drop=True) if self._hidden else frame


def ambiguous(text: str, ids: Sequence[str]) -> PolicygraphError:
    """That a text means several things."""
    some = "；".join(ids[:5]) + (" …" if len(ids) > 5 else "")
    return PolicygraphError(text, f"可指 {len(ids)} 样：{some}", "请写得更具体", code="ambiguous")


def as_day(value: date | str | None) -> date | None:
    """A day, from an ISO date too."""
    return date.fromisoformat(value) if isinstance(value, str) else value
