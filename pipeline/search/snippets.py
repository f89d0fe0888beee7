"""A passage as a person sees it in a list of hits: a stretch around the words found, and where they stand in the record's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.text import View
from pipeline.search.terms import Phrase, normal, places, told_once

#: Characters of a snippet, without the … at its ends.
LENGTH = 60
_BEFORE = 12
_GAP = "｜"
#: White space that may stand in a passage besides twice its length.
_MARGIN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A stretch of a passage on one line; ``marks`` are the half-open ranges in it that hold the words."""

    text: str
    marks: tuple[tuple[int, int], ...]


def marked(text: str, marks: Sequence[Sequence[int]]) -> str:
    """A text with 【】 around its marked ranges, which are in order.

    >>> marked("落实稳岗返还", [(2, 4)])
    '落实【稳岗】返还'
    """
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], "【", text[start:end], "】"]
        at = end
    return "".join([*parts, text[at:]])


def snippet(pieces: Sequence[str], asked: Sequence[Phrase]) -> Snippet:
    """The stretch of a passage, given in its pieces, that begins shortly before its first word that was asked for and holds most of them."""
    lines = [" ".join(piece.split()) for piece in told_once(pieces)]
    whole = _GAP.join(lines)
    marks, at = list[tuple[int, int]](), 0
    for line in lines:
        marks += [(at + start, at + end) for start, end in found(line, asked)]
        at += len(line) + len(_GAP)
    first = _window(marks, len(whole))
    last = min(len(whole), first + LENGTH)
    before, behind = "…" if first else "", "…" if last < len(whole) else ""
    shift = len(before) - first
    kept = [(start + shift, min(end, last) + shift) for start, end in marks if first <= start < last]
    return Snippet(text=before + whole[first:last] + behind, marks=tuple(kept))


def found(text: str, asked: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the words stand in a text, as half-open ranges in order, those that touch or overlap as one."""
    view = View.of(text)
    compared = normal(view.text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(view.span(*place) for one in asked for place in places(one, compared)):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def place_in_record(text: str, pieces: Sequence[str], asked: Sequence[Phrase], *, near: int) -> tuple[int, int] | None:
    """The range of a record's text that holds the first of the words in a passage; ``None`` where it cannot be told.

    ``near`` is where the passage's evidence begins: the passage stands there, its title perhaps anywhere before it.
    """
    hits = []
    for piece in pieces:
        bare = normal(piece)
        if (hit := min((place for one in asked for place in places(one, bare)), default=None)) is not None:
            hits.append((bare, *hit))
    behind = near, min(len(text), near + 2 * sum(map(len, pieces)) + _MARGIN)
    for begin, stop in (behind, (0, len(text))):
        if found := _first(View.of(text, begin, stop), hits):
            return found
    # a passage put together from several places is not found whole, its words are
    return _first(View.of(text, near), [(bare[start:end], 0, end - start) for bare, start, end in hits])


def _first(view: View, hits: Sequence[tuple[str, int, int]]) -> tuple[int, int] | None:
    """The range of the first stretch ``[start, end)`` of a text that is in the view."""
    compared = normal(view.text)
    for sought, start, end in hits:
        at = compared.find(sought)
        if at >= 0:
            return view.span(at + start, at + end)
    return None


def _window(marks: Sequence[tuple[int, int]], length: int) -> int:
    """Where a snippet begins: of the marks the first that has most of them behind it within a snippet's length."""
    if not marks or length <= LENGTH:
        return 0
    starts = [max(0, start - _BEFORE) for start, _ in marks]
    best = max(starts, key=lambda at: (sum(at <= start and end <= at + LENGTH for start, end in marks), -at))
    return min(best, length - LENGTH)
