"""The pages of a PDF as one flow of paragraphs and tables, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.readers.line_breaks import CLOSERS
from pipeline.readers.pdf_furniture import Furniture, Sheet
from pipeline.readers.pdf_lines import PdfLine, in_reading_order, lines_of
from pipeline.readers.pdf_page import Frame, Glyph, Page
from pipeline.readers.pdf_paragraphs import COLUMN_GAP, Folded, fold
from pipeline.readers.pdf_split_tables import JoinedTable
from pipeline.readers.pdf_tables import GridDraft, fill, find_grids, overflow

#: Lines that tell the edges of a page's text; with fewer, the other pages help.
_ENOUGH_LINES: Final = 8
#: A single line so many ems beyond the others says nothing about the edges.
_FAR_OUT: Final = 6.0
_WIDE_TABLE: Final = 0.65
_PADDING: Final = 5.4
#: A rule over footnotes 脚注 is this much of the text's width at most.
_NOTE_RULE: Final = 0.45
_NOTE_MARK: Final = re.compile(r"[\[〔(（]?(\d{1,2}(?!\d)|[①-⑳*※†])[\]〕)）]?\s*")
_TOC_ENTRY: Final = re.compile(r"[.·…]{5,}\s*(?:\d{1,4}|[ivxlIVXLⅠ-ⅻ]{1,7})?$")
_TOC_GAP: Final = 3
_TOC_TITLE: Final = re.compile(r"目\s*[录次]")


@dataclass(slots=True)
class Stretch:
    """What is read without a break on one page: a column, or the whole page. ``items`` stand from top to bottom."""

    page: int
    frame: Frame
    items: list[PdfLine | GridDraft]
    is_column: bool = False

    def lines(self) -> list[PdfLine]:
        return [item for item in self.items if isinstance(item, PdfLine)]

    def set_between(self, left: float, right: float) -> None:
        """Sets the lines between two edges."""
        self.items = [item.within(left, right) if isinstance(item, PdfLine) else item for item in self.items]


@dataclass(slots=True)
class PageDraft:
    """A page with its lines and tables, the glyphs let go."""

    page: int
    frame: Frame
    stretches: list[Stretch]
    nested: list[GridDraft]
    notes: list[PdfLine] = field(default_factory=list)
    marks: frozenset[str] = frozenset()

    def sheet(self) -> Sheet:
        grids = [item for stretch in self.stretches for item in stretch.items if isinstance(item, GridDraft)]
        return Sheet(
            page=self.page, height=self.frame.height, lines=[line for stretch in self.stretches for line in stretch.lines()],
            first_table=min((grid.top for grid in grids), default=float("inf")),
            last_table=max((grid.bottom for grid in grids), default=0.0),
        )  # fmt: skip


def draft(page: Page, glyphs: Sequence[Glyph]) -> PageDraft:
    """The lines and tables of a page whose text these glyphs are."""
    grids = find_grids(page.rules, page=page.number, frame=page.frame) if len(page.rules) >= 4 else []
    grids, rest = fill(grids, glyphs, page=page.number, frame=page.frame) if grids else ([], list(glyphs))
    drafts = [
        Stretch(page.number, page.frame, list(lines_of(stretch, page=page.number, frame=page.frame)), is_column=is_column)
        for stretch, is_column in in_reading_order(rest)
    ] or [Stretch(page.number, page.frame, [])]
    found = PageDraft(page.number, page.frame, drafts, [grid for grid in grids if grid.nested])
    for grid in grids:
        if not grid.nested:
            _insert(drafts, grid)
            gone = {id(line) for stretch in drafts for line in overflow(grid, stretch.lines())}
            for stretch in drafts if gone else ():
                stretch.items = [item for item in stretch.items if id(item) not in gone]
    _take_notes(found, page)
    return found


def _insert(stretches: list[Stretch], grid: GridDraft) -> None:
    """Puts a grid between the lines above and below it, in the stretch that it stands in."""

    def distance(stretch: Stretch) -> float:
        lines = stretch.lines()
        inside = [line for line in lines if line.x0 < grid.xs[-1] and line.x1 > grid.xs[0]]
        return min((min(abs(line.bottom - grid.top), abs(line.top - grid.bottom)) for line in inside), default=1e6)

    stretch = min(stretches, key=distance)
    place = next((index for index, item in enumerate(stretch.items) if _below(item, grid)), len(stretch.items))
    stretch.items.insert(place, grid)


def _below(item: PdfLine | GridDraft, grid: GridDraft) -> bool:
    if isinstance(item, GridDraft):
        return (item.top, item.xs[0]) > (grid.top, grid.xs[0])
    return (item.top + item.bottom) / 2 > grid.top


# ---- footnotes


def _take_notes(found: PageDraft, page: Page) -> None:
    """Takes the footnotes out of the flow: small lines under a short rule, the first with a mark."""
    lines = [line for stretch in found.stretches for line in stretch.lines()]
    if not lines:
        return
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    usual = median(line.size for line in lines)
    for rule in page.rules:
        short = rule.horizontal and rule.x0 < left + 3 * usual and 40 < rule.x1 - rule.x0 <= _NOTE_RULE * (right - left)
        if not short or rule.top < 0.45 * page.frame.height:
            continue
        under = [line for line in lines if line.top >= rule.top - 1]
        notes = [line for line in under if line.size < 0.93 * usual]
        first = _NOTE_MARK.match(notes[0].text) if notes else None
        if first and first.end() < len(notes[0].text):
            found.notes = notes
            found.marks = frozenset(match[1] for line in notes if (match := _NOTE_MARK.match(line.text)))
            gone = {id(line) for line in notes}
            for stretch in found.stretches:
                stretch.items = [item for item in stretch.items if id(item) not in gone]
            return


# ---- edges


def set_edges(pages: Sequence[PageDraft], furniture: Furniture) -> None:
    """Takes the furniture out and sets all lines between the edges of the text on their page, told by the pages together."""
    for page in pages:
        for stretch in page.stretches:
            stretch.items = [item for item in stretch.items if id(item) not in furniture.lines]
        page.notes = [line for line in page.notes if id(line) not in furniture.lines]
        if page.notes:
            left, right = min(line.x0 for line in page.notes), max(line.x1 for line in page.notes)
            page.notes = [line.within(left, right) for line in page.notes]
    by_width: dict[int, list[tuple[Stretch, float, float]]] = {}
    for page in pages:
        found = [(stretch, *edges) for stretch in page.stretches if (edges := _own_edges(stretch)) is not None]
        in_columns = any(stretch.is_column for stretch, *_ in found)
        for stretch, left, right in found:
            if stretch.is_column:
                stretch.set_between(left, right)
            elif in_columns:
                stretch.set_between(min(low for _, low, _ in found), max(high for *_, high in found))
            else:
                by_width.setdefault(round(stretch.frame.width), []).append((stretch, left, right))
    for alike in by_width.values():
        _set_alike(alike)


def _set_alike(stretches: Sequence[tuple[Stretch, float, float]]) -> None:
    """Sets the lines of pages of one width: where a page has few lines, the others say how wide its text is and where it begins."""
    telling = [(stretch, left, right) for stretch, left, right in stretches if len(stretch.lines()) >= _ENOUGH_LINES]
    width = _usual(Counter(round(right - left) for _, left, right in telling))
    lefts = [Counter(round(left) for stretch, left, _ in telling if stretch.page % 2 == parity) for parity in (0, 1)]
    outermost = min(left for _, left, _ in stretches), max(right for *_, right in stretches)
    for stretch, left, right in stretches:
        usual_left = _usual(lefts[stretch.page % 2] or lefts[1 - stretch.page % 2])
        if width is None or usual_left is None:
            stretch.set_between(*outermost)
        else:
            left = min(left, usual_left)
            stretch.set_between(left, max(right, min(left + width, stretch.frame.width)))


def _usual(counts: Counter[int]) -> float | None:
    """The commonest value, the larger of two that are as common."""
    return float(max(counts, key=lambda value: (counts[value], value))) if counts else None


def _own_edges(stretch: Stretch) -> tuple[float, float] | None:
    """The left and right edge of a stretch's lines: the outermost, but for a single line far beyond the others."""
    lines = [line for line in stretch.lines() if not line.angle]
    if not lines:
        return None
    far = _FAR_OUT * median(line.size for line in lines)
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 - (0.5 * line.size if line.text[-1] in CLOSERS else 0.0) for line in lines), reverse=True)
    alone = len(lines) >= _ENOUGH_LINES
    left = lefts[1] if alone and lefts[1] - lefts[0] > far else lefts[0]
    right = rights[1] if alone and rights[0] - rights[1] > far else rights[0]
    for item in stretch.items:  # a table fills the width of the text
        if isinstance(item, GridDraft) and item.xs[-1] - item.xs[0] > _WIDE_TABLE * stretch.frame.width:
            left, right = min(left, item.xs[0] + _PADDING), max(right, item.xs[-1] - _PADDING)
    return left, right


