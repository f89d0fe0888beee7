"""Rules to grids, and glyphs into their cells.

pdfplumber's table finder does the geometry: rules that lie close are one, their crossings make cells. What it leaves to
its caller is done here: sides that are not drawn, merges, tables inside cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.readers.line_breaks import TERMINAL
from pipeline.readers.pdf_lines import PdfLine, lines_of
from pipeline.readers.pdf_page import Frame, Glyph, Rule

#: Rules so near are one (double rules too), and rules that miss each other by so much meet.
_NEAR: Final = 3.0
#: A shorter rule is no side of a cell; one that sticks out less past the last crossing was not meant to.
_SHORTEST: Final = 5.0
_STICKS_OUT: Final = 6.0
#: What word processors leave between rule and text.
_PADDING: Final = 5.4
_WIDEST_PADDING: Final = 10.0


@dataclass(slots=True)
class CellDraft:
    """A cell of one page: its place (from 0) and span, its rectangle, its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    lines: list[PdfLine] = field(default_factory=list)

    @property
    def end_row(self) -> int:
        return self.row + self.row_span

    @property
    def end_column(self) -> int:
        return self.column + self.column_span


@dataclass(slots=True)
class GridDraft:
    """The table of one page. ``open_top`` and ``open_bottom``: no rule closes it there."""

    page: int
    frame: Frame
    xs: list[float]
    ys: list[float]
    cells: list[CellDraft]
    open_top: bool = False
    open_bottom: bool = False
    nested: bool = False

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def row_count(self) -> int:
        return len(self.ys) - 1

    def row(self, number: int) -> list[CellDraft]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]

    def crossing(self, number: int) -> list[CellDraft]:
        """The cells that cover a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row <= number < cell.end_row), key=lambda cell: cell.column)


def find_grids(rules: Sequence[Rule], *, page: int, frame: Frame) -> list[GridDraft]:
    """The grids that the rules of an upright page make, single boxes among them, from top to bottom."""
    edges = merge_edges([_edge(rule) for rule in rules if _long_enough(rule)], _NEAR, _NEAR, _NEAR, _NEAR)
    closing = list(_missing_sides(edges))
    if closing:
        edges = merge_edges([*edges, *(edge for edge, _ in closing)], 0, 0, _NEAR, _NEAR)
    cells = [cell for cell in intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR)) if cell[2] - cell[0] > _NEAR]
    grids = [_grid(group, page, frame) for group in _groups(cells)]
    for grid in grids:
        for edge, side in closing:
            if side == "top" and edge["top"] == grid.top and edge["x0"] < grid.xs[-1] and edge["x1"] > grid.xs[0]:
                grid.open_top = True
            elif side == "bottom" and edge["top"] == grid.bottom and edge["x0"] < grid.xs[-1] and edge["x1"] > grid.xs[0]:
                grid.open_bottom = True
    return sorted(_without_page_borders(grids, frame), key=lambda grid: (grid.top, grid.xs[0]))


def _groups(cells: list[tuple[float, float, float, float]]) -> Iterator[list[tuple[float, float, float, float]]]:
    """The cells of each table; a box of a single cell, which pdfplumber leaves out, is one too."""
    grouped: set[tuple[float, float, float, float]] = set()
    for group in cells_to_tables(cells):
        grouped.update(group)
        yield group
    yield from ([cell] for cell in cells if cell not in grouped)


def _long_enough(rule: Rule) -> bool:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top) >= _SHORTEST


def _edge(rule: Rule) -> dict[str, Any]:
    if rule.horizontal:
        middle = (rule.top + rule.bottom) / 2
        return _edge_at("h", rule.x0, middle, rule.x1, middle)
    middle = (rule.x0 + rule.x1) / 2
    return _edge_at("v", middle, rule.top, middle, rule.bottom)


def _edge_at(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "width": x1 - x0, "height": bottom - top, "object_type": "line",
    }  # fmt: skip


def _missing_sides(edges: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """The sides that a table is printed without, as rules: left and right where a style leaves them open, top and bottom at
    the break of a page. Such a side is where rules end together, one of them at least past the last one that crosses it."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    for rules, crossing, along, place in ((across, down, ("x0", "x1"), "top"), (down, across, ("top", "bottom"), "x0")):
        for end, key, side in zip((0, 1), along, ("left", "right") if place == "top" else ("top", "bottom"), strict=True):
            for at, group in _ending_together(rules, crossing, along, place, end):
                low, high = min(rule[place] for rule in group), max(rule[place] for rule in group)
                known = [edge[key] for edge in crossing if abs(edge[key] - at) <= _NEAR and edge[along[0]] == edge[along[1]]]
                at = min(known, key=lambda other: abs(other - at), default=at)
                yield (_edge_at("v", at, low, at, high) if place == "top" else _edge_at("h", low, at, high, at)), side


