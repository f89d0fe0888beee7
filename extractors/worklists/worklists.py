"""Worklists 工作清单: the rows of a table of tasks become tasks with units, officials, deadlines and milestones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.deadlines import TimeContext, read_slot, time_problem
from extractors.document import Cell, Document
from extractors.milestones.milestones import read_passage, read_timeline
from extractors.numerals import to_int
from extractors.parts.model import Part
from extractors.records import Assignment, Clause, Deadline, Evidence, Milestone, Official, Problem, Section, Support, TableRow, Task
from extractors.text import View, evidence
from extractors.units.lists import read_units
from extractors.worklists.columns import read_heading
from extractors.worklists.rows import Value, WorkRow, one_line, read_rows, strip_label

# A name in a cell of officials may be padded (杨　磊); a post may wrap (常务⏎副市长).
_POST = re.compile(r"(?:书记|主席|市长|省长|县长|区长|州长|盟长|旗长|主任|局长|厅长|部长|秘书长|副职|领导|委员|组长|院长|镇长|乡长|常委|巡视员|调研员|总工程师|负责人)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistReading:
    """What the tables of a part say: tasks in reading order, and what is in doubt."""

    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


def read_worklists(document: Document, part: Part, *, clauses: tuple[Clause, ...], context: TimeContext) -> WorklistReading:
    """The tasks of all worklists of a part.

    Args:
        document: the document that the part is of.
        part: where the tables stand.
        clauses: the clauses of the other parts; a section that repeats the heading of one carries it.
        context: the notice's dates, for limits without a year.
    """
    tasks: list[Task] = []
    problems: list[Problem] = []
    tables = list(document.tables())
    for table in part.tables():
        heading = read_heading(table)
        if heading is None:
            continue
        reader = _TaskReader(document, part, tables.index(table) + 1, clauses, context, problems)
        for row in read_rows(table, heading):
            tasks.append(reader.task(row))
    return WorklistReading(tasks=tuple(tasks), problems=tuple(problems))


class _TaskReader:
    """Turns the rows of one table into tasks."""

    def __init__(
        self, document: Document, part: Part, number: int, clauses: tuple[Clause, ...], context: TimeContext, problems: list[Problem]
    ) -> None:
        self.document, self.part, self.number = document, part, number
        self.context, self.problems = context, problems
        self.headings: dict[str, list[Clause]] = {}
        for clause in clauses:
            if clause.heading:
                self.headings.setdefault(_key(clause.heading), []).append(clause)
        self.ids: dict[str, int] = {}
        self.by_row: dict[int, str] = {}
        self.in_section: dict[str | None, int] = {}

    def task(self, row: WorkRow) -> Task:
        work = self._title(row)
        heading = one_line(strip_label(row.section.text)[1]) if row.section else None
        identity = self._identity(row)
        self.by_row[row.row] = identity
        details = [value for value in row.of("detail") or row.of("target") if value.cell is not row.work]
        timelines = [value for value in row.of("timeline") if not value.inherited]
        return Task(
            id=identity,
            origin="table",
            part=self.part.name,
            clause=self._clause(heading, work),
            table_row=TableRow(table=self.number, row=row.row),
            section=Section(label=row.section_label, heading=heading) if row.section else None,
            continues=self.by_row.get(row.continues.row) if row.continues else None,
            title=work,
            text="\n".join(value.cell.text.strip() for value in details),
            timeline="\n".join(value.cell.text.strip() for value in timelines) or None,
            supports=[self._support(cell) for cell in row.supports],
            assignments=self._assignments(row),
            officials=self._officials(row),
            deadlines=self._deadlines(row),
            milestones=self._milestones(timelines, details, row),
            evidence=self._evidence(row),
        )

    def _title(self, row: WorkRow) -> str:
        return one_line(strip_label(row.work.text)[1]) if row.work else ""

    def _evidence(self, row: WorkRow) -> Evidence:
        cell = row.work or row.values[0].cell
        return evidence(self.document, *self.document.span(cell.address), cue="worklist.row")

    def _identity(self, row: WorkRow) -> str:
        """Part, table and the row's printed label, so that the id survives rows that move."""
        if row.continues is not None:
            base = f"{self.by_row[row.continues.row]}+"
        else:
            section = to_int(re.sub(r"[（(）)、.．]", "", row.section_label or "")) if row.section_label else None
            self.in_section[row.section_label] = self.in_section.get(row.section_label, 0) + 1
            label = row.label or row.number or f"#{self.in_section[row.section_label]}"
            base = f"{self.part.name}/t{self.number}/" + ".".join(filter(None, (str(section) if section else row.section_label, label)))
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
        number = to_int(re.sub(r"[（(）)、.．]", "", label)) if label else None
        found = evidence(self.document, *self.document.span(cell.address), cue="worklist.support_item")
        return Support(no=number, text=one_line(rest), evidence=found)

    def _assignments(self, row: WorkRow) -> list[Assignment]:
        assignments: list[Assignment] = []
        for value in row.of("units"):
            start, end = self.document.span(value.cell.address)
            role = value.column.role or "responsible"
            for unit in read_units(View.of(self.document.text, start, end), role=role, first_leads=value.column.first_leads):
                assignments.append(
                    Assignment(
                        mention=unit.text,
                        role=unit.role,
                        column=value.column.heading,
                        inherited=value.inherited,
                        evidence=evidence(self.document, unit.start, unit.end, cue=unit.cue or value.column.heading),
                    )
                )
            self._doubt(value)
        return assignments

    def _officials(self, row: WorkRow) -> list[Official]:
        officials: list[Official] = []
        for value in row.of("officials"):
            for start, end, name in _names(self.document.text, *self.document.span(value.cell.address)):
                found = evidence(self.document, start, end, cue=value.column.heading)
                officials.append(Official(name=name, column=value.column.heading, inherited=value.inherited, evidence=found))
            self._doubt(value)
        return officials

    def _doubt(self, value: Value) -> None:
        if value.doubtful:
            found = evidence(self.document, *self.document.span(value.cell.address), cue="blank cell")
            message = f"“{value.column.heading}”在下面一行留空，按同上处理（第{value.cell.row}行的值）"
            self.problems.append(Problem(code="worklist.blank_inherited", message=message, evidence=found))

    def _deadlines(self, row: WorkRow) -> list[Deadline]:
        deadlines: list[Deadline] = []
        for value in row.of("deadline"):
            start, end = self.document.span(value.cell.address)
            view = View.of(self.document.text, start, end)
            reading = read_slot(view, self.context)
            for hit in reading.hits:
                found = evidence(self.document, *view.span(hit.start, hit.end), cue=hit.cue)
                deadlines.append(hit.deadline.model_copy(update={"evidence": found}))
                if hit.problem is not None and not value.inherited:
                    self.problems.append(time_problem(hit, found))
            if reading.problem and not value.inherited:
                found = evidence(self.document, start, end, cue=value.column.heading)
                self.problems.append(Problem(code=reading.problem, message=f"时限“{view.text}”没有读懂", evidence=found))
        return deadlines

    def _milestones(self, timelines: list[Value], details: list[Value], row: WorkRow) -> list[Milestone]:
        milestones: list[Milestone] = []
        for value in timelines:
            steps = read_timeline(self.document, *self.document.span(value.cell.address), self.context)
            milestones.extend(steps.milestones)
            self.problems.extend(steps.problems)
        if not timelines:
            cells = [value.cell for value in details if not value.inherited]
            if row.work is not None and row.continues is None:
                cells.insert(0, row.work)
            for cell in cells:
                steps = read_passage(self.document, *self.document.span(cell.address), self.context)
                milestones.extend(steps.milestones)
                self.problems.extend(steps.problems)
        issued = self.context.issued_on
        for step in milestones:
            start = step.deadline.start if step.deadline else None
            if step.status == "done" and issued is not None and start is not None and start > issued.isoformat():
                message = f"标为已完成，但时间在发文之后：{one_line(step.text)[:40]}"
                self.problems.append(Problem(code="milestone.done_in_future", message=message, evidence=step.evidence))
        return milestones


def _key(heading: str) -> str:
    return re.sub(r"[\s。，、；：“”\"'《》（）()]", "", heading)


def _names(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The names or posts in a cell of officials: one a line or parted by 、; padding inside a name and a wrapped post joined.

    A line of one character is the rest of a padded name; a line that is only the end of a post joins the line before it
    where that is no name of its own (常务⏎副市长).
    """
    names: list[tuple[int, int, str]] = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        for piece in re.finditer(r"[^、，,；;/]+", line[0]):
            name = re.sub(r"\s+", "", piece[0])
            if not name or re.fullmatch(r"[—\-－/]+", name):
                continue
            at, stop = start + line.start() + piece.start(), start + line.start() + piece.end()
            wrapped = names and piece.start() == 0 and _POST.search(name) and not _POST.search(names[-1][2]) and names[-1][2] in _POST_HEADS
            if names and piece.start() == 0 and (len(name) == 1 or wrapped):
                names[-1] = (names[-1][0], stop, names[-1][2] + name)
            else:
                names.append((at, stop, name))
    return names


_POST_HEADS = frozenset(("常务", "分管", "副", "党工委", "党组", "管委会", "市政府", "县政府", "区政府", "省政府", "市委", "县委", "区委", "省委", "党委"))
