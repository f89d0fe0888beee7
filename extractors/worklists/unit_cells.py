"""A cell of units as worklists print them: marks, enumerators, roles and persons in brackets around the names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from extractors.records import Role
from extractors.text import View, squeeze
from extractors.units.lists import UnitMention, read_units
from extractors.units.patterns import LEAD_WORD, RESPONSIBLE_WORD, SUPERVISE_WORD, SUPPORT_WORD
from extractors.worklists.columns import FIRST_LEADS, Column
from extractors.worklists.persons import NameMention, is_person, is_post, read_names

_MARKS = "★☆▲△●◆■◎※*＊"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_LEGEND = re.compile(
    rf"[“\"（]?(?P<mark>[{re.escape(_MARKS)}])[”\"）]?(?:号|符号|标识|标记|标注)?(?:的|者)?(?:单位|部门)?(?:为|是|表示|代表|即|：)[^。；，]{{0,8}}(?:牵头|主办|主责)"
)
_IN_TYPE = re.compile(r"(?:加粗|粗体|黑体|下划线|斜体|标红|红色)[^。；，]{0,10}(?:为|是|系|表示)[^。；，]{0,6}(?:牵头|主办|主责)")
_NOTE_FIRST_LEADS = re.compile(rf"(?:单位|部门)[^。；]{{0,12}}(?:{FIRST_LEADS.pattern})")
_ENUMERATOR = re.compile(r"[①-⑳]|(?:\d{1,2}[.．、]|（\d{1,2}）)(?=[^\d\s])")
_ROLE_BRACKET = re.compile(
    rf"（(?:(?P<lead>{LEAD_WORD})|(?P<support>{SUPPORT_WORD})|(?P<supervise>{SUPERVISE_WORD})|(?P<responsible>{RESPONSIBLE_WORD}))(?:责任)?(?:单位|部门)?）"
)
_BRACKET = re.compile(r"（(?P<inside>[^（）]+)）")
_PERSON_LABEL = re.compile(r"(?:责任|负责|联系|经办|分管|包抓|牵头|主要)(?:人|领导|同志|负责人)：(?P<persons>[^：；。]*?)(?=；|。|$|(?:责任|牵头|配合)(?:单位|部门)：)")
_RUN = re.compile(r"[^、，,；;。/|（）：]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What a table's captions and remarks say of its units: the marks that single out who leads, whether the first one
    leads, and whether who leads is only told by the type (加粗的为牵头单位), which a Document does not hold."""

    lead_marks: frozenset[str] = frozenset()
    first_leads: bool = False
    in_type: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCell:
    """The units of a cell and the persons printed with them."""

    units: tuple[UnitMention, ...]
    persons: tuple[NameMention, ...]


def read_legend(*texts: str) -> Legend:
    """The legend in the texts of captions, headings and remarks (注：标★的为牵头单位; 责任单位列第一位的为牵头单位)."""
    bare = [squeeze(text) for text in texts]
    marks = frozenset(match["mark"] for text in bare for match in _LEGEND.finditer(text))
    return Legend(lead_marks=marks, first_leads=any(_NOTE_FIRST_LEADS.search(text) for text in bare), in_type=any(_IN_TYPE.search(text) for text in bare))


def read_unit_cell(text: str, start: int, end: int, *, column: Column, legend: Legend) -> UnitCell:
    """The units and persons in ``text[start:end]``, in the order printed.

    Marks and enumerators are no part of a name, nor is a role in brackets (市甲局（牵头）) or the person who answers for the
    unit (市甲局（李牧）). Other brackets are.
    """
    view = View.of(text, start, end)
    roles = {view.span(match.start(), match.end())[0]: _role(match) for match in view.find(_ROLE_BRACKET)}
    persons = list(_persons(text, view, column))
    dropped = [*_furniture(view), *(span for span, _ in persons)]
    role: Role = column.role or "responsible"
    first_leads = column.first_leads or (legend.first_leads and role == "responsible")
    units = read_units(view.without(*dropped), role=role, first_leads=first_leads)
    marked = [i for i, c in zip(view.offsets, view.printed, strict=True) if c in legend.lead_marks]
    return UnitCell(units=_with_roles(text, units, roles, marked), persons=tuple(name for _, names in persons for name in names))


