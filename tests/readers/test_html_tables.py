"""Tables of web pages: the grid, layout tables, nesting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Table
from pipeline.readers.html import read_html
from tests.readers.test_docx_tables import picture


def document(content: str) -> Document:
    return read_html(f"<html><body><div><p>附表。</p>{content}</div></body></html>".encode(), name="页.html")


def drawn(content: str) -> list[str]:
    return picture(document(content))[1:]


TABLES: list[tuple[str, str, list[str], str]] = [
    ("plain", "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", ["t1: 甲|乙", "t1: 丙|丁"], "ends of cells and rows may be left out"),
    (
        "spans",
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>",
        ["t1: 甲|乙|<", "t1: ^|丙|丁"],
        "rowspan and colspan",
    ),
    (
        "to the end",
        "<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁</table>",
        ["t1: 甲|乙", "t1: ^|丙", "t1: ^|丁"],
        "rowspan 0 is the rest of the rows",
    ),
    (
        "rest of the group",
        "<table><tbody><tr><td rowspan=0>甲<td>乙<tr><td>丙</tbody><tbody><tr><td>丁<td>戊</tbody></table>",
        ["t1: 甲|乙", "t1: ^|丙", "t1: 丁|戊"],
        "a span ends with its group of rows",
    ),
    (
        "absurd spans",
        "<table><tr><td rowspan=99999 colspan=900000>甲<tr><td>乙<td>丙<tr><td>丁<td>戊</table>",
        ["t1: 甲|~|~", "t1: ^|乙|丙", "t1: ^|丁|戊"],
        "it covers the rows that there are, and one column of its own",
    ),
    (
        "nonsense",
        "<table><tr><td rowspan=x colspan=-2>甲<td>乙<tr><td>丙<td>丁</table>",
        ["t1: 甲|乙", "t1: 丙|丁"],
        "a span that is no number is one",
    ),
    (
        "columns that are not seen",
        "<table><tr><td colspan=3>甲<td colspan=2>乙<tr><td colspan=3>丙<td colspan=2>丁</table>",
        ["t1: 甲|乙", "t1: 丙|丁"],
        "columns in which no cell begins",
    ),
    (
        "missing cells",
        "<table><tr><td>甲<td>乙<td>丙<tr><td>丁<tr><td>戊<td>己</table>",
        ["t1: 甲|乙|丙", "t1: 丁|~|~", "t1: 戊|己|~"],
        "a short row is short",
    ),
    (
        "empty rows",
        "<table><tr><td>甲<td>乙<tr></tr><tr><td>丙<td>丁</table>",
        ["t1: 甲|乙", "t1: 丙|丁"],
        "a row without cells is not seen",
    ),
    (
        "Word's last row",
        "<table><tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊<tr height=0><td><td><td></table>",
        ["t1: 甲|<|乙", "t1: 丙|丁|戊"],
        "a row without height says how wide the columns are",
    ),
    (
        "blank cells",
        "<table><tr><td>甲<td>&nbsp;<td>乙<tr><td><p></p><td>丙<td>丁</table>",
        ["t1: 甲||乙", "t1: |丙|丁"],
        "printed, and blank",
    ),
    (
        "order of parts",
        "<table><tfoot><tr><td>计<td>3</tfoot><tbody><tr><td>甲<td>1<tr><td>乙<td>2</tbody><thead><tr><th>项<th>数</thead></table>",
        ["t1: 项|数", "t1: 甲|1", "t1: 乙|2", "t1: 计|3"],
        "head above, foot below, wherever they are written",
    ),
    (
        "lines of a cell",
        "<table><tr><td><p>1.修渠。</p><p>2.架桥。</p><td>水务局<br>交通局<tr><td>丙<td>丁</table>",
        ["t1: 1.修渠。\n2.架桥。|水务局\n交通局", "t1: 丙|丁"],
        "paragraphs and breaks are lines",
    ),
    (
        "list in a cell",
        "<table><tr><td><ol><li>修渠<li>架桥</ol><td>乙<tr><td>丙<td>丁</table>",
        ["t1: 1.修渠\n2.架桥|乙", "t1: 丙|丁"],
        "numbers count in cells",
    ),
    (
        "caption",
        "<table><caption>任务清单</caption><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
        ["任务清单", "t1: 甲|乙", "t1: 丙|丁"],
        "the caption stands above",
    ),
    (
        "strays",
        "<table><tr><p>说明</p><td>甲<td>乙<tr><td>丙<td>丁</table>",
        ["说明", "t1: 甲|乙", "t1: 丙|丁"],
        "text outside cells is shown above the table",
    ),
    (
        "title row",
        "<table><tr><td colspan=3>任务清单<tr><td>序号<td>任务<td>单位<tr><td>1<td>修渠<td>水务局</table>",
        ["t1: 任务清单|<|<", "t1: 序号|任务|单位", "t1: 1|修渠|水务局"],
        "what headings are is not the reader's business",
    ),
    ("frame", "<table><tr><td><p>甲</p><p>乙</p></table>", ["甲", "乙"], "one cell is a frame around text"),
    (
        "columns of a page",
        "<table><tr><td>左<td><p>甲。</p><table><tr><td>1<td>2<tr><td>3<td>4</table><p>乙。</p></table>",
        ["左", "甲。", "t1: 1|2", "t1: 3|4", "乙。"],
        "one row that stands beside nothing below it",
    ),
    ("form",
        "<table><tr><td>姓名<td>单位<td>职务<tr><td><td><td><tr><td><td><td></table>",
        ["t1: 姓名|单位|职务", "t1: ||", "t1: ||"],
        "headings over rows to be filled in",
    ),
    (
        "page with a margin",
        "<table><tr><td>水务<td>首页<tr><td>栏目<td>" + "".join(f"<p>第{n}条 修渠的人应当爱护渠道和水闸，不得损坏。</p>" for n in "一二三四五六") + "</table>",
        ["水务", "首页", "栏目", *[f"第{n}条 修渠的人应当爱护渠道和水闸，不得损坏。" for n in "一二三四五六"]],
        "one cell is the page itself",
    ),
    (
        "nested",
        "<table><tr><td>甲<td>乙<table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>丙<td>丁</table>",
        ["t1: 甲|乙", "t1: 丙|丁", "t2: 1|2", "t2: 3|4"],
        "a table in a cell follows",
    ),
    (
        "nested frame",
        "<table><tr><td>甲<td><table><tr><td>乙</table><tr><td>丙<td>丁</table>",
        ["t1: 甲|乙", "t1: 丙|丁"],
        "a frame in a cell is its text",
    ),
    ("names and values", "<table><tr><td>联系人：<td>王明<tr><td>电话：<td></table>", ["联系人：王明", "电话："], "a name is put before its value"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:3] for case in TABLES], ids=[f"{case[0]}: {case[3]}" for case in TABLES])
def test_tables(content: str, expected: list[str]) -> None:
    assert drawn(content) == expected


def test_a_table_in_a_cell_is_remarked_on() -> None:
    found = document("<table><tr><td>甲<td>乙<table><tr><td>1<td>2<tr><td>3<td>4</table><tr><td>丙<td>丁</table>")
    assert [(remark.code, remark.address) for remark in found.remarks] == [("read.nested_table", "t2")]


@pytest.mark.parametrize(
    ("content", "expected", "why"),
    [
        ("<thead><tr><td>甲<td>乙</thead><tr><td>1<td>2", 1, "the rows of a thead"),
        ("<tr><th>甲<th>乙<tr><th>1<td>2<tr><td>3<td>4", 1, "first rows all of th; a th at the head of a row is none"),
        ("<tr><td>甲<td>乙<tr><td>1<td>2", 0, "plain cells say nothing"),
        ("<tr><th>甲<th>乙<tr><th>1<th>2", 0, "a table of nothing but headings has none"),
    ],
)
def test_heading_rows_are_those_that_the_page_marks(content: str, expected: int, why: str) -> None:
    (table,) = document(f"<table>{content}</table>").tables()
    assert table.heading_rows == expected, why


@st.composite
def _tables(draw: st.DrawFn) -> str:
    cell = st.builds(
        "<{}{}{}>{}".format,
        st.sampled_from(["td", "th"]),
        st.sampled_from(["", "", " rowspan=2", " rowspan=0", " rowspan=70000"]),
        st.sampled_from(["", "", " colspan=2", " colspan=5000"]),
        st.sampled_from(["甲", "", "<p>乙<p>丙", "<table><tr><td>1<td>2<tr><td>3<td>4</table>"]),
    )
    row = st.lists(cell, max_size=5).map(lambda cells: "<tr>" + "".join(cells))
    part = st.builds("{}{}".format, st.sampled_from(["", "<thead>", "<tbody>", "<tfoot>"]), row)
    return f"<table>{''.join(draw(st.lists(part, max_size=6)))}</table>"


@settings(max_examples=150, deadline=None)
@given(_tables())
def test_every_cell_has_its_place(content: str) -> None:
    """Whatever the spans say, cells stand within the table, in order, and every row and column begins one."""
    for table in document(content).tables():
        assert isinstance(table, Table)
        places = [(cell.row, cell.column) for cell in table.cells]
        assert places == sorted(set(places))
        assert {row for row, _ in places} == set(range(1, table.row_count + 1))
        assert {column for _, column in places} == set(range(1, table.column_count + 1))
        assert all(cell.row + cell.row_span - 1 <= table.row_count for cell in table.cells)
        assert all(cell.column + cell.column_span - 1 <= table.column_count for cell in table.cells)
