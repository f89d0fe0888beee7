"""One writer a store: a lock that is let go when its holder dies, however it dies.

On SQLite it is a lock of the operating system on the file ``<store>.lock`` beside the store, into which the holder is
written; on PostgreSQL a session's advisory lock on a connection of its own. Readers take no lock and wait for none.

Network shares: the lock file holds between the processes of one machine everywhere; between machines on NFS 4 and on
SMB mounts with byte-range locks (Linux: not with ``nolock``, ``local_lock`` or ``nobrl``). SQLite's write-ahead log does not
work between machines on any share, so a store that several machines open belongs on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from pipeline.errors import PolicygraphError
from pipeline.store.address import shown
from pipeline.store.engine import ADVISORY

_WRITER = 2  # the second half of the key; pipeline.store.engine has another
_LOOK_SECONDS = 0.1  # between two looks at a lock that another holds
_KEY = {"first": ADVISORY, "second": _WRITER}
_TAKE = text("SELECT pg_try_advisory_lock(:first, :second)")
_LET_GO = text("SELECT pg_advisory_unlock(:first, :second)")
_WHO = text(
    "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND classid = :first AND objid = :second AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
# a machine that vanished with its connection open is noticed after some two minutes (over TCP; a socket is closed at once)
_WATCH = ("SET tcp_keepalives_idle = 60", "SET tcp_keepalives_interval = 10", "SET tcp_keepalives_count = 6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The process that holds a lock; ``since`` is a time with its offset from UTC, as ISO 8601 writes it."""

    pid: int
    host: str
    since: str

    @classmethod
    def this_process(cls) -> Holder:
        return cls(pid=os.getpid(), host=socket.gethostname(), since=_moment(datetime.now()))


@contextmanager
def writer_lock(engine: Engine, *, wait: float = 0.0) -> Iterator[None]:
    """Be the one writer of a store as long as the block runs. ``wait``: seconds to wait for another one to end.

    A second lock of the same process on the same store is refused like that of another process. A store in memory has
    one process anyway, and no lock.

    Raises:
        PolicygraphError: another writer holds the store (``store_locked``; the message names it), or the lock file cannot be
            written (``store_folder``).
    """
    path, until = engine.url.database or "", time.monotonic() + wait
    with ExitStack() as held:
        if engine.dialect.name != "sqlite":
            held.enter_context(_on_server(engine, until))
        elif path not in ("", ":memory:"):
            held.enter_context(_beside(Path(path), until))
        yield


def _beside(store: Path, until: float) -> AbstractContextManager[None]:
    path = store.resolve().with_name(store.resolve().name + ".lock")
    return file_lock(path, until=until, refused=lambda holder: _locked(str(store), holder))


@contextmanager
def file_lock(path: Path, *, until: float, refused: Callable[[Holder | None], PolicygraphError]) -> Iterator[None]:
    """Hold a lock file as long as the block runs; the death of its holder lets it go. ``until``: how long another is waited for, as
    ``time.monotonic`` counts.

    Raises:
        PolicygraphError: what ``refused`` makes of the holder, where that can be read; or the file cannot be written (``store_folder``).
    """
    lock = FileLock(path, is_singleton=False, fallback_to_soft=False)  # a soft lock would outlive a crash
    try:
        lock.acquire(timeout=max(0.0, until - time.monotonic()), poll_interval=_LOOK_SECONDS)
    except Timeout:
        raise refused(_written(path)) from None
    except OSError as error:
        remedy = "请确认这个位置可以写入，且所在的文件系统支持文件锁"
        raise PolicygraphError(str(path), f"建不了锁文件（{error.strerror}）", remedy, code="store_folder") from error
    try:
        with suppress(OSError):  # a full disk, or Windows, where a locked file may refuse it: the lock holds without its name
            path.write_text(json.dumps(asdict(Holder.this_process())), encoding="utf-8")
        yield
    finally:
        lock.release()


@contextmanager
def _on_server(engine: Engine, until: float) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # its session ends with it, and is no other's meanwhile
        me = Holder.this_process()
        connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": f"policygraph {me.pid}@{me.host}"})
        for setting in _WATCH:
            connection.execute(text(setting))
        while not connection.scalar(_TAKE, _KEY):
            if time.monotonic() >= until:
                raise _locked(shown(engine.url.render_as_string(hide_password=True)), _asked(connection))
            time.sleep(_LOOK_SECONDS)
        try:
            yield
        finally:
            _let_go(connection)


def _let_go(connection: Connection) -> None:
    try:
        connection.execute(_LET_GO, _KEY)
    except DatabaseError:  # the connection is lost, and its lock with it
        connection.invalidate()


def _written(path: Path) -> Holder | None:
    """The holder by the lock file, where it can be read (on Windows another process may not) and was written already."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _asked(connection: Connection) -> Holder | None:
    """The holder by the server, where this user may see it and it did not end just now."""
    row = connection.execute(_WHO, _KEY).first()
    named = re.fullmatch(r"policygraph (\d+)@(.*)", row.application_name or "") if row is not None else None
    return Holder(pid=int(named[1]), host=named[2], since=_moment(row.backend_start)) if row is not None and named else None


def _moment(time: datetime) -> str:
    return time.astimezone().isoformat(sep=" ", timespec="seconds")


def _locked(where: str, holder: Holder | None) -> PolicygraphError:
    who = f"主机 {holder.host} 上的进程 {holder.pid}，自 {holder.since} 起" if holder else "另一个进程"
    remedy = "请等它写完再试；不想等，可结束那个进程，锁随进程放开，不必删文件。查询不受影响"
    return PolicygraphError(where, f"库正在被写入（{who}）", remedy, code="store_locked")
