"""Headings of items: whole lines that stand alone, and captions that the text runs on from.

Whether the first sentence of an item is a caption or a plain sentence is not said by the sentence alone: items of one
series are written alike. So each first sentence gets a likeness from its own words, and the series decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.clauses import patterns
from extractors.numbering import Style
from extractors.text import fold, squeeze

_LONGEST_HEADING = 80
_LONGEST_CAPTION = 48
_LONGEST_PLAIN_TITLE = 24  # up to here a line without a stop is a title whatever its words
_LONGEST_COLON_CAPTION = 14
_LONGEST_NOTE = 599
_BRACKET = re.compile(r"[（(〔【\[）)〕】\]]")
# Likeness of a caption by its length in characters; beyond the last row 0.1.
_BY_LENGTH = ((14, 0.9), (20, 0.8), (26, 0.7), (34, 0.55), (44, 0.4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The first paragraph of an item, seen for its heading.

    ``caption_end`` is the offset in it where the heading ends (without its stop), ``text_start`` where the text
    begins; ``alone``: the line holds nothing else but remarks; ``likeness`` from 0 to 1; ``sure``: marked as a heading.
    """

    caption_end: int
    text_start: int
    alone: bool
    likeness: float
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What the decision on one item needs: its style, its series, its shape, and whether anything stands below the line."""

    style: Style
    series: int
    family: tuple[int, int]
    shape: Shape | None
    followed: bool


def shape_of(text: str, *, style: Style) -> Shape | None:
    """How the text of an item's first paragraph (without its label) begins; ``None`` where it is empty."""
    text = fold(text)
    if not text.strip():
        return None
    if style <= Style.SECTION:
        return Shape(caption_end=len(text.rstrip()), text_start=len(text), alone=True, likeness=1.0, sure=True)
    if marked := (patterns.LABELLED_CAPTION.match(text) or (patterns.BRACKETED_CAPTION.match(text) if style is Style.ARTICLE else None)):
        alone = not text[marked.end() :].strip()
        return Shape(caption_end=marked.end(), text_start=marked.end(), alone=alone, likeness=0.9, sure=True)
    core = _without_remarks(text)
    stop = _first_stop(text, core)
    if (colon := _colon(text, core if stop is None else stop)) is not None:
        return Shape(caption_end=colon, text_start=colon + 1, alone=False, likeness=_likeness(text[:colon]) * 0.8)
    if stop is None:
        return _stopless(text, core)
    end, after = stop, stop + 1
    if text[after : after + 1] in "”’\"）":
        after += 1
    if after >= core:
        return Shape(caption_end=end, text_start=after, alone=True, likeness=_likeness(text[:end]))
    return Shape(caption_end=end, text_start=after, alone=False, likeness=_likeness(text[:end]))


def _colon(text: str, end: int) -> int | None:
    """The colon that closes a short caption (申请：申请人在线提交材料); what a note is labelled with is no caption."""
    colon = text.find("：", 0, _LONGEST_COLON_CAPTION + 2)
    if not 0 < colon < end - 1 or "，" in text[:colon] or patterns.NOTE_PARAGRAPH.match(text):
        return None
    return colon


def _stopless(text: str, core: int) -> Shape:
    """A line without a full stop: a heading, an item of a list, or a sentence that leads to its items."""
    bare = text[:core].rstrip()
    last = bare[-1:]
    if last in "；;，,、" or (last in "：:" and patterns.INTRODUCES.search(squeeze(bare[:-1])[-8:])):
        return Shape(caption_end=len(bare), text_start=core, alone=True, likeness=0.0)
    end = len(bare.rstrip("：:"))
    length = len(squeeze(bare))
    likeness = _likeness(bare[:end])
    plain = patterns.SENTENCE_WORDS.search(squeeze(bare)) if length > _LONGEST_PLAIN_TITLE else None
    if "；" in bare or length > _LONGEST_HEADING:
        likeness = 0.0
    elif plain is None and bare.count("，") < 3:
        likeness = max(0.55 if length <= _LONGEST_CAPTION else 0.5, likeness)
    return Shape(caption_end=end, text_start=core, alone=True, likeness=likeness)


