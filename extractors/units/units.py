"""The units of one notice and the area that its issuer governs: what mentions come to, put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors import records
from extractors.document import Document
from extractors.knowledge import Knowledge, Place
from extractors.text import View, evidence, squeeze
from extractors.units.find import find_units
from extractors.units.model import NoticeContext, UnitName
from extractors.units.naming import Naming
from extractors.units.organs import last_word
from extractors.units.places import Gazetteer, common_place, gazetteer
from extractors.units.reading import Reader, reader

_DEFINED = re.compile(r"（(?:以下)?(?:统称|简称|称)[：:]?[“\"']?(?P<short>[一-龥]{2,12})[”\"']?）")
_GOVERNMENT_OF = re.compile(r"(?P<place>[一-龥]{2,20}?)人民政府(?:办公厅|办公室)?")
_BEFORE_BRACKET = re.compile(r"[一-龥]{4,30}$")
_HEAD_CHARACTERS = 1500
_NAMES_SHOWN = 4
_NATION = "100000"
_TITLE_VERB = re.compile(r"等?[一二三四五六七八九十0-9]*部门|关于|印发|转发|批转|公布|发布")


def jurisdiction_of(
    issuers: Sequence[str], *, title: str | None, document_text: str, at: date | None, knowledge: Knowledge
) -> records.Jurisdiction | None:
    """The area 行政区划 that the issuer governs; of several issuers, the area they share.

    Args:
        issuers: the issuers as printed; where none of them names a place, the title's and then the head of the text.
        at: the day of the notice (places are those of its year).

    Returns:
        The place with the names of its superiors in front, ``None`` where nothing settles it.
    """
    gaz, year = gazetteer(knowledge), at.year if at else None
    text = squeeze(document_text)
    found = [place for issuer in issuers if (place := _issuer_place(squeeze(issuer), text, at, knowledge)) is not None]
    if not found and title:
        found = _title_places(squeeze(title), text, at, knowledge)
    if not found:
        found = _named_governments(text[:_HEAD_CHARACTERS], gaz, year)
    if not found and (nation := gaz.place(_NATION, year)) is not None:
        found = [nation for issuer in issuers if (unit := reader(knowledge, nation, at).organ_of(squeeze(issuer))) is not None and unit.place == _NATION]
    place = common_place(found, gaz, year) or (found[0] if found else None)
    return gaz.jurisdiction(place, year) if place else None


def _issuer_place(name: str, text: str, at: date | None, knowledge: Knowledge) -> Place | None:
    """The place that an issuer's name begins with; a district's namesake is settled by the superiors that the text names."""
    gaz, year = gazetteer(knowledge), at.year if at else None
    read = reader(knowledge, None, at)
    unit = read.organ_of(name) or read.subordinate_of(name)
    name = name.removeprefix("中共")
    if unit is not None and unit.place:
        return gaz.place(unit.place, year)
    hit = next((h for h in gaz.heads(name, year=year) if name[: h.end].endswith(h.place.name) or h.place.level == "province"), None)
    namesakes = gaz.namesakes(name, year)
    if len(namesakes) > 1:
        told = [p for p in namesakes if any(above.name in text for above in gaz.chain(p, year)[1:])]
        return told[0] if len(told) == 1 else None
    if hit is not None:
        return hit.place
    printed = gaz.printed(name, None)
    return printed.place if printed is not None and last_word(name) and len(name) > printed.end else None


def _title_places(title: str, text: str, at: date | None, knowledge: Knowledge) -> list[Place]:
    """The place of the issuer that a title begins with; else the first place that the title names in full."""
    issuer = _TITLE_VERB.split(title, maxsplit=1)[0]
    if (place := _issuer_place(issuer, text, at, knowledge)) is not None:
        return [place]
    gaz, year = gazetteer(knowledge), at.year if at else None
    hits = (hit for i in range(len(title)) for hit in gaz.heads(title, year=year, start=i))
    named = next((hit for hit in hits if title[: hit.end].endswith(hit.place.name)), None)
    return [named.place] if named else []


def _named_governments(text: str, gaz: Gazetteer, year: int | None) -> list[Place]:
    """The place whose government the text's head names most often."""
    seen: Counter[Place] = Counter()
    for match in _GOVERNMENT_OF.finditer(text):
        name = match["place"]
        for i in range(len(name) - 1):
            if (place := gaz.resolve_name(name[i:], year)) is not None:
                seen[place] += 1
                break
    return [seen.most_common(1)[0][0]] if seen else []


def _definitions(text: str, reader: Reader) -> Iterator[tuple[str, str]]:
    """The short forms that the notice defines, with the longest name that stands before the bracket."""
    for match in _DEFINED.finditer(text):
        before = _BEFORE_BRACKET.search(text, max(0, match.start() - 30), match.start())
        full = before[0] if before else ""
        names = (full[i:] for i in range(len(full) - 3) if (unit := reader.read(full[i:])) is not None and unit.name)
        if (name := next(names, None)) is not None:
            yield match["short"], name


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReading:
    """The units of a notice, and what is doubtful about them: one problem ``unit.ambiguous`` a unit that several names fit."""

    units: tuple[records.Unit, ...]
    problems: tuple[records.Problem, ...]


