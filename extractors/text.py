"""Views of the canonical text that expressions can be run on without losing where each character stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from re import Match, Pattern

from extractors.document import Document
from extractors.records import Evidence

# Full-width digits and Latin letters, and the dot and colon that stand between digits. Quotes, brackets and
# commas keep their width: GB/T 15834 makes the full-width form the Chinese one, and half-width commas part digits.
_FOLD = {chr(0xFF10 + i): chr(0x30 + i) for i in range(10)}
_FOLD |= {chr(0xFF21 + i): chr(0x41 + i) for i in range(26)} | {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
_FOLD |= {"(": "（", ")": "）", ":": "：", ";": "；", "％": "%"}
# An expression passes over the characters that stay at ten times the speed of str.translate, which looks each one up.
_OTHER_WIDTH = re.compile("[():;％０-９Ａ-Ｚａ-ｚ]")
_INK = re.compile(r"\S+")


def _in_one_width(match: Match[str]) -> str:
    return _FOLD[match[0]]


def fold(text: str) -> str:
    """A text in one width of brackets, digits and Latin letters, every character in its place.

    >>> fold("（１）A:")
    '（1）A：'
    """
    return _OTHER_WIDTH.sub(_in_one_width, text)


def squeeze(text: str) -> str:
    """A text without white space, in one width of brackets and digits: the ``text`` of its :class:`View`, without the places.

    >>> squeeze("附 件１:")
    '附件1：'
    """
    return fold("".join(text.split()))


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of the canonical text without its white space, brackets and digits in one width.

    ``text[i]`` is the character that stands at ``offsets[i]`` of the canonical text, ``printed[i]`` the same character in
    its own width. A line break inside a name, a number or a label is so no hindrance, and every match has a place.
    ``offsets`` is a ``range`` where the view has no gap, so that a part of it is cut at no cost.
    """

    text: str
    printed: str
    offsets: Sequence[int]
    end: int

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> View:
        """The view of ``text[start:end]``."""
        stop = len(text) if end is None else end
        piece = text[start:stop]
        runs = piece.split()
        if len(runs) == 1 and len(runs[0]) == len(piece):
            return cls(fold(piece), piece, range(start, stop), stop)
        printed = "".join(runs)
        places = [range(start + run.start(), start + run.end()) for run in _INK.finditer(piece)]
        return cls(fold(printed), printed, _offsets(places), stop)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the canonical text that ``text[start:end]`` of the view covers."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self.end
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def cut(self, start: int, end: int) -> View:
        """The view of a part of this view."""
        kept = self.offsets[start:end]
        if kept and type(kept) is tuple and kept[-1] - kept[0] == len(kept) - 1:
            kept = range(kept[0], kept[-1] + 1)
        return View(self.text[start:end], self.printed[start:end], kept, kept[-1] + 1 if kept else self.end)

    def without(self, *ranges: tuple[int, int]) -> View:
        """The view with these ranges left out; what they parted keeps a gap between it."""
        if not ranges:
            return self
        kept, at, size = list[slice](), 0, len(self.text)
        for start, end in (*sorted(ranges), (size, size)):
            if at < min(start, size):
                kept.append(slice(at, min(start, size)))
            at = max(at, end)
        text, printed = ("".join([whole[run] for run in kept]) for whole in (self.text, self.printed))
        return View(text, printed, _offsets([self.offsets[run] for run in kept]), self.end)

    def gaps(self, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The positions after ``start`` and before ``end`` that a gap (white space, something left out) stands in front of."""
        offsets, stop = self.offsets, len(self.text) if end is None else end
        at = start
        while at < stop and offsets[stop - 1] - offsets[at] > stop - 1 - at:
            behind = offsets[at] - at  # grows by what each gap leaves out
            at = bisect_right(range(stop), behind, lo=at, hi=stop, key=lambda i: offsets[i] - i)
            yield at

    def find(self, pattern: Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Match[str]]:
        """The matches of an expression in the view."""
        return pattern.finditer(self.text, start, len(self.text) if end is None else end)


def _offsets(runs: Sequence[Sequence[int]]) -> Sequence[int]:
    """Runs of offsets put together: a ``range`` where they leave no gap."""
    if not runs:
        return range(0)
    first, last = runs[0][0], runs[-1][-1] + 1
    return range(first, last) if last - first == sum(map(len, runs)) else tuple(chain.from_iterable(runs))


def evidence(document: Document, start: int, end: int, *, cue: str | None = None) -> Evidence:
    """The evidence for ``document.text[start:end]``, trimmed of white space at both ends."""
    said = document.text[start:end]
    quote = said.strip()
    start = start + len(said) - len(said.lstrip()) if quote else max(start, end)
    leaf = document.leaf_at(start)
    return Evidence(start=start, end=start + len(quote), block=leaf.address, page=leaf.page, quote=quote, cue=cue)
