"""The score of one record against its gold, field by field, as the contract defines it.

Gold and predictions are plain JSON objects: gold may leave fields out (``not_scored``) and mark items ``optional``, which a
record cannot. An optional item is never a miss, and a prediction that matches it is never a false hit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.compare import (
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
class Miss:
    """One miss (sign ``-``) or false hit (``+``): the field, where, the item and how often."""

    field: str
    sign: str
    where: str
    item: str
    count: int = 1


@dataclass(slots=True)
class Tally:
    """Hits, misses and false hits by field, with every miss and false hit."""

    hit: Counter[str] = field(default_factory=Counter)
    miss: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    soft: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    def compare(self, name: str, gold: Iterable[Key], found: Iterable[Key], *, optional: Iterable[Key] = (), where: str = "") -> None:
        """Count the items of two bags; a found item that is optional in the gold is not false."""
        want, got = Counter(gold), Counter(found)
        missed, false = want - got, (got - want) - Counter(optional)
        self.hit[name] += (want & got).total()
        self.miss[name] += missed.total()
        self.false[name] += false.total()
        left, right = list(missed.elements()), list(false.elements())
        self.soft[name] += len(pair(left, right, lambda a, b: similarity(_shown(a), _shown(b)), SOFT_SIMILARITY))
        for sign, items in (("-", missed), ("+", false)):
            self.misses.extend(Miss(field=name, sign=sign, where=where, item=_shown(item), count=count) for item, count in items.items())

    def add(self, other: Tally) -> None:
        """Add another notice's counts."""
        for mine, theirs in ((self.hit, other.hit), (self.miss, other.miss), (self.false, other.false), (self.soft, other.soft)):
            mine.update(theirs)
        self.misses.extend(other.misses)

    def figures(self) -> list[Figures]:
        """The figures of every field that anything was counted in, in the order of :data:`FIELDS`."""
        rows = (Figures(field=n, hits=self.hit[n], misses=self.miss[n], false=self.false[n], soft_hits=self.soft[n]) for n in FIELDS)
        return [row for row in rows if row.hits + row.misses + row.false]


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
                self.tally.compare("header", *single, where=self.where)
        for name in _SEVERAL:
            if name in want and self.on(name):
                lists = ([(name, plain(x)) for x in side.get(name) or []] for side in (want, got))
                self.tally.compare("header", *lists, where=self.where)
        if "attachments" in want and self.on("attachments"):
            left, right = ([(plain(_title(x)),) for x in side.get("attachments") or []] for side in (want, got))
            self.tally.compare("attachments", left, right, where=self.where)

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
        self.tally.compare("clause_heading", *headings, where=self.where)

    def _text(self, name: str, key: Key, want: str, got: str | None) -> None:
        same = similarity(want, got) >= TEXT_SIMILARITY
        self.tally.compare(name, [key], [key if same else (*key, "differs")], where=self.where)

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
                optional = _units_of(task, roles=roles, optional=True)
                self.tally.compare(name, _units_of(task, roles=roles), _units_of(other, roles=roles), optional=optional, where=where)
        if "officials" in task and self.on("officials"):
            names = ([(plain(o["name"]),) for o in side.get("officials", [])] for side in (task, other))
            self.tally.compare("officials", *names, where=where)
        if "deadlines" in task and self.on("deadlines"):
            self._deadlines(task, other, key, where)
        if "targets" in task and self.on("targets"):
            self._targets(task, other, where)
        if "milestones" in task and self.on("milestones"):
            self._milestones(task["milestones"], other.get("milestones", []), where)

    def _deadlines(self, task: Json, other: Json, key: Key, where: str) -> None:
        self.tally.compare("deadlines", map(_deadline, task["deadlines"]), map(_deadline, other.get("deadlines", [])), where=where)
        if "assignments" not in task or not self.on("task_tuples"):
            return
        spare = frozenset(_units_of(task, roles=True, optional=True))
        want = (frozenset(_units_of(task, roles=True)), frozenset(map(_deadline, task["deadlines"])))
        got = (frozenset(_units_of(other, roles=True)) - spare, frozenset(map(_deadline, other.get("deadlines", []))))
        twin = [key if want == got else (*key, "differs")] if other else []
        self.tally.compare("task_tuples", [key], twin, where=self.where)

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
            self.tally.compare("milestone_dates", *dates, where=where)
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
        self.tally.compare("citations", keys(want, relation=False), keys(got, relation=False), optional=spare, where=self.where)
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
                self.tally.compare("units", [(key, plain(unit["name"]))], found, where=self.where)
                if unit.get("level") and key in levels:
                    self.tally.compare("unit_levels", [(key, unit["level"])], [(key, levels[key])], where=self.where)


def _title(attachment: Json | str) -> str | None:
    return attachment if isinstance(attachment, str) else attachment.get("title")


def _document(citation: Json) -> str:
    return plain(citation.get("title")).removeprefix("《").removesuffix("》") or plain(citation.get("number"))
