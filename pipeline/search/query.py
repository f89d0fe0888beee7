"""A question put to the store: the passages that hold its words, the best first, with what a list of hits shows of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    TableClause,
    Text,
    and_,
    bindparam,
    cast,
    collate,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    tuple_,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute

from pipeline import identity
from pipeline.search.index import TERMS, fts5, tsquery
from pipeline.search.language import question
from pipeline.search.snippets import Snippet, place_in_record, snippet
from pipeline.search.terms import Phrase
from pipeline.search.texts import texts
from pipeline.store.conditions import assigned, due
from pipeline.store.models import ClauseRow, PassageRow, Record, TaskRow, Version
from pipeline.store.points import stood

Kind = Literal["clause", "task"]
#: Up to so many passages are ranked, which takes 1.3 µs each. Words that more passages hold say little, and their rank too:
#: then what was read last comes first.
MOST_RANKED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What hits must be, besides holding the words; all days are included.

    ``unit`` is part of the name of a unit that a task is assigned to, ``due_after`` and ``due_before`` bound a limit of it (as in
    ``Corpus.tasks``); a clause passes with a task that stands in it. ``place`` is part of the name of the notice's place, or the
    beginning of its code; ``notices`` are the ids to keep, ``hidden`` those to leave out; ``where`` are further conditions on
    ``Record``; ``at`` is a run: what stood after it is searched.
    """

    kind: Kind | None = None
    unit: str | None = None
    place: str | None = None
    notices: Collection[str] | None = None
    issued_after: date | None = None
    issued_before: date | None = None
    due_after: date | None = None
    due_before: date | None = None
    where: Sequence[ColumnElement[bool]] = field(default=())
    at: int | None = None
    hidden: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A clause or task that holds the words.

    ``id`` is its id within the notice, ``path`` its clause's path (of a task in a table without clause: its section),
    ``heading`` the clause's heading or the task's title. ``start`` and ``end`` are the range in the record's text of the first
    of the words, or of the fact's evidence where the words cannot be placed.
    """

    notice_id: str
    number: str | None
    title: str | None
    kind: Kind
    id: str
    path: str | None
    heading: str | None
    snippet: Snippet
    start: int
    end: int


def search(engine: Engine, words: str, *, keep: Filter | None = None, limit: int = 50) -> list[Hit]:
    """The passages of notices that stand which hold the words, the best first (bm25 or ts_rank), then in reading order.

    Where no passage holds an unquoted word as it is typed, those with all of its jieba words are given.

    Raises:
        PolicygraphError: no word is asked for.
    """
    asked = question(words)
    with engine.connect() as connection:
        for wanted in filter(None, (asked.wanted, asked.loose)):
            found = _found(connection, wanted, asked.unwanted, keep or Filter(), limit)
            if found:
                return _hits(connection, found, wanted)
    return []


def frame(hits: Sequence[Hit]) -> pd.DataFrame:
    """Hits as a frame, with ids over all notices; ``snippet`` is the text, ``marks`` lists its marked ranges as ``[start, end]``."""
    columns = ("notice_id", "number", "title", "kind", "id", "path", "heading", "snippet", "marks", "start_offset", "end_offset")
    own_id = {"clause": identity.clause_id, "task": identity.task_id}
    rows = [
        (
            *(hit.notice_id, hit.number, hit.title, hit.kind, own_id[hit.kind](hit.notice_id, hit.id), hit.path, hit.heading),
            *(hit.snippet.text, [list(mark) for mark in hit.snippet.marks], hit.start, hit.end),
        )
        for hit in hits
    ]
    made = pd.DataFrame(rows, columns=list(columns), dtype="object")
    texts = dict.fromkeys(columns[:8], "string")
    return made.astype(texts | {"start_offset": "Int64", "end_offset": "Int64"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    record_id: int
    notice_id: str
    kind: Kind
    position: int


def _found(connection: Connection, wanted: Sequence[Phrase], unwanted: Sequence[Phrase], keep: Filter, limit: int) -> list[_Found]:
    index, number, matches, rank = _index(connection, wanted, unwanted)
    some = select(number).select_from(index).where(matches).limit(MOST_RANKED + 1).subquery()
    ranked = connection.execute(select(func.count()).select_from(some)).scalar_one() <= MOST_RANKED
    order = (rank, _by_code_point(connection, Version.notice_id), number) if ranked else (number.desc(),)
    query = (
        select(Version.record_id, Version.notice_id, PassageRow.kind, PassageRow.position)
        .select_from(index)
        .join(PassageRow, PassageRow.id == number)
        .join(Version, Version.record_id == PassageRow.record_id)
        .where(matches, stood(keep.at), *_conditions(keep, number))
        .order_by(*order)
        .limit(limit)
    )
    return [
        _Found(record_id=record, notice_id=notice, kind="task" if kind == "task" else "clause", position=position)
        for record, notice, kind, position in connection.execute(query)
    ]


def _index(
    connection: Connection, wanted: Sequence[Phrase], unwanted: Sequence[Phrase]
) -> tuple[TableClause, ColumnElement[int], ColumnElement[bool], ColumnElement[float]]:
    """The table of terms, its number, that it holds what is asked for, and its rank (the smaller the better)."""
    if connection.dialect.name == "sqlite":
        index = table(TERMS, column("rowid"), column("rank"))
        return index, index.c.rowid, literal_column(TERMS).op("MATCH", is_comparison=True)(fts5(wanted, unwanted)), index.c.rank
    index = table(TERMS, column("id"), column("terms"))
    asked = cast(literal(tsquery(wanted, unwanted), Text), TSQUERY)
    return index, index.c.id, index.c.terms.op("@@", is_comparison=True)(asked), -func.ts_rank(index.c.terms, asked)


def _by_code_point(connection: Connection, text: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """A text in the order that SQLite and Python have, whatever the database's language."""
    return collate(text, "BINARY" if connection.dialect.name == "sqlite" else "C")


