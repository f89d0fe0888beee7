"""Tables that pages cut apart 跨页表格, put together: repeated headings go, cut cells and merges become whole.

Whether the first row on a page goes on with the last row of the page before or is a row of its own is weighed. What
decides most is room: text goes on overleaf only from a cell that is full to its bottom. Then: whether a line ends where
nothing ends, whether rules close the row, whether columns that are always filled stay empty, whether a number counts on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.document import Cell, Remark, Table, TablePart
from pipeline.readers.line_breaks import CLOSERS, TERMINAL
from pipeline.readers.pdf_lines import PdfLine
from pipeline.readers.pdf_paragraphs import Folded, fold
from pipeline.readers.pdf_tables import CellDraft, GridDraft

#: Borders that differ by less are one.
_NEAR: Final = 4.0
_MOST_HEADINGS: Final = 4
#: The distance of baselines in ems, and how many such lines a cell must have free to be not full.
_PITCH: Final = 1.35
_FREE_LINES: Final = 1.6
#: Weights nearer to zero than this leave a doubt.
_DOUBTFUL: Final = 1.0
_LABEL: Final = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）]?[.．、]?")


@dataclass(slots=True)
class JoinedCell:
    """A cell of the whole table: rows from 0, borders in points from the left side, its piece of each page."""

    row: int
    row_span: int
    x0: float
    x1: float
    pieces: list[CellDraft]

    @property
    def end_row(self) -> int:
        return self.row + self.row_span

    @property
    def lines(self) -> list[PdfLine]:
        return [line for piece in self.pieces for line in piece.lines]

    @property
    def filled(self) -> bool:
        return any(piece.lines for piece in self.pieces)


@dataclass(slots=True)
class _Part:
    grid: GridDraft
    first_row: int
    end_row: int


@dataclass(slots=True)
class JoinedTable:
    """A table as far as it is read. ``doubts`` are pages and what is doubtful at the break before them."""

    cells: list[JoinedCell]
    row_count: int
    parts: list[_Part]
    heading_rows: int = 0
    doubts: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, grid: GridDraft) -> JoinedTable:
        """The table that begins with a grid."""
        left = grid.xs[0]
        cells = [JoinedCell(cell.row, cell.row_span, cell.x0 - left, cell.x1 - left, [cell]) for cell in grid.cells]
        return cls(cells, grid.row_count, [_Part(grid, 0, grid.row_count)])

    @property
    def last(self) -> GridDraft:
        return self.parts[-1].grid

    @property
    def is_frame(self) -> bool:
        """At most one cell a row holds anything: a frame around text, as in a Word file."""
        rows = [cell.row for cell in self.cells if cell.filled]
        return len(set(rows)) == len(rows)

    def goes_on(self, grid: GridDraft) -> bool:
        """Whether a grid at the head of the next page may be this table: as wide as it, to a few points."""
        old, new = self.last, grid
        return (
            new.page == old.page + 1
            and not (new.nested or old.nested)
            and abs((old.xs[-1] - old.xs[0]) - (new.xs[-1] - new.xs[0])) <= _NEAR
            and (len(self.cells) > 1 or len(new.cells) > 1 or abs(old.xs[0] - new.xs[0]) <= _NEAR)
        )

    def add(self, grid: GridDraft, *, free: float) -> None:
        """Puts the next page's grid behind this table. ``free`` is the height left empty below the table on the page before."""
        skipped = self._repeated_headings(grid)
        if skipped:
            self.heading_rows = skipped
        first = [cell for cell in grid.cells if cell.row == skipped]
        if not first:
            self.parts.append(_Part(grid, self.row_count, self.row_count))
            return
        pairs = self._pairs(first, grid)
        weight = _weigh(self, pairs, grid, free=free, headed=bool(skipped)) if pairs else -9.0
        cut = weight > 0
        if abs(weight) < _DOUBTFUL:
            reading = "被分页切开的一行" if cut else "两行"
            self.doubts.append((grid.page, f"分页处上下两行按{reading}读取，未必如此"))
        offset = self.row_count - skipped - (1 if cut else 0)
        going_on = {id(new): old for old, new in pairs or () if cut or self._is_merge(old, new, pairs, grid)}
        for cell in grid.cells:
            if cell.row < skipped:
                continue
            old = going_on.get(id(cell))
            if old is not None:
                old.pieces.append(cell)
                old.row_span = max(old.end_row, cell.end_row + offset) - old.row
            else:
                left = grid.xs[0]
                self.cells.append(JoinedCell(cell.row + offset, cell.row_span, cell.x0 - left, cell.x1 - left, [cell]))
        self.row_count = grid.row_count + offset
        self.parts.append(_Part(grid, skipped + offset, self.row_count))

    def _repeated_headings(self, grid: GridDraft) -> int:
        """How many rows at the head of a grid repeat the head of the table."""
        known = (self.heading_rows,) if self.heading_rows else range(min(_MOST_HEADINGS, self.row_count, grid.row_count), 0, -1)
        left = grid.xs[0]
        for count in known:
            mine = sorted((c.row, c.row_span, round(c.x0 / 9), _squeezed(c.lines)) for c in self.cells if c.row < count)
            others = sorted((c.row, c.row_span, round((c.x0 - left) / 9), _squeezed(c.lines)) for c in grid.cells if c.row < count)
            closed = all(cell.end_row <= count for cell in grid.cells if cell.row < count)
            filled = sum(bool(text) for *_, text in others)
            alike = len(mine) == len(others) and all(a[:2] == b[:2] and abs(a[2] - b[2]) <= 1 and a[3] == b[3] for a, b in zip(mine, others, strict=True))
            if closed and alike and filled > 1 and filled >= 0.5 * len(others):
                return count
        return 0

    def _pairs(self, first: Sequence[CellDraft], grid: GridDraft) -> list[tuple[JoinedCell, CellDraft]]:
        """The cells over and under the break, where they stand between the same borders; empty where none do.

        A row is one row only if all of its borders go on; single merges may go on beside rows that differ.
        """
        left = grid.xs[0]
        above = [cell for cell in self.cells if cell.end_row == self.row_count]
        pairs = []
        for new in first:
            for old in above:
                if abs(old.x0 - (new.x0 - left)) <= _NEAR and abs(old.x1 - (new.x1 - left)) <= _NEAR:
                    pairs.append((old, new))
        return pairs

    def _is_merge(
        self, old: JoinedCell, new: CellDraft, pairs: Sequence[tuple[JoinedCell, CellDraft]] | None, grid: GridDraft
    ) -> bool:
        """Whether an empty cell under the break, in a row of its own, is the rest of the merged cell above it."""
        if new.lines:
            return False
        if new.row_span > 1 and any(other.row_span < new.row_span for _, other in pairs or ()):
            return True
        first_filled = min((other.x0 for _, other in pairs or () if other.lines), default=grid.xs[0])
        if not old.filled:
            return False
        if old.row_span > 1 or new.x0 < first_filled:
            return True
        left = grid.xs[0]
        body = [(cell.x0, cell.row_span, cell.filled) for cell in self.cells if cell.row >= self.heading_rows]
        body += [(cell.x0 - left, cell.row_span, bool(cell.lines)) for cell in grid.cells if cell.row > new.row]
        column = [(span, filled) for x0, span, filled in body if abs(x0 - old.x0) <= _NEAR]
        telling = [(span, filled) for span, filled in column if span > 1 or not filled]
        telling = telling or [(span, filled) for _, span, filled in body if span > 1 or not filled]
        merged = sum(span > 1 for span, _ in telling)
        if merged > len(telling) - merged:
            self.doubts.append((grid.page, "分页处下方的空单元格按并入上方的单元格读取，未必如此"))
            return True
        return False

    # ---- the finished table

    def table(self, address: str) -> tuple[Table, tuple[Remark, ...]]:
        """The table under an address, and remarks on what is doubtful in it."""
        borders = _clusters(edge for cell in self.cells for edge in (cell.x0, cell.x1))
        cells = []
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.x0)):
            column, end = _index(borders, cell.x0), _index(borders, cell.x1)
            piece = cell.pieces[0]
            cells.append(
                Cell(
                    address=f"{address}/r{cell.row + 1}/c{column + 1}", text=_text(cell), row=cell.row + 1, column=column + 1,
                    row_span=cell.row_span, column_span=max(1, end - column), page=piece.page,
                    box=self.parts[0].grid.frame.box(piece.x0, piece.top, piece.x1, piece.bottom) if piece.page == self.parts[0].grid.page
                    else next(p.grid for p in self.parts if p.grid.page == piece.page).frame.box(piece.x0, piece.top, piece.x1, piece.bottom),
                )
            )  # fmt: skip
        parts = tuple(
            TablePart(
                first_row=part.first_row + 1, end_row=part.end_row + 1, page=part.grid.page,
                box=part.grid.frame.box(part.grid.xs[0], part.grid.top, part.grid.xs[-1], part.grid.bottom),
            )
            for part in self.parts
        )  # fmt: skip
        remarks = tuple(Remark(code="read.table_break", message=message, address=address, page=page) for page, message in self.doubts)
        table = Table(
            address=address, row_count=self.row_count, column_count=len(borders) - 1, cells=tuple(cells),
            heading_rows=self.heading_rows, parts=parts,
        )  # fmt: skip
        return table, remarks

    def paragraphs(self) -> list[Folded]:
        """The paragraphs of a frame."""
        ordered = sorted(self.cells, key=lambda cell: (cell.row, cell.x0))
        return [paragraph for cell in ordered for paragraph in fold(cell.lines, in_cell=True)]


