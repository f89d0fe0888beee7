"""What the page holds. Units, notices and passages are named by their positions; what is empty is not written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.records import Role
from pipeline.entries import QuarantineEntry
from pipeline.exports.report.passages import Mark, Passage

FactKind = Literal[
    "task", "clause", "unit", "deadline", "milestone", "target", "official", "support", "header", "citation", "problem"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact with its words and their place. ``name`` is the header's element, the relation of a citation, the code of a problem;
    ``value`` what the words come to; ``unit`` a position among the units."""

    kind: FactKind
    words: str
    name: str | None = None
    role: Role | None = None
    unit: int | None = None
    value: str | None = None
    inherited: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """A notice: ``label`` names it in one line, no other has the same; ``facts`` are its header and what it cites."""

    id: str
    label: str
    title: str
    number: str | None
    issuers: str | None
    issued_on: str | None
    place: str | None
    tasks: int
    sources: str | None
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """A task. ``ends`` are the days on which one of its limits, or of its steps not yet done, ends: by them it falls in a period;
    ``due`` is the last day of its own limits, without one of its steps. ``limit`` is its limits' words."""

    id: str
    notice: int
    title: str
    limit: str | None
    due: str | None
    ends: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUnit:
    """A unit that has tasks: ``label`` is its name, with its place where two have the same. Counts are of tasks."""

    id: str
    label: str
    forms: tuple[str, ...]
    level: str | None
    settled: bool
    tasks: int
    lead: int
    responsible: int
    support: int
    supervise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two units of the network, the tasks that they share, and how many of these each leads."""

    a: int
    b: int
    tasks: int
    a_leads: int
    b_leads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A unit's circle."""

    unit: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProblem:
    """Something doubtful in a notice."""

    notice: int
    code: str
    message: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts over all notices: ``led``, ``dated`` and ``limited`` are tasks with a lead, with a day in ``ends``, with any limit."""

    notices: int
    clauses: int
    tasks: int
    units: int
    led: int
    dated: int
    limited: int
    problems: int
    quarantine: int
    first_issued: str | None
    last_issued: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from ``first`` to ``last`` (both included) under a name (``2025-03``, ``2025 Q1``, ``2025``), and the tasks that fall in it."""

    name: str
    first: str
    last: str
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything on the page. ``tasks``, ``nodes`` and ``links`` may be fewer than there are (see ``data.py``): ``partners`` counts the
    units that share a task with another, ``shared`` the pairs. Periods and ``places`` (with their tasks) are counted over all tasks."""

    figures: Figures
    notices: tuple[PageNotice, ...]
    tasks: tuple[PageTask, ...]
    units: tuple[PageUnit, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    partners: int
    shared: int
    periods: tuple[Period, ...]
    places: tuple[tuple[str, int], ...]
    problems: tuple[PageProblem, ...]
    quarantine: tuple[QuarantineEntry, ...]
