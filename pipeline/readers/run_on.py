"""Texts that lost their line breaks: a whole notice in one line, cut into its paragraphs again.

A page's text copied without its breaks, or a database field made flat, runs title, number, addressees, sections, signature
and attachments together. What printed a paragraph's beginning is still there: a label that counts on
(``run_on_labels.py``), the fixed form of the header, the signature and the attachments (``run_on_layout.py``), and
sometimes white space where the break was. Paragraphs that began with none of these stay joined to the one before.

Only breaks are put in; no character goes but the white space around them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.numbering import Style
from pipeline.readers import run_on_labels, run_on_layout

#: No paragraph of some 900 notices whose breaks are kept is longer than this many characters.
LONGEST_PARAGRAPH = 1000
#: Of some 3 000 paragraphs of 200 to 1 000 characters none holds as many labels of sections as the next number says, but
#: the six that lost breaks. (Numbers in brackets, half brackets and circles do stand inside paragraphs.)
_LONG = 300
_LABELS = 3
#: A text this long whose header, number and all, runs on into the body is one that lost its breaks.
_SHORTEST = 160


def restore(text: str) -> list[str]:
    """The paragraphs of a text that lost its line breaks; ``[text]`` for any other text.

    Put together without white space they are the text without white space. Time is linear in its length.
    """
    if len(text) < _SHORTEST:
        return [text]
    opening = run_on_layout.opening(text)
    runs_on = opening.is_sure and len(text) - opening.breaks[-1] > 60
    if len(text) <= _LONG and not runs_on:
        return [text]
    found = run_on_labels.labels(text)
    gaps = run_on_layout.gaps(text)
    if not runs_on and not _has_sections(found) and not (len(text) > LONGEST_PARAGRAPH and (len(found) >= _LABELS or len(gaps) >= _LABELS)):
        return [text]
    return _cut(text, _breaks(text, opening, found, gaps))


def _has_sections(found: Sequence[run_on_labels.Label]) -> bool:
    """Whether labels that number sections, articles or paragraphs stand behind the beginning of a text."""
    return sum(label.start > 0 and label.style <= Style.ARABIC for label in found) >= _LABELS


def _cut(text: str, breaks: set[int]) -> list[str]:
    ends = [*sorted(position for position in breaks if 0 < position < len(text)), len(text)]
    starts = [0, *ends[:-1]]
    return [piece for start, end in zip(starts, ends, strict=True) if (piece := text[start:end].strip())]


def _breaks(text: str, opening: run_on_layout.Opening, found: Sequence[run_on_labels.Label], gaps: Sequence[int]) -> set[int]:
    """All positions at which a paragraph begins."""
    attachments = sorted(run_on_layout.attachments(text))
    named = run_on_layout.titles_named(text) | run_on_layout.titles_attached(text, attachments)
    breaks = set(opening.breaks)
    breaks.update(_not_inside(gaps, found))
    breaks.update(_before_labels(found, attachments))
    breaks.update(run_on_layout.furniture(text))
    breaks.update(run_on_layout.boxes(text))
    anchors: list[int] = [*opening.breaks[-1:]]  # where a title may stand
    for start, date, end in run_on_layout.signatures(text, named):
        breaks.update((start, date, end))
        anchors.append(end)
    for start, end in run_on_layout.notes(text):
        breaks.update((start, end))
        anchors.append(end)
    for start, end in attachments:
        breaks.add(start)
        anchors.append(end)
    breaks.update(_titles(text, anchors, {end for _, end in attachments if text[end - 1] in "：:"}, named))
    breaks.update(run_on_layout.bare_titles(text, 0, found[0].start if found else 0, named))
    return breaks


def _titles(text: str, anchors: Sequence[int], notes: set[int], named: frozenset[str]) -> Iterator[int]:
    """Both ends of the titles that stand behind a header, a signature, a note in brackets or 附件 without a colon."""
    for anchor in anchors:
        end = None if anchor in notes else run_on_layout.title_at(text, anchor, named)
        if end is not None:
            yield from (anchor, end)


def _not_inside(positions: Sequence[int], found: Sequence[run_on_labels.Label]) -> Iterator[int]:
    """The positions that do not part a label from what it numbers."""
    starts = [label.start for label in found]
    for position in positions:
        index = bisect_left(starts, position) - 1
        if index < 0 or position > found[index].end:
            yield position


def _before_labels(found: Sequence[run_on_labels.Label], attachments: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The beginnings of labels; the first one behind 附件： stays on its line."""
    taken = {end for _, end in attachments}
    for label in found:
        if label.start not in taken:
            yield label.start
