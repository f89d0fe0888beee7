"""What holds for every worklist: no row and no unit is lost, inheritance is exact, ids are unique and stay, evidence says the fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import TimeContext
from extractors.document import Cell, Document, Table
from extractors.knowledge import Knowledge
from extractors.parts.model import Part
from extractors.records import Task
from extractors.worklists.worklists import read_worklists
from tests.tools.documents import document, table

KNOWLEDGE = Knowledge.load()
CONTEXT = TimeContext(issued_on=date(2024, 3, 5))
HEAD = ("任务", "具体措施", "牵头单位", "配合单位", "责任领导", "完成时限")
BODIES = ("水务", "林业", "财政", "审计", "统计", "司法", "教育", "民政", "交通", "气象", "住建", "文旅")
CHIEFS = ("孟子安", "沈砚", "罗庚", "白桦", "陆明远", "何苗")


def read(made: Document) -> list[Task]:
    part = Part(name="attachment:1", blocks=made.blocks, start=0, end=len(made.text))
    return list(read_worklists(made, part, clauses=(), context=CONTEXT, knowledge=KNOWLEDGE).tasks)


def content(column: int, row: int) -> str:
    """What a cell says, different in every row of a column."""
    if column in (2, 3):
        return f"县{BODIES[row % 12]}局、第{row}中学"
    if column == 4:
        return CHIEFS[row % 6]
    return f"2024年{row % 12 + 1}月" if column == 5 else f"{'任务' if column == 0 else '措施'}甲{row}"


@st.composite
def layouts(draw: st.DrawFn) -> list[list[int]]:
    """For each column the rows in which a cell begins; the others are covered from above."""
    rows = draw(st.integers(1, 9))
    return [[row for row in range(rows) if row == 0 or draw(st.booleans())] + [rows] for _ in HEAD]


def merged(layout: list[list[int]]) -> Table:
    cells = [Cell(address=f"t1/r1/c{c + 1}", text=text, row=1, column=c + 1) for c, text in enumerate(HEAD)]
    for c, begins in enumerate(layout):
        for start, end in pairwise(begins):
            address = f"t1/r{start + 2}/c{c + 1}"
            cells.append(Cell(address=address, text=content(c, start), row=start + 2, column=c + 1, row_span=end - start))
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Table(address="t1", row_count=layout[0][-1] + 1, column_count=len(HEAD), cells=ordered)


@given(layouts())
@settings(max_examples=60, deadline=None)
def test_no_row_and_no_unit_is_lost_in_merges(layout: list[list[int]]) -> None:
    found = {task.table_row.row - 2: task for task in read(document(merged(layout))) if task.table_row}
    rows = layout[0][-1]
    assert sorted(found) == [row for row in range(rows) if any(row in begins[:-1] for begins in layout)]
    for row, task in found.items():
        above = [max(start for start in begins[:-1] if start <= row) for begins in layout]
        assert task.title == content(0, above[0])
        assert (task.continues is None) == (above[0] == row)
        expected = [
            (mention, role, above[c] != row) for c, role in ((2, "lead"), (3, "support")) for mention in content(c, above[c]).split("、")
        ]
        assert [(a.mention, a.role, a.inherited) for a in task.assignments] == expected
        assert [(o.name, o.inherited) for o in task.officials] == [(content(4, above[4]), above[4] != row)]
        assert [limit.text for limit in task.deadlines] == [content(5, above[5])]


@given(layouts())
@settings(max_examples=60, deadline=None)
def test_ids_are_unique_and_evidence_says_the_fact(layout: list[list[int]]) -> None:
    made = document(merged(layout))
    found = read(made)
    assert len({task.id for task in found}) == len(found)
    for task in found:
        said = [(a.mention, a.evidence) for a in task.assignments] + [(o.name, o.evidence) for o in task.officials]
        said += [(limit.text, limit.evidence) for limit in task.deadlines if limit.evidence]
        assert len(said) == len(task.assignments) + len(task.officials) + len(task.deadlines)
        for mention, evidence in said:
            assert mention in evidence.quote
            assert made.text[evidence.start : evidence.end] == evidence.quote
            start, end = made.span(evidence.block)
            assert start <= evidence.start <= evidence.end <= end


@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=8, unique=True), st.data())
@settings(max_examples=40, deadline=None)
def test_a_row_inserted_anywhere_changes_no_other_id(names: list[str], data: st.DataObject) -> None:
    rows = [f"整治{name}|县{name}局|6月" for name in names]
    at = data.draw(st.integers(0, len(rows)))
    before = {task.title: task.id for task in read(document(table("任务|责任单位|时限", *rows)))}
    after = {task.title: task.id for task in read(document(table("任务|责任单位|时限", *rows[:at], "新增一项|县公安局|9月", *rows[at:])))}
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(rows) + 1


@given(st.integers(2, 8), st.data())
@settings(max_examples=40, deadline=None)
def test_a_table_cut_at_a_page_break_says_the_same(count: int, data: st.DataObject) -> None:
    rows = [f"{n}|整治{BODIES[n]}|县{BODIES[n]}局|{n}月" for n in range(1, count + 1)]
    cut = data.draw(st.integers(1, count - 1))
    whole = read(document(table("序号|任务|责任单位|时限", *rows)))
    parts = read(document(table("序号|任务|责任单位|时限", *rows[:cut]), table(*rows[cut:], number=2)))

    def facts(task: Task) -> object:
        return task.id, task.title, [a.mention for a in task.assignments], [limit.end for limit in task.deadlines]

    assert [facts(task) for task in parts] == [facts(task) for task in whole]


@given(st.permutations(range(5)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_columns_does_not_matter(order: list[int]) -> None:
    columns = [("序号", "1"), ("任务", "整治河道"), ("牵头单位", "县水务局"), ("配合单位", "县财政局"), ("完成时限", "6月")]
    found = table("|".join(columns[i][0] for i in order), "|".join(columns[i][1] for i in order))
    (task,) = read(document(found))
    assert task.title == "整治河道"
    assert sorted((a.mention, a.role) for a in task.assignments) == [("县水务局", "lead"), ("县财政局", "support")]
    assert [limit.end for limit in task.deadlines] == ["2024-06-30"]


@given(
    st.lists(st.lists(st.text(alphabet="任务单位时限牵头县局一1、（）\n 　|/", max_size=6), min_size=1, max_size=6), min_size=1, max_size=6)
)
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_without_a_crash(grid: list[list[str]]) -> None:
    cells = tuple(
        Cell(address=f"t1/r{r}/c{c}", text=text, row=r, column=c)
        for r, row in enumerate(grid, start=1)
        for c, text in enumerate(row, start=1)
    )
    ragged = Table(address="t1", row_count=len(grid), column_count=max(map(len, grid)), cells=cells)
    heading = table("序号|任务|责任单位|时限")
    below = replace(
        ragged,
        row_count=ragged.row_count + 1,
        column_count=max(4, ragged.column_count),
        cells=heading.cells + tuple(replace(cell, row=cell.row + 1, address=f"t1/r{cell.row + 1}/c{cell.column}") for cell in cells),
    )
    for found in (ragged, below):
        assert all(task.evidence.quote for task in read(document(found)))
