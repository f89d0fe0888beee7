"""The rows of a worklist 工作清单: which cell speaks for which row, where pieces of work begin and which rows continue one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import Cell, Table
from extractors.text import squeeze
from extractors.worklists.columns import Column, Heading, repeats_heading

# ①, （1）, 1., 一、, at the head of a cell. A dot before a digit is a decimal point.
LABEL = re.compile(r"^\s*(?P<label>[①-⑳㉑-㉟]|[（(]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[）)]|(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[、．.](?!\d)))\s*")
_TOTAL = re.compile(r"^(合计|总计|小计|共计)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one column says for one row: the cell, whether another row prints it, and whether that is in doubt."""

    column: Column
    cell: Cell
    inherited: bool
    doubtful: bool = False


@dataclass(slots=True, kw_only=True)
class WorkRow:
    """One row that is a task: a piece of work of its own, or (``continues``) a further row under another's piece of work."""

    table: Table
    row: int
    section_label: str | None
    section: Cell | None
    label: str | None
    number: str | None
    work: Cell | None
    values: tuple[Value, ...]
    continues: WorkRow | None = None
    supports: list[Cell] = field(default_factory=list)

    def of(self, *kinds: str) -> tuple[Value, ...]:
        """The values of these kinds of columns, from left to right."""
        return tuple(value for value in self.values if value.column.kind in kinds)


def strip_label(text: str) -> tuple[str | None, str]:
    """The enumerator at the head of a cell and the rest.

    >>> strip_label("①推进审批提速"), strip_label("（3）支持创建园区"), strip_label("3.5万亩改造"), strip_label("压减环节")
    (('①', '推进审批提速'), ('（3）', '支持创建园区'), (None, '3.5万亩改造'), (None, '压减环节'))
    """
    match = LABEL.match(text)
    if not match or not text[match.end() :].strip():
        return None, text
    return squeeze(match["label"]), text[match.end() :]


def one_line(text: str) -> str:
    """The text of a cell on one line: lines joined without a space, but for two Latin words."""
    return re.sub(r"(?<=[A-Za-z0-9])\s*\n\s*(?=[A-Za-z])", " ", text.strip()).replace("\n", "").strip()


def read_rows(table: Table, heading: Heading) -> tuple[WorkRow, ...]:
    """The task rows of a worklist, in reading order."""
    return tuple(_Reader(table, heading).read())


class _Reader:
    """Goes down the rows and keeps what a later row may refer to: the section, the last piece of work, the last printed values."""

    def __init__(self, table: Table, heading: Heading) -> None:
        self.table, self.heading = table, heading
        self.work = heading.of("work")[0]
        self.banner: Cell | None = None
        self.last: WorkRow | None = None
        self.printed: dict[int, Cell] = {}

    def read(self) -> Iterator[WorkRow]:
        for row in range(self.heading.end_row, self.table.row_count + 1):
            if repeats_heading(self.table, row, self.heading) or self._is_total(row):
                continue
            banner = self._banner(row)
            if banner is not None:
                self.banner, self.last = banner, None
                self.printed.clear()
                continue
            found = self._row(row)
            if found is not None:
                yield found

    def _is_total(self, row: int) -> bool:
        cells = [cell for cell in self.table.row(row) if not cell.is_blank]
        return bool(cells) and bool(_TOTAL.match(squeeze(cells[0].text)))

    def _banner(self, row: int) -> Cell | None:
        """A section heading inside the table: one filled cell over (nearly) the whole width."""
        cells = [cell for cell in self.table.row(row) if not cell.is_blank]
        if len(cells) != 1 or cells[0].row_span > 1:
            return None
        wide = cells[0].column_span >= max(2, self.table.column_count - 1)
        alone = cells[0].column <= self.work.number and all(
            cell.row == row for number in range(1, self.table.column_count + 1) if (cell := self.table.at(row, number)) is not None
        )
        return cells[0] if wide or (alone and cells[0].column == 1 and self.heading.columns[0].kind != "number") else None

    def _row(self, row: int) -> WorkRow | None:
        work = self.table.at(row, self.work.number)
        supports = [cell for column in self.heading.of("support_item") if (cell := self.table.at(row, column.number)) is not None and not cell.is_blank]
        begins = work is not None and work.row == row and not work.is_blank
        own = any(self._own(row, column) for column in self.heading.of("units", "deadline", "officials", "timeline", "detail"))
        if not begins and not (own and self.last is not None):
            if self.last is not None and work is not None and (work is self.last.work or work.is_blank):
                self.last.supports.extend(cell for cell in supports if cell not in self.last.supports)
            return None
        first = self.last if not begins else None
        values = tuple(self._values(row))
        label = strip_label(work.text)[0] if begins and work is not None else None
        section, section_label = self._section(row)
        found = WorkRow(
            table=self.table,
            row=row,
            section_label=section_label,
            section=section,
            label=label,
            number=self._number(row, section),
            work=work if begins else (first.work if first else None),
            values=values,
            continues=first,
            supports=supports or (list(first.supports) if first else []),
        )
        self.last = found if begins else self.last
        return found

    def _own(self, row: int, column: Column) -> bool:
        cell = self.table.at(row, column.number)
        return cell is not None and cell.row == row and not cell.is_blank

    def _values(self, row: int) -> Iterator[Value]:
        """What each column says for the row. A merged cell speaks for all the rows that it covers.

        A blank cell of officials, or of the units that lead, is read as the cell above it: 同上 left out. That is in doubt.
        """
        for column in self.heading.columns:
            cell = self.table.at(row, column.number)
            if cell is None:
                continue
            if not cell.is_blank:
                self.printed[column.number] = cell
                yield Value(column=column, cell=cell, inherited=cell.row != row)
            elif self._ditto(column) and column.number in self.printed:
                yield Value(column=column, cell=self.printed[column.number], inherited=True, doubtful=True)

    def _ditto(self, column: Column) -> bool:
        if column.kind == "units":
            return column.role == "lead" or column.first_leads
        return column.kind == "officials"

    def _section(self, row: int) -> tuple[Cell | None, str | None]:
        """The section that the row stands in and its printed label."""
        for column in reversed(self.heading.of("section")):
            cell = self.table.at(row, column.number)
            if cell is not None and not cell.is_blank:
                label = strip_label(cell.text)[0]
                number = self._number_cell(row)
                if label is None and number is not None and (number.row, number.row_span) == (cell.row, cell.row_span):
                    label = squeeze(number.text)
                return cell, label
        return self.banner, strip_label(self.banner.text)[0] if self.banner else None

    def _number_cell(self, row: int) -> Cell | None:
        columns = self.heading.of("number")
        cell = self.table.at(row, columns[0].number) if columns else None
        return cell if cell is not None and not cell.is_blank else None

    def _number(self, row: int, section: Cell | None) -> str | None:
        """The row's own number, where the number column does not number the sections."""
        cell = self._number_cell(row)
        if cell is None or (section is not None and (cell.row, cell.row_span) == (section.row, section.row_span) and cell.row_span > 1):
            return None
        return squeeze(cell.text).rstrip(".．、") if cell.row == row else None
