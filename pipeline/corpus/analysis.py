"""The ready measures of the façade: each takes the filters of ``tasks`` and gives a frame (``docs/measures.md`` has the formulas)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

import networkx as nx
import pandas as pd

from extractors.records import Origin, Role
from pipeline.corpus import passing
from pipeline.corpus.frames import Frames, Notices, Status, as_day
from pipeline.measures import (
    comparison,
    completeness,
    conflicts,
    coordination,
    load,
    networks,
    orphans,
    positions,
    supports,
    times,
    transmission,
)


class TaskFilter(TypedDict, total=False):
    """The filters of ``Corpus.tasks``."""

    unit: str | None
    role: Role | None
    due_before: date | str | None
    due_after: date | str | None
    notice: Notices
    place: str | None
    policy: str | None
    issued_after: date | str | None
    issued_before: date | str | None
    origin: Origin | None
    status: Status | None


class Analysis(Frames):
    """The measures over the frames; a method's keywords are the filters of ``tasks`` unless it says otherwise."""

    def assigned(self, tasks: pd.DataFrame) -> pd.DataFrame:
        """The assignments of some tasks, of a frame of ``tasks``."""
        found = self.assignments(notice=set(tasks["notice_id"]))
        return found[found["task_id"].isin(set(tasks["task_id"]))].reset_index(drop=True)

    def load(self, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """Who carries how much of the tasks (:func:`pipeline.measures.load.load`)."""
        tasks = self.tasks(**asked)
        return load.load(self.assigned(tasks), tasks=len(tasks))

    def coordination(self, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """Who leads whom (:func:`pipeline.measures.coordination.coordination`)."""
        return coordination.coordination(self.assigned(self.tasks(**asked)))

    def partners(self, unit: str, *, notice: Notices = None) -> pd.DataFrame:
        """Who works with a unit, part of its name (:func:`pipeline.measures.coordination.partners`)."""
        assigned = self.assigned(self.tasks(unit=unit, notice=notice))
        return coordination.partners(assigned, self._called(unit, assigned))

    def unit_network(self, **asked: Unpack[TaskFilter]) -> nx.Graph[str]:
        """Units by shared tasks (:func:`pipeline.measures.networks.unit_network`)."""
        return networks.unit_network(self.assigned(self.tasks(**asked)))

    def betweenness(self, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """Which units stand between others (:func:`pipeline.measures.positions.betweenness`)."""
        return positions.betweenness(networks.unit_network(self.assigned(self.tasks(**asked))))

    def communities(self, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """Which units belong together (:func:`pipeline.measures.positions.communities`)."""
        return positions.communities(networks.unit_network(self.assigned(self.tasks(**asked))))

    def timetable(self, *, steps: bool = True, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """The limits of the tasks (:func:`pipeline.measures.times.timetable`): those that end between ``due_after`` and ``due_before``;
        without ``steps`` the tasks' own alone."""
        tasks = self.tasks(**asked)
        notices = set(tasks["notice_id"])
        found = times.timetable(tasks, self.deadlines(notice=notices), self.milestones(notice=notices))
        found = times.between(found, after=as_day(asked.get("due_after")), before=as_day(asked.get("due_before")))
        return found if steps else found[found["milestone"].isna()].reset_index(drop=True)

    def time_network(self, **asked: Unpack[TaskFilter]) -> nx.Graph[str]:
        """Tasks and the days on which something of theirs is due (:func:`pipeline.measures.networks.time_network`)."""
        return networks.time_network(self.timetable(**asked))

    def overdue(self, at: date | str, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """What is overdue at a day, done steps left out (:func:`pipeline.measures.times.overdue`)."""
        tasks = self.tasks(**asked)
        notices = set(tasks["notice_id"])
        return times.overdue(times.timetable(tasks, self.deadlines(notice=notices), self.milestones(notice=notices)), at=at)

    def completeness(self, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """What share of a notice's tasks has a lead, a limit, a target (:func:`pipeline.measures.completeness.completeness`)."""
        tasks = self.tasks(**asked)
        notices = set(tasks["notice_id"])
        return completeness.completeness(tasks, self.assigned(tasks), self.deadlines(notice=notices), self.targets(notice=notices))

    def measures(self, *, min_tasks: int = 1, **asked: Unpack[TaskFilter]) -> pd.DataFrame:
        """The measures 支持政策 that at least so many tasks carry out (:func:`pipeline.measures.supports.measures`)."""
        tasks = self.tasks(**asked)
        found = supports.measures(self.supports(notice=set(tasks["notice_id"])), tasks)
        return found[found["tasks"] >= min_tasks].reset_index(drop=True)

    def orphans(self, *, notice: Notices = None) -> pd.DataFrame:
        """What nobody carries out (:func:`pipeline.measures.orphans.orphans`)."""
        return orphans.orphans(
            self.tasks(notice=notice), self.assignments(notice=notice), self.units(notice=notice), self.clauses(notice=notice), self.supports(notice=notice)
        )

    def conflicts(self, *, notice: Notices = None) -> pd.DataFrame:
        """One task with two leads, a limit later than the superior's (:mod:`pipeline.measures.conflicts`)."""
        tasks = self.tasks(notice=notice)
        pairs = conflicts.same_measure(self.supports(notice=notice), self.notices(notice=notice))
        of_notice = {str(own): rows for own, rows in tasks.groupby("notice_id")}
        for said in passing.passed(self._view, self._ids(notice)):
            if said.relation in transmission.PASSING_ON and {said.superior, said.subordinate} <= set(of_notice):
                pairs |= conflicts.same_words(of_notice[said.superior], of_notice[said.subordinate])
        return pd.concat([conflicts.later(tasks, pairs), conflicts.two_leads(self.assignments(notice=notice))], ignore_index=True)

    def transmissions(self, *, notice: Notices = None) -> pd.DataFrame:
        """Which notices came down to which, of some notices (:func:`pipeline.measures.transmission.transmissions`)."""
        return transmission.transmissions(passing.faces(self._view, self.notices(notice=notice)), passing.passed(self._view, self._ids(notice)))

    def transmission(self, superior: str, subordinate: str) -> pd.DataFrame:
        """Two notices, each by what :meth:`one` takes, side by side (:func:`pipeline.measures.transmission.side_by_side`)."""
        above, below = self.one(superior), self.one(subordinate)
        faces = passing.faces(self._view, self.notices(notice=[above, below]))
        return transmission.side_by_side(faces[above].text, faces[below].text)

    def limits_compared(self, superior: str, subordinate: str) -> pd.DataFrame:
        """The limits of the tasks of two notices, each by what :meth:`one` takes, that say the same
        (:func:`pipeline.measures.comparison.limits_compared`)."""
        above, below = (self.tasks(notice=[self.one(text)]) for text in (superior, subordinate))
        return comparison.limits_compared(above, below, conflicts.same_words(above, below))
