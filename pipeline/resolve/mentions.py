"""The links of one record: each printed form of a unit, and the unit that it is by the knowledge of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from extractors.knowledge import Knowledge
from extractors.records import Assignment, Level, NoticeRecord, Task, Unit
from extractors.text import squeeze
from extractors.units.collective import is_collective
from extractors.units.places import gazetteer
from extractors.units.reading import reader
from extractors.units.units import name_units


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLink:
    """A form without white space, as a record prints it, and its unit.

    ``organ`` is the kind of organ (a row of ``organs.csv``), ``None`` for a unit that no row knows; ``place`` the code of its
    place; ``name`` the full name on the day of the notice, ``None`` where it is open; ``rule`` how the form came to it (see
    ``extractors.units.model.Rule``; ``place``: a place that acts stands for its government); ``candidates`` the names that
    it could be. ``assigned`` counts the assignments of the record that print the form.
    """

    mention: str
    unit_id: str
    name: str | None
    level: Level | None
    place: str | None
    organ: str | None
    rule: str
    candidates: tuple[str, ...]
    assigned: int

    @property
    def is_open(self) -> bool:
        """Whether neither a name nor a kind of organ is known."""
        return self.name is None and self.organ is None


def links_of(record: NoticeRecord, knowledge: Knowledge) -> tuple[UnitLink, ...]:
    """The links of a record, in the order in which the units first appear. Collectives have none."""
    notice = record.notice
    issued_on = date.fromisoformat(notice.issued_on) if notice.issued_on else None
    lists = [[assignment.mention for assignment in task.assignments] for task in record.tasks]
    assigned = Counter(squeeze(mention) for mentions in lists for mention in mentions)
    named = name_units(
        record.text,
        lists=lists,
        issuers=notice.issuers,
        addressees=notice.addressees,
        jurisdiction=notice.jurisdiction,
        issued_on=issued_on,
        knowledge=knowledge,
    )
    links = [
        UnitLink(
            mention=form,
            unit_id=unit_id,
            name=unit.name,
            level=unit.level,
            place=unit.place,
            organ=unit.organ,
            rule=unit.rule,
            candidates=() if unit.name else unit.candidates,
            assigned=assigned[form],
        )
        for unit_id, unit, forms in named
        for form in forms
    ]
    known = {link.mention for link in links}
    acting = (form for form in assigned if form not in known and not is_collective(form))
    return (*links, *filter(None, (_place_link(form, assigned[form], record, issued_on, knowledge) for form in acting)))


def _place_link(form: str, assigned: int, record: NoticeRecord, issued_on: date | None, knowledge: Knowledge) -> UnitLink | None:
    """A place among the units stands for its government, a zone for its committee."""
    places, area = gazetteer(knowledge), record.notice.jurisdiction
    around = places.of_jurisdiction(area, issued_on.year if issued_on else None) if area else None
    read = reader(knowledge, around, issued_on)
    hit = next((hit for hit in read.heads(form) if hit.end == len(form) and hit.named), None)
    if hit is None or hit.place.level == "national":
        return None
    unit = read.read(form + ("管理委员会" if hit.place.level == "zone" else "人民政府"))
    if unit is None or unit.organ is None or unit.place != hit.place.code:
        return None
    return UnitLink(
        mention=form, unit_id=unit.id, name=unit.name, level=unit.level, place=unit.place, organ=unit.organ, rule="place", candidates=(), assigned=assigned
    )


def relinked(record: NoticeRecord, links: Iterable[UnitLink]) -> NoticeRecord:
    """The record with its units as links have them, in their order; a place that acts stays without a unit, as in the record."""
    links = [link for link in links if link.rule != "place"]
    of_form: dict[str, UnitLink] = {}
    units: dict[str, Unit] = {}
    for link in links:
        of_form[link.mention] = link
        held = units.get(link.unit_id)
        if held is None:
            units[link.unit_id] = Unit(id=link.unit_id, name=link.name, level=link.level, mentions=[link.mention])
        else:
            units[link.unit_id] = held.model_copy(update={"mentions": [*held.mentions, link.mention], "name": held.name or link.name})
    tasks = [_task_relinked(task, of_form) for task in record.tasks]
    return record.model_copy(update={"units": list(units.values()), "tasks": tasks})


def _task_relinked(task: Task, of_form: Mapping[str, UnitLink]) -> Task:
    def settled(assignment: Assignment) -> Assignment:
        link = of_form.get(squeeze(assignment.mention))
        unit_id = link.unit_id if link is not None else None
        return assignment if assignment.unit_id == unit_id else assignment.model_copy(update={"unit_id": unit_id})

    return task.model_copy(update={"assignments": [settled(assignment) for assignment in task.assignments]})
