"""``policygraph.xlsx``: the facts as a workbook for people, Chinese headings, one sheet a kind of fact, a guide in front."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.styles import Font

from pipeline.exports.collect import Rows
from pipeline.exports.people import Sheets
from pipeline.exports.sheet import FONT, Sheet, SheetWriter, Style, Value, height, link, new_sheet, page

TITLE, GUIDE = "政策通知任务分解表", "说明"
_MADE = datetime(2000, 1, 1)
_WIDTHS = (14.0, 110.0, 9.0)
_SUBTITLE = "由 policygraph 从通知原文中逐条提取，供核对、汇总和督办使用；每条事实都可按“所在位置”回到原文。"
_HOW_TO_READ = (
    ("角色", "牵头：牵头、主办，或表头写明第一个为牵头单位；配合：配合、参与、协助、支持；督导：督导、监督、指导；其余为责任。"),
    ("时限", "“完成时限”照原文抄录，“截止日期”是它所指的最后一天：月份取月末，上半年取6月30日，年底、年内取12月31日，季度取季末。没有写明日期的留空。"),
    ("长期或周期", "“长期”指长期坚持、持续推进；“每月”“每季度”等指按周期重复。有日期又写明“长期坚持”的，日期和“长期”都有。"),
    ("所在位置", "第几页（有页码的格式）、第几段，或第几张表的行与列；方括号内是在全文中的字符范围，从0起算，不含末位。“原文”是该处的文字。"),
    ("空白", "原文没有写明的一律留空，不作推测；拿不准的记入“问题”。"),
    ("使用", "表头可筛选；蓝字可点击，跳到所指的通知、条款、任务或单位。打印时除“问题”表外不含“所在位置”“原文”等核对用的列。“通知”“任务”按A3横向排版，其余按A4横向。"),
)


def write(facts: Rows, path: Path) -> None:
    """Write the workbook; the same facts give the same bytes."""
    workbook = new_workbook(TITLE)
    sheets = Sheets(facts).all()
    writer = SheetWriter(workbook, sheets)
    _write_guide(workbook, writer, sheets)
    for sheet in sheets:
        writer.write(sheet)
    save(workbook, path)


def new_workbook(title: str) -> Workbook:
    """An empty workbook in write-only mode."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator, workbook.properties.title, workbook.properties.created = "policygraph", title, _MADE
    normal = next(style for style in cast(Any, workbook)._named_styles if style.name == "Normal")
    normal.font = Font(name=FONT, size=10)
    return workbook


def save(workbook: Workbook, path: Path) -> None:
    """Write a workbook: the same content gives the same bytes."""
    packed = BytesIO()
    workbook.save(packed)
    path.write_bytes(_without_clock(packed.getvalue()))


def _write_guide(workbook: Workbook, writer: SheetWriter, sheets: Sequence[Sheet]) -> None:
    """The first sheet: which sheets there are, how many rows each has, how to read them."""
    guide = new_sheet(workbook, GUIDE)
    guide.sheet_view.showGridLines = False
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        guide.column_dimensions[letter].width = width
    page(guide, pages_high=1)
    rows: list[tuple[tuple[Value, Style], ...]] = [
        ((TITLE, "title"),),
        ((_SUBTITLE, "plain"),),
        (),
        (("工作表", "heading"), ("内容", "heading"), ("条数", "heading")),
        *(((sheet.name, "link"), (sheet.about, "text"), (len(sheet.rows), "number")) for sheet in sheets),
        (),
        (("怎样读", "heading"), (None, "heading")),
        *(((name, "text"), (text, "text")) for name, text in _HOW_TO_READ),
    ]
    names = {sheet.name for sheet in sheets}
    for number, row in enumerate(rows, start=1):
        guide.row_dimensions[number].height = _guide_height(row)
    for row in rows:
        cells = [writer.cell(guide, value, style) for value, style in row]
        if row and row[0][0] in names:
            link(cells[0], f"'{row[0][0]}'!A1")
        guide.append(cells)


def _guide_height(row: tuple[tuple[Value, Style], ...]) -> float:
    if len(row) < 2:
        return 36.0 if row and row[0][1] == "title" else 16.0
    return height(row[1][0], _WIDTHS[1]) + 6


def _without_clock(packed: bytes) -> bytes:
    """The same package with the times of writing taken out: those of its members, and that in its core properties."""
    made = _MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + made, content)
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return out.getvalue()
