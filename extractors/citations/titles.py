"""Titles 《…》 as printed: nested, nested with the wrong marks, opened twice and closed once."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Longer is no title but a mark that was never closed. The longest of some 3,300 real titles has 135 characters.
_LONGEST = 200
_OPENING, _CLOSING = "《〈<＜", "》〉>＞"
# A title that opens inside a title follows the verb of the outer one.
_NESTS_AFTER = re.compile(
    r"(?:印发|转发|发布|公布|下发|颁布|批转|修改|修订|废止|实施|执行|落实|贯彻|制定|调整|批准|审查|上报|呈报|报送|报批|更新"
    r"|延长|关于|对|和|、|与|的)$"
)
_OUTER_END = re.compile(
    r"^(?:（[^（）]{1,20}）)?(?:有关[一-龥]{1,6}|部分[一-龥]{1,6}|若干[一-龥]{1,6}|有效期)?的?(?:补充)?(?:通知|公告|决定|意见"
    r"|批复|函|通告|命令|请示|报告|实施意见)"
)
_NO_INSIDE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One outermost title: ``start`` and ``end`` take in its marks, ``inner_end`` does not take in the closing one (where there is one).

    ``nested`` are the ranges of the titles inside it, marks included, innermost ones too, in reading order.
    """

    start: int
    end: int
    inner_end: int
    nested: tuple[tuple[int, int], ...] = ()

    def of(self, text: str) -> str:
        """The title without its marks."""
        return text[self.start + 1 : self.inner_end]


def find_titles(text: str) -> list[Title]:
    """The outermost titles of a text without white space, in reading order; they never overlap. Takes time linear in the text.

    >>> [title.of("按《甲市转发〈乙办法〉的通知》和《丙法》办理") for title in find_titles("按《甲市转发〈乙办法〉的通知》和《丙法》办理")]
    ['甲市转发〈乙办法〉的通知', '丙法']
    """
    found: list[Title] = []
    at = 0
    while (start := _next_opening(text, at)) >= 0:
        title = _closed(text, start) or (_repaired(text, start) if text[start] == "《" else None)
        if title is None:
            at = start + 1
            continue
        found.append(title)
        at = title.end
    return found


def _next_opening(text: str, at: int) -> int:
    """Where the next title opens; a 〈 outside of 《》 opens one too, but < and ＜ are also signs of comparison."""
    places = [place for mark in "《〈" if (place := text.find(mark, at)) >= 0] if at < len(text) else []
    return min(places, default=-1)


def _closed(text: str, start: int) -> Title | None:
    """The title whose marks are paired, each with one of its own kind."""
    stack: list[tuple[str, int]] = []
    nested: list[tuple[int, int]] = []
    for i in range(start, min(len(text), start + _LONGEST)):
        char = text[i]
        if _NO_INSIDE.match(char):
            return None
        if char in _OPENING:
            stack.append((char, i))
        elif char in _CLOSING:
            wanted = _OPENING[_CLOSING.index(char)]
            while stack and stack[-1][0] != wanted and stack[-1][0] in "<＜":
                stack.pop()
            if not stack:
                return None
            if stack[-1][0] != wanted:
                continue
            _, opened = stack.pop()
            if not stack:
                inside = sorted(nested)
                if any(text[a] == "《" and not _NESTS_AFTER.search(text[start + 1 : a]) and b == i for a, b in inside):
                    return None
                return Title(start=start, end=i + 1, inner_end=i, nested=tuple(inside))
            nested.append((opened, i + 1))
    return None


def _repaired(text: str, start: int) -> Title | None:
    """A title one of whose marks is missing, as its words show; ``None`` where the mark at ``start`` opens nothing."""
    close = text.find("》", start, start + _LONGEST)
    if close < 0 or _NO_INSIDE.search(text, start, close):
        return None
    inner = text.find("《", start + 1, close)
    if inner < 0:
        return Title(start=start, end=close + 1, inner_end=close)
    if not _NESTS_AFTER.search(text[start + 1 : inner]):
        return None
    behind = _OUTER_END.match(text[close + 1 : close + 40])
    if behind:
        end = close + 1 + behind.end()
        return Title(start=start, end=end, inner_end=end, nested=((inner, close + 1),))
    return Title(start=start, end=close + 1, inner_end=close)