def _text(cell: JoinedCell) -> str:
    return "\n".join(paragraph.text for paragraph in fold(cell.lines, in_cell=True))


def _squeezed(lines: Sequence[PdfLine]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def _clusters(edges: object) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):  # type: ignore[call-overload]
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _index(borders: Sequence[float], edge: float) -> int:
    return min(range(len(borders)), key=lambda index: abs(borders[index] - edge))


# ---- weighing


def _weigh(table: JoinedTable, pairs: Sequence[tuple[JoinedCell, CellDraft]], grid: GridDraft, *, free: float, headed: bool) -> float:
    """How much speaks for one row cut by the break (above zero) and for two rows (below)."""
    above = [cell for cell in table.cells if cell.end_row == table.row_count]
    first_row = min(new.row for _, new in pairs)
    beside = [cell for cell in grid.cells if cell.row == first_row]
    if len(pairs) < len(beside) or len(pairs) < len(above):
        return -9.0
    if not any(new.lines for _, new in pairs):
        return 2.0 if all(new.row_span == 1 for _, new in pairs) else -2.0
    row = _RowEnd.of([old.pieces[-1] for old, _ in pairs])
    weight = sum(_weigh_pair(table, old, new, row) for old, new in pairs)
    if len(pairs) > 3 and all(old.pieces[-1].lines and new.lines for old, new in pairs):
        weight -= 1.5
    if table.last.open_bottom or (grid.open_top and not headed):
        weight += 4
    if free > 2.2 * row.pitch:
        weight -= 2.5
    return weight


