"""One writer a store: a second one is told who holds it, and the lock of a killed process is free."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from pipeline.errors import PolicygraphError
from pipeline.store.engine import open_engine
from pipeline.store.lock import writer_lock
from tests.tools.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
HOLDING = """
import sys
from pipeline.store.engine import open_engine
from pipeline.store.lock import writer_lock
with writer_lock(open_engine(sys.argv[1], create=False)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def engine(where: str | Path) -> Iterator[Engine]:
    opened = open_engine(where, create=True)
    yield opened
    opened.dispose()


@contextmanager
def another_writer(where: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of a store until its input ends."""
    command = [sys.executable, "-c", HOLDING, str(where)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_writer_is_told_who_writes(where: str | Path, engine: Engine) -> None:
    with another_writer(where) as holder:
        with pytest.raises(PolicygraphError) as caught, writer_lock(engine):
            pytest.fail("two writers")
        assert caught.value.code == "store_locked"
        assert f"主机 {socket.gethostname()} 上的进程 {holder.pid}，自 20" in str(caught.value)
        assert caught.value.remedy


def test_a_writer_that_ends_lets_the_next_one_in(where: str | Path, engine: Engine) -> None:
    with another_writer(where) as holder:
        holder.communicate("")
        assert holder.returncode == 0
        with writer_lock(engine):
            pass


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_a_killed_writer_lets_the_next_one_in(where: str | Path, engine: Engine) -> None:
    with another_writer(where) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with writer_lock(engine, wait=30):  # the server may need a moment to see that its client is gone
            pass


def test_one_may_wait_for_the_writer(where: str | Path, engine: Engine) -> None:
    with another_writer(where) as holder:
        with pytest.raises(PolicygraphError), writer_lock(engine, wait=0.2):
            pytest.fail("two writers")
        assert holder.stdin is not None
        holder.stdin.close()
        with writer_lock(engine, wait=30):
            pass


def test_a_process_is_not_two_writers(engine: Engine) -> None:
    with writer_lock(engine), pytest.raises(PolicygraphError, match=f"进程 {os.getpid()}"), writer_lock(engine):
        pytest.fail("two writers")
    with writer_lock(engine):
        pass


def test_stores_are_locked_one_by_one(new_place: Callable[[], str | Path], engine: Engine) -> None:
    other = open_engine(new_place(), create=True)
    with writer_lock(engine), writer_lock(other):
        pass
    other.dispose()


def test_two_paths_to_a_store_are_one_store(tmp_path: Path) -> None:
    path = tmp_path / "a" / "p.db"
    with writer_lock(open_engine(path, create=True)):
        (tmp_path / "b").symlink_to(path.parent, target_is_directory=True)
        with pytest.raises(PolicygraphError), writer_lock(open_engine(tmp_path / "b" / "p.db", create=False)):
            pytest.fail("two writers")


def test_a_store_in_memory_needs_no_lock() -> None:
    with writer_lock(create_engine("sqlite://")):
        pass


def test_a_password_is_not_told(postgres: Server) -> None:
    where = postgres.database().replace("policygraph@", "policygraph:geheim@")
    engine = open_engine(where, create=True)
    with writer_lock(engine), pytest.raises(PolicygraphError) as caught, writer_lock(engine):
        pytest.fail("two writers")
    assert "geheim" not in str(caught.value)
    engine.dispose()