def _ending_together(
    rules: Sequence[dict[str, Any]], crossing: Sequence[dict[str, Any]], along: tuple[str, str], place: str, end: int
) -> Iterator[tuple[float, list[dict[str, Any]]]]:
    """Rules of one direction that end at one place, where one of them sticks out; those that nothing crosses are left out."""
    start, key = along[0], along[end]
    found: list[tuple[float, bool, dict[str, Any]]] = []
    for rule in rules:
        at = [
            other[start]
            for other in crossing
            if rule[along[0]] - _NEAR <= other[start] <= rule[along[1]] + _NEAR and _spans(other, rule[place], place)
        ]
        if at:
            outermost = max(at) if end else min(at)
            found.append((rule[key], abs(rule[key] - outermost) > _STICKS_OUT, rule))
    found.sort(key=lambda item: item[0])
    while found:
        count = sum(item[0] - found[0][0] <= _NEAR for item in found)
        group = found[:count]
        found = found[count:]
        if count > 1 and any(sticks_out for _, sticks_out, _ in group):
            yield median(at for at, _, _ in group), [rule for *_, rule in group]


def _spans(rule: dict[str, Any], place: float, key: str) -> bool:
    """Whether a rule covers a place on its own line."""
    low, high = ("top", "bottom") if key == "top" else ("x0", "x1")
    return bool(rule[low] - _NEAR <= place <= rule[high] + _NEAR)


def _grid(cells: Sequence[tuple[float, float, float, float]], page: int, frame: Frame) -> GridDraft:
    xs = sorted({edge for x0, _, x1, _ in cells for edge in (x0, x1)})
    ys = sorted({edge for _, top, _, bottom in cells for edge in (top, bottom)})
    column, row = {x: index for index, x in enumerate(xs)}, {y: index for index, y in enumerate(ys)}
    drafts = [
        CellDraft(row[top], column[x0], row[bottom] - row[top], column[x1] - column[x0], x0, top, x1, bottom, page)
        for x0, top, x1, bottom in cells
    ]
    return GridDraft(page, frame, xs, ys, sorted(drafts, key=lambda cell: (cell.row, cell.column)))


def _without_page_borders(grids: list[GridDraft], frame: Frame) -> list[GridDraft]:
    """Leaves out a single box around everything else: a border of the page."""
    return [
        grid
        for grid in grids
        if len(grid.cells) > 1 or grid.xs[-1] - grid.xs[0] < 0.88 * frame.width or grid.bottom - grid.top < 0.8 * frame.height
    ]


