"""Units named anywhere in a text. A hit needs a place (or a national organ's own name) and a form that the rows of organs know.

What only looks like a name is left alone: an organ's form behind a word of class (城市管理局 holds no 市管理局), a form that
a longer word swallows (商务部门), a class (各市财政局).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.knowledge import Knowledge
from extractors.units.collective import is_collective
from extractors.units.model import NoticeContext, UnitName
from extractors.units.organs import organ_index
from extractors.units.places import RELATIVE
from extractors.units.reading import Reader, reader

_LONGEST = 24
_CLASS_WORDS = "省市县区州盟旗团"
_STOP = re.compile(r"[^一-龥（）]|[的]")
_END = re.compile(r"(?:中心|[局委办厅部院会室社队行站馆校司关府处署大协联])")
# What may follow the last character of a unit without making another word of it is everything but this.
_SWALLOWED = {
    "委": "托派任员以会", "办": "法理事公好件结学案成税证", "局": "部面限势域", "厅": "局", "部": "门分署队落位件", "会": "议计员商展场同上后期",
    "院": "士校区系线路", "心": "城区组任环思", "行": "为业动政程", "社": "会区保", "队": "伍员", "站": "点位", "处": "理置于罚分", "室": "内外",
    "馆": "藏", "校": "区园", "关": "于系键注", "司": "法机", "大": "代会力型", "协": "会议调同作助", "联": "系动合", "府": "采和网",
}  # fmt: skip
# Before a class word: characters that make another word with it, and those that may stand before any unit.
_NO_CITY_AFTER = frozenset("城都超股上门房楼县省各地全某该两外异入离跨集闹夜早菜新州区乡本我在于")
_NO_PROVINCE_AFTER = frozenset("各全外两跨我本节部该邻市")
_BEFORE_UNIT = frozenset("由请报经向与和及同商或对为是会联合至按将给据从交送让、，；。：（“《")
_CLASS_BEFORE = re.compile(r"(?:各|某|其他|有关|相关|任何|每个?|[省市县区州]、|(?<![一-龥])[省市县区州])$")
_INSTITUTION = re.compile(
    r"[一-龥]{0,12}?(?:大学(?:[一-龥]{2,8}学院)?|学院|[一-龥]{0,4}有限(?:责任)?公司|股份有限公司)|(?:第[一二三四五六七八九十]+)?(?:人民|中心|中|中西医结合|妇幼保健|儿童)?(?:医院|保健院)"
)
_INSTITUTION_STOP = re.compile(r"[和与及对的等局厅]|委员|分公司|负责|牵头|支持|建设|依托|推进|加快|组织")
_INSTITUTION_END = frozenset("会司院学室厅")
_NUMBER = re.compile(r"[发函字规明电]{1,2}[〔（\[](?:19|20)\d{2}")  # 云政办发〔2023〕4号 names no office
_STREET = re.compile(r"[东南西北中]?[路街巷]")
_ZONE_COMMITTEE = re.compile(r"[一-龥]{0,14}?(?:管理委员会|管委会)")
_SURE_NATIONAL = re.compile(r"^(?:国家|国务院|中共|中央|中国|全国|最高人民|海关总署|审计署|国办|中办|教育部|科技部|科学技术部)|(?:部|总局)$")


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit in a text: ``text[start:end]`` and what it comes to."""

    start: int
    end: int
    text: str
    unit: UnitName


def find_units(text: str, *, context: NoticeContext, knowledge: Knowledge) -> list[UnitHit]:
    """The units that a text names, in order, none over another; at each place the longest form.

    Args:
        text: a text without white space (that of a view), brackets in full width.
        context: the notice; without its place, forms that say only a class (市财政局) are left out.
    """
    finder = _Finder(text, reader(knowledge, context.place, context.at), _heads_without_place(knowledge))
    hits: list[UnitHit] = []
    position = 0
    own = context.place.name[:2] if context.place else ""
    for start in _starts(text, knowledge, own):
        if start >= position and (hit := finder.at(start)) is not None:
            hits.append(hit)
            position = hit.end
    return hits


@lru_cache(maxsize=8)
def _heads(knowledge: Knowledge) -> frozenset[str]:
    """The first two characters of what a unit may begin with: a place's name, or what needs none."""
    places = (name[:2] for place in knowledge.places for name in (place.name, *place.short_forms))
    return frozenset((*places, "自治", "我省", "我市", "我县", "我区", "本市", "全市")) | _heads_without_place(knowledge)


@lru_cache(maxsize=8)
def _heads_without_place(knowledge: Knowledge) -> frozenset[str]:
    """The first two characters of a national organ's name, and of a word before a place inside a name."""
    organs = organ_index(knowledge)
    national = (form[:2] for form in organs.national if _SURE_NATIONAL.search(form))
    inside = (head[:2] for head in organs.inside_heads if len(head) > 1)
    return frozenset((*national, *inside, "中共", "团省", "团市", "团县", "团区", "团州", "团自"))


