"""Which of the labels inside a text began a paragraph: those that count on, by the choice that costs least over all of them.

A text without line breaks is full of things that look like labels: 第三条 in a reference, ``二、三产业``, ``1.5``. What
stands before each says how likely a paragraph begins there (a sentence ends, white space was left, a bare heading stands
there, or nothing speaks for it); the tree of numbers (``extractors/numbering/tree.py``) then settles all of them together.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.numbering import CN, Candidate, Style, derive, read_label

_RAW = re.compile(
    rf"第[ \u3000]?(?:[{CN}]{{1,6}}|\d{{1,3}})[ \u3000]?(?:编|部分|篇|章|节|条)"
    rf"|(?<![{CN}第])[{CN}]{{1,4}} ?[、．.]|[（(]\s?[{CN}]{{1,4}}\s?[）)]|[㈠-㈩]"
    r"|(?<![\d.．A-Za-z〔\[（(—\-－~～/:：第])\d{1,2}(?:[.．]\d{1,2}){1,3}[.．、\s]?(?=[一-龥“])|(?<![\d.．A-Za-z—\-－~～/第])\d{1,2}\s?[.．、](?!\d)"
    r"|[（(]\d{1,3}[）)]|(?<![\d（(A-Za-z])\d{1,2}[）)]|[①-⑳⑴-⒇⒈-⒛]"
)
_ENDED = re.compile(r"[。！？!?][”’」）)】]?\s*\Z|[。；;！？][（(〔【［\[][^（()）。]*[）)〕】］\]][。；]?\s*\Z")
_CLOSED = re.compile(r"[；;：:）)”》】〕］\]]\s*\Z")
_IN_SENTENCE = re.compile(r"[，、,“‘《〈（(〔\[\-—－~～/·第]\s*\Z")  # 第（二）项 names one
_GAP = re.compile(r"(?:\s{2,}|\u3000)\Z")
#: Between a heading's label and the next one stands the heading, and nothing that parts a sentence.
_HEADING = re.compile(r"[^，。；：:！？]{2,40}\Z")
_LONGER_HEADING = re.compile(r"[^。；：:！？]{4,60}\Z")
_BOX = re.compile(r"(?:专\s?栏|(?<=[。；）)])(?:图|表))\s?[\d一二三四五六七八九十]{1,3}\s?[:：]?")
_DIVISIONS = {Style.BOOK, Style.CHAPTER, Style.SECTION}
_FEW_ARTICLES = 4
#: The first item of a box 专栏 begins a count, though another one of its style is open.
_COUNTS_ANEW = 6.0
_FIRST_ARTICLE = re.compile(r"\s*(?:为|根据|按照|依据|【|\s)")
_BACK = 60

_NOT_COUNTED = re.compile(r"[周期第初星礼拜大统之其唯同逐]\Z")
_DECIMALS = {Style.DECIMAL, Style.DECIMAL_3, Style.DECIMAL_4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label in a text: the range of it and of the white space around its mark."""

    start: int
    end: int
    style: Style
    number: int


def labels(text: str) -> tuple[Label, ...]:
    """The labels of ``text`` that begin a paragraph, in order. Time is linear in the length of the text."""
    starts: list[int] = []
    candidates: list[Candidate] = []
    for start, candidate in _candidates(text):
        starts.append(start)
        candidates.append(candidate)
    found = [
        Label(start=start, end=start + candidate.end, style=candidate.style, number=candidate.number)
        for start, candidate, placed in zip(starts, candidates, derive(candidates), strict=True)
        if placed.is_item
    ]
    articles = [label for label in found if label.style is Style.ARTICLE]
    if len(articles) >= _FEW_ARTICLES or any(_FIRST_ARTICLE.match(text, text.index("条", label.start) + 1) for label in articles):
        return tuple(found)
    return tuple(label for label in found if label.style is not Style.ARTICLE)  # 第一条主线…第二条主线…


def _candidates(text: str) -> Iterator[tuple[int, Candidate]]:
    raw = [match.start() for match in _RAW.finditer(text)]
    in_title = _inside_titles(text, raw)
    before = 0  # where the text after the last candidate or the number of a box begins
    boxes = deque(match.end() for match in _BOX.finditer(text))
    for index, start in enumerate(raw):
        if in_title[index]:
            continue
        following = raw[index + 1] if index + 1 < len(raw) else len(text)
        candidate = read_label(text[start : min(max(following, start + 8), start + 64)])
        if candidate is None:
            continue
        box = 0
        while boxes and boxes[0] <= start:
            box = boxes.popleft()
        weighed = _weigh(text, max(before, box), start, candidate)
        if weighed is not None:
            if box > before and candidate.number == 1:
                weighed = replace(weighed, plain=_COUNTS_ANEW)
            yield start, weighed
            before = start + candidate.end


def _weigh(text: str, before: int, start: int, candidate: Candidate) -> Candidate | None:
    """The candidate with the doubt that what stands before it casts on it; ``None`` where a sentence runs through it."""
    left = text[max(0, start - _BACK) : start]
    if not left.strip() or _ENDED.search(left) or _GAP.search(left):
        return candidate
    style, label = candidate.style, text[start : start + candidate.end]
    if _IN_SENTENCE.search(left) or style is Style.HALF_BRACKET or (style in _DECIMALS and not label[-1].isspace()):
        return None
    if _CLOSED.search(left):
        return replace(candidate, doubt=candidate.doubt + 0.3, plain=min(candidate.plain, 2.0))
    if style is Style.HAN and (candidate.number == 1 or _NOT_COUNTED.search(left)):
        return None
    if before and _HEADING.fullmatch(text, before, start):
        return replace(candidate, doubt=candidate.doubt + 0.2, plain=min(candidate.plain, 2.5))
    if _may_begin(text, before, start, candidate):
        return replace(candidate, doubt=candidate.doubt + 0.4, plain=min(candidate.plain, 1.0))
    if candidate.number == 1 or style in _DECIMALS or (style is Style.ARABIC and "、" in label):
        return None
    return replace(candidate, doubt=candidate.doubt + 0.6, plain=1.0)


def _may_begin(text: str, before: int, start: int, candidate: Candidate) -> bool:
    """Whether a first label may open a level though no sentence ends before it: below a heading that has a comma, or as a division of a text."""
    if candidate.number != 1:
        return False
    if candidate.style in _DIVISIONS:
        return True
    if candidate.style is Style.ARTICLE:
        return bool(_FIRST_ARTICLE.match(text, start + len(candidate.label)))
    return candidate.style in (Style.HAN_BRACKETS, Style.ARABIC) and bool(before and _LONGER_HEADING.fullmatch(text, before, start))


def _inside_titles(text: str, positions: Sequence[int]) -> list[bool]:
    """Of each position whether it stands inside 《…》 that closes within a title's length."""
    spans = [match.span() for match in re.finditer(r"《[^《》]{1,80}》", text)]
    inside: list[bool] = []
    index = 0
    for position in positions:
        while index < len(spans) and spans[index][1] <= position:
            index += 1
        inside.append(index < len(spans) and spans[index][0] < position)
    return inside
