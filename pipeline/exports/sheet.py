"""One kind of sheet: a table with a heading row that stays, a filter, wrapped cells, links, and print set-up.

The limits are those of Excel ("Excel specifications and limits", Microsoft): what goes beyond them is cut with a
remark, or goes on in a further sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.exports.xmltext import clean

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
CUT = "……（超出单元格上限，全文见 records.jsonl）"
FONT = "微软雅黑"
_LINE, _TALLEST, _SEEN = 16.5, 409.0, 3_000
_A3, _A4 = 8, 9
_RUNS = frozenset("=+-@＝＋－＠")
_EDGE = Side(style="thin", color="D0D7DE")
_EXCEL_EPOCH = date(1900, 3, 1)  # before it Excel's calendar is off by a day: it takes 1900 for a leap year

Style = Literal["text", "quoted", "link", "centre", "date", "number", "heading", "title", "section", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A text that leads to a row of a sheet, by the row's key."""

    text: str
    sheet: str
    key: str


Value = str | int | date | Linked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. ``width`` is in characters; one that is not ``printed`` is for the screen, and makes no row taller."""

    heading: str
    width: float
    centred: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to write. ``keys`` are what links name its rows by; ``about`` says to a reader what it holds."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    keys: Sequence[str] = ()
    large_paper: bool = False


class SheetWriter:
    """Writes sheets into a workbook in write-only mode. All links are known beforehand, so it takes all sheets at once."""

    def __init__(self, workbook: Workbook, sheets: Sequence[Sheet], *, most_rows: int = MOST_ROWS) -> None:
        self._workbook, self._rows_a_sheet = workbook, most_rows - 1
        self._places = {(sheet.name, key): self._place(sheet, index) for sheet in sheets for index, key in enumerate(sheet.keys)}
        self._styles: dict[Style, object] = {}

    def _place(self, sheet: Sheet, index: int) -> str:
        part, row = divmod(index, self._rows_a_sheet)
        return f"'{part_name(sheet.name, part)}'!A{row + 2}"

    def cell(self, worksheet: Worksheet, value: Value, style: Style = "text") -> Cell:
        """A cell: dates and numbers as such, every text as a text, whatever it begins with."""
        target = self._places.get((value.sheet, value.key)) if isinstance(value, Linked) else None
        plain = value.text if isinstance(value, Linked) else value
        if isinstance(plain, date):
            return self._styled(worksheet, plain, "date")
        if isinstance(plain, int):
            return self._styled(worksheet, plain, "number")
        if plain is None:
            return self._styled(worksheet, None, style)
        text = fitting(plain)
        runs = text.lstrip()[:1] in _RUNS
        cell = self._styled(worksheet, text, "quoted" if runs else "link" if target else style)
        cell.data_type = "s"
        if target:
            link(cell, target)
        return cell

    def _styled(self, worksheet: Worksheet, value: str | int | date | None, style: Style) -> Cell:
        cell: Any = WriteOnlyCell(worksheet)
        cell.value = value
        if style not in self._styles:
            self._styles[style] = described(cell, style)
        cell._style = self._styles[style]
        return cast(Cell, cell)

    def write(self, sheet: Sheet) -> None:
        """Write a sheet, and further ones where it has more rows than Excel takes."""
        for part in range(max(1, ceil(len(sheet.rows) / self._rows_a_sheet))):
            rows = sheet.rows[part * self._rows_a_sheet : (part + 1) * self._rows_a_sheet]
            worksheet = new_sheet(self._workbook, part_name(sheet.name, part))
            set_up(worksheet, sheet, len(rows))
            worksheet.append([self.cell(worksheet, column.heading, "heading") for column in sheet.columns])
            links = MOST_LINKS
            for number, row in enumerate(rows, start=2):
                worksheet.row_dimensions[number].height = _height(sheet.columns, row)
                cells = []
                for column, value in zip(sheet.columns, row, strict=True):
                    if isinstance(value, Linked):
                        links -= 1
                        value = value if links >= 0 else value.text
                    cells.append(self.cell(worksheet, value, "centre" if column.centred else "text"))
                worksheet.append(cells)


def part_name(name: str, part: int) -> str:
    """The name of the sheet that holds a part of a table, counted from 0."""
    return name if part == 0 else f"{name}（{part + 1}）"


def new_sheet(workbook: Workbook, name: str) -> Worksheet:
    """A sheet of a workbook in write-only mode: it has what a sheet has, except cells that were written."""
    return cast(Worksheet, workbook.create_sheet(name))


def link(cell: Any, place: str) -> None:
    """Make a cell lead to a place in the same workbook. (The public setter wants a cell that knows its place.)"""
    cell._hyperlink = Hyperlink(ref="", location=place)


def fitting(text: str) -> str:
    """A text as Excel takes it: no control characters, at most 32,767 UTF-16 units, cut with a remark."""
    plain = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    encoded = plain.encode("utf-16-le", "replace")
    if len(encoded) <= 2 * LONGEST_CELL:
        return plain
    return encoded[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def iso_day(iso: str | None) -> date | str | None:
    """An ISO date as a date that Excel knows, as its text where it does not."""
    if iso is None:
        return None
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return day if day >= _EXCEL_EPOCH else iso


def set_up(worksheet: Worksheet, sheet: Sheet, rows: int) -> None:
    """Frozen heading, filter, widths, and how it prints: landscape, one page wide, the heading on every page."""
    last, last_printed = get_column_letter(len(sheet.columns)), get_column_letter(sum(column.printed for column in sheet.columns))
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{last}{rows + 1}"
    for number, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    worksheet.row_dimensions[1].height = 24.0
    worksheet.print_title_rows = "1:1"
    worksheet.print_area = f"A1:{last_printed}{rows + 1}"
    page(worksheet, paper=_A3 if sheet.large_paper else _A4)


def page(worksheet: Worksheet, *, paper: int = _A4, pages_high: int = 0) -> None:
    """Landscape, as wide as the page (and this many pages high; 0: as many as it takes), name above, page number below."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = paper
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, pages_high
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.page_margins.top, worksheet.page_margins.bottom = 0.7, 0.6
    worksheet.page_margins.header = worksheet.page_margins.footer = 0.3
    for part, text in ((worksheet.oddHeader, "&A"), (worksheet.oddFooter, "第 &P 页，共 &N 页")):
        if part is not None:
            part.center.text = text


