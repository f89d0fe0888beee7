"""The full official name of a unit as printed: its place from the notice, its organ from the rows of knowledge.

A form is settled where exactly one name is left; where several are left the organ may still be known (``organ`` set,
``name`` null); likeness of characters never decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from extractors.knowledge import Knowledge, Place
from extractors.records import Level
from extractors.units.collective import is_collective
from extractors.units.organs import FITS, Fitted, OrganIndex, is_subsequence, last_word, organ_index, organ_name
from extractors.units.places import Gazetteer, PlaceHit, gazetteer

Rule = Literal[
    "name",  # the printed form is the official name behind the place
    "without_and",  # it is, but for a 和
    "short_form",  # a short form of the organ's row
    "parts",  # an abbreviation that keeps something of each part of one name
    "subsequence",  # an abbreviation of one name
    "fuller_mention",  # another mention of the notice is fuller
    "definition",  # the notice says what the form stands for (以下简称)
    "division",  # a division of the department that issues the notice
    "subordinate",  # a named body behind the name of its parent
    "zone",  # the committee of a zone
    "complete",  # place and printed form, complete as printed
    "organ_only",  # the organ is settled, its exact name is not
    "local",  # a unit of the place that no row knows
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """What a mention comes to.

    ``name`` is the full official name, ``None`` where it is not settled; ``place`` the code of the area served and
    ``organ`` the kind of organ, where they are; ``form`` is what is printed behind the place's name.
    """

    name: str | None
    level: Level | None
    place: str | None
    organ: str | None
    form: str
    rule: Rule
    candidates: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Place code and organ; of a local unit, place code and printed form."""
        return "/".join(filter(None, (self.place, self.organ or self.form)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContext:
    """What one notice says that a name may hang on.

    Args:
        place: the area that the issuer governs.
        at: the day of the notice.
        issuers: the issuers as printed.
        mentions: all mentions of the notice, in order.
        definitions: what the notice itself defines: short form and what it stands for.
    """

    place: Place | None = None
    at: date | None = None
    issuers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()

    @property
    def year(self) -> int | None:
        return self.at.year if self.at else None


_COMMITTEE = re.compile(r"^(?P<zone>.{2,}?)(?:管理委员会|管委会)$")
_ZONE_CLASS = re.compile(
    r"(?:经济技术开发区|高新技术产业(?:开发区|园区)|经济开发区|经济试验区|综合实验区|风景名胜区|旅游度假区|工业园区|产业园区|综合保税区|示范区|新区|试验区|开发区|园区)$"
)
_DIVISION = re.compile(r"^[一-龥]{1,10}(?:处|科|室|局|办|办公室|总队|机关党委|机关纪委)$|^机关(?:党委|纪委)$")
_COMPANY = re.compile(r"(?:有限(?:责任)?公司|股份公司|集团公司)$")
_ENTERPRISE = re.compile(r"(?:公司|集团|银行|电厂)$")
_SCHOOL = re.compile(r"(?:大学|学院|学校)$")
_HOSPITAL = re.compile(r"(?:医院)$")
_SUBORDINATE = re.compile(r"^(?:驻[一-龥]{2,8}办事处|[一-龥]{2,10}(?:处|科|室|中心|专班|支队|大队|总队|研究院|研究所))$")
_PLACE_END = re.compile(r"(?:[省市县区州盟旗镇乡村]|街道|新城|口岸)$")  # a place or a zone as an actor is no organisation
_REMARK = re.compile(r"（[^（）]*）$")
_GOVERNMENT_KINDS = frozenset({"government", "government_office", "party_committee", "party_office", "state_council", "state_council_office", "zone_committee"})

_COMPLETE_END = re.compile(r"(?:局|委员会|办公室|中心|支队|总队|大队|站|所|院|馆|台)$")


@dataclass(frozen=True)
class Naming:
    """Names units by a body of knowledge. Pure: the same mention and context give the same name."""

    knowledge: Knowledge
    _cache: dict[tuple[str, NoticeContext], UnitName | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def places(self) -> Gazetteer:
        return gazetteer(self.knowledge)

    @property
    def organs(self) -> OrganIndex:
        return organ_index(self.knowledge)

    def name_of(self, mention: str, *, context: NoticeContext) -> UnitName | None:
        """What a mention stands for in a notice; ``None`` for a collective and for what is no unit."""
        text = re.sub(r"\s+", "", mention)
        if not text or is_collective(text) or _PLACE_END.search(text):
            return None
        first = self._alone(text, context)
        if first is not None and first.rule == "name":
            return first
        fuller = self._fuller(text, first, context)
        if fuller is not None:
            return fuller
        for short, full in context.definitions:
            if short == text and (defined := self._alone(full, context)) is not None and defined.name:
                return replace(defined, form=text, rule="definition")
        if first is not None and (first.name or first.organ):
            return first
        return self._division(text, context) or first or self._local(text, context)

    def organ_of(self, text: str, *, context: NoticeContext) -> UnitName | None:
        """What a form is by the rows of organs alone: a place and one of its organs, or a national organ."""
        bare = text.removeprefix("中共") if len(text) > 4 else text
        return self._national(text, context) or self._organ(bare, context)

    # --- the mention by itself ----------------------------------------------------------------------------------------

    def _alone(self, text: str, context: NoticeContext) -> UnitName | None:
        """The mention by its own characters, its place and the day."""
        text = text.removeprefix("中共") if len(text) > 4 and text not in self.organs.national else text
        readings = (self._national, self._organ, self._bare_province, self._zone, self._subordinate, self._enterprise, self._complete)
        outside = _REMARK.sub("", text)
        for form in (text, outside) if outside and outside != text else (text,):
            for reading in readings:
                if (found := reading(form, context)) is not None:
                    return found
        return None

    def _national(self, text: str, context: NoticeContext) -> UnitName | None:
        bare = text.removeprefix("中华人民共和国") or text
        organs = self.organs.national_fits(text, context.at) or self.organs.national_fits(bare, context.at)
        if not organs:
            return None
        national_notice = context.place is not None and context.place.level == "national"
        if not (national_notice or organs[0].template == text or re.search(r"^(?:国家|国务院|中国|中央|中共|中华|全国|最高|科技部)|(?:部|总局|总署|署|总社)$", text)):
            return None
        organ = organs[0]
        return UnitName(name=organ.template, level="national", place="100000", organ=organ.kind, form=text, rule="short_form")

    def _organ(self, text: str, context: NoticeContext) -> UnitName | None:
        """Place and organ: ``市发展改革委``, ``人行资阳市中心支行``."""
        fitted: list[tuple[PlaceHit, str, list[Fitted]]] = []
        for hit in self.places.heads(text, around=context.place, year=context.year):
            if hit.place.level not in ("zone", "national") and (fits := self.organs.fits(text[hit.end :], hit.place, context.at, named=hit.named)):
                fitted.append((hit, text[hit.end :], fits))
        for head in self.organs.inside_heads if not fitted else ():
            if not text.startswith(head):
                continue
            for hit in self.places.heads(text, around=context.place, year=context.year, start=len(head)):
                if fits := self.organs.fits_inside(head, text[hit.end :], hit.place, context.at):
                    fitted.append((hit, head + text[hit.end :], fits))
        return self._settle(fitted, context)

    def _settle(self, fitted: list[tuple[PlaceHit, str, list[Fitted]]], context: NoticeContext) -> UnitName | None:
        """The one name among the rows that fit: surer fits before others, rows of the place before general ones."""
        if not fitted:
            return None
        surest = min(FITS.index(fits[0].fit) for _, _, fits in fitted)
        named = [item for item in fitted if FITS.index(item[2][0].fit) == surest]
        hit, form, fits = named[0]
        best = [f for f in fits if FITS.index(f.fit) == surest or (f.fit == "without_and" and "和" not in form)]
        local = [f for f in fits if f.organ.places and FITS.index(f.fit) <= FITS.index("parts")]
        if local and not any(not f.organ.places and f.fit == "name" for f in best):
            best = local
        names = {organ_name(f.organ, hit.place, self.places, context.year): f for f in best}
        every = tuple(dict.fromkeys(organ_name(f.organ, hit.place, self.places, context.year) for f in fits))
        chosen = next(iter(names.values()))
        kinds = {f.organ.kind for f in names.values()}
        served = self._served(hit.place, chosen, context)
        level: Level = "other" if chosen.organ.branch == "enterprise" else served.level
        if len(names) == 1:
            return UnitName(
                name=next(iter(names)), level=level, place=served.code, organ=chosen.organ.kind, form=form, rule=chosen.fit, candidates=every
            )
        organ = chosen.organ.kind if len(kinds) == 1 else None
        return UnitName(name=None, level=level, place=served.code, organ=organ, form=form, rule="organ_only" if organ else "local", candidates=every)

    def _served(self, place: Place, fitted: Fitted, context: NoticeContext) -> Place:
        if fitted.organ.serves is None:
            return place
        return next((p for p in self.places.chain(place, context.year) if p.level == fitted.organ.serves), place)

    def _bare_province(self, text: str, context: NoticeContext) -> UnitName | None:
        """A 厅 is a province's; without a place it is that of the issuer's province."""
        if context.place is None or context.place.level == "national" or not text.endswith("厅"):
            return None
        province = self.places.province(context.place, context.year)
        fits = self.organs.fits(text, province, context.at, named=False)
        return self._settle([(PlaceHit(province, 0, False), text, fits)], context) if fits else None

    def _zone(self, text: str, context: NoticeContext) -> UnitName | None:
        """The committee of a zone, by a row of zones or by a name that is full but for 管委会."""
        party = re.match(r"^(?P<zone>.{2,}?)党工委$", text)
        match = party or _COMMITTEE.match(text)
        if match is None:
            return None
        zone = match["zone"]
        kind = "zone_party" if party else "zone_committee"
        for hit in self.places.heads(zone, around=context.place, year=context.year):
            if hit.place.level == "zone":
                branch = self._zone_branch(zone[hit.end :], hit, context)
                if branch is not None:
                    name = f"中共{branch}工作委员会" if party else f"{branch}管理委员会"
                    return UnitName(name=name, level="zone", place=hit.place.code, organ=kind + ("." + zone[hit.end :] if zone[hit.end :] else ""), form=text, rule="zone")
            elif hit.named and not party and len(zone) > hit.end and _ZONE_CLASS.search(zone) and _is_full_zone(zone[hit.end :]):
                return UnitName(name=zone + "管理委员会", level="zone", place=hit.place.code, organ=None, form=zone[hit.end :] + "管理委员会", rule="zone")
        code = context.place.code if context.place else None
        return UnitName(name=None, level="zone", place=code, organ=None, form=text, rule="local")

    def _zone_branch(self, rest: str, hit: PlaceHit, context: NoticeContext) -> str | None:
        """The zone's name, with that of the part of it (天府新区眉山) where one is printed."""
        if not rest:
            return hit.place.name
        inner = self.places.resolve_name(rest, context.year)
        return hit.place.name + (rest if inner else "") if inner else None

    def _subordinate(self, text: str, context: NoticeContext) -> UnitName | None:
        """A body named behind its parent's name: ``市政府办公室数字专班``, ``省药监局驻资阳办事处``."""
        for cut in range(len(text) - 2, 3, -1):
            if not _SUBORDINATE.match(text[cut:]) or not last_word(text[:cut]):
                continue
            parent = self._organ(text[:cut], context)
            if parent is not None and parent.name and parent.organ:
                return replace(
                    parent, name=parent.name + text[cut:], organ=f"{parent.organ}/{text[cut:]}", form=text, rule="subordinate", candidates=()
                )
        return None

    def _enterprise(self, text: str, context: NoticeContext) -> UnitName | None:
        """Companies, schools and hospitals: complete where a word of legal form ends them and the place is sure."""
        company, school, hospital = _ENTERPRISE.search(text), _SCHOOL.search(text), _HOSPITAL.search(text)
        if not (company or school or hospital) or len(text) < 4:
            return None
        hit = next(self.places.heads(text, around=context.place, year=context.year), None)
        full = bool(_COMPANY.search(text) or school or hospital)
        if hit is None or not text[hit.end :]:
            name = text if _COMPANY.search(text) else None
            return UnitName(name=name, level="other", place=None, organ=None, form=text, rule="complete" if name else "local")
        rest = text[hit.end :]
        name = (text if hit.named else self.places.official_name(hit.place, context.year) + rest) if full else None
        level: Level = hit.place.level if hospital else "other"
        return UnitName(name=name, level=level, place=hit.place.code, organ=None, form=rest, rule="complete" if name else "local")

    def _complete(self, text: str, context: NoticeContext) -> UnitName | None:
        """A unit that no row knows, printed with its place: named where the printed form is made of whole words."""
        hit = next((h for h in self.places.heads(text, around=context.place, year=context.year) if len(text) - h.end > 1), None)
        if hit is None or hit.place.level == "national":
            return None
        rest = text[hit.end :]
        printed_in_full = hit.named and text[: hit.end].endswith(hit.place.name) and len(rest) > 6
        whole = bool(_COMPLETE_END.search(rest)) and len(rest) > 4 and (printed_in_full or self._is_of_words(rest))
        name = self.places.official_name(hit.place, context.year) + rest if whole else None
        return UnitName(name=name, level=hit.place.level, place=hit.place.code, organ=None, form=rest, rule="complete" if whole else "local")

    def _is_of_words(self, form: str) -> bool:
        """Whether a form is made of whole words, so that it is no abbreviation."""
        return bool(_words_pattern(self.knowledge).fullmatch(form))

    # --- by the rest of the notice --------------------------------------------------------------------------------------

    def _fuller(self, text: str, first: UnitName | None, context: NoticeContext) -> UnitName | None:
        """Another mention of the notice that is fuller: the same organ of the same place, or the same words with a place in front."""
        named: dict[str, UnitName] = {}
        for other in context.mentions:
            if other == text or (found := self._known(other, context)) is None or not found.name:
                continue
            if first is not None and first.organ and found.organ:
                same = first.organ == found.organ and first.place == found.place and len(found.form) > len(first.form)
                if same and found.name != first.name and found.name in first.candidates:
                    named[found.name] = found
            elif (first is None or first.rule == "local") and not found.form.endswith("处"):
                same_words = found.form == text and found.organ is not None
                school = _SCHOOL.search(text) and _SCHOOL.search(other) and found.form != other and _within(text, found.form)
                if same_words or school:
                    named[found.name] = found
        if len(named) != 1:
            return None
        only = next(iter(named.values()))
        return replace(only, form=text if first is None else first.form, rule="fuller_mention")

    def _known(self, mention: str, context: NoticeContext) -> UnitName | None:
        """:meth:`_alone`, kept for the notice at hand."""
        key = (mention, replace(context, mentions=(), definitions=()))
        if key not in self._cache:
            if len(self._cache) > 4096:
                self._cache.clear()
            self._cache[key] = None if is_collective(mention) else self._alone(re.sub(r"\s+", "", mention), context)
        return self._cache[key]

    def _division(self, text: str, context: NoticeContext) -> UnitName | None:
        """A division of the one department that issues the notice: ``登记指导处`` is named with the issuer in front."""
        if len(context.issuers) != 1 or not _DIVISION.match(text):
            return None
        issuer = self._known(context.issuers[0], context)
        if issuer is None or not issuer.name or issuer.organ in _GOVERNMENT_KINDS or issuer.organ is None:
            return None
        name = {"机关党委": f"中共{issuer.name}机关委员会", "机关纪委": f"中共{issuer.name}机关纪律检查委员会"}.get(text, issuer.name + text)
        return UnitName(name=name, level=issuer.level, place=issuer.place, organ=f"{issuer.organ}/{text}", form=text, rule="division")

    def _local(self, text: str, context: NoticeContext) -> UnitName | None:
        """A unit that nothing settles: the issuer's place and the printed form."""
        if not last_word(text) and not re.search(r"(?:处|科|队|所|集团|公司|园|组|专班|分局|指挥部)$", text):
            return None
        return UnitName(name=None, level=None, place=context.place.code if context.place else None, organ=None, form=text, rule="local")


def _within(short: str, full: str) -> bool:
    return is_subsequence(short, full) or (bool(short) and short[0] == full[:1] and short[-2:] == full[-2:] and all(c in full for c in short))


def _is_full_zone(name: str) -> bool:
    """Whether a zone's name is in full: a class word without abbreviation (not 经开区, 高新区)."""
    return bool(_ZONE_CLASS.search(name)) and not re.search(r"(?:经开区|高新区)$", name)


@lru_cache(maxsize=8)
def _words_pattern(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(knowledge.words, key=lambda word: (-len(word), word)))})+")


@lru_cache(maxsize=8)
def naming(knowledge: Knowledge) -> Naming:
    """The naming of a body of knowledge, built once."""
    return Naming(knowledge)


__all__ = ["Naming", "NoticeContext", "Rule", "UnitName", "naming"]
