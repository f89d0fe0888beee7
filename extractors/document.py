"""The one shape in which every reader hands a file over: blocks in reading order, each with an address.

Addresses are structural, so that they exist in every format: ``p12`` is the twelfth paragraph, ``t1`` the first
table, ``t1/r3/c5`` the cell that begins in its third row and fifth column (all counted from 1). Page and box are
there where the format has them.

The *canonical text* is all the blocks put together: blocks and table rows end with a newline, the cells of a row are
parted by a tab, and a merged cell stands once, where it begins. Every offset in a record is one into this text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

PlaceOnPage = Literal["body", "header", "footer", "footnote", "textbox"]
Alignment = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the bytes came from. ``name`` is the file name or the address inside an archive; ``sha256`` is of the bytes."""

    name: str
    media_type: str
    sha256: str
    bytes: int
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a site's or crawler's own front matter (``文号``: ``沪环规〔2026〕19号``). It is no text of the notice."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something a reader could not settle, to become a problem of the record. ``code`` begins with ``read.``."""

    code: str
    message: str
    address: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph.

    ``text`` is what a person sees, an automatic number included; ``label`` is that number (``（一）``) where the
    reader restored it, and then ``text`` begins with it. ``outline`` is the outline or heading level from 1, where the
    file says one. ``place`` tells running heads, footers and footnotes from the body.
    """

    address: str
    text: str
    label: str | None = None
    outline: int | None = None
    aligned: Alignment | None = None
    place: PlaceOnPage = "body"
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell, merged or not. ``row`` and ``column`` count from 1 and are those of its top left corner.

    ``text`` holds its paragraphs, parted by newlines. A cell whose text is white space is *blank*: it is printed, and
    says nothing. A place without a cell of its own is covered by a merge: ask :meth:`Table.at`.
    """

    address: str
    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """The rows ``[first_row, end_row)`` of a table that stand on one page."""

    first_row: int
    end_row: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table, its cells in reading order (by row, then column). A table split over pages is one, with a part a page.

    ``heading_rows`` is how many rows the *file* marks as repeated headings (0 where it marks none); what the headings
    mean is not the reader's business.
    """

    address: str
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    heading_rows: int = 0
    parts: tuple[TablePart, ...] = ()

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        grid: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid.setdefault((row, column), cell)
        return grid

    @cached_property
    def _by_row(self) -> dict[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {number: tuple(cells) for number, cells in rows.items()}

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, ``None`` where a ragged table has none."""
        return self._grid.get((row, column))

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that *begin* in a row, from left to right."""
        return self._by_row.get(number, ())


Block = Paragraph | Table


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as a reader understood it. Pure data: no files, no knowledge of what a task is."""

    source: Source
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def _canonical(self) -> tuple[str, dict[str, tuple[int, int]]]:
        pieces: list[str] = []
        spans: dict[str, tuple[int, int]] = {}
        position = 0

        def put(piece: str) -> tuple[int, int]:
            nonlocal position
            pieces.append(piece)
            position += len(piece)
            return position - len(piece), position

        for block in self.blocks:
            if isinstance(block, Paragraph):
                spans[block.address] = put(block.text)
            else:
                start, row = position, 0
                for cell in block.cells:
                    if row:
                        put("\n" if cell.row != row else "\t")
                    row = cell.row
                    spans[cell.address] = put(cell.text)
                spans[block.address] = (start, position)
            put("\n")
        return "".join(pieces), spans

    @property
    def text(self) -> str:
        """The canonical text (see the module's head)."""
        return self._canonical[0]

    def span(self, address: str) -> tuple[int, int]:
        """The half-open range of a block or cell in the canonical text.

        Raises:
            KeyError: no block has this address.
        """
        return self._canonical[1][address]

    @cached_property
    def _leaves(self) -> tuple[list[int], list[Paragraph | Cell]]:
        leaves: list[Paragraph | Cell] = []
        for block in self.blocks:
            leaves.extend([block] if isinstance(block, Paragraph) else block.cells)
        return [self.span(leaf.address)[0] for leaf in leaves], leaves

    def leaf_at(self, offset: int) -> Paragraph | Cell:
        """The paragraph or cell that an offset of the canonical text lies in.

        Raises:
            IndexError: the document is empty.
        """
        starts, leaves = self._leaves
        index = max(0, bisect_right(starts, offset) - 1)
        # empty cells share their start with the next one: the last that begins here and is long enough holds it
        while index > 0 and starts[index] == starts[index - 1] and not leaves[index].text:
            index -= 1
        return leaves[index]

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the body, in reading order, tables left out."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """The tables, in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))
