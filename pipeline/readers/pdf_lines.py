"""Glyphs to printed lines: what stands on one baseline, the white space between, raised and lowered signs, columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.readers.line_breaks import CLOSERS, OPENERS
from pipeline.readers.pdf_page import Frame, Glyph

#: Baselines nearer than this (in ems) are one line; raised and lowered signs are farther off.
_SAME_BASELINE: Final = 0.16
#: A gap of so many ems more than the line's usual one is white space that someone typed.
_TYPED_GAP: Final = 0.7
_WORD_GAP: Final = 0.14
#: Columns 分栏: so wide a gutter, so many lines on each side of it, so much of their width filled.
_GUTTER: Final = 1.0
_COLUMN_LINES: Final = 6
_COLUMN_FILLED: Final = 0.6
_QUOTES: Final = "“”‘’\"'"
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One printed line, or the piece of one that stands in a cell or column.

    ``left`` and ``right`` are the edges that its paragraph is set to. ``marks`` are the ranges of ``text`` that are raised
    marks of notes. ``size`` is that of most of its characters, ``head`` the width of what its first word needs on a line;
    ``x0`` … ``bottom`` are of the upright page.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    page: int
    left: float = 0.0
    right: float = 0.0
    head: float = 0.0
    marks: tuple[tuple[int, int], ...] = ()
    angle: int = 0

    @property
    def indent(self) -> float:
        """The white space before the line, in ems."""
        return (self.x0 - self.left) / self.size

    @property
    def room(self) -> float:
        """The white space after the line, in ems."""
        return (self.right - self.x1) / self.size

    def within(self, left: float, right: float) -> PdfLine:
        """The line as one of a paragraph between these edges."""
        return replace(self, left=left, right=right)

    def without_marks(self, known: frozenset[str]) -> PdfLine:
        """The line without the marks of notes that are known to stand at the foot."""
        text = self.text
        for start, end in reversed(self.marks):
            if text[start:end].strip("[]〔〕()（）") in known:
                text = text[:start] + text[end:]
        return replace(self, text=text, marks=())


def lines_of(glyphs: Iterable[Glyph], *, page: int, frame: Frame) -> list[PdfLine]:
    """The lines that glyphs make, from top to bottom, then from left to right; glyphs that are turned make lines of their own."""
    by_angle: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_angle.setdefault(glyph.angle, []).append(glyph)
    found: list[PdfLine] = []
    for angle, group in sorted(by_angle.items()):
        rows = [_line(row, page) for row in _rows(group) if any(not glyph.text.isspace() for glyph in row)]
        found += rows if not angle else [_turned_back(line, angle, frame) for line in rows]
    if len(by_angle) > 1:
        found.sort(key=lambda line: (round(line.baseline, 1), line.x0))
    for index in range(1, len(found) - 1):
        above, line, below = found[index - 1 : index + 2]
        if line.x0 >= max(above.x1, below.x1) and line.top < above.bottom and line.bottom > below.top:
            found[index : index + 2] = [below, line]  # it stands behind both (文件 after two organs in a letterhead)
    return found


def _turned_back(line: PdfLine, angle: int, frame: Frame) -> PdfLine:
    """A line that runs in another direction, its box put on the upright page."""
    own = Frame(frame.left, frame.bottom, frame.right, frame.top, (angle + frame.turn) % 360 if angle % 90 == 0 else frame.turn, frame.turn)
    box = own.box(line.x0, line.top, line.x1, line.bottom)
    return replace(line, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, baseline=box.bottom, angle=angle)


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line from left to right, the lines from top to bottom; raised and lowered signs with the line beside them."""
    rows: list[list[Glyph]] = []
    anchor = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.x0)):
        if rows and glyph.baseline - anchor <= _SAME_BASELINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            anchor = glyph.baseline
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
    return _with_raised(rows)


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Puts rows of small or few glyphs that stand at the height of a larger row into it, where they do not overlap."""
    order = sorted(range(len(rows)), key=lambda index: (_size(rows[index]) * min(len(rows[index]), 8)), reverse=True)
    gone: set[int] = set()
    for index in order:
        row = rows[index]
        if index in gone:
            continue
        size, baseline = _size(row), _baseline(row)
        for other in (*range(index - 1, max(-1, index - 4), -1), *range(index + 1, min(len(rows), index + 4))):
            if other in gone or not rows[other] or _size(rows[other]) > 1.02 * size:
                continue
            middle = _baseline(rows[other]) - 0.38 * _size(rows[other])
            if baseline - 0.95 * size <= middle <= baseline + 0.1 * size and _beside(row, rows[other], size):
                row.extend(rows[other])
                row.sort(key=lambda glyph: glyph.x0)
                gone.add(other)
    return [row for index, row in enumerate(rows) if index not in gone]


def _size(row: Sequence[Glyph]) -> float:
    return median(glyph.size for glyph in row)


def _baseline(row: Sequence[Glyph]) -> float:
    return median(glyph.baseline for glyph in row)


def _beside(row: Sequence[Glyph], small: Sequence[Glyph], size: float) -> bool:
    """Whether each glyph stands in a gap of the row, and the whole close to one of its glyphs."""
    starts = [glyph.x0 for glyph in row]
    close = False
    for glyph in small:
        place = bisect_right(starts, glyph.x0 + 0.2 * glyph.size)
        before, after = (row[place - 1] if place else None), (row[place] if place < len(row) else None)
        if before is not None and before.x1 > glyph.x0 + 0.35 * glyph.size and not before.text.isspace():
            return False
        if after is not None and after.x0 < glyph.x1 - 0.35 * glyph.size and not after.text.isspace():
            return False
        gaps = [glyph.x0 - before.x1 if before else size, after.x0 - glyph.x1 if after else size]
        close = close or min(gaps) < 0.6 * size
    return close


def _line(row: list[Glyph], page: int) -> PdfLine:
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    size = _main_size(inked)
    baseline = median(glyph.baseline for glyph in inked if glyph.size >= 0.9 * size)
    text, marks = _text(row, size, baseline)
    return PdfLine(
        text=text, x0=inked[0].x0, top=min(g.baseline - 0.88 * g.size for g in inked), x1=max(g.x1 for g in inked),
        bottom=max(g.baseline + 0.12 * g.size for g in inked), baseline=baseline, size=size, page=page,
        head=_head(inked), marks=marks,
    )  # fmt: skip


def _head(inked: Sequence[Glyph]) -> float:
    """The width that the first word of a line takes: a Chinese character or a Latin word, with the marks that stay with it.

    Marks stay as the line breaking of word processors keeps them (UAX 14): opening ones with what follows, closing ones with what
    stands before, quotes with both sides.
    """
    end = 0
    while end < len(inked) - 1 and inked[end].text in OPENERS:
        end += 1
    if inked[end].text[0].isascii() and inked[end].text[0].isalnum():
        while end < len(inked) - 1 and inked[end + 1].text[0].isascii() and _touch(inked[end], inked[end + 1]):
            end += 1
    while end < len(inked) - 1 and inked[end + 1].text in CLOSERS + _QUOTES:
        end += 2 if inked[end + 1].text in _QUOTES else 1
    end = min(end, len(inked) - 1)
    if inked[end].text in CLOSERS:  # and a number that follows a comma is kept with it
        while end < len(inked) - 1 and inked[end + 1].text[0].isascii() and inked[end + 1].text[0].isalnum() and _touch(inked[end], inked[end + 1]):
            end += 1
    return inked[end].x1 - inked[0].x0


def _touch(left: Glyph, right: Glyph) -> bool:
    """Whether no white space parts two glyphs, or only what typesetting leaves beside Latin characters."""
    return right.x0 - left.x1 < (_WORD_GAP if left.text[0].isascii() else 0.4) * left.size


def _main_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return max(sizes[len(sizes) // 2], 0.6 * sizes[-1])


def _text(row: list[Glyph], size: float, baseline: float) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a row of glyphs, with white space where it was typed or where a gap stands for it, and its raised marks."""
    gaps = sorted(max(0.0, b.x0 - a.x1) / size for a, b in pairwise(row) if not a.text.isspace() and not b.text.isspace())
    usual = min(gaps[len(gaps) // 4], 1.5) if len(gaps) >= 6 else 0.0
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    length, typed = 0, False
    before: Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            typed = True
            continue
        if before is not None:
            space = _space(before, glyph, size, usual=usual, typed=typed)
            parts.append(space)
            length += len(space)
        raised = glyph.size <= 0.78 * size and baseline - glyph.baseline >= 0.12 * size
        text = glyph.text
        if raised and before is not None and before.text[-1] in "mM米²³" and text in "23":
            text = text.translate(_SUPERSCRIPTS)
        elif raised:
            joined = bool(marks) and marks[-1][1] == length
            marks = [*marks[:-1], (marks[-1][0], length + len(text))] if joined else [*marks, (length, length + len(text))]
        parts.append(text)
        length += len(text)
        before, typed = glyph, False
    return "".join(parts), tuple(marks)


def _space(left: Glyph, right: Glyph, size: float, *, usual: float, typed: bool) -> str:
    """The white space between two glyphs. Typesetting parts digits from Chinese by a quarter em; that is none."""
    gap = (right.x0 - left.x1) / size
    both_latin = left.text[-1].isascii() and right.text[0].isascii()
    if both_latin:
        return " " if gap > max(_WORD_GAP, usual + 0.08) or (typed and gap > 0.05) else ""
    if gap >= max(_TYPED_GAP, usual + _TYPED_GAP):
        return "\u3000" * min(4, max(1, round(gap)))
    return " " if typed and gap >= max(0.4, usual + 0.35) else ""


# ---- columns


def in_reading_order(glyphs: Sequence[Glyph]) -> list[tuple[list[Glyph], bool]]:
    """The glyphs of a page in the stretches that are read one after the other, and whether each is a column 栏.

    A page is set in two columns where a gutter runs through its middle, with lines on both sides that fill their width.
    """
    upright = [glyph for glyph in glyphs if not glyph.angle and not glyph.text.isspace()]
    rows = _rows(list(upright))
    if len(rows) < _COLUMN_LINES:
        return [(list(glyphs), False)]
    left, right = min(glyph.x0 for glyph in upright), max(glyph.x1 for glyph in upright)
    gutter = _gutter(rows, left, right)
    if gutter is None:
        return [(list(glyphs), False)]
    bands: list[tuple[float, bool]] = []  # where a band ends, and whether lines cross the gutter in it
    for row in rows:
        crosses = any(glyph.x0 < gutter < glyph.x1 for glyph in row) or _closed(row, gutter)
        bottom = _baseline(row) + 0.2 * _size(row)
        if bands and bands[-1][1] is crosses:
            bands[-1] = (bottom, crosses)
        else:
            bands.append((bottom, crosses))
    bands[-1] = (float("inf"), bands[-1][1])
    stretches: list[tuple[list[Glyph], bool]] = []
    top = float("-inf")
    for bottom, crosses in bands:
        inside = [glyph for glyph in glyphs if top < glyph.baseline <= bottom]
        top = bottom
        if not crosses and _is_columns(inside, gutter, left, right):
            stretches.append(([glyph for glyph in inside if glyph.x0 < gutter], True))
            stretches.append(([glyph for glyph in inside if glyph.x0 >= gutter], True))
        elif stretches and not stretches[-1][1]:
            stretches[-1][0].extend(inside)
        else:
            stretches.append((inside, False))
    return [stretch for stretch in stretches if stretch[0]]


def _gutter(rows: Sequence[Sequence[Glyph]], left: float, right: float) -> float | None:
    """The middle of the widest strip in the page's middle that hardly any line crosses, with lines enough on both sides of it."""
    crossed = [0] * (round(right - left) + 2)
    pieces = [piece for row in rows for piece in _pieces(row)]
    for x0, x1 in pieces:
        for point in range(max(0, round(x0 - left)), min(len(crossed), round(x1 - left) + 1)):
            crossed[point] += 1
    low, high = round(0.35 * (right - left)), round(0.65 * (right - left))
    fewest = min(crossed[low:high], default=0)
    if high <= low or fewest > 0.3 * len(rows):
        return None
    strips = [(start, end) for start, end in _runs([count <= fewest for count in crossed]) if start < high and end > low]
    start, end = max(strips, key=lambda strip: strip[1] - strip[0])
    gutter = left + (start + end) / 2
    wide = end - start >= _GUTTER * median(glyph.size for row in rows for glyph in row)
    beside = min(sum(x1 <= gutter for _, x1 in pieces), sum(x0 >= gutter for x0, _ in pieces))
    return gutter if wide and beside >= _COLUMN_LINES else None


def _pieces(row: Sequence[Glyph]) -> list[tuple[float, float]]:
    """The stretches of a line without a gap as wide as a gutter."""
    found: list[tuple[float, float]] = []
    for glyph in row:
        if found and glyph.x0 - found[-1][1] < _GUTTER * glyph.size:
            found[-1] = (found[-1][0], max(found[-1][1], glyph.x1))
        else:
            found.append((glyph.x0, glyph.x1))
    return found


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """The half-open ranges in which all flags are set."""
    found: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if flag and found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        elif flag:
            found.append((index, index + 1))
    return found


def _closed(row: Sequence[Glyph], gutter: float) -> bool:
    """Whether a row runs over the gutter without a gap of its width."""
    before = max((glyph for glyph in row if glyph.x1 <= gutter), key=lambda glyph: glyph.x1, default=None)
    after = min((glyph for glyph in row if glyph.x0 >= gutter), key=lambda glyph: glyph.x0, default=None)
    return before is not None and after is not None and after.x0 - before.x1 < 0.8 * _GUTTER * before.size


def _is_columns(glyphs: Sequence[Glyph], gutter: float, left: float, right: float) -> bool:
    sides = (
        ([glyph for glyph in glyphs if glyph.x1 <= gutter + 1 and not glyph.angle], gutter - left),
        ([glyph for glyph in glyphs if glyph.x0 >= gutter - 1 and not glyph.angle], right - gutter),
    )
    for side, width in sides:
        rows = _rows([glyph for glyph in side if not glyph.text.isspace()])
        if len(rows) < _COLUMN_LINES or median(row[-1].x1 - row[0].x0 for row in rows) < _COLUMN_FILLED * width:
            return False
    return True
