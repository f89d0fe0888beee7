"""Tables of Word files: merges, uneven rows, nesting, frames."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Document, Paragraph
from pipeline.readers.docx import read_docx
from tests.tools.docx_builder import (
    CONTINUE,
    RESTART,
    docx,
    li,
    lists,
    lvl,
    p,
    r,
    sdt,
    span,
    t,
    tbl,
    tc,
    text_box,
    tr,
    width,
)


def picture(document: Document) -> list[str]:
    """Blocks as lines: a paragraph its text; a row of a table its places, ``<`` and ``^`` where a merge covers one, ``~`` where none is."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in range(1, block.row_count + 1):
            signs = []
            for column in range(1, block.column_count + 1):
                cell = block.at(row, column)
                if cell is None:
                    signs.append("~")
                elif (cell.row, cell.column) == (row, column):
                    signs.append(cell.text)
                else:
                    signs.append("^" if cell.row < row else "<")
            lines.append(f"{block.address}: " + "|".join(signs))
    return lines


HM = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
TABLES: list[tuple[str, list[str], list[str], str]] = [
    ("plain", [tbl(tr("甲", "乙"), tr("丙", ""))], ["t1: 甲|乙", "t1: 丙|"], "an empty cell is printed and blank"),
    (
        "merges both ways",
        [tbl(tr(tc("甲", props=RESTART), tc("乙", props=span(2))), tr(tc(props=CONTINUE), "丙", "丁"), columns=3)],
        ["t1: 甲|乙|<", "t1: ^|丙|丁"],
        "vMerge and gridSpan",
    ),
    (
        "a block of cells",
        [tbl(tr(tc("甲", props=span(2) + RESTART), "乙"), tr(tc(props=span(2) + CONTINUE), "丙"), columns=3)],
        ["t1: 甲|<|乙", "t1: ^|^|丙"],
        "a merge of two rows and two columns",
    ),
    (
        "merge after merge",
        [tbl(tr(tc("甲", props=RESTART), "1"), tr(tc(props=CONTINUE), "2"), tr(tc("乙", props=RESTART), "3"), tr(tc(props=CONTINUE), "4"))],
        ["t1: 甲|1", "t1: ^|2", "t1: 乙|3", "t1: ^|4"],
        "restart ends the merge above",
    ),
    (
        "nothing to continue",
        [tbl(tr(tc("甲", props=CONTINUE), "1"), tr(tc("乙", props=span(2) + CONTINUE)), tr("丙", "丁"))],
        ["t1: 甲|1", "t1: 乙|<", "t1: 丙|丁"],
        "a continuation goes on below a cell of the same columns, else it is a cell",
    ),
    (
        "rows that begin late and end early",
        [tbl(tr("甲", "乙", "丙"), tr("丁", "戊", props='<w:gridBefore w:val="1"/>'), tr("己", props='<w:gridAfter w:val="2"/>'), columns=3)],
        ["t1: 甲|乙|丙", "t1: ~|丁|戊", "t1: 己|~|~"],
        "gridBefore and gridAfter",
    ),
    (
        "a merge below a row that begins late",
        [
            tbl(
                tr(tc("甲", props=RESTART), "乙", props='<w:gridBefore w:val="1"/>'),
                tr("丙", tc(props=CONTINUE), "丁"),
                columns=3,
            )
        ],
        ["t1: ~|甲|乙", "t1: 丙|^|丁"],
        "columns are those of the grid, not the count of cells",
    ),
    (
        "spans left out",
        [
            tbl(
                tr(tc("类别", props=width(1000)), tc("内容", props=width(4000))),
                tr(tc("一", props=width(1000)), tc("修路", props=width(2010)), tc("市交通运输局", props=width(1990))),
            )
        ],
        ["t1: 类别|内容|<", "t1: 一|修路|市交通运输局"],
        "rows of unlike length are laid by their widths",
    ),
    (
        "ragged",
        [tbl(tr("甲", "乙", "丙"), tr("丁"))],
        ["t1: 甲|乙|丙", "t1: 丁|~|~"],
        "without widths a short row is short",
    ),
    (
        "hMerge of old files",
        [tbl(tr(tc("甲", props=HM[0]), tc(props=HM[1]), "乙"), tr("1", "2", "3"))],
        ["t1: 甲|<|乙", "t1: 1|2|3"],
        "the older way to merge sideways",
    ),
    (
        "a deleted row",
        [tbl(tr("甲", "乙"), tr("丙", "丁", props='<w:del w:id="1"/>'), tr("戊", "己"))],
        ["t1: 甲|乙", "t1: 戊|己"],
        "tracked changes are accepted",
    ),
    (
        "content controls around rows and cells",
        [tbl(sdt(tr("甲", "乙")), tr(sdt(tc("丙")), tc(sdt(p("丁")))))],
        ["t1: 甲|乙", "t1: 丙|丁"],
        "sdt on the levels of row, cell and block",
    ),
    (
        "lines of a cell",
        [tbl(tr(tc("1.修路。", "", "2.架桥。"), tc(p(r(t("市交通") + "<w:br/>" + t("运输局") + "<w:tab/>" + t("县政府"))))))],
        ["t1: 1.修路。\n2.架桥。|市交通\n运输局 县政府"],
        "paragraphs and breaks are lines, a tab is a space, blank lines are left out",
    ),
    (
        "a text box in a cell",
        [tbl(tr(tc(p("正文", r(text_box(p("框中文字"))))), "乙"))],
        ["t1: 正文\n框中文字|乙"],
        "its text is the cell's",
    ),
    (
        "a frame",
        [tbl(tr(tc("标题", tbl(tr("甲", "乙"), tr("丙", "丁")), p("后文"))))],
        ["标题", "t1: 甲|乙", "t1: 丙|丁", "后文"],
        "one cell is a frame around text, and its table is a table",
    ),
    (
        "a letterhead of one column",
        [tbl(tr("宁澜市人民政府文件"), tr("宁府发〔2024〕8号"))],
        ["宁澜市人民政府文件", "宁府发〔2024〕8号"],
        "nothing stands beside anything",
    ),
    (
        "a frame with margins",
        [tbl(tr("", tc("标题", tbl(tr("甲", "乙"), tr("丙", "丁"))), ""), tr("", "落款", ""))],
        ["标题", "t1: 甲|乙", "t1: 丙|丁", "落款"],
        "empty cells beside the text do not make a table of it",
    ),
    (
        "one column of numbers",
        [tbl(tr(tc(li("")), ""), tr(tc(li("")), "填写"))],
        ["t1: 甲|", "t1: 乙|填写"],
        "an automatic number is something, so the second row has two cells",
    ),
    (
        "a table in a cell",
        [tbl(tr("牵头单位", tc(p("见下"), tbl(tr("甲", "乙"), tr("丙", "丁")))), tr("时限", "年底前"))],
        ["t1: 牵头单位|见下", "t1: 时限|年底前", "t2: 甲|乙", "t2: 丙|丁"],
        "it follows the table that it stands in",
    ),
    (
        "a small table in a cell",
        [tbl(tr("电话", tc(tbl(tr("甲", "乙")))), tr("1", "2"))],
        ["t1: 电话|甲 乙", "t1: 1|2"],
        "one row is a line",
    ),
    (
        "a frame in a cell",
        [tbl(tr("事项", tc(tbl(tr("甲"), tr("乙")))), tr("1", "2"))],
        ["t1: 事项|甲\n乙", "t1: 1|2"],
        "a frame in a cell is lines of it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected", "why"), TABLES, ids=[case[0] for case in TABLES])
