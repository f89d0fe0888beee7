"""The workbook as Excel will take it: read back with openpyxl, and as XML where that says more."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from extractors.records import Deadline
from pipeline.entries import NoticeEntry, QuarantineEntry
from pipeline.exports import sheet, workbook
from pipeline.exports.collect import Rows
from pipeline.exports.sheet import Column, Linked, Sheet, SheetWriter
from tests.tools import records

TASK_HEADINGS = [
    *("政策文件", "文号", "条款", "任务", "内容", "牵头单位", "配合单位", "责任单位", "督导单位"),
    *("完成时限", "截止日期", "长期或周期", "牵头领导", "所在位置", "原文"),
]


def opened(folder: Path, entries: list[NoticeEntry] | None = None, quarantine: list[QuarantineEntry] | None = None) -> openpyxl.Workbook:
    path = folder / "policygraph.xlsx"
    workbook.write(Rows(records.corpus() if entries is None else entries, quarantine or []), path)
    return openpyxl.load_workbook(path)


def rows(table: Worksheet) -> list[dict[str, object]]:
    heading, *rest = table.iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rest]


def test_sheets_in_order_and_quarantine_only_where_there_is_any(tmp_path: Path) -> None:
    names = ["说明", "通知", "条款", "任务", "责任分工", "时限与节点", "单位", "问题"]
    assert opened(tmp_path).sheetnames == names
    assert opened(tmp_path, quarantine=records.quarantined()).sheetnames == [*names, "待处理文件"]


def test_task_sheet_is_the_researchers_table(tmp_path: Path) -> None:
    table = opened(tmp_path)["任务"]
    assert [cell.value for cell in table[1]] == TASK_HEADINGS
    base, *_, expo, _ = rows(table)
    assert str(base.pop("政策文件")).endswith("工作方案的通知")
    assert str(base.pop("所在位置")).startswith("第4页 表1第2行第3列 [")
    assert base == {
        "文号": "云府办发〔2024〕7号",
        "条款": "二/（一） 夯实良种基础",
        "任务": "建设山茶良种繁育基地",
        "内容": "6月，完成选址。\n每季度调度一次。",
        "牵头单位": "市农业农村局",
        "配合单位": None,
        "责任单位": "市财政局\n各县（区）人民政府",
        "督导单位": None,
        "完成时限": "2024年12月并长期坚持",
        "截止日期": datetime(2024, 12, 31),
        "长期或周期": "长期",
        "牵头领导": "闻人清",
        "原文": "建设山茶良种繁育基地",
    }
    assert (expo["牵头单位"], expo["配合单位"], expo["督导单位"]) == ("市商务局", "市农业农村局", "市财政局")


def test_limits_and_steps_stand_under_their_task_in_order(tmp_path: Path) -> None:
    first, second, third, *_ = rows(opened(tmp_path)["时限与节点"])
    assert [first[name] for name in ("类别", "时限（原文）", "性质", "截止日期", "长期或周期")] == [
        *("完成时限", "2024年12月并长期坚持", "截至"),
        datetime(2024, 12, 31),
        "长期",
    ]
    assert [second[name] for name in ("类别", "节点内容", "开始日期", "状态")] == ["推进节点", "6月，完成选址。", datetime(2024, 6, 1), "已完成"]
    assert [third[name] for name in ("节点内容", "截止日期", "长期或周期")] == ["每季度调度一次。", None, "每季度"]


def test_guide_counts_the_rows_of_each_sheet(tmp_path: Path) -> None:
    book = opened(tmp_path, quarantine=records.quarantined())
    told = {name: count for name, _, count in book["说明"].iter_rows(max_col=3, values_only=True) if name in book.sheetnames}
    assert told == {name: book[str(name)].max_row - 1 for name in book.sheetnames if name != "说明"}


def test_each_table_has_filter_frozen_heading_widths_and_print_set_up(tmp_path: Path) -> None:
    for table in opened(tmp_path, quarantine=records.quarantined()).worksheets[1:]:
        assert table.freeze_panes == "A2", table.title
        assert table.auto_filter.ref == f"A1:{table.cell(1, table.max_column).column_letter}{table.max_row}"
        assert table.print_title_rows == "$1:$1"
        assert table.page_setup.orientation == "landscape"
        assert (table.page_setup.fitToWidth, table.page_setup.fitToHeight) == (1, 0)
        assert table.sheet_properties.pageSetUpPr is not None
        assert table.sheet_properties.pageSetUpPr.fitToPage
        assert all(cell.alignment.wrap_text for cell in table[2])
        assert {cell.font.name for cell in table[1]} == {"微软雅黑"}


def test_dates_are_dates(tmp_path: Path) -> None:
    table = opened(tmp_path)["通知"]
    column = [cell.value for cell in table[1]].index("成文日期")
    cell = table[2][column]
    assert (cell.is_date, cell.number_format, cell.value) == (True, "yyyy-mm-dd", datetime(2024, 4, 16))


def test_links_lead_to_the_row_that_they_name(tmp_path: Path) -> None:
    book = opened(tmp_path)
    clause = book["任务"]["C2"]
    assert clause.hyperlink is not None
    name, place = str(clause.hyperlink.location).replace("'", "").split("!")
    assert (name, book[name][place].row) == ("条款", 3)
    assert [cell.value for cell in book["条款"][3]][3] == "二/（一）"
    for table in book.worksheets:
        for row in table.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    sheet_name, reference = str(cell.hyperlink.location).replace("'", "").split("!")
                    assert book[sheet_name][reference].value is not None, (table.title, cell.coordinate)


DANGEROUS = ["=1+1", "+1", "-5%", "@SUM(A1)", '=cmd|"/c calc"!A1', " =1+1", "＝1+1", "#REF!", "-", "=HYPERLINK(1)"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_runs(text: str, tmp_path: Path) -> None:
    table = opened(tmp_path, [records.notice_with(title=text, text=text)])["任务"]
    cell = table["D2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text == "#REF!", "so that it stays a text when a person edits the cell"
    with zipfile.ZipFile(tmp_path / "policygraph.xlsx") as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                assert not etree.fromstring(package.read(name)).findall(".//{*}f"), "no formula in the whole book"


LENGTHS = [
    ("甲" * 32_767, "甲" * 32_767, "the longest that Excel takes"),
    ("甲" * 32_768, "甲" * (32_767 - len(sheet.CUT)) + sheet.CUT, "one more"),
    ("𠮷" * 16_384, "𠮷" * ((32_767 - len(sheet.CUT)) // 2) + sheet.CUT, "Excel counts UTF-16 units, and no character is cut in two"),
    ("一\x00二\x0b三\r\n四", "一二三\n四", "control characters are no XML"),
    ("一\ufffe二\uffff", "一二", "nor are what Unicode sets aside"),
]


@pytest.mark.parametrize(("text", "expected", "why"), LENGTHS)
def test_a_text_is_made_to_fit(text: str, expected: str, why: str) -> None:
    assert sheet.fitting(text) == expected, why


def test_a_table_too_long_goes_on_in_a_further_sheet_and_links_follow(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    long = Sheet(
        name="条款", about="", columns=(Column(heading="路径", width=10),), rows=[(str(n),) for n in range(5)], keys=[f"k{n}" for n in range(5)]
    )
    leading = Sheet(
        name="任务", about="", columns=(Column(heading="条款", width=10),), rows=[(Linked(text="第四条", sheet="条款", key="k3"),)]
    )
    writer = SheetWriter(book, [long, leading], most_rows=3)
    for table in (long, leading):
        writer.write(table)
    book.save(tmp_path / "long.xlsx")
    back = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert back.sheetnames == ["条款", "条款（2）", "条款（3）", "任务"]
    assert [[cell.value for cell in row] for row in back["条款（2）"].iter_rows()] == [["路径"], ["2"], ["3"]]
    link = back["任务"]["A2"].hyperlink
    assert link is not None
    assert link.location == "'条款（2）'!A3"


DAYS = [
    ("2025-06-30", True, "a day"),
    ("1900-03-01", True, "the first that Excel counts right"),
    ("1900-02-28", False, "before it Excel is a day off"),
    ("2025-02-30", False, "no such day: kept as it stands"),
]


@pytest.mark.parametrize(("iso", "known", "why"), DAYS)
def test_days_that_excel_knows(iso: str, known: bool, why: str) -> None:
    day = sheet.iso_day(iso)
    assert (not isinstance(day, str)) is known, why
    assert str(day) == iso


def test_of_several_limits_the_latest_day_stands_and_all_are_printed(tmp_path: Path) -> None:
    limits = [Deadline(text="6月底前", kind="by", end="2025-06-30"), Deadline(text="9月底前", kind="by", end="2025-09-30")]
    (task,) = rows(opened(tmp_path, [records.notice_with(deadlines=limits)])["任务"])
    assert (task["完成时限"], task["截止日期"]) == ("6月底前\n9月底前", datetime(2025, 9, 30))


def test_nothing_to_write_is_a_workbook_too(tmp_path: Path) -> None:
    assert opened(tmp_path, [])["任务"].max_row == 1
