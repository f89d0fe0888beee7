"""By what the notices of a store, the documents that they cite, their units and places are known: the light rows of
:mod:`pipeline.graph.names`, of those alone that are asked for, found by indexes and without reading a record."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, Select, exists, select
from sqlalchemy.orm import Session

from extractors.records import Level
from pipeline.graph.names import CitedName, NoticeNames, PlaceName, UnitForm
from pipeline.store.batches import batches
from pipeline.store.marks import title_key
from pipeline.store.models import CitationRow, IssuedText, Record, ResolutionRow, UnitLinkRow, UnitRow, Version
from pipeline.store.points import stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names in a store now, or after the run ``at``, without the notices that are ``hidden`` (their ids).

    Titles and numbers are asked for in their normal forms. What is asked for by a title may bring more than has that title, for
    long ones are cut: who asks compares.
    """

    engine: Engine
    at: int | None = None
    hidden: frozenset[str] = frozenset()

    def cited(self, *, titles: Iterable[str] = (), numbers: Iterable[str] = ()) -> list[CitedName]:
        """How documents with these titles or numbers are named, each way once with the number of notices."""
        row = CitationRow
        query = select(Version.notice_id, row.title, row.number).join(Version, Version.record_id == row.record_id).distinct()
        found = self._rows(query, (row.title_key, _keys(titles)), (row.number_key, set(numbers)))
        counts = Counter((title, number) for _, title, number in found)
        return [CitedName(title=title, number=number, notices=counts[title, number]) for title, number in sorted(counts, key=str)]

    def citing(self, *, titles: Iterable[str], numbers: Iterable[str], notices: Iterable[str] = ()) -> set[str]:
        """The ids of the notices that cite something with one of these titles or numbers, or these notices by their ids."""
        row = CitationRow
        query = select(Version.notice_id).join(row, row.record_id == Version.record_id).distinct()
        keys = ((row.title_key, _keys(titles)), (row.number_key, set(numbers)), (row.cited_notice_id, set(notices)))
        return {notice for (notice,) in self._rows(query, *keys)}

    def notices(self, *, titles: Iterable[str] = (), numbers: Iterable[str] = (), notices: Iterable[str] = ()) -> list[NoticeNames]:
        """The names of the notices that have a number of these, a title of these or one of these without its issuer, or issue a
        text of such a title; and of these notices."""
        asked = list(titles)
        # a title without its issuers is the end of the title with them
        ends = {end for title in asked for start in range(len(title)) if (end := title_key(title[start:]))}
        ids = select(Version.notice_id, Record.id).join(Record, Record.id == Version.record_id)
        issuing = select(Version.notice_id, IssuedText.record_id).join(IssuedText, IssuedText.record_id == Version.record_id)
        found = self._rows(ids, (Record.number_key, set(numbers)), (Record.title_key, ends), (Version.notice_id, set(notices)))
        found |= self._rows(issuing, (IssuedText.title_key, _keys(asked)))
        records = {record for _, record in found}
        texts = select(Version.notice_id, IssuedText.position, IssuedText.title_key).join(IssuedText, IssuedText.record_id == Version.record_id)
        issued = defaultdict(list)
        for notice, _, title in sorted(self._rows(texts, (IssuedText.record_id, records))):
            issued[notice].append(title)
        heads = select(Version.notice_id, Record.number, Record.title, Record.issuers).join(Record, Record.id == Version.record_id)
        names = [
            NoticeNames(notice_id=notice, number=number, title=title, issuers=tuple(issuers), issued_texts=tuple(issued[notice]))
            for notice, number, title, issuers in self._each(heads, Record.id, records)
        ]
        return sorted(names, key=lambda name: name.notice_id)

    def units_called(self, part: str) -> set[str]:
        """The units that have a part of a name (no white space in it) in a full name or a printed form, capital or small letters alike."""
        link, listed = UnitLinkRow, UnitRow
        has = link.name.icontains(part, autoescape=True) | link.mention.icontains(part, autoescape=True)
        linked = select(Version.notice_id, link.unit_id).join(link, link.record_id == Version.record_id).where(stood(self.at), has).distinct()
        with Session(self.engine) as session:
            found = {unit for notice, unit in session.execute(linked.where(link.rule != "place")) if notice not in self.hidden}
        read = select(Version.notice_id, listed.unit_id, listed.name, listed.mentions).join(listed, listed.record_id == Version.record_id)
        as_read = self._each(read, Version.record_id, self._unlinked())
        return found | {unit for _, unit, name, forms in as_read if any(part.lower() in form.lower() for form in (name or "", *forms))}

    def unit_forms(self, *, units: Iterable[str] = (), names: Iterable[str] = (), without: Collection[str] = ()) -> list[UnitForm]:
        """The forms in which notices, but for some (their ids), print these units, or units with these full names."""
        link, listed, named = UnitLinkRow, UnitRow, set(names)
        linked = select(Version.notice_id, link.unit_id, link.name, link.level, link.mention).join(link, link.record_id == Version.record_id)
        linked = linked.where(link.rule != "place")
        read = select(Version.notice_id, listed.unit_id, listed.name, listed.level, listed.mentions)
        as_read = list(self._each(read.join(listed, listed.record_id == Version.record_id), Version.record_id, self._unlinked()))
        ids = set(units) | {row[1] for row in self._each(linked, link.name, named)} | {row[1] for row in as_read if row[2] in named}
        counts = Counter(row[1:] for row in self._each(linked, link.unit_id, ids) if row[0] not in without)
        for notice, unit, name, level, forms in as_read:
            if unit in ids and notice not in without:
                counts.update((unit, name, level, form) for form in forms)
        return [
            UnitForm(unit_id=unit, name=name, level=cast(Level | None, level), mention=form, notices=counts[unit, name, level, form])
            for unit, name, level, form in sorted(counts, key=str)
        ]

    def places(self, *, names: Iterable[str] = (), codes: Iterable[str] = ()) -> list[PlaceName]:
        """The jurisdictions with one of these names, and all that have a code of these or of those."""
        row = Record
        query = select(Version.notice_id, row.place_name, row.place_code, row.place_level).join(row, row.id == Version.record_id)
        query = query.where(row.place_name.is_not(None))
        found = self._rows(query, (row.place_name, set(names)))
        found |= self._rows(query, (row.place_code, {*codes, *(code for _, _, code, _ in found if code)}))
        counts = Counter((name, code, level) for _, name, code, level in found)
        return [
            PlaceName(name=name, code=code, level=cast(Level | None, level), notices=counts[name, code, level])
            for name, code, level in sorted(counts, key=str)
        ]

    def where(self, *, place: str | None = None, issued_after: date | None = None, issued_before: date | None = None) -> set[str]:
        """The ids of the notices of a place (its code, or a part of its name) that were issued between two days, both included."""
        query = select(Version.notice_id).join(Record, Record.id == Version.record_id).where(stood(self.at))
        if place is not None:
            query = query.where(Record.place_code == place if place.isdecimal() else Record.place_name.contains(place, autoescape=True))
        if issued_after is not None:
            query = query.where(Record.issued_on >= issued_after)
        if issued_before is not None:
            query = query.where(Record.issued_on <= issued_before)
        with Session(self.engine) as session:
            return set(session.scalars(query)) - self.hidden

    def texts(self, notices: Iterable[str]) -> dict[str, str]:
        """The texts of these notices, by id."""
        query = select(Version.notice_id, Record.json).join(Record, Record.id == Version.record_id)
        return {notice: json.loads(held)["text"] for notice, held in self._each(query, Version.notice_id, set(notices))}

    def _unlinked(self) -> set[int]:
        """The records whose units were not linked yet."""
        query = select(Version.record_id).where(stood(self.at), ~exists().where(ResolutionRow.record_id == Version.record_id))
        with Session(self.engine) as session:
            return set(session.scalars(query))

    def _rows(self, query: Select[*tuple[Any, ...]], *asked: tuple[ColumnElement[Any] | Any, set[Any]]) -> set[tuple[Any, ...]]:
        """The different rows that have one of some values in one of some columns."""
        return {row for column, values in asked for row in self._each(query, column, values)}

    def _each(self, query: Select[*tuple[Any, ...]], column: ColumnElement[Any] | Any, values: set[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, the id of a notice first, whose column has one of these values."""
        with Session(self.engine) as session:
            for some in batches(sorted(values)):
                for row in session.execute(query.where(stood(self.at), column.in_(some))):
                    if row[0] not in self.hidden:
                        yield tuple(row)


def _keys(titles: Iterable[str]) -> set[str]:
    return {key for title in titles if (key := title_key(title))}
