"""The passages that facts stand in: of a notice's text only what the page has to show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.records import Evidence

#: What is shown of a line before and behind the words, in characters.
CONTEXT = 600
_ROW = re.compile(r"t\d+/r\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The characters of a notice's text from ``start`` on, whole lines; ``cut_before`` and ``cut_behind`` where a line is longer than is shown."""

    start: int
    text: str
    cut_before: bool = False
    cut_behind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words to be marked: the characters ``[start, end)`` (code points) of a passage, by its place among the notice's, and where they are printed."""

    passage: int
    start: int
    end: int
    block: str
    page: int | None = None


class Passages:
    """The passages of one notice that hold all of some evidence, in reading order, none overlapping another.

    A fact is shown with the lines that it stands in; facts of one table row with the stretch of the row that holds them all.
    """

    def __init__(self, text: str, evidence: Iterable[Evidence]) -> None:
        spans: dict[str, tuple[int, int]] = {}
        for hit in evidence:
            start, end = _lines_around(text, hit.start, hit.end)
            row = _ROW.match(hit.block)
            key = row.group() if row else f"{start}-{end}"
            held = spans.get(key, (start, end))
            spans[key] = min(start, held[0]), max(end, held[1])
        self._starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(spans.values()):
            if ends and start < ends[-1]:
                ends[-1] = max(end, ends[-1])
            else:
                self._starts.append(start)
                ends.append(end)
        self.all = tuple(
            Passage(
                start=start,
                text=text[start:end],
                cut_before=start > 0 and text[start - 1] != "\n",
                cut_behind=end < len(text) and text[end] != "\n",
            )
            for start, end in zip(self._starts, ends, strict=True)
        )

    def mark(self, hit: Evidence) -> Mark:
        """Where a piece of the evidence stands in the passages."""
        number = bisect_right(self._starts, hit.start) - 1
        first = self._starts[number]
        return Mark(passage=number, start=hit.start - first, end=hit.end - first, block=hit.block, page=hit.page)


def _lines_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that the characters ``[start, end)`` stand in, cut where one is very long."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before = text.rfind("\n", first, start)
    behind = text.find("\n", end, last)
    return (before + 1 if before >= 0 else first), (behind if behind >= 0 else last)
