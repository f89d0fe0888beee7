"""Opening a store: a SQLite file by default, another database by URL; its tables brought up to date by Alembic."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from pipeline.errors import PolicygraphError

MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_MS = 30_000


def open_engine(where: str | Path, *, create: bool) -> Engine:
    """The database at a path or URL, its tables as this version needs them.

    Raises:
        PolicygraphError: it is not there and is not to be made, it is no store, or a newer version wrote it.
    """
    url = _url(where)
    place = url.render_as_string(hide_password=True) if is_url(where) else str(where)
    if url.database and not is_url(where):
        path = Path(url.database)
        if not create and not path.is_file():
            raise PolicygraphError(
                place, "没有这个库", "先用 policygraph run 文件夹 -o outputs/ 建库，或用 --store 指明库的位置", code="no_store"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PolicygraphError(place, f"建不了这个文件夹（{error.strerror}）", "换一个可以写入的位置", code="store_folder") from error
    try:
        engine = create_engine(url, json_serializer=_json)
        if engine.dialect.name == "sqlite":
            _tune_sqlite(engine)
        _upgrade(engine)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise PolicygraphError(place, f"不认识这种数据库（{error}）", "请检查地址，并安装它的驱动程序", code="store_url") from error
    except CommandError as error:
        raise PolicygraphError(place, "这个库是更新版本的 policygraph 写的", "请升级 policygraph", code="store_newer") from error
    except (DatabaseError, sqlite3.Error) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        raise PolicygraphError(
            place, f"打不开这个库（{reason}）", "请确认它是 policygraph 的库，所在文件夹可以写入，且没有被别的程序锁住", code="store"
        ) from error
    return engine


def is_url(where: str | Path) -> bool:
    """Whether this is a database URL rather than the path of a SQLite file."""
    return isinstance(where, str) and "://" in where


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write: SQLite takes its lock at their beginning, and waits for it."""
    return engine.execution_options(policygraph_writes=True)


def _url(where: str | Path) -> URL:
    if is_url(where):
        try:
            return make_url(str(where))
        except (ArgumentError, ValueError) as error:
            raise PolicygraphError(str(where), "这不是数据库地址", "形如 postgresql://用户@主机/库名", code="store_url") from error
    return URL.create("sqlite", database=str(where))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tune_sqlite(engine: Engine) -> None:
    """Foreign keys, patience with other writers, and true transactions (the driver's own begin too late)."""

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


def _upgrade(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:  # write-ahead logging is a property of the file, and cannot be set inside a transaction
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
