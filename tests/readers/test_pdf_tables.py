"""Tables of PDF files: rules to grids, lines in cells, and tables that pages cut apart."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import Table
from pipeline.readers.docx import read_docx
from pipeline.readers.pdf import read_pdf
from tests.tools.docx_builder import docx, p, tbl, tc, tr, width
from tests.tools.pdf_builder import bar, box, cells, grid, lines, outline, pdf, rule, text

XS = (72, 132, 312, 432)
HEAD = ("序号", "任务", "单位")
#: The bottom of the text on a full page; a row that the page cuts reaches it.
END = 780


def drawn(ys: tuple[float, ...], *rows: tuple[str, ...]) -> str:
    """A table of three columns without merges: 60, 180 and 120 points wide, so that they hold 4, 14 and 9 characters."""
    return grid(XS, ys) + cells(XS, ys, rows)


ONE_PAGE: list[tuple[str, str, list[str], str]] = [
    (
        "a plain table",
        drawn((100, 120, 140), HEAD, ("1", "维修山塘", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "crossing rules make cells; an empty one is printed and blank",
    ),
    (
        "merges",
        rule(72, 100, 432, 100) + rule(132, 120, 432, 120) + rule(72, 140, 432, 140) + "".join(rule(x, 100, x, 140) for x in (72, 132, 432))
        + rule(312, 120, 312, 140) + text(77, 125, "类别") + text(200, 114, "牵头和配合单位") + text(137, 134, "牵头") + text(317, 134, "配合"),
        ["t1: 类别|牵头和配合单位|<", "t1: ^|牵头|配合"],
        "a rule that is not drawn is a merge, over rows and over columns",
    ),
    (
        "thin bars for rules, a shaded heading",
        bar(72, 100, 432, 120, color="0.2 0.3 0.6") + "".join(bar(72, y, 432, y + 0.6) for y in (100, 120, 140))
        + "".join(bar(x, 100, x + 0.6, 140) for x in XS) + "".join(text(x + 5, 115, head, color="1 1 1") for x, head in zip(XS, HEAD, strict=False))
        + cells(XS, (120,), [("1", "维修山塘", "县水务局")]),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "Word draws rules so; white text on a dark ground is read",
    ),
    (
        "double rules",
        drawn((100, 120, 140), HEAD, ("1", "维修山塘", "县水务局")) + grid((70.5, 133.5, 313.5, 433.5), (98.5, 121.5, 141.5)),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "rules that lie close are one",
    ),
    (
        "open sides",
        "".join(rule(72, y, 432, y) for y in (100, 120, 140)) + rule(132, 100, 132, 140) + rule(312, 100, 312, 140)
        + cells(XS, (100, 120), [HEAD, ("1", "维修山塘", "县水务局")]),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "tables are often printed without the rules at their left and right",
    ),
    (
        "dashes",
        "".join(rule(x, y, min(x + 6, 432), y) for y in (100, 120, 140) for x in range(72, 432, 8)) + "".join(rule(x, 100, x, 140) for x in XS)
        + cells(XS, (100, 120), [HEAD, ("1", "维修山塘", "县水务局")]),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "pieces of a rule that lie close are one",
    ),
    (
        "side by side",
        grid((72, 172, 272), (100, 120, 140)) + grid((312, 412, 512), (100, 120, 140))
        + cells((72, 172), (100, 120), [("甲", "乙"), ("1", "2")]) + cells((312, 412), (100, 120), [("丙", "丁"), ("3", "4")]),
        ["t1: 甲|乙", "t1: 1|2", "t2: 丙|丁", "t2: 3|4"],
        "tables that do not touch are two, the left one first",
    ),
    (
        "a frame",
        box(72, 100, 388, 180) + lines(80, 120, ">>云门县人民政府决定开展山塘整治，现通告如下，请", "遵照执行。", ">>一、范围"),
        ["云门县人民政府决定开展山塘整治，现通告如下，请遵照执行。", "一、范围"],
        "rules around text, where nothing stands beside anything, are no table",
    ),
    (
        "a border around the page",
        box(20, 20, 575, 822) + drawn((100, 120, 140), HEAD, ("1", "维修山塘", "县水务局")) + text(72, 80, "任务分工表"),
        ["任务分工表", "t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "it is no cell",
    ),
    (
        "a table inside a cell",
        grid((72, 132, 432), (100, 120, 220)) + cells((72, 132), (100, 120), [("序号", "任务"), ("1", "维修山塘，名单如下：")])
        + grid((160, 260, 360), (150, 170, 190)) + cells((160, 260), (150, 170), [("乡镇", "口数"), ("云门镇", "5")]),
        ["t1: 序号|任务", "t1: 1|维修山塘，名单如下：", "t2: 乡镇|口数", "t2: 云门镇|5"],
        "it follows the table that it stands in",
    ),
    (
        "text before and behind",
        text(72, 90, "任务分工表") + drawn((100, 120, 140), HEAD, ("1", "维修山塘", "县水务局")) + text(72, 160, "注：按季度通报。"),
        ["任务分工表", "t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局", "注：按季度通报。"],
        "in the order of the page",
    ),
    (
        "wrapped lines",
        drawn((100, 120, 180), HEAD, ("1", "对全县山塘逐口登记并查清蓄水、\n渗漏和放水设备的情形。\n维修病险山塘。", "县水务局\n县农业农村局")),
        ["t1: 序号|任务|单位", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形。/维修病险山塘。|县水务局/县农业农村局"],
        "a full line goes on without a space; a line that had room for the next word ended on purpose",
    ),
    (
        "names that fill their line",
        drawn((100, 120, 210), HEAD, ("1", "维修山塘", "县住房和城乡建设局\n县水务局\n云门县住房和城乡建\n设局\n县政府")),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县住房和城乡建设局/县水务局/云门县住房和城乡建设局/县政府"],
        "a full line that ends one name before the next begins ends on purpose",
    ),
    (
        "ragged lines in a cell that marks its paragraphs by indents",
        grid((72, 132, 432), (100, 120, 220)) + cells((72, 132), (100, 120), [("序号", "任务"), ("1", "")])
        + lines(137, 136, ">>对全县山塘逐口登记并查清蓄水、渗漏和放水", "设备的情形并按季度向县水务局报送登记表，由县", "水务局汇总。", ">>维修病险山塘。"),
        ["t1: 序号|任务", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形并按季度向县水务局报送登记表，由县水务局汇总。/维修病险山塘。"],
        "a line two characters short that goes on flush with the edge has only wrapped early",
    ),
    (
        "dated steps that fill their lines",
        drawn((100, 120, 190), HEAD, ("1", "3月底前，完成山塘逐口登记。\n6月底前，完成病险山塘维修任\n务。\n10月，完成验收。", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|3月底前，完成山塘逐口登记。/6月底前，完成病险山塘维修任务。/10月，完成验收。|县水务局"],
        "in a cell where steps begin lines only, each is a paragraph",
    ),
    (
        "turned on its side",
        "".join(rule(y, 842 - x0, y, 842 - x1) for y in (100, 120, 140) for x0, x1 in ((72, 432),))
        + "".join(rule(100, 842 - x, 140, 842 - x) for x in XS)
        + "".join(text(y + 15, 842 - x - 5, cell, angle=90)
                  for y, row in ((100, HEAD), (120, ("1", "维修山塘", "县水务局"))) for x, cell in zip(XS, row, strict=False)),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘|县水务局"],
        "a wide table printed sideways on an upright page",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), [case[1:3] for case in ONE_PAGE], ids=[f"{case[0]}: {case[3]}" for case in ONE_PAGE])
def test_a_table_on_a_page(page: str, expected: list[str]) -> None:
    assert outline(read_pdf(pdf(page), name="x.pdf")) == expected


def test_a_table_drawn_in_a_form_stands_where_the_form_is_put() -> None:
    table = read_pdf(pdf("/X Do", form=drawn((100, 120, 140), HEAD, ("1", "维修山塘", "县水务局"))), name="x.pdf").blocks[0]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == [*HEAD, "1", "维修山塘", "县水务局"]
    assert table.cells[0].box is not None
    assert (table.cells[0].box.x0, table.cells[0].box.top) == (72, 120)


TOP = 60
OPEN = "对全县山塘逐口登记并查清蓄水、\n渗漏和放水设备的情形，排定维修"
BREAKS: list[tuple[str, str, str, list[str], list[str], str]] = [
    (
        "a repeated heading",
        drawn((700, 720, END), HEAD, ("1", "维修山塘\n加固堤坝", "县水务局\n县财政局\n县林业局")),
        drawn((TOP, 80, 100), HEAD, ("2", "清淤河道", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘/加固堤坝|县水务局/县财政局/县林业局", "t1: 2|清淤河道|县水务局"],
        [],
        "it stands once, and the row below it is a row of its own where all its cells begin anew",
    ),
    (
        "a row cut in a sentence",
        drawn((720, 740, END), HEAD, ("1", OPEN, "县水务局")),
        drawn((TOP, 80, 100), ("", "次序。", ""), ("2", "清淤河道", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形，排定维修次序。|县水务局", "t1: 2|清淤河道|县水务局"],
        [],
        "the line before the break is full and stops nowhere, and the number and the unit stay empty below",
    ),
    (
        "a row cut under a repeated heading",
        drawn((720, 740, END), HEAD, ("1", OPEN, "县水务局")),
        drawn((TOP, 80, 100, 120), HEAD, ("", "次序。", ""), ("2", "清淤河道", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形，排定维修次序。|县水务局", "t1: 2|清淤河道|县水务局"],
        [],
        "the heading stands between the halves of the cell",
    ),
    (
        "a row cut between paragraphs",
        drawn((720, 740, END), HEAD, ("1", "登记全县山塘。\n查清病险山塘。", "县水务局")),
        drawn((TOP, 100, 120), ("", "排定维修次序。\n通报各乡镇。", ""), ("2", "清淤河道", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|登记全县山塘。/查清病险山塘。/排定维修次序。/通报各乡镇。|县水务局", "t1: 2|清淤河道|县水务局"],
        [],
        "the cell is full to the bottom, and the columns that are always filled stay empty below",
    ),
    (
        "a row that ends at the break",
        drawn((720, 740, END), HEAD, ("1", "登记全县山塘。\n查清病险山塘。", "县水务局")),
        drawn((TOP, 80, 100), ("2", "清淤河道。", "县水务局"), ("3", "修渠。", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|登记全县山塘。/查清病险山塘。|县水务局", "t1: 2|清淤河道。|县水务局", "t1: 3|修渠。|县水务局"],
        [],
        "the number counts on",
    ),
    (
        "a merge over the break",
        drawn((660, 680, 720), HEAD, ("1", "登记山塘。", "县水务局")) + rule(132, 720, 432, 720) + rule(72, END, 432, END)
        + "".join(rule(x, 720, x, END) for x in XS) + text(77, 736, "2") + text(137, 736, "清淤河道。") + text(317, 736, "县水务局"),
        "".join(rule(x0, y, 432, y) for x0, y in ((72, TOP), (132, 80), (72, 100))) + "".join(rule(x, TOP, x, 100) for x in XS)
        + cells(XS[1:], (TOP, 80), [("加固堤坝。", "县财政局"), ("补植树木。", "县林业局")]),
        ["t1: 序号|任务|单位", "t1: 1|登记山塘。|县水务局", "t1: 2|清淤河道。|县水务局", "t1: ^|加固堤坝。|县财政局", "t1: ^|补植树木。|县林业局"],
        [],
        "an empty cell as high as several rows is the rest of the merged cell above it",
    ),
    (
        "the first columns empty below the break",
        drawn((660, 680, END), HEAD, ("1", "登记全县山塘。", "县水务局")),
        drawn((TOP, 80, 100), ("", "清淤河道。", "县财政局"), ("2", "修渠。", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|登记全县山塘。|县水务局", "t1: ^|清淤河道。|县财政局", "t1: 2|修渠。|县水务局"],
        [],
        "the cells above had room, so the row is its own; a row cannot begin with nothing, so its number is the one above",
    ),
    (
        "no rule at the break",
        "".join(rule(72, y, 432, y) for y in (700, 720)) + "".join(rule(x, 700, x, END) for x in XS) + cells(XS, (700, 720), [HEAD, ("1", "登记全县山塘。", "")]),
        "".join(rule(72, y, 432, y) for y in (100, 120)) + "".join(rule(x, TOP, x, 120) for x in XS)
        + cells(XS, (TOP, 100), [("", "", "县水务局"), ("2", "修渠。", "县水务局")]),
        ["t1: 序号|任务|单位", "t1: 1|登记全县山塘。|县水务局", "t1: 2|修渠。|县水务局"],
        [],
        "a row that is not closed goes on",
    ),
    (
        "a label in the middle of its cell",
        drawn((660, 680, END), HEAD, ("", "登记山塘。\n查清险情。\n查清险情。\n查清险情。\n查清险情。\n查清险情。", "县水务局")) + text(77, 736, "1"),
        drawn((TOP, 100), ("", "清淤河道。\n修渠。", "县财政局")) + text(77, 86, "2"),
        ["t1: 序号|任务|单位", "t1: 1|登记山塘。/查清险情。/查清险情。/查清险情。/查清险情。/查清险情。|县水务局", "t1: 2|清淤河道。/修渠。|县财政局"],
        [],
        "each row has its own label, and cells above had room",
    ),
    (
        "a line that runs over the last rule",
        drawn((720, 740, END), HEAD, ("1", "对全县山塘逐口登记并查清蓄水、\n渗漏和放水设备的情形，排定维修", "县水务局")) + text(137, 791, "次序，并通报。"),
        drawn((TOP, 80), ("2", "清淤河道。", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形，排定维修次序，并通报。|县水务局", "t1: 2|清淤河道。|县水务局"],
        [],
        "it is the rest of the cell above it, and parts no table",
    ),
    (
        "text between",
        drawn((700, 720, 740), HEAD, ("1", "维修山塘。", "县水务局")) + text(72, 770, "表二　任务分工"),
        drawn((TOP, 80, 100), HEAD, ("1", "清淤河道。", "县水务局")),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘。|县水务局", "表二\u3000任务分工", "t2: 序号|任务|单位", "t2: 1|清淤河道。|县水务局"],
        [],
        "a caption makes it another table",
    ),
    (
        "page numbers between",
        drawn((720, 740, END), HEAD, ("1", OPEN, "县水务局")) + text(250, 815, "- 1 -"),
        text(72, 40, "任务分工表", size=9) + drawn((TOP, 80), ("", "次序。", "")) + text(250, 815, "- 2 -"),
        ["t1: 序号|任务|单位", "t1: 1|对全县山塘逐口登记并查清蓄水、渗漏和放水设备的情形，排定维修次序。|县水务局", "header: 任务分工表"],
        [],
        "furniture parts nothing",
    ),
    (
        "another width",
        drawn((700, 720, END), HEAD, ("1", "维修山塘。", "县水务局")),
        grid((72, 172, 272), (TOP, 80, 100)) + cells((72, 172), (TOP, 80), [("乡镇", "口数"), ("云门镇", "5")]),
        ["t1: 序号|任务|单位", "t1: 1|维修山塘。|县水务局", "t2: 乡镇|口数", "t2: 云门镇|5"],
        [],
        "a table of another width is another table",
    ),
    (
        "other columns of the same width",
        drawn((700, 720, END), HEAD, ("1", "维修山塘。", "县水务局")),
        grid((72, 252, 432), (TOP, 80)) + cells((72, 252), (TOP,), [("合计", "12口")]),
        ["t1: 序号|任务|<|单位", "t1: 1|维修山塘。|<|县水务局", "t1: 合计|<|12口|<"],
        [],
        "a row of other cells is never the rest of one, but the table is the same",
    ),
    (
        "a doubt",
        drawn((720, 740, END), HEAD, ("1", "登记全县山塘。\n查清病险山塘。", "县水务局\n县林业局")),
        drawn((TOP, 80), ("", "排定维修次序。", "县财政局")),
        ["t1: 序号|任务|单位", "t1: 1|登记全县山塘。/查清病险山塘。/排定维修次序。|县水务局/县林业局/县财政局"],
        ["read.table_break"],
        "all stops are in place and all cells are full: nothing tells for sure whether the number is missing or merged",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected", "doubts"), [case[1:5] for case in BREAKS], ids=[f"{case[0]}: {case[5]}" for case in BREAKS]
)
def test_a_table_over_a_break(first: str, second: str, expected: list[str], doubts: list[str]) -> None:
    heads = text(72, 40, "任务分工表", size=9)
    document = read_pdf(pdf(heads + first if "任务分工表" in "".join(expected) else first, second), name="x.pdf")
    assert outline(document) == expected
    assert [remark.code for remark in document.remarks] == doubts
    assert all(remark.page == 2 for remark in document.remarks)


def test_parts_and_cells_keep_their_pages() -> None:
    first = drawn((700, 720, END), HEAD, ("1", OPEN, "县水务局"))
    second = drawn((TOP, 80, 100, 120), HEAD, ("", "次序。", ""), ("2", "清淤河道", "县水务局"))
    table = read_pdf(pdf(first, second), name="x.pdf").blocks[0]
    assert isinstance(table, Table)
    assert table.heading_rows == 1
    # the second row stands on both pages
    assert [(part.page, part.first_row, part.end_row) for part in table.parts] == [(1, 1, 3), (2, 2, 4)]
    assert [(cell.row, cell.page) for cell in table.cells if cell.column == 1] == [(1, 1), (2, 1), (3, 2)]
    last = table.at(3, 1)
    assert last is not None
    assert last.box is not None
    assert (last.box.x0, last.box.top, last.box.x1, last.box.bottom) == (72, 100, 132, 120)


def test_a_table_over_three_pages_is_one() -> None:
    pages = [drawn((60, 80, 780), HEAD, (str(number), "维修山塘。", "县水务局")) for number in (1, 2, 3)]
    table = read_pdf(pdf(*pages), name="x.pdf").blocks[0]
    assert isinstance(table, Table)
    assert (table.row_count, len(table.parts)) == (4, 3)
    assert [cell.text for cell in table.cells if cell.column == 1] == ["序号", "1", "2", "3"]


# ---- Word files as LibreOffice prints them

STEPS = "3月底前，完成全县山塘逐口登记，查清蓄水、渗漏和放水设备的情形。", "6月底前，完成病险山塘维修方案，分轻重缓急安排资金。", "10月，组织验收并通报。"


def worklist(rows: int, *, repeat: bool) -> bytes:
    """A Word file with a worklist whose rows run over the pages, each number merged over two rows."""
    widths = (600, 2600, 3400, 1900)

    def row(*texts: str | tuple[str, ...], merge: str = "", props: str = "") -> str:
        made = []
        for item, wide in zip(texts, widths, strict=True):
            made.append(tc(*((item,) if isinstance(item, str) else item), props=width(wide) + ("" if made else merge)))
        return tr(*made, props=props)

    body = [row("序号", "任务", "推进时序", "责任单位", props="<w:tblHeader/>" if repeat else "")]
    for number in range(1, rows + 1):
        units = ("县水务局", "县农业农村局", "县住房和城乡建设局")[: 1 + number % 3]
        body.append(row(str(number), f"对全县{number}处山塘逐口登记造册，建立台账并逐年更新。", STEPS[: 1 + number % 3], units, merge='<w:vMerge w:val="restart"/>'))
        body.append(row((), "加强巡查管护，落实经费。", STEPS[::-1], "各乡镇人民政府", merge="<w:vMerge/>"))
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    table = tbl(*body).replace("<w:tblPr/>", f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>')
    table = table.replace("<w:tblGrid></w:tblGrid>", f"<w:tblGrid>{columns}</w:tblGrid>")
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1700" w:bottom="1440" w:left="1700"/>'
    return docx(p("云门县山塘整治任务分工表"), table, p("注：按季度通报。"), section=page)


@pytest.fixture(scope="module")
def printed(need_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Word files and the PDF files that LibreOffice prints of them, in one run of it."""
    folder: Path = tmp_path_factory.mktemp("printed")
    made = {f"{rows}-{repeat}": worklist(rows, repeat=repeat) for rows in (9, 14, 23) for repeat in (True, False)}
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [need_program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{name}.docx") for name in made)], check=True, capture_output=True, timeout=240)
    return {name: (data, (folder / f"{name}.pdf").read_bytes()) for name, data in made.items()}


@pytest.mark.parametrize("name", [f"{rows}-{repeat}" for rows in (9, 14, 23) for repeat in (True, False)])
def test_the_printed_table_is_the_written_one(name: str, printed: dict[str, tuple[bytes, bytes]]) -> None:
    written, on_paper = printed[name]
    original, read_back = read_docx(written, name="x.docx"), read_pdf(on_paper, name="x.pdf")
    assert outline(read_back) == outline(original)
    assert (read_back.source.pages or 0) > 1
