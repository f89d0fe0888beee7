"""Worklists 工作清单: the rows of a table of tasks become tasks with units, officials, deadlines and milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.deadlines import TimeContext
from extractors.document import Cell, Document, Paragraph, Table
from extractors.knowledge import Knowledge
from extractors.numerals import to_int
from extractors.parts.model import Part
from extractors.records import Assignment, Clause, Evidence, Official, Problem, Section, Support, TableRow, Task
from extractors.text import evidence, squeeze
from extractors.units.lists import UnitMention
from extractors.worklists.headings import Heading, continues_table, read_card, read_headings
from extractors.worklists.persons import NameMention, read_names
from extractors.worklists.rows import Value, WorkRow, one_line, read_rows, strip_label
from extractors.worklists.steps import StepReader
from extractors.worklists.unit_cells import Legend, read_legend, read_unit_cell

_LABEL_MARKS = re.compile(r"[（(）)、.．]")
_KEY_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistReading:
    """What the tables of a part say: tasks in reading order, and what is in doubt."""

    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class _Worklist:
    """One worklist: its headings from left to right, the tables that it runs over, the number of the first."""

    headings: tuple[Heading, ...]
    tables: list[Table]
    number: int


def read_worklists(
    document: Document, part: Part, *, clauses: tuple[Clause, ...], context: TimeContext, knowledge: Knowledge
) -> WorklistReading:
    """The tasks of all worklists of a part.

    A table without a heading that follows a worklist goes on with it; a card 任务卡 whose first column names the fields
    of a task is a worklist too.

    Args:
        document: the document that the part is of.
        part: where the tables stand.
        clauses: the clauses of the other parts; a section that repeats the heading of one carries it.
        context: the notice's dates, for limits without a year.
        knowledge: what the headings of columns say.
    """
    tasks: list[Task] = []
    problems: list[Problem] = []
    remarks = [block.text for block in part.blocks if isinstance(block, Paragraph)]
    for worklist in _worklists(document, part, knowledge):
        legend = read_legend(*remarks, *_table_remarks(worklist))
        if legend.in_type:
            problems.append(_lead_in_type(document, worklist))
        reader = _TaskReader(document, part, worklist, clauses, legend, StepReader(document, context, problems))
        for heading in worklist.headings:
            tasks.extend(reader.task(row) for row in read_rows(worklist.tables, heading))
    return WorklistReading(tasks=tuple(tasks), problems=tuple(problems))


def _worklists(document: Document, part: Part, knowledge: Knowledge) -> Iterator[_Worklist]:
    numbers = {table.address: number for number, table in enumerate(document.tables(), start=1)}
    current: _Worklist | None = None
    for block in part.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip() and current is not None:
                yield current
                current = None
            continue
        headings = read_headings(block, knowledge=knowledge)
        if current is not None and _goes_on(current, block, headings):
            current.tables.append(block)
            continue
        if current is not None:
            yield current
        card = None if headings else read_card(block, knowledge=knowledge)
        if headings:
            current = _Worklist(headings=headings, tables=[block], number=numbers[block.address])
        elif card is not None:
            yield _Worklist(headings=(card[0],), tables=[card[1]], number=numbers[block.address])
            current = None
        else:
            current = None
    if current is not None:
        yield current


def _goes_on(current: _Worklist, table: Table, headings: tuple[Heading, ...]) -> bool:
    """Whether a table goes on with a worklist: it prints the same heading again, or none."""
    if headings:
        return [_printed(h) for h in headings] == [_printed(h) for h in current.headings]
    return continues_table(table, current.headings[0], columns=current.tables[0].column_count)


def _lead_in_type(document: Document, worklist: _Worklist) -> Problem:
    found = evidence(document, *document.span(worklist.tables[0].address))
    return Problem(code="worklist.lead_in_type", message="牵头单位以字体（加粗、下划线）标出，未能读取，各单位均按责任单位处理", evidence=found)


def _printed(heading: Heading) -> list[tuple[str, ...]]:
    return [tuple(squeeze(cell.text) for cell in column.printed) for column in heading.columns]


def _table_remarks(worklist: _Worklist) -> list[str]:
    """Captions, headings and remarks of a table: wide cells anywhere, and the heading's own."""
    headings = [cell.text for heading in worklist.headings for column in heading.columns for cell in column.printed if not column.first_leads]
    return headings + [cell.text for table in worklist.tables for cell in table.cells if cell.column_span >= max(2, table.column_count - 1)]


