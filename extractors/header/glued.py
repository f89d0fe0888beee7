"""Where names of organs stand glued together in a signature (甲市财政局国家税务总局甲市税务局)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractors.knowledge import Knowledge
from extractors.knowledge.rows import load_rows

_AREAS = tuple("省市县区州盟旗乡镇道")  # a place in front of its organ
_PARENTS = ("总局", "银行", "集团", "公司", "分行")  # the names of their branches follow theirs
_NATIONAL = ("国家", "中国", "中共", "国务院", "中央", "中华")
_LONGEST_PLACE = 11


@lru_cache(maxsize=1)
def name_ends() -> tuple[str, ...]:
    """The words that end names of organs that issue."""
    return _words("end", "issuer")


@lru_cache(maxsize=1)
def _branch_ends() -> tuple[str, ...]:
    """The words that end names of branches, which follow the name of their parent."""
    return _words("branch")


def _words(*uses: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in load_rows("unit_words.csv") if row["use"] in uses)


def glued(name: str, knowledge: Knowledge) -> list[int]:
    """Where one name ends and the next begins: behind the first of 甲市财政局国家税务总局甲市税务局."""
    known = _known(knowledge)
    own = known.place_at_head(name)
    cuts: list[int] = []
    begin = 0
    for at in range(3, len(name) - 2):
        left = name[begin:at]
        if at - begin >= 3 and left.endswith(name_ends()) and not left.endswith(_AREAS) and _opens_name(left, name[at:], own, known):
            cuts.append(at)
            begin = at
    return cuts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """How names of organs begin.

    ``places`` are the full names of places from the province to the county, and the short forms of provinces and cities;
    ``national`` the words that only national organs begin with, and the names of those.
    """

    places: frozenset[str]
    national: tuple[str, ...]

    def place_at_head(self, name: str) -> str | None:
        return next((name[:size] for size in range(min(_LONGEST_PLACE, len(name)), 1, -1) if name[:size] in self.places), None)


@lru_cache(maxsize=8)
def _known(knowledge: Knowledge) -> _Known:
    divisions = [place for place in knowledge.places if place.level != "zone"]
    short = (form for place in divisions if place.level in ("province", "city") for form in place.short_forms if len(form) > 1)
    organs = (organ for organ in knowledge.organs if "national" in organ.levels)
    names = (name for organ in organs for name in (organ.template, *organ.forms) if len(name) > 2 and "{" not in name and "=" not in name)
    return _Known(places=frozenset((*(place.name for place in divisions), *short)), national=tuple(sorted({*_NATIONAL, *names})))


def _opens_name(left: str, right: str, own: str | None, known: _Known) -> bool:
    """Whether another organ's name begins behind a complete one: a national organ, one of the same place, the government of
    a place (中共甲市委甲市人民政府); not a branch of the organ in front (国家税务总局甲市税务局, 甲市公安局乙分局)."""
    if right.startswith(known.national):
        return True
    place = known.place_at_head(right)
    if place is None or (left.endswith(_PARENTS) and (place != own or left.startswith(_NATIONAL))):
        return False
    return place == own or right.startswith(f"{place}人民政府") or not right.endswith(_branch_ends())
