"""What is known rather than reasoned: places and organs, as they are handed to the extractors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.records import Level, Role

ColumnKind = Literal[
    "number", "section", "support_item", "work", "detail", "timeline", "period", "deadline", "officials", "units", "target", "status", "remark",
    "contact", "catalogue", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One administrative division 行政区划, or a zone, as it stood in a span of years.

    ``code`` is that of GB/T 2260; a zone, which has none, has its parent's with its short form behind a dot.
    ``first_year`` and ``last_year`` are the first and last year at whose end it stood so (``None``: open).
    """

    code: str
    name: str
    level: Level
    parent: str | None
    short_forms: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None

    def __hash__(self) -> int:
        return hash(self.code)  # two places of one code differ in their years alone; they are looked up very often

    def stands_in(self, year: int | None) -> bool:
        """Whether it stood in a year, the year of its end included; without a year, whether it still stands."""
        if year is None:
            return self.last_year is None
        return (self.first_year is None or self.first_year <= year) and (self.last_year is None or year <= self.last_year + 1)

    @property
    def is_municipality(self) -> bool:
        """A 直辖市: a province whose departments have the names of a city's."""
        return self.level == "province" and self.name.endswith("市")

    @property
    def is_region(self) -> bool:
        """An 自治区 of the first level."""
        return self.level == "province" and self.name.endswith("自治区")

    @property
    def is_district(self) -> bool:
        """A 市辖区, whose full name takes that of its city."""
        return self.level == "county" and self.name.endswith("区") and self.parent is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One official name of a kind of organ, at the levels and in the time and places where it holds (see ``organs.csv``).

    ``template`` has slots and no marks; ``parts`` are the marked parts behind the place's name, empty where the place
    stands inside the name. The time is half-open.
    """

    kind: str
    branch: str
    levels: tuple[str, ...]
    serves: Level | None
    template: str
    parts: tuple[str, ...]
    forms: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    places: tuple[str, ...] = ()

    def holds(self, at: date | None) -> bool:
        """Whether the name holds on a day; without a day, whether it holds to this day."""
        if at is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at < self.valid_to)

    def is_of(self, place: Place) -> bool:
        """Whether a place can have the organ under this name."""
        level = place.level in self.levels or (place.is_municipality and "city" in self.levels)
        inside = tuple(code for code in self.places if not code.startswith("!"))
        outside = tuple(code[1:] for code in self.places if code.startswith("!"))
        return level and (not inside or place.code.startswith(inside)) and not place.code.startswith(outside)

    @property
    def is_local(self) -> bool:
        """Whether the name holds in some places only."""
        return any(not code.startswith("!") for code in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """What the heading of a worklist's column says: one row of ``columns.csv``. ``role`` is that of the units under it."""

    kind: ColumnKind
    role: Role | None
    pattern: re.Pattern[str]
