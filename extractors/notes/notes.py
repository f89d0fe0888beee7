"""Responsibility notes become tasks: which passage a note closes or governs, and what it says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.clauses.clauses import ClauseReading
from extractors.deadlines import TimeContext, time_problem
from extractors.document import Document
from extractors.milestones.milestones import read_passage
from extractors.notes import patterns
from extractors.notes.content import Rule, TimedSlot, standing_sentences
from extractors.notes.find import Note, find_notes
from extractors.records import Assignment, Clause, Deadline, Evidence, Milestone, Official, Problem, Section, Task
from extractors.text import View, evidence
from extractors.units.lists import UnitMention

_NO_MORE = re.compile(r"不\s*再")  # every standing sentence says so
_BLANK = re.compile(r"[\s。；;，,、：:]*")
_SENTENCE_STOPS = "。！？!?；;"
_OPEN, _CLOSE = "（(《“‘〔【", "）)》”’〕】"
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_SENTENCE_STOPS}\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The own text of a clause, or a run of paragraphs that belongs to none.

    ``start`` and ``end`` are its range behind label and heading, without the items under it; ``depth`` is the clause's level, 0 for none.
    """

    clause: Clause | None
    start: int
    end: int
    depth: int


def stretches_of(text: str, clauses: ClauseReading) -> tuple[Stretch, ...]:
    """The running text of a part as stretches in reading order: a clause's own text, and what belongs to no clause."""
    by_id = {clause.id: clause for clause in clauses.clauses}
    found: list[Stretch] = []
    for span in clauses.spans:
        clause = by_id[span.id]
        runs = list(_runs(text, span.text))
        head = (span.heading or span.label)[1]
        note = _note_in_heading(text, span.heading, alone=not runs) if span.heading else None
        if note is not None:
            runs[:1] = [(note, runs[0][1] if runs else head)]
        runs = runs or [(head, head)]
        found.extend(Stretch(clause=clause, start=start, end=end, depth=clause.level) for start, end in runs)
    found.extend(Stretch(clause=None, start=start, end=end, depth=0) for start, end in _runs(text, clauses.rest))
    return tuple(sorted(found, key=lambda stretch: (stretch.start, stretch.end)))


def _note_in_heading(text: str, heading: tuple[int, int], *, alone: bool) -> int | None:
    """Where in a heading a note begins; ``alone``: no text follows the heading."""
    start, end = heading
    note = patterns.HEADING_NOTE.search(text, start, end) or (patterns.HEADING_UNITS.search(text[:end], start) if alone else None)
    return note.start() if note is not None and note.start() > start else None


