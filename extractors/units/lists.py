"""Printed lists of units with their roles: what stands in a cell of a worklist or in a responsibility note.

The same grammar for both: names parted by 、，；and white space; words before a list (牵头单位：) or behind it (…牵头，…配合)
that give a role; and what names nobody (按职责分工, 等, —).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.knowledge.rows import load_rows
from extractors.records import Role
from extractors.text import View, fold
from extractors.units import patterns

_OPEN, _CLOSE = "（〔【[《〈“‘(", "）〕】]》〉”’)"
_BRACKET = re.compile(f"[{re.escape(_OPEN + _CLOSE)}]")
_SEPARATOR = re.compile(f"[{re.escape(patterns.SEPARATORS)}]")
_NAMED_PREFIX = re.compile(r"^(?:各|省|市|州|县|区|旗|盟|中央|国家|国务院|全)")
_PARTY_COMMITTEE = re.compile(r"(?:^|[省市县区州旗盟、])(?:省|市|县|区|州|旗|盟|地|工)委$")
# Bodies that have branches named behind them: 中国人民银行⏎某市分行, 国家税务总局⏎某市税务局.
_PARENT_BODY = re.compile(r"(?:总局|总署|银行|总公司|电网|保险|集团|股份有限公司)$")
_KEPT = 1 << 13  # names and phrases whose reading is kept: a notice says the same ones again and again
_LONGEST_END = 60  # characters at the end of a name, brackets included, that say whether it is complete
# Brackets behind a name: the last closing one with all before it back to another closing one.
_REMARK_OPENS = re.compile(r"[（〔【〈\[]")
_REMARK = re.compile(r"[（〔【〈\[][^）〕】〉\]]*[）〕】〉\]]$")
_LIST_MARK = re.compile(r"[、：:]")
# Characters that end names of bodies and also stand inside others: 县人力资源社⏎会保障局 is torn, 县供销社⏎县财政局 is not.
_WEAK_END = re.compile(r"(?<!供销)(?<!联)[社会园校库馆台](?<!协会)(?<!学会)(?<!商会)(?<!委员会)(?<!联合会)(?<!工会)(?<!管委会)$")
_JOIN = re.compile(r"以及|和|及(?!其(?![他它]))|与|暨")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMention:
    """One unit as printed: its name without white space, its range in the canonical text, its role and the cue that gave it."""

    text: str
    start: int
    end: int
    role: Role
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A range of the view that may be a unit; ``closes`` where a ； behind it ends the role."""

    start: int
    end: int
    closes: bool = False


@lru_cache(maxsize=4)
def _words(use: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_rows("unit_words.csv") if row["use"] == use)


@lru_cache(maxsize=1)
def _ends_by_last() -> dict[str, tuple[str, ...]]:
    """The words that end a unit's name, by their last character."""
    ends: dict[str, list[str]] = {}
    for word in sorted(_words("end")):
        ends.setdefault(word[-1], []).append(word)
    return {last: tuple(words) for last, words in ends.items()}


def end_characters() -> frozenset[str]:
    """The characters one of which ends every complete name, a remark in brackets included."""
    return frozenset((*_ends_by_last(), *"）〕】〉]"))


def _has_end(name: str, at: int) -> bool:
    """Whether ``name[:at]`` ends with a word that ends a unit's name."""
    return at > 0 and name.endswith(_ends_by_last().get(name[at - 1], ()), 0, at)


@lru_cache(maxsize=1)
def _branch_pattern() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(_words('branch'), key=len, reverse=True)))})$")


@lru_cache(maxsize=_KEPT)
def is_complete(name: str) -> bool:
    """Whether a run of characters ends like the name of a unit.

    >>> is_complete("市财政局"), is_complete("市住房和城"), is_complete("高新（临空）电力中心")
    (True, False, True)
    """
    if len(name) < 2:
        return False
    name = fold(name[-_LONGEST_END:])
    if _has_end(name, len(name)):
        return True
    remark = _REMARK.search(name)
    return remark is not None and any(_has_end(name, bracket.start()) for bracket in _REMARK_OPENS.finditer(name, remark.start()))


def is_bare(name: str) -> bool:
    """Whether a run of characters only says a class of body (支行, 有限公司), so that it ends a name begun before."""
    return name in _words("bare")


