"""Who is meant by a class of units: 各县（市、区）人民政府 of a city are the governments of its counties, by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.knowledge import Knowledge, Place
from extractors.records import Level
from extractors.units.places import gazetteer
from extractors.units.reading import reader

_EACH = re.compile(r"^各(?P<classes>[县市区旗州盟地设级以上、（）及]+)(?P<organ>(?:人民)?政府|[一-龥]{2,12}[局委])$")
_CITIES = re.compile(r"设区市|地级以?上?市|市州|州市|市盟|盟市|地市")
_COUNTIES = re.compile(r"[县旗]|(?<!设)区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One unit of a class."""

    unit_id: str
    name: str
    level: Level | None


def members_of(place_code: str, form: str, knowledge: Knowledge) -> list[Member]:
    """The units that a class of bodies of an area has today, in the order of the codes; none where the class or the area is not known.

    Args:
        place_code: the area of the notice (GB/T 2260).
        form: the class as printed, without white space: each government, or each bureau of a kind, of the cities or counties.
    """
    places = gazetteer(knowledge)
    place, match = places.place(place_code), _EACH.match(form)
    if place is None or match is None or place.level not in ("province", "city"):
        return []
    wanted = _levels(match["classes"], place)
    below = {p.code: p for p in knowledge.places if p.level in wanted and p.stands_in(None) and place in places.chain(p)[1:]}
    found = (reader(knowledge, below[code], None).read(below[code].name + match["organ"]) for code in sorted(below))
    return [Member(unit_id=unit.id, name=unit.name, level=unit.level) for unit in found if unit is not None and unit.name and unit.place in below]


def _levels(classes: str, place: Place) -> set[Level]:
    """The levels that a class names: 各县（市、区） are counties; 各市（州） of a province cities; 各市、县（市、区） both."""
    if place.level == "city" or place.is_municipality:
        return {"county"}
    tops = re.sub(r"（[^（）]*）", "", classes).split("、")
    levels: set[Level] = set()
    for top in filter(None, tops):
        if _CITIES.search(top) or top in ("市", "州", "盟"):
            levels.add("city")
        elif _COUNTIES.search(top):
            levels.add("county")
    return levels