@dataclass(frozen=True, slots=True)
class _RowEnd:
    """How a row meets the bottom of the page: the distance of its baselines, and what is left below its fullest cell."""

    pitch: float
    padding: float

    @classmethod
    def of(cls, cells: Sequence[CellDraft]) -> _RowEnd:
        steps = [b.baseline - a.baseline for cell in cells for a, b in pairwise(cell.lines) if 0 < b.baseline - a.baseline < 3 * a.size]
        sizes = [line.size for cell in cells for line in cell.lines]
        pitch = median(steps) if steps else _PITCH * median(sizes) if sizes else 14.0
        padding = min((cell.bottom - cell.lines[-1].bottom for cell in cells if cell.lines), default=0.0)
        return cls(pitch, max(0.0, min(padding, pitch)))

    def free_lines(self, cell: CellDraft) -> float:
        """How many more lines a cell had room for."""
        return (cell.bottom - cell.lines[-1].bottom - self.padding) / self.pitch


def _weigh_pair(table: JoinedTable, old: JoinedCell, new: CellDraft, row: _RowEnd) -> float:
    piece = old.pieces[-1]
    if not new.lines:
        alone = new.row_span == 1 and old.row_span == 1 and old.filled
        return _weigh_blank(table, old) if alone else 0.0
    if not piece.lines:  # text in the middle of a cell may stand wholly overleaf
        return -1.0 if _is_centred(new) and not old.filled else -3.0
    free = row.free_lines(piece)
    last, first = piece.lines[-1], new.lines[0]
    if free > _FREE_LINES:
        return -3.0
    if _counts_on(_squeezed(piece.lines), _squeezed(new.lines)):
        return -4.0
    if first.text[0] in CLOSERS:
        return 4.0
    ems = (last.right - last.left) / last.size
    set_alike = _is_centred_line(last) == _is_centred_line(first)
    if set_alike and len(fold([last, first], in_cell=True)) == 1 and not TERMINAL.search(last.text):
        return 3.0 if ems > 8 else 1.5 if ems > 5 else 0.3
    if free > 0.85:  # a line more would have gone here, but for the rule that leaves no first line alone
        return -1.5
    return -0.3 if ems > 8 else -0.6


def _is_centred(cell: CellDraft) -> bool:
    """Whether the text stands in the middle of the cell's height."""
    above, below = cell.lines[0].top - cell.top, cell.bottom - cell.lines[-1].bottom
    return above > 0.8 * cell.lines[0].size and abs(above - below) < 0.6 * cell.lines[0].size


def _is_centred_line(line: PdfLine) -> bool:
    return line.indent > 0.5 and abs(line.indent - line.room) < 0.6


def _weigh_blank(table: JoinedTable, cell: JoinedCell) -> float:
    """An empty cell under a filled one speaks for one row as far as the column's cells are filled, less where they are merged."""
    column = [other for other in table.cells if abs(other.x0 - cell.x0) <= _NEAR and abs(other.x1 - cell.x1) <= _NEAR]
    filled = sum(other.filled for other in column) / len(column)
    return filled * (0.4 if any(other.row_span > 1 for other in column) else 1.0)


def _counts_on(left: str, right: str) -> bool:
    """Whether both texts are labels of rows, which do not go on overleaf."""
    return bool(_LABEL.fullmatch(left) and _LABEL.fullmatch(right) and left != right)
