"""Opening a store: a SQLite file by default, PostgreSQL by URL; its tables brought up to date by Alembic.

Both databases keep the same promises. A transaction sees one state of the store from its beginning to its end, and is
never blocked by one that writes (SQLite: write-ahead log; PostgreSQL: ``REPEATABLE READ``). Transactions that write
(:func:`writing`) come one after another: each takes the store's write lock at its beginning and waits for it
(SQLite: ``BEGIN IMMEDIATE``; PostgreSQL: an advisory lock of the transaction).
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DatabaseError, DataError, NoSuchModuleError

from pipeline.errors import PolicygraphError
from pipeline.store.address import database_url, shown

MIGRATIONS = Path(__file__).with_name("migrations")
ADVISORY = 0x706F6C79  # "poly": the first half of the keys of policygraph's advisory locks, which the databases of a server do not share
_TRANSACTION = 1  # the second half; pipeline.store.lock has another
_BUSY_MS = 30_000
_CONNECT_SECONDS = 30
_INDEX_FULL = "54000"  # SQLSTATE program_limit_exceeded: a text is longer than an index takes (some 2,700 bytes, packed)


def open_engine(where: str | Path, *, create: bool) -> Engine:
    """The database at a path or URL, its tables as this version needs them.

    Opening a store that is up to date only reads, so that a reader waits for no writer.

    Raises:
        PolicygraphError: it is not there and is not to be made, it is no store, or a newer version wrote it.
    """
    url, place = database_url(where), shown(where)
    on_server = url.get_backend_name() != "sqlite"
    if not on_server and url.database not in (None, "", ":memory:"):
        _look_for_file(Path(url.database or ""), place, create=create)
    try:
        engine = _postgresql(url, place) if on_server else _sqlite(url)
        if not _up_to_date(engine):
            _upgrade(engine, place, create=create)
    except (NoSuchModuleError, ImportError) as error:
        remedy = "请执行 pip install 'policygraph[postgres]'，再试一次"
        raise PolicygraphError(place, f"没有安装 PostgreSQL 的驱动程序（{_one_line(error)}）", remedy, code="store_driver") from error
    except CommandError as error:
        raise PolicygraphError(place, "这个库是更新版本的 policygraph 写的", "请升级 policygraph", code="store_newer") from error
    except (DatabaseError, sqlite3.Error) as error:
        remedy = "请确认它是 policygraph 的库，所在文件夹可以写入，且没有被别的程序锁住"
        if on_server:
            remedy = "请确认服务器已启动，库已建好（createdb -E UTF8 库名），地址、用户和密码无误，且这个用户可以建表"
        raise PolicygraphError(place, f"打不开这个库（{_one_line(getattr(error, 'orig', error))}）", remedy, code="store") from error
    return engine


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write: each takes the write lock at its beginning, and waits 30 s for it at most.

    Data that no column of the database can hold is a ``ValueError``.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(policygraph_writes=True)
    # not REPEATABLE READ: what is seen would be what was there before the lock was had
    return engine.execution_options(policygraph_writes=True, isolation_level="READ COMMITTED")


def _no_store(place: str) -> PolicygraphError:
    return PolicygraphError(place, "没有这个库", "先用 policygraph run 文件夹 -o outputs/ 建库，或用 --store 指明库的位置", code="no_store")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _look_for_file(path: Path, place: str, *, create: bool) -> None:
    if not create and not path.is_file():
        raise _no_store(place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PolicygraphError(place, f"建不了这个文件夹（{error.strerror}）", "换一个可以写入的位置", code="store_folder") from error


def _sqlite(url: URL) -> Engine:
    """Foreign keys, patience with other writers, and true transactions (the driver's own begin too late)."""
    engine = create_engine(url, json_serializer=_json)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("policygraph_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, place: str) -> Engine:
    """Snapshots for those who read, one writer at a time, and text in UTF-8."""
    given = {"connect_timeout": _CONNECT_SECONDS, "fallback_application_name": "policygraph"}
    defaults = {name: value for name, value in given.items() if name not in url.query}
    engine = create_engine(url, json_serializer=_json, isolation_level="REPEATABLE READ", pool_pre_ping=True, connect_args=defaults)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            remedy = "请另建一个库：createdb -E UTF8 -T template0 库名"
            raise PolicygraphError(place, f"这个库的编码是 {encoding}，存不下汉字", remedy, code="store_encoding")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("policygraph_writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_MS}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY}, {_TRANSACTION})")

    @event.listens_for(engine, "handle_error")
    def refused(context: ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(context.sqlalchemy_exception, DataError) or getattr(error, "sqlstate", None) == _INDEX_FULL:
            raise ValueError(_one_line(error)) from error

    return engine


@cache
def _head() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _up_to_date(engine: Engine) -> bool:
    with engine.begin() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _head()


def _upgrade(engine: Engine, place: str, *, create: bool) -> None:
    """Make the tables, or change them to what this version needs. Several processes may come at once: one does it, the others wait."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:  # write-ahead logging is a property of the file, and cannot be set inside a transaction
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
    with writing(engine).begin() as connection:
        if not create and MigrationContext.configure(connection).get_current_revision() is None:
            raise _no_store(place)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