def _role(match: re.Match[str]) -> Role:
    return next(role for role in get_args(Role) if match.groupdict()[role])


def _furniture(view: View) -> Iterator[tuple[int, int]]:
    """Marks, role brackets, and enumerators at the head of a name."""
    for pattern in (_MARK, _ROLE_BRACKET):
        yield from (match.span() for match in view.find(pattern))
    for match in view.find(_ENUMERATOR):
        at = match.start()
        if at == 0 or view.text[at - 1] in "、，,；;。：" or view.offsets[at] - view.offsets[at - 1] > 1:
            yield match.span()


def _persons(text: str, view: View, column: Column) -> Iterator[tuple[tuple[int, int], tuple[NameMention, ...]]]:
    """The persons with the range of the view that says them: in brackets, behind 责任人：, or beside the unit where the heading says so."""
    found: list[tuple[int, int]] = []
    for match in view.find(_PERSON_LABEL):
        names = read_names(text, *view.span(*match.span("persons"))) if match["persons"] else ()
        if names and all(is_person(name.text) or is_post(name.text) for name in names):
            found.append(match.span())
            yield match.span(), names
    for match in view.find(_BRACKET):
        names = read_names(text, *view.span(*match.span("inside")))
        inside_label = any(start <= match.start() < end for start, end in found)
        if names and all(is_person(name.text) for name in names) and _closes_name(view, match.end()) and not inside_label:
            found.append(match.span())
            yield match.span(), names
    if column.names_persons:
        for start, end in _runs(view):
            if is_person(view.text[start:end]) and not any(s <= start < e for s, e in found):
                names = read_names(text, *view.span(start, end))
                yield from (((s, e), names if s <= start < e else ()) for s, e in _with_signs(view.text, start, end))


def _with_signs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range of a person with the colon or the brackets that tie it to the unit: 县甲局：李牧, 李牧（县甲局）."""
    opens = text[end : end + 1] == "（"
    yield start - (text[start - 1 : start] == "："), end + (opens or text[end : end + 1] == "：")
    if opens and (closing := text.find("）", end)) > 0:
        yield closing, closing + 1


def _closes_name(view: View, at: int) -> bool:
    """Whether nothing of a name goes on at ``at``: the brackets of 云峰（南岸）供水站 are part of it."""
    return at >= len(view) or view.text[at] in "、，,；;。/|（" or view.offsets[at] - view.offsets[at - 1] > 1


def _runs(view: View) -> Iterator[tuple[int, int]]:
    """The runs between separators and gaps."""
    for match in view.find(_RUN):
        begin = match.start()
        for i in range(begin + 1, match.end() + 1):
            if i == match.end() or view.offsets[i] - view.offsets[i - 1] > 1:
                yield begin, i
                begin = i


def _with_roles(text: str, units: tuple[UnitMention, ...], roles: dict[int, Role], marked: list[int]) -> tuple[UnitMention, ...]:
    """The units with the roles that brackets behind them and marks beside them give."""
    done = list(units)
    for place, role in roles.items():
        before = [i for i, unit in enumerate(done) if unit.end <= place]
        if before:
            done[before[-1]] = replace(done[before[-1]], role=role, cue="（）")
    for place in marked:
        behind = [i for i, unit in enumerate(done) if unit.start > place and not text[place + 1 : unit.start].strip()]
        before = [i for i, unit in enumerate(done) if unit.end <= place]
        if behind or before:
            at = behind[0] if behind else before[-1]
            done[at] = replace(done[at], role="lead", cue="mark")
    return tuple(done)
