"""Tables that were flattened to lines are tables again, with their merged cells."""

from __future__ import annotations

import pytest

from extractors.document import Document, Table
from pipeline.readers.text import read_text

NBSP = "\u00a0"


def read(*lines: str) -> Document:
    return read_text("\n".join(lines).encode(), name="t.txt")


def table(*lines: str) -> Table:
    (found,) = read(*lines).tables()
    return found


def at(found: Table, row: int, column: int) -> tuple[str, int, int] | None:
    """Text, first row and row span of the cell that covers a place."""
    cell = found.at(row, column)
    return (cell.text, cell.row, cell.row_span) if cell else None


# A cell a line: cells begin with a TAB, rows are parted by an empty line.
CELLS = (
    *("\t序号", "\t工作任务", "\t牵头", "单位", "\t时限", ""),
    *("\t一", "\t建设社区服务站", "\t市民政局", "市财政局", "\t6月底", ""),
    *("\t", "\t建设日间照料点", "\t", "\t12月底", ""),
    *("\t二", "\t改造老旧电梯", f"\t{NBSP}", "\t", ""),
    *("\t", "\t加装电梯", "\t", "\t长期", ""),
)


@pytest.mark.parametrize(
    ("row", "column", "expected", "why"),
    [
        (1, 3, ("牵头\n单位", 1, 1), "further paragraphs of a cell are lines without TAB"),
        (2, 1, ("一", 2, 2), "merged with the empty cell below"),
        (3, 1, ("一", 2, 2), "an empty cell is covered from above"),
        (3, 2, ("建设日间照料点", 3, 1), "column by column"),
        (3, 3, ("市民政局\n市财政局", 2, 2), "column by column"),
        (4, 3, ("", 4, 2), "a no-break space is a cell of its own: it ends the merge above and is merged itself"),
        (5, 3, ("", 4, 2), "covered by the blank cell"),
        (4, 4, ("12月底", 3, 2), "a merge runs across the border of a section"),
        (5, 4, ("长期", 5, 1), "and ends at the next cell"),
    ],
)
def test_cells_on_lines_of_their_own(row: int, column: int, expected: tuple[str, int, int], why: str) -> None:
    assert at(table(*CELLS), row, column) == expected, why


def test_what_stands_around_the_table_stays_text() -> None:
    document = read("附件", "任务分工表", "", *CELLS, "", "注：本表自印发之日起使用。")
    assert [block.address for block in document.blocks] == ["p1", "p2", "t1", "p3"]
    assert [paragraph.text for paragraph in document.paragraphs()] == ["附件", "任务分工表", "注：本表自印发之日起使用。"]


def test_cells_have_their_places_as_addresses() -> None:
    document = read(*CELLS)
    assert [cell.address for cell in table(*CELLS).row(3)] == ["t1/r3/c2", "t1/r3/c4"]
    start, end = document.span("t1/r3/c2")
    assert document.text[start:end] == "建设日间照料点"


def test_a_column_that_is_empty_from_its_heading_down_is_not_one_merged_cell() -> None:
    found = table("\t序号", "\t任务", "\t备注", "", "\t1", "\t修路", "\t", "", "\t2", "\t架桥", "\t")
    assert [at(found, row, 3) for row in (1, 2, 3)] == [("备注", 1, 1), ("", 2, 1), ("", 3, 1)]


def test_the_first_row_is_never_covered() -> None:
    found = table("\t", "\t一季度", "\t二季度", "", "\t立项", "\t5", "\t7", "", "\t开工", "\t3", "\t4")
    assert at(found, 1, 1) == ("", 1, 1)
    assert at(found, 2, 1) == ("立项", 2, 1)


def test_a_row_of_one_cell_lies_across_the_table() -> None:
    found = table("\t序号", "\t任务", "\t单位", "", "\t一、基础设施", "", "\t1", "\t修路", "\t市交通局", "", "\t2", "\t架桥", "\t市水利局")
    section = found.at(2, 3)
    assert section is not None
    assert (section.text, section.column, section.column_span) == ("一、基础设施", 1, 3)
    assert at(found, 3, 3) == ("市交通局", 3, 1)


def test_paragraphs_that_a_tab_indents_are_no_table() -> None:
    document = read(
        "\t各县人民政府：", "\t现将方案印发给你们。", "", "\t一、总体要求", "", "\t二、重点任务", "\t（一）修路。", "\t（二）架桥。"
    )
    assert not list(document.tables())
    assert len(list(document.paragraphs())) == 6


