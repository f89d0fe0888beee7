"""Draws cues of the audit to be judged by eye, with what was made of each.

    python -m tests.tools.draw_cues FOLDER [SEED]      FOLDER holds the notices; the draw goes to the standard output

The order of the draw is that of a keyed hash of file, place and cue, so that a change of the extractors moves only the
cues that it changes in or out of a draw.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.records import Deadline, NoticeRecord, Task
from extractors.text import squeeze
from pipeline.audit import Sighting, sightings
from pipeline.entries import QuarantineEntry
from pipeline.extraction import extract_files

SEED = "2026-11"
PORTION = 200
_CONTEXT = 60
_EDGE = 26  # characters shown at either end of a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One drawn cue: the file, the cue, the tasks that a fact in its slot belongs to (none of an uncovered one), its context."""

    notice: str
    sighting: Sighting
    tasks: tuple[Task, ...]
    before: str
    after: str
    edges: tuple[str, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        return self.notice, self.sighting.start, self.sighting.cue


def draw(records: Iterable[NoticeRecord], *, seed: str = SEED, portion: int = PORTION) -> tuple[list[Drawn], list[Drawn]]:
    """The covered cues of notes and the uncovered cues of every kind that the seed draws, ``portion`` of each at the most."""
    covered: list[Drawn] = []
    left: list[Drawn] = []
    for record in records:
        for sighting in sightings(record):
            if not sighting.covered or sighting.kind == "note":
                (covered if sighting.covered else left).append(look_at(record, sighting))
    order = _order(seed)
    return sorted(covered, key=order)[:portion], sorted(left, key=order)[:portion]


def _order(seed: str) -> Callable[[Drawn], str]:
    def place(one: Drawn) -> str:
        notice, start, cue = one.key
        return hashlib.sha256(f"{seed}|{notice}|{start}|{cue}".encode()).hexdigest()

    return place


def look_at(record: NoticeRecord, sighting: Sighting) -> Drawn:
    """A cue with what was made of it."""
    tasks = tuple(task for task in record.tasks if sighting.kind == "note" and any(_inside(sighting, place) for place in _own_places(task)))
    text = record.text
    edges = tuple(_edges(text, task) for task in tasks)
    before, after = text[max(0, sighting.start - _CONTEXT) : sighting.start], text[sighting.end : sighting.end + _CONTEXT]
    return Drawn(notice=record.source.name, sighting=sighting, tasks=tasks, before=before, after=after, edges=edges)


def _own_places(task: Task) -> Iterator[tuple[int, int]]:
    """Where the facts of a task's own note stand."""
    units = [unit.evidence for unit in task.assignments if not unit.inherited]
    officials = [official.evidence for official in task.officials if not official.inherited]
    limits = [limit.evidence for limit in task.deadlines if limit.evidence is not None]
    for found in (*units, *officials, *limits):
        yield found.start, found.end


def _inside(sighting: Sighting, place: tuple[int, int]) -> bool:
    return sighting.slot[0] <= place[0] and place[1] <= sighting.slot[1]


def _edges(text: str, task: Task) -> str:
    start, end = task.evidence.start, task.evidence.end
    return f"…{text[max(0, start - 12) : start]}⟦{text[start : start + _EDGE]} … {text[max(start, end - _EDGE) : end]}⟧{text[end : end + 12]}…"


def context_of(record: NoticeRecord, sighting: Sighting) -> str:
    """Eight characters on either side of a cue, without white space."""
    before, after = record.text[max(0, sighting.start - _CONTEXT) : sighting.start], record.text[sighting.end : sighting.end + _CONTEXT]
    return squeeze(before)[-8:] + squeeze(after)[:8]


def fingerprint(drawn: Drawn) -> str:
    """What was made of a cue, in twelve characters: passage, units with roles, officials, time limits."""
    parts = [part for task in drawn.tasks for part in (squeeze(task.text), *_facts(task))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12] if parts else ""


def _facts(task: Task) -> list[str]:
    units = [f"{a.role}:{squeeze(a.mention)}{'*' if a.inherited else ''}" for a in task.assignments]
    return units + [f"official:{o.name}" for o in task.officials] + [_limit(d) for d in task.deadlines]


def _limit(deadline: Deadline) -> str:
    return f"{deadline.kind}:{deadline.start}/{deadline.end}/{deadline.recurrence}/{deadline.ongoing}"


def shown(drawn: Drawn, number: int) -> str:
    """A drawn cue for a person to read."""
    one = drawn.sighting
    lines = [f"#{number} {one.kind} {drawn.notice[:14]} @{one.start} {_flat(drawn.before)}【{one.cue}】{_flat(drawn.after)}"]
    for task, edges in zip(drawn.tasks, drawn.edges, strict=True):
        lines.append(f"   {task.clause} «{_flat(task.title)[:30]}» {_flat(edges)}")
        lines.append(f"   {' '.join(_facts(task))}")
    return "\n".join(lines)


def _flat(text: str) -> str:
    return "⏎".join(text.split("\n"))


def records_in(paths: Iterable[Path]) -> Iterator[NoticeRecord]:
    """The records of files; a file that cannot be read has no cues to draw."""
    for found in extract_files(paths):
        if not isinstance(found, QuarantineEntry):
            yield found


if __name__ == "__main__":
    for name, portion in zip(("covered", "uncovered"), draw(records_in([Path(sys.argv[1])]), seed=sys.argv[2] if len(sys.argv) > 2 else SEED), strict=True):
        sys.stdout.write(f"== {name}\n")
        sys.stdout.writelines(f"{shown(one, number)}\n" for number, one in enumerate(portion, 1))