def units_of(
    document: Document,
    *,
    lists: Iterable[Sequence[str]],
    issuers: Sequence[str],
    addressees: Sequence[str],
    jurisdiction: records.Jurisdiction | None,
    issued_on: date | None,
    knowledge: Knowledge,
) -> UnitReading:
    """The units 单位 that a notice names, one entry an organisation, in the order in which they first appear.

    Args:
        document: the notice.
        lists: the printed forms of the assignments, those of one task together and in their order; the lists in any order.
        issuers, addressees: as printed.
        jurisdiction: the issuer's area, which 市, 省 and 县 stand for.
        issued_on: the day at which names are to hold.

    Returns:
        Units with their printed forms; ``name`` is null where it is not settled. Collectives are left out.
    """
    named = name_units(
        document.text, lists=lists, issuers=issuers, addressees=addressees, jurisdiction=jurisdiction, issued_on=issued_on, knowledge=knowledge
    )
    units = [records.Unit(id=key, name=unit.name, level=unit.level, mentions=list(forms)) for key, unit, forms in named]
    doubtful = [(unit, forms[0]) for _, unit, forms in named if unit.name is None and unit.candidates]
    view = View.of(document.text) if doubtful else None
    doubts = [_doubt(document, view, unit, form) for unit, form in doubtful if view is not None]
    return UnitReading(units=tuple(units), problems=tuple(doubts))


def name_units(
    text: str,
    *,
    lists: Iterable[Sequence[str]],
    issuers: Sequence[str],
    addressees: Sequence[str],
    jurisdiction: records.Jurisdiction | None,
    issued_on: date | None,
    knowledge: Knowledge,
) -> list[tuple[str, UnitName, tuple[str, ...]]]:
    """The units of a canonical text as :func:`units_of` has them: the id, what the unit comes to, and the forms without white space."""
    text = squeeze(text)
    place = gazetteer(knowledge).of_jurisdiction(jurisdiction, issued_on.year if issued_on else None) if jurisdiction else None
    together = tuple(dict.fromkeys(tuple(map(squeeze, mentions)) for mentions in lists))
    named_alone = _without_each_ones(tuple(map(squeeze, addressees)), reader(knowledge, place, issued_on))
    printed = [*map(squeeze, issuers), *named_alone, *(mention for mentions in together for mention in mentions)]
    context = NoticeContext(place=place, at=issued_on, issuers=tuple(map(squeeze, issuers)), lists=together)
    found = find_units(text, context=context, knowledge=knowledge)
    position = {hit.text: hit.start for hit in reversed(found)}
    for mention in printed:
        if mention not in position:
            position[mention] = text.find(mention) if mention in text else len(text)
    ordered = tuple(sorted(position, key=lambda mention: (position[mention], mention)))
    definitions = tuple(_definitions(text, reader(knowledge, place, issued_on)))
    groups = _grouped(Naming(knowledge, replace(context, mentions=ordered, definitions=definitions)), ordered)
    return [(key, unit, tuple(forms)) for key, (unit, forms) in groups.items()]


def _without_each_ones(addressees: Sequence[str], reader: Reader) -> list[str]:
    """The addressees but those that share the 各 of one before them (各区财政局、民政局): each place's, no one organ."""
    kept: list[str] = []
    each = False
    for addressee in addressees:
        own = next(reader.heads(addressee), None) is not None or ((unit := reader.organ_of(addressee)) is not None and addressee == unit.name)
        each = addressee.startswith("各") or (each and not own)
        if not each:
            kept.append(addressee)
    return kept


def _grouped(names: Naming, mentions: Iterable[str]) -> dict[str, tuple[UnitName, list[str]]]:
    """The units that mentions come to, by id, each with its printed forms."""
    groups: dict[str, tuple[UnitName, list[str]]] = {}
    for mention in mentions:
        unit = names.name_of(mention)
        if unit is None or (unit.name is None and unit.place is None):
            continue  # the same letters in a notice of another place would be one unit with it
        key = _key(unit, groups)
        held = groups.setdefault(key, (unit, []))
        held[1].append(mention)
        if held[0].name is None and unit.name is not None:
            groups[key] = (unit, held[1])
    return groups


def _doubt(document: Document, view: View, unit: UnitName, form: str) -> records.Problem:
    """That several names fit a unit."""
    start = view.text.find(form)
    said = evidence(document, *view.span(start, start + len(form))) if start >= 0 else None
    names = "、".join(unit.candidates[:_NAMES_SHOWN]) + (" 等" if len(unit.candidates) > _NAMES_SHOWN else "")
    return records.Problem(code="unit.ambiguous", message=f"“{form}”可能是 {names}", evidence=said)


def _key(unit: UnitName, groups: dict[str, tuple[UnitName, list[str]]]) -> str:
    """The unit's id; where another name already has the place and the organ, the name tells them apart."""
    held = groups.get(unit.id)
    if held is None or unit.name is None or held[0].name in (None, unit.name):
        return unit.id
    return f"{unit.place}/{unit.name}"
