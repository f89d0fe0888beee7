"""Who a sentence says must do the work: units at the head of a clause before a word of duty, or behind 由.

``由市财政局负责…``, ``市发展改革委要会同…``, ``各县（市、区）要…``. What only looks like a unit (a firm, 建设单位, a thing that
is to be done) is no subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from extractors.notes import subject_patterns as patterns
from extractors.notes.between import between
from extractors.records import Role
from extractors.text import View, fold
from extractors.units.collective import is_collective
from extractors.units.lists import UnitMention, end_characters, is_complete, read_units

_LONGEST = 160  # characters before the word of duty in which its subject may begin
_MOST = 24  # units that share one word of duty
_OPEN, _CLOSE = "（(《“〔【", "）)》”〕】"
# A quotation mark that opens new wording (修改为：“市财政局负责…), not one about a word (“一件事一次办”各牵头部门).
_NEW_WORDING = re.compile("“(?![^”]{1,20}”)")
_CLAUSE_END = re.compile("[，,；;：。]")
_CLAUSE_MARK = re.compile(f"[{_OPEN}{_CLOSE}，,；;：由]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The units that one word of duty is said of; ``start`` and ``end`` are the range in the view, the word included."""

    units: tuple[UnitMention, ...]
    start: int
    end: int


def subjects(view: View, *, apportions: bool = False) -> tuple[Subject, ...]:
    """The subjects of one sentence, in the order printed.

    Args:
        view: the sentence without white space.
        apportions: whether the sentence stands where work is shared out (任务分解：…), so that any work is a duty.
    """
    found: list[Subject] = []
    text, at = view.text, 0
    word = patterns.BY_DUTY if apportions else patterns.DUTY
    may_be = apportions or word.search(text) is not None or patterns.DUE.search(text) is not None
    for start in _clause_starts(text):
        if start < at:
            continue
        by = text[start : start + 1] == "由"
        subject = _behind_by(view, start) if by else _before_duty(view, start, word) if may_be else None
        if subject is not None:
            found.append(subject)
            at = subject.end
    return tuple(found)


def _clause_starts(text: str) -> Iterator[int]:
    """Where a clause of the sentence begins: at its head, behind ，；： outside brackets and quotes, and at 由."""
    depth = 0
    yield 0
    for mark in _CLAUSE_MARK.finditer(text):
        c, i = mark[0], mark.start()
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth -= depth > 0
        elif depth == 0 and c == "由":
            if i > 0 and text[i - 1] != "自":  # 自由贸易
                yield i
        elif depth == 0 and i + 1 < len(text):
            yield i + 1


def _behind_by(view: View, start: int) -> Subject | None:
    """``由市财政局负责…``, but not ``由市财政局认定的企业``."""
    if view.text[:start].endswith(patterns.MAY):
        return None
    for duty in patterns.BY_DUTY.finditer(view.text, start + 2, start + _LONGEST):
        units = _units(view, start + 1, duty.start())
        if units:
            relative = not patterns.MANNER.fullmatch(duty[0]) and patterns.RELATIVE.match(view.text, duty.end())
            return None if relative else _subject(view, units, start, duty)
    return None


def _before_duty(view: View, start: int, word: re.Pattern[str]) -> Subject | None:
    """``各县（市、区）要…``, ``市财政局负责…``; manner and time may stand between (各部门按职责分工，要…)."""
    skip = patterns.LEAD_IN.match(view.text, start)
    start = skip.end() if skip else start
    start += _NEW_WORDING.match(view.text, start) is not None
    if view.text.startswith(patterns.ASKED, start):
        if patterns.DUE.search(view.text, start) is None:
            return None
        start, word = start + len(patterns.ASKED), patterns.BY_DUTY
    for duty in chain(word.finditer(view.text, start + 2, start + _LONGEST), patterns.DUE.finditer(view.text, start + 2, start + _LONGEST)):
        units = _units(view, start, duty.start())
        if not units and (place := between(view.text, start, duty.start())) is not None:
            units = _units(view, start, place)
        if units:
            subject = _subject(view, units, start, duty)
            return None if patterns.DONE.match(view.text, max(subject.end, duty.end())) else subject
    return None