# ---- tables without rules


def borderless(pages: Sequence[PageDraft]) -> list[int]:
    """The pages on which lines below one another are parted into the same number of columns, and no rules say what they are."""
    found = []
    for page in pages:
        for stretch in page.stretches:
            counts = [len(COLUMN_GAP.findall(item.text)) if isinstance(item, PdfLine) else 0 for item in stretch.items]
            if any(first == second == third > 1 for first, second, third in zip(counts, counts[1:], counts[2:], strict=False)):
                found.append(page.page)
                break
    return found


# ---- flow


def flow(pages: Sequence[PageDraft]) -> Iterator[Folded | JoinedTable]:
    """Paragraphs and tables of all pages in reading order, both put together over page breaks; frames unwrapped."""
    waiting: list[PdfLine] = []
    table: JoinedTable | None = None
    bottoms = _text_bottoms(pages)
    for page in pages:
        at_head = True
        for stretch in page.stretches:
            for item in stretch.items:
                if isinstance(item, PdfLine):
                    if table is not None:
                        yield from _closed(table)
                        table = None
                    waiting.append(item.without_marks(page.marks))
                elif at_head and table is not None and table.goes_on(item):
                    free = bottoms[round(table.last.frame.height)] - table.last.bottom
                    table.add(item, free=free)
                else:
                    if table is not None:
                        yield from _closed(table)
                    yield from _paragraphs(waiting)
                    waiting = []
                    table = JoinedTable.of(item)
                at_head = False
        for grid in page.nested:
            if table is not None:
                yield from _closed(table)
            table = JoinedTable.of(grid)
    if table is not None:
        yield from _closed(table)
    yield from _paragraphs(waiting)


