"""From a Document to a NoticeRecord: the order in which the extractors run. Pure: no files, no clock, nothing kept."""

from __future__ import annotations

import re
from datetime import date

from extractors.citations.citations import read_citations
from extractors.clauses.clauses import ClauseReading, read_clauses
from extractors.deadlines.model import TimeContext
from extractors.document import Document
from extractors.header.header import read_header
from extractors.knowledge import Knowledge
from extractors.notes.notes import read_notes, stretches_of
from extractors.notes.sentences import read_sentences
from extractors.parts.parts import split
from extractors.records import Assignment, Clause, Notice, NoticeRecord, Problem, SourceFile, Target, Task
from extractors.targets.targets import targets_of
from extractors.text import evidence, squeeze
from extractors.units.units import UnitReading, jurisdiction_of, units_of
from extractors.worklists.worklists import read_worklists

RULES_VERSION = "1"
"""Raised when a rule changes what a record says: everything stored under another version is read again."""

_TITLE_YEAR = re.compile(r"(?<![\d—\-－–至到])((?:19|20)\d{2})年(?!\s*[—\-－–至到])")


class Extractor:
    """Reads documents with one set of knowledge, loaded when it is made.

    >>> record = Extractor()(document)          # doctest: +SKIP
    """

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = Knowledge.load() if knowledge is None else knowledge

    def __call__(self, document: Document) -> NoticeRecord:
        """The record of the one notice that a document holds."""
        parts = split(document)
        header = read_header(document, parts, knowledge=self.knowledge)
        problems = [*_remarks(document), *header.problems]
        context = _time_context(header.notice)
        clauses: list[Clause] = []
        readings: dict[str, ClauseReading] = {}
        for part in parts:
            reading = read_clauses(document, part)
            clauses.extend(reading.clauses)
            problems.extend(reading.problems)
            readings[part.name] = reading
        tasks: list[Task] = []
        for part in parts:
            worklists = read_worklists(document, part, clauses=tuple(clauses), context=context, knowledge=self.knowledge)
            tasks.extend(worklists.tasks)
            problems.extend(worklists.problems)
            stretches = stretches_of(document.text, readings[part.name])
            notes = read_notes(document, part.name, stretches, context)
            sentences = read_sentences(document, part.name, stretches, context, allocated=notes.allocated)
            tasks.extend(sorted((*notes.tasks, *sentences.tasks), key=lambda task: task.evidence.start))
            problems.extend((*notes.problems, *sentences.problems))
        tasks = [_with_targets(task, targets_of(document, task, context)) for task in tasks]
        notice, named = self._units(document, header.notice, tasks, context.issued_on)
        problems.extend(named.problems)
        by_mention = {mention: unit.id for unit in named.units for mention in unit.mentions}
        return NoticeRecord(
            source=SourceFile(**{name: getattr(document.source, name) for name in SourceFile.model_fields}),
            text=document.text,
            notice=notice,
            clauses=clauses,
            tasks=[_with_units(task, by_mention) for task in tasks],
            citations=list(read_citations(document, parts, notice)),
            units=list(named.units),
            problems=problems,
        )


    def _units(self, document: Document, notice: Notice, tasks: list[Task], issued_on: date | None) -> tuple[Notice, UnitReading]:
        """The notice with its area, and the units that it names."""
        area = jurisdiction_of(notice.issuers, title=notice.title, document_text=document.text, at=issued_on, knowledge=self.knowledge)
        units = units_of(
            document,
            lists=[[assignment.mention for assignment in task.assignments] for task in tasks],
            issuers=notice.issuers,
            addressees=notice.addressees,
            jurisdiction=area,
            issued_on=issued_on,
            knowledge=self.knowledge,
        )
        return notice.model_copy(update={"jurisdiction": area}), units


def extract(document: Document, *, knowledge: Knowledge | None = None) -> NoticeRecord:
    """The record of one document; for many, make one :class:`Extractor` and call it."""
    return Extractor(knowledge)(document)


def _remarks(document: Document) -> list[Problem]:
    """What the reader could not settle, as problems of the record."""
    problems = []
    for remark in document.remarks:
        found = evidence(document, *document.span(remark.address)) if remark.address else None
        problems.append(Problem(code=remark.code, message=remark.message, evidence=found))
    return problems


def _time_context(notice: Notice) -> TimeContext:
    """The dates that a limit without a year counts from: a single year in the title, else the year of issue."""
    years = set(_TITLE_YEAR.findall(notice.title or "")) | set(_TITLE_YEAR.findall(notice.issued_text or ""))
    return TimeContext(
        issued_on=date.fromisoformat(notice.issued_on) if notice.issued_on else None,
        printed_on=date.fromisoformat(notice.printed_on) if notice.printed_on else None,
        title_year=int(years.pop()) if len(years) == 1 else None,
    )


def _with_targets(task: Task, targets: tuple[Target, ...]) -> Task:
    return task.model_copy(update={"targets": list(targets)}) if targets else task


def _with_units(task: Task, by_mention: dict[str, str]) -> Task:
    def settled(assignment: Assignment) -> Assignment:
        unit_id = by_mention.get(squeeze(assignment.mention))
        return assignment if unit_id is None else assignment.model_copy(update={"unit_id": unit_id})

    return task.model_copy(update={"assignments": [settled(a) for a in task.assignments]})
