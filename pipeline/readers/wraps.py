"""Lines that were broken to a width, joined to paragraphs again.

Text that was copied from PDF pages, or saved with line breaks, breaks its sentences wherever a printed line ended:
inside numbers, names and labels. Copying justified PDF text also breaks a printed line into pieces, most often beside
punctuation. So a line of the file is a *piece* of a printed line, and the pieces between two ends of printed lines add
up to the full width of the page's text. That is what this module goes by: it lays the pieces out on lines of the
measured width, a paragraph beginning with an indent of two characters, and takes the layout that costs least, where a
printed line that ends too early or too late, a break away from punctuation and a paragraph without a final stop all
cost something (dynamic programming over the pieces; time linear in their number).

Widths are in ems, the width of one Chinese character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

#: What stands at the head of a numbered item or heading 条款标号.
ITEM_START = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[编章节条部分]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,3}\s?[．.、](?!\d)|[（(]\d{1,3}[)）]|[①-⑳㈠-㈩❶-❿]|附\s?件\s?\d{0,2}\s?[:：]|[●■◆•○]"
)
_ITEM_ONLY = re.compile(rf"(?:{ITEM_START.pattern})\s*$")
#: Before these an item's number is one that the sentence refers to (按照第三条第⏎（一）项).
_BEFORE_REFERENCE = "第条款项章节和与及至或"
_STANDS_ALONE = re.compile(r"[（(]此件|抄送[:：]|[（(]联系人")
#: The dots and the page number that end a line of a table of contents.
_LEADERS = re.compile(r"[.·…]{6,}\s*\d*$")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}：")
_DATE = re.compile(r"[（(]?\s*(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*\d?[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*[）)]?")
_NUMBERED = re.compile(r"\d{1,3}\s?[.．]\s?(?!\d)")
_TITLE_END = re.compile(r"[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]$")
_TERMINAL = re.compile(r"[。！？；：!?;:…][”’」』）)》\"]*$")
_OPENERS = "（《“‘〔【〈「『([{"
_CLOSERS = "）》”’〕】〉」』)]}，。、；：！？,.;:!?%％…"

#: How far a printed line may run over the measure: for nothing, and at a price (marks hang over the edge or are squeezed).
_OVER = 0.6
_FAR_OVER = 2.3
#: How much shorter than the greedy break a printed line may be.
_SLACK = 0.6
_INDENT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file, or the paragraph that several became. ``indent`` is its leading white space in ems."""

    text: str
    indent: float = 0.0
    blank_before: bool = False
    count: int = 1


@lru_cache(maxsize=4096)
def _char_width(char: str) -> float:
    if char == " ":
        return 0.25  # as copied from PDF: the quarter em that a typesetter puts between digits and Chinese
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def width(text: str) -> float:
    """The printed width of a text in ems: 1 for a Chinese character, a half for a Latin one."""
    return sum(map(_char_width, text))


def measure(lines: Sequence[Line]) -> float | None:
    """The width to which the lines are broken, in ems; ``None`` where paragraphs stand on one line each.

    Two things must come together. Lines crowd at one width and hardly any is wider. And among them are breaks that no
    paragraph has: after a comma or 、, inside a bracket that the next line closes, before a closing mark. Lists of
    names or titles of like length have the first without the second.
    """
    if len(lines) < 4:
        return None
    widths = [width(line.text) + (line.indent if line.indent <= 4 else 0) for line in lines]
    crowd = Counter(round(w * 2) / 2 for w, line in zip(widths, lines, strict=True) if w >= 12 and not _TERMINAL.search(line.text))
    if not crowd:
        return None
    # the edge: the widest at which lines crowd, among the widths near it (a paragraph's first lines crowd two ems before)
    edges = [w for w, count in crowd.items() if count >= 2 and count >= 0.3 * max(n for v, n in crowd.items() if abs(v - w) <= 3)]
    if not edges:
        return None
    peak = max(edges)
    at_peak = sum(abs(w - peak) <= 1 for w in widths)
    wider = sum(w > peak + 2 for w in widths)
    torn = sum(_is_torn(line.text, following.text) for line, following in pairwise(lines))
    if peak > 80 or at_peak < 3 or wider > max(0.02 * len(lines), 0.1 * at_peak) or torn < max(2, 0.04 * len(lines)):
        return None
    # a short file may have its crowd at the width of first lines: a wider measure that makes clearly better sense wins
    costs = {w: _layout(lines[:200], w)[1] for w in (peak, peak + 1, peak + 1.5, peak + 2)}
    better = min(costs, key=lambda w: (costs[w], w))
    return better if costs[better] < 0.93 * costs[peak] else peak


