"""What was left unread: every cue of a responsibility, a time limit or a document that no fact of its record answers.

The cues are the rows of ``extractors/knowledge/cues.csv``. A cue of a note is answered by a fact in its own slot, up to
the next cue: a second allocation inside a name or a text that another note has swallowed has none of its own, and so
is a leftover.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from extractors.knowledge.rows import load_rows
from extractors.records import Evidence, NoticeRecord, Task
from extractors.text import View, squeeze
from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError

if TYPE_CHECKING:
    import pandas as pd

Span = tuple[int, int]

_NO_CUE = "none"
_OPEN, _CLOSE = "（〔【［", "）〕】］"
_CONTEXT = 40  # characters of context on either side
_LONGEST_BRACKET = 1200
_STOP = "。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One row of the list of cues."""

    kind: str
    pattern: re.Pattern[str]
    place: str
    side: str
    facts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A cue without a fact: where it stands, and the text around it with the cue in 【】."""

    source: str
    title: str | None
    kind: str
    cue: str
    start: int
    end: int
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A cue where it stands: its range in the record's text, that of its slot, and whether a fact answers it."""

    kind: str
    cue: str
    start: int
    end: int
    slot: Span
    covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many cues of a kind there are, and how many of them facts answer."""

    kind: str
    cues: int
    covered: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is no cue."""
        return self.covered / self.cues if self.cues else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The audit of some records."""

    notices: int
    coverage: tuple[Coverage, ...]
    leftovers: tuple[Leftover, ...]


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """The list of cues.

    Raises:
        ValueError: a row's expression cannot be read; the message says which.
    """
    cues: list[Cue] = []
    for row in load_rows("cues.csv"):
        try:
            pattern = re.compile(row["pattern"])
        except re.error as error:
            raise ValueError(f"cues.csv: the pattern {row['pattern']!r} cannot be read ({error}); mend it") from error
        cues.append(Cue(kind=row["kind"], pattern=pattern, place=row["place"], side=row["side"], facts=frozenset(row["facts"].split())))
    return tuple(cues)


def audit(records: Iterable[NoticeRecord], *, cues: Sequence[Cue] | None = None, kind: str | None = None) -> Audit:
    """Hold the cues in the texts of records against their facts.

    Args:
        records: the records; each is looked at once.
        cues: the list of cues; that of the package where none is given.
        kind: the only kind of cue that is asked for.

    Raises:
        PolicygraphError: no cue is of the kind.
    """
    listed = load_cues() if cues is None else tuple(cues)
    kinds = list(dict.fromkeys(cue.kind for cue in listed if cue.kind != _NO_CUE))
    if kind is not None:
        if kind not in kinds:
            raise PolicygraphError(kind, "cues.csv 里没有这一类", f"可用的类：{'、'.join(kinds)}", code="no_kind")
        kinds, listed = [kind], tuple(cue for cue in listed if cue.kind in (kind, _NO_CUE))
    total: Counter[str] = Counter()
    left: Counter[str] = Counter()
    leftovers: list[Leftover] = []
    notices = 0
    for record in records:
        notices += 1
        page = _Page(record, listed)
        for hit in page.hits:
            total[hit.cue.kind] += 1
            if not page.answered(hit):
                left[hit.cue.kind] += 1
                leftovers.append(page.leftover(hit))
    coverage = tuple(Coverage(kind=kind, cues=total[kind], covered=total[kind] - left[kind]) for kind in kinds)
    return Audit(notices=notices, coverage=coverage, leftovers=tuple(leftovers))


def sightings(record: NoticeRecord, *, cues: Sequence[Cue] | None = None) -> Iterator[Sighting]:
    """Every cue of a record, in the order of its text, covered or not.

    Args:
        record: the record.
        cues: the list of cues; that of the package where none is given.
    """
    page = _Page(record, load_cues() if cues is None else tuple(cues))
    for hit in page.hits:
        start, end = page.view.span(hit.start, hit.end)
        yield Sighting(
            kind=hit.cue.kind,
            cue=page.view.text[hit.start : hit.end],
            start=start,
            end=end,
            slot=page.slot(hit),
            covered=page.answered(hit),
        )


def records_of(found: Iterable[NoticeRecord | QuarantineEntry], failed: list[QuarantineEntry]) -> Iterator[NoticeRecord]:
    """The records among what reading gave; what could not be read is put on the list of failures."""
    for one in found:
        if isinstance(one, QuarantineEntry):
            failed.append(one)
        else:
            yield one


def frame(done: Audit) -> pd.DataFrame:
    """The leftovers as a frame, one a row, columns as the fields of :class:`Leftover`."""
    import pandas as pd

    return pd.DataFrame([asdict(left) for left in done.leftovers], columns=[field.name for field in fields(Leftover)])


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue in the view: its range, and that of the bracket or line that it stands in."""

    cue: Cue
    start: int
    end: int
    scope: Span


