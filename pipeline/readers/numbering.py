"""Word's automatic numbers 一、（一）第X条 ①, which stand nowhere in the text of a .docx but in ``numbering.xml``.

ECMA-376 Part 1, 17.9. What a paragraph points to is a *num*, which points to an *abstractNum* with up to nine levels and
may override some of them. The running counts belong to the abstractNum: nums that share it count on together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.readers.docx_xml import MC, VAL, Element, W, is_on, number, value, whole
from pipeline.readers.number_formats import custom_format, format_number

_PLACE: Final = re.compile(r"%([1-9])")
_HANZI: Final = re.compile(r"[\u4e00-\u9fff]")
_LATIN_END: Final = re.compile(r"[0-9A-Za-z０-９]$")
_DIGIT_START: Final = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list. ``restart_after``: the level (from 1) whose use restarts this one, 0 for never, ``None`` for any above."""

    start: int
    format: str
    text: str
    suffix: str
    legal: bool
    restart_after: int | None
    style: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Num:
    """A list as paragraphs refer to it: the abstractNum that counts for it, its levels, the starts that it overrides."""

    abstract: str
    levels: dict[int, Level]
    start_overrides: dict[int, int]

    def level_of_style(self, style: str) -> int | None:
        """The level that is tied to a paragraph style."""
        return next((index for index, level in self.levels.items() if level.style == style), None)


@dataclass(frozen=True, slots=True)
class Label:
    """The number of one paragraph as shown, and what follows it (``tab``, ``space`` or ``nothing``)."""

    text: str
    suffix: str

    def before(self, text: str) -> str:
        """The label put before the text of its paragraph.

        A ``space`` is a character of the page and stays. A tab is only distance: 一、, （一） and 第一条 are set close to
        their text, as people type them. A space takes its place where the two would run into one number or word:
        after a label without punctuation (``1.1 总体要求``), and between a stop and a digit (``1. 2025年``).
        """
        if not text:
            return self.text
        apart = self.suffix == "space" or (
            self.suffix == "tab" and (_LATIN_END.search(self.text) or (self.text[-1] in ".．" and _DIGIT_START.match(text)))
        )
        return f"{self.text} {text}" if apart else self.text + text


class Numbering:
    """The lists that ``numbering.xml`` defines."""

    def __init__(self, root: Element | None, *, style_nums: dict[str, str]) -> None:
        """Takes the part's root (``None`` where there is none) and the num ids of numbering styles by style id."""
        self.nums: dict[str, Num] = {}
        if root is None:
            return
        levels: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        for element in root.iterfind(W + "abstractNum"):
            identifier = element.get(W + "abstractNumId", "")
            levels[identifier] = dict(map(_level, element.iterfind(W + "lvl")))
            if (style := value(element, "numStyleLink")) is not None:
                linked[identifier] = style
        abstract_of = {
            num.get(W + "numId", ""): value(num, "abstractNumId") or "" for num in root.iterfind(W + "num")
        }
        for num in root.iterfind(W + "num"):
            abstract = abstract_of[num.get(W + "numId", "")]
            if not levels.get(abstract) and abstract in linked:
                abstract = abstract_of.get(style_nums.get(linked[abstract], ""), abstract)
            if abstract in levels:
                self.nums[num.get(W + "numId", "")] = _num(num, abstract, levels[abstract])


@dataclass(slots=True)
class Counters:
    """The running counts of one story (body, text boxes, notes: each counts for itself)."""

    numbering: Numbering
    _values: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next(self, num_id: str, index: int) -> Label | None:
        """Counts one paragraph of list ``num_id`` at level ``index`` (from 0).

        Gives its label, ``None`` where the list does not exist or shows no number there (bullets).
        """
        num = self.numbering.nums.get(num_id)
        level = None if num is None else num.levels.get(index)
        if num is None or level is None:
            return None
        values = self._values[num.abstract]
        if index in num.start_overrides and (num_id, index) not in self._started:
            values[index] = num.start_overrides[index]
        elif index in values:
            values[index] += 1
        else:
            values[index] = level.start
        for above in range(index):  # a level that is passed over counts as used: Microsoft KB Q110380
            values.setdefault(above, num.levels[above].start if above in num.levels else 1)
        self._started.add((num_id, index))
        for deeper in [at for at in values if at > index]:
            after = num.levels[deeper].restart_after if deeper in num.levels else None
            if after is None or (after != 0 and index < after):
                del values[deeper]
        text = self._text(num, level, values)
        return Label(text, level.suffix) if text else None

    @staticmethod
    def _text(num: Num, level: Level, values: dict[int, int]) -> str:
        if level.format == "bullet":
            return level.text if _HANZI.search(level.text) else ""

        def put(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            part = num.levels.get(at)
            if part is None or at not in values:  # a level that the list does not have, or one below this
                return ""
            return format_number(values[at], "decimal" if level.legal else part.format)

        return _PLACE.sub(put, level.text).strip()


def _num(element: Element, abstract: str, levels: dict[int, Level]) -> Num:
    """A num with what it overrides: a level as a whole, or only where its count starts."""
    own, starts = dict(levels), {}
    for override in element.iterfind(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl")) or 0
        lvl = override.find(W + "lvl")
        if lvl is not None:
            own[index] = _level(lvl)[1]
        start = number(override, "startOverride")
        if start is not None:
            starts[index] = start
            if index in own:
                own[index] = replace(own[index], start=start)
    return Num(abstract=abstract, levels=own, start_overrides=starts)


def _level(element: Element) -> tuple[int, Level]:
    start = number(element, "start")
    return whole(element.get(W + "ilvl")) or 0, Level(
        start=start or 0,  # 17.9.25: 0 where it is missing
        format=_format(element),
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        legal=is_on(element, "isLgl"),
        restart_after=number(element, "lvlRestart"),
        style=value(element, "pStyle"),
    )


def _format(level: Element) -> str:
    """The number format; a custom one stands in ``mc:AlternateContent`` beside a plain one for older programs."""
    alternates = (f"{MC}AlternateContent/{MC}Choice/{W}numFmt", W + "numFmt", f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    for element in (found for path in alternates for found in level.iterfind(path)):
        name = element.get(VAL, "decimal")
        return custom_format(element.get(W + "format", "")) if name == "custom" else name
    return "decimal"
