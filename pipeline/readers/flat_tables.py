"""Tables that were flattened to lines, made tables again.

Three forms occur.

*A cell a line.* Each cell is a line that begins with a TAB, its further paragraphs are lines without one, rows are
parted by an empty line. Every cell is there, so an empty one says something: it is covered by the vertical merge above
it, column by column, whatever sections lie between. A cell that holds only a no-break space is printed and blank: it
ends the merge above, and may itself be merged over empty ones below.

*A row a line*, cells parted by single TABs, as copied from a sheet or a word processor. Merged and plainly empty cells
look alike here. A row that *begins* with empty cells cannot stand alone (what numbers or names it is missing), so those
are covered from above; any other empty cell is an empty cell.

*Markdown*, ``| a | b |`` with a row of dashes under the headings; empty cells as in the second form.

In all of them a cell of the first row is never covered, and a column that is empty from its heading down is not one
heading merged over everything but a column of empty cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.document import Cell, Table

_DASHES = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?")
_CELL_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"(?=\t|\Z)')
_PIPE = re.compile(r"(?<!\\)\|")
_BLANKS = " \t\u3000\xa0\u2002\u2003"
#: A quoted cell of a sheet may hold so many line breaks; more means that the quote is no quote.
_QUOTED_LINES = 12

#: What a column of numbers is headed by, where a table was copied with nothing but line breaks.
_COUNTER_HEADINGS = ("序号", "编号", "项次", "序　号", "序 号")
_MOST_COLUMNS = 12
_LONGEST_HEADING = 20

#: A cell before merges are known: its text, or ``None`` where it may be covered from above.
Rows = list[list[str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flattened:
    """A table found in lines ``[start, end)``. ``ragged`` where its rows differ in their number of cells."""

    start: int
    end: int
    rows: tuple[tuple[str | None, ...], ...]
    heading_rows: int
    ragged: bool

    def table(self, number: int) -> Table:
        """The table with its merges, under the address ``t<number>``."""
        return build_table(self.rows, address=f"t{number}", heading_rows=self.heading_rows)


def find_all(lines: Sequence[str]) -> list[Flattened]:
    """The tables in lines that are clean and without their line ends, in order; they do not overlap."""
    found: list[Flattened] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        following = position + 1
        if "\t" in line or line.lstrip().startswith("|"):
            tables, following = _find_at(lines, position)
            found += tables
        elif line.strip(_BLANKS) in _COUNTER_HEADINGS and (counted := _counted(lines, position)) is not None:
            found.append(counted)
            following = counted.end
        position = max(following, position + 1)
    return found


def _find_at(lines: Sequence[str], start: int) -> tuple[list[Flattened], int]:
    """The tables from a line on, and the line at which to look further: no line is looked at again and again."""
    line = lines[start]
    if not line.startswith("\t") and "\t" not in line:
        return _markdown(lines, start)
    by_row = _row_a_line(lines, start)
    if by_row is not None:
        return [by_row], by_row.end
    return _cells_by_line(lines, start) if line.startswith("\t") else ([], start + 1)


# --- a cell a line, without marks ---------------------------------------------------------------------------------------


def _counted(lines: Sequence[str], start: int) -> Flattened | None:
    """A table copied with one line a cell and nothing between: the headings from 序号 on, then rows that count 1, 2, 3 ….

    How many lines stand before the ``1`` is how many columns there are. Every row must have as many, so that each number
    stands where it should; from the first that does not, the lines are text again. Two rows make a table.
    """
    one = next((at for at in range(start + 1, min(len(lines), start + 1 + _MOST_COLUMNS)) if lines[at].strip(_BLANKS) == "1"), None)
    if one is None:
        return None
    columns = one - start
    headings = [line.strip(_BLANKS) for line in lines[start:one]]
    if columns < 3 or not all(0 < len(heading) <= _LONGEST_HEADING and not heading.endswith(("。", "；", "：")) for heading in headings):
        return None
    rows: Rows = [list(headings)]
    position = one
    while position + columns <= len(lines):
        row = [line.strip(_BLANKS) for line in lines[position : position + columns]]
        if row[0] != str(len(rows)) or not all(row):
            break
        rows.append(list(row))
        position += columns
    return _flattened(start, position, rows, heading_rows=0) if len(rows) > 2 else None


# --- a cell a line ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    cells: list[str | None]


def _cells_by_line(lines: Sequence[str], start: int) -> tuple[list[Flattened], int]:
    rows: list[_Row] = []
    position = start
    while position < len(lines) and lines[position].startswith("\t"):
        begin = position
        cells: list[str] = []
        while position < len(lines) and lines[position]:
            line = lines[position]
            if line.startswith("\t"):
                cells.append(line[1:])
            else:
                cells[-1] += "\n" + line
            position += 1
        rows.append(_Row(begin, position, [None if cell == "" else _tidy(cell) for cell in cells]))
        while position < len(lines) and not lines[position]:
            position += 1
    return [_flattened(run[0].start, run[-1].end, [row.cells for row in run], heading_rows=0) for run in _regular_runs(rows)], position


def _regular_runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Where these are rows of a table, and not paragraphs that a TAB indents: runs of one number of cells.

    A row of one cell inside a table is a line across it; before its first row or after its last it is a paragraph.
    """
    full = [number for number, row in enumerate(rows) if len(row.cells) > 1]
    if not full:
        return []
    inner = list(rows[full[0] : full[-1] + 1])
    usual, times = Counter(len(rows[number].cells) for number in full).most_common(1)[0]
    if times >= 0.8 * len(full) and 2 * len(full) >= len(inner):
        return [inner] if _is_table(usual, times) else []
    runs = [list(run) for _, run in groupby(rows, key=lambda row: len(row.cells))]
    return [run for run in runs if _is_table(len(run[0].cells), len(run))]


