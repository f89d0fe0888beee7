"""The characters of pages whose fonts are not in the file, by pdfplumber.

PDFium leaves out text of a single character where the font that stands in for a Chinese one gives that character no width:
often a digit, and so a whole cell of a table. pdfminer needs no font to know what is printed and where.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from typing import Any

import pdfplumber

#: It logs a line for each thing that it does not like in a damaged file; what matters is said as a remark.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

#: Character, matrix, advance in points and colour of a glyph, in the space of the page before ``/Rotate``.
RawGlyph = tuple[str, tuple[float, float, float, float, float, float], float, tuple[float, ...]]


class Unembedded:
    """The pages of a file by pdfplumber, opened when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Any = None

    def glyphs(self, index: int) -> Iterator[RawGlyph]:
        """The glyphs of the page at an index from 0; the matrix scales by the size of the type."""
        if self._file is None:
            self._file = pdfplumber.open(io.BytesIO(self._data))
        page = self._file.pages[index]
        page.page_obj.rotate = 0
        left, bottom, *_ = page.page_obj.mediabox
        for char in page.chars:
            a, b, c, d, x, y = char["matrix"]
            size = char["size"] / (math.hypot(c, d) or 1.0)
            advance = char["adv"] * math.hypot(a, b)
            color = char["non_stroking_color"] or ()
            yield char["text"], (a * size, b * size, c * size, d * size, x + left, y + bottom), advance, tuple(color)
        page.close()
