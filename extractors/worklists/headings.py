"""Where the heading of a worklist stands: under captions, in one to three rows, twice side by side, or in its first column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.document import Cell, Table
from extractors.knowledge import Knowledge
from extractors.knowledge.model import ColumnKind
from extractors.text import squeeze
from extractors.units.collective import is_collective
from extractors.units.lists import is_complete
from extractors.worklists.columns import MAX_HEADING_LENGTH, Column, classify, is_worklist, read_column, settle_work

MAX_CAPTIONS = 3
MAX_HEADING_ROWS = 3
# Headings that also say what a number is measured in (单位：万元).
_AMBIGUOUS = frozenset(("单位", "部门", "科室", "处室", "股室"))
# Fields that a form must have to be a card of one task.
_MIN_FIELDS = 3
MAX_FIELDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a worklist: ``first_row`` and ``end_row`` are the half-open range of its rows; rows above are captions.

    ``columns`` are next to each other; a table may hold two worklists side by side.
    """

    first_row: int
    end_row: int
    columns: tuple[Column, ...]

    def of(self, *kinds: ColumnKind) -> tuple[Column, ...]:
        """The columns of these kinds, from left to right."""
        return tuple(column for column in self.columns if column.kind in kinds)

    def covers(self, cell: Cell) -> bool:
        """Whether a cell begins in one of the columns."""
        return self.columns[0].number <= cell.column <= self.columns[-1].number

    def row(self, table: Table, number: int) -> tuple[Cell, ...]:
        """The cells that begin in a row, of these columns, from left to right."""
        return tuple(cell for cell in table.row(number) if self.covers(cell))


def read_headings(table: Table, *, knowledge: Knowledge) -> tuple[Heading, ...]:
    """The heading of a worklist, from left to right where two stand side by side; empty where the table is none.

    Takes one to three heading rows (a merged group heading above narrower ones), below captions that span the table.
    """
    best: tuple[int, int, int, tuple[Column, ...]] | None = None
    for first in range(1, min(table.row_count, MAX_CAPTIONS + 1) + 1):
        if first > 1 and not _is_caption(table, first - 1):
            break
        for end in range(first + 1, min(first + MAX_HEADING_ROWS, table.row_count) + 1):
            if end - first > 1 and not _joined(table, first, end, knowledge):
                break
            columns = tuple(_column(table, number, first, end, knowledge) for number in range(1, table.column_count + 1))
            score = sum(column.kind != "other" for column in columns) if is_worklist(columns) else 0
            if score and (best is None or score >= best[0]):
                best = score, first, end, columns
    if best is None:
        return ()
    _, first, end, columns = best
    return tuple(Heading(first_row=first, end_row=end, columns=settle_work(half)) for half in _side_by_side(columns))


def _column(table: Table, number: int, first: int, end: int, knowledge: Knowledge) -> Column:
    column = read_column(table, number, first, end, knowledge=knowledge)
    if column.kind == "units" and column.heading in _AMBIGUOUS and not _holds_units(table, number, end):
        return replace(column, kind="other", role=None)
    return column


def _holds_units(table: Table, number: int, first_row: int) -> bool:
    cells = [cell for cell in table.cells if cell.column == number and cell.row >= first_row and not cell.is_blank]
    return 2 * sum(is_unit_like(cell) for cell in cells) > len(cells)


def is_unit_like(cell: Cell) -> bool:
    """Whether a cell ends like the name of a body or a class of them."""
    text = squeeze(cell.text).rstrip("等")
    return is_complete(text) or is_collective(text)


def _side_by_side(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], ...]:
    """The columns in two halves where the second half repeats the headings of the first."""
    half = len(columns) // 2
    headings = [column.heading for column in columns]
    if len(columns) % 2 == 0 and headings[:half] == headings[half:] and is_worklist(columns[:half]):
        return columns[:half], columns[half:]
    return (columns,)


def _is_caption(table: Table, row: int) -> bool:
    """A row of one cell over the whole width (the table's title, 单位：万元) stands above the heading."""
    cells = [cell for cell in table.row(row) if not cell.is_blank]
    wide = max(2, table.column_count - 1)
    return len(cells) <= 1 and (not cells or cells[0].column_span >= wide or len(table.row(row)) in (1, table.column_count))


