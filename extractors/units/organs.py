"""Which organ a printed form stands for at a place and a day: the rows of organs, compiled for look-up."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from extractors.knowledge import Knowledge, Organ, Place
from extractors.units.places import Gazetteer, gazetteer, short_name

# How a form came to its name, the surest first.
Fit = Literal["name", "without_and", "named_form", "short_form", "parts", "subsequence"]
FITS: tuple[Fit, ...] = ("name", "without_and", "named_form", "short_form", "parts", "subsequence")

_ENDINGS = {"委员会": "委员会|委", "办公室": "办公室|办", "办公厅": "办公厅|办", "联合会": "联合会|联", "协会": "协会|协"}
_SLOT = re.compile(r"\{(\w+)\}")
_LAST_WORD = re.compile(r"(?:委员会|办公室|办公厅|联合会|协会|总队|支队|大队|中心|法院|检察院|[局厅部委办室院会社站馆校行府处])$")
_SHORT_LAST = {"委员会": "委", "办公室": "办", "办公厅": "办", "联合会": "联", "协会": "协", "法院": "院", "检察院": "院"}


@dataclass(frozen=True, slots=True)
class Fitted:
    """One row that a form fits, and how."""

    organ: Organ
    fit: Fit


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    """A row ready for look-up; ``ends`` are the last characters that a form of it can have."""

    organ: Organ
    full: frozenset[str]
    without_and: frozenset[str]
    forms: frozenset[str]
    parts: re.Pattern[str] | None
    bare: str
    heads: frozenset[str]
    ends: frozenset[str]


def last_word(name: str) -> str:
    """The class word that ends a name, in its short form (委员会 and 委 are one); empty where none does."""
    match = _LAST_WORD.search(name)
    return _SHORT_LAST.get(match[0], match[0]) if match else ""


def is_subsequence(short: str, name: str) -> bool:
    """Whether the characters of ``short`` stand in ``name`` in their order, the first one first, under one class word."""
    if not short or short[0] != name[:1] or last_word(short) != last_word(name):
        return False
    rest = iter(name)
    return all(c in rest for c in short)


def _parts_pattern(parts: tuple[str, ...]) -> re.Pattern[str] | None:
    """An expression for the abbreviations that keep the first character and one of each part; ``None`` for a single part."""
    if len(parts) < 2:
        return None
    pieces = []
    for i, marked in enumerate(parts):
        part = marked.removesuffix("?")
        link = part[0] if part[0] in "和与" and i else ""
        word = part.removeprefix(link) if link else part
        some = "".join(f"{c}?+" for c in word)  # possessive: a character speaks for one part only
        if i == 0:
            piece = word[0] + "".join(f"{c}?+" for c in word[1:])
        elif i == len(parts) - 1:
            piece = f"(?:{_ENDINGS.get(word, word)})"
        else:
            piece = some if marked.endswith("?") else f"(?=[{word}]){some}"
        pieces.append((f"{link}?" if link else "") + piece)
    return re.compile("".join(pieces))


class OrganIndex:
    """The organs of a body of knowledge by printed form. A form is what stands behind the name of the place."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._places = gazetteer(knowledge)
        self._by_ends: dict[str, list[_Compiled]] = defaultdict(list)
        self._inside: dict[str, dict[str, list[Organ]]] = defaultdict(lambda: defaultdict(list))
        self._named_only: dict[str, list[Organ]] = defaultdict(list)
        self._by_kind: dict[str, list[Organ]] = defaultdict(list)
        self.national: dict[str, list[Organ]] = defaultdict(list)
        for organ in knowledge.organs:
            self._add(organ)
        self.inside_heads = tuple(sorted((head for head in self._inside if head), key=lambda head: (-len(head), head)))
        self._named_ends = frozenset(form[0] + form[-1] for form in self._named_only)
        tails = (tail for held in self._inside.values() for tail in held)
        self.first_characters = frozenset(text[0] for text in (*self._by_ends, *self._named_only, *tails) if text)
        self._there = lru_cache(maxsize=1 << 15)(self._find_there)

    def _add(self, organ: Organ) -> None:
        self._by_kind[organ.kind].append(organ)
        if "national" in organ.levels:
            for form in (organ.template, organ.template.removeprefix("中华人民共和国"), *organ.forms):
                if organ not in self.national[form]:
                    self.national[form].append(organ)
            return
        bare: set[str] = set()
        for form in organ.forms:
            head, slot, tail = form.partition("{p}")
            if slot and head:
                self._inside[head][tail].append(organ)
            elif slot:
                self._named_only[tail].append(organ)
            else:
                bare.add(form)
        compiled = _compiled(organ, bare)
        for head in sorted(compiled.heads):
            for end in sorted(compiled.ends):
                self._by_ends[head + end].append(compiled)

    def _find_there(self, ends: str, code: str, place: Place) -> tuple[_Compiled, ...]:  # noqa: ARG002 - the code is the key's quick part
        return tuple(item for item in self._by_ends.get(ends, ()) if self._can_have(place, item.organ))

    def _can_have(self, place: Place, organ: Organ) -> bool:
        """Whether a place can have an organ under this name; a branch of its city's bureau only where it lies in a city."""
        if "{city}" not in organ.template or not organ.is_of(place):
            return organ.is_of(place)
        above = self._places.chain(place)[1:2]
        return bool(above) and (above[0].level == "city" or above[0].is_municipality)

    def may_be(self, ends: str) -> bool:
        """Whether some form has these two as its first and last characters."""
        return ends in self._by_ends or ends in self._named_ends

    def fits(self, form: str, place: Place, at: date | None, *, named: bool) -> list[Fitted]:
        """The rows that a form fits at a place and a day, each with its surest fit; all fits are given, the surest first.

        Args:
            form: what is printed behind the place (``发展改革委``, ``委组织部``, ``银保监分局``).
            named: whether the place was printed by its name; some forms ask for that.
        """
        found: list[Fitted] = []
        ends = form[:1] + form[-1:]
        if ends in self._by_ends:
            for item in self._there(ends, place.code, place):
                if (fit := _fit(form, item)) is not None:
                    found.append(Fitted(item.organ, fit))
        if named and form in self._named_only:
            found += [Fitted(organ, "named_form") for organ in self._named_only[form] if self._can_have(place, organ)]
        return sorted(_in_force(found, at), key=lambda f: FITS.index(f.fit)) if found else found

    def fits_inside(self, head: str, tail: str, place: Place, at: date | None) -> list[Fitted]:
        """The rows of a form that has the place inside (``人行`` 绵阳市 ``中心支行``)."""
        return _in_force([Fitted(organ, "named_form") for organ in self._inside[head].get(tail, ()) if self._can_have(place, organ)], at)

    def of_kind(self, kind: str, place: Place, at: date | None) -> list[Fitted]:
        """The names of a kind of organ at a place and a day."""
        return [Fitted(organ, "name") for organ in self._by_kind[kind] if self._can_have(place, organ) and organ.holds(at)]

    def national_fits(self, form: str, at: date | None) -> list[Organ]:
        """The national organs of a form."""
        held = self.national.get(form, [])
        return [organ for organ in held if organ.holds(at)] or (held if form and held and held[0].template == form else [])


