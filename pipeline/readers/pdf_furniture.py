"""What is printed around the text: page numbers 页码, running heads and feet 页眉页脚, watermarks 水印."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final, Literal

from pipeline.readers.pdf_lines import PdfLine
from pipeline.readers.pdf_page import Glyph

Side = Literal["header", "footer"]
_SIDES: Final[tuple[Side, Side]] = ("header", "footer")

_NUMBER: Final = r"\d{1,4}|[ivxlcIVXLCⅠ-Ⅻⅰ-ⅻ]{1,7}"
_BARE: Final = re.compile(rf"({_NUMBER})")
_DRESSED: Final = re.compile(
    rf"[-—–－~～·•.\s]+(?:{_NUMBER})[-—–－~～·•.\s]+|[-—–－]\s*(?:{_NUMBER})|"
    rf"第?\s*(?:{_NUMBER}|[一二三四五六七八九十百]+)\s*页(?:\s*[/／,，、|]?\s*[共总][计有]?\s*(?:{_NUMBER}|[一二三四五六七八九十百]+)\s*页)?|"
    rf"(?:{_NUMBER})\s*[/／]\s*(?:{_NUMBER})|[Pp]age\s*(?:{_NUMBER})(?:\s*of\s*(?:{_NUMBER}))?"
)
#: Headings that may stand at the head of many pages and are none of their running heads.
_NO_RUNNING_HEAD: Final = re.compile(r"附\s*[件表录]|[（(]?续表?[）)]?$")
_SENTENCE: Final = re.compile(r"[，。；：]")
#: Running heads and page numbers stand this near to the edge (share of the page's height) and are so many lines at most.
_ZONE: Final = 0.16
_MOST_LINES: Final = 3
_SAME_PLACE: Final = 4.0
_LARGE: Final = 1.5
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(slots=True)
class Sheet:
    """The lines of a page that stand outside tables, and how far down its text may begin and up it may end."""

    page: int
    height: float
    lines: list[PdfLine]
    first_table: float = float("inf")
    last_table: float = 0.0


@dataclass(slots=True)
class Furniture:
    """What was found: lines that are none of the text, and the texts of running heads and feet, each once."""

    lines: set[int] = field(default_factory=set)
    running: dict[tuple[Side, str], PdfLine] = field(default_factory=dict)


def find_furniture(sheets: Sequence[Sheet]) -> Furniture:
    """The furniture of pages. ``Furniture.lines`` are the ``id`` of lines of the sheets."""
    found = Furniture()
    for side in _SIDES:
        _peel(sheets, side, found)
    return found


def split_watermarks(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The glyphs of the text, and the watermarks of a page: text that runs aslant, or large and pale."""
    upright = [glyph.size for glyph in glyphs if not glyph.angle and not glyph.faint]
    large = _LARGE * median(upright) if upright else float("inf")
    kept: list[Glyph] = []
    marks: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.angle % 90 == 0 and not (glyph.faint and glyph.size >= large):
            kept.append(glyph)
        elif marks and abs(glyph.x0 - marks[-1][-1].x0) + abs(glyph.baseline - marks[-1][-1].baseline) < 3.5 * glyph.size:
            marks[-1].append(glyph)
        else:
            marks.append([glyph])
    texts = ("".join(glyph.text for glyph in mark).strip() for mark in marks)
    return kept, list(dict.fromkeys(text for text in texts if len(text) > 1))


def _peel(sheets: Sequence[Sheet], side: Side, found: Furniture) -> None:
    """Takes lines off one edge of all pages, the outermost first, as long as they are furniture."""
    stacks = {sheet.page: _outer_rows(sheet, side, found) for sheet in sheets}
    for _ in range(_MOST_LINES):
        outer = {sheet.page: stacks[sheet.page][0] for sheet in sheets if stacks[sheet.page]}
        numbers = _page_numbers(outer, sheets, side)
        repeated = _repeated(outer, len(sheets))
        if not numbers and not repeated:
            return
        for page, row in outer.items():
            if page not in numbers and page not in repeated:
                stacks[page] = []
                continue
            found.lines.update(id(line) for line in row)
            if page in repeated:
                text = _text(row)
                if not _is_number(text):
                    found.running.setdefault((side, text), row[0])
            stacks[page] = stacks[page][1:]


def _outer_rows(sheet: Sheet, side: Side, found: Furniture) -> list[list[PdfLine]]:
    """The rows of lines near one edge, the outermost first; none beyond a table."""
    limit = _ZONE * sheet.height
    if side == "header":
        lines = [line for line in sheet.lines if line.bottom <= min(limit, sheet.first_table + 2) and not line.angle]
    else:
        lines = [line for line in sheet.lines if line.top >= max(sheet.height - limit, sheet.last_table - 2) and not line.angle]
    rows: list[list[PdfLine]] = []
    for line in sorted((line for line in lines if id(line) not in found.lines), key=lambda line: (line.baseline, line.x0)):
        if rows and line.baseline - rows[-1][0].baseline < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows if side == "header" else rows[::-1]


def _text(row: Sequence[PdfLine]) -> str:
    return "\u3000".join(line.text.strip() for line in sorted(row, key=lambda line: line.x0))


def _is_number(text: str) -> bool:
    return bool(_DRESSED.fullmatch(text.strip()) or _BARE.fullmatch(text.strip()))


def _repeated(outer: dict[int, list[PdfLine]], pages: int) -> set[int]:
    """The pages whose outermost row stands at the same place of other pages too."""
    needed = 3 if pages > 5 else max(2, (pages + 1) // 2)
    by_text: dict[str, list[tuple[int, float]]] = {}
    for page, row in outer.items():
        text = _text(row)
        if not _NO_RUNNING_HEAD.match(text) and not _SENTENCE.search(text):
            by_text.setdefault(text, []).append((page, row[0].baseline))
    found: set[int] = set()
    for places in by_text.values():
        for _, height in places:
            near = {page for page, other in places if abs(other - height) <= _SAME_PLACE}
            if len(near) >= needed:
                found |= near
    return found


def _page_numbers(outer: dict[int, list[PdfLine]], sheets: Sequence[Sheet], side: Side) -> set[int]:
    """The pages whose outermost row is a page number: one with dashes or 页, or numbers that count with the pages."""
    found: set[int] = set()
    bare: dict[int, int] = {}
    for page, row in outer.items():
        text = _text(row).strip()
        if _DRESSED.fullmatch(text):
            found.add(page)
        elif match := _BARE.fullmatch(text):
            bare[page] = _value(match[1]) - page
    counts = Counter(bare.values())
    alone = {sheet.page for sheet in sheets if sheet.page in bare and side == "footer" and _stands_off(sheet, outer[sheet.page])}
    return found | {page for page, offset in bare.items() if counts[offset] > 1 or page in alone}


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    if "Ⅰ" <= number[0] <= "ⅻ":
        return (ord(number[0]) - ord("Ⅰ")) % 16 + 1
    values = [_ROMAN[char] for char in number.lower()]
    return sum(-value if any(later > value for later in values[index + 1 :]) else value for index, value in enumerate(values))


def _stands_off(sheet: Sheet, row: Sequence[PdfLine]) -> bool:
    """Whether a number at the foot stands well below everything else and is not larger."""
    others = [line for line in sheet.lines if line.bottom < row[0].top]
    lowest = max((line.bottom for line in others), default=0.0)
    usual = median(line.size for line in others) if others else row[0].size
    return row[0].top - max(lowest, sheet.last_table) > 1.2 * usual and row[0].size <= usual
