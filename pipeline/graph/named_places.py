"""Which place a jurisdiction is: one by its code, one by its name where no notice gives that a code, or several do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.records import Jurisdiction
from pipeline.entries import NoticeEntry
from pipeline.graph.named_units import commonest
from pipeline.graph.names import PlaceName


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place 行政区划: ``id`` is its code, without one its name."""

    id: str
    name: str
    code: str | None
    level: str | None


class Places:
    """The places of a corpus, of its notices' jurisdictions: of all of them, or of those that have a name or code in question."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._levels: dict[str, Counter[str]] = defaultdict(Counter)
        for row in names:
            if row.code:
                self._codes[row.name].add(row.code)
            self._names[row.code or row.name][row.name] += row.notices
            if row.level:
                self._levels[row.code or row.name][row.level] += row.notices

    @classmethod
    def of(cls, entries: Sequence[NoticeEntry]) -> Places:
        """The places of a corpus that is these notices."""
        return cls(place for entry in entries for place in PlaceName.of(entry))

    def place(self, area: Jurisdiction) -> KnownPlace:
        """The place of a jurisdiction, with the name and level that most notices give it."""
        codes = self._codes.get(area.name, set())
        code = area.code or (next(iter(codes)) if len(codes) == 1 else None)
        own = code or area.name
        return KnownPlace(id=own, name=commonest(self._names[own]) or area.name, code=code, level=commonest(self._levels[own]) or area.level)
