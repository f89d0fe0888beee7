"""The full official name of a unit as printed: by itself, then by the rest of the notice.

A form is settled where exactly one name is left; where several are left the organ may still be known (``organ`` set,
``name`` null); likeness of characters never decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from extractors.knowledge import Knowledge
from extractors.units.collective import is_collective, one_bracket
from extractors.units.model import NoticeContext, UnitName
from extractors.units.organs import Fitted, is_subsequence, last_word
from extractors.units.places import RELATIVE
from extractors.units.reading import REMARK, SCHOOL, reader

_PLACE_END = re.compile(r"(?:[省市县区州盟旗镇乡村]|街道|新城|口岸)$")  # a place or a zone as an actor is no organisation
_UNIT_END = re.compile(r"(?:处|科|队|所|集团|公司|园|组|专班|分局|指挥部|妇联|侨联|文联|残联|科协|工商联)$")
_DIVISION = re.compile(r"^[一-龥]{1,16}(?:处|科|室|局|办|办公室|总队)$|^[厅局委][一-龥]{2,14}(?:专班|小组|指挥部)$|^机关(?:党委|纪委)$")
_ZONE_HEAD = re.compile(r"[一-龥]{0,6}(?:高新|经开|开发|示范|试验|新|园|度假|景|保税)区")
_EACH = re.compile(r"各")
_NO_DIVISION = re.compile(r"各|担任|分管|行文")
_SHARED = re.compile(r"(?:人民政府|政府|管理委员会|管委会)$")
_GOVERNMENT_KINDS = frozenset({"government", "government_office", "party_committee", "party_office", "state_council", "state_council_office", "zone_committee"})


class Naming:
    """Names the units of one notice. The same mention gives the same name, whatever was asked before."""

    def __init__(self, knowledge: Knowledge, context: NoticeContext) -> None:
        self.context = context
        self.reader = reader(knowledge, context.place, context.at)
        self._lists_of: dict[str, list[tuple[tuple[str, ...], int]]] | None = None
        self._others: dict[str, UnitName] | None = None

    def name_of(self, mention: str) -> UnitName | None:
        """What a mention stands for; ``None`` for a collective, for a place, and for what is no unit."""
        text = one_bracket(mention)
        if not text or is_collective(text):
            return None
        if _PLACE_END.search(text):
            return self._shared_head(text)
        alone = self.reader.read(text)
        if alone is not None and alone.rule == "name" and alone.name:
            return alone
        if (settled := self._fuller(text, alone) or self._defined(text)) is not None:
            return settled
        if alone is not None and (alone.name or alone.organ):
            return alone
        text = REMARK.sub("", text) or text
        return self._shared_head(text) or self._counterpart(text) or self._ellipsis(text) or self._bare(text) or self._division(text) or alone or self._local(text)

    def _mentioned(self) -> dict[str, UnitName]:
        """The other mentions of the notice that come to something by themselves."""
        if self._others is None:
            read = ((mention, self.reader.read(one_bracket(mention))) for mention in self.context.mentions if not is_collective(mention))
            self._others = {mention: unit for mention, unit in read if unit is not None}
        return self._others

    def _fuller(self, text: str, alone: UnitName | None) -> UnitName | None:
        """Another mention that is fuller: of the same organ of the same place, or of the same words with a place in front."""
        fuller: dict[tuple[str, str | None], UnitName] = {}
        for mention, other in self._mentioned().items():
            if mention == text:
                continue
            if alone is not None and alone.organ and other.organ:
                same = alone.organ == other.organ and alone.place == other.place and len(other.form) > len(alone.form)
                if same and other.name and other.name != alone.name and other.name in alone.candidates:
                    fuller[other.id, other.name] = other
            elif alone is None or alone.rule == "local":
                school = SCHOOL.search(text) and other.name and is_subsequence(text, other.form) and text != other.form
                if school or (other.form == text and other.organ is not None):
                    fuller[other.id, other.name] = other
        if len(fuller) != 1:
            return None
        only = next(iter(fuller.values()))
        return replace(only, rule="fuller_mention" if only.name else only.rule)

    def _defined(self, text: str) -> UnitName | None:
        """What the notice itself says that the form stands for."""
        for short, full in self.context.definitions:
            if short == text and (defined := self.reader.read(full)) is not None and defined.name:
                return replace(defined, rule="definition")
        return None

    def _stands_in(self, text: str) -> list[tuple[tuple[str, ...], int]]:
        """The lists that hold a form, with its place in each."""
        if self._lists_of is None:
            self._lists_of = defaultdict(list)
            for mentions in self.context.lists:
                for i, mention in enumerate(mentions):
                    self._lists_of[one_bracket(mention)].append((mentions, i))
        return self._lists_of.get(text, [])

    def _shared_head(self, text: str) -> UnitName | None:
        """A place or a zone in an enumeration whose last member prints the class word for all (甲风景区、乙试验区管委会)."""
        if not _PLACE_END.search(text):
            return None
        for mentions, i in self._stands_in(text):
            last = next((one_bracket(m) for m in mentions[i + 1 :] if not _PLACE_END.search(one_bracket(m))), "")
            tail = _SHARED.search(last)
            unit = self.reader.read(text + tail[0]) if tail and self._is_zone(text) == ("管" in tail[0]) else None
            if unit is not None and (unit.name or unit.organ):
                return replace(unit, form=text, rule="shared_head")
        return None

    def _is_zone(self, text: str) -> bool:
        """Whether a place as printed is a zone, which has a committee where a county has a government."""
        return all(hit.place.level == "zone" for hit in self.reader.heads(text) if hit.end == len(text))

    def _ellipsis(self, text: str) -> UnitName | None:
        """An organ without its place behind one with it in the same list (市住建局、审批服务局); open where its lists disagree."""
        codes = {unit.place for mentions, i in self._stands_in(text) if (unit := self._before(mentions[:i])) is not None}
        found = [unit for code in sorted(filter(None, codes)) if (unit := self._at(code, text)) is not None]
        if len(found) < 2:
            return found[0] if found else None
        names = tuple(dict.fromkeys(name for unit in found for name in ((unit.name,) if unit.name else unit.candidates)))
        home = self.context.place.code if self.context.place else None
        return UnitName(name=None, level=None, place=home, organ=None, form=text, rule="local", candidates=names)

    def _at(self, code: str, text: str) -> UnitName | None:
        """The organ that a form without a place is at a place."""
        known = self.reader.places.place(code, self.context.year)
        place = known if known is not None else self.context.place
        if place is None or place.code != code or place.level in ("national", "zone"):
            return None
        fits = [f for f in self.reader.organs.fits(text, place, self.context.at, named=False) if f.fit != "subsequence"]
        if not fits:
            return None
        settled = self.reader.settle(place, text, fits)
        return replace(settled, rule="ellipsis") if settled.name else settled

    def _before(self, mentions: tuple[str, ...]) -> UnitName | None:
        """The nearest mention that prints its own place; none behind a zone's committee, whose bureaus may follow."""
        for mention in map(one_bracket, reversed(mentions)):
            unit = self.reader.read(mention)
            if unit is None or unit.place is None or unit.level in ("national", "other"):
                continue
            if unit.level == "zone":
                return None
            if unit.organ and next(self.reader.heads(mention), None) is not None:
                return unit
        return None

    def _bare(self, text: str) -> UnitName | None:
        """An organ printed without its place is the issuer's area's, where nobody else in its lists could own it.

        So not where a zone's committee stands in the same list (its 住建局 is another one) or the area's own organ does
        in another form, or where a department issues the notice (it may be a division).
        """
        place = self.context.place
        fits = self._home_fits(text)
        if place is None or not fits or self._department() is not None:
            return None
        kinds = {f.organ.kind for f in fits}
        near = {one_bracket(mention) for mentions, _ in self._stands_in(text) for mention in mentions} - {text}
        for other in filter(None, map(self.reader.read, near)):
            if other.level == "zone" or (other.organ in kinds and other.place == place.code):
                return None
        settled = self.reader.settle(place, text, fits)
        return replace(settled, rule="bare") if settled.name else settled

    def _home_fits(self, text: str) -> list[Fitted]:
        """The organs of the issuer's area that a form without a place could be."""
        place = self.context.place
        if place is None or place.level in ("national", "zone"):
            return []
        return [f for f in self.reader.organs.fits(text, place, self.context.at, named=False) if f.fit != "subsequence"]

    def _department(self) -> UnitName | None:
        """The department that alone issues the notice; ``None`` for a government, a party committee and their offices."""
        if len(self.context.issuers) != 1:
            return None
        issuer = self.reader.read(self.context.issuers[0])
        if issuer is None or issuer.organ is None or issuer.rule == "subordinate" or issuer.organ in _GOVERNMENT_KINDS:
            return None
        return issuer

    def _counterpart(self, text: str) -> UnitName | None:
        """In a department's notice 省局 is the department itself and 某市局 its counterpart there."""
        issuer = self._department()
        if issuer is None or issuer.organ is None or text[-1] not in "局厅委":
            return None
        hit = next((h for h in self.reader.heads(text) if h.end == len(text) - 1), None)
        if hit is None:
            return None
        return self.reader.counterpart_of(issuer, hit.place, text)

    def _division(self, text: str) -> UnitName | None:
        """A division of the department that issues the notice (人事处) is named with the issuer in front."""
        issuer = self._department()
        if issuer is None or issuer.name is None or not _DIVISION.match(text) or _NO_DIVISION.search(text) or self._home_fits(text) or self._of_an_area(text):
            return None
        if any(self._before(mentions[:i]) is not None or _EACH.match("".join(mentions[:i][-1:])) for mentions, i in self._stands_in(text)):
            return None  # in a list of other organs, or one more of each place's
        if len(text) > 3 and text[0] == last_word(issuer.name):
            text = text[1:]  # 厅法规处: the division of this very 厅
        party = {"机关党委": "机关委员会", "机关纪委": "机关纪律检查委员会"}
        name = f"中共{issuer.name}{party[text]}" if text in party else issuer.name + text
        return UnitName(name=name, level=issuer.level, place=issuer.place, organ=f"{issuer.organ}/{text}", form=text, rule="division")

    def _of_an_area(self, text: str) -> bool:
        """Whether a form begins with a place or a zone, so that it is nobody's division."""
        return _ZONE_HEAD.match(text) is not None or next(self.reader.heads(text), None) is not None

    def _local(self, text: str) -> UnitName | None:
        """A unit that nothing settles: the issuer's place and the printed form."""
        bare = REMARK.sub("", text)
        if not last_word(bare) and not _UNIT_END.search(bare):
            return None
        place = self.context.place
        if place is not None and place.level == "national" and RELATIVE.match(text):
            return None  # 省财政厅 in a notice of the nation: those of all provinces
        return UnitName(name=None, level=None, place=place.code if place else None, organ=None, form=text, rule="local")
