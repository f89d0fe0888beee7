"""What a responsibility note says: its slots of units, of time and of officials, in whatever order and wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extractors.deadlines.model import TimeContext, TimeHit
from extractors.deadlines.slots import read_slot
from extractors.notes import patterns
from extractors.records import Role
from extractors.text import View
from extractors.units.lists import UnitMention, is_complete, read_units
from extractors.units.patterns import NOBODY, VERB

SlotKind = Literal["units", "time", "officials"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the notes after it are to be read: 逗号前为牵头单位 or 列第一位的为牵头单位."""

    comma_leads: bool = False
    first_leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSlot:
    """A time limit with the view whose offsets its hit is counted in."""

    view: View
    hit: TimeHit


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The reading of one note. ``labelled`` where a label (责任单位：) or a verb (…负责) made it a note."""

    units: tuple[UnitMention, ...]
    times: tuple[TimedSlot, ...]
    officials: tuple[View, ...]
    labelled: bool
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: SlotKind
    role: Role | None
    cue: str | None
    start: int
    end: int


def read_content(view: View, context: TimeContext, *, rule: Rule | None = None) -> Content:
    """Read a note without its outer brackets.

    Args:
        view: the content, without white space.
        context: the notice's dates.
        rule: the rule in force, printed in an earlier note.
    """
    view = view.without(*(match.span() for match in patterns.STANDING.finditer(view.text)))
    view, own_rule = _take_rule(view)
    rule = own_rule or rule
    units: list[UnitMention] = []
    times: list[TimedSlot] = []
    officials: list[View] = []
    labelled = False
    for slot in _slots(view):
        piece = view.cut(slot.start, slot.end)
        labelled = labelled or slot.cue is not None
        if slot.kind == "officials":
            officials.append(piece)
        elif slot.kind == "time":
            times.extend(TimedSlot(view=piece, hit=hit) for hit in read_slot(piece, context).hits)
        else:
            rest, found = _take_times(piece, context)
            times.extend(found)
            mentions = read_units(rest, role=slot.role or "responsible")
            labelled = labelled or any(mention.cue for mention in mentions)
            units.extend(_by_rule(rest, mentions, slot, rule))
    return Content(units=tuple(units), times=tuple(times), officials=tuple(officials), labelled=labelled, rule=own_rule)


def is_note(view: View, context: TimeContext, *, closes: bool, after_stop: bool) -> bool:
    """Whether the content of a bracket is a responsibility note.

    A label or a verb behind a list of units makes it one; a bare list of units does where it closes a sentence
    (``closes``); a time limit alone does behind a full stop (``after_stop``) or where it says 完成, so that the time of a
    stage in its heading (动员部署（2023年3月）) stays a milestone. A bracket that only explains (便利店), (以下简称…) is none.
    """
    text = view.text
    if patterns.EXPLAINS.match(text):
        return False
    if patterns.ANY_LABEL.match(text) or any(text[m.start() - 1] in "；;，,。、）" for m in patterns.ANY_LABEL.finditer(text) if m.start()):
        return True
    content = read_content(view, context)
    if content.units and all(_plausible(unit) for unit in content.units):
        verb = VERB.search(text)
        if verb and verb.start() > 0:
            return True
        if any(unit.cue for unit in content.units):
            return True
        return closes and _covers(view, content)
    timed = closes and not content.units and bool(content.times) and len(text) < 40 and bool(patterns.TIME_NOTE.search(text))
    return timed and (after_stop or "完成" in text)


def _plausible(unit: UnitMention) -> bool:
    return is_complete(unit.text) and len(unit.text) <= 40


def _covers(view: View, content: Content) -> bool:
    """Whether a bracket holds nothing but names of units and what parts them."""
    covered = sum(len(unit.text) for unit in content.units)
    return covered >= 0.8 * len(view.text) and all(len(unit.text) >= 3 for unit in content.units)


def _take_rule(view: View) -> tuple[View, Rule | None]:
    """A rule in brackets inside the note (…、市林业局（逗号前为牵头单位，下同）) is no part of the list."""
    for start, end in _inner_brackets(view.text):
        inside = view.text[start:end]
        if patterns.RULE_BRACKET.search(inside):
            rule = Rule(comma_leads=bool(patterns.COMMA_RULE.search(inside)), first_leads=bool(patterns.FIRST_RULE.search(inside)))
            return view.without((start, end)), rule
    return view, None


def _inner_brackets(text: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for i, c in enumerate(text):
        if c in patterns.OPENING:
            start = i if depth == 0 else start
            depth += 1
        elif c in patterns.CLOSING and depth:
            depth -= 1
            if depth == 0:
                yield start, i + 1


def _slots(view: View) -> Iterator[_Slot]:
    """The stretches that labels open; what stands before the first label is a slot of its own."""
    matches = [m for m in patterns.ANY_LABEL.finditer(view.text) if _opens_slot(view.text, m.start())]
    if not matches or matches[0].start() > 0:
        yield _Slot("units", None, None, 0, matches[0].start() if matches else len(view))
    for i, match in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else len(view)
        unit = patterns.UNIT_LABEL.match(match[0])
        if unit:
            role = next((r for r in ("lead", "support", "supervise", "responsible") if unit.groupdict().get(r)), "responsible")
            yield _Slot("units", role, match[0], match.end(), end)  # type: ignore[arg-type]
        else:
            yield _Slot("time" if patterns.TIME_LABEL.match(match[0]) else "officials", None, match[0], match.end(), end)


def _opens_slot(text: str, at: int) -> bool:
    """A label opens a slot at the head, behind a mark, or right behind a whole name (…市商务局责任单位：…: the mark was lost)."""
    return at == 0 or text[at - 1] in "；;，,。、）)" or is_complete(re.split(r"[；;，,。、：:]", text[:at])[-1])


def _take_times(view: View, context: TimeContext) -> tuple[View, list[TimedSlot]]:
    """Pieces between commas that are a time limit and nothing else (6月底完成，…; …，2023年底前) are cut out of the list."""
    found: list[TimedSlot] = []
    cut: list[tuple[int, int]] = []
    for start, end in _pieces(view.text):
        text = view.text[start:end]
        if is_complete(text) or NOBODY.match(text):
            continue
        piece = view.cut(start, end)
        reading = read_slot(piece, context)
        if reading.problem is None and patterns.TIME_FILLER.match(reading.leftover.replace("|", "")):
            found.extend(TimedSlot(view=piece, hit=hit) for hit in reading.hits)
            cut.append((start, end))
    return (view.without(*cut) if cut else view), found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i, c in enumerate(text + "，"):
        if c in "，,；;。" or i == len(text):
            if i > start:
                yield start, i
            start = i + 1


def _by_rule(view: View, mentions: tuple[UnitMention, ...], slot: _Slot, rule: Rule | None) -> list[UnitMention]:
    """Apply a rule in force to a list that no word gives a role of its own."""
    if rule is None or slot.role not in (None, "responsible") or any(m.role != "responsible" for m in mentions):
        return list(mentions)
    if rule.first_leads and mentions:
        return [replace(mentions[0], role="lead", cue="rule"), *mentions[1:]]
    if rule.comma_leads:
        depth = 0
        for i, c in enumerate(view.text):
            depth += c in patterns.OPENING
            depth -= c in patterns.CLOSING and depth > 0
            if depth == 0 and c in "，,":
                comma = view.offsets[i]
                return [replace(m, role="lead", cue="rule") if m.end <= comma else m for m in mentions]
    return list(mentions)
