"""The grid of a Word table: which cell stands where and how far it reaches (ECMA-376 Part 1, 17.4).

Nothing is said about text here; the cells keep the elements that hold it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final

from pipeline.readers.docx_xml import ALTERNATE, SDT, SDT_CONTENT, VAL, Element, W, alternative, is_on, number, whole

_TR: Final = W + "tr"
_TC: Final = W + "tc"
_WRAPPERS: Final = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag"))
#: Edges nearer than this (in twentieths of a point) are one: Word itself snaps widths that were rounded apart.
_SNAP: Final = 60
#: Word makes tables of 63 columns, other programs of more; a span beyond this is damage.
_MOST_COLUMNS: Final = 1024


@dataclass(slots=True)
class GridCell:
    """A cell with its place (from 1) and span; ``hidden`` are the cells that a merge covers, ``tc`` is the one that shows."""

    tc: Element
    row: int
    column: int
    column_span: int
    row_span: int = 1
    hidden: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that show, by row and column."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    heading_rows: int

    def is_frame(self) -> bool:
        """At most one cell a row holds anything: a frame around text, not a table, since nothing stands beside anything."""
        filled = [cell.row for cell in self.cells if _holds_something(cell.tc)]
        return len(set(filled)) == len(filled)


@dataclass(slots=True)
class _Raw:
    """A cell as written: ``start`` and ``span`` in grid columns from 0, ``continues`` the cell above (vMerge)."""

    tc: Element
    start: int
    span: int
    continues: bool
    width: int | None
    covered: list[Element] = field(default_factory=list)


def _holds_something(tc: Element) -> bool:
    """Text, or a paragraph of a list, whose number is all that it says."""
    return any(text.text and not text.text.isspace() for text in tc.iter(W + "t")) or next(tc.iter(W + "numPr"), None) is not None


def read_grid(table: Element) -> Grid:
    """The grid of ``w:tbl``, rows deleted by tracked changes left out."""
    rows: list[tuple[list[_Raw], int]] = []
    headings = 0
    for tr in _children(table, _TR):
        properties = tr.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        if headings == len(rows) and is_on(properties, "tblHeader"):
            headings += 1
        rows.append(_raw_row(tr, properties))
    if len({_end(row, tr_after) for row, tr_after in rows}) > 1:
        _place_by_width([row for row, _ in rows])
    cells = _merge([row for row, _ in rows])
    width = max((cell.column + cell.column_span - 1 for cell in cells), default=0)
    return Grid(tuple(cells), len(rows), width, headings)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those inside content controls and other wrappers."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from _children(content, wanted)
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)
        elif child.tag == ALTERNATE:
            branch = alternative(child)
            if branch is not None:
                yield from _children(branch, wanted)


def _raw_row(tr: Element, properties: Element | None) -> tuple[list[_Raw], int]:
    """The cells of a row as written, and the grid columns left out after them."""
    row: list[_Raw] = []
    column = _columns(properties, "gridBefore")
    for tc in _children(tr, _TC):
        own = tc.find(W + "tcPr")
        if own is not None and own.find(W + "cellDel") is not None:
            continue
        span = max(1, _columns(own, "gridSpan"))
        if row and own is not None and _merge_state(own, "hMerge") == "continue":
            row[-1].span += span
            row[-1].covered.append(tc)
            row[-1].width = _sum(row[-1].width, _width(own))
        else:
            continues = own is not None and _merge_state(own, "vMerge") == "continue"
            row.append(_Raw(tc, column, span, continues, _width(own)))
        column += span
    return row, _columns(properties, "gridAfter")


def _columns(properties: Element | None, name: str) -> int:
    return min(max(number(properties, name) or 0, 0), _MOST_COLUMNS)


def _merge_state(properties: Element, name: str) -> str | None:
    found = properties.find(W + name)
    return None if found is None else found.get(VAL, "continue")


def _width(properties: Element | None) -> int | None:
    found = None if properties is None else properties.find(W + "tcW")
    if found is None or found.get(W + "type", "dxa") != "dxa":
        return None
    twips = whole(found.get(W + "w"))
    return twips if twips is not None and twips > 0 else None


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _end(row: list[_Raw], after: int) -> int:
    return (row[-1].start + row[-1].span if row else 0) + after


def _place_by_width(rows: list[list[_Raw]]) -> None:
    """Places the cells of uneven rows by their widths.

    Where rows do not fill the same number of grid columns, some program left out the spans, and only the widths say what
    stands under what; Word lays such a table out by them. Left as it is where a width is missing or a row begins late.
    """
    filled = [row for row in rows if row]
    if any(cell.width is None for row in filled for cell in row) or any(row[0].start for row in filled):
        return
    if any(sum(cell.span for cell in row) != len(row) for row in filled):
        return
    ends = [list(accumulate(cell.width or 0 for cell in row)) for row in filled]
    edges: list[int] = []
    for edge in sorted({edge for row in ends for edge in row}):
        if not edges or edge - edges[-1] > _SNAP:
            edges.append(edge)
    for row, row_ends in zip(filled, ends, strict=True):
        columns = [0, *(bisect_right(edges, end) for end in row_ends)]
        for cell, (start, end) in zip(row, pairwise(columns), strict=True):
            cell.start, cell.span = start, max(1, end - start)


def _merge(rows: list[list[_Raw]]) -> list[GridCell]:
    """The cells that show. A vMerge goes on below a cell of the same columns; where there is none, it begins one."""
    cells: list[GridCell] = []
    above: dict[tuple[int, int], GridCell] = {}
    for number_, row in enumerate(rows, start=1):
        here: dict[tuple[int, int], GridCell] = {}
        for raw in row:
            place = (raw.start, raw.span)
            if raw.continues and place in above:
                cell = above[place]
                cell.row_span += 1
                cell.hidden += [raw.tc, *raw.covered]
            else:
                cell = GridCell(raw.tc, number_, raw.start + 1, raw.span, hidden=list(raw.covered))
                cells.append(cell)
            here[place] = cell
        above = here
    return cells
