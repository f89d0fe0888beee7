"""What a responsibility note says: its slots of units, of time and of officials, in whatever order and wording."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractors.deadlines.model import TimeContext, TimeHit
from extractors.deadlines.slots import read_slot
from extractors.notes import patterns
from extractors.notes.subjects import subjects
from extractors.records import Role
from extractors.text import View, fold
from extractors.units.lists import UnitMention, is_complete, read_units
from extractors.units.patterns import MEMBER, MEMBER_TAIL, NOBODY, VERB

_MARK = re.compile(r"[；;，,。、：:]")
_BRACKET = re.compile(f"[{re.escape(patterns.OPENING + patterns.CLOSING)}]")
_PIECE = re.compile(r"[^，,；;。]+")
_ROLES: tuple[Role, ...] = ("lead", "support", "supervise", "responsible")
SlotKind = Literal["units", "time", "officials", "other"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A standing sentence (以下各项均需各市落实，不再列出): whom it adds to the notes after it, and what of the view it takes up."""

    units: tuple[UnitMention, ...]
    cut: tuple[int, int]
    end: int


def standing_sentences(view: View) -> tuple[Standing, ...]:
    """The standing sentences of a stretch or note. ``end`` is in the canonical text, ``cut`` in the view."""
    if "不再" not in view.text:
        return ()
    found = [(match, _with_brackets(view.text, *match.span())) for match in patterns.STANDING.finditer(view.text)]
    found += [(match, match.span("tail")) for match in patterns.STANDING_BEHIND.finditer(view.text) if not match["units"].startswith("以下")]
    return tuple(Standing(units=read_units(view.cut(*match.span("units"))), cut=cut, end=view.span(*match.span())[1]) for match, cut in found)


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with the brackets that hold nothing else."""
    if text[start - 1 : start] in tuple(patterns.OPENING) and text[end : end + 1] in tuple(patterns.CLOSING):
        return start - 1, end + 1
    return start, end


@dataclass(frozen=True, slots=True)
class _Slot:
    kind: SlotKind
    role: Role | None
    cue: str | None
    start: int
    end: int


@lru_cache(maxsize=64)  # what tells a note is read again as one
def read_content(view: View, context: TimeContext, *, rule: Rule | None = None) -> Content:
    """Read a note without its outer brackets.

    Args:
        view: the content, without white space.
        context: the notice's dates.
        rule: the rule in force, printed in an earlier note.
    """
    printed = view
    view = _parted(view, *(sentence.cut for sentence in standing_sentences(view)))
    view, own_rule = _take_rule(view)
    rule = own_rule or rule
    units: list[UnitMention] = []
    times: list[TimedSlot] = []
    officials: list[View] = []
    labelled = False
    for slot in _slots(view):
        piece = view.cut(slot.start, slot.end)
        labelled = labelled or (slot.cue is not None and slot.kind != "other")
        if slot.kind == "other":
            continue
        if slot.kind == "officials":
            officials.append(piece)
        elif slot.kind == "time":
            times.extend(TimedSlot(view=piece, hit=hit) for hit in read_slot(piece, context).hits)
        else:
            rest, found = _take_times(piece, context)
            times.extend(found)
            mentions = read_units(rest, role=slot.role or "responsible")
            if slot.cue is not None and patterns.APPORTIONED.search(slot.cue) and not _plausible(mentions):
                mentions = tuple(unit for subject in subjects(rest, apportions=True) for unit in subject.units)
            labelled = labelled or any(mention.cue for mention in mentions)
            units.extend(unit for unit in _by_rule(rest, mentions, slot, rule) if _is_printed(unit, printed))
    return Content(units=tuple(units), times=tuple(times), officials=tuple(officials), labelled=labelled, rule=own_rule)


def _is_printed(unit: UnitMention, view: View) -> bool:
    """Whether a mention stands in the note as it is, not over something that was cut out."""
    return bisect_left(view.offsets, unit.end) - bisect_left(view.offsets, unit.start) == len(unit.text)


def is_note(view: View, context: TimeContext, *, before: str, closes: bool) -> bool:
    """Whether the content of a bracket is a responsibility note.

    A label or a verb behind a list of units makes it one; a bare list of units does where it closes a sentence; a time
    limit alone does behind a full stop or where it says 完成, so that the time of a stage in its heading
    (动员部署（2023年3月）) stays a milestone. A bracket that only explains (便利店), (以下简称…) is none.

    Args:
        view: the content of the bracket.
        context: the notice's dates.
        before: what stands before the bracket.
        closes: whether a sentence or paragraph ends with the bracket or before it.
    """
    text = view.text
    if patterns.EXPLAINS.match(text):
        return False
    if any(m.start() == 0 or text[m.start() - 1] in "；;，,。、）" for m in patterns.labels(text)):
        return True
    if not closes and not patterns.ROLE_WORD.search(text):
        return False  # where nothing closes, only a word for a role makes a note
    content = read_content(view, context)
    if content.units:
        verb = VERB.search(text)
        if (verb and verb.start() > 0) or any(unit.cue for unit in content.units) or rule_of(text) is not None:
            return _plausible(content.units)
        timed = sum(len(slot.view.text) for slot in content.times)
        return closes and _is_bare_list(len(text) - timed, content.units, before)
    timed = closes and bool(content.times) and len(text) < 40 and bool(patterns.TIME_NOTE.search(text))
    return timed and (ends_sentence(before) or "完成" in text)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends here: with a stop, or with a closing quote behind one."""
    return text[-1:] in tuple(patterns.SENTENCE_CLOSED) or (text[-1:] in tuple(patterns.QUOTE_CLOSED) and text[-2:-1] in tuple(patterns.SENTENCE_CLOSED))


