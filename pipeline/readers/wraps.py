"""Lines that were broken to a width, joined to paragraphs again.

Text that was copied from PDF pages, or saved with line breaks, breaks its sentences wherever a printed line ended:
inside numbers, names and labels. Copying justified PDF text also breaks a printed line into pieces, most often beside
punctuation. So a line of the file is a *piece* of a printed line, and the pieces between two ends of printed lines add
up to the full width of the page's text. That is what this module goes by: it finds the width, and has the pieces laid
out on lines of it (``line_layout.py``), a paragraph beginning with an indent of two characters, in the way that costs
least, where a printed line that ends too early or too late, a tear away from punctuation and a paragraph without a
final stop all cost something (``line_breaks.py``).

Widths are in ems, the width of one Chinese character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.line_breaks import TERMINAL, Line, is_torn, width
from pipeline.readers.line_layout import cheapest, paragraphs

_NUMBERED = re.compile(r"\d{1,3}\s?[.．﹒]\s?(?!\d)")
_TITLE_END = re.compile(r"[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?\s*[）)]$")
#: No page is printed wider.
_WIDEST = 80.0
#: So many lines tell the measure.
_ENOUGH = 160


def measure(lines: Sequence[Line]) -> float | None:
    """The width to which the lines are broken, in ems; ``None`` where paragraphs stand on one line each.

    Two things must come together. Lines crowd at one width and hardly any is wider. And among them are breaks that no
    paragraph has: after a comma or 、, inside a bracket that the next line closes, before a closing mark; or, where
    paragraphs are indented, full lines before lines that are not. Lists of names or titles of like length have the
    first without the second.
    """
    if len(lines) < 4:
        return None
    widths = [width(line.text) + (line.indent if line.indent <= 4 else 0) for line in lines]
    edge = _edge(lines, widths)
    indented = edge is not None and sum(1.5 <= line.indent <= 4 for line in lines) > 0.15 * len(lines)
    torn = sum(
        is_torn(line.text, following.text)
        or (indented and edge is not None and w >= edge - 1 and not following.indent and not TERMINAL.search(line.text))
        for (line, following), w in zip(pairwise(lines), widths, strict=False)
    )
    if torn < max(2, 0.04 * len(lines)):
        return None
    if edge is not None and edge <= _WIDEST:
        at_edge = sum(abs(w - edge) <= 1 for w in widths)
        wider = sum(w > edge + 2 for w in widths)
        if at_edge >= (2 if torn > 0.15 * len(lines) else 3) and wider <= max(0.02 * len(lines), 0.1 * at_edge):
            # a short file may crowd at the width of first lines: a wider measure that makes clearly better sense wins
            return cheapest(lines[:_ENOUGH], (edge, edge + 1, edge + 1.5, edge + 2), unless=edge)
    if torn > max(4, 0.2 * len(lines)) and max(widths) <= _WIDEST:  # few lines, all in pieces: the measure that makes most sense of them
        return cheapest(lines[:_ENOUGH], tuple(max(widths) + step / 2 for step in range(-4, 3)))
    return None


def _edge(lines: Sequence[Line], widths: Sequence[float]) -> float | None:
    """The widest at which lines crowd, among the widths near it (a paragraph's first lines crowd two ems before)."""
    crowd = Counter(round(w * 2) / 2 for w, line in zip(widths, lines, strict=True) if w >= 12 and not TERMINAL.search(line.text))
    return max(
        (w for w, count in crowd.items() if count >= 2 and count >= 0.3 * max(n for v, n in crowd.items() if abs(v - w) <= 3)), default=None
    )


def join(lines: Sequence[Line], *, measure: float) -> list[Line]:
    """The paragraphs that lines broken to ``measure`` ems were."""
    joined: list[Line] = []
    waiting: list[Line] = []
    index = 0
    while index < len(lines):
        end = _title_end(lines, index)
        if end > index:
            joined += _laid_out(waiting, measure)
            joined.append(_one(lines[index:end]))
            waiting = []
        else:
            waiting.append(lines[index])
            end = index + 1
        index = end
    return joined + _laid_out(waiting, measure)


def _laid_out(lines: Sequence[Line], measure: float) -> list[Line]:
    return [_one(run) for run in paragraphs(lines, measure=measure)]


def _one(run: Sequence[Line]) -> Line:
    """The lines of a run as one."""
    text = run[0].text
    for line in run[1:]:
        text = glue(text, line.text)
    return replace(run[0], text=close_up(text), count=sum(line.count for line in run))


def _title_end(lines: Sequence[Line], start: int) -> int:
    """Where the title ends that begins here, ``start`` where none does.

    A compilation prints a title over each notice, in larger type and so to a width of its own, at the head of the file
    or with a number before it, and closes it with the date in brackets. Of 245 such files 243 begin so, and in
    240 the title breaks, mostly inside words; so it is put together, date and all, and the notice's own header begins below.
    """
    if start and not _NUMBERED.match(lines[start].text):
        return start
    text = ""
    for end in range(start, min(start + 6, len(lines))):
        text += lines[end].text
        if _TITLE_END.search(text):
            return end + 1
        if lines[end].text[-1] in "。：；":
            break
    return start


def glue(left: str, right: str) -> str:
    """Two pieces put together: without a space, unless both sides are Latin words that the break stands for a space between."""
    return (
        f"{left} {right}" if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha() else left + right
    )


_CLOSE_UP = re.compile(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=[^\s]) (?=[^\x00-\x7f])")


def close_up(text: str) -> str:
    """The text without the single spaces beside Chinese characters: typesetting puts them between digits and Chinese
    (``2023 年2 月``) and copying makes characters of them. Two spaces or more, and full-width ones, were typed on
    purpose (``刘　莉``, columns of names) and stay, as does a space between Latin words or numbers."""
    return _CLOSE_UP.sub("", text)
