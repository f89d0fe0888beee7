"""The index: a row a clause and a task (``passages``), and its terms, in an FTS5 table or as a tsvector with a GIN index.

The terms are written with the facts of their record, in the same transaction, and never change. SQLite keeps them without
the text (``content=''``): that stands in the facts. PostgreSQL takes them ready made, so that none of its dictionaries or
parsers has a say (its configuration ``simple`` would see a run of Chinese characters as one word).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Session

from extractors.records import NoticeRecord
from pipeline.search.terms import Phrase, terms
from pipeline.store.models import PassageRow

#: The table of terms, beside the models: SQLite's is a virtual one, with tables of its own whose names begin with this.
TERMS = "passage_terms"
# the tokenizer that leaves every character beyond ASCII alone, whatever Unicode says of it
_SQLITE = (f"CREATE VIRTUAL TABLE {TERMS} USING fts5(terms, content='', tokenize='ascii')",)
_POSTGRESQL = (
    f"CREATE TABLE {TERMS} (id INTEGER CONSTRAINT pk_{TERMS} PRIMARY KEY, terms TSVECTOR NOT NULL)",
    f"CREATE INDEX ix_{TERMS}_terms ON {TERMS} USING gin (terms)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A clause (heading, text) or a task (title, text, timeline) as it is indexed; ``position`` is its place among its kind, from 1."""

    kind: str
    position: int
    pieces: tuple[str, ...]


def create(connection: Connection) -> None:
    """Make the table of terms."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def add_record(session: Session, record: NoticeRecord, *, record_id: int) -> None:
    """Index the clauses and tasks of a record that has just been stored."""
    found = list(_passages(record))
    if not found:
        return
    rows = [{"record_id": record_id, "kind": one.kind, "position": one.position} for one in found]
    ids = session.scalars(insert(PassageRow).returning(PassageRow.id, sort_by_parameter_order=True), rows).all()
    add_terms(session.connection(), [(number, terms(one.pieces)) for number, one in zip(ids, found, strict=True)])


def add_terms(connection: Connection, passages: Sequence[tuple[int, Iterable[str]]]) -> None:
    """Write the terms of passages, by their ids."""
    if connection.dialect.name == "sqlite":
        statement = text(f"INSERT INTO {TERMS} (rowid, terms) VALUES (:id, :terms)")
        rows = [{"id": number, "terms": " ".join(found)} for number, found in passages]
    else:
        statement = text(f"INSERT INTO {TERMS} (id, terms) VALUES (:id, CAST(:terms AS tsvector))")
        rows = [{"id": number, "terms": " ".join(f"'{term}':{at}" for at, term in enumerate(found, 1))} for number, found in passages]
    if rows:
        connection.execute(statement, rows)


def fts5(wanted: Sequence[Phrase], unwanted: Sequence[Phrase]) -> str:
    """A question in the words of FTS5."""
    asked, not_asked = (
        [f'"{" ".join(one.terms)}"{" *" if one.open_end else ""}' for one in phrases] for phrases in (wanted, unwanted)
    )
    return " NOT ".join([f"({' AND '.join(asked)})", *not_asked])


def tsquery(wanted: Sequence[Phrase], unwanted: Sequence[Phrase]) -> str:
    """A question in the words of PostgreSQL's tsquery."""

    def one(asked: Phrase) -> str:
        words = [f"'{term}'" for term in asked.terms]
        words[-1] += ":*" if asked.open_end else ""
        return f"({' <-> '.join(words)})"

    return " & ".join([*map(one, wanted), *(f"!{one(asked)}" for asked in unwanted)])


def _passages(record: NoticeRecord) -> Iterator[Passage]:
    """The clauses and tasks in reading order, so that the numbers of their rows stand in it too."""
    clauses = [
        (one.evidence.start, Passage(kind="clause", position=position, pieces=(one.heading or "", one.text)))
        for position, one in enumerate(record.clauses, 1)
    ]
    tasks = [
        (one.evidence.start, Passage(kind="task", position=position, pieces=(one.title, one.text, one.timeline or "")))
        for position, one in enumerate(record.tasks, 1)
    ]
    for _, passage in sorted([*clauses, *tasks], key=lambda found: found[0]):
        yield passage
