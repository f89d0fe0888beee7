"""What a line break says about itself: the characters on both sides of it as costs of its three readings.

A break in a file may be the tear between two pieces of one printed line, the end of a printed line inside a paragraph,
or the end of a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

#: What stands at the head of a numbered item or heading 条款标号.
ITEM_START = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[编章节条部分]|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,3}\s?[．.、﹒](?!\d)|[（(]\d{1,3}[)）]|[①-⑳㈠-㈩❶-❿]|附\s?件\s?\d{0,2}\s?[:：]|[●■◆•○]"
)
_ITEM_ONLY = re.compile(rf"(?:{ITEM_START.pattern})\s*$")
DATE = re.compile(
    r"[（(]?\s*(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*\d?[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*[）)]?"
)
_GAP = re.compile(r"(?<=[^\x00-\x7f])(?=[A-Za-z0-9])")
#: Before these an item's number is one that the sentence refers to (按照第三条第⏎（一）项).
_BEFORE_REFERENCE = "第条款项章节和与及至或"
#: Lines that are paragraphs of their own whatever stands beside them: dates, document numbers 发文字号, remarks on publication.
STANDS_ALONE = re.compile(
    rf"{DATE.pattern}|[\u4e00-\u9fff]{{2,12}}[〔\[（(]\d{{4}}[〕\]）)]第?\s?\d{{1,4}}\s?号"
    r"|[（(]此件[^（）()]{2,12}[）)]|[（(]联系[^（）()]{2,60}[）)]|附\s?件\s?\d{0,2}"
)
_HEADS_ALONE = re.compile(r"抄送[:：]|[（(]联系人|[（(]此件")
#: How the line of the addressees 主送机关 ends.
_ADDRESSEES = re.compile(
    r"(?:人民政府|委员会|管委会|部门|(?<!责任|牵头|配合|主办|协办)单位|机构|企业|公司|街道|办事处|处室|[局厅委办镇乡])(?:[（(][^（）()]{1,12}[）)])?[:：]$"
)
_ORGAN = re.compile(r"[^，。；：、《》\d]{2,30}(?:政府|委员会|办公室|中心|公司|海关|[局厅部委院署社会处组行])")
#: A line that may be the title 标题 of an issued text, and what begins such a text.
_TITLE = re.compile(
    r"[^。；：，、]{4,40}(?:制度|办法|方案|细则|规定|规则|规程|清单|意见|计划|措施|要点|条例|标准|指南|机制|工程)(?:[（(][^（）()]{2,8}[）)])?"
)
_TEXT_BEGINS = re.compile(r"第一[章条]|一、|为|根据|目\s*录")
_SEAL = re.compile(r"[（(].{2,30}代?章[）)]")
#: The dots and the page number that end a line of a table of contents.
_LEADERS = re.compile(r"[.·…]{6,}\s*\d*$")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,6}：")
TERMINAL = re.compile(r"[。！？；：!?;:…][”’」』）)》\"]*$")
OPENERS = "（《“‘〔【〈「『([{"
CLOSERS = "）》”’〕】〉」』)]}，。、；：！？,.;:!?%％…"
#: After so many lines a bracket that has not closed was forgotten.
_OPEN_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file, or the paragraph that several became. ``indent`` is its leading white space in ems."""

    text: str
    indent: float = 0.0
    blank_before: bool = False
    count: int = 1


@lru_cache(maxsize=4096)
def _char_width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def width(text: str) -> float:
    """The printed width of a text in ems: 1 for a Chinese character, a half for a Latin one, and a quarter for the gap
    that typesetting leaves where a word or number follows Chinese (measured on 1,159 full lines with numbers: with these
    values their widths come to 40 ems, half of them within a quarter)."""
    return sum(map(_char_width, text)) + 0.25 * len(_GAP.findall(text))


