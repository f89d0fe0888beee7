"""The migrations make what the models say, on SQLite and, as far as can be told without a server, on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from pipeline.errors import PolicygraphError
from pipeline.store.engine import open_engine
from pipeline.store.models import Base


def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "含 空格 100%" / "p.db", create=True)
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version", *Base.metadata.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []


def test_a_sqlite_store_is_opened_as_agreed(tmp_path: Path) -> None:
    with open_engine(tmp_path / "p.db", create=True).connect() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "foreign_keys", "busy_timeout")}
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        engine = open_engine(tmp_path / "p.db", create=True)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
        engine.dispose()


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    open_engine(tmp_path / "p.db", create=True).dispose()
    other = create_engine(f"sqlite:///{tmp_path / 'p.db'}")
    with other.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PolicygraphError) as caught:
        open_engine(tmp_path / "p.db", create=False)
    assert caught.value.code == "store_newer"


def test_the_schema_can_be_said_to_postgresql() -> None:
    """Names within 63 bytes, no type and no index that only SQLite has."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in Base.metadata.sorted_tables:
        CreateTable(table).compile(dialect=dialect)  # raises where a type has no word there
        for index in table.indexes:
            partial = str(index.name) in ("uq_sightings_live", "uq_versions_current")
            assert ("WHERE" in str(CreateIndex(index).compile(dialect=dialect))) == partial, index.name
        names = [constraint.name for constraint in table.constraints] + [index.name for index in table.indexes]
        assert all(len(str(name).encode()) <= 63 for name in names if name)
