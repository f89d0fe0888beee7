"""The score of one record against its gold, field by field, as the contract defines it.

Gold and predictions are plain JSON objects: gold may leave fields out (``not_scored``) and mark items ``optional``, which a
record cannot. An optional item is never a miss, and a prediction that matches it is never a false hit.

The soft figures count besides the hits what is nearly one: a printed text that differs in a few characters, a text cut
a little short, a limit with the right days and another kind, a task whose units and days are right and a role is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.evaluate.alike import (
    SOFT_SIMILARITY,
    STEP_SIMILARITY,
    TASK_SIMILARITY,
    TEXT_SIMILARITY,
    pair,
    plain,
    similarity,
    step_similarity,
)

Json = dict[str, Any]
Key = tuple[Hashable, ...]
Sign = Literal["=", "-", "+"]
Near = Callable[[Key, Key], bool]

FIELDS = (
    "header",
    "attachments",
    "clauses",
    "clause_heading",
    "clause_text",
    "tasks",
    "task_text",
    "task_clause",
    "supports",
    "assignments",
    "assignment_roles",
    "officials",
    "deadlines",
    "milestones",
    "milestone_dates",
    "milestone_status",
    "targets",
    "citations",
    "citation_relations",
    "units",
    "unit_levels",
    "task_tuples",
)
_SINGLE = ("title", "number", "kind", "issued_on", "signed_by", "effective_on", "expires_on")
_PRINTED = ("title", "issuers", "addressees", "copied_to")
_SEVERAL = ("issuers", "addressees", "copied_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of one field. ``support`` is how many items the gold has; ``soft`` is the F1 where near-equal items count too."""

    field: str
    hits: int
    misses: int
    false: int
    soft_hits: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.misses + self.false) if self.hits else 0.0

    @property
    def soft_f1(self) -> float:
        total = 2 * self.hits + self.misses + self.false
        return 2 * (self.hits + self.soft_hits) / total if total and self.hits + self.soft_hits else 0.0

    @property
    def support(self) -> int:
        return self.hits + self.misses


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What was compared: a hit (sign ``=``), a miss (``-``) or a false hit (``+``) of a field; where, what and how often."""

    field: str
    sign: Sign
    where: str
    item: str
    count: int = 1


@dataclass(slots=True)
class Tally:
    """Hits, misses and false hits by field, and the items themselves."""

    hit: Counter[str] = field(default_factory=Counter)
    miss: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    soft: Counter[str] = field(default_factory=Counter)
    items: list[Item] = field(default_factory=list)

    def compare(
        self, name: str, gold: Iterable[Key], found: Iterable[Key], *, optional: Iterable[Key] = (), where: str = "", near: Near | None = None
    ) -> None:
        """Count the items of two bags; a found item that is optional in the gold is not false; ``near`` says which pairs are soft hits."""
        want, got = Counter(gold), Counter(found)
        missed, false = want - got, (got - want) - Counter(optional)
        hits = want & got
        self.hit[name] += hits.total()
        self.miss[name] += missed.total()
        self.false[name] += false.total()
        if near is not None:
            self.soft[name] += len(pair(list(missed.elements()), list(false.elements()), lambda a, b: float(near(a, b)), 1.0))
        signed: tuple[tuple[Sign, Counter[Key]], ...] = (("=", hits), ("-", missed), ("+", false))
        for sign, items in signed:
            self.items.extend(Item(field=name, sign=sign, where=where, item=_shown(item), count=count) for item, count in items.items())

    def figures(self) -> list[Figures]:
        """The figures of every field that anything was counted in, in the order of :data:`FIELDS`."""
        rows = (Figures(field=n, hits=self.hit[n], misses=self.miss[n], false=self.false[n], soft_hits=self.soft[n]) for n in FIELDS)
        return [row for row in rows if row.hits + row.misses + row.false]


def add_up(notices: Iterable[Iterable[Figures]]) -> tuple[Figures, ...]:
    """The figures of several notices as those of one."""
    sums: dict[str, Counter[str]] = {}
    for row in (row for notice in notices for row in notice):
        counts = {"hits": row.hits, "misses": row.misses, "false": row.false, "soft_hits": row.soft_hits}
        sums.setdefault(row.field, Counter()).update(counts)
    return tuple(
        Figures(field=name, hits=sums[name]["hits"], misses=sums[name]["misses"], false=sums[name]["false"], soft_hits=sums[name]["soft_hits"])
        for name in FIELDS
        if name in sums
    )


def _near_text(one: Key, two: Key) -> bool:
    """Keys that end in a printed text, alike before it."""
    return one[:-1] == two[:-1] and similarity(str(one[-1]), str(two[-1])) >= SOFT_SIMILARITY


def _near_header(one: Key, two: Key) -> bool:
    return one[0] in _PRINTED and _near_text(one, two)


def _near_unit(one: Key, two: Key) -> bool:
    return _near_text(one[::-1], two[::-1])


def _near_deadline(one: Key, two: Key) -> bool:
    """The same days: kind, going on and recurrence may differ."""
    return bool(one and two) and one[1:3] == two[1:3] != (None, None)


def _near_date(one: Key, two: Key) -> bool:
    return one[0] == two[0] and one[1:3] == two[1:3] != (None, None)


def _marked_near(one: Key, two: Key) -> bool:
    return two == (*one, "near")


def _shown(item: Key) -> str:
    return " ".join(str(part) for part in item if part not in (None, ""))


def score_record(gold: Json, found: Json, *, where: str = "") -> Tally:
    """The tally of one notice. An empty ``found`` (a file that could not be read) misses everything."""
    tally = Tally()
    scored = _Scored(gold, found, tally, where)
    scored.header()
    scored.clauses()
    scored.tasks()
    scored.citations()
    scored.units()
    return tally


def _optional(item: Json) -> bool:
    return bool(item.get("optional"))


def _deadline(value: Json | None) -> Key:
    if not value:
        return ()
    recurrence = (value.get("recurrence") or "").replace("RRULE:", "")
    parts = [found[1] if (found := re.search(name, recurrence)) else None for name in (r"FREQ=(\w+)", r"INTERVAL=(\d+)")]
    return (value.get("kind"), value.get("start"), value.get("end"), bool(value.get("ongoing")), *parts)


def _task_similarity(gold: Json, found: Json) -> float:
    text = gold.get("text")
    value = similarity(gold.get("title"), found.get("title"))
    if text:
        value = max(value, similarity(text, found.get("text")), similarity(text, found.get("title")))
    if bool(gold.get("continues")) != bool(found.get("continues")):
        value -= 0.10
    for name in ("timeline", "text"):  # under one merged title the text beside it decides
        if gold.get(name) and found.get(name):
            value += 0.10 * (similarity(gold[name], found[name]) - 0.5)
    return value


def _units_of(task: Json, *, roles: bool, optional: bool = False) -> list[Key]:
    chosen = [a for a in task.get("assignments", []) if _optional(a) == optional]
    return [(plain(a["mention"]), a["role"]) if roles else (plain(a["mention"]),) for a in chosen]


class _Scored:
    """One gold record and one prediction, compared part by part."""

    def __init__(self, gold: Json, found: Json, tally: Tally, where: str) -> None:
        self.gold, self.found, self.tally, self.where = gold, found, tally, where
        self.skipped = set(gold.get("not_scored", []))

    def on(self, name: str) -> bool:
        return name not in self.skipped

    def header(self) -> None:
        want, got = self.gold["notice"], self.found.get("notice") or {}
        for name in _SINGLE:
            if name in want and self.on(name):
                single = ([(name, plain(side[name]))] if side.get(name) else [] for side in (want, got))
                self.tally.compare("header", *single, where=self.where, near=_near_header)
        for name in _SEVERAL:
            if name in want and self.on(name):
                lists = ([(name, plain(x)) for x in side.get(name) or []] for side in (want, got))
                self.tally.compare("header", *lists, where=self.where, near=_near_header)
        if "attachments" in want and self.on("attachments"):
            left, right = ([(plain(_title(x)),) for x in side.get("attachments") or []] for side in (want, got))
            self.tally.compare("attachments", left, right, where=self.where, near=_near_text)

    def clauses(self) -> None:
        if "clauses" not in self.gold or not self.on("clauses"):
            return
        want, got = self.gold["clauses"], self.found.get("clauses") or []

        def key(clause: Json) -> Key:
            return (clause.get("part") or "notice", plain(clause["path"]))

        optional = [key(c) for c in want if _optional(c)]
        self.tally.compare("clauses", [key(c) for c in want if not _optional(c)], map(key, got), optional=optional, where=self.where)
        if not self.on("clause_heading"):
            return
        twins = {key(c): c for c in got}
        headings: tuple[list[Key], list[Key]] = ([], [])
        for clause in want:
            twin = twins.get(key(clause))
            if twin is None or _optional(clause):
                continue
            if clause.get("heading"):
                headings[0].append((*key(clause), plain(clause["heading"])))
            if twin.get("heading") and "heading" in clause:
                headings[1].append((*key(clause), plain(twin["heading"])))
            if clause.get("text"):
                self._text("clause_text", key(clause), clause["text"], twin.get("text"))
        self.tally.compare("clause_heading", *headings, where=self.where, near=_near_text)

    def _text(self, name: str, key: Key, want: str, got: str | None) -> None:
        alike = similarity(want, got)
        twin = key if alike >= TEXT_SIMILARITY else (*key, "near" if alike >= SOFT_SIMILARITY else "differs")
        self.tally.compare(name, [key], [twin], where=self.where, near=_marked_near)

    def tasks(self) -> None:
        if "tasks" not in self.gold or not self.on("tasks"):
            return
        want, got = self.gold["tasks"], self.found.get("tasks") or []
        paired = dict(pair(want, got, _task_similarity, TASK_SIMILARITY))
        for i, task in enumerate(want):
            if not _optional(task):
                self._task(task, got[paired[i]] if i in paired else {})
        for j, extra in enumerate(got):
            if j not in paired.values():
                self._extra_task(extra)

    def _extra_task(self, task: Json) -> None:
        name, where = ("?", plain(task.get("title"))[:40]), f"{self.where} extra task"
        self.tally.compare("tasks", [], [name], where=self.where)
        if self.on("task_tuples") and self.on("deadlines"):
            self.tally.compare("task_tuples", [], [name], where=self.where)
        if self.on("assignments"):
            self.tally.compare("assignments", [], _units_of(task, roles=False), where=where)
            self.tally.compare("assignment_roles", [], _units_of(task, roles=True), where=where)
        if self.on("deadlines"):
            self.tally.compare("deadlines", [], map(_deadline, task.get("deadlines", [])), where=where)

    def _task(self, task: Json, other: Json) -> None:
        key = (task.get("id"), plain(task.get("title"))[:40])
        where = f"{self.where} {task.get('id', '')}".strip()
        self.tally.compare("tasks", [key], [key] if other else [], where=self.where)
        if other and task.get("text") and self.on("task_text"):
            self._text("task_text", key, task["text"], other.get("text"))
        if other and task.get("clause") and self.on("task_clause"):
            found = [(plain(other["clause"]),)] if other.get("clause") else []
            self.tally.compare("task_clause", [(plain(task["clause"]),)], found, where=where)
        if other and "supports" in task and self.on("supports"):
            numbers = ([(str(x.get("no")),) for x in side.get("supports") or []] for side in (task, other))
            self.tally.compare("supports", *numbers, where=where)
        if "assignments" in task and self.on("assignments"):
            for name, roles in (("assignments", False), ("assignment_roles", True)):
                want, got = (_units_of(side, roles=roles) for side in (task, other))
                optional = _units_of(task, roles=roles, optional=True)
                self.tally.compare(name, want, got, optional=optional, where=where, near=_near_unit)
        if "officials" in task and self.on("officials"):
            names = ([(plain(o["name"]),) for o in side.get("officials", [])] for side in (task, other))
            self.tally.compare("officials", *names, where=where, near=_near_text)
        if "deadlines" in task and self.on("deadlines"):
            self._deadlines(task, other, key, where)
        if "targets" in task and self.on("targets"):
            self._targets(task, other, where)
        if "milestones" in task and self.on("milestones"):
            self._milestones(task["milestones"], other.get("milestones", []), where)

    def _deadlines(self, task: Json, other: Json, key: Key, where: str) -> None:
        limits = [[_deadline(limit) for limit in side.get("deadlines", [])] for side in (task, other)]
        self.tally.compare("deadlines", *limits, where=where, near=_near_deadline)
        if "assignments" not in task or not self.on("task_tuples"):
            return
        spare = frozenset(_units_of(task, roles=True, optional=True))
        want, got = frozenset(_units_of(task, roles=True)), frozenset(_units_of(other, roles=True)) - spare
        days = [frozenset(limit[1:3] for limit in of_side) for of_side in limits]
        if want == got and frozenset(limits[0]) == frozenset(limits[1]):
            twin = key
        else:
            alike = days[0] == days[1] and {unit for unit, _ in want} == {unit for unit, _ in got}
            twin = (*key, "near" if alike else "differs")
        self.tally.compare("task_tuples", [key], [twin] if other else [], where=self.where, near=_marked_near)

    def _targets(self, task: Json, other: Json, where: str) -> None:
        def values(side: Json, *, optional: bool) -> list[Key]:
            return [(float(t["value"]), plain(t.get("unit"))) for t in side.get("targets", []) if _optional(t) == optional]

        want, spare = values(task, optional=False), values(task, optional=True)
        self.tally.compare("targets", want, values(other, optional=False), optional=spare, where=where)

    def _milestones(self, want: list[Json], got: list[Json], where: str) -> None:
        paired = dict(pair(want, got, lambda a, b: step_similarity(a["text"], b["text"]), STEP_SIMILARITY))
        for k, step in enumerate(want):
            if _optional(step):
                continue
            name = plain(step["text"])[:30]
            twin = got[paired[k]] if k in paired else None
            self.tally.compare("milestones", [(name,)], [(name,)] if twin else [], where=where)
            when = _deadline(step.get("deadline"))[1:]
            found = _deadline(twin.get("deadline"))[1:] if twin else ()
            dates = ([(name, *value)] if any(value) else [] for value in (when, found))
            self.tally.compare("milestone_dates", *dates, where=where, near=_near_date)
            if step.get("status"):
                self.tally.compare("milestone_status", [(name, step["status"])], [(name, twin.get("status"))] if twin else [], where=where)
        extra = [(plain(step["text"])[:30],) for j, step in enumerate(got) if j not in paired.values()]
        self.tally.compare("milestones", [], extra, where=where)

    def citations(self) -> None:
        if "citations" not in self.gold or not self.on("citations"):
            return
        want, got = self.gold["citations"], self.found.get("citations") or []

        def keys(items: list[Json], *, relation: bool, optional: bool = False) -> list[Key]:
            chosen = [c for c in items if _optional(c) == optional]
            return list(dict.fromkeys((_document(c), c.get("relation")) if relation else (_document(c),) for c in chosen))

        spare = keys(want, relation=False, optional=True)
        self.tally.compare("citations", keys(want, relation=False), keys(got, relation=False), optional=spare, where=self.where, near=_near_text)
        if self.on("citation_relations"):
            named = {key[0] for key in keys(got, relation=False)}
            left = [key for key in keys(want, relation=True) if key[0] in named]
            right = [key for key in keys(got, relation=True) if key[0] in {k[0] for k in left}]
            self.tally.compare("citation_relations", left, right, where=self.where)

    def units(self) -> None:
        if "units" not in self.gold or not self.on("units"):
            return
        names: dict[str, str] = {}
        levels: dict[str, str | None] = {}
        for unit in self.found.get("units") or []:
            for mention in unit.get("mentions", []):
                names[plain(mention)], levels[plain(mention)] = plain(unit["name"]), unit.get("level")
        for unit in self.gold["units"]:
            for mention in [] if _optional(unit) else unit["mentions"]:
                key = plain(mention)
                found = [(key, names[key])] if key in names else []
                self.tally.compare("units", [(key, plain(unit["name"]))], found, where=self.where, near=_near_text)
                if unit.get("level") and key in levels:
                    self.tally.compare("unit_levels", [(key, unit["level"])], [(key, levels[key])], where=self.where)


def _title(attachment: Json | str) -> str | None:
    return attachment if isinstance(attachment, str) else attachment.get("title")


def _document(citation: Json) -> str:
    return plain(citation.get("title")).removeprefix("《").removesuffix("》") or plain(citation.get("number"))