def _plausible(units: tuple[UnitMention, ...]) -> bool:
    """Whether all are units: complete names, or members that share the head noun of a name after them (甲、乙区政府)."""
    headed = False
    for unit in reversed(units):
        if len(unit.text) > 40 or "由" in unit.text[1:]:
            return False
        if is_complete(unit.text):
            headed = bool(MEMBER_TAIL.search(fold(unit.text)))
        elif not (headed and MEMBER.match(unit.text)):
            return False
    return True


def _is_bare_list(length: int, units: tuple[UnitMention, ...], before: str) -> bool:
    """Whether a bracket without label and verb holds names of units, what parts them, and nothing else.

    ``length`` is that of the bracket without its time limits. Of several, most must end like units (a firm's short name does not); one alone must say what it is an organ of, and is
    another name of the unit that it stands behind (市甲局（市乙局）).
    """
    if sum(len(unit.text) for unit in units) < 0.8 * length or any(len(unit.text) < 3 for unit in units):
        return False
    if len(units) == 1:
        return is_complete(units[0].text) and bool(patterns.BARE_UNIT.search(units[0].text)) and not is_complete(before[-12:])
    complete = sum(is_complete(unit.text) for unit in units)
    return is_complete(units[0].text) and complete >= 2 and complete >= 0.6 * len(units) and not any("由" in unit.text[1:] for unit in units)


def _take_rule(view: View) -> tuple[View, Rule | None]:
    """A rule in brackets inside the note (…、市林业局（逗号前为牵头单位，下同）) is no part of the list."""
    for start, end in _inner_brackets(view.text):
        inside = view.text[start:end]
        if patterns.RULE_BRACKET.search(inside):
            return _parted(view, (start, end)), rule_of(inside) or Rule()
    return view, None


def rule_of(text: str) -> Rule | None:
    """The rule that a text prints for the notes after it, in a bracket or in a sentence (各条括号内排在第一位的为牵头单位)."""
    comma, first = bool(patterns.COMMA_RULE.search(text)), bool(patterns.FIRST_RULE.search(text))
    return Rule(comma_leads=comma, first_leads=first) if comma or first else None


def _parted(view: View, *ranges: tuple[int, int]) -> View:
    """The view with a 、 in the stead of each range, so that what stood on either side is not read as one name."""
    for start, end in sorted(ranges, reverse=True):
        offsets = (*view.offsets[: start + 1], *view.offsets[end:])
        view = View(view.text[:start] + "、" + view.text[end:], view.printed[:start] + "、" + view.printed[end:], offsets, view.end)
    return view


def _inner_brackets(text: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in patterns.OPENING:
            start = bracket.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, bracket.end()


def _slots(view: View) -> Iterator[_Slot]:
    """The stretches that labels open; what stands before the first label is a slot of its own."""
    heads = sorted(_labels(view.text), key=lambda head: head[0])
    if not heads or heads[0][0] > 0:
        yield _Slot("units", None, None, 0, heads[0][0] if heads else len(view))
    for i, (at, label_end, kind, role) in enumerate(heads):
        end = heads[i + 1][0] if i + 1 < len(heads) else len(view)
        yield _Slot(kind, role, view.text[at:label_end], label_end, end)


def _labels(text: str) -> Iterator[tuple[int, int, SlotKind, Role | None]]:
    """The labels of a note: where each begins and ends, what slot it opens, in which role."""
    taken = 0
    for match in patterns.labels(text):
        if not _opens_slot(text, match.start()):
            continue
        yield from _other_labels(text, taken, match.start())
        taken = match.end()
        unit = patterns.UNIT_LABEL.match(match[0])
        if unit:
            role: Role = next((r for r in _ROLES if unit.groupdict().get(r)), "responsible")
            yield match.start(), match.end(), "units", role
        else:
            yield match.start(), match.end(), "time" if patterns.TIME_LABEL.match(match[0]) else "officials", None
    yield from _other_labels(text, taken, len(text))


def _other_labels(text: str, start: int, end: int) -> Iterator[tuple[int, int, SlotKind, Role | None]]:
    for match in patterns.OTHER_LABEL.finditer(text, start, end):
        if (match.start() == 0 or text[match.start() - 1] in "；;，,。") and not is_complete(match["name"]):
            yield match.start(), match.end(), "other", None


def _opens_slot(text: str, at: int) -> bool:
    """A label opens a slot at the head, behind a mark, or right behind a whole name (…市商务局责任单位：…: the mark was lost)."""
    return at == 0 or text[at - 1] in "；;，,。、）)" or is_complete(_MARK.split(text[:at])[-1])


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
    return (piece.span() for piece in _PIECE.finditer(text))


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
