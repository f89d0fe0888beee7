"""The rows of a worklist 工作清单: which cell speaks for which row, where pieces of work begin and which rows continue one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extractors.document import Cell, Table
from extractors.text import squeeze
from extractors.worklists.columns import Column
from extractors.worklists.headings import Heading, repeats_heading

_NOTHING = re.compile(r"[—\-－–/／\\]*|无")

# ①, （1）, 1., 一、, at the head of a cell. A dot before a digit is a decimal point.
LABEL = re.compile(r"^\s*(?P<label>[①-⑳㉑-㉟]|[（(]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[）)]|(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[、．.](?!\d)))\s*")
_CHINESE_LABEL = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[）)]?[、．.]?$")
_TOTAL = re.compile(r"^(合计|总计|小计|共计)")
_REMARK_ROW = re.compile(r"^(?:备?注|说明|填表说明|注释)[：:0-9]")
_DITTO = frozenset(("同上", "〃", "″", "″″", "同前"))
_MAX_BANNER = 60


def says_nothing(cell: str) -> bool:
    """Whether a cell is blank or holds a dash, a stroke or 无: there is nothing to say here."""
    return _NOTHING.fullmatch(squeeze(cell)) is not None


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


def read_rows(tables: Sequence[Table], heading: Heading) -> tuple[WorkRow, ...]:
    """The task rows of a worklist, in reading order.

    Args:
        tables: the table that the heading stands in, and those that go on with it without a heading of their own.
        heading: the heading of the first.
    """
    reader = _Reader(heading)
    return tuple(row for i, table in enumerate(tables) for row in reader.read(table, heading.end_row if i == 0 else 1))


class _Reader:
    """Goes down the rows and keeps what a later row may refer to: the section, the last piece of work, the last printed values."""

    table: Table

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.work = heading.of("work")[0]
        self.banner: Cell | None = None
        self.banner_label: str | None = None
        self.last: WorkRow | None = None
        self.printed: dict[int, Cell] = {}
        self.numbered: set[int] = set()

    def read(self, table: Table, first: int) -> Iterator[WorkRow]:
        """The task rows of one table, from a row on."""
        self.table = table
        self.numbered = {column.number for column in self.heading.of("section") if self._is_numbered(column)}
        for row in range(first, table.row_count + 1):
            if repeats_heading(table, row, self.heading) or self._says_nothing(row):
                continue
            banner = self._banner(row)
            if banner is not None:
                self.banner, self.last = banner, None
                self.printed.clear()
                continue
            found = self._row(row)
            if found is not None:
                yield found

    def _filled(self, row: int) -> list[Cell]:
        return [cell for cell in self.heading.row(self.table, row) if not cell.is_blank]

    def _says_nothing(self, row: int) -> bool:
        """A total, or a remark under the table."""
        cells = self._filled(row)
        if not cells:
            return False
        text = squeeze(cells[0].text)
        return bool(_TOTAL.match(text)) or (len(cells) == 1 and (bool(_REMARK_ROW.match(text)) or (self._is_wide(cells[0]) and len(text) > _MAX_BANNER and not LABEL.match(text))))

    def _is_wide(self, cell: Cell) -> bool:
        return cell.column_span >= max(2, len(self.heading.columns) - 1)

    def _banner(self, row: int) -> Cell | None:
        """A section heading inside the table: a cell over (nearly) the whole width, or one with nothing beside it but its number."""
        cells = self._filled(row)
        if not cells or cells[0].row_span > 1 or len(cells) > 2:
            return None
        label = squeeze(cells[0].text)
        alone = all(cell.row == row for column in self.heading.columns if (cell := self.table.at(row, column.number)) is not None)
        if len(cells) == 2:
            first, second = cells
            heads = _CHINESE_LABEL.match(label) and first.column < second.column <= self.work.number and first.column in self._numbers()
            if not (heads and alone and self._has_arabic_numbers()):
                return None
            self.banner_label = label
            return second
        only = cells[0]
        printed = strip_label(only.text)[0]
        kind = next(column.kind for column in self.heading.columns if column.number == only.column)
        in_place = kind in ("number", "section", "work", "other") and (only.column not in self._numbers() or (len(label) > 3 and not label.isdigit()))
        labelled = printed is not None and bool(_CHINESE_LABEL.match(printed))
        if not (self._is_wide(only) or (alone and in_place and (labelled or only.column < self.work.number))):
            return None
        self.banner_label = printed
        return only

    def _numbers(self) -> set[int]:
        return {column.number for column in self.heading.of("number")}

    def _has_arabic_numbers(self) -> bool:
        """Whether the table counts its rows in digits, so that a Chinese number counts something else."""
        return any(cell.column in self._numbers() and squeeze(cell.text).isdigit() for cell in self.table.cells)

    def _row(self, row: int) -> WorkRow | None:
        work = self.table.at(row, self.work.number)
        named = [self.table.at(row, column.number) for column in self.heading.of("support_item")]
        supports = [cell for cell in named if cell is not None and not says_nothing(cell.text)]
        begins = work is not None and work.row == row and not work.is_blank
        own = any(self._own(row, column) for column in self.heading.of("units", "deadline", "officials", "timeline", "period", "detail"))
        if not begins and not (own and self.last is not None):
            if self.last is not None and work is not None and (work is self.last.work or work.is_blank):
                self.last.supports.extend(cell for cell in supports if cell not in self.last.supports)
            return None
        first = self.last if not begins else None
        section, section_label = self._section(row)
        found = WorkRow(
            table=self.table,
            row=row,
            section_label=section_label,
            section=section,
            label=strip_label(work.text)[0] if begins and work is not None else None,
            number=self._number(row, section),
            work=work if begins else (first.work if first else None),
            values=tuple(self._values(row)),
            continues=first,
            supports=supports or (list(first.supports) if first else []),
        )
        self.last = found if begins else self.last
        return found

    def _own(self, row: int, column: Column) -> bool:
        cell = self.table.at(row, column.number)
        return cell is not None and cell.row == row and not cell.is_blank

    def _values(self, row: int) -> Iterator[Value]:
        """What each column says for the row. A merged cell speaks for all the rows that it covers, 同上 for the cell above.

        A blank cell of officials, or of the units that lead in a row that names no others, is read as 同上 left out. That is in doubt.
        """
        no_units = not any(self._own(row, column) for column in self.heading.of("units"))
        for column, cell in self._covering(row):
            above = self.printed.get(column.number)
            if not cell.is_blank and squeeze(cell.text) not in _DITTO:
                self.printed[column.number] = cell
                yield Value(column=column, cell=cell, inherited=cell.row != row)
            elif above is not None and not cell.is_blank:
                yield Value(column=column, cell=above, inherited=True)
            elif above is not None and (column.kind == "officials" or (no_units and self._leads(column))):
                yield Value(column=column, cell=above, inherited=True, doubtful=True)

    def _covering(self, row: int) -> Iterator[tuple[Column, Cell]]:
        """The cells that cover the row, each once; one merged over columns of several roles gives none of them."""
        columns = [column for column in self.heading.columns if self.table.at(row, column.number) is not None]
        for cell, group in groupby(columns, key=lambda column: self.table.at(row, column.number)):
            over = list(group)
            shared = len({column.role for column in over if column.kind == "units"}) > 1
            if cell is not None:
                yield (replace(over[0], role="responsible") if shared else over[0]), cell

    @staticmethod
    def _leads(column: Column) -> bool:
        return column.kind == "units" and (column.role == "lead" or column.first_leads)

    def _section(self, row: int) -> tuple[Cell | None, str | None]:
        """The section that the row stands in and its printed label."""
        for column in reversed(self.heading.of("section")):
            cell = self.table.at(row, column.number)
            if cell is not None and not cell.is_blank:
                label = strip_label(cell.text)[0]
                number = self._number_cell(row)
                if label is None and number is not None and column.number in self.numbered:
                    label = squeeze(number.text)
                return cell, label
        return self.banner, self.banner_label

    def _is_numbered(self, column: Column) -> bool:
        """Whether the numbers count the sections in a column rather than the rows: each number is as high as its section."""
        sections = [
            cell
            for cell in self.table.cells
            if cell.column == column.number and not cell.is_blank and not repeats_heading(self.table, cell.row, self.heading)
        ]
        numbers = [self._number_cell(cell.row) for cell in sections]
        return all(
            number is not None and (number.row, number.row_span) == (cell.row, cell.row_span)
            for number, cell in zip(numbers, sections, strict=True)
        )

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
