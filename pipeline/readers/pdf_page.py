"""What is drawn on a PDF page, by PDFium: glyphs with their places, rules, filled areas, pictures.

PDFium reads a page some twenty times as fast as pdfminer, in constant memory, and finds the same characters (compared on
480 pages); so it reads every page, and pdfplumber only puts rules together to tables (``pdf_tables.py``) and reads text in
fonts that PDFium has no measures of (``pdf_unembedded.py``).

A page is given *upright*: turned so that most of its text runs from left to right, whatever ``/Rotate`` says and however
the text was drawn. Lengths are points from the top left corner of the upright page; :meth:`Frame.box` turns them into a box
on the page as a viewer shows it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.document import Box
from pipeline.readers.pdf_chars import printed
from pipeline.readers.pdf_unembedded import RawGlyph, Unembedded

#: A path at most so thick is a rule, not an area.
_THICKEST_RULE: Final = 3.0
#: No character is so many ems wide or high; one that seems to be is measured by its ink.
_WIDEST_GLYPH: Final = 2.0
_DEEPEST_FORM: Final = 8
#: A page with so many shapes that are no rules may be text drawn as outlines.
_MANY_SHAPES: Final = 100
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE_MODES: Final = frozenset((3, 7))
_LINE_TO, _MOVE_TO = 0, 2


@dataclass(slots=True)
class Glyph:
    """A character where it is printed. ``angle`` is how it is turned against the upright page, in degrees."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    faint: bool
    angle: int

    @property
    def middle(self) -> float:
        """The height at which the character's middle stands."""
        return self.baseline - 0.38 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line or thin rectangle, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Frame:
    """The page turned clockwise by ``turn`` degrees, its top left corner the origin; ``shown`` is the turn a viewer makes."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    shown: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the file's own space stands."""
        return _turned(self, self.turn, x, y)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of the file's own space as (x0, top, x1, bottom)."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A rectangle of the upright page as a box on the page that a viewer shows, to a hundredth of a point."""
        corners = [_turned(self, self.shown, *self._back(x, y)) for x, y in ((x0, top), (x1, bottom))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return Box(x0=round(xs[0], 2), top=round(ys[0], 2), x1=round(xs[1], 2), bottom=round(ys[1], 2))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return self.left + x, self.top - y
        if self.turn == 90:
            return self.left + y, self.bottom + x
        if self.turn == 180:
            return self.right - x, self.bottom + y
        return self.right - y, self.top - x


@dataclass(slots=True)
class Page:
    """One page. ``unreadable`` counts glyphs without a character; ``invisible`` are those of a text layer under a scan.
    ``pictures`` is the share of the page that pictures cover; ``outlines`` whether its text may be drawn as shapes."""

    number: int
    frame: Frame
    glyphs: list[Glyph] = field(default_factory=list)
    invisible: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unreadable: int = 0
    pictures: float = 0.0
    outlines: bool = False


@dataclass(slots=True)
class _Style:
    """What all glyphs of a text object share."""

    angle: int
    size: float
    invisible: bool
    color: tuple[int, int, int, int]

    @property
    def faint(self) -> bool:
        red, green, blue, alpha = self.color
        return alpha < 140 or (min(red, green, blue) > 150 and max(red, green, blue) - min(red, green, blue) < 60)

    @property
    def white(self) -> bool:
        return min(self.color[:3]) >= 250


#: A character, its style, its origin and its box (left, bottom, right, top), in the file's own space.
_Char = tuple[str, _Style, float, float, float, float, float, float]


@dataclass(slots=True)
class _Drawn:
    """The paths and pictures of a page, in the file's own space, with the areas that are not white."""

    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    areas: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    shapes: int = 0

    def is_dark_at(self, x: float, y: float) -> bool:
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in (*self.areas, *self.pictures))


def _turned(frame: Frame, turn: int, x: float, y: float) -> tuple[float, float]:
    if turn == 0:
        return x - frame.left, frame.top - y
    if turn == 90:
        return y - frame.bottom, x - frame.left
    if turn == 180:
        return frame.right - x, y - frame.bottom
    return frame.top - y, frame.right - x