def _text_bottoms(pages: Sequence[PageDraft]) -> dict[int, float]:
    """How far down text or tables reach, for each height of page."""
    found: dict[int, float] = {}
    for page in pages:
        for stretch in page.stretches:
            for item in stretch.items:
                height = round(page.frame.height)
                found[height] = max(found.get(height, 0.0), item.bottom)
    return found


def _closed(table: JoinedTable) -> Iterator[Folded | JoinedTable]:
    if table.is_frame:
        yield from table.paragraphs()
    else:
        yield table


def _paragraphs(lines: Sequence[PdfLine]) -> Iterator[Folded]:
    """The paragraphs of lines, without tables of contents 目录, which repeat the headings."""
    paragraphs = fold(lines)
    entries = [index for index, paragraph in enumerate(paragraphs) if _TOC_ENTRY.search(paragraph.text)]
    gone = set(entries)
    for first, second in pairwise(entries):  # an entry with few dots, or cut in two, between others
        if second - first <= _TOC_GAP:
            gone.update(range(first, second))
    for index in entries[:1] if len(entries) > 1 else ():
        gone.update(before for before in range(max(0, index - _TOC_GAP), index) if _TOC_TITLE.fullmatch(paragraphs[before].text))
    yield from (paragraph for index, paragraph in enumerate(paragraphs) if index not in gone)
