"""The rules, areas and pictures that are drawn on a PDF page, by PDFium, in the file's own space."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium_c

#: A path at most so thick is a rule, not an area.
_THICKEST_RULE: Final = 3.0
#: How far a segment may lean and still be a rule.
_LEAN: Final = 0.5
_DEEPEST_FORM: Final = 8
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO: Final = 0
_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

#: Left, bottom, right, top.
Rectangle = tuple[float, float, float, float]


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides its text: rules, areas that are not white, pictures, and how many shapes are no rules.

    ``texts`` are PDFium's handles of the text objects; they live as long as the page is open.
    """

    rules: list[Rectangle] = field(default_factory=list)
    areas: list[Rectangle] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    texts: list[Any] = field(default_factory=list)
    shapes: int = 0

    @classmethod
    def of(cls, page: Any) -> Drawing:
        """The drawing of a page that PDFium holds open."""
        drawing = cls()
        for index in range(pdfium_c.FPDFPage_CountObjects(page)):
            drawing._take(pdfium_c.FPDFPage_GetObject(page, index), _IDENTITY, 0)
        return drawing

    def is_dark_at(self, x: float, y: float) -> bool:
        """Whether white text is seen at a point."""
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in (*self.areas, *self.pictures))

    def picture_share(self, left: float, bottom: float, right: float, top: float) -> float:
        """How much of the page pictures cover, 0 to 1; those of a scan in strips are put together."""
        area = max((right - left) * (top - bottom), 1.0)
        shares = (max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom)) for x0, y0, x1, y1 in self.pictures)
        return min(1.0, sum(shares) / area)

    def _take(self, item: Any, matrix: tuple[float, ...], depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            self.texts.append(item)
        elif kind == _PATH:
            self._take_path(item, matrix)
        elif kind == _IMAGE:
            self.pictures.append(_bounds(item, matrix))
        elif kind == _FORM and depth < _DEEPEST_FORM:
            inner = _product(_matrix(item), matrix)
            for index in range(pdfium_c.FPDFFormObj_CountObjects(item)):
                self._take(pdfium_c.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    def _take_path(self, path: Any, matrix: tuple[float, ...]) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
        stroked = bool(stroke.value) and not _is_white(path, pdfium_c.FPDFPageObj_GetStrokeColor)
        filled = bool(fill.value) and not _is_white(path, pdfium_c.FPDFPageObj_GetFillColor)
        if not (stroked or filled):
            return
        x0, y0, x1, y1 = _bounds(path, matrix)
        if min(x1 - x0, y1 - y0) <= _THICKEST_RULE:
            self.rules.append((x0, y0, x1, y1))
            return
        self.shapes += 1
        if filled:
            self.areas.append((x0, y0, x1, y1))
        for points in _subpaths(path, _product(_matrix(path), matrix)):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICKEST_RULE:
                self.rules.append((min(xs), min(ys), max(xs), max(ys)))
            elif stroked:
                for (ax, ay), (bx, by) in pairwise(points):
                    if min(abs(ax - bx), abs(ay - by)) < _LEAN:
                        self.rules.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


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