def _starts(text: str, knowledge: Knowledge, own: str) -> list[int]:
    """Where a unit may begin; ``own`` heads the name of the issuer's area, which no table may know."""
    heads, after = _heads(knowledge), _after_class_word(knowledge)
    starts = []
    for match in _pair_pattern(knowledge).finditer(text):
        start = match.start()
        pair = text[start : start + 2]
        if pair in heads or (pair[0] in _CLASS_WORDS and pair[1] in after):
            starts.append(start)
    if own and own not in heads:
        starts = sorted({*starts, *(match.start() for match in re.finditer(re.escape(own), text))})
    return starts


@lru_cache(maxsize=8)
def _pair_pattern(knowledge: Knowledge) -> re.Pattern[str]:
    """An expression that finds where a unit may begin by two sets of characters, before anything is looked up."""
    heads = _heads(knowledge)
    first = {pair[0] for pair in heads} | set(_CLASS_WORDS)
    second = {pair[1] for pair in heads if len(pair) > 1} | _after_class_word(knowledge)
    return re.compile(f"[{''.join(map(re.escape, sorted(first)))}](?=[{''.join(map(re.escape, sorted(second)))}])")


@lru_cache(maxsize=8)
def _after_class_word(knowledge: Knowledge) -> frozenset[str]:
    """The characters that a unit's name may begin with behind a class word."""
    return organ_index(knowledge).first_characters | frozenset("第人中儿妇")


class _Finder:
    """The readings at one place of a text. Lives for one text."""

    def __init__(self, text: str, reader: Reader, without_place: frozenset[str]) -> None:
        self.text, self.reader, self._without_place = text, reader, without_place

    def at(self, start: int) -> UnitHit | None:
        """The longest unit that begins here."""
        text = self.text
        behind = [hit.end for hit in self.reader.heads(text, start)]
        otherwise = text[start : start + 2] in self._without_place
        if not (behind or otherwise) or _CLASS_BEFORE.search(text, max(0, start - 3), start):
            return None
        for end in self._ends(start):
            if not (otherwise or text[end - 1] in _INSTITUTION_END or self._may_end(behind, end)) or not self._free(end):
                continue
            form = text[start:end]
            if form.count("（") != form.count("）"):
                continue
            unit = self._known(start, end)
            if unit is not None and not is_collective(form):
                return UnitHit(start, end, form, unit)
        return None

    def _may_end(self, behind: list[int], end: int) -> bool:
        """Whether some organ's form has the first and last character of what stands between a place and here."""
        may_be, last = self.reader.organs.may_be, self.text[end - 1]
        return any(place < end and may_be(self.text[place] + last) for place in behind)

    def _ends(self, start: int) -> list[int]:
        """Where a unit that begins here may end, the longest first."""
        stop = _STOP.search(self.text, start, start + _LONGEST)
        limit = stop.start() if stop else min(len(self.text), start + _LONGEST)
        return [m.end() for m in _END.finditer(self.text, start, limit) if m.end() - start > 1][::-1]

    def _free(self, end: int) -> bool:
        """Whether the form ends where its word ends."""
        following = self.text[end : end + 2]
        if _NUMBER.match(self.text, end):
            return False
        return not following or following in ("会同", "会商") or (following[0] not in _SWALLOWED.get(self.text[end - 1], "") and not _STREET.match(following))

    def _known(self, start: int, end: int) -> UnitName | None:
        text, form = self.text, self.text[start:end]
        relative = RELATIVE.match(form)
        if relative and not self._class_word_stands_alone(start, relative["kind"]):
            relative = None
        unit = self.reader.organ_of(form)
        if unit is not None and unit.rule != "subsequence":
            if unit.level == "national":
                return unit if _SURE_NATIONAL.search(form) and text[start - 1 : start] not in tuple("市省县区州委") else None
            if relative or RELATIVE.match(form) is None:
                return unit
            return None
        if form.endswith(("办公厅", "办公室")) and (relative or RELATIVE.match(form) is None):
            return self.reader.subordinate_of(form) or self._institution(start, form, bool(relative))
        return self._institution(start, form, bool(relative))

    def _class_word_stands_alone(self, start: int, kind: str) -> bool:
        """Whether the 市 of 市财政局 is a word by itself and not the end of another (城市管理局, 开发区财政局)."""
        before = self.text[start - 1 : start]
        if not before or not "一" <= before <= "龥":
            return True
        if kind == "市":
            return before not in _NO_CITY_AFTER
        if kind in ("省", "自治区"):
            return before not in _NO_PROVINCE_AFTER
        return before in _BEFORE_UNIT

    def _institution(self, start: int, form: str, relative: bool) -> UnitName | None:
        """A school, hospital, company or zone committee behind a place's own name (a hospital also behind 市)."""
        hit = next(self.reader.heads(form), None)
        if hit is None or not (hit.named or relative):
            return None
        before = self.text[start - 1 : start]
        if form.endswith("公司") and "一" <= before <= "龥" and before not in _BEFORE_UNIT:
            return None  # a company's own name may stand before that of its place
        rest = form[hit.end :]
        zone = _ZONE_COMMITTEE.fullmatch(rest)
        if not (zone or _INSTITUTION.fullmatch(rest)) or _INSTITUTION_STOP.search(rest):
            return None
        if not hit.named and not rest.endswith(("医院", "保健院")):
            return None
        unit = self.reader.read(form)
        return unit if unit is not None and unit.name else None
