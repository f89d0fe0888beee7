"""Which unit an issuer or an assignment is, and what is known of it: its name, its level, the forms that notices print."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.records import Assignment
from pipeline import identity
from pipeline.entries import NoticeEntry
from pipeline.graph.names import UnitForm


@dataclass(slots=True, kw_only=True)
class _Seen:
    names: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    mentions: set[str] = field(default_factory=set)
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUnit:
    """A unit of the corpus. ``settled`` is false for a collective (市直有关部门) and for a form that no record settles."""

    id: str
    name: str
    level: str | None
    mentions: tuple[str, ...]
    settled: bool


class Units:
    """The units of a corpus: one identity a unit id; a form without one is known by its place and as printed.

    Besides their own notices they know the forms that are printed ``elsewhere``: where the notices are a part of a corpus, those
    of all units that they name (:mod:`pipeline.store.names`); what comes of it is what the whole corpus gives.
    """

    def __init__(self, entries: Sequence[NoticeEntry], *, elsewhere: Iterable[UnitForm] = ()) -> None:
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._ids_of_form: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._ids_of_name: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for form in UnitForm.of(entry):
                self._learn(form)
                for printed in (form.mention, *filter(None, [form.name])):
                    self._ids_of_form[entry.notice_id, printed].add(form.unit_id)
        for form in elsewhere:
            self._learn(form)
        for entry in entries:
            self._learn_printed(entry)

    def _learn(self, form: UnitForm) -> None:
        seen = self._seen[form.unit_id]
        seen.settled = True
        seen.mentions.add(identity.printed_form(form.mention))
        if form.level:
            seen.levels[form.level] += form.notices
        if form.name:
            seen.names[form.name] += form.notices
            self._ids_of_name[form.name].add(form.unit_id)

    def _learn_printed(self, entry: NoticeEntry) -> None:
        printed = [(self.issuer(entry, issuer), issuer) for issuer in entry.record.notice.issuers]
        printed += [(self.assigned(entry, found), found.mention) for task in entry.record.tasks for found in task.assignments]
        for unit, form in printed:
            if not self._seen[unit].settled:  # a unit that is settled has its forms already
                self._seen[unit].mentions.add(identity.printed_form(form))

    def assigned(self, entry: NoticeEntry, assignment: Assignment) -> str:
        """The id of the unit of an assignment."""
        if assignment.unit_id is not None:
            return identity.unit_id(assignment.unit_id)
        return identity.local_unit_id(place_of(entry), assignment.mention)

    def issuer(self, entry: NoticeEntry, name: str) -> str:
        """The id of the unit that issues a notice: an issuer is printed with its full name, so any record may settle it."""
        for found in (self._ids_of_form.get((entry.notice_id, name), set()), self._ids_of_name.get(name, set())):
            if len(found) == 1:
                return next(iter(found))
        return identity.local_unit_id(place_of(entry), name)

    def known(self) -> list[KnownUnit]:
        """The units, sorted by id. A unit that records name in several ways has the name that goes with most of its forms in notices."""
        return [self.unit(unit) for unit in sorted(self._seen)]

    def __contains__(self, unit: str) -> bool:
        return unit in self._seen

    def unit(self, unit: str) -> KnownUnit:
        """The unit of an id.

        Raises:
            KeyError: no record names it.
        """
        if unit not in self._seen:
            raise KeyError(unit)
        seen = self._seen[unit]
        mentions = tuple(sorted(seen.mentions))
        name = commonest(seen.names) or (max(mentions, key=lambda form: (len(form), form)) if mentions else unit)
        return KnownUnit(id=unit, name=name, level=commonest(seen.levels), mentions=mentions, settled=seen.settled)


def commonest(counts: Counter[str]) -> str | None:
    """What is counted most, of several the first in order; ``None`` of nothing."""
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def place_of(entry: NoticeEntry) -> str:
    """The place that a notice's local forms belong to: its jurisdiction's code, else its name, else the notice itself."""
    place = entry.record.notice.jurisdiction
    return (place.code or place.name) if place else entry.notice_id
