"""The network of departments: who shares tasks with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.records import Role
from pipeline.exports.report.layout import spots
from pipeline.exports.report.model import Link, Node

#: What a screen can still show, and a reader still use.
MOST_NODES, MOST_LINKS = 2_000, 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The units with the most tasks of those that share some, and the strongest links between them; ``partners`` and ``shared`` count all."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    partners: int
    shared: int


def network(units_of_tasks: Iterable[Iterable[tuple[int, Role]]], tasks: Sequence[int]) -> Network:
    """The network of units. Of each task given are its units (positions) with their roles; ``tasks`` counts each unit's."""
    together: Counter[tuple[int, int]] = Counter()
    leads: Counter[tuple[int, int, int]] = Counter()
    for held in units_of_tasks:
        assigned = set(held)
        leading = {unit for unit, role in assigned if role == "lead"}
        for pair in combinations(sorted({unit for unit, _ in assigned}), 2):
            together[pair] += 1
            for unit in leading.intersection(pair):
                leads[(*pair, unit)] += 1
    partners = sorted({unit for pair in together for unit in pair}, key=lambda unit: (-tasks[unit], unit))
    shown = sorted(partners[:MOST_NODES])
    held_units = set(shown)
    strongest = sorted((pair for pair in together if held_units.issuperset(pair)), key=lambda pair: (-together[pair], pair))[:MOST_LINKS]
    at = {unit: position for position, unit in enumerate(shown)}
    places = spots([tasks[unit] for unit in shown], [(at[a], at[b], together[a, b]) for a, b in strongest])
    return Network(
        nodes=tuple(Node(unit=unit, x=spot.x, y=spot.y, radius=spot.radius) for unit, spot in zip(shown, places, strict=True)),
        links=tuple(Link(a=a, b=b, tasks=together[a, b], a_leads=leads[a, b, a], b_leads=leads[a, b, b]) for a, b in strongest),
        partners=len(partners),
        shared=len(together),
    )