def _is_table(columns: int, rows: int) -> bool:
    return (columns >= 3 and rows >= 2) or (columns == 2 and rows >= 3)


# --- a row a line -----------------------------------------------------------------------------------------------------


def _row_a_line(lines: Sequence[str], start: int) -> Flattened | None:
    first, position = _split_row(lines, start)
    width = len(first)
    if width < 2 or sum(map(bool, first)) < max(2, width - 1):
        return None  # a table begins with its headings
    rows: Rows = [[_tidy(cell) for cell in first]]
    while position < len(lines) and "\t" in lines[position]:
        cells, following = _split_row(lines, position)
        if len(cells) != width:
            break
        rows.append([_tidy(cell) for cell in cells])
        position = following
    if not _is_table(width, len(rows)):
        return None
    return _flattened(start, position, _open_prefixes(rows), heading_rows=0)


def _split_row(lines: Sequence[str], position: int) -> tuple[list[str], int]:
    """The cells of the row at a line, and the line after it. A cell in quotes may hold line breaks and doubled quotes."""
    cells: list[str] = []
    rest = lines[position].rstrip("\t") if lines[position].count("\t") == 1 else lines[position]
    following = position + 1
    while True:
        quoted = _quoted(rest, lines, following) if rest.startswith('"') else None
        if quoted is None:
            cell, tab, rest = rest.partition("\t")
        else:
            cell, rest, following = quoted
            tab, rest = rest[:1], rest[1:]
        cells.append(cell)
        if not tab:
            return cells, following


def _quoted(rest: str, lines: Sequence[str], following: int) -> tuple[str, str, int] | None:
    """The cell in quotes that ``rest`` begins with, what comes after it, and the next line; ``None`` where it never ends well."""
    last = min(len(lines), following + _QUOTED_LINES)
    while True:
        close = _QUOTED.match(rest)
        if close:
            return close[0][1:-1].replace('""', '"'), rest[close.end() :], following
        if following >= last:
            return None
        rest += "\n" + lines[following]
        following += 1