def _joined(table: Table, first: int, end: int, knowledge: Knowledge) -> bool:
    """Whether the rows are one heading: a cell spans down to the last of them, or that row names columns under a gathering cell."""
    last = [cell for cell in table.row(end - 1) if not cell.is_blank]
    if not last or any(len(squeeze(cell.text)) > MAX_HEADING_LENGTH for cell in last):
        return False
    above = [cell for row in range(first, end - 1) for cell in table.row(row)]
    if any(cell.row_span > 1 and cell.row + cell.row_span == end and not cell.is_blank for cell in above):
        return True
    gathered = any(1 < cell.column_span < table.column_count for cell in above)
    return gathered and sum(classify(cell.text, knowledge=knowledge)[0] != "other" for cell in last) * 2 > len(last)


def repeats_heading(table: Table, row: int, heading: Heading) -> bool:
    """Whether a row prints the heading again, as tables do that run over pages."""
    cells = [cell for cell in heading.row(table, row) if not cell.is_blank]
    printed = {squeeze(cell.text) for column in heading.columns for cell in column.printed}
    return bool(cells) and all(squeeze(cell.text) in printed for cell in cells)


def continues_table(table: Table, heading: Heading, *, columns: int) -> bool:
    """Whether a table without a heading of its own goes on with the rows of the one before it.

    It has as many columns, and in its first rows stands what the heading promises: a body under the units or a number
    under 序号; a new heading of other words does neither.
    """
    if table.column_count != columns:
        return False
    rows = range(1, min(table.row_count, 3) + 1)
    units = [cell for row in rows for column in heading.of("units") if (cell := table.at(row, column.number)) is not None and not cell.is_blank]
    numbers = [cell for row in rows for column in heading.of("number") if (cell := table.at(row, column.number)) is not None and not cell.is_blank]
    if any(is_unit_like(cell) for cell in units):
        return not numbers or any(any(c.isdigit() for c in squeeze(cell.text)) or len(squeeze(cell.text)) < 4 for cell in numbers)
    return not units and bool(numbers) and all(squeeze(cell.text).isdigit() for cell in numbers)


def read_card(table: Table, *, knowledge: Knowledge) -> tuple[Heading, Table] | None:
    """The heading of a card 任务卡, which names the fields of one task beside their values; ``None`` where it is none.

    A card names its fields in its first column (then each further column is a task), or in every other cell of a row. It
    must name its work and, by words that allocate by themselves, its units; most of its fields must be known.

    Returns:
        The heading, and the table turned so that its fields are columns; the cells keep their addresses.
    """
    for turned in (_transposed(table), _transposed(_one_field_a_row(table))):
        if turned.row_count < 2 or turned.column_count > MAX_FIELDS:
            continue
        columns = tuple(read_column(turned, number, 1, 2, knowledge=knowledge) for number in range(1, turned.column_count + 1))
        known = [column for column in columns if column.kind != "other"]
        named = any(column.kind == "work" for column in columns)
        units = [column for column in columns if column.kind == "units" and column.sure]
        if not (named and units and is_worklist(columns)) or len(known) < _MIN_FIELDS or 2 * len(known) < len(columns):
            continue
        if all(_holds_units(turned, column.number, 2) for column in units):
            return Heading(first_row=1, end_row=2, columns=settle_work(columns)), turned
    return None


def _transposed(table: Table) -> Table:
    """The table with rows and columns changed for each other."""
    cells = tuple(
        replace(cell, row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for cell in sorted(table.cells, key=lambda cell: (cell.column, cell.row))
    )
    return Table(address=table.address, row_count=table.column_count, column_count=table.row_count, cells=cells)


def _one_field_a_row(table: Table) -> Table:
    """The table with a field and its value in each row, where a row prints several of them one beside the other."""
    rows = [table.row(number) for number in range(1, table.row_count + 1)]
    pairs = [row[i : i + 2] for row in rows for i in range(0, len(row), 2) if len(row) % 2 == 0]
    cells = tuple(
        replace(cell, row=number, column=column, row_span=1, column_span=1)
        for number, pair in enumerate(pairs, start=1)
        for column, cell in enumerate(pair, start=1)
    )
    return Table(address=table.address, row_count=len(pairs), column_count=2, cells=cells)
