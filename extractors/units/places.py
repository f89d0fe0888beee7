"""Places by name: which place a name at the head of a unit stands for, and how places are written in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors import records
from extractors.knowledge import Knowledge, Place
from extractors.records import Level

# A place said by its class only, as seen from the issuer: 市财政局, 我省, 自治区党委.
# 市政管理局, 市场监管局, 区域中心 begin with a word, not with the place.
RELATIVE = re.compile(
    r"(?:我|本|全)?(?P<kind>自治区|自治州|自治县|省(?![会略内外际级])|市(?![场容域值县级内]|政(?![府协务法数])|民(?![政宗族营]))|县(?![域城级]|市(?!场))|区(?![域块间划级县])|州|盟|旗)"
  )
_RELATIVE_HEADS = frozenset("我本全自省市县区州盟旗")
# A place that the tables do not know (a town; a place of a sample), printed in front of one of its organs.
_PRINTED = re.compile(r"(?!自治)(?P<name>[^省市县区州盟旗镇乡各全某该本我]{2,7}(?P<kind>省|自治区|市|县|区|州|盟|旗|镇|乡|街道))")
_ZONE_WORD = re.compile(r"(?:高新|经开|开发|示范|试验|新|园|度假|景|保税|社|街|辖|地|山|库|港|片|校|厂|矿|林|牧)区$")
_KIND_LEVEL: dict[str, Level] = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city", "镇": "town", "乡": "town", "街道": "town"}
_LEVEL_ORDER = {"national": 0, "province": 1, "city": 2, "county": 3, "zone": 4}
_LONGEST = 18


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place at the head of a text and where its name ends; ``named`` where its own name stands there, not only its class."""

    place: Place
    end: int
    named: bool


