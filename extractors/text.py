"""Views of the canonical text that expressions can be run on without losing where each character stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match, Pattern

from extractors.document import Document
from extractors.records import Evidence

# Full-width digits and Latin letters, and the dot and colon that stand between digits. Quotes, brackets and
# commas keep their width: GB/T 15834 makes the full-width form the Chinese one, and half-width commas part digits.
_FOLD = {0xFF10 + i: 0x30 + i for i in range(10)}
_FOLD |= {0xFF21 + i: 0x41 + i for i in range(26)} | {0xFF41 + i: 0x61 + i for i in range(26)}
_FOLD |= {ord("（"): ord("（"), ord("("): ord("（"), ord(")"): ord("）"), ord(":"): ord("："), ord(";"): ord("；"), ord("％"): ord("%")}


def fold(text: str) -> str:
    """A text in one width of brackets, digits and Latin letters, every character in its place.

    >>> fold("（１）A:")
    '（1）A：'
    """
    return text.translate(_FOLD)


def squeeze(text: str) -> str:
    """A text without white space, in one width of brackets and digits: the ``text`` of its :class:`View`, without the places.

    >>> squeeze("附 件１:")
    '附件1：'
    """
    return "".join(text.split()).translate(_FOLD)


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of the canonical text without its white space, brackets and digits in one width.

    ``text[i]`` is the character that stands at ``offsets[i]`` of the canonical text, ``printed[i]`` the same character in
    its own width. A line break inside a name, a number or a label is so no hindrance, and every match has a place.
    """

    text: str
    printed: str
    offsets: tuple[int, ...]
    end: int

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> View:
        """The view of ``text[start:end]``."""
        stop = len(text) if end is None else end
        kept = [i for i in range(start, stop) if not text[i].isspace()]
        printed = "".join([text[i] for i in kept])
        return cls(printed.translate(_FOLD), printed, tuple(kept), stop)

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
        return View(self.text[start:end], self.printed[start:end], kept, kept[-1] + 1 if kept else self.end)

    def without(self, *ranges: tuple[int, int]) -> View:
        """The view with these ranges left out; what they parted keeps a gap between it."""
        kept = [i for i in range(len(self.text)) if not any(start <= i < end for start, end in ranges)]
        text, printed = ("".join([whole[i] for i in kept]) for whole in (self.text, self.printed))
        return View(text, printed, tuple(self.offsets[i] for i in kept), self.end)

    def find(self, pattern: Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Match[str]]:
        """The matches of an expression in the view."""
        return pattern.finditer(self.text, start, len(self.text) if end is None else end)


def evidence(document: Document, start: int, end: int, *, cue: str | None = None) -> Evidence:
    """The evidence for ``document.text[start:end]``, trimmed of white space at both ends."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    leaf = document.leaf_at(start)
    return Evidence(start=start, end=end, block=leaf.address, page=leaf.page, quote=text[start:end], cue=cue)
