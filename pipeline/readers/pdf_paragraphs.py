"""Printed lines to paragraphs 段落, over pages too, by where they begin and end.

A line ends a paragraph where the next line's first word would have had room on it, where the next line is indented, where
the gap to the next line is wider than usual, or where the size changes. What only the characters can tell (an item begins,
an addressee ends) is asked of ``line_breaks``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.document import Alignment
from pipeline.readers.line_breaks import ITEM_START, TERMINAL, Line, boundaries, width
from pipeline.readers.pdf_lines import PdfLine
from pipeline.readers.wraps import glue

#: A line that had so much more room (ems) than the next word needs has ended on purpose.
_ENDED: Final = 0.6
#: The same in a cell, whose edges are known to the point.
_ENDED_IN_CELL: Final = 0.25
#: The same in a wide cell that marks its paragraphs by an indent or a gap, of a line that begins as a following one does.
_ENDED_IN_MARKED: Final = 2.5
#: White space in a line that parts columns.
COLUMN_GAP: Final = re.compile(r"(?<=\S)\u3000{2,}(?=\S)")
#: What typesetting leaves between Chinese and Latin characters.
_BESIDE_LATIN: Final = 0.25
#: A first line's indent is two ems, less where the text is squeezed.
_INDENT: Final = 1.4
#: A gap so many times the usual one parts paragraphs.
_WIDE_GAP: Final = 1.3
_SAME_SIZE: Final = 0.12
_CENTRED: Final = 1.1
_LARGER: Final = 1.15
_RIGHT: Final = 8.0
_SHORT: Final = 24.0
#: So few characters under the text of a hanging line are its rest, wherever that line ended.
_REMAINDER: Final = 2
#: Cells narrower than this (ems) hold names and numbers, not sentences.
_NARROW: Final = 14.0
#: How the names of organs end and begin; in a narrow cell such names stand one a line.
_ORGAN: Final = re.compile(r"[^，。；：、《》（\d]+(?:政府|中心|公司|[分支银]行|支队|大队|街道|[局厅委办院署社会处室组部])(?:[（(][^（）()]{1,12}[）)])?")
_ORGAN_BEGINS: Final = re.compile(r"[省市县区州盟旗乡镇各国高驻]")
_STOP: Final = re.compile(r"[。；;！？!?](?!(?:[（(][^（）()]*[）)])?$)")
_STOPS_AT_END: Final = re.compile(r"[。；;！？!?](?:[（(][^（）()]*[）)])?$")
#: What a dated step of a timeline begins with.
_STEP: Final = re.compile(r"\d{1,2}(?:[—–-]\d{1,2})?月|\d{4}(?:[—–-]\d{4})?年|每[年月季半]|常态化|长期")
_STEP_INSIDE: Final = re.compile(rf"[。；;](?:{_STEP.pattern})")


@dataclass(frozen=True, slots=True)
class Folded:
    """A paragraph: its lines and their text. ``usual`` is the size of type around it."""

    lines: tuple[PdfLine, ...]
    text: str
    usual: float

    @property
    def aligned(self) -> Alignment | None:
        """``center`` or ``right`` where the lines stand so, full ones aside; ``None`` where they are set to the left edge."""
        found = {_aligned(line, self.usual) for line in self.lines if line.indent >= 1 or len(self.lines) == 1}
        return found.pop() if len(found) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether the last line is full and ends without a stop."""
        last = self.lines[-1]
        return last.room <= 1.2 and not TERMINAL.search(last.text)


def fold(lines: Sequence[PdfLine], *, in_cell: bool = False) -> list[Folded]:
    """The paragraphs that lines in reading order make."""
    if not lines:
        return []
    folding = _Folding(lines, in_cell=in_cell)
    runs: list[list[PdfLine]] = [[lines[0]]]
    for index, (left, right) in enumerate(pairwise(lines)):
        if folding.ends(index, left, right):
            runs.append([right])
        else:
            runs[-1].append(right)
    return [Folded(tuple(run), _joined(run, folding.usual, in_cell=in_cell), folding.usual) for run in runs]


def _joined(run: Sequence[PdfLine], usual: float, *, in_cell: bool) -> str:
    text = run[0].text
    for left, right in pairwise(run):
        title = not in_cell and _aligned(left, usual) == _aligned(right, usual) == "center"
        text = f"{text}\n{right.text}" if title else glue(text, right.text)
    return text


def _aligned(line: PdfLine, usual: float) -> Alignment | None:
    """How a line stands. What is set larger than the text is centred even where it leaves little room at its sides."""
    least = 0.6 if line.size > _LARGER * usual else 2.6
    if line.indent > least and abs(line.indent - line.room) <= max(_CENTRED, 0.06 * line.indent):
        return "center"
    if line.indent >= _RIGHT and line.indent > 1.5 * line.room + 2 and width(line.text) <= _SHORT:
        return "right"
    return None