def fill(grids: Sequence[GridDraft], glyphs: Sequence[Glyph], *, page: int, frame: Frame) -> tuple[list[GridDraft], list[Glyph]]:
    """Puts glyphs into the cells that they stand in. Gives the grids that are tables of their own, and the other glyphs.

    A grid inside a cell is one where it has two rows and two columns at least; a smaller one is a frame inside the cell.
    """
    kept: list[GridDraft] = []
    for grid in grids:
        outer = [other for other in grids if other is not grid and len(other.cells) > 1 and _inside(grid, other)]
        grid.nested = bool(outer)
        if not outer or (len(grid.xs) > 2 and len(grid.ys) > 2):
            kept.append(grid)
    inner_first = sorted(kept, key=lambda grid: (grid.bottom - grid.top) * (grid.xs[-1] - grid.xs[0]))
    finders = [_Finder(grid) for grid in inner_first]
    rest: list[Glyph] = []
    inside: dict[int, tuple[CellDraft, list[Glyph]]] = {}
    for glyph in glyphs:
        across, down = ((glyph.x0 + glyph.x1) / 2, glyph.middle) if not glyph.angle else _middle_of_turned(glyph, frame)
        cell = next((cell for finder in finders if (cell := finder.at(across, down))), None)
        if cell is None:
            rest.append(glyph)
        else:
            inside.setdefault(id(cell), (cell, []))[1].append(glyph)
    for cell, found in inside.values():
        cell.lines = lines_of(found, page=page, frame=frame)
    for grid in kept:
        _set_edges(grid)
    return kept, rest


def overflow(grid: GridDraft, lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Takes the lines into the cells of the last row that run over its lower rule: at the cell's left edge, a line's distance below
    an unfinished line. Programs print so where a row cannot be cut. Gives the lines taken."""
    taken: list[PdfLine] = []
    for line in lines:
        for cell in grid.crossing(grid.row_count - 1):
            last = cell.lines[-1] if cell.lines else None
            if last is None or not (cell.x0 <= line.x0 and line.x1 <= cell.x1) or TERMINAL.search(last.text):
                continue
            at_edge = abs(line.x0 - last.left) < 1 and abs(line.size - last.size) < 0.5
            if at_edge and abs(line.top - grid.bottom) < 0.4 * line.size and line.baseline - last.baseline < 2 * line.size:
                cell.lines.append(line.within(last.left, last.right))
                taken.append(line)
    return taken


def _middle_of_turned(glyph: Glyph, frame: Frame) -> tuple[float, float]:
    own = Frame(frame.left, frame.bottom, frame.right, frame.top, (glyph.angle + frame.turn) % 360 if glyph.angle % 90 == 0 else frame.turn, frame.turn)
    box = own.box(glyph.x0, glyph.middle, glyph.x1, glyph.middle)
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _inside(grid: GridDraft, other: GridDraft) -> bool:
    return any(
        cell.x0 - _NEAR <= grid.xs[0] and grid.xs[-1] <= cell.x1 + _NEAR and cell.top - _NEAR <= grid.top and grid.bottom <= cell.bottom + _NEAR
        for cell in other.cells
    )


class _Finder:
    """Which cell of a grid a point lies in."""

    def __init__(self, grid: GridDraft) -> None:
        self._xs, self._ys = grid.xs, grid.ys
        self._cells = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.end_row)
            for column in range(cell.column, cell.end_column)
        }

    def at(self, x: float, y: float) -> CellDraft | None:
        if not (self._xs[0] <= x <= self._xs[-1] and self._ys[0] <= y <= self._ys[-1]):
            return None
        return self._cells.get((bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1))


def _set_edges(grid: GridDraft) -> None:
    """Sets the lines of each cell between the edges that its paragraphs are set to: the rules less the padding of the column."""
    left_gaps: dict[int, float] = {}
    right_gaps: dict[int, float] = {}
    for cell in grid.cells:
        for line in cell.lines:
            left_gaps[cell.column] = min(left_gaps.get(cell.column, _WIDEST_PADDING), line.x0 - cell.x0)
            right_gaps[cell.end_column] = min(right_gaps.get(cell.end_column, _WIDEST_PADDING), cell.x1 - line.x1)
    for cell in grid.cells:
        gap = left_gaps.get(cell.column, _PADDING)
        left = max(0.0, gap if gap < _WIDEST_PADDING else _PADDING)
        right = max(0.0, min(left, right_gaps.get(cell.end_column, left)))
        cell.lines = [line.within(cell.x0 + left, cell.x1 - right) for line in cell.lines]