def _units(view: View, start: int, end: int) -> tuple[UnitMention, ...]:
    """The units of a stretch that holds nothing else; none where one of them is no body that can be charged."""
    if not 2 <= end - start <= _LONGEST:
        return ()
    # names cover three quarters at least, so one of them ends in the last quarter
    if not _name_end().search(view.text, end - (end - start) // 4 - 1, end):
        return ()
    units = read_units(view.cut(start, end))
    if not units or len(units) > _MOST:
        return ()
    if _are_fields(view.text[start:end], units):
        return units
    covered = sum(len(unit.text) for unit in units)
    return units if covered >= 0.75 * (end - start) and all(can_be_charged(unit.text) for unit in units) else ()


def _are_fields(text: str, units: tuple[UnitMention, ...]) -> bool:
    """Whether the names are fields of administration that share a head noun (发展改革、财政、税务等部门); the last may be a class of its own."""
    if len(units) < 2 or "，" in text or not patterns.FIELDS.search(text) or not any(patterns.KNOWN_FIELD.search(unit.text) for unit in units):
        return False
    return all(
        can_be_charged(unit.text) or (patterns.FIELD.fullmatch(unit.text) and not patterns.NO_BODY.search(unit.text) and not patterns.PARTY.search(unit.text))
        for unit in units
    )


@lru_cache(maxsize=1)
def _name_end() -> re.Pattern[str]:
    """A character that the name of one who can be charged may end with."""
    return re.compile(f"[{re.escape(''.join(sorted(end_characters() | {name[-1] for name in patterns.SHORT_CLASSES})))}]")


@lru_cache(maxsize=1 << 12)
def can_be_charged(name: str) -> bool:
    """Whether a name is that of a public body or of a class of them, and not of a party that a rule binds.

    >>> [can_be_charged(n) for n in ("市财政局", "各县（市、区）", "建设单位", "重点企业")]
    [True, True, False, False]
    """
    name = fold(name)
    if name in patterns.SHORT_CLASSES:
        return True
    if len(name) > 36 or patterns.EVERYBODY.match(name) or patterns.PARTY.search(name) or patterns.NO_BODY.search(patterns.BRACKETED.sub("", name)):
        return False
    return is_complete(name) and (is_collective(name) or name.endswith("部门") or bool(patterns.NAMED.match(name)))


def _subject(view: View, units: tuple[UnitMention, ...], start: int, duty: re.Match[str]) -> Subject:
    """The subject with the roles that the word of duty gives: ``A会同B`` leads and supports."""
    together = patterns.TOGETHER.search(view.text, duty.start(), duty.end() + 4)
    helpers, end = _helpers(view, together.end()) if together else ((), start)
    if together and (helpers or together[0] == "会同"):  # 要定期会商: with nobody
        return Subject(units=(*_in_role(units, "lead", together[0]), *_in_role(helpers, "support", together[0])), start=start, end=end)
    word = duty[0]
    if "牵头" in word:
        return Subject(units=_in_role(units, "lead", word), start=start, end=duty.end())
    if word.startswith(("配合", "协助")):
        return Subject(units=_in_role(units, "support", word), start=start, end=duty.end())
    by_name = tuple(replace(unit, role=_named_role(unit.text), cue=word) for unit in units)
    return Subject(units=by_name, start=start, end=duty.end())


def _helpers(view: View, start: int) -> tuple[tuple[UnitMention, ...], int]:
    """The units behind 会同, up to the first word of work, and where they end. Where no known word of work follows (会同有关部门梳理…,
    a third of the sentences with 会同), it is as much as reads as units."""
    for duty in patterns.BY_DUTY.finditer(view.text, start + 2, start + _LONGEST):
        place = between(view.text, start, duty.start())
        units = _units(view, start, duty.start() if place is None else place)
        if units:
            return units, duty.start()
    stop = _CLAUSE_END.search(view.text, start, start + _LONGEST)
    ends = [last.end() for last in _name_end().finditer(view.text, start + 1, stop.start() if stop else start + _LONGEST)]
    for end in reversed(ends):
        units = _units(view, start, end) if not view.text.startswith(patterns.NAME_GOES_ON, end) else ()
        if units and not any(patterns.BEHIND_CLASS.search(unit.text) for unit in units):
            return units, end
    return (), start


def _in_role(units: tuple[UnitMention, ...], role: Role, cue: str) -> tuple[UnitMention, ...]:
    return tuple(replace(unit, role=role, cue=cue) for unit in units)


def _named_role(name: str) -> Role:
    """配合单位要… says the role in the name; 牵头单位 is only who it is that must do it."""
    return "support" if name.startswith("配合") else "responsible"