class _Folding:
    """What the lines of one stretch have in common."""

    def __init__(self, lines: Sequence[PdfLine], *, in_cell: bool) -> None:
        self._lines, self._in_cell = lines, in_cell
        self.usual = median(line.size for line in lines)
        self._leading = _leading(lines)
        self._boundaries = boundaries(list(self._as_text(lines)))
        self._narrow = in_cell and (lines[0].right - lines[0].left) / lines[0].size < _NARROW
        self._flush = sum(line.indent < 1 for line in lines) > 0.2 * len(lines)
        self._sentence_a_line = in_cell and _sentences_end_lines(lines)
        self._steps_begin_lines = in_cell and not any(_STEP_INSIDE.search(line.text) for line in lines)
        self._reach = max(line.x1 for line in lines)
        first = lines[0].indent >= _INDENT
        self._marked = in_cell and not self._narrow and (first or any(self._is_marked(above, line) for above, line in pairwise(lines)))
        self._centred = in_cell and all(line.indent > -0.3 and abs(line.indent - line.room) < 0.6 for line in lines)

    def ends(self, index: int, left: PdfLine, right: PdfLine) -> bool:
        """Whether ``left`` ends a paragraph, ``right`` being the line after it."""
        boundary = self._boundaries[index]
        if left.angle != right.angle or abs(left.size - right.size) > _SAME_SIZE * max(left.size, right.size):
            return True
        if self._gap_is_wide(left, right) or _beside(left, right) or COLUMN_GAP.search(left.text) or COLUMN_GAP.search(right.text):
            return True
        if not self._in_cell and _aligned(left, self.usual) == _aligned(right, self.usual) == "center":
            return boundary.new_paragraph < boundary.next_line or bool(ITEM_START.match(right.text)) or _stands_apart(left, right)
        hangs = right.indent > left.indent + 0.5 and not TERMINAL.search(left.text) and not ITEM_START.match(right.text)
        if self._had_room(left, right):
            return self._in_cell or not (hangs and len(right.text) <= _REMAINDER)
        first_lines = self._flush or right.indent > left.indent + 0.5 or bool(TERMINAL.search(left.text))
        if right.indent >= _INDENT and not hangs and first_lines:
            return True
        if boundary.new_paragraph < boundary.next_line:
            return True
        if self._narrow and self._is_list_of_organs(index):
            return True
        stops = bool(_STOPS_AT_END.search(left.text))
        return stops and (self._sentence_a_line or (self._steps_begin_lines and bool(_STEP.match(right.text))))

    def _is_list_of_organs(self, index: int) -> bool:
        """Whether a full line of a narrow cell ends the name of one organ and the next line begins that of another."""
        name = self._lines[index].text
        for above, line in zip(self._lines[index - 1 :: -1] if index else (), self._lines[index:0:-1], strict=False):
            if self._had_room(above, line):
                break
            name = above.text + name
        following = self._lines[index + 1].text
        for line, below in pairwise(self._lines[index + 1 :]):
            if self._had_room(line, below) or _ORGAN.fullmatch(following):
                break
            following += below.text
        begins = bool(_ORGAN_BEGINS.match(following)) or len(following) > 3
        return len(following) > 2 and begins and bool(_ORGAN.fullmatch(name) and _ORGAN.fullmatch(following))

    def _had_room(self, left: PdfLine, right: PdfLine) -> bool:
        """Whether the next line's first word would have had room on a line: on both sides of it, where all lines are centred."""
        head = right.head + (_BESIDE_LATIN * left.size if right.text[0].isascii() != left.text[-1].isascii() else 0)
        room = (left.indent + left.room if self._centred else left.room) * left.size - head
        if not self._in_cell:
            return room > _ENDED * left.size
        if self._marked and right.indent < 0.5 and not TERMINAL.search(left.text) and not ITEM_START.match(right.text):
            return room > _ENDED_IN_MARKED * left.size
        return room > _ENDED_IN_CELL * left.size or (room > 0 and left.x1 + head <= self._reach)

    def _is_marked(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether a line is seen to begin a paragraph: by its indent, or by the gap above it."""
        return line.indent >= _INDENT > above.indent or self._gap_is_wide(above, line)

    def _gap_is_wide(self, left: PdfLine, right: PdfLine) -> bool:
        if left.page != right.page or right.baseline <= left.baseline:
            return False
        usual = self._leading.get(round(left.size))
        return usual is not None and right.baseline - left.baseline > max(_WIDE_GAP * usual, usual + 0.3 * left.size)

    @staticmethod
    def _as_text(lines: Sequence[PdfLine]) -> Iterator[Line]:
        for line in lines:
            yield Line(text=line.text, indent=max(0.0, line.indent))


def _beside(left: PdfLine, right: PdfLine) -> bool:
    """Whether two lines stand beside each other rather than one under the other."""
    return left.page == right.page and abs(right.baseline - left.baseline) < 0.7 * min(left.size, right.size)


def _stands_apart(left: PdfLine, right: PdfLine) -> bool:
    """Whether two centred lines are no lines of one title: a heading stands above a text that is as wide as the page."""
    return bool(TERMINAL.search(left.text)) or right.room < 0.5 < left.room - 6


def _leading(lines: Sequence[PdfLine]) -> dict[int, float]:
    """The usual distance of baselines for each size of type: the smallest that is common."""
    gaps: dict[int, Counter[float]] = {}
    for left, right in pairwise(lines):
        gap = right.baseline - left.baseline
        if left.page == right.page and 0.8 * left.size < gap < 4 * left.size and abs(left.size - right.size) <= _SAME_SIZE * left.size:
            gaps.setdefault(round(left.size), Counter())[round(gap * 2) / 2] += 1
    return {size: min(gap for gap, count in found.items() if count >= 0.25 * max(found.values())) for size, found in gaps.items()}


def _sentences_end_lines(lines: Sequence[PdfLine]) -> bool:
    """Whether stops stand at the ends of lines only, some of them before room that was left: one sentence a paragraph."""
    inner = sum(bool(_STOP.search(line.text)) for line in lines)
    on_purpose = sum(bool(_STOPS_AT_END.search(line.text)) and line.room > 2.5 for line in lines[:-1])
    return not inner and on_purpose > 0
