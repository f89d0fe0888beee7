"""Where the departments stand in the network: groups that work together as discs, the busiest unit of each in its middle.

A forced layout of 2,000 units takes seconds and differs with the machine's arithmetic; this takes a fraction of one, and shows the
groups for what they are. Groups are found by Louvain's method (Blondel and others, 2008) with a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

_GAP, _BETWEEN = 12.0, 26.0  # between units, and between groups
_WIDE = 1.8  # the whole, as a screen is wider than high


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
    inside = [_packed([_radius(weights[unit]) + _GAP / 2 for unit in group], wide=1.0) for group in groups]
    around = _packed([_extent(discs) for discs in inside], wide=_WIDE)
    found: dict[int, Spot] = {}
    for number, (group, discs, whole) in enumerate(zip(groups, inside, around, strict=True)):
        for unit, disc in zip(group, discs, strict=True):
            found[unit] = Spot(x=round(whole.x + disc.x), y=round(whole.y + disc.y), radius=round(disc.radius - _GAP / 2), group=number)
    return [found[unit] for unit in range(len(weights))]


def _radius(tasks: int) -> float:
    return min(30.0, 4 + 1.8 * math.sqrt(tasks))


def _extent(discs: Sequence[_Disc]) -> float:
    return max(math.hypot(disc.x, disc.y) + disc.radius for disc in discs) + _BETWEEN / 2


def _packed(radii: Sequence[float], *, wide: float) -> list[_Disc]:
    """Discs beside each other: each, the largest first, where a spiral from the middle first has room for it. ``wide`` stretches the spiral."""
    placed: list[_Disc] = []
    turn, before = 0.0, math.inf
    for radius in radii:
        if radius < before * 0.9:  # a smaller one may fit further in
            turn, before = 0.0, radius
        while True:
            away = turn * radius / 6
            x, y = away * math.cos(turn) * wide, away * math.sin(turn)
            # the latest lie nearest
            if all((x - disc.x) ** 2 + (y - disc.y) ** 2 >= (radius + disc.radius) ** 2 for disc in reversed(placed)):
                break
            turn += 0.3 * radius / (radius + away)
        placed.append(_Disc(x=x, y=y, radius=radius))
    return placed
