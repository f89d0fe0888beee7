"""The migrations make what the models say; a store of another version is left alone; whoever only reads waits for no writer."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from pipeline.errors import PolicygraphError
from pipeline.graph.names import normal_title
from pipeline.search import index
from pipeline.store.address import database_url
from pipeline.store.engine import MIGRATIONS, open_engine, writing
from pipeline.store.facts import Content
from pipeline.store.marks import marks_of
from pipeline.store.models import Base
from tests.tools.records import city_worklist


@contextmanager
def opened(where: str | Path, *, create: bool = True) -> Iterator[Connection]:
    engine = open_engine(where, create=create)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def change(where: str | Path, statement: str) -> None:
    """Change a database behind the store's back."""
    engine = create_engine(database_url(where))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def of_the_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is one of the models: the terms of the search are not, nor the tables that FTS5 makes for them."""
    return kind != "table" or name is None or not name.startswith(index.TERMS)


def differences(connection: Connection) -> object:
    """What would have to be migrated still."""
    options = {"compare_type": True, "include_name": of_the_models}
    return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def test_migrations_make_what_the_models_say(where: str | Path) -> None:
    with opened(where) as connection:
        tables = {name for name in inspect(connection).get_table_names() if of_the_models(name, "table", None)}
        assert tables == {"alembic_version", *Base.metadata.tables}
        assert inspect(connection).has_table(index.TERMS)
        assert differences(connection) == []


def test_names_are_no_longer_than_postgresql_takes() -> None:
    """It cuts them at 63 bytes, without a word."""
    for table in Base.metadata.sorted_tables:
        names = [constraint.name for constraint in table.constraints] + [index.name for index in table.indexes]
        assert all(len(str(name).encode()) <= 63 for name in names if name)


def test_a_sqlite_store_is_opened_as_agreed(tmp_path: Path) -> None:
    with opened(tmp_path / "含 空格 100%" / "p.db") as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys", "busy_timeout")}
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_opening_again_changes_nothing(where: str | Path) -> None:
    for _ in range(2):
        with opened(where) as connection:
            assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1


def test_a_store_of_a_newer_version_is_left_alone(where: str | Path) -> None:
    with opened(where):
        pass
    change(where, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(PolicygraphError) as caught:
        open_engine(where, create=False)
    assert caught.value.code == "store_newer"


def test_a_store_of_an_older_version_is_brought_up_to_date_by_whoever_opens_it(where: str | Path) -> None:
    """What 0001 holds is there still, and what later versions find a notice by is filled in from it."""
    if isinstance(where, Path):
        where.parent.mkdir()
    engine = create_engine(database_url(where))
    record = city_worklist().record
    old = {"notice_id": city_worklist().notice_id, "json": Content.of(record).json, "title": record.notice.title, "number": record.notice.number}
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO runs (id, started, rules, arguments) VALUES (1, '2026-01-01', 'r', '{}')"))
        columns = "id, notice_id, content_hash, json, characters, clause_count, task_count, title, number, issuers, addressees, first_run"
        values = "1, :notice_id, 'h', :json, 1, 1, 1, :title, :number, '[]', '[]', 1"
        connection.execute(text(f"INSERT INTO records ({columns}) VALUES ({values})"), old)
        facts = [{"position": position, "id": task.id, "title": task.title} for position, task in enumerate(record.tasks, 1)]
        columns, values = "record_id, position, task_id, origin, part, title, text", "1, :position, :id, 'table', 'attachment:1', :title, ''"
        connection.execute(text(f"INSERT INTO tasks ({columns}) VALUES ({values})"), facts)
    engine.dispose()
    with opened(where, create=False) as connection:
        assert differences(connection) == []
        marks = connection.execute(text("SELECT number_key, title_key, stance FROM records")).one()
        assert tuple(marks) == (marks_of(record).number, marks_of(record).title, None)
        assert connection.execute(text("SELECT count(*) FROM text_bands")).scalar_one() == len(marks_of(record).bands) > 0
        supports = connection.execute(text("SELECT task_position, no, text FROM supports ORDER BY task_position, position")).all()
        said = [(position, support.no, support.text) for position, task in enumerate(record.tasks, 1) for support in task.supports]
        assert [tuple(row) for row in supports] == said
        assert connection.execute(text("SELECT title_key FROM issued_texts")).scalars().all() == [normal_title(record.notice.issued_texts[0])]
        assert connection.execute(text("SELECT value FROM targets")).scalars().all() == [200.0]


def test_asking_an_empty_database_makes_no_tables(where: str | Path) -> None:
    if isinstance(where, Path):
        where.parent.mkdir()
        where.touch()
    with pytest.raises(PolicygraphError) as caught:
        open_engine(where, create=False)
    assert caught.value.code == "no_store"
    engine = create_engine(database_url(where))
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_store_opens_and_reads_while_another_writes(where: str | Path) -> None:
    """The writer holds the write lock throughout: whoever waited for it would wait in vain, and fail after 30 seconds."""
    engine = open_engine(where, create=True)
    insert = text("INSERT INTO sources (sha256, bytes) VALUES ('a', 1)")
    count = text("SELECT count(*) FROM sources")
    with writing(engine).begin() as writer:
        writer.execute(insert)
        with opened(where, create=False) as reader:
            assert reader.execute(count).scalar_one() == 0, "what is not settled is not seen"
    with opened(where, create=False) as reader:
        assert reader.execute(count).scalar_one() == 1
        with writing(engine).begin() as writer:
            writer.execute(text("DELETE FROM sources"))
        assert reader.execute(count).scalar_one() == 1, "who reads sees one state from beginning to end"
    engine.dispose()


def _open(where: str | Path) -> str | None:
    with opened(where) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_several_processes_may_make_a_store_at_once(where: str | Path) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert len(set(pool.map(_open, [where] * 8))) == 1
