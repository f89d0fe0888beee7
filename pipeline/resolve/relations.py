"""How units stand to each other by what is known of places and organs: edges that no notice says."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.knowledge import Knowledge, Place
from extractors.units.places import Gazetteer, gazetteer

RelationKind = Literal["part_of", "subordinate_to", "counterpart_of", "succeeded_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``source`` → ``target``, both ids of units. ``since`` is an ISO date, ``basis`` the decision that says so, where a row has them.

    ``part_of`` a division and its organ; ``subordinate_to`` an organ and the government or party committee of its place,
    and a government and the one above; ``counterpart_of`` an organ and the one of its kind above (市发改委 → 省发改委);
    ``succeeded_by`` an organ and the one that took over its work at the same place.
    """

    source: str
    target: str
    kind: RelationKind
    since: str | None = None
    basis: str | None = None


def relations(unit_ids: Iterable[str], knowledge: Knowledge, *, straight: bool = False) -> list[Relation]:
    """The relations among these units, sorted; what would lead to a unit that is not among them goes to the nearest above that is.

    With ``straight``, only what leads to the very next: these hold whatever other units there are. Ids that are not a place
    and a kind of organ (local units, collectives) have none.
    """
    units = frozenset(unit_ids)
    finder = _Finder(_Everything() if straight else units, knowledge)
    found = {each for unit in units for each in finder.of(unit) if each.target in units}
    return sorted(found, key=lambda r: (r.source, r.kind, r.target))


class _Everything(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True


class _Finder:
    def __init__(self, known: Container[str], knowledge: Knowledge) -> None:
        self._known, self._places, self._successions = known, gazetteer(knowledge), knowledge.successions
        self._branches = {organ.kind: organ.branch for organ in knowledge.organs}

    def of(self, unit: str) -> Iterator[Relation]:
        code, _, organ = unit.partition("/")
        kind, _, division = organ.partition("/")
        if division:
            if f"{code}/{kind}" in self._known:
                yield Relation(source=unit, target=f"{code}/{kind}", kind="part_of")
            return
        place = self._places.place(code)
        if place is not None and kind.startswith("zone_committee."):
            yield from self._first(unit, "subordinate_to", [f"{code}/government"])
        if place is None or kind not in self._branches:
            return
        above = _above(place, self._places)
        yield from self._first(unit, "subordinate_to", self._superior(kind, place, above))
        yield from self._first(unit, "counterpart_of", [f"{p.code}/{kind}" for p in above] + [f"100000/{kind}"] * (code != "100000"))
        yield from self._successors(unit, kind, place)

    def _superior(self, kind: str, place: Place, above: list[Place]) -> list[str]:
        branch = self._branches[kind]
        if kind in ("government", "zone_committee"):
            return [f"{p.code}/government" for p in above] + ["100000/state_council"]
        if branch == "party":
            own = f"{place.code}/party_committee"
            return [f"{p.code}/party_committee" for p in above] + ["100000/central_committee"] if kind == "party_committee" else [own]
        if branch == "government":
            return [f"{place.code}/government"] if place.level != "national" else ["100000/state_council"] * (kind != "state_council")
        return []

    def _first(self, unit: str, kind: RelationKind, targets: list[str]) -> Iterator[Relation]:
        target = next((target for target in targets if target in self._known and target != unit), None)
        if target is not None:
            yield Relation(source=unit, target=target, kind=kind)

    def _successors(self, unit: str, kind: str, place: Place) -> Iterator[Relation]:
        for row in self._successions:
            target = f"{place.code}/{row.new}"
            if row.old == kind and place.level in row.levels and target in self._known:
                yield Relation(source=unit, target=target, kind="succeeded_by", since=row.since.isoformat(), basis=row.source)


def _above(place: Place, places: Gazetteer) -> list[Place]:
    """The superior places, the nearest first."""
    return list(places.chain(place)[1:])