def read_page(document: pdfium.PdfDocument, index: int, *, unembedded: Unembedded | None = None) -> Page:
    """The page at an index from 0. Nothing of PDFium stays open. ``unembedded`` reads the text that PDFium cannot.

    Raises:
        PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            return _Reading(page, text, index, unembedded).page()
        finally:
            text.close()
    finally:
        page.close()


class _Reading:
    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage, index: int, unembedded: Unembedded | None) -> None:
        self._raw, self._text, self._index = page.raw, text.raw, index
        self._unembedded = unembedded
        self._bounds = _page_box(page)
        self._shown = page.get_rotation() % 360
        self._drawn = _Drawn()
        self._styles: dict[int, _Style] = {}
        self._texts: list[Any] = []

    def page(self) -> Page:
        for index in range(pdfium_c.FPDFPage_CountObjects(self._raw)):
            self._take_object(pdfium_c.FPDFPage_GetObject(self._raw, index), _IDENTITY, 0)
        chars = list(self._chars())
        if self._unembedded is not None and self._loses_text():
            known = {(char, round(x / 2) + i, round(y / 2) + j) for char, _, x, y, *_ in chars for i in (-1, 0, 1) for j in (-1, 0, 1)}
            found = _plumbed(self._unembedded.glyphs(self._index))
            chars += [lost for lost in found if (lost[0], round(lost[2] / 2), round(lost[3] / 2)) not in known]
        turns = Counter(style.angle for _, style, *_ in chars if style.angle % 90 == 0)
        turn = max(sorted(turns), key=lambda angle: turns[angle]) if turns else self._shown
        left, bottom, right, top = self._bounds
        frame = Frame(left, bottom, right, top, turn, self._shown)
        page = Page(self._index + 1, frame)
        self._place(chars, page)
        page.rules = [Rule(*frame.rectangle(*rule)) for rule in self._drawn.rules]
        page.pictures = self._picture_share()
        page.outlines = self._drawn.shapes >= _MANY_SHAPES
        return page

    # ---- text

    def _chars(self) -> Iterator[_Char]:
        """Each character with its style, its origin and its box, in the file's own space."""
        text, x, y, box = self._text, ctypes.c_double(), ctypes.c_double(), pdfium_c.FS_RECTF()
        for index in range(pdfium_c.FPDFText_CountChars(text)):
            if pdfium_c.FPDFText_IsGenerated(text, index):
                continue
            style = self._style(index)
            char = printed(pdfium_c.FPDFText_GetUnicode(text, index))
            pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
            if style is None or not pdfium_c.FPDFText_GetLooseCharBox(text, index, box):
                continue
            if max(box.right - box.left, box.top - box.bottom) > _WIDEST_GLYPH * style.size:
                yield char, style, *self._tight(index, style)
                continue
            yield char, style, x.value, y.value, box.left, box.bottom, box.right, box.top

    def _tight(self, index: int, style: _Style) -> tuple[float, float, float, float, float, float]:
        """Origin and box of a character whose advance is not its width: text that is written downwards 竖排, told by the ink."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium_c.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        middle, low = (left.value + right.value) / 2, (bottom.value + top.value) / 2 - style.size / 2
        x0 = middle - style.size / 2
        return x0, low + 0.12 * style.size, x0, low, x0 + style.size, low + style.size

    def _loses_text(self) -> bool:
        """Whether text objects without characters are in a Chinese font that is not in the file, and so may be more than spaces."""
        for item in self._texts:
            if ctypes.addressof(item.contents) not in self._styles:
                font = pdfium_c.FPDFTextObj_GetFont(item)
                if not pdfium_c.FPDFFont_GetIsEmbedded(font) and pdfium_c.FPDFFont_GetGlyphPath(font, 0x4E00, 12.0):
                    return True
        return False

    def _style(self, index: int) -> _Style | None:
        pointer = pdfium_c.FPDFText_GetTextObject(self._text, index)
        if not pointer:
            return None
        key = ctypes.addressof(pointer.contents)
        style = self._styles.get(key)
        if style is None:
            matrix = pdfium_c.FS_MATRIX()
            pdfium_c.FPDFText_GetMatrix(self._text, index, matrix)
            color = [ctypes.c_uint(0) for _ in range(4)]
            pdfium_c.FPDFText_GetFillColor(self._text, index, *color)
            red, green, blue, alpha = (part.value for part in color)
            mode = pdfium_c.FPDFTextObj_GetTextRenderMode(pointer)
            style = self._styles[key] = _Style(
                angle=_degrees(matrix.a, matrix.b),
                size=pdfium_c.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d),
                invisible=mode in _INVISIBLE_MODES or alpha == 0,
                color=(red, green, blue, alpha),
            )
        return style

    def _place(self, chars: list[_Char], page: Page) -> None:
        """Puts the characters on the upright page, without those that nobody sees: doubled, white on white, beyond the edge."""
        frame, seen = page.frame, _Seen()
        for char, style, x, y, left, bottom, right, top in chars:
            if style.size < 1 or not math.isfinite(x + y + left + right):
                continue
            across, down = frame.place(x, y)
            if not (-1 <= across <= frame.width + 1 and -1 <= down <= frame.height + 1):
                continue
            if not char:
                page.unreadable += 1
                continue
            if style.white and not style.invisible and not self._drawn.is_dark_at((left + right) / 2, (bottom + top) / 2):
                continue
            angle = (style.angle - frame.turn) % 360
            x0, _, x1, _ = frame.rectangle(left, bottom, right, top)
            glyph = Glyph(char, x0, x1, down, style.size, style.faint, angle)
            if angle:  # laid out along its own direction, and put on the upright page as a whole
                turned = Frame(frame.left, frame.bottom, frame.right, frame.top, style.angle if angle % 90 == 0 else frame.turn, 0)
                glyph.x0, _, glyph.x1, _ = turned.rectangle(left, bottom, right, top)
                _, glyph.baseline = turned.place(x, y)
            if not seen.before(glyph):
                (page.invisible if style.invisible else page.glyphs).append(glyph)

    # ---- paths and pictures

    def _take_object(self, item: Any, matrix: tuple[float, ...], depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            self._texts.append(item)
        elif kind == _PATH:
            self._take_path(item, matrix)
        elif kind == _IMAGE:
            self._drawn.pictures.append(_bounds(item, matrix))
        elif kind == _FORM and depth < _DEEPEST_FORM:
            inner = _product(_matrix(item), matrix)
            for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
                self._take_object(pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _take_path(self, path: Any, matrix: tuple[float, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
        stroked = bool(stroke.value) and not _is_white(path, pdfium_c.FPDFPageObj_GetStrokeColor)
        filled = bool(fill.value) and not _is_white(path, pdfium_c.FPDFPageObj_GetFillColor)
        if not (stroked or filled):
            return
        x0, y0, x1, y1 = _bounds(path, matrix)
        if min(x1 - x0, y1 - y0) <= _THICKEST_RULE:
            self._drawn.rules.append((x0, y0, x1, y1))
            return
        self._drawn.shapes += 1
        if filled:
            self._drawn.areas.append((x0, y0, x1, y1))
        full = _product(_matrix(path), matrix)
        for points in _subpaths(path, full):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICKEST_RULE:
                self._drawn.rules.append((min(xs), min(ys), max(xs), max(ys)))
            elif stroked:
                for (ax, ay), (bx, by) in pairwise(points):
                    if min(abs(ax - bx), abs(ay - by)) < 0.5:
                        self._drawn.rules.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))

    def _picture_share(self) -> float:
        """How much of the page its largest picture covers, or its pictures together where they do not overlap (strips of a scan)."""
        left, bottom, right, top = self._bounds
        area = max((right - left) * (top - bottom), 1.0)
        shares = [
            max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom)) / area
            for x0, y0, x1, y1 in self._drawn.pictures
        ]
        return min(1.0, sum(shares))


class _Seen:
    """Tells glyphs that are printed twice at one place, to look bold or to throw a shadow."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int, int], list[Glyph]] = {}

    def before(self, glyph: Glyph) -> bool:
        near = max(0.12 * glyph.size, 0.6)
        rows = {int((glyph.baseline - near) // 4), int((glyph.baseline + near) // 4)}
        for row in rows:
            for other in self._places.get((glyph.text, glyph.angle, row), ()):
                close = abs(other.x0 - glyph.x0) <= min(near, 0.45 * (glyph.x1 - glyph.x0))
                if close and abs(other.baseline - glyph.baseline) <= near and not glyph.text.isspace():
                    return True
        self._places.setdefault((glyph.text, glyph.angle, int(glyph.baseline // 4)), []).append(glyph)
        return False


_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _plumbed(glyphs: Iterator[RawGlyph]) -> Iterator[_Char]:
    """The characters that pdfplumber gives, as those of PDFium."""
    for text, (a, b, c, d, x, y), advance, color in glyphs:
        size = math.hypot(c, d)
        across, up = math.cos(math.atan2(b, a)), math.sin(math.atan2(b, a))
        xs = (x, x + across * advance, x - up * size, x + across * advance - up * size)
        ys = (y, y + up * advance, y + across * size, y + up * advance + across * size)
        white = bool(color) and len(color) in (1, 3) and min(color) >= 0.98
        style = _Style(_degrees(a, b), size, False, (255, 255, 255, 255) if white else (0, 0, 0, 255))
        char = "".join(printed(ord(part)) for part in text) if len(text) < 5 else ""
        yield char, style, x, y, min(xs), min(ys), max(xs), max(ys)


def _page_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    left, bottom, right, top = page.get_cropbox()
    media = page.get_mediabox()
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = media
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _degrees(a: float, b: float) -> int:
    """The direction of text in degrees, one within 3 degrees of a right angle being that angle."""
    angle = round(math.degrees(math.atan2(b, a))) % 360
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= 3 else angle


def _matrix(item: Any) -> tuple[float, ...]:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies ``first``, then ``second``."""
    if second == _IDENTITY:
        return first
    (a, b, c, d, e, f), (p, q, r, s, t, u) = first, second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: Any, matrix: tuple[float, ...]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    corners = [_apply(matrix, x.value, y.value) for x, y in ((left, bottom), (right, top), (left, top), (right, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _is_white(item: Any, read: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not read(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def _subpaths(path: Any, matrix: tuple[float, ...]) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath; curves are no rules, so one ends the subpath."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != _LINE_TO and len(points) > 1:
            yield points
        if kind != _LINE_TO:
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
