"""What is still open: the forms that no row settles, how often they carry a task, and what they might be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from extractors.knowledge import Knowledge, Place
from extractors.units.organs import organ_index, organ_name
from extractors.units.places import Gazetteer, gazetteer
from pipeline.resolve.mentions import UnitLink

_PROPOSALS = 3
_ALIKE = 40.0  # of 100: below, a proposal helps nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUnit:
    """A unit that no name is settled for.

    ``place`` is the full name, ``place_code`` the code of its place. ``assigned`` counts the assignments, ``notices`` the notices that print it; ``organ`` is its kind where at least that is
    known. ``proposals`` are names that it could be: those that its rows leave open, else the most alike among the names of
    the place. They settle nothing: a row of the user's does.
    """

    unit_id: str
    place: str | None
    place_code: str | None
    organ: str | None
    mentions: tuple[str, ...]
    assigned: int
    notices: int
    proposals: tuple[str, ...]


def open_units(links: Mapping[str, Sequence[UnitLink]], knowledge: Knowledge) -> list[OpenUnit]:
    """The units without a name that carry tasks, the busiest first, of links by notice."""
    found: dict[str, list[tuple[str, UnitLink]]] = defaultdict(list)
    named: set[str] = set()
    for notice_id, several in links.items():
        for link in several:
            found[link.unit_id].append((notice_id, link))
            if link.name is not None:
                named.add(link.unit_id)
    units = [_open_unit(unit_id, held, knowledge) for unit_id, held in found.items() if unit_id not in named]
    return sorted((unit for unit in units if unit.assigned), key=lambda unit: (-unit.assigned, unit.unit_id))


def _open_unit(unit_id: str, held: Sequence[tuple[str, UnitLink]], knowledge: Knowledge) -> OpenUnit:
    first = held[0][1]
    forms: Counter[str] = Counter()
    for _, link in held:
        forms[link.mention] += link.assigned
    mentions = tuple(sorted(forms, key=lambda form: (-forms[form], form)))
    candidates = tuple(dict.fromkeys(name for _, link in held for name in link.candidates))
    return OpenUnit(
        unit_id=unit_id,
        place=_place_name(first.place, gazetteer(knowledge)),
        place_code=first.place,
        organ=first.organ,
        mentions=mentions,
        assigned=sum(forms.values()),
        notices=len({notice for notice, _ in held}),
        proposals=candidates[:_PROPOSALS] or _alike(mentions[0], gazetteer(knowledge).place(first.place), knowledge),
    )


def _place_name(code: str | None, places: Gazetteer) -> str | None:
    """The full name of the place of a code; a place that no row knows has its name behind that of the place above it."""
    if code is None:
        return None
    if (known := places.place(code)) is not None:
        return places.full_name(known)
    head, _, name = code.rpartition(".")
    above = places.place(head)
    return places.full_name(above) + name if above is not None else name


def _alike(form: str, place: Place | None, knowledge: Knowledge) -> tuple[str, ...]:
    """The names of the place's organs that look most like a form."""
    if place is None:
        return ()
    names = _names_at(place, knowledge)
    hits = process.extract(form, names, scorer=fuzz.ratio, limit=_PROPOSALS, score_cutoff=_ALIKE)
    return tuple(name for name, _, _ in hits)


def _names_at(place: Place, knowledge: Knowledge, at: date | None = None) -> list[str]:
    """The names of all kinds of organs at a place, sorted."""
    index, places = organ_index(knowledge), gazetteer(knowledge)
    kinds: Iterable[str] = dict.fromkeys(organ.kind for organ in knowledge.organs)
    rows = (fitted.organ for kind in kinds for fitted in index.of_kind(kind, place, at))
    return sorted({organ_name(organ, place, places, at.year if at else None) for organ in rows})