@dataclass(frozen=True, slots=True)
class Boundary:
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

    def leaning_to_new_paragraph(self) -> Boundary:
        """The same boundary where something outside the two lines says that a paragraph begins."""
        return replace(self, new_paragraph=max(0.0, self.new_paragraph - 3), same_line=self.same_line + 4, next_line=self.next_line + 4)

    @classmethod
    def between(cls, left: Line, right: Line, *, above: str, is_open: bool, indents_printed: bool) -> Boundary:
        item = bool(ITEM_START.match(right.text)) and not _refers(left.text, right.text)
        goes_on = left.text[-1] in "，、," or (is_open and not item)
        stops = not goes_on and bool(TERMINAL.search(left.text))
        beside_mark = left.text[-1] in CLOSERS or right.text[0] in OPENERS or right.text[0] in CLOSERS
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
        if STANDS_ALONE.fullmatch(left.text) or STANDS_ALONE.fullmatch(right.text) or _HEADS_ALONE.match(right.text):
            new_paragraph -= 3
            same_line += 6
            next_line += 4
        elif goes_on or left.text[-1] in OPENERS or right.text[0] in CLOSERS or _ITEM_ONLY.match(left.text) or len(right.text) == 1:
            new_paragraph += 4
        elif _ADDRESSEES.search(above[-8:] + left.text):
            new_paragraph -= 1
            same_line += 5
            next_line += 3
        elif _LABELLED.fullmatch(right.text) and (stops or left.text[-1] in "）)〕"):
            new_paragraph -= 3
            same_line += 4
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


def boundaries(lines: Sequence[Line]) -> list[Boundary]:
    """The boundaries between lines, in their order: one fewer than there are lines."""
    indents_printed = sum(1.5 <= line.indent <= 4 for line in lines) > 0.03 * len(lines)
    alone = _signing(lines) | _titles(lines)
    found: list[Boundary] = []
    open_since = -1
    for index in range(1, len(lines)):
        left, above = lines[index - 1], lines[index - 2].text if index > 1 else ""
        before = open_since >= 0 and index - open_since <= _OPEN_LINES and not ITEM_START.match(left.text)
        in_bracket = _bracket_open(left.text, before=before)
        open_since = (open_since if before else index - 1) if in_bracket else -1
        is_open = in_bracket or _title_open(left.text)
        boundary = Boundary.between(left, lines[index], above=above, is_open=is_open, indents_printed=indents_printed)
        found.append(boundary.leaning_to_new_paragraph() if index in alone else boundary)
    return found


def is_torn(text: str, following: str) -> bool:
    """Whether no paragraph ends so: after a comma or an opening mark, before a closing one, inside a bracket or title."""
    if text[-1] in "，、,（《“〔" or following[0] in "，。、；：）》”〕":
        return True
    return _bracket_open(text) or _title_open(text)


def _refers(left: str, right: str) -> bool:
    """Whether an item's number is one that the sentence speaks of (按照《办法》⏎第十条)."""
    return left[-1] in _BEFORE_REFERENCE or (left[-1] == "》" and right[0] == "第")


def _signing(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that name the organs which sign 落款: they end in an organ's name, and the date or a note on the seal stands below."""
    found: set[int] = set()
    below = False
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if below and _ORGAN.fullmatch(text):
            found.add(index)
        else:
            below = bool(DATE.fullmatch(text) or _SEAL.fullmatch(text))
    return frozenset(found)


def _titles(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are the title of a text that begins below, after one that has come to its end."""
    return frozenset(
        index
        for index in range(1, len(lines) - 1)
        if _TEXT_BEGINS.match(lines[index + 1].text) and TERMINAL.search(lines[index - 1].text) and _TITLE.fullmatch(lines[index].text)
    )


def _bracket_open(text: str, *, before: bool = False) -> bool:
    """Whether a bracket is open at the end of a line; ``before`` says whether one was at its beginning."""
    opened, closed = max(map(text.rfind, "（(")), max(map(text.rfind, "）)"))
    return opened > closed if opened != closed else before


def _title_open(text: str) -> bool:
    """Whether a title mark opens on a line and does not close. It is not carried on to further lines: titles are short,
    and a 《 that never closes is a common slip."""
    return text.rfind("《") > text.rfind("》")


def _unbreakable(text: str) -> float:
    """The width of what at the head of a line cannot be parted: opening marks, a word or number, and the marks that close it."""
    end = 0
    while end < len(text) and text[end] in OPENERS:
        end += 1
    if end < len(text) and text[end].isascii() and text[end].isalnum():
        while end < len(text) and end < 24 and text[end].isascii() and not text[end].isspace():
            end += 1
    elif end < len(text):
        end += 1
    while end < len(text) and text[end] in CLOSERS:
        end += 1
    return width(text[:end])
