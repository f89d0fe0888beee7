"""The migrations make what the models say; a store of another version is left alone; whoever only reads waits for no writer."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from pipeline.errors import PolicygraphError
from pipeline.store.address import database_url
from pipeline.store.engine import open_engine, writing
from pipeline.store.models import Base


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


def test_migrations_make_what_the_models_say(where: str | Path) -> None:
    with opened(where) as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version", *Base.metadata.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []


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
    with opened(where) as connection:
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    for statement in ("DROP TABLE unit_links", "DROP TABLE resolutions", "UPDATE alembic_version SET version_num = '0001'"):
        change(where, statement)
    with opened(where, create=False) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == head
        assert inspect(connection).has_table("unit_links")


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