def test_table(name: str, body: list[str], expected: list[str], why: str) -> None:
    assert picture(read_docx(docx(*body, numbering=lists(lvl(0, "%1", "ideographTraditional"))), name=name)) == expected, why


def test_heading_rows_are_the_first_that_are_marked() -> None:
    head = "<w:tblHeader/>"
    rows = [tr("序号", "任务", props=head), tr("", "一级", props=head), tr("1", "修路"), tr("再", "次", props=head)]
    (table,) = read_docx(docx(tbl(*rows)), name="x").tables()
    assert table.heading_rows == 2


def test_automatic_numbers_of_cells_skip_what_a_merge_covers() -> None:
    """As Word counts: numbered paragraphs in covered cells are not on the page (LibreOffice tdf#147646)."""
    column = [tc(li("")), tc(li(""), props=RESTART), tc(li(""), props=CONTINUE), tc(li(""))]
    rows = [tr(cell, work) for cell, work in zip(column, ["修路", "架桥", "通车", "验收"], strict=True)]
    document = read_docx(docx(tbl(*rows), numbering=lists(lvl(0, "%1"))), name="x")
    assert picture(document) == ["t1: 1|修路", "t1: 2|架桥", "t1: ^|通车", "t1: 3|验收"]
    assert document.remarks == ()


def test_text_that_a_merge_covers_is_remarked() -> None:
    rows = [tr(tc("甲", props=RESTART), "1"), tr(tc("藏在下面", props=CONTINUE), "2")]
    document = read_docx(docx(tbl(*rows)), name="x")
    assert picture(document) == ["t1: 甲|1", "t1: ^|2"]
    (remark,) = document.remarks
    assert (remark.code, remark.address) == ("read.hidden_cell_text", "t1/r1/c1")
    assert "藏在下面" in remark.message


def test_a_nested_table_is_remarked() -> None:
    document = read_docx(docx(tbl(tr("甲", tc(tbl(tr("1", "2"), tr("3", "4")))), tr("乙", "丙"))), name="x")
    assert [(remark.code, remark.address) for remark in document.remarks] == [("read.nested_table", "t2")]


@st.composite
def _layouts(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid of at least two columns and merges in it that do not meet: (first row, first column, last row, last column)."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, columns - 1))
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not places & taken:
            taken |= places
            merges.append((top, left, bottom, right))
    return rows, columns, merges


@settings(deadline=None)
@given(_layouts())
def test_merges_that_python_docx_writes_come_back(layout: tuple[int, int, list[tuple[int, int, int, int]]]) -> None:
    """Written by another hand: python-docx merges, the reader must find the same grid."""
    rows, columns, merges = layout
    document = python_docx.Document()
    document.add_paragraph("首")
    table = document.add_table(rows=rows, cols=columns)
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
        owner |= {(row, column): (top, left) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    for row, column in set(owner.values()):
        table.cell(row, column).text = f"{row},{column}"
    out = io.BytesIO()
    document.save(out)

    read = read_docx(out.getvalue(), name="x")
    if all(len({owner[row, column] for column in range(columns)} - {owner[row - 1, c] for c in range(columns) if row}) <= 1 for row in range(rows)):
        assert list(read.tables()) == []  # one cell a row: a frame
        return
    (found,) = read.tables()
    assert (found.row_count, found.column_count) == (rows, columns)
    for (row, column), (top, left) in owner.items():
        cell = found.at(row + 1, column + 1)
        assert cell is not None
        assert (cell.row, cell.column, cell.text) == (top + 1, left + 1, f"{top},{left}")
