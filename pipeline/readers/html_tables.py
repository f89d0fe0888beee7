"""Tables of web pages: the grid of cells (HTML Standard, 4.9.12 "Forming a table"), and layout tables told from data tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml.etree import _Element as Element

from extractors.document import Alignment
from pipeline.readers.lines import cell_lines

#: What a browser allows is a span of 1,000 columns and 65,534 rows; what a notice prints is far less. A cell beyond the
#: last column of the widest tables covers no row but its own.
_WIDEST_SPAN: Final = 64
_MOST_COLUMNS: Final = 1024
_MOST_ROWS: Final = 65_534
#: A cell with so much of a table's text, in so many paragraphs, is the page itself inside a frame.
_LAYOUT_SHARE: Final = 0.8
_LAYOUT_PARAGRAPHS: Final = 5

_NAME: Final = re.compile(r"[^，。；：:]{1,12}[：:]")

Group = Literal["head", "body", "foot"]


@dataclass(slots=True)
class TextDraft:
    """A paragraph before it has an address. ``text`` is as shown, the automatic number ``label`` included."""

    text: str
    label: str | None = None
    outline: int | None = None
    aligned: Alignment | None = None


@dataclass(slots=True)
class CellDraft:
    """A cell with its place (from 1), its spans and what it holds."""

    row: int
    column: int
    row_span: int
    column_span: int
    drafts: list[Draft]

    def text(self) -> str:
        """Its lines; a table inside it that is no table of its own is one line."""
        lines: list[str] = []
        for draft in self.drafts:
            if isinstance(draft, TextDraft):
                lines += cell_lines(draft.text)
            elif not draft.stands_alone():
                lines.append(" ".join(text.replace("\n", " ") for cell in draft.cells if (text := cell.text())))
        return "\n".join(lines)

    def is_filled(self) -> bool:
        return bool(self.drafts)


@dataclass(slots=True)
class TableDraft:
    """A table before it has an address, its cells by row and column."""

    cells: list[CellDraft]
    row_count: int
    column_count: int
    heading_rows: int = 0
    nested: bool = False

    def stands_alone(self) -> bool:
        """Inside a cell: whether it is a table of its own rather than a line of the cell (as in Word files)."""
        return self.row_count > 1


Draft = TextDraft | TableDraft


@dataclass(slots=True)
class _Raw:
    row_span: int
    column_span: int
    is_heading: bool
    drafts: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class TableBuilder:
    """A table while its rows are read. Text that stands in it outside any cell is shown before it, and is in ``stray``."""

    stray: list[Draft] = field(default_factory=list)
    _groups: list[tuple[Group, list[list[_Raw]]]] = field(default_factory=list)
    _in_group: bool = False
    _flat: list[list[_Raw]] = field(default_factory=list)

    def begin_group(self, group: Group) -> None:
        self._groups.append((group, []))
        self._in_group = True

    def end_group(self) -> None:
        self._in_group = False

    def begin_row(self, element: Element | None = None) -> None:
        if not self._in_group:
            self.begin_group("body")
        row: list[_Raw] = []
        self._groups[-1][1].append(row)
        if element is not None and element.get("height") == "0":
            self._flat.append(row)

    def begin_cell(self, element: Element) -> list[Draft]:
        """A new cell; gives the list that takes what it holds."""
        if not self._in_group or not self._groups[-1][1]:
            self.begin_row()
        row_span = _span(element, "rowspan", _MOST_ROWS, zero=_MOST_ROWS)
        raw = _Raw(row_span, _span(element, "colspan", 1000, zero=1), element.tag == "th")
        self._groups[-1][1][-1].append(raw)
        return raw.drafts

    def finish(self) -> Iterator[Draft]:
        """What takes the table's place: what stood outside its cells; then the table, or what its cells hold if it is layout only.

        A table inside a cell follows the table that it stands in, marked ``nested``.
        """
        yield from self.stray
        for row in self._flat:  # Word writes a last row without height or text, to say how wide the columns are
            if not any(raw.drafts for raw in row):
                row.clear()
        table = self._table()
        if _is_layout(table):
            yield from _taken_apart(table)
            return
        inner = [
            draft for cell in table.cells for draft in cell.drafts if isinstance(draft, TableDraft) and draft.stands_alone()
        ]
        yield table
        for draft in inner:
            draft.nested = True
            yield draft

    def _table(self) -> TableDraft:
        groups = _in_order(self._groups)
        widest = max((sum(min(raw.column_span, _WIDEST_SPAN) for raw in row) for _, rows in groups for row in rows), default=1)
        cells: list[CellDraft] = []
        above = 0
        for _, rows in groups:
            cells += _place(rows, above, widest)
            above += len(rows)
        headings = _heading_rows(groups)
        return _without_empty(cells, headings)


def _span(element: Element, name: str, most: int, *, zero: int) -> int:
    match = re.match(r"\s*\+?(\d{1,9})", element.get(name) or "")
    number = int(match[1]) if match else 1
    return min(number, most) if number else zero


def _in_order(groups: list[tuple[Group, list[list[_Raw]]]]) -> list[tuple[Group, list[list[_Raw]]]]:
    """As shown: the first ``thead`` above, the first ``tfoot`` below all others, wherever they are written."""
    head = next((index for index, (group, _) in enumerate(groups) if group == "head"), None)
    foot = next((index for index, (group, _) in enumerate(groups) if group == "foot"), None)
    between = [group for index, group in enumerate(groups) if index not in (head, foot)]
    return ([groups[head]] if head is not None else []) + between + ([groups[foot]] if foot is not None else [])


def _place(rows: list[list[_Raw]], above: int, widest: int) -> list[CellDraft]:
    """The cells of a row group at their places: each takes the first column that no cell above still covers."""
    cells: list[CellDraft] = []
    covered: dict[int, int] = {}
    for index, row in enumerate(rows):
        column = 0
        left = len(rows) - index
        begun: dict[int, int] = {}
        for raw in row:
            while column in covered:
                column += 1
            row_span = min(raw.row_span, left) if column < _MOST_COLUMNS else 1
            column_span = min(raw.column_span, widest)
            cells.append(CellDraft(above + index + 1, column + 1, row_span, column_span, raw.drafts))
            for place in range(column, column + column_span):
                begun[place] = max(begun.get(place, 0), row_span)
            column += column_span
        covered = {place: rest - 1 for place, rest in (covered | begun).items() if rest > 1}
    return cells


def _heading_rows(groups: list[tuple[Group, list[list[_Raw]]]]) -> int:
    """How many rows the page marks as headings: those of a ``thead``, else the first rows that are all ``th``."""
    if groups and groups[0][0] == "head":
        return sum(1 for row in groups[0][1] if row)
    count = 0
    for row in (row for _, rows in groups for row in rows):
        if not row or not all(raw.is_heading for raw in row):
            break
        count += 1
    return count


def _without_empty(cells: list[CellDraft], headings: int) -> TableDraft:
    """The table without rows and columns in which no cell begins: they are not to be seen."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    for cell in cells:
        last_row, last_column = cell.row + cell.row_span, cell.column + cell.column_span
        cell.row, cell.column = bisect_left(rows, cell.row) + 1, bisect_left(columns, cell.column) + 1
        cell.row_span = bisect_left(rows, last_row) + 1 - cell.row
        cell.column_span = bisect_left(columns, last_column) + 1 - cell.column
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return TableDraft(cells, len(rows), len(columns), headings if headings < len(rows) else 0)