def _conditions(keep: Filter, number: ColumnElement[int]) -> list[ColumnElement[bool]]:
    found = [_of_records(condition) for condition in keep.where]
    if keep.kind is not None:
        found.append(PassageRow.kind == keep.kind)
    if keep.place is not None:
        part = "".join(keep.place.split())
        found.append(_of_records(Record.place_name.icontains(part, autoescape=True) | Record.place_code.startswith(part, autoescape=True)))
    if keep.notices is not None:
        found += _of_notices(keep.notices, number, keep.at)
    if keep.hidden:  # written out: there may be more than a query has parameters for
        found.append(Version.notice_id.not_in(bindparam("hidden", sorted(keep.hidden), expanding=True, literal_execute=True)))
    if keep.issued_after is not None:
        found.append(_of_records(Record.issued_on >= keep.issued_after))
    if keep.issued_before is not None:
        found.append(_of_records(Record.issued_on <= keep.issued_before))
    if keep.unit is not None or keep.due_after is not None or keep.due_before is not None:
        found.append(_task_with(keep))
    return found


def _of_records(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """That the passage is of a record with a condition. Asked apart, for an index answers it: in the row of a record what is asked
    for lies behind its JSON, and to read past that for each passage takes a hundred times as long."""
    return PassageRow.record_id.in_(select(Record.id).where(condition))


def _of_notices(notices: Collection[str], number: ColumnElement[int], at: int | None) -> list[ColumnElement[bool]]:
    """That the passage is of these notices; the range of its numbers is said too, for the index jumps to it."""
    of_these = (
        select(PassageRow.id)
        .join(Version, Version.record_id == PassageRow.record_id)
        .where(Version.notice_id.in_(notices), stood(at))
        .subquery()
    )
    first, last = (select(end(of_these.c.id)).scalar_subquery() for end in (func.min, func.max))
    return [Version.notice_id.in_(notices), number >= first, number <= last]


def _task_with(keep: Filter) -> ColumnElement[bool]:
    """That the passage is a task, or a clause with a task in it, of the unit and with the limit that are asked for."""
    this_task = and_(PassageRow.kind == "task", TaskRow.position == PassageRow.position)
    clause = select(literal(1)).where(
        ClauseRow.record_id == PassageRow.record_id, ClauseRow.position == PassageRow.position, ClauseRow.clause_id == TaskRow.clause_id
    )
    this_clause = and_(PassageRow.kind == "clause", clause.correlate(PassageRow, TaskRow).exists())
    task = select(literal(1)).select_from(TaskRow).where(TaskRow.record_id == PassageRow.record_id, or_(this_task, this_clause))
    if keep.unit is not None:
        task = task.where(assigned(keep.unit))
    if keep.due_after is not None or keep.due_before is not None:
        task = task.where(due(after=keep.due_after, before=keep.due_before))
    return task.correlate(PassageRow).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    id: str
    path: str | None
    pieces: tuple[str, ...]
    start: int
    end: int


def _hits(connection: Connection, found: Sequence[_Found], asked: Sequence[Phrase]) -> list[Hit]:
    records = {one.record_id for one in found}
    heads = {row.id: row for row in connection.execute(select(Record.id, Record.title, Record.number).where(Record.id.in_(records)))}
    whole = texts(connection, records)
    facts = {"clause": _clauses(connection, found), "task": _tasks(connection, found)}
    hits = []
    for one in found:
        fact = facts[one.kind][one.record_id, one.position]
        start, end = place_in_record(whole[one.record_id], fact.pieces, asked, near=fact.start) or (fact.start, fact.end)
        hits.append(
            Hit(
                notice_id=one.notice_id,
                number=heads[one.record_id].number,
                title=heads[one.record_id].title,
                kind=one.kind,
                id=fact.id,
                path=fact.path,
                heading=fact.pieces[0] or None,
                snippet=snippet(fact.pieces, asked),
                start=start,
                end=end,
            )
        )
    return hits


def _clauses(connection: Connection, found: Sequence[_Found]) -> dict[tuple[int, int], _Fact]:
    rows = connection.execute(select(ClauseRow.__table__).where(_these(ClauseRow, "clause", found)))
    return {
        (row.record_id, row.position): _Fact(
            id=row.clause_id, path=row.path, pieces=(row.heading or "", row.text), start=row.start_offset, end=row.end_offset
        )
        for row in rows
    }


def _tasks(connection: Connection, found: Sequence[_Found]) -> dict[tuple[int, int], _Fact]:
    path = (
        select(ClauseRow.path)
        .where(ClauseRow.record_id == TaskRow.record_id, ClauseRow.clause_id == TaskRow.clause_id)
        .order_by(ClauseRow.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(select(TaskRow.__table__, path.label("path")).where(_these(TaskRow, "task", found)))
    return {
        (row.record_id, row.position): _Fact(
            id=row.task_id,
            path=row.path or "".join(filter(None, (row.section_label, row.section_heading))) or None,
            pieces=(row.title, row.text, row.timeline or ""),
            start=row.start_offset,
            end=row.end_offset,
        )
        for row in rows
    }


def _these(row: type[ClauseRow] | type[TaskRow], kind: Kind, found: Sequence[_Found]) -> ColumnElement[bool]:
    """That a row is that of a passage. The records are said apart: SQLite reads the whole table for a list of pairs, or of ``OR``."""
    pairs = [(one.record_id, one.position) for one in found if one.kind == kind]
    return and_(row.record_id.in_({record for record, _ in pairs}), tuple_(row.record_id, row.position).in_(pairs))