def _height(columns: Sequence[Column], row: Sequence[Value]) -> float:
    """The height that shows a row's printed cells whole, in points: Excel does not find it itself for what it has not drawn."""
    return max(height(value, column.width) for column, value in zip(columns, row, strict=True) if column.printed)


def height(value: Value, width: float) -> float:
    """The height in points that shows a value whole in a column of a width in characters; at most what Excel allows."""
    return min(_TALLEST, _lines(value, width) * _LINE + 3)


def _lines(value: Value, width: float) -> int:
    text = value.text if isinstance(value, Linked) else value
    if not isinstance(text, str):
        return 1
    return sum(max(1, ceil(_units(line) / (width - 1.5))) for line in text[:_SEEN].split("\n"))


def _units(line: str) -> int:
    """The width of a line in characters: a Chinese one is two wide, and two bytes long in this encoding."""
    return len(line.encode("gb18030", "replace"))


def described(cell: Any, style: Style) -> object:
    """Give a cell a style, and hand the style out: other cells take it over, which is far quicker than to describe it anew."""
    fonts: dict[Style, Font] = {
        "link": Font(name=FONT, size=10, color="0B5394"),
        "heading": Font(name=FONT, size=10, bold=True, color="FFFFFF"),
        "title": Font(name=FONT, size=18, bold=True, color="1F3864"),
        "section": Font(name=FONT, size=12, bold=True, color="1F3864"),
    }
    cell.font = fonts.get(style, Font(name=FONT, size=10))
    middle, centred = style in {"heading", "title", "section"}, style in {"heading", "centre", "date", "number"}
    cell.alignment = Alignment(
        horizontal="center" if centred else None, vertical="center" if middle else "top", wrap_text=style not in {"title", "section", "plain"}
    )
    cell.number_format = {"date": "yyyy-mm-dd", "number": '0;-0;"–"'}.get(style, "General")
    cell.quotePrefix = style == "quoted"
    if style == "heading":
        cell.fill = PatternFill("solid", fgColor="1F3864")
    if style not in {"title", "section", "plain"}:
        cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
    return copy(cell._style)