def _runs(text: str, ranges: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Ranges with nothing but white space between them are one run."""
    current: tuple[int, int] | None = None
    for start, end in ranges:
        if current is not None and not text[current[1] : start].strip():
            current = current[0], end
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesReading:
    """The tasks that the notes of a part make, in reading order, what is in doubt, and the ranges of the text that they allocate."""

    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    allocated: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Node:
    """A stretch with its notes and the stretches of the items under it."""

    stretch: Stretch
    notes: tuple[Note, ...]
    parent: _Node | None
    items: list[_Node] = field(default_factory=list)
    governing: Note | None = None

    def noted(self) -> bool:
        """Whether an item under it has a note."""
        return any(item.notes or item.noted() for item in self.items)

    def span(self) -> tuple[int, int]:
        """The range of the items under it, headings included."""
        first, last = self.items[0], self.items[-1]
        while last.items:
            last = last.items[-1]
        start = first.stretch.clause.evidence.start if first.stretch.clause else first.stretch.start
        return start, last.stretch.end


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage with the note that allocates it."""

    node: _Node
    note: Note
    start: int
    end: int
    covers_items: bool = False


def read_notes(document: Document, part: str, stretches: tuple[Stretch, ...], context: TimeContext) -> NotesReading:
    """The tasks of all responsibility notes of a part.

    Args:
        document: the document.
        part: the name of the part.
        stretches: its running text in reading order.
        context: the notice's dates.
    """
    roots, standing = _tree(document.text, stretches, context)
    nodes = list(_walk(roots))
    passages = [passage for node in nodes for passage in _passages(document.text, node)]
    per_clause: dict[int, int] = {}
    for passage in passages:
        per_clause[id(passage.node)] = per_clause.get(id(passage.node), 0) + 1
    builder = _Builder(document, part, context, standing)
    tasks = [builder.task(passage, alone=per_clause[id(passage.node)] == 1) for passage in passages]
    return NotesReading(tasks=tuple(tasks), problems=tuple(builder.problems), allocated=tuple(_allocated(nodes, passages)))


def _allocated(nodes: list[_Node], passages: list[_Passage]) -> Iterator[tuple[int, int]]:
    """The passages with their notes, and what a note on a heading governs."""
    for passage in passages:
        yield min(passage.start, passage.note.start), max(passage.end, passage.note.end)
        if passage.covers_items:
            yield passage.node.span()
    for node in nodes:
        if node.governing is not None:
            yield node.stretch.start, node.span()[1] if node.items else node.stretch.end


def _tree(text: str, stretches: tuple[Stretch, ...], context: TimeContext) -> tuple[list[_Node], list[tuple[int, tuple[UnitMention, ...]]]]:
    """The stretches as a tree by depth, each with its notes; and the standing sentences with their place."""
    roots: list[_Node] = []
    trail: list[_Node] = []
    rule: Rule | None = None
    standing: list[tuple[int, tuple[UnitMention, ...]]] = []
    for stretch in stretches:
        notes, rule = find_notes(text, stretch.start, stretch.end, context, rule=rule)
        if _NO_MORE.search(text, stretch.start, stretch.end):
            view = View.of(text, stretch.start, stretch.end)
            standing.extend((sentence.end, sentence.units) for sentence in standing_sentences(view))
        while trail and (stretch.depth == 0 or trail[-1].stretch.depth >= stretch.depth):
            trail.pop()
        node = _Node(stretch, notes, trail[-1] if trail else None)
        (trail[-1].items if trail else roots).append(node)
        if stretch.depth:
            trail.append(node)
    return roots, standing


def _walk(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.items)


def _passages(text: str, node: _Node) -> Iterator[_Passage]:
    """The passages that the notes of a stretch close; a note with no text before it governs what follows."""
    start = node.stretch.start
    for i, note in enumerate(node.notes):
        before = not _BLANK.fullmatch(text, start, note.start)
        if before:
            yield _Passage(node, note, start, note.start)
        else:
            until = node.notes[i + 1].start if i + 1 < len(node.notes) else node.stretch.end
            follows = not _BLANK.fullmatch(text, note.end, until)
            last = i + 1 == len(node.notes)
            if node.items and follows and last and patterns.LEADS_OVER.fullmatch(text, note.end, until):
                yield _Passage(node, note, note.start, note.start, covers_items=not node.noted())
                break
            if i == 0 and (node.noted() or (follows and not last)):
                node.governing = note
            if follows and last:
                yield _Passage(node, note, note.end, until, covers_items=bool(node.items) and not node.noted())
            elif node.items and not node.noted() and last:
                yield _Passage(node, note, note.end, note.end, covers_items=True)
            elif not node.items and i == 0 and node.stretch.clause is not None and last:
                yield _Passage(node, note, note.start, note.start)
        start = note.end


class _Builder:
    """Turns passages into tasks."""

    def __init__(self, document: Document, part: str, context: TimeContext, standing: list[tuple[int, tuple[UnitMention, ...]]]) -> None:
        self.document, self.part, self.context, self.standing = document, part, context, standing
        self.problems: list[Problem] = []
        self.ids: dict[str, int] = {}

    def task(self, passage: _Passage, *, alone: bool) -> Task:
        clause = passage.node.stretch.clause
        text = self._text(passage)
        heading = clause.heading if clause is not None else None
        if heading and (note_at := _note_in_heading(heading, (0, len(heading)), alone=passage.note.start >= passage.end)) is not None:
            heading = heading[:note_at].strip()
        title = heading if heading and alone else first_sentence(text)
        return Task(
            id=self._identity(clause),
            origin="note",
            part=self.part,
            clause=clause.path if clause else None,
            section=self._section(passage.node),
            title=title or heading or "",
            text=text,
            assignments=self._assignments(passage),
            officials=self._officials(passage),
            deadlines=[self._deadline(slot) for slot in passage.note.content.times],
            milestones=list(self._milestones(passage)),
            evidence=self._evidence(passage),
        )

    def _identity(self, clause: Clause | None) -> str:
        base = f"{self.part}/note/{clause.path if clause else '-'}"
        self.ids[base] = self.ids.get(base, 0) + 1
        return base if self.ids[base] == 1 else f"{base}~{self.ids[base]}"

    def _ranges(self, passage: _Passage) -> list[tuple[int, int]]:
        ranges = [(passage.start, passage.end)]
        if passage.covers_items:
            ranges.append(passage.node.span())
        return [(start, end) for start, end in ranges if self.document.text[start:end].strip()]

    def _text(self, passage: _Passage) -> str:
        pieces = [self.document.text[start:end].strip() for start, end in self._ranges(passage)]
        return "\n".join(piece.lstrip("。；;，,、") for piece in pieces if piece)

    def _evidence(self, passage: _Passage) -> Evidence:
        ranges = self._ranges(passage)
        if not ranges:
            clause = passage.node.stretch.clause
            start, end = (clause.evidence.start, passage.note.start) if clause else (passage.note.start, passage.note.end)
        else:
            start, end = ranges[0][0], ranges[-1][1]
        return evidence(self.document, start, end, cue="note.lines" if passage.note.lines else "note.bracket")

    def _section(self, node: _Node) -> Section | None:
        parent = node.parent.stretch.clause if node.parent else None
        return Section(label=parent.label, heading=parent.heading) if parent else None

    def _assignments(self, passage: _Passage) -> list[Assignment]:
        found = [self._assignment(unit, inherited=False) for unit in passage.note.content.units]
        named = {assignment.mention for assignment in found}
        for note in self._governing(passage):
            extra = [unit for unit in note.content.units if unit.text not in named]
            found.extend(self._assignment(unit, inherited=True) for unit in extra)
            named.update(unit.text for unit in extra)
        for place, units in self.standing:
            if place <= passage.note.start:
                extra = [unit for unit in units if unit.text not in named]
                found.extend(self._assignment(unit, inherited=True) for unit in extra)
                named.update(unit.text for unit in extra)
        return found

    def _governing(self, passage: _Passage) -> Iterator[Note]:
        node: _Node | None = passage.node
        while node is not None:
            if node.governing is not None and node.governing is not passage.note:
                yield node.governing
            node = node.parent

    def _assignment(self, unit: UnitMention, *, inherited: bool) -> Assignment:
        found = evidence(self.document, unit.start, unit.end, cue=unit.cue or "责任单位")
        return Assignment(mention=unit.text, role=unit.role, inherited=inherited, evidence=found)

    def _officials(self, passage: _Passage) -> list[Official]:
        officials: list[Official] = []
        for inherited, note in [(False, passage.note), *((True, n) for n in self._governing(passage))]:
            for view in note.content.officials:
                for match in re.finditer(r"[^、，,；;。]+", view.text):
                    start, end = view.span(*match.span())
                    officials.append(Official(name=match[0], inherited=inherited, evidence=evidence(self.document, start, end, cue="领导")))
        return officials

    def _milestones(self, passage: _Passage) -> Iterator[Milestone]:
        for start, end in self._ranges(passage):
            steps = read_passage(self.document, start, end, self.context)
            self.problems.extend(steps.problems)
            yield from steps.milestones

    def _deadline(self, slot: TimedSlot) -> Deadline:
        start, end = slot.view.span(slot.hit.start, slot.hit.end)
        found = evidence(self.document, start, end, cue=slot.hit.cue)
        if slot.hit.problem is not None:
            self.problems.append(time_problem(slot.hit, found))
        return slot.hit.deadline.model_copy(update={"evidence": found})


def first_sentence(text: str) -> str:
    """The first sentence of a passage, without its stop; stops inside brackets and quotes do not end it.

    A line that only leads over to the next ones (具体举措：) is none.
    """
    lead = patterns.LEADING_LINE.match(text)
    text = text[lead.end() :] if lead else text
    depth = 0
    for mark in _MARK.finditer(text):
        c = mark[0]
        depth += c in _OPEN
        depth -= c in _CLOSE and depth > 0
        if ((depth == 0 and c in _SENTENCE_STOPS) or c == "\n") and (before := text[: mark.start()].strip()):
            return before
    return text.strip()
