"""A mention by its own characters: its place, its organ by the rows of knowledge, the day of the notice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extractors.knowledge import Knowledge, Place
from extractors.records import Level
from extractors.units.model import UnitName
from extractors.units.organs import FITS, Fitted, last_word, name_pattern, organ_index, organ_name
from extractors.units.places import RELATIVE, PlaceHit, gazetteer

_COMMITTEE = re.compile(r"^(?P<zone>.{2,}?)(?:(?P<party>党工委)|管理委员会|管委会|(?<=[区城园])管理局)$")
_SCENIC = re.compile(r"(?:风景名胜区|旅游度假区|自然保护区)$")  # named after a mountain or a lake, behind the name of their city
_ZONE_NAME = re.compile(r"(?:[区园城港谷岛]|基地|片区|小镇|景区）?)$|）$")
_ZONE_CLASS = re.compile(
    r"(?:经济技术开发区|高新技术产业(?:开发区|园区)|经济开发区|经济试验区|综合实验区|风景名胜区|旅游度假区|工业园区|产业园区|综合保税区|示范区|新区|试验区)$"
)
_NATIONAL = re.compile(r"^(?:国家|国务院|中国|中央|中共|中华|全国|最高|科技部)|(?:部|总局|总署|署|总社)$")
_COMPANY = re.compile(r"(?:有限(?:责任)?公司|股份公司|集团公司)$")
_ENTERPRISE = re.compile(r"(?:公司|集团|银行|电厂)$")
SCHOOL = re.compile(r"(?:大学|学院|学校)$")
_HOSPITAL = re.compile(r"医院$")
_SUBORDINATE = re.compile(r"^(?![一-龥]*(?:担任|分管|行文))(?:办公厅|办公室|驻[一-龥]{2,8}办事处|[一-龥]{2,16}(?:处|科|室|司|局|中心|专班|支队|大队|总队|研究院|研究所))$")
_COMPLETE_END = re.compile(r"(?:局|委员会|办公室|中心|支队|总队|大队|站|所|院|馆|台)$")
_LEADING_GROUP = re.compile(r"(?:领导小组|协调小组|工作小组|指挥部|联席会议)(?:办公室)?$")
_CUSTOMS = re.compile(r"^[一-龥]{2,8}海关$")
REMARK = re.compile(r"（[^（）]*）$")
_SURE = frozenset({"name", "without_and", "named_form", "short_form"})


class Reader:
    """Reads mentions, each by itself, as seen from a place on a day; what it read it keeps. Get one by :func:`reader`."""

    def __init__(self, knowledge: Knowledge, place: Place | None, at: date | None) -> None:
        self.place, self.at, self.year = place, at, at.year if at else None
        self.places = gazetteer(knowledge)
        self.organs = organ_index(knowledge)
        self._words = name_pattern(knowledge)
        self.read = lru_cache(maxsize=1 << 14)(self._read)
        self.organ_of = lru_cache(maxsize=1 << 14)(self._organ_of)

    def _read(self, text: str) -> UnitName | None:
        """What a mention without white space comes to by itself; a remark in brackets behind it (挂牌) is passed over."""
        outside = REMARK.sub("", text) or text
        for form in dict.fromkeys((text, outside)):
            for reading in (self.organ_of, self._bare_province, self._zone_organ, self._zone, self.subordinate_of, self._enterprise):
                if (found := reading(form)) is not None:
                    return found
        return self._printed_place(outside) or self._complete(outside)

    def heads(self, text: str, start: int = 0) -> Iterator[PlaceHit]:
        """The readings of the place at the head of a text, as seen from the issuer's area."""
        return self.places.heads(text, around=self.place, year=self.year, start=start)

    def _organ_of(self, text: str) -> UnitName | None:
        """What a form is by the rows of organs alone: a place and one of its organs, or a national organ."""
        national = self._national(text)
        return national or self._organ(text.removeprefix("中共") if len(text) > 4 else text)

    def _national(self, text: str) -> UnitName | None:
        bare = text.removeprefix("中华人民共和国") or text
        organs = self.organs.national_fits(text, self.at) or self.organs.national_fits(bare, self.at)
        if not organs:
            return None
        organ, place = organs[0], self.place
        if not (place is not None and place.level == "national") and organ.template != text and not _NATIONAL.search(text):
            return None
        return UnitName(name=organ.template, level="national", place="100000", organ=organ.kind, form=text, rule="short_form")

    def _organ(self, text: str) -> UnitName | None:
        """Place and organ: ``市发展改革委``, ``人行绵阳市中心支行``."""
        fitted: list[tuple[PlaceHit, str, list[Fitted]]] = []
        for hit in self.heads(text):
            if hit.place.level not in ("zone", "national") and (fits := self.organs.fits(text[hit.end :], hit.place, self.at, named=hit.named)):
                fitted.append((hit, text[hit.end :], fits))
        for head in self.organs.inside_heads if not fitted else ():
            if not text.startswith(head):
                continue
            for hit in self.heads(text, len(head)):
                if fits := self.organs.fits_inside(head, text[hit.end :], hit.place, self.at):
                    fitted.append((hit, head + text[hit.end :], fits))
        if not fitted:
            return None
        hit, form, fits = min(fitted, key=lambda item: FITS.index(item[2][0].fit))
        return self.settle(hit.place, form, fits)

    def _zone_organ(self, text: str) -> UnitName | None:
        """A zone's bureau, by the forms of a county's; its name is left open, since zones name their bureaus as they like."""
        for hit in self.heads(text):
            if hit.place.level != "zone":
                continue
            alike = replace(hit.place, level="county")
            kinds = {f.organ.kind for f in self.organs.fits(text[hit.end :], alike, self.at, named=hit.named) if f.fit != "subsequence"}
            if len(kinds) == 1:
                return UnitName(name=None, level="zone", place=hit.place.code, organ=kinds.pop(), form=text[hit.end :], rule="organ_only")
        return None

    def settle(self, place: Place, form: str, fits: list[Fitted]) -> UnitName:
        """The one name among the rows that fit at a place: surer fits before others, a local name before a general one."""
        surest = fits[0].fit
        best = [f for f in fits if f.fit == surest]
        best = [f for f in fits if f.organ.is_local and (f.fit in _SURE or (f.fit == "parts" and surest != "name"))] or best
        year = self.year
        names: dict[str, Fitted] = {}
        for fitted in best:
            names.setdefault(organ_name(fitted.organ, place, self.places, year), fitted)
        every = tuple(dict.fromkeys(organ_name(f.organ, place, self.places, year) for f in fits))
        name, chosen = next(iter(names.items()))
        served = place
        if chosen.organ.serves is not None:
            served = next((p for p in self.places.chain(place, year) if p.level == chosen.organ.serves), place)
        level: Level = "other" if chosen.organ.branch == "enterprise" else served.level
        unit = UnitName(name=name, level=level, place=served.code, organ=chosen.organ.kind, form=form, rule=chosen.fit, candidates=every)
        if len(names) == 1:
            return unit
        if len({f.organ.kind for f in names.values()}) == 1:
            return replace(unit, name=None, rule="organ_only")
        return replace(unit, name=None, organ=None, rule="local")

    def counterpart_of(self, unit: UnitName, place: Place, text: str) -> UnitName | None:
        """The organ of the same kind at another place, where the printed class word leaves one name."""
        fits = [f for f in self.organs.of_kind(unit.organ or "", place, self.at) if last_word(f.organ.template) == text[-1]]
        return replace(self.settle(place, text, fits), rule="counterpart") if fits and self.settle(place, text, fits).name else None

    def _bare_province(self, text: str) -> UnitName | None:
        """A 厅 is a province's; without a place it is that of the issuer's province."""
        if self.place is None or self.place.level == "national" or not text.endswith("厅"):
            return None
        province = self.places.province(self.place, self.year)
        fits = [f for f in self.organs.fits(text, province, self.at, named=False) if f.fit != "subsequence"]
        return self.settle(province, text, fits) if fits else None

    def _printed_place(self, text: str) -> UnitName | None:
        """An organ under its full name at a place that the tables do not know: a town's government, say."""
        hit = self.places.printed(text, self.place)
        if hit is None:
            return None
        fits = [f for f in self.organs.fits(text[hit.end :], hit.place, self.at, named=False) if f.fit in ("name", "without_and", "short_form")]
        return self.settle(hit.place, text[hit.end :], fits) if fits else None

    def _zone(self, text: str) -> UnitName | None:
        """The committee of a zone, by a row of zones or by a name that is full but for 管委会."""
        match = _COMMITTEE.match(text)
        if match is None:
            return None
        if match["zone"].endswith("中心"):
            return None  # 行政服务中心管委会 is an organ
        zone, kind = match["zone"], "zone_party" if match["party"] else "zone_committee"
        for hit in self.heads(zone):
            rest = zone[hit.end :]
            if hit.place.level == "zone" and (not rest or self.places.resolve_name(rest, self.year)):
                name = f"中共{hit.place.name}{rest}工作委员会" if match["party"] else f"{hit.place.name}{rest}管理委员会"
                organ = f"{kind}.{rest}" if rest else kind
                return UnitName(name=name, level="zone", place=hit.place.code, organ=organ, form=text, rule="zone")
            if hit.place.level != "zone" and hit.named and not match["party"] and _ZONE_CLASS.search(rest):
                form = rest + "管理委员会"
                return UnitName(name=zone + "管理委员会", level="zone", place=hit.place.code, organ=None, form=form, rule="zone")
        return self._local_zone(zone, kind, text)

    def _local_zone(self, zone: str, kind: str, text: str) -> UnitName | None:
        """A zone that no row knows: the area that it lies in, and its name within the area, however it is printed."""
        if self.place is None or self.place.level == "national" or not _ZONE_NAME.search(zone):
            code = self.place.code if self.place else None
            return UnitName(name=None, level="zone", place=code, organ=None, form=text, rule="local")
        around = self.places.chain(self.place, self.year)
        hit = next((h for h in self.heads(zone) if h.place in around and len(zone) - h.end > 1), None)
        place = hit.place if hit is not None else self.place
        own = re.sub(r"[—－–-]", "", zone[hit.end :] if hit is not None else zone)
        name = f"{self.places.official_name(place, self.year)}{own}管理委员会" if _SCENIC.search(own) and kind == "zone_committee" else None
        return UnitName(name=name, level="zone", place=place.code, organ=f"{kind}.{own}", form=text, rule="complete" if name else "organ_only")

    def subordinate_of(self, text: str) -> UnitName | None:
        """A body named behind its parent's name: ``市政府办公室数字化专班``, ``省药监局驻绵阳办事处``."""
        if self._runs_together(text):
            return None
        for cut in range(len(text) - 2, 2, -1):
            tail = text[cut:]
            if not _SUBORDINATE.match(tail) or not last_word(text[:cut]):
                continue
            parent = self.organ_of(text[:cut]) or self._bare_province(text[:cut])
            if tail.endswith("局") and not text[:cut].endswith("厅"):
                continue  # 市财政局审计局: two names run together; a 厅 has 局 of its own
            if parent is not None and parent.name and parent.organ:
                return replace(parent, name=parent.name + tail, organ=f"{parent.organ}/{tail}", form=text, rule="subordinate", candidates=())
        return None

    def _runs_together(self, text: str) -> bool:
        """Whether two names stand in a form, as of signers on two lines: 云岭市农业农村局云岭市水利局, 商务部办公厅财政部办公厅."""
        return any(last_word(text[:at]) and self._begins_anew(text[:at], text[at:]) for at in range(3, len(text) - 3))

    def _begins_anew(self, before: str, text: str) -> bool:
        """Whether a form is a national organ or one with its place's own name in front, or begins with one of the nation behind an office."""
        whole = self.organ_of(text)
        if whole is not None and (whole.level == "national" or any(hit.named for hit in self.heads(text))):
            return True
        if not before.endswith(("办公厅", "办公室")):
            return False
        units = (self.organ_of(text[:end]) for end in range(3, len(text)))
        return any(unit is not None and unit.level == "national" for unit in units)

    def _enterprise(self, text: str) -> UnitName | None:
        """Companies, schools and hospitals: complete where a word of legal form ends them and the place is sure."""
        hospital = bool(_HOSPITAL.search(text))
        legal = bool(_COMPANY.search(text) or SCHOOL.search(text)) or hospital
        if len(text) < 4 or not (legal or _ENTERPRISE.search(text)):
            return None
        hit = next(self.heads(text), None)
        if hit is None or not text[hit.end :]:
            name = text if _COMPANY.search(text) and text.startswith(("中国", "国家")) else None
            home = None if name or self.place is None else self.place.code
            return UnitName(name=name, level="other", place=home, organ=None, form=text, rule="complete" if name else "local")
        rest = text[hit.end :]
        name = (text if hit.named else self.places.official_name(hit.place, self.year) + rest) if legal else None
        level: Level = hit.place.level if hospital else "other"
        return UnitName(name=name, level=level, place=hit.place.code, organ=None, form=rest, rule="complete" if name else "local")

    def _complete(self, text: str) -> UnitName | None:
        """A unit that no row knows, printed with its place: named where the form is made of whole words, or plainly in full."""
        if _CUSTOMS.match(text) and not RELATIVE.match(text):
            code = self.place.code if self.place else None
            return UnitName(name=f"中华人民共和国{text}", level=None, place=code, organ=None, form=text, rule="complete")
        hit = next((h for h in self.heads(text) if len(text) - h.end > 1), None)
        if hit is None or hit.place.level == "national":
            return None
        rest = text[hit.end :]
        if len(rest) > 7 and _LEADING_GROUP.search(rest):
            full = self.places.official_name(hit.place, self.year) + rest
            return UnitName(name=full, level=hit.place.level, place=hit.place.code, organ=None, form=rest, rule="complete")
        if self._runs_together(rest):
            return None
        in_full = hit.named and text[: hit.end].endswith(hit.place.name) and len(rest) > 6
        whole = bool(_COMPLETE_END.search(rest)) and len(rest) > (3 if rest.endswith("中心") else 4) and (in_full or bool(self._words.fullmatch(rest)))
        whole = whole and (not hit.named or text[: hit.end].endswith(hit.place.name) or hit.place.level == "zone")  # 云岭公积金局 may be its name in full
        whole = whole and (hit.place.level != "zone" or in_full)  # a zone's bureaus take its short form as often as its name
        name = self.places.official_name(hit.place, self.year) + rest if whole else None
        return UnitName(name=name, level=hit.place.level, place=hit.place.code, organ=None, form=rest, rule="complete" if whole else "local")


def reader(knowledge: Knowledge, place: Place | None, at: date | None) -> Reader:
    """The reader of a place and a day. Days between which no row begins or ends share one, within a year."""
    if at is not None:
        bounds = _bounds(knowledge)
        since = bounds[bisect_right(bounds, at) - 1] if bounds and bounds[0] <= at else date(at.year, 1, 1)
        at = max(since, date(at.year, 1, 1))
    return _reader(knowledge, place, at)


@lru_cache(maxsize=1024)
def _reader(knowledge: Knowledge, place: Place | None, at: date | None) -> Reader:
    return Reader(knowledge, place, at)


@lru_cache(maxsize=8)
def _bounds(knowledge: Knowledge) -> tuple[date, ...]:
    """The days on which some organ's row begins or ends."""
    return tuple(sorted({day for organ in knowledge.organs for day in (organ.valid_from, organ.valid_to) if day is not None}))