# A row a line, as a sheet or word processor copies it.


def test_rows_on_lines_of_their_own() -> None:
    found = table("序号\t任务\t牵头单位\t备注", "1\t修路\t市交通局\t", "\t架桥\t市水利局\t", "2\t种树\t\t春季")
    assert (found.row_count, found.column_count) == (4, 4)
    assert at(found, 3, 1) == ("1", 2, 2), "a row that begins with an empty cell goes on with the one above"
    assert at(found, 4, 3) == ("", 4, 1), "an empty cell inside a row is an empty cell"
    assert at(found, 2, 4) == ("", 2, 1)


def test_a_cell_in_quotes_may_hold_line_breaks() -> None:
    found = table("序号\t任务\t单位", '1\t"修路，\n即""村村通""工程"\t市交通局', "2\t架桥\t市水利局")
    assert at(found, 2, 2) == ('修路，\n即"村村通"工程', 2, 1)
    assert at(found, 3, 3) == ("市水利局", 3, 1)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("发文机关：云溪市人民政府\t", "文号：云政发〔2024〕7号\t", "日期：2024年\t"), "a TAB at the end parts nothing"),
        (("联系人：王明\t电话见附件", "请于5月底前报送。"), "one line with a TAB is no table"),
        (("\t关于印发方案的通知", "\t2024年3月5日"), "lines that a TAB centres"),
    ],
)
def test_tabs_that_part_no_cells(lines: tuple[str, ...], why: str) -> None:
    assert not list(read(*lines).tables()), why


# Markdown.


def test_markdown_rows() -> None:
    found = table("| 序号 | 任务 | 单位 |", "|---|:---:|---|", "| 1 | **修路**<br>架桥 | 市交通局 |", "|  | 种树 | a\\|b |")
    assert found.heading_rows == 1
    assert at(found, 2, 2) == ("修路\n架桥", 2, 1)
    assert at(found, 3, 1) == ("1", 2, 2)
    assert at(found, 3, 3) == ("a|b", 3, 1)


def test_rows_of_different_length_are_remarked() -> None:
    document = read("| 序号 | 任务 | 单位 |", "|---|---|---|", "| 1 | 修路 |", "| 2 | 架桥 | 市水利局 |")
    assert [(remark.code, remark.address) for remark in document.remarks] == [("read.ragged_table", "t1")]
    (found,) = document.tables()
    assert found.at(2, 3) is None


@pytest.mark.parametrize(
    ("text", "rows", "why"),
    [
        ("台账\n序号\n任务\n责任处室\n1\n编方案\n规划处\n2\n查渠道\n运行处、监督处\n", ["1|编方案|规划处", "2|查渠道|运行处、监督处"], "the numbers say where rows begin"),
        ("台账\n序号\n任务\n责任处室\n1\n编方案\n规划处\n2\n查渠道\n运行处\n以上任务按月报送。\n", ["1|编方案|规划处", "2|查渠道|运行处"], "text after the table is text"),
        ("序号\n任务\n1\n编方案\n2\n查渠道\n", None, "two columns are a list as well"),
        ("序号\n任务\n责任处室\n1\n编方案\n规划处\n3\n查渠道\n运行处\n", None, "numbers that do not count on"),
        ("序号\n任务\n责任处室\n1\n编方案\n附说明\n规划处\n2\n查渠道\n运行处\n", None, "a cell of two lines: the columns are not known"),
    ],
)
def test_a_table_copied_with_one_line_a_cell(text: str, rows: list[str] | None, why: str) -> None:
    tables = list(read_text(text.encode(), name="台账.txt").tables())
    if rows is None:
        assert tables == [], why
    else:
        [table] = tables
        assert ["|".join(cell.text for cell in table.row(number)) for number in range(2, table.row_count + 1)] == rows, why


@pytest.mark.parametrize("number", ["- 2 -", "—2—", "－ 12 －", "第3页", "第 3 页 共 9 页"])
def test_a_page_number_on_its_own_line_is_no_text(number: str) -> None:
    text = "渠道每年检修两次，由镇水利站\n" + number + "\n负责。\n"
    assert "".join(p.text for p in read_text(text.encode(), name="a.txt").paragraphs()).replace("\n", "") == "渠道每年检修两次，由镇水利站负责。"