def _open_prefixes(rows: Rows) -> Rows:
    """Rows in which the empty cells at the beginning may be covered, and the other empty ones are cells."""
    out: Rows = []
    for row in rows:
        filled = next((column for column, cell in enumerate(row) if cell), 0)
        out.append([None if column < filled else cell for column, cell in enumerate(row)])
    return out


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _markdown(lines: Sequence[str], start: int) -> tuple[list[Flattened], int]:
    end = start
    while end < len(lines) and lines[end].strip().startswith("|") and lines[end].strip() != "|":
        end += 1
    found = lines[start:end]
    dashes = [number for number, line in enumerate(found) if _DASHES.fullmatch(line.strip())]
    rows = [_pipe_cells(line) for number, line in enumerate(found) if number not in dashes]
    if len(rows) + len(dashes) < 2 or not rows or max(map(len, rows)) < 2:
        return [], end
    return [_flattened(start, end, _open_prefixes(rows), heading_rows=1 if dashes[:1] == [1] else 0)], end


def _pipe_cells(line: str) -> list[str | None]:
    inner = line.strip().removeprefix("|")
    parts = _PIPE.split(inner)
    if parts and not parts[-1].strip():
        parts.pop()
    return [_tidy(_CELL_BREAK.sub("\n", part.replace("\\|", "|"))) for part in parts]


# --- merges -----------------------------------------------------------------------------------------------------------


def _tidy(cell: str | None) -> str:
    """The paragraphs of a cell without the white space around them and without blank ones at both ends."""
    return "\n".join(line.strip(_BLANKS) for line in (cell or "").split("\n")).strip("\n")


def _flattened(start: int, end: int, rows: Rows, *, heading_rows: int) -> Flattened:
    widest = max(map(len, rows))
    return Flattened(
        start=start,
        end=end,
        rows=tuple(tuple(row) for row in rows),
        heading_rows=heading_rows,
        ragged=any(len(row) not in (1, widest) for row in rows),
    )


def build_table(rows: Sequence[Sequence[str | None]], *, address: str, heading_rows: int = 0) -> Table:
    """A table from its rows, where ``None`` is a place that the cell above it covers.

    A row of one cell in a table of several columns is a line across all of them, and so is one whose first cell is printed
    and every other covered: a section's heading or a remark under the table. Rows that are shorter otherwise leave places
    without a cell.
    """
    column_count = max(map(len, rows))
    rows = [row[:1] if row[0] and row[0].strip() and all(cell is None for cell in row[1:]) else row for row in rows]
    plain = _columns_without_text(rows)
    heads: dict[int, tuple[int, int]] = {}  # column → row where the cell that now covers begins, its column span
    spans: dict[tuple[int, int], int] = {}
    texts: dict[tuple[int, int], tuple[str, int]] = {}
    for number, row in enumerate(rows, 1):
        across = column_count if len(row) == 1 else 1
        for column, text in enumerate(row, 1):
            above = heads.get(column)
            if text is None and above is not None and above[1] == across and column not in plain:
                spans[above[0], column] += 1
            else:
                texts[number, column] = (text or "", across)
                spans[number, column] = 1
                heads[column] = (number, across)
        if len(row) not in (1, column_count):
            for column in range(len(row) + 1, column_count + 1):
                heads.pop(column, None)
        elif across > 1:
            for column in range(2, column_count + 1):
                heads.pop(column, None)
    cells = tuple(
        Cell(address=f"{address}/r{row}/c{column}", text=text, row=row, column=column, row_span=spans[row, column], column_span=across)
        for (row, column), (text, across) in sorted(texts.items())
    )
    return Table(address=address, row_count=len(rows), column_count=column_count, cells=cells, heading_rows=heading_rows)


def _columns_without_text(rows: Sequence[Sequence[str | None]]) -> frozenset[int]:
    """The columns that are empty from the heading down."""
    filled = {column for row in rows[1:] for column, text in enumerate(row, 1) if text and len(row) > 1}
    return frozenset(range(1, max(map(len, rows)) + 1)) - filled
