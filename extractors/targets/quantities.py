"""Numbers with a unit: 700亿元, 30 万人次, 10%—15%, 三分之二, 一半, 翻一番, 全覆盖."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractors.knowledge.rows import load_rows
from extractors.numerals import to_int

Sort = Literal["money", "rate", "time", "count", "size"]
_SORTS: tuple[Sort, ...] = ("money", "rate", "time", "count", "size")
_FIGURE = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[一二两三四五六七八九十百千]{1,5}"
_SCALE = r"(?:万亿|千万|百万|十万|亿|万|千|百)"
_DASH = r"(?:—{1,2}|-|–|－|～|~|至|到)"
_SOME = r"(?:余|多)?"
_INCLUDED = r"(?:（含[^（）]{0,12}）)?"
_TAIL = rf"(?P<tail>{_INCLUDED}(?:及以上|及以下|及以内|或以上|以上|以下|以内|以里|之内|之上|左右|上下|内(?![容部外蒙地设销涵])){_INCLUDED})?"
# 翻一番, 翻两番
_DOUBLED = re.compile(r"翻(?P<times>[一两二三12])番")
_FRACTION = re.compile(r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])")
_PERCENT = re.compile(r"百分之(?P<value>[一二三四五六七八九十百零]+)(?P<tail>以上|以下|以内|左右)?")
_HALF = re.compile(r"一半(?P<tail>以上|左右)?")
_COVERED = re.compile(r"全覆盖(?!面|率|式|的|、)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a text: ``[start, end)`` with its unit and tail (以上, 左右). ``value`` is as printed, the scale stays in ``unit`` (万人次).

    ``upper`` is the second value of a range (10%—15%).
    """

    start: int
    end: int
    value: float
    unit: str
    sort: Sort
    tail: str = ""
    upper: float | None = None
    arabic: bool = True


def find_quantities(text: str) -> list[Quantity]:
    """The numbers with units of a text without white space (in one width), in reading order; they never overlap. Takes time linear in the text.

    >>> [(q.value, q.upper, q.unit, q.tail) for q in find_quantities("培训30万人次以上，增长10%—15%，压缩至三个工作日内")]
    [(30.0, None, '万人次', '以上'), (10.0, 15.0, '%', ''), (3.0, None, '个工作日', '内')]
    """
    grammar = _grammar()
    found = [*_figures(text, grammar), *_numerals(text, grammar), *_words(text)]
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    for index in range(len(kept) - 2, -1, -1):
        one, following = kept[index], kept[index + 1]
        shares = text[one.end : following.start] in ("、", "和", "或") and following.unit != one.unit and following.unit.startswith(one.unit)
        if shares and not one.tail:  # 压减至6个、22个、32个工作日以内
            kept[index] = replace(one, unit=following.unit, sort=following.sort, tail=following.tail)
    return kept


@dataclass(frozen=True, slots=True)
class _Grammar:
    figure: re.Pattern[str]
    numeral: re.Pattern[str]
    sorts: dict[str, Sort]

    def sort(self, unit: str) -> Sort:
        bare = re.sub(rf"^{_SCALE}", "", unit)
        return self.sorts.get(unit) or self.sorts.get(bare) or "count"


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    rows = load_rows("measure_words.csv")
    sorts: dict[str, Sort] = {}
    for row in rows:
        sort = next((known for known in _SORTS if known == row["sort"]), None)
        if sort is None:
            raise ValueError(f"measure_words.csv: {row['unit']} has the sort {row['sort']!r}; it must be one of {', '.join(_SORTS)}")
        sorts[row["unit"]] = sort
    every = _alternatives(list(sorts))
    firm = _alternatives([row["unit"] for row in rows if row.get("vague") != "vague" and re.match("[一-龥]", row["unit"])])
    unit = rf"{_SCALE}?(?:{every})"
    figure = re.compile(
        rf"(?<![\d.〔（第A-Za-z])(?P<value>{_FIGURE}){_INCLUDED}(?:(?P<first>{unit})?{_INCLUDED}{_DASH}(?P<upper>{_FIGURE}))?(?P<some>{_SOME})(?P<unit>{unit})(?P<more>余"
        rf"|多)?{_TAIL}"
    )
    numeral = re.compile(rf"(?<![第一二两三四五六七八九十百千每各某任这那哪统唯])(?P<value>{_CHINESE})(?P<unit>(?:万|亿)?(?:{firm})){_TAIL}")
    return _Grammar(figure, numeral, sorts)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _figures(text: str, grammar: _Grammar) -> Iterator[Quantity]:
    at = 0
    while (match := grammar.figure.search(text, at)) is not None:
        value, unit = _value(match["value"]), match["unit"]
        upper = _value(match["upper"]) if match["upper"] else None
        if upper is not None and (match["first"] not in (None, unit) or upper <= value or re.search(r"[由从]$", text[: match.start()][-1:])):
            if match["first"]:
                yield Quantity(start=match.start(), end=match.end("first"), value=value, unit=match["first"], sort=grammar.sort(match["first"]))
            at = match.start("upper")
            continue
        yield Quantity(
            start=match.start(), end=match.end(), value=value, unit=unit, sort=grammar.sort(unit), tail=match["tail"] or match["some"] or match["more"] or "", upper=upper
        )
        at = match.end()


def _numerals(text: str, grammar: _Grammar) -> Iterator[Quantity]:
    for match in grammar.numeral.finditer(text):
        number = to_int(match["value"])
        if number:
            unit = match["unit"]
            yield Quantity(start=match.start(), end=match.end(), value=number, unit=unit, sort=grammar.sort(unit), tail=match["tail"] or "", arabic=False)


def _words(text: str) -> Iterator[Quantity]:
    """Numbers that are words: 三分之二, 百分之八十, 一半, 翻一番, 全覆盖."""
    for match in _FRACTION.finditer(text):
        above, below = to_int(match["above"]) or 0, to_int(match["below"]) or 1
        tail = re.match(r"以上|以内|左右|以下", text[match.end() : match.end() + 2])
        end = match.end() + (tail.end() if tail else 0)
        yield Quantity(start=match.start(), end=end, value=round(100 * above / below, 2), unit="%", sort="rate", tail=tail[0] if tail else "", arabic=False)
    for match in _PERCENT.finditer(text):
        yield Quantity(
            start=match.start(), end=match.end(), value=to_int(match["value"]) or 0, unit="%", sort="rate", tail=match["tail"] or "", arabic=False
        )
    for match in _HALF.finditer(text):
        yield Quantity(start=match.start(), end=match.end(), value=50, unit="%", sort="rate", tail=match["tail"] or "", arabic=False)
    for match in _DOUBLED.finditer(text):
        yield Quantity(start=match.start(), end=match.end(), value=float(2 ** (to_int(match["times"]) or 1)), unit="倍", sort="rate", arabic=False)
    for match in _COVERED.finditer(text):
        yield Quantity(start=match.start(), end=match.end(), value=100, unit="%", sort="rate", arabic=False)


def _value(figure: str) -> float:
    return float(figure.replace(",", "").replace("，", ""))