def read_units(view: View, *, role: Role = "responsible", first_leads: bool = False) -> tuple[UnitMention, ...]:
    """The units of a printed list, in the order printed.

    Args:
        view: the cell or the content of the note, without white space (a gap in its offsets is a gap in print).
        role: what a unit is that no word gives another role.
        first_leads: whether the heading says that the first unit leads (排名第1的为牵头部门).
    """
    mentions: list[UnitMention] = []
    current, cue = role, None
    open_from = 0  # the first mention that a role word behind the list still speaks for
    for piece in _pieces(view):
        text = view.text[piece.start : piece.end]
        label = patterns.LABEL.match(text)
        if label:
            current, cue = _role_of(label), label[0]
            piece, open_from = replace(piece, start=piece.start + label.end()), len(mentions)
        for part, verb, together in _phrases(view.text[piece.start : piece.end]):
            for start, end in part:
                first, last = view.span(piece.start + start, piece.start + end)
                printed = view.printed[piece.start + start : piece.start + end]
                mentions.append(UnitMention(text=printed, start=first, end=last, role=current, cue=cue))
            if together:
                mentions[open_from:] = [replace(m, role="lead", cue=together) for m in mentions[open_from:]]
                current, cue, open_from = "support", together, len(mentions)
            elif verb:
                given = _role_of(verb)
                mentions[open_from:] = [replace(m, role=_stronger(m.role, given, m.cue), cue=verb[0]) for m in mentions[open_from:]]
                open_from = len(mentions)
        if piece.closes:
            current, cue, open_from = role, None, len(mentions)
    if first_leads and mentions:
        mentions[0] = replace(mentions[0], role="lead", cue="first")
    return tuple(mentions)


def _stronger(held: Role, given: Role, cue: str | None) -> Role:
    """A label keeps its role against a mere 负责 behind the list; any other word behind a list decides."""
    return held if given == "responsible" and cue is not None else given


def _role_of(match: re.Match[str]) -> Role:
    for role in ("lead", "support", "supervise", "responsible"):
        if match.groupdict().get(role):
            return role
    return "responsible"


def _pieces(view: View) -> Iterator[_Piece]:
    """The stretches that may be units, classes that share a head noun in one: 市、县（市、区）人民政府; 市直有关部门、单位."""
    held: _Piece | None = None
    for piece in _stretches(view):
        if held is not None:
            before, after = view.text[held.start : held.end], view.text[piece.start : piece.end]
            listed = view.text[held.end : piece.start] == "、" and not held.closes
            if listed and _shares_head(before, after):
                held = _Piece(held.start, piece.end, piece.closes)
                continue
            yield held
        held = piece
    if held is not None:
        yield held


def _shares_head(before: str, after: str) -> bool:
    """Whether two stretches parted by 、 are one class that shares a head noun: 各市、县（市、区）人民政府; 各供水、燃气企业."""
    last = _LIST_MARK.split(before)[-1]
    if patterns.CLASS_TAIL.match(after):
        return before.endswith(("部门", "单位", "机构"))
    if patterns.BARE_CLASSES.search(before):
        return after in patterns.BARE_CLASS
    if patterns.PROVINCES.search(before) and patterns.PROVINCES_AFTER.match(after):
        return True
    joined = _JOIN.split(before)[-1]  # 省直有关部门及各市、县级政府: only what stands behind 及 shares
    if patterns.AREA_CLASS.match(_LIST_MARK.split(joined)[-1]):
        if joined.startswith("各") and patterns.OTHER_CLASS.match(after):
            return False
        each = joined.startswith("各") and after.startswith("各")
        return bool((patterns.EACH_AREA_AFTER if each else patterns.AREA_CLASS_AFTER).match(after))
    if _closed_by_etc(last):
        return True
    return bool(patterns.CLASS_HEAD.match(last)) and not is_complete(last)


def _closed_by_etc(text: str) -> bool:
    """Whether a class behind 等 has only begun: 等具有行政执法权、… 职能的单位."""
    _, etc, rest = text.partition("等")
    return bool(etc and rest) and rest.startswith(("具有", "承担", "负有", "涉及")) and not is_complete(rest)


