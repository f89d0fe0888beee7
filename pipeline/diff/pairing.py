"""Which task of the later reading of a notice is which of the earlier one.

Ids shift when a row is put in, and texts change where a task stays: so tasks of one text are paired first, then those
whose texts are alike, of which those that keep their id need be less so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from extractors.records import Task
from extractors.text import squeeze

#: Likeness (rapidfuzz ratio, 0 to 100) from which two texts are one task that was reworded; an id that stays counts for so much of it.
LIKENESS, SAME_ID = 75.0, 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """Two tasks by their places that may be one. Of two candidates the one with the smaller ``order`` is taken, which is the
    same either way round."""

    before: int
    after: int
    likeness: float

    @property
    def order(self) -> tuple[float, int, int]:
        return -self.likeness, abs(self.before - self.after), self.before + self.after


def words(task: Task) -> str:
    """What a task says, for comparing: title, text and timeline without white space, in one width."""
    return squeeze("\n".join((task.title, task.text, task.timeline or "")))


def pairs(before: Sequence[Task], after: Sequence[Task]) -> dict[int, int]:
    """For places in ``after`` the places in ``before`` of the same tasks, one to one; new tasks are left out."""
    old, new = {i: words(task) for i, task in enumerate(before)}, {j: words(task) for j, task in enumerate(after)}
    same_id = {(i, j) for i, one in enumerate(before) for j, other in enumerate(after) if one.id == other.id}
    places: dict[str, list[int]] = {}
    for i, text in old.items():
        places.setdefault(text, []).append(i)
    equal = (_candidate(i, j, 100.0, same_id) for j, text in new.items() for i in places.get(text, ()))
    found = _taken(equal, {})
    old_left = {i: text for i, text in old.items() if i not in set(found.values())}
    new_left = {j: text for j, text in new.items() if j not in found}
    alike = (
        candidate
        for i, text in old_left.items()
        for _, likeness, j in process.extract(text, new_left, scorer=fuzz.ratio, score_cutoff=LIKENESS - SAME_ID, limit=None)
        if (candidate := _candidate(i, j, likeness, same_id)).likeness >= LIKENESS
    )
    return _taken(alike, found)


def _candidate(before: int, after: int, likeness: float, same_id: set[tuple[int, int]]) -> _Candidate:
    return _Candidate(before=before, after=after, likeness=likeness + (SAME_ID if (before, after) in same_id else 0.0))


def _taken(candidates: Iterable[_Candidate], found: dict[int, int]) -> dict[int, int]:
    """The best candidates, each task once, added to what is found already."""
    used, taken = set(found.values()), dict(found)
    for one in sorted(candidates, key=lambda candidate: candidate.order):
        if one.before not in used and one.after not in taken:
            used.add(one.before)
            taken[one.after] = one.before
    return taken
