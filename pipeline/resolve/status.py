"""Which notices are in force 有效 on a day, by their own words and by what other notices say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from extractors.records import Citation
from pipeline import identity
from pipeline.entries import NoticeEntry
from pipeline.graph.links import Policies
from pipeline.graph.names import normal_title
from pipeline.store.models import CitationRow, Record, Version
from pipeline.store.points import stood
from pipeline.store.store import Store

Status = Literal["in_force", "not_yet", "expired", "repealed", "replaced"]

#: The relations that say something of the other notice's validity.
CHANGING: Final = ("repeals", "amends", "extends")
#: What the title of a notice says that takes others away and puts nothing in their place.
_ONLY_REPEALS: Final = re.compile(r"废止|失效|清理")
#: 自2024年6月1日起 废止 (and in one sentence: 自…起施行, 《…》同时废止).
_FROM: Final = re.compile(r"(?:自|从|于)(\d{4})年(\d{1,2})月(\d{1,2})日起?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one notice does to another: ``on`` the day from which (``None``: it gives none), ``until`` the new last day."""

    by: str
    relation: str
    on: date | None
    until: date | None
    locator: str | None
    replaces: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How a notice stands on a day. ``since`` is the day from which its status holds and ``by`` the notice that made it so,
    where there are such; ``expires_on`` its last day as extended by then; ``amended_by`` and ``extended_by`` other notices."""

    notice_id: str
    status: Status
    since: date | None = None
    by: str | None = None
    expires_on: date | None = None
    amended_by: tuple[str, ...] = ()
    extended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    notice_id: str
    number: str | None
    title: str | None
    issued: str | None
    stance: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None

    @property
    def begins(self) -> date | None:
        return self.effective_on or self.issued_on


def validities(store: Store, day: date, *, at: int | None = None) -> list[Validity]:
    """How each notice that stands (or stood in the store after the run ``at``) stands on a day, by id.

    A notice begins on its day of taking effect, without one on that of issue; ends with its last day, or that of the last
    notice by then that extends it; is repealed by one that begins by then and repeals it whole, *replaced* where that one
    puts something in its place (办法…施行, 原…同时废止) and is no mere list of what is repealed. What names articles alone amends.
    A draft or an explanation changes nothing.
    """
    names = _names(store, at)
    changes = _changes(store, names, at)
    return [_validity(name, changes.get(name.notice_id, ()), day) for name in names.values()]


def frame(found: Iterable[Validity]) -> pd.DataFrame:
    """Validities as a frame, one row a notice."""
    rows = [
        (one.notice_id, one.status, one.since, one.by, one.expires_on, list(one.amended_by), list(one.extended_by)) for one in found
    ]
    columns = ["notice_id", "status", "since", "by", "expires_on", "amended_by", "extended_by"]
    made = pd.DataFrame(rows, columns=columns, dtype="object")
    for column in ("since", "expires_on"):
        made[column] = pd.to_datetime(made[column]).astype("datetime64[ns]")
    return made.astype({"notice_id": "string", "status": "string", "by": "string"})


def _names(store: Store, at: int | None) -> dict[str, _Name]:
    with Session(store.engine) as session:
        rows = session.execute(
            select(
                Version.notice_id, Record.number_key, Record.title_key, Record.issued_text, Record.stance, Record.issued_on,
                Record.effective_on, Record.expires_on,
            )
            .join(Record, Record.id == Version.record_id)
            .where(stood(at))
        )  # fmt: skip
        names = [
            _Name(notice_id=row[0], number=row[1], title=row[2], issued=row[3], stance=row[4], issued_on=row[5], effective_on=row[6], expires_on=row[7])
            for row in rows
        ]
    return {name.notice_id: name for name in sorted(names, key=lambda name: name.notice_id)}


def _changes(store: Store, names: Mapping[str, _Name], at: int | None) -> dict[str, list[Change]]:
    """What the notices do to each other, by the id of the one that it is done to."""
    citing = _citing(store, at)
    sources = {notice_id for notice_id in citing if names[notice_id].stance is None}
    wanted = sources | _cited(names, [pair for notice_id in sources for pair in citing[notice_id]])
    entries = {entry.notice_id: entry for entry in store.entries(at=at, notices=sorted(wanted))}
    policies = Policies.of(list(entries.values()))
    found: dict[str, list[Change]] = defaultdict(list)
    for notice_id in sorted(sources):
        for citation in entries[notice_id].record.citations:
            if citation.relation in CHANGING:
                target = policies.cited(entries[notice_id], citation).notice_id
                if target is not None and target != notice_id:
                    found[target].append(_change(entries[notice_id], citation, names[notice_id]))
    return found


def _citing(store: Store, at: int | None) -> dict[str, list[tuple[str | None, str | None]]]:
    """The notices that change others, with the numbers and titles of those."""
    found: dict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    with Session(store.engine) as session:
        rows = session.execute(
            select(Version.notice_id, CitationRow.number, CitationRow.title)
            .join(CitationRow, CitationRow.record_id == Version.record_id)
            .where(stood(at), CitationRow.relation.in_(CHANGING))
        )
        for notice_id, number, title in rows:
            found[notice_id].append((number, title))
    return found


def _cited(names: Mapping[str, _Name], citations: Iterable[tuple[str | None, str | None]]) -> set[str]:
    """The notices that citations may mean, by number or by the end of the title: an issuer may stand before it."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for name in names.values():
        for key in (name.number, name.title, normal_title(name.issued) if name.issued else None):
            if key:
                by_key[key].add(name.notice_id)
    found: set[str] = set()
    for number, title in citations:
        if number:
            found |= by_key.get(identity.normal_number(number), set())
        whole = normal_title(title or "")
        for start in range(len(whole)):
            found |= by_key.get(whole[start:], set())
    return found


