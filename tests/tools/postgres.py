"""A PostgreSQL server for the tests, in a folder of its own, reached by a Unix socket alone."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

if sys.platform != "win32":
    import pwd

_PROGRAMS = ("initdb", "postgres")
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
}
_NOT_ROOT = ("postgres", "nobody")  # the server refuses to run as root
_START_SECONDS = 60
# runs the server until its own input ends, which it does however the tests end; the data are thrown away, so it stops at once
_KEEPER = 'folder=$0; "$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$folder"'


def programs() -> Path | None:
    """The folder of the server's programs: on the path, or where Debian and its kin keep them, the newest version.

    None on Windows, where a server would have to be reached in another way.
    """
    if sys.platform == "win32":
        return None
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return next((folder for folder in folders if all((folder / name).exists() for name in _PROGRAMS)), None)


class Server:
    """A running server. Databases are made one by one and go with the server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (f"store_{number}" for number in itertools.count(1))

    def url(self, database: str) -> str:
        return f"postgresql://policygraph@/{database}?host={self._folder}"

    def database(self, options: str = "") -> str:
        """The URL of a new, empty database; ``options`` as for CREATE DATABASE."""
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {options}".encode())
        return self.url(name)


@contextmanager
def running(bin_folder: Path) -> Iterator[Server]:
    """A server that lives as long as the block."""
    user = next(filter(_exists, _NOT_ROOT)) if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # short: a socket's path has 107 bytes at most
    if user is not None:
        shutil.chown(folder, user)
    try:
        _init(bin_folder, folder / "data", user)
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = ["sh", "-c", _KEEPER, folder, bin_folder / "postgres", "-D", folder / "data", "-k", folder, *settings]
        log = folder / "log"
        with log.open("wb") as said:
            keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, cwd="/", **_as(user))
        server = Server(folder)
        try:
            _wait(server, log)
            yield server
        finally:
            keeper.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def _as(user: str | None) -> dict[str, Any]:
    """How a process is started as a user (``None``: as oneself)."""
    return {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _init(bin_folder: Path, data: Path, user: str | None) -> None:
    initdb = bin_folder / "initdb"
    command: list[str | Path] = [initdb, "-D", data, "-U", "policygraph", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8"]
    offered = subprocess.run([initdb, "--help"], capture_output=True, text=True, check=True).stdout
    if "--icu-locale" in offered:  # an order of characters that is not Python's, so that no result can rest on it
        command += ["--locale-provider=icu", "--icu-locale=zh"]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **_as(user))
    assert done.returncode == 0, done.stderr


def _wait(server: Server, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
            return
        except psycopg.OperationalError:
            said = log.read_text(encoding="utf-8", errors="replace")
            assert time.monotonic() < until, f"the server does not answer: {said}"
            time.sleep(0.05)