class _Page:
    """One record with its cues and the places of its facts, in the offsets of the text without white space."""

    def __init__(self, record: NoticeRecord, cues: Sequence[Cue]) -> None:
        self.record = record
        self.view = View.of(record.text)
        self.brackets = _brackets(self.view)
        self.facts = {name: sorted(self._range(e) for e in found) for name, found in _evidence(record).items()}
        self.hits = sorted(self._hits(cues), key=lambda hit: (hit.start, hit.end))
        self.slots = sorted({(hit.start, hit.end) for hit in self.hits if hit.cue.side in ("after", "before")})

    def _range(self, found: Evidence) -> Span:
        return bisect_left(self.view.offsets, found.start), bisect_left(self.view.offsets, found.end)

    def _hits(self, cues: Sequence[Cue]) -> Iterator[_Hit]:
        text = self.view.text
        none = sorted(match.span() for cue in cues if cue.kind == _NO_CUE for match in cue.pattern.finditer(text))
        taken: dict[str, set[int]] = {}
        for cue in cues:
            if cue.kind == _NO_CUE:
                continue
            for match in cue.pattern.finditer(text):
                start, end = match.span()
                bracket = self._bracket_of(start)
                wrong = (cue.place == "bracket" and bracket is None) or (cue.place == "text" and bracket is not None)
                seen = taken.setdefault(cue.kind, set())
                if wrong or end in seen or _overlaps(none, start, end):
                    continue
                seen.add(end)
                yield _Hit(cue, start, end, bracket or self._line(start, end))

    def _bracket_of(self, at: int) -> Span | None:
        """The outermost bracket around a place."""
        i = bisect_right(self.brackets, (at, len(self.view.text) + 1)) - 1
        return self.brackets[i] if i >= 0 and self.brackets[i][0] < at < self.brackets[i][1] else None

    def _line(self, start: int, end: int) -> Span:
        """The sentence around a range."""
        text = self.view.text
        first = text.rfind(_STOP, 0, start) + 1
        last = text.find(_STOP, end)
        return first, len(text) if last < 0 else last

    def answered(self, hit: _Hit) -> bool:
        """Whether a fact stands where the cue says that one must."""
        facts = list(chain.from_iterable(self.facts.get(name, ()) for name in hit.cue.facts))
        if hit.cue.side == "on":
            return _overlaps(facts, hit.start, hit.end)
        if hit.cue.side == "sentence":
            return _overlaps(facts, *self._line(hit.start, hit.end))
        start, end = self._slot(hit)
        if any(start <= first and last <= end for first, last in facts):
            return True
        return hit.cue.side == "after" and self._repeated(start, end, hit)

    def slot(self, hit: _Hit) -> Span:
        """Where a cue's fact is looked for, as a range of the record's text."""
        start, end = self._slot(hit) if hit.cue.side in ("after", "before") else self._line(hit.start, hit.end)
        return self.view.span(start, end) if start < end else self.view.span(hit.start, hit.end)

    def _slot(self, hit: _Hit) -> Span:
        """What the cue speaks of: up to the next cue of a note, or back to the one before."""
        i = bisect_left(self.slots, (hit.start, hit.end))
        if hit.cue.side == "after":
            following = next((start for start, _ in self.slots[i + 1 :] if start >= hit.end), hit.scope[1])
            return hit.end, max(hit.end, min(following, hit.scope[1]))
        before = max((end for _, end in self.slots[:i] if end <= hit.start), default=hit.scope[0])
        return max(before, hit.scope[0]), hit.start

    def _repeated(self, start: int, end: int, hit: _Hit) -> bool:
        """Whether a list on a heading names only units that every item under it names again."""
        clause = self._clause_at(hit.start)
        names = [name for name in re.split(r"[、，,；;。）〕】］]", self.view.text[start:end]) if name]
        tasks = [task for task in self.record.tasks if clause and _is_under(task, clause)]
        mentioned = {squeeze(a.mention) for task in tasks for a in task.assignments}
        return bool(tasks and names) and all(name in mentioned for name in names)

    def _clause_at(self, at: int) -> str | None:
        offset = self.view.offsets[at]
        return next((c.path for c in reversed(self.record.clauses) if c.evidence.start <= offset), None)

    def leftover(self, hit: _Hit) -> Leftover:
        """The hit for a person to look at."""
        start, end = self.view.span(hit.start, hit.end)
        text = self.record.text
        context = f"{text[max(0, start - _CONTEXT) : start]}【{text[start:end]}】{text[end : end + _CONTEXT]}"
        notice = self.record.notice
        return Leftover(
            source=self.record.source.name,
            title=notice.title,
            kind=hit.cue.kind,
            cue=self.view.text[hit.start : hit.end],
            start=start,
            end=end,
            context=" ".join(context.split()),
        )


def _is_under(task: Task, path: str) -> bool:
    return task.clause is not None and (task.clause == path or task.clause.startswith(f"{path}/"))


def _brackets(view: View) -> list[Span]:
    """The outermost brackets; one that does not close soon is none."""
    found: list[Span] = []
    text, depth, start = view.text, 0, 0
    for i, c in enumerate(text):
        if c in _OPEN:
            start = i if depth == 0 else start
            depth += 1
        elif c in _CLOSE and depth:
            depth -= 1
            if depth == 0:
                found.append((start, i + 1))
        if depth and i - start > _LONGEST_BRACKET:
            depth = 0
    return found


def _overlaps(ranges: Sequence[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in ranges)


def _evidence(record: NoticeRecord) -> dict[str, list[Evidence]]:
    """The evidence of a record's facts by kind of fact."""
    tasks = record.tasks
    steps = [step for task in tasks for step in task.milestones]
    found: dict[str, list[Evidence | None]] = {
        "assignments": [a.evidence for task in tasks for a in task.assignments],
        "passages": [task.evidence for task in tasks],
        "officials": [o.evidence for task in tasks for o in task.officials],
        "deadlines": [d.evidence for task in tasks for d in task.deadlines],
        "milestones": [step.evidence for step in steps],
        "targets": [target.evidence for task in tasks for target in task.targets],
        "citations": [e for citation in record.citations for e in citation.evidence],
        "header": [*chain.from_iterable(record.notice.evidence.values()), *(a.evidence for a in record.notice.attachments)],
    }
    return {name: [e for e in all_of if e is not None] for name, all_of in found.items()}