def _change(entry: NoticeEntry, citation: Citation, by: _Name) -> Change:
    until = date.fromisoformat(citation.until) if citation.until else None
    repeals = citation.relation == "repeals"
    return Change(
        by=entry.notice_id,
        relation=citation.relation,
        on=(_day_in_sentence(entry, citation) if repeals else None) or by.begins,
        until=None if repeals else until,
        locator=citation.locator,
        replaces=repeals and not _ONLY_REPEALS.search(by.title or ""),
    )


def _day_in_sentence(entry: NoticeEntry, citation: Citation) -> date | None:
    """The one day from which a sentence that names a document says that something holds."""
    text = entry.record.text
    days = set()
    for evidence in citation.evidence:
        start = max(text.rfind(stop, 0, evidence.start) for stop in "。；\n") + 1
        end = min((at for stop in "。；\n" if (at := text.find(stop, evidence.end)) >= 0), default=len(text))
        days |= {tuple(map(int, found)) for found in _FROM.findall("".join(text[start:end].split()))}
    try:
        return date(*days.pop()) if len(days) == 1 else None
    except ValueError:  # the 31st of June
        return None


@dataclass(slots=True)
class _Effects:
    """What changes that are in effect by a day come to."""

    ends: list[Change] = field(default_factory=list)
    amends: list[Change] = field(default_factory=list)
    prolongs: list[Change] = field(default_factory=list)


def _validity(name: _Name, changes: Iterable[Change], day: date) -> Validity:
    effects = _Effects()
    for change in changes:
        if change.on is None or change.on <= day:
            whole_end = change.relation == "repeals" and not change.locator
            (effects.ends if whole_end else effects.prolongs if change.until or change.relation == "extends" else effects.amends).append(change)
    last = max(effects.prolongs, key=lambda change: (change.on or date.min, change.until or date.min), default=None)
    expires_on = last.until if last is not None and (last.until or last.relation == "extends") else name.expires_on
    amended = sorted({change.by for change in effects.amends} | {change.by for change in effects.prolongs if change.relation == "amends"})
    extended = sorted({change.by for change in effects.prolongs})
    status: Status = "in_force"
    since, by = name.begins, None
    if effects.ends:
        end = min(effects.ends, key=lambda change: (change.on or date.min, change.by))
        status, since, by = ("replaced" if any(change.replaces for change in effects.ends) else "repealed"), end.on, end.by
    elif name.begins is not None and name.begins > day:
        status = "not_yet"
    elif expires_on is not None and expires_on < day:
        status, since = "expired", expires_on
    return Validity(
        notice_id=name.notice_id, status=status, since=since, by=by, expires_on=expires_on, amended_by=tuple(amended), extended_by=tuple(extended)
    )
