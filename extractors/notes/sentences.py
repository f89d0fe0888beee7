"""Sentences that themselves name who must do the work, where neither a note nor a worklist allocates the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.deadlines import TimeContext
from extractors.document import Document
from extractors.milestones.milestones import read_passage, sentences_of
from extractors.notes.notes import NotesReading, Stretch, first_sentence
from extractors.notes.subjects import Subject, subjects
from extractors.records import Assignment, Problem, Task
from extractors.text import View, evidence

_SHORTEST = 10  # characters that a sentence with a subject and a work has at least
# Who a text is addressed to, what it is called and how to reach whom is no work.
_NO_WORK = re.compile(r"[：:]$|^附件|^联系人|特此(?:通知|公告|函复)")


# A sentence that charges persons of the units just named (由分管领导亲自挂帅, 主要负责同志要亲自抓) goes on with their task.
_PERSON = r"(?:领导|负责人|负责同志|“?一把手”?)"
_CHARGES_PERSONS = re.compile(rf"(?:由|要|应)?[^，。；]{{0,16}}{_PERSON}[^，。；]{{0,8}}(?:挂帅|牵头|负责|靠前|上阵|亲自|带头|抓)")


@dataclass(frozen=True, slots=True)
class _Sentence:
    stretch: Stretch
    start: int
    end: int
    subjects: tuple[Subject, ...]


def read_sentences(
    document: Document, part: str, stretches: tuple[Stretch, ...], context: TimeContext, *, allocated: tuple[tuple[int, int], ...] = ()
) -> NotesReading:
    """The tasks of the sentences of a part that allocate themselves.

    Args:
        document: the document.
        part: the name of the part.
        stretches: its running text in reading order.
        context: the notice's dates.
        allocated: ranges of the canonical text that notes have allocated.
    """
    found = [sentence for stretch in stretches for sentence in _sentences(document, stretch, allocated)]
    problems: list[Problem] = []
    tasks: list[Task] = []
    ids: dict[str, int] = {}
    for sentence in found:
        clause = sentence.stretch.clause
        steps = read_passage(document, sentence.start, sentence.end, context)
        problems.extend(steps.problems)
        text = document.text[sentence.start : sentence.end].strip()
        alone = sum(other.stretch.clause is clause for other in found) == 1
        base = f"{part}/sentence/{clause.path if clause else '-'}"
        ids[base] = ids.get(base, 0) + 1
        tasks.append(
            Task(
                id=base if ids[base] == 1 else f"{base}~{ids[base]}",
                origin="sentence",
                part=part,
                clause=clause.path if clause else None,
                title=(clause.heading if clause is not None and alone else None) or first_sentence(text),
                text=text,
                assignments=[_assignment for subject in sentence.subjects for _assignment in _assignments(document, subject)],
                milestones=list(steps.milestones),
                evidence=evidence(document, sentence.start, sentence.end, cue="sentence"),
            )
        )
    return NotesReading(tasks=tuple(tasks), problems=tuple(problems), allocated=())


def _sentences(document: Document, stretch: Stretch, allocated: tuple[tuple[int, int], ...]) -> Iterator[_Sentence]:
    """The sentences of a stretch, outside what notes have allocated, that have subjects."""
    for start, end in _free(stretch, allocated):
        view = View.of(document.text, start, end)
        current: _Sentence | None = None
        for first, last in sentences_of(view):
            sentence = view.cut(first, last)
            if len(sentence) < _SHORTEST or _NO_WORK.search(sentence.text):
                continue
            found = subjects(sentence)
            begin, stop = sentence.span(0, len(sentence))
            if current is not None and not found and _CHARGES_PERSONS.search(sentence.text) and not document.text[current.end : begin].strip():
                current = replace(current, end=stop)
                continue
            if current is not None:
                yield current
            current = _Sentence(stretch, begin, stop, found) if found else None
        if current is not None:
            yield current


def _free(stretch: Stretch, allocated: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """What of a stretch is not allocated."""
    at = stretch.start
    for start, end in sorted(allocated):
        if end <= at or start >= stretch.end:
            continue
        if start > at:
            yield at, start
        at = max(at, end)
    if at < stretch.end:
        yield at, stretch.end


def _assignments(document: Document, subject: Subject) -> Iterator[Assignment]:
    for unit in subject.units:
        yield Assignment(mention=unit.text, role=unit.role, evidence=evidence(document, unit.start, unit.end, cue=unit.cue))
