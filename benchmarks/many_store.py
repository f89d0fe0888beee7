"""A store of many notices with their files beside it, made from records that were made and not read.

To read a hundred thousand notices takes hours, and what is asked of the store afterwards does not depend on who wrote it: so many come in
by the store's own door, are settled and linked, and then the rows of each are copied so many times, as notices with other numbers.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.corpus_of_many import MEDIA_TYPE, Template, made
from pipeline.resolve.store import resolve_store
from pipeline.rules import rules_in_force
from pipeline.search.index import add_terms
from pipeline.search.terms import terms
from pipeline.store.engine import writing
from pipeline.store.locations import location
from pipeline.store.models import Base
from pipeline.store.store import FileSeen, Store

WRITTEN_NS = 1_700_000_000_000_000_000
_PASSAGES = 20_000
#: What is not the same in a copy, by table and column; in all other tables that is ``record_id`` alone.
_OTHER = {
    "sources": {"sha256": "'x' || :copy || substr(sha256, 3)"},
    "records": {"id": "id + :records", "notice_id": "notice_id || :copy", "number": "number || :copy", "number_key": "number_key || :copy"},
    "sightings": {
        "id": "id + :records",
        "location": "replace(location, '../in/', '../in/copy' || :copy || '/')",
        "path": "replace(path, '/in/', '/in/copy' || :copy || '/')",
        "name": "'copy' || :copy || '/' || name",
        "sha256": "'x' || :copy || substr(sha256, 3)",
        "record_id": "record_id + :records",
    },
    "versions": {"id": "id + :records", "notice_id": "notice_id || :copy", "record_id": "record_id + :records"},
    "passages": {"id": "id + :passages", "record_id": "record_id + :records"},
}
_OWN = {"records": "id <= :records", "sources": "sha256 NOT LIKE 'x%'", "sightings": "id <= :records", "versions": "id <= :records"}
_LEFT = ("runs", "same_as", "documents")


def build(folder: Path, found: Sequence[Template], *, notices: int, copies: int) -> None:
    """Make ``in`` and ``out/policygraph.db`` in a folder, where they are not there yet."""
    where = folder / "out" / "policygraph.db"
    if where.exists():
        return
    with Store.open(where, create=True) as store:
        _by_the_door(store, folder / "in", found, notices)
        for copy in range(1, copies + 1):
            with writing(store.engine).begin() as connection:
                _copy(connection, copy)
        _index(store, copies)
    for path in sorted((folder / "in").glob("[0-9]*/*.txt")):
        for copy in range(1, copies + 1):
            other = folder / "in" / f"copy{copy}" / path.parent.name
            other.mkdir(parents=True, exist_ok=True)
            os.link(path, other / path.name)


def _by_the_door(store: Store, inbox: Path, found: Sequence[Template], notices: int) -> None:
    rules = rules_in_force()
    run = store.begin_run(rules=rules.name, arguments={})
    for one in made(found, range(notices), with_records=True):
        path = inbox / one.name[:3] / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.text, encoding="utf-8", newline="\n")
        os.utime(path, ns=(WRITTEN_NS, WRITTEN_NS))
        size, name = path.stat().st_size, f"{one.name[:3]}/{one.name}"
        file = FileSeen(location=location(path), path=str(path), name=name, size=size, modified_ns=WRITTEN_NS)
        assert one.record is not None
        store.put(one.record, file=file, rules=rules.of(MEDIA_TYPE, has_tables=False), run=run)
    store.settle(run=run)
    resolve_store(store)
    store.end_run(run)


def _copy(connection: Connection, copy: int) -> None:
    """The rows of the notices that came by the door once more."""
    values = {"copy": str(copy)}
    for name in ("records", "passages"):
        last = f"SELECT max(id) FROM {name} WHERE id <= (SELECT count(*) FROM {name}) / :copy"
        values[name] = connection.execute(text(last), {"copy": copy}).scalar_one() * copy
    for table in Base.metadata.sorted_tables:
        if table.name in _LEFT:
            continue
        other = _OTHER.get(table.name, {"record_id": "record_id + :records"})
        columns, own = [column.name for column in table.columns], _OWN.get(table.name, "record_id <= :records")
        own = own.replace(":records", f"{values['records'] // copy}")
        said = f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(other.get(name, name) for name in columns)} FROM {table.name} WHERE {own}"
        connection.execute(text(said), {name: value for name, value in values.items() if f":{name}" in said})


def _index(store: Store, copies: int) -> None:
    """Terms for the passages of the copies: the index keeps no text that could be copied."""
    asked = text(
        "SELECT p.id, coalesce(c.heading, ''), coalesce(c.text, ''), coalesce(t.title, ''), coalesce(t.text, ''), coalesce(t.timeline, '') FROM passages p "
        "LEFT JOIN clauses c ON p.kind = 'clause' AND c.record_id = p.record_id AND c.position = p.position "
        "LEFT JOIN tasks t ON p.kind = 'task' AND t.record_id = p.record_id AND t.position = p.position WHERE p.id BETWEEN :first AND :last"
    )
    with store.engine.connect() as connection:
        own = connection.execute(text("SELECT count(*) FROM passages")).scalar_one() // (copies + 1)
    for first in range(1, own + 1, _PASSAGES):
        with writing(store.engine).begin() as connection:
            rows = connection.execute(asked, {"first": first, "last": min(first + _PASSAGES - 1, own)}).all()
            cut = [(row[0], terms(filter(None, row[1:]))) for row in rows]
            for copy in range(1, copies + 1):
                add_terms(connection, [(number + own * copy, found) for number, found in cut])
