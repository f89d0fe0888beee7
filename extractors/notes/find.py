"""Where responsibility notes stand in running text: brackets that close a passage, lines of their own, sentences with a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.deadlines.model import TimeContext
from extractors.notes import patterns
from extractors.notes.content import Content, Rule, ends_sentence, is_note, read_content, rule_of
from extractors.text import View
from extractors.units.lists import is_complete

_LONGEST = 1200  # a bracket of more characters than this is text that lost its closing mark
_OPENING = re.compile(f"[{re.escape(patterns.OPENING)}]")
_BRACKET = re.compile(f"[{re.escape(patterns.OPENING + patterns.CLOSING)}]")
_LONGEST_UNCLOSED = 300  # and one that never closes is a note only as the short end of its paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note: its range in the canonical text, brackets included, and what it says. ``leading``: printed as lines of its own."""

    start: int
    end: int
    content: Content
    lines: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A note in the view: its outer and its inner range."""

    start: int
    end: int
    inner: tuple[tuple[int, int], ...]
    lines: bool


def find_notes(text: str, start: int, end: int, context: TimeContext, *, rule: Rule | None = None) -> tuple[tuple[Note, ...], Rule | None]:
    """The notes of ``text[start:end]`` in order, and the rule in force behind them.

    Brackets and lines with nothing between them are one note. A bracket that never closes ends with its paragraph.
    """
    view = View.of(text, start, end)
    rule = rule_of(view.text) or rule
    found = _merge(sorted([*_brackets(view, context), *_labelled(view, context)], key=lambda f: f.start), view)
    notes: list[Note] = []
    for one in found:
        contents: list[Content] = []
        for inner_start, inner_end in one.inner:
            content = read_content(view.cut(inner_start, inner_end), context, rule=rule)
            rule = content.rule or rule
            contents.append(content)
        note_start, note_end = view.span(one.start, one.end)
        notes.append(Note(start=note_start, end=note_end, content=_joined(contents), lines=one.lines))
    return tuple(notes), rule


def _joined(contents: list[Content]) -> Content:
    return Content(
        units=tuple(unit for content in contents for unit in content.units),
        times=tuple(time for content in contents for time in content.times),
        officials=tuple(official for content in contents for official in content.officials),
        labelled=any(content.labelled for content in contents),
        rule=next((content.rule for content in contents if content.rule), None),
    )


def _paragraph_ends(view: View) -> list[int]:
    """Positions in the view behind which a paragraph ends. Blocks of the canonical text are parted by line ends."""
    return [*view.gaps(), len(view)]


def _brackets(view: View, context: TimeContext) -> Iterator[_Found]:
    """The outermost brackets that are notes."""
    text = view.text
    ends = _paragraph_ends(view)
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.start()
        stop = _matching(text, at)
        inner_end = stop - 1
        if stop < 0:
            stop = inner_end = _unclosed_end(text, at, next(e for e in ends if e > at))
            if stop - at > _LONGEST_UNCLOSED:
                at += 1
                continue
        inner = view.cut(at + 1, inner_end)
        before = text[max(0, at - 20) : at]
        closes = ends_sentence(before) or stop in ends or text[stop : stop + 1] in ("。", "；", "")
        if len(inner) > 1 and is_note(inner, context, before=before, closes=closes):
            yield _Found(at, stop, ((at + 1, inner_end),), lines=False)
            at = stop
        else:
            at += 1


def _matching(text: str, at: int) -> int:
    """Behind the bracket that closes the one at ``at``, of whatever kind (（…〕 is one), -1 where none does."""
    depth = 0
    for bracket in _BRACKET.finditer(text, at, at + _LONGEST):
        depth += 1 if bracket[0] in patterns.OPENING else -1
        if depth == 0:
            return bracket.end()
    return -1


def _unclosed_end(text: str, at: int, paragraph_end: int) -> int:
    """A bracket that never closes ends with its paragraph, or at a full stop that another bracket follows."""
    for i in range(at, paragraph_end - 1):
        if text[i] == "。" and text[i + 1] in patterns.OPENING:
            return i + 1
    return paragraph_end


def _labelled(view: View, context: TimeContext) -> Iterator[_Found]:
    """Labels outside brackets that open a paragraph or a sentence: 牵头单位：…。 责任单位：…"""
    text = view.text
    ends = _paragraph_ends(view)
    starts = {0, *ends}
    at = 0
    for match in patterns.labels(text):
        if match.start() < at or not (match.start() in starts or text[match.start() - 1] in "。；;）〕】") or _depth(text, match.start()):
            continue
        paragraph_end = next(e for e in ends if e > match.start() and (e == len(text) or text[e - 1] not in patterns.GOES_ON))
        stop = _label_end(text, match.end(), paragraph_end)
        content = read_content(view.cut(match.start(), stop), context)
        if not (content.units or content.times or content.officials) or (content.units and not any(is_complete(unit.text) for unit in content.units)):
            continue  # nobody, or what who is so called has to do (牵头单位：制定方案，汇总进展。)
        yield _Found(match.start(), stop, ((match.start(), stop),), lines=match.start() in starts)
        at = stop


def _depth(text: str, at: int) -> int:
    """How many brackets are open here."""
    depth = 0
    for bracket in _BRACKET.finditer(text, 0, at):
        depth += 1 if bracket[0] in patterns.OPENING else -(depth > 0)
    return depth


def _label_end(text: str, start: int, paragraph_end: int) -> int:
    """A labelled note runs to the first full stop that no further label follows, else to the end of its paragraph."""
    at = start
    while True:
        stop = text.find("。", at, paragraph_end)
        if stop < 0:
            return paragraph_end
        if not patterns.ANY_LABEL.match(text, stop + 1):
            return stop + 1
        at = stop + 1


def _merge(found: list[_Found], view: View) -> Iterator[_Found]:
    """Notes with nothing but stops between them are one."""
    current: _Found | None = None
    for one in found:
        if current is not None and one.start < current.end:
            continue
        if current is not None and not view.text[current.end : one.start].strip("。；;，,"):
            current = _Found(current.start, one.end, current.inner + one.inner, current.lines and one.lines)
            continue
        if current is not None:
            yield current
        current = one
    if current is not None:
        yield current
