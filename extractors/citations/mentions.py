"""The places of a text that name a document by 《title》, by number or both, with what stands in brackets behind the title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.citations.frames import Place
from extractors.citations.no_documents import is_document
from extractors.citations.numbers import Number, bracketed, find_numbers
from extractors.citations.titles import find_titles
from extractors.text import View

_BRACKET = re.compile(r"（(?P<round>(?:[^（）]|（[^（）]{0,40}）){1,100}?)）|〔(?P<square>[^〔〕]{1,60})〕|【(?P<lens>[^【】]{1,60})】")
_UNMARKED_OUTER = re.compile(r"(?P<outer>的(?:通知|公告|决定|函|意见|批复))（[^（）]{2,20}[〔\[（]?(?:19|20)\d{2}")
# What may stand in brackets between a title and its number.
_PASSED = re.compile(r"简称|下称|统称|号|附件|试行|暂行|修订|年版|版|稿|^[A-Z]")
_ALIAS = re.compile(r"(?:以下|下文|下)?(?:简称|下称)(?:为)?[：:]?[“\"‘《〈]?(?P<alias>[^“”\"’《》〈〉（），。；]{1,30})[”\"’》〉]?")
_N = r"[一二三四五六七八九十百零〇\d]+"
_STEP = rf"第{_N}(?:条之{_N}|[编章节条款项目])(?:第（?{_N}）?(?:条|款|项|目)|（{_N}）)*"
_LOCATOR = re.compile(
    rf"(?:[》）])?(?:文件)?(?:中)?的?(?P<locator>(?:附件{_N}?(?:的|中)?)?{_STEP}(?:(?:至|、|和|及|—|-|到|～|~)(?:{_STEP}|{_N}[条章款项]))*"
    rf"|附件(?:\d+(?:[、和至—-]\d+)*|[一二三四五六七八九十]+)?(?=[中的《，。；、）列规所]|$)|附[表录]{_N}?)"
)
_NUMBERED_TITLE = re.compile(r"^(?:文件?|印发的?|发布的?|公布的?|颁布的?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One place that names a document: its words, and the alias it is given (以下简称《办法》)."""

    place: Place
    title: str | None
    numbers: tuple[str, ...]
    locator: str | None = None
    alias: str | None = None
    nested: tuple[tuple[int, int], ...] = ()


def named_in(view: View, *, lines: str = "", passed: tuple[tuple[int, int], ...] = ()) -> list[Named]:
    """All places of a view, in reading order, titles of forms and the like left out.

    ``lines`` is the canonical text of the view (see :func:`find_numbers`); numbers inside the ranges ``passed`` are left out.
    Takes time linear in the text.
    """
    text = view.text
    numbers = find_numbers(view, lines=lines)
    found: list[Named] = []
    taken: list[tuple[int, int]] = list(passed)
    before: dict[int, Number] = {number.end: number for number in numbers}
    for title in find_titles(text):
        named = _titled(view, title.start, title.end, title.of(text), title.nested, before)
        taken.append((title.start, max(title.end, named.place.end) if named else title.end))
        if named is not None:
            taken.append((named.place.start, named.place.end))
            found.append(named)
    found += [_numbered(text, number) for number in _outside(numbers, sorted(taken))]
    return sorted(found, key=lambda one: one.place.start)


def _outside(numbers: list[Number], taken: list[tuple[int, int]]) -> list[Number]:
    kept, reach, index = [], 0, 0
    for number in numbers:
        while index < len(taken) and taken[index][0] <= number.start:
            reach = max(reach, taken[index][1])
            index += 1
        if number.start >= reach:
            kept.append(number)
    return kept


def _titled(view: View, start: int, end: int, title: str, nested: tuple[tuple[int, int], ...], before: dict[int, Number]) -> Named | None:
    text = view.text
    numbers: list[str] = []
    alias: str | None = None
    stop = at = end
    unmarked = _UNMARKED_OUTER.match(text, end, end + 60)
    if unmarked:  # 甲局关于印发《乙办法》的通知（甲发〔2021〕3号）, the outer title without its marks
        at = unmarked.end("outer")
    for _ in range(3):
        bracket = _BRACKET.match(text, at, at + 110)
        inside = (bracket["round"] or bracket["square"] or bracket["lens"]) if bracket else ""
        if bracket is None or not _PASSED.search(inside):
            break
        at = bracket.end()
        said = bracketed(inside) if not numbers else []
        if said:
            numbers, stop = said, at
        short = _ALIAS.search(inside)
        alias = alias or (short["alias"] if short else None)
    begin = start
    for gap in (0, 1, 2, 3):
        number = before.get(start - gap)
        if number is not None and not numbers and _NUMBERED_TITLE.match(text[start - gap : start]):
            numbers, begin = [number.value], number.start
            break
    if len(title) < 2 or (not numbers and not is_document(title, before=text[max(0, start - 12) : start], after=text[at : at + 8])):
        return None
    locator = _LOCATOR.match(text, at, at + 60)
    place = Place(start=begin, end=stop, rest=locator.end() if locator else at)
    return Named(place=place, title=title, numbers=tuple(numbers), locator=locator["locator"] if locator else None, alias=alias, nested=nested)


def _numbered(text: str, number: Number) -> Named:
    locator = _LOCATOR.match(text, number.end, number.end + 60)
    place = Place(start=number.start, end=number.end, rest=locator.end() if locator else number.end)
    return Named(place=place, title=None, numbers=(number.value,), locator=locator["locator"] if locator else None)