class _TaskReader:
    """Turns the rows of one worklist into tasks."""

    def __init__(
        self, document: Document, part: Part, worklist: _Worklist, clauses: tuple[Clause, ...], legend: Legend, steps: StepReader
    ) -> None:
        self.document, self.part, self.worklist, self.legend, self.steps = document, part, worklist, legend, steps
        self.tables = {table.address: (number, table) for number, table in enumerate(document.tables(), start=1)}
        self.headings: dict[str, list[Clause]] = {}
        for clause in clauses:
            if clause.heading:
                self.headings.setdefault(_key(clause.heading), []).append(clause)
        self.ids: dict[str, int] = {}
        self.by_row: dict[tuple[str, int], str] = {}

    def task(self, row: WorkRow) -> Task:
        """The task of one row."""
        title = one_line(strip_label(row.work.text)[1]) if row.work else ""
        heading = one_line(strip_label(row.section.text)[1]) if row.section else None
        identity = self._identity(row, heading, title)
        self.by_row[row.table.address, row.row] = identity
        details = [value for value in row.of("detail") or row.of("target") if value.cell is not row.work]
        timelines = self._timelines(row)
        assignments, officials = self._people(row)
        return Task(
            id=identity,
            origin="table",
            part=self.part.name,
            clause=self._clause(heading, title),
            table_row=self._place(row),
            section=Section(label=row.section_label, heading=heading) if row.section else None,
            continues=self.by_row.get((row.continues.table.address, row.continues.row)) if row.continues else None,
            title=title,
            text="\n".join(value.cell.text.strip() for value in details),
            timeline="\n".join(value.cell.text.strip() for value in timelines) or None,
            supports=[self._support(cell) for cell in row.supports],
            assignments=assignments,
            officials=officials,
            deadlines=self.steps.deadlines(row),
            milestones=self.steps.milestones(row, timelines, details),
            evidence=self._evidence(row),
        )

    def _timelines(self, row: WorkRow) -> list[Value]:
        """The row's own timeline cells; one that is no more than a time is the deadline, where no column is."""
        timelines = [value for value in row.of("timeline", "period") if not value.inherited]
        if row.of("deadline"):
            return timelines
        return [value for value in timelines if value.column.kind == "period" or not self.steps.is_mere_time(value.cell)]

    def _place(self, row: WorkRow) -> TableRow:
        """Where the row is printed: for a card, which was turned, the row of its work."""
        number, table = self.tables[row.table.address]
        if table is row.table or row.work is None:
            return TableRow(table=number, row=row.row)
        return TableRow(table=number, row=next(cell.row for cell in table.cells if cell.address == row.work.address))

    def _evidence(self, row: WorkRow) -> Evidence:
        cell = row.work or row.values[0].cell
        return evidence(self.document, *self.document.span(cell.address), cue="worklist.row")

    def _identity(self, row: WorkRow, heading: str | None, title: str) -> str:
        """Part, table, section and the row's printed label, or its first words: so the id survives rows that move."""
        if row.continues is not None:
            base = f"{self.by_row[row.continues.table.address, row.continues.row]}+"
        else:
            number = to_int(_LABEL_MARKS.sub("", row.section_label)) if row.section_label else None
            section = str(number) if number else row.section_label or _key(heading or "")[:_KEY_LENGTH]
            label = row.label or row.number or f"#{_key(title)[:_KEY_LENGTH]}"
            base = f"{self.part.name}/t{self.worklist.number}/" + ".".join(filter(None, (section, label)))
        self.ids[base] = self.ids.get(base, 0) + 1
        return base if self.ids[base] == 1 else f"{base}~{self.ids[base]}"

    def _clause(self, heading: str | None, title: str) -> str | None:
        """The path of the clause whose heading the section (or the row's own title) repeats, where exactly one does."""
        for text in filter(None, (heading, title)):
            found = self.headings.get(_key(text), [])
            if len(found) == 1:
                return found[0].path
        return None

    def _support(self, cell: Cell) -> Support:
        label, rest = strip_label(cell.text)
        number = to_int(_LABEL_MARKS.sub("", label)) if label else None
        found = evidence(self.document, *self.document.span(cell.address), cue="worklist.support_item")
        return Support(no=number, text=one_line(rest), evidence=found)

    def _people(self, row: WorkRow) -> tuple[list[Assignment], list[Official]]:
        """The units and officials of the row, in the order of its columns; persons stand in cells of units too."""
        assignments: list[Assignment] = []
        officials: list[Official] = []
        text = self.document.text
        for value in row.of("units", "officials"):
            start, end = self.document.span(value.cell.address)
            if value.column.kind == "officials":
                officials.extend(self._official(name, value) for name in read_names(text, start, end))
            else:
                cell = read_unit_cell(text, start, end, column=value.column, legend=self.legend)
                assignments.extend(self._assignment(unit, value) for unit in cell.units)
                officials.extend(self._official(name, value) for name in cell.persons)
            self._doubt(value)
        return assignments, officials

    def _assignment(self, unit: UnitMention, value: Value) -> Assignment:
        found = evidence(self.document, unit.start, unit.end, cue=unit.cue or value.column.heading)
        return Assignment(mention=unit.text, role=unit.role, column=value.column.heading, inherited=value.inherited, evidence=found)

    def _official(self, name: NameMention, value: Value) -> Official:
        found = evidence(self.document, name.start, name.end, cue=value.column.heading)
        return Official(name=name.text, column=value.column.heading, inherited=value.inherited, evidence=found)

    def _doubt(self, value: Value) -> None:
        if value.doubtful:
            found = evidence(self.document, *self.document.span(value.cell.address), cue="blank cell")
            message = f"“{value.column.heading}”在下面一行留空，按同上处理（第{value.cell.row}行的值）"
            self.steps.problems.append(Problem(code="worklist.blank_inherited", message=message, evidence=found))


def _key(heading: str) -> str:
    """A heading without marks and the count of its items, for comparing."""
    return re.sub(r"[（(]共?\d+[项个条件][）)]|[\s。，、；：“”\"'《》（）()]", "", heading)
