"""Where the departments stand in the network: groups that work together as discs, the busiest unit of each in its middle.

A forced layout of 2,000 units takes seconds and differs with the machine's arithmetic; this takes a fraction of one, and shows the
groups for what they are. Groups are found by Louvain's method (Blondel and others, 2008) with a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

_GOLDEN = math.pi * (3 - math.sqrt(5))
_GAP, _BETWEEN = 9.0, 26.0  # around a unit, and around a group
_WIDE = 1.8  # as a screen is wider than high


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: the middle and radius of a unit's circle, in units of the drawing, and its group, from 0, the largest first."""

    x: int
    y: int
    radius: int
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Disc:
    x: float
    y: float
    radius: float


def spots(weights: Sequence[int], links: Sequence[tuple[int, int, int]]) -> list[Spot]:
    """A place for each unit. ``weights`` are their tasks; ``links`` two units (by position) and how many tasks they share.

    The same units give the same places.
    """
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(weights)))
    network.add_weighted_edges_from(links)
    groups = [sorted(group, key=lambda unit: (-weights[unit], unit)) for group in nx.community.louvain_communities(network, seed=1)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    inside = [_sunflower([_radius(weights[unit]) for unit in group]) for group in groups]
    found: dict[int, Spot] = {}
    for number, (group, places, disc) in enumerate(zip(groups, inside, _packed([_extent(places) for places in inside]), strict=True)):
        for unit, place in zip(group, places, strict=True):
            found[unit] = Spot(x=round(disc.x + place.x), y=round(disc.y + place.y), radius=round(place.radius), group=number)
    return [found[unit] for unit in range(len(weights))]


def _radius(tasks: int) -> float:
    return min(30.0, 4 + 1.8 * math.sqrt(tasks))


def _sunflower(radii: Sequence[float]) -> list[_Disc]:
    """Circles around a middle in the order of seeds in a sunflower (Vogel, 1979), by the room that each takes."""
    area, placed = 0.0, []
    for number, radius in enumerate(radii):
        own = (radius + _GAP) ** 2
        away = math.sqrt(1.35 * (area + own / 2)) if number else 0.0
        area += own
        placed.append(_Disc(x=away * math.cos(number * _GOLDEN), y=away * math.sin(number * _GOLDEN), radius=radius))
    return placed


def _extent(places: Sequence[_Disc]) -> float:
    return max(math.hypot(place.x, place.y) + place.radius for place in places) + _BETWEEN / 2


def _packed(extents: Sequence[float]) -> list[_Disc]:
    """Discs beside each other: each, the largest first, where a spiral from the middle first has room for it."""
    placed: list[_Disc] = []
    turn, before = 0.0, math.inf
    for extent in extents:
        if extent < before * 0.9:  # a smaller one may fit further in
            turn, before = 0.0, extent
        while True:
            away = turn * 7
            x, y = away * math.cos(turn) * _WIDE, away * math.sin(turn)
            if all((x - disc.x) ** 2 + (y - disc.y) ** 2 >= (extent + disc.radius) ** 2 for disc in placed):
                break
            turn += 0.4 * extent / (extent + away)
        placed.append(_Disc(x=x, y=y, radius=extent))
    return placed