def _is_torn(text: str, following: str) -> bool:
    if text[-1] in "，、,（《“〔" or following[0] in "，。、；：）》”〕":
        return True
    return _is_open(text)


def join(lines: Sequence[Line], *, measure: float) -> list[Line]:
    """The paragraphs that lines broken to ``measure`` ems were."""
    return [_one(run) for run in _paragraphs(list(_titles_joined(lines)), measure)]


def _one(run: Sequence[Line]) -> Line:
    """The lines of a run as one."""
    text = run[0].text
    for line in run[1:]:
        text = glue(text, line.text)
    return replace(run[0], text=close_up(text), count=sum(line.count for line in run))


def _titles_joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with the titles put together that a compilation prints over each notice: in larger type and so to a
    width of their own, at the head of the file or with a number before them, closed by a date in brackets."""
    index = 0
    while index < len(lines):
        end = _title_end(lines, index) if index == 0 or _NUMBERED.match(lines[index].text) else index + 1
        yield _one(lines[index:end])
        index = end


def _title_end(lines: Sequence[Line], start: int) -> int:
    text = ""
    for end in range(start, min(start + 6, len(lines))):
        text += lines[end].text
        if _TITLE_END.search(text):
            return end + 1
        if lines[end].text[-1] in "。：；":
            break
    return start + 1


def glue(left: str, right: str) -> str:
    """Two pieces put together: without a space, unless both sides are Latin words that the break stands for a space between."""
    return f"{left} {right}" if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha() else left + right


_CLOSE_UP = re.compile(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=[^\s]) (?=[^\x00-\x7f])")


def close_up(text: str) -> str:
    """The text without the single spaces beside Chinese characters: typesetting puts them between digits and Chinese
    (``2023 年2 月``) and copying makes characters of them. Two spaces or more, and full-width ones, were typed on
    purpose (``刘　莉``, columns of names) and stay, as does a space between Latin words or numbers."""
    return _CLOSE_UP.sub("", text)


# --- the layout -------------------------------------------------------------------------------------------------------

_SAME_LINE, _NEXT_LINE, _NEW_PARAGRAPH = 0, 1, 2


@dataclass(slots=True)
class _Step:
    """The cheapest way to a filled width: its cost, the width at the piece before, how the piece was put there."""

    cost: float
    before: float
    how: int


def _paragraphs(lines: Sequence[Line], measure: float) -> Iterator[list[Line]]:
    """Runs of lines that are one paragraph each."""
    if not lines:
        return
    how, _ = _layout(lines, measure)
    run = [lines[0]]
    for line, put in zip(lines[1:], how[1:], strict=True):
        if put == _NEW_PARAGRAPH:
            yield run
            run = []
        run.append(line)
    yield run


def _layout(lines: Sequence[Line], measure: float) -> tuple[list[int], float]:
    """How each line is put (on the printed line of the one before, on the next one, into a new paragraph), and what that costs."""
    indents_printed = sum(1.5 <= line.indent <= 4 for line in lines) > 0.03 * len(lines)
    widths = [width(line.text) for line in lines]
    reached: list[dict[float, _Step]] = [{w + extra: _Step(0, 0, _NEW_PARAGRAPH) for w, extra in _starts(lines[0], widths[0])}]
    is_open = False
    for index in range(1, len(lines)):
        is_open = _is_open(lines[index - 1].text, before=is_open and not ITEM_START.match(lines[index - 1].text))
        boundary = _Boundary.between(lines[index - 1], lines[index], is_open=is_open, indents_printed=indents_printed)
        if index + 1 < len(lines) and _DATE.fullmatch(lines[index + 1].text) and _may_sign(lines[index].text):
            boundary = replace(boundary, new_paragraph=max(0.0, boundary.new_paragraph - 3), same_line=boundary.same_line + 4)
        reached.append(_advance(reached[-1], lines[index], widths[index], boundary, measure))
    how = [_NEW_PARAGRAPH] * len(lines)
    filled = min(reached[-1], key=lambda width: (reached[-1][width].cost, width))
    cost = reached[-1][filled].cost
    for index in range(len(lines) - 1, 0, -1):
        step = reached[index][filled]
        how[index], filled = step.how, step.before
    return how, cost


def _starts(line: Line, own: float) -> tuple[tuple[float, float], ...]:
    """Where a paragraph's first piece may begin: at the printed indent, or at two ems, or (titles, addressees) at none."""
    return ((own, line.indent),) if line.indent else ((own, _INDENT), (own, 0.0))