def _stretches(view: View) -> Iterator[_Piece]:
    """The stretches between separators that stand outside brackets; then those between gaps that part two names."""
    held = _bracketed(view.text)
    start = passed = 0
    for mark in _SEPARATOR.finditer(view.text):
        i = mark.start()
        while passed < len(held) and held[passed][1] <= i:
            passed += 1
        if passed == len(held) or i < held[passed][0]:
            if i > start:
                yield from _split_gaps(view, start, i, closes=mark[0] in "；;。")
            start = i + 1
    if start < len(view):
        yield from _split_gaps(view, start, len(view), closes=True)


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The ranges inside brackets or quotes, the outermost only, in order; a mark that never closes holds nothing."""
    held, open_at = list[tuple[int, int]](), list[int]()
    for mark in _BRACKET.finditer(text):
        if mark[0] in _OPEN:
            open_at.append(mark.start())
        elif open_at:
            start = open_at.pop()
            while held and held[-1][0] > start:
                held.pop()
            held.append((start, mark.start()))
    return held


def _split_gaps(view: View, start: int, end: int, *, closes: bool) -> Iterator[_Piece]:
    """A gap (a line break, spaces) parts two units where what stands before is complete and what follows is no mere class noun."""
    begin = start
    for i in view.gaps(start, end):
        before = view.text[begin:i]
        following = view.text[i:end][: _next_gap(view, i, end) - i]
        party_organ = _PARTY_COMMITTEE.search(before) and not _NAMED_PREFIX.match(following)
        branch = _PARENT_BODY.search(before) and _branch_pattern().search(following)
        torn = _WEAK_END.search(before) and _NAMED_PREFIX.match(before) and not _NAMED_PREFIX.match(following)
        if is_complete(before) and _balanced(before) and not is_bare(following) and not party_organ and not branch and not torn:
            yield _Piece(begin, i)
            begin = i
    yield _Piece(begin, end, closes)


def _next_gap(view: View, start: int, end: int) -> int:
    return next(view.gaps(start, end), end)


def _balanced(text: str) -> bool:
    return sum(c in _OPEN for c in text) == sum(c in _CLOSE for c in text)


_Ranges = tuple[tuple[int, int], ...]
_Phrase = tuple[_Ranges, "re.Match[str] | None", "str | None"]


@lru_cache(maxsize=_KEPT)
def _phrases(text: str) -> tuple[_Phrase, ...]:
    """The units of a piece with the word behind them: ``A会同B负责`` gives A with 会同, then B with 负责."""
    found: list[_Phrase] = []
    start = len(text) - len(text.lstrip("由请"))
    together = patterns.TOGETHER.search(text, start)
    if together and is_complete(text[start : together.start()]):
        found.append((tuple(_names(text, start, together.start())), None, together[0]))
        start = together.end()
    verb = patterns.VERB.search(text, start)
    if verb and (verb.start() == start or is_complete(_strip_etc(text[start : verb.start()]))):
        found.append((tuple(_names(text, start, verb.start())), verb, None))
    else:
        found.append((tuple(_names(text, start, len(text))), None, None))
    return tuple(found)


def _strip_etc(text: str) -> str:
    return patterns.ETC.sub("", text)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in a stretch without separators: joined by 和, 及, 与 where both are complete (contract)."""
    manner = patterns.MANNER_TAIL.search(text[start:end])
    if manner and is_complete(_strip_etc(text[start : start + manner.start()])):
        end = start + manner.start()
    for join in _JOIN.finditer(text, start, end):
        left, right = text[start : join.start()], text[join.end() : end]
        if is_complete(left) and is_complete(right) and _balanced(left) and not is_bare(right) and _starts_unit(_JOIN.split(right)[0], right):
            yield from _before_etc(text, start, join.start())
            start = join.end()
    yield from _before_etc(text, start, end)


def _before_etc(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A name, and the collective behind 等; a bare 等 and a definition are cut off."""
    name = text[start:end]
    if not name or patterns.NOBODY.match(name) or patterns.NO_UNIT.match(name):
        return
    if patterns.ETC_AREA.match(name):
        yield start, end
        return
    collective = patterns.COLLECTIVE_AFTER_ETC.search(name)
    if collective:
        if collective.start():
            yield from _unglued(text, start, start + collective.start())
        yield start + collective.start("rest"), start + collective.end("rest")
        return
    for tail in (patterns.ETC.search(name), patterns.DEFINITION.search(name)):
        if tail and tail.start():
            end = start + tail.start()
    yield from _unglued(text, start, end)


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while cut := _glue(text[start:end]):
        yield start, start + cut
        start += cut
    if not patterns.NO_UNIT.match(text[start:end]):
        yield start, end


def _starts_unit(first: str, name: str) -> bool:
    """Whether a unit begins here; ``first`` is the name up to a join: a bare class noun (…部门和单位及各县) goes on with the name before it."""
    return bool(_NAMED_PREFIX.match(name)) or (len(name) > 2 and not (len(first) <= 2 and is_complete(first)))


def _glue(text: str) -> int:
    """Where a second name begins that was printed right behind the first (市甲局高新区乙办), 0 where none does.

    Both must be complete, the second must begin with the word for an area, and must not be a branch of the first.
    """
    for head in patterns.UNIT_HEADS.finditer(text):
        cut = head.start()
        left, right = text[:cut], text[cut:]
        if cut > 2 and patterns.GLUE_ENDS.search(left) and is_complete(right) and not is_bare(right) and not _branch_pattern().search(right):
            return cut
    return 0