def _without_remarks(text: str) -> int:
    """Where the first line ends without the score marks and responsibility notes in brackets behind it."""
    end = len(text.rstrip())
    while True:
        kept = text[:end].rstrip()
        found = patterns.SCORE_MARK.search(kept) or _last_note(kept)
        if found is None:
            return len(kept)
        end = found if isinstance(found, int) else found.start()
        if end == 0:
            return len(kept)


def _last_note(text: str) -> int | None:
    """Where a responsibility note in brackets at the end of a text begins."""
    if text[-1:] not in "）)〕】]。":
        return None
    bare = text.rstrip("。")
    depth = 0
    for bracket in reversed(list(_BRACKET.finditer(bare, max(0, len(bare) - _LONGEST_NOTE)))):
        if bracket[0] in "）)〕】]":
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            at = bracket.start()
            return at if patterns.NOTE_IN_BRACKETS.search(text[at:]) else None
    return None


def _first_stop(text: str, core: int) -> int | None:
    """The first full stop outside brackets and 《》, within what a caption could be."""
    depth = 0
    for at in range(min(core, 4 * _LONGEST_CAPTION)):
        char = text[at]
        if char in "（(《〔【":
            depth += 1
        elif char in "）)》〕】":
            depth = max(0, depth - 1)
        elif char in patterns.STOPS and not depth:
            return at
    return None if core <= 4 * _LONGEST_CAPTION else core - 1


def _likeness(phrase: str) -> float:
    """How much a phrase looks like a caption, by its length and its words."""
    bare = squeeze(phrase)
    if len(bare) < 2 or len(bare) > _LONGEST_CAPTION or "；" in bare:
        return 0.0
    value = next((value for length, value in _BY_LENGTH if len(bare) <= length), 0.1)
    commas = bare.count("，")
    value -= 0.08 * commas
    if commas >= 3:
        value -= 0.3
    if patterns.SENTENCE_WORDS.search(bare):
        value -= 0.4
    if patterns.INTRODUCES.search(bare[-4:]):
        value -= 0.3
    return max(0.0, value)


def decide(items: Sequence[Item]) -> list[bool]:
    """Whether each item has a heading. Items of one series (under one parent) and of one family (style and depth) vote."""
    series: dict[int, list[float]] = {}
    family: dict[tuple[int, int], list[float]] = {}
    for item in items:
        if item.shape is not None and not item.shape.sure:
            vote = 0.0 if _is_bare_sentence(item.shape, item) else item.shape.likeness
            series.setdefault(item.series, []).append(vote)
            family.setdefault(item.family, []).append(vote)
    return [_is_heading(item, series.get(item.series, []), family.get(item.family, [])) for item in items]


def _is_bare_sentence(shape: Shape, item: Item) -> bool:
    """Whether an item is a line alone with nothing below it, closed like a sentence: then it is one."""
    return shape.alone and not item.followed and shape.text_start > shape.caption_end


def _is_heading(item: Item, series: Sequence[float], family: Sequence[float]) -> bool:
    shape = item.shape
    if shape is None:
        return False
    if shape.sure:
        return True
    if shape.likeness == 0.0 or _is_bare_sentence(shape, item):
        return False
    context = _mean(series, family)
    if item.style is Style.ARTICLE:
        return shape.likeness >= 0.6 and context >= 0.7 and len(family) > 2
    if shape.alone:
        return context >= 0.3 if not item.followed else shape.likeness >= 0.3
    if context is None or len(family) < 3:
        return shape.likeness >= 0.6
    return shape.likeness >= 0.35 and context >= 0.5


def _mean(series: Sequence[float], family: Sequence[float]) -> float:
    whole = sum(family) / len(family) if family else 0.0
    if len(series) < 4 or len(series) == len(family):
        return whole
    return (sum(series) / len(series) + whole) / 2