def _advance(reached: dict[float, _Step], line: Line, own: float, boundary: _Boundary, measure: float) -> dict[float, _Step]:
    steps: dict[float, _Step] = {}

    def offer(filled: float, cost: float, before: float, how: int) -> None:
        known = steps.get(filled)
        if known is None or cost < known.cost:
            steps[filled] = _Step(cost, before, how)

    for filled, step in reached.items():
        over = filled + own - measure - _OVER
        if over <= _FAR_OVER:
            offer(filled + own, step.cost + boundary.same_line + (over if over > 0 else 0), filled, _SAME_LINE)
        shortage = measure - _SLACK - filled - boundary.unbreakable
        if shortage < 4 or boundary.goes_on:
            offer(own, step.cost + boundary.next_line + (min(2 + 2 * shortage, 8) if shortage > 0 else 0), filled, _NEXT_LINE)
        for width_here, extra in _starts(line, own):
            flush = 1.0 if not extra and not line.indent else 0.0
            full = 1.5 if shortage <= 0 and not boundary.stops else 0.0
            offer(width_here + extra, step.cost + boundary.new_paragraph + flush + full, filled, _NEW_PARAGRAPH)
    return steps


@dataclass(frozen=True, slots=True)
class _Boundary:
    """What stands on both sides of a line break, as costs.

    The weights were set on notices of thirty provinces and are of few kinds: 1 hardly matters, 4 needs a reason,
    6 and more happens only where nothing else fits.
    """

    same_line: float
    next_line: float
    new_paragraph: float
    unbreakable: float
    stops: bool
    goes_on: bool

    @classmethod
    def between(cls, left: Line, right: Line, *, is_open: bool, indents_printed: bool) -> _Boundary:
        item = bool(ITEM_START.match(right.text)) and left.text[-1] not in _BEFORE_REFERENCE
        goes_on = left.text[-1] in "，、," or (is_open and not item)
        stops = not goes_on and bool(_TERMINAL.search(left.text))
        beside_mark = left.text[-1] in _CLOSERS or right.text[0] in _OPENERS or right.text[0] in _CLOSERS
        same_line = 1.0 if beside_mark else 3.0 if left.text[-1].isdigit() != right.text[0].isdigit() else 6.0
        next_line = 0.0
        new_paragraph = 2.0 if stops else 4.0
        if item and not goes_on:
            new_paragraph -= 3
            same_line += 6
            ended = stops or left.text[-1] in "）〕)]" or ITEM_START.match(left.text) or _LABELLED.match(left.text)
            next_line += 5 if ended else 3 if right.text[0] in "（(" or right.text[0].isdigit() else 1
        if _LEADERS.search(left.text):
            return cls(12.0, 12.0, 0.0, 0.0, True, False)
        if goes_on or left.text[-1] in _OPENERS or right.text[0] in _CLOSERS or _ITEM_ONLY.match(left.text):
            new_paragraph += 4
        elif _STANDS_ALONE.match(right.text) or _DATE.fullmatch(left.text) or _DATE.fullmatch(right.text):
            new_paragraph -= 3
            same_line += 6
            next_line += 4
        elif _LABELLED.match(right.text) and (stops or _LABELLED.match(left.text)):
            new_paragraph -= 2
        if left.blank_before is False and right.blank_before:
            new_paragraph -= 3
            same_line += 4
            next_line += 3
        if indents_printed:
            if right.indent >= 1.5:
                new_paragraph -= 3
                same_line += 6
                next_line += 5
            else:
                new_paragraph += 2
        return cls(same_line, next_line, max(new_paragraph, 0), _unbreakable(right.text), stops, goes_on)


def _may_sign(text: str) -> bool:
    """A line over a date that may be the name of the organ that signs: no mark of a sentence in it."""
    return len(text) <= 30 and not re.search(r"[，。；：、]", text)


def _is_open(text: str, *, before: bool = False) -> bool:
    """Whether a bracket or title mark is open at the end of a line; ``before`` says whether one was at its beginning."""
    opened = max(map(text.rfind, "（(《"))
    closed = max(map(text.rfind, "）)》"))
    return opened > closed if opened != closed else before


def _unbreakable(text: str) -> float:
    """The width of what at the head of a line cannot be parted: opening marks, a word or number, and the marks that close it."""
    end = 0
    while end < len(text) and text[end] in _OPENERS:
        end += 1
    if end < len(text) and text[end].isascii() and text[end].isalnum():
        while end < len(text) and end < 24 and text[end].isascii() and not text[end].isspace():
            end += 1
    elif end < len(text):
        end += 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return width(text[:end])
