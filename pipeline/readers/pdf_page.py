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
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.document import Box
from pipeline.readers.pdf_chars import printed
from pipeline.readers.pdf_drawing import Drawing
from pipeline.readers.pdf_unembedded import RawGlyph, Unembedded

#: No character is so many ems wide or high; one that seems to be is measured by its ink.
_WIDEST_GLYPH: Final = 2.0
#: A page with so many shapes that are no rules may be text drawn as outlines.
_MANY_SHAPES: Final = 100
_INVISIBLE_MODES: Final = frozenset((3, 7))


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
    ``pictures`` is the share of the page that pictures cover; ``outlines`` whether its text may be drawn as shapes,
    ``incomplete`` whether text in a font that is not in the file could not be read."""

    number: int
    frame: Frame
    glyphs: list[Glyph] = field(default_factory=list)
    invisible: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    unreadable: int = 0
    pictures: float = 0.0
    outlines: bool = False
    incomplete: bool = False


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
        self._text, self._index = text.raw, index
        self._unembedded = unembedded
        self._bounds = _page_box(page)
        self._shown = page.get_rotation() % 360
        self._drawn = Drawing.of(page.raw)
        self._styles: dict[int, _Style] = {}

    def page(self) -> Page:
        chars = list(self._chars())
        incomplete = False
        if self._unembedded is not None and self._loses_text():
            try:
                chars += self._lost(chars, self._unembedded)
            except MemoryError:
                raise
            except Exception:  # pdfminer fails in any way on damaged files; what PDFium read stands, and the page says so
                incomplete = True
        turns = Counter(style.angle for _, style, *_ in chars if style.angle % 90 == 0)
        turn = max(sorted(turns), key=lambda angle: turns[angle]) if turns else self._shown
        left, bottom, right, top = self._bounds
        frame = Frame(left, bottom, right, top, turn, self._shown)
        page = Page(self._index + 1, frame, incomplete=incomplete)
        self._place(chars, page)
        page.rules = [Rule(*frame.rectangle(*rule)) for rule in self._drawn.rules]
        page.pictures = self._drawn.picture_share(*self._bounds)
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

    def _lost(self, chars: list[_Char], unembedded: Unembedded) -> list[_Char]:
        """The characters that are not among those that PDFium read."""
        near = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        known = {(char, round(x / 2) + i, round(y / 2) + j) for char, _, x, y, *_ in chars for i, j in near}
        found = _plumbed(unembedded.glyphs(self._index))
        return [lost for lost in found if (lost[0], round(lost[2] / 2), round(lost[3] / 2)) not in known]

    def _loses_text(self) -> bool:
        """Whether text objects without characters are in a Chinese font that is not in the file, and so may be more than spaces."""
        for item in self._drawn.texts:
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