def _taken_apart(table: TableDraft) -> Iterator[Draft]:
    """What the cells of a layout table hold, in order; a name with a colon (联系人：) is put before the text of the cell beside it."""
    name: tuple[int, TextDraft] | None = None
    for cell in table.cells:
        drafts = cell.drafts
        if name is not None and drafts and isinstance(drafts[0], TextDraft) and cell.row == name[0]:
            drafts[0].text = name[1].text + drafts[0].text
        elif name is not None:
            if not drafts and cell.row == name[0]:
                continue
            yield name[1]
        name = None
        if len(drafts) == 1 and isinstance(drafts[0], TextDraft) and _NAME.fullmatch(drafts[0].text):
            name = cell.row, drafts[0]
        else:
            yield from drafts
    if name is not None:
        yield name[1]


def _is_layout(table: TableDraft) -> bool:
    """Whether a table only places things: nothing stands beside anything in two rows, or one cell is the page itself."""
    filled = [cell for cell in table.cells if cell.is_filled()]
    beside = Counter(row for cell in filled for row in range(cell.row, cell.row + cell.row_span))
    if sum(count >= 2 for count in beside.values()) < 2:
        return not _is_form(table, beside)
    weights = [_weight(cell.drafts) for cell in filled]
    heaviest = max(range(len(filled)), key=lambda index: weights[index])
    cell = filled[heaviest]
    return (
        weights[heaviest] >= _LAYOUT_SHARE * sum(weights)
        and beside[cell.row] <= 2
        and (len(cell.drafts) >= _LAYOUT_PARAGRAPHS or any(isinstance(draft, TableDraft) and draft.stands_alone() for draft in cell.drafts))
    )


def _is_form(table: TableDraft, beside: Counter[int]) -> bool:
    """One row of headings over rows that are still to be filled in."""
    begun = Counter(cell.row for cell in table.cells)
    return max(beside.values(), default=0) >= 3 and sum(count >= 3 for count in begun.values()) >= 2


def _weight(drafts: list[Draft]) -> int:
    return sum(len(draft.text) if isinstance(draft, TextDraft) else sum(_weight(cell.drafts) for cell in draft.cells) for draft in drafts)