def _in_force(found: list[Fitted], at: date | None) -> list[Fitted]:
    """The rows that hold on the day. Where none does, a form that can be of one time only keeps its own (the old names live on)."""
    return [f for f in found if f.organ.holds(at)] or [f for f in found if f.fit not in ("short_form", "subsequence")]


def _compiled(organ: Organ, bare: set[str]) -> _Compiled:
    """A row with the forms that its printed ones and its marks make; a party organ's stand behind 委 or 党委."""
    whole = "".join(part.removesuffix("?") for part in organ.parts)
    full = {whole} if whole else set()
    pattern = _parts_pattern(organ.parts)
    if organ.kind == "party_committee":
        full, forms = {"委员会"}, {"委", "党委"}
    elif organ.branch == "party":
        full = {lead + form for form in full for lead in ("委", "党委")}
        forms = {form[1:] for form in bare if form.startswith("=")}
        forms |= {lead + form for form in bare if not form.startswith("=") for lead in ("委", "党委")}
        pattern = re.compile(f"(?:党委|委){pattern.pattern}") if pattern else None
    else:
        forms = bare
    last = {form[-1] for form in (*full, *forms)}
    word = organ.parts[-1].removesuffix("?") if organ.parts else whole
    last |= {text[-1] for text in _ENDINGS.get(word, word).split("|") if text} | {_SHORT_LAST.get(word, word[-1:])[-1:]}
    return _Compiled(
        organ=organ,
        full=frozenset(full),
        without_and=frozenset(form.replace("和", "") for form in full),
        forms=frozenset(forms),
        parts=pattern,
        bare=whole,
        heads=frozenset(form[0] for form in (*full, *forms)) | (frozenset("委党") if organ.branch == "party" else frozenset()),
        ends=frozenset(filter(None, last)),
    )


def _fit(form: str, item: _Compiled) -> Fit | None:
    if form in item.full:
        return "name"
    if form.replace("和", "") in item.without_and:
        return "without_and"
    if form in item.forms:
        return "short_form"
    if item.parts is not None and len(form) > 1 and item.parts.fullmatch(form):
        return "parts"
    if len(form) > 2 and item.bare and is_subsequence(form, item.bare):
        return "subsequence"
    return None


def organ_name(organ: Organ, place: Place, gaz: Gazetteer, year: int | None) -> str:
    """The full official name of an organ at a place (the national ones have none to fill in)."""
    template = organ.template
    name = gaz.official_name(place, year)
    if template.startswith("{place}") and template.count("{") == 1:
        return name + template[len("{place}") :]  # nearly all names are so
    values: dict[str, str] = {}
    for slot in _SLOT.findall(template):
        values[slot] = _slot(slot, name, place, gaz, year)
    return template.format(**values)


def _slot(slot: str, name: str, place: Place, gaz: Gazetteer, year: int | None) -> str:
    """What stands for a slot of a template; ``name`` is the place's official name."""
    match slot:
        case "place":
            return name
        case "short":
            return short_name(place)
        case "province":
            return gaz.province(place, year).name
        case "province_short":
            return short_name(gaz.province(place, year))
        case "party":
            return name + ("委员会" if place.is_region or name.endswith("团") else "委")
        case "party_full":
            return name + "委员会"
        case "city":
            return gaz.chain(place, year)[:2][-1].name
        case "court":
            return gaz.court_name(place, year)
        case "kind":
            return name[-1]
        case _:
            raise ValueError(f"organs.csv: no slot {{{slot}}} is known; the slots stand in the head of the package's file")


@lru_cache(maxsize=8)
def organ_index(knowledge: Knowledge) -> OrganIndex:
    """The index of a body of knowledge, built once."""
    return OrganIndex(knowledge)


@lru_cache(maxsize=8)
def name_pattern(knowledge: Knowledge) -> re.Pattern[str]:
    """An expression for what is made of whole words of names, so that it is no abbreviation."""
    return re.compile(f"(?:{'|'.join(sorted(knowledge.words, key=lambda word: (-len(word), word)))})+")