class Gazetteer:
    """The places of a body of knowledge, by code and by name. Takes years of the calendar; ``None`` is today's state."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        provinces = {form for p in knowledge.places if p.level == "province" for form in p.short_forms}
        for place in knowledge.places:
            self._by_code[place.code].append(place)
            for form in dict.fromkeys((place.name, *place.short_forms)):
                # 海南 of a prefecture of 青海 never stands alone; 吉林 of the city does (吉林银保监分局)
                if form not in provinces or place.level == "province" or place.name == form + "市":
                    self._by_name[form].append(place)
        self.relative = lru_cache(maxsize=1 << 12)(self._find_relative)
        self.chain = lru_cache(maxsize=1 << 14)(self._find_chain)
        self.official_name = lru_cache(maxsize=1 << 14)(self._find_official_name)
        self._nearest = lru_cache(maxsize=1 << 16)(self._find_nearest)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._by_name:
            lengths[name[:2]].add(len(name))
        self._lengths = {pair: tuple(sorted(held, reverse=True)) for pair, held in lengths.items()}

    def place(self, code: str | None, year: int | None = None) -> Place | None:
        """The place of a code as it stood in a year, else as it stood last."""
        held = self._by_code.get(code or "", [])
        return next((p for p in held if p.stands_in(year)), held[-1] if held else None)

    def _find_chain(self, place: Place, year: int | None = None) -> tuple[Place, ...]:
        """The place and its superiors, up to the province."""
        out = [place]
        while (above := self.place(out[-1].parent, year)) is not None and above not in out:
            out.append(above)
        return tuple(out)

    def full_name(self, place: Place, year: int | None = None) -> str:
        """The name with all superiors in front: 四川省绵阳市游仙区."""
        if place.level == "zone":
            return place.name
        return "".join(p.name for p in reversed(self.chain(place, year)))

    def _find_official_name(self, place: Place, year: int | None = None) -> str:
        """The name by which the place's own organs go: a 市辖区 takes its city's (绵阳市游仙区), all others stand alone."""
        above = self.place(place.parent, year) if place.is_district else None
        return (above.name if above else "") + place.name

    def court_name(self, place: Place, year: int | None = None) -> str:
        """The name that courts and procuratorates take: the province stands in front, the city only before its districts."""
        chain = self.chain(place, year)
        lead = chain[-1].name if len(chain) > 1 else ""
        own = self.official_name(place, year)
        return own if own.startswith(lead) else lead + own

    def province(self, place: Place, year: int | None = None) -> Place:
        """The place's province-level superior, or itself."""
        return self.chain(place, year)[-1]

    def _find_relative(self, kind: str, around: Place | None, year: int | None = None) -> Place | None:
        """The place that a class word means in a notice of ``around``: itself or the nearest superior of that class."""
        if around is None:
            return None
        for place in self.chain(around, year):
            if kind == "区" and (place.is_region or place.level == "zone"):
                return place
            if kind in ("自治州", "自治县", "自治区") and not place.name.endswith(kind):
                continue
            if place.level != "zone" and place.name.endswith(kind):
                return place
        return None

    def heads(self, text: str, *, around: Place | None = None, year: int | None = None, start: int = 0) -> Iterator[PlaceHit]:
        """The readings of the place at ``text[start:]``, the longest name first; nothing where none stands there.

        A name that several places bear is settled by the nearest to ``around``; what stays open is left out.
        """
        if text[start : start + 2] in self._lengths:
            yield from self._named(text, start, around, year, within=None)
        if around is not None and around.code not in self._by_code:
            own = next((name for name in (around.name, *around.short_forms) if text.startswith(name, start)), None)
            if own is not None:
                yield PlaceHit(around, start + len(own), True)
        match = RELATIVE.match(text, start) if text[start : start + 1] in _RELATIVE_HEADS else None
        if match and (place := self.relative(match["kind"], around, year)) is not None:
            yield PlaceHit(place, match.end(), False)

    def _named(self, text: str, start: int, around: Place | None, year: int | None, *, within: Place | None) -> Iterator[PlaceHit]:
        for length in self._lengths.get(text[start : start + 2], ()):
            end = start + length
            name = text[start:end]
            if name not in self._by_name or end > len(text):
                continue
            for place in self._nearest(name, around, year, within):
                yield from self._named(text, end, around, year, within=place)
                yield PlaceHit(place, end, True)

    def _find_nearest(self, name: str, around: Place | None, year: int | None, within: Place | None) -> list[Place]:
        held = [p for p in self._by_name[name] if p.stands_in(year)] or [p for p in self._by_name[name] if within is None and p.name == name]
        if within is not None:
            return [p for p in held if p.code != within.code and within.code in {c.code for c in self.chain(p, year)}]
        ranked: dict[int, list[Place]] = defaultdict(list)
        for place in held:
            if (distance := self._distance(place, name, around, year)) is not None:
                ranked[distance].append(place)
        nearest = ranked[min(ranked)] if ranked else []
        levels = {p.level for p in nearest}
        if len(nearest) > len(levels):
            return []  # two districts of one name: the notice must say which
        return sorted(nearest, key=lambda p: _LEVEL_ORDER.get(p.level, 9))

    def _distance(self, place: Place, name: str, around: Place | None, year: int | None) -> int | None:
        """0 for the issuer's area and its superiors, 1 for what lies in it, 2 for its neighbours, 3 for the rest; ``None``: cannot be meant."""
        if around is not None:
            chain = self.chain(place, year)
            here = self.chain(around, year)
            if place in here:
                return 0
            if around in chain:
                return 1
            if place.level == "zone" and place.parent in {p.code for p in here}:
                return 1
            if chain[-1].code == here[-1].code and not (place.level == "zone" and not self._is_distinct(place, name)):
                return 2
        if place.level == "zone":
            return 3 if self._is_distinct(place, name) else None
        if place.level == "county" and name != place.name and name[-1] not in "县州旗":
            return None  # a county's name without its class word is understood near it only
        return 3

    def _is_distinct(self, zone: Place, name: str) -> bool:
        return name == zone.name or len(self._by_name[name]) == 1

    def resolve_name(self, full: str, year: int | None = None) -> Place | None:
        """The place whose name, alone or with its superiors, is all of ``full``."""
        hits = [hit for hit in self._named(full, 0, None, year, within=None) if hit.end == len(full)]
        return hits[0].place if hits else None

    def namesakes(self, text: str, year: int | None = None) -> list[Place]:
        """The places whose own name stands at the head of a text, the longest name only."""
        for end in range(min(len(text), _LONGEST), 1, -1):
            if held := [p for p in self._by_name.get(text[:end], ()) if p.name == text[:end] and p.stands_in(year)]:
                return held
        return []

    def printed(self, text: str, within: Place | None) -> PlaceHit | None:
        """A place at the head of a text that no table knows, by its class word; a town lies ``within`` the issuer's county.

        Its code is its name, behind that of the county where one is known.
        """
        match = _PRINTED.match(text)
        if match is None or match["name"] in self._by_name or _ZONE_WORD.search(match["name"]):
            return None
        level = _KIND_LEVEL.get(match["kind"], "county")
        above = within if level == "town" and within is not None and within.level == "county" else None
        return PlaceHit(self.place_of(match["name"], level, above), match.end(), True)

    def place_of(self, name: str, level: Level, above: Place | None = None) -> Place:
        """A place known by its name alone; a town takes the name of its county in front."""
        stem = re.sub(r"(?:省|自治区|市|县|区|州|盟|旗|镇|乡|街道)$", "", name)
        if above is None:
            return Place(code=name, name=name, level=level, parent=None, short_forms=(stem,))
        return Place(code=f"{above.code}.{name}", name=self.official_name(above) + name, level=level, parent=above.code, short_forms=(stem,))

    def jurisdiction(self, place: Place, year: int | None = None) -> records.Jurisdiction:
        """The record's form of a place."""
        code = place.code if place.code in self._by_code else None
        return records.Jurisdiction(name=self.full_name(place, year), code=code, level=place.level)

    def of_jurisdiction(self, area: records.Jurisdiction, year: int | None = None) -> Place | None:
        """The place of a record's area: by its code, without one by its name."""
        return self.place(area.code, year) if area.code else self.place_of(area.name, area.level or "other")


@lru_cache(maxsize=8)
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The gazetteer of a body of knowledge, built once."""
    return Gazetteer(knowledge)


def short_name(place: Place) -> str:
    """The shortest form that stands for the place (绵阳, 内蒙古); a county's own name where it has none."""
    return min(place.short_forms, key=len) if place.short_forms else place.name


def common_place(places: Iterable[Place], gazetteer: Gazetteer, year: int | None = None) -> Place | None:
    """The area that several issuers share: the nearest place in all their chains."""
    chains = [gazetteer.chain(place, year) for place in places]
    if not chains:
        return None
    return next((place for place in chains[0] if all(place in chain for chain in chains)), None)
