"""The parts of a watch one by one: what is whole, what is believed, what a failure is called, what monitoring is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from pipeline.errors import PolicygraphError
from pipeline.store.locations import lies_in, lies_in_any, location, places
from pipeline.watch import heartbeat
from pipeline.watch.heartbeat import Health, State
from pipeline.watch.shares import Shares
from pipeline.watch.steady import Steady
from pipeline.watch.trouble import Backoff, trouble_of


def test_a_file_is_handed_out_once_two_looks_agree(tmp_path: Path) -> None:
    file, steady = tmp_path / "甲.txt", Steady(seconds=2)
    file.write_bytes(b"1")
    steady.touch([file], now=0)
    assert steady.ready(now=1) is None, "too early for the second look"
    file.write_bytes(b"12")
    assert steady.ready(now=2) is None, "it grows"
    file.write_bytes(b"123")
    steady.touch([file], now=3)
    assert steady.ready(now=4) is None, "it still grows"
    batch = steady.ready(now=6)
    assert batch is not None
    assert (batch.paths, batch.unsteady, len(steady)) == ((file,), (), 0)


def test_a_folder_is_handed_out_without_what_is_being_written_in_it(tmp_path: Path) -> None:
    still, growing, steady = tmp_path / "a.txt", tmp_path / "b.txt", Steady(seconds=2)
    still.write_bytes(b"1")
    growing.write_bytes(b"1")
    steady.touch([tmp_path], now=0)
    growing.write_bytes(b"12")
    (tmp_path / "c.txt").write_bytes(b"1")
    batch = steady.ready(now=2)
    assert batch is not None
    assert (batch.paths, batch.unsteady) == ((tmp_path,), (growing, tmp_path / "c.txt"))
    later = steady.ready(now=4)
    assert later is not None
    assert (later.paths, later.unsteady) == ((growing, tmp_path / "c.txt"), ())


def test_both_ends_of_a_rename_come_together(tmp_path: Path) -> None:
    old, new, steady = tmp_path / "a.txt", tmp_path / "b.txt", Steady(seconds=2)
    old.write_bytes(b"1")
    steady.touch([tmp_path], now=0)
    old.rename(new)
    first, second = steady.ready(now=2), steady.ready(now=4)
    assert first is not None
    assert second is not None
    assert (first.unsteady, second.paths) == ((old, new), (old, new))


@pytest.mark.parametrize(
    ("known", "gone", "trusted", "confirmed", "held", "why"),
    [
        (1, 1, True, False, 0, "a few files may be taken away, even all"),
        (10, 10, True, False, 0, "ten are a few"),
        (11, 11, True, False, 11, "so many at once are doubtful"),
        (30, 15, True, False, 0, "half of them are not more than half"),
        (30, 16, True, False, 16, "more than half are"),
        (2, 2, False, False, 2, "a folder not known yet is believed if it holds at least half"),
        (2, 1, False, False, 0, "and it does"),
        (30, 30, False, True, 0, "somebody has said so"),
    ],
)
def test_what_is_held_back(known: int, gone: int, trusted: bool, confirmed: bool, held: int, why: str, tmp_path: Path) -> None:
    shares = Shares([tmp_path], confirmed=confirmed)
    shares.look()
    if trusted:
        shares.trust([tmp_path])
    files = [location(tmp_path / f"{number}.txt") for number in range(known)]
    assert len(shares.hold(files[:gone], [*files, "/elsewhere/x.txt"])) == held, why
    assert shares.doubted == ((tmp_path,) if held else ())


def test_a_word_counts_for_one_whole_look(tmp_path: Path) -> None:
    shares, files = Shares([tmp_path], confirmed=True), [location(tmp_path / f"{number}.txt") for number in range(20)]
    shares.look()
    assert not shares.hold(files, files)
    shares.trust([tmp_path])
    assert len(shares.hold(files, files)) == 20


def test_a_folder_that_is_gone_or_another_is_told_once(tmp_path: Path) -> None:
    share, away = tmp_path / "share", tmp_path / "away"
    share.mkdir()
    shares = Shares([share], confirmed=False)
    seen = [shares.look()]
    share.rename(away)
    seen += [shares.look(), shares.look()]
    assert shares.hold(["/x"], ["/x"]) == set(), "what lies elsewhere is not its business"
    share.mkdir()
    seen.append(shares.look())
    assert [(one.lost, one.back) for one in seen] == [((), (share,)), ((share,), ()), ((), ()), ((), (share,))]


def _locked(folder: Path) -> Exception:
    """What is raised where another has the database, got from a real one."""
    engine = create_engine(f"sqlite:///{folder / 'x.db'}", connect_args={"timeout": 0})
    with closing(sqlite3.connect(folder / "x.db", isolation_level=None)) as other, engine.connect() as connection:
        other.execute("begin exclusive")
        with pytest.raises(DatabaseError) as caught:
            connection.execute(text("create table x (y)"))
    return caught.value


def _caused(error: PolicygraphError, cause: Exception) -> PolicygraphError:
    error.__cause__ = cause
    return error


def test_troubles_by_name(tmp_path: Path) -> None:
    full, known = OSError(28, "No space left on device"), PolicygraphError("x", "坏了", "修", code="output.failed")
    cases: list[tuple[Exception, str, str]] = [
        (full, "disk_full", "the system says so"),
        (_caused(known, full), "disk_full", "whatever was raised because of it"),
        (_locked(tmp_path), "store_busy", "another writes"),
        (PolicygraphError("x", "占着", "等", code="store_locked"), "store_locked", "what has a name keeps it"),
        (PermissionError(13, "Permission denied"), "system", "the system refuses"),
        (ZeroDivisionError("x"), "internal", "a mistake of the program"),
    ]
    for error, code, why in cases:
        trouble = trouble_of(error, where="库", folder=tmp_path)
        assert trouble.code == code, why
        assert trouble.remedy, why


def test_what_fails_is_tried_again_ever_more_rarely() -> None:
    backoff = Backoff(most=5)
    assert [backoff.failed(now=100) for _ in range(5)] == [1, 2, 4, 5, 5]
    assert [backoff.due(now) for now in (104.9, 105)] == [False, True]
    backoff.worked()
    assert backoff.due(0)
    assert backoff.failed(now=0) == 1


@pytest.mark.parametrize(
    ("state", "troubled", "age", "expected", "why"),
    [
        (State.WATCHING, False, 10, Health.WELL, "it lives"),
        (State.READING, False, 10, Health.WELL, "it is at work"),
        (State.WAITING, True, 10, Health.TROUBLED, "it lives, and cannot go on"),
        (State.WATCHING, False, 61, Health.SILENT, "nothing has been heard of it"),
        (State.WAITING, True, 61, Health.SILENT, "neither"),
        (State.STOPPED, False, 10, Health.SILENT, "it has ended"),
    ],
)
def test_health(state: State, troubled: bool, age: float, expected: Health, why: str, tmp_path: Path) -> None:
    beat = heartbeat.first_beat(("in",)).model_copy(update={"state": state, "troubled": troubled})
    heartbeat.write(beat, tmp_path / "beat.json")
    again = heartbeat.read(tmp_path / "beat.json")
    assert again == beat
    assert heartbeat.health(again, now=beat.time.astimezone(UTC) + timedelta(seconds=age), max_age=60) is expected, why
    assert heartbeat.health(None, now=datetime.now(UTC), max_age=60) is Health.SILENT


def test_a_heartbeat_of_something_else_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "beat.json").write_text("{}", encoding="utf-8")
    with pytest.raises(PolicygraphError, match=r"beat\.json"):
        heartbeat.read(tmp_path / "beat.json")


@pytest.mark.parametrize("inner", ["/a/b/c", "/a/b", "/a", "/", "/ab", "/a/bc", "c:/x/y"])
@pytest.mark.parametrize("outers", [["/a/b"], ["/"], ["/a/b/c", "/x"], [], ["/ab"]])
def test_many_folders_are_asked_as_one_is(inner: str, outers: list[str]) -> None:
    assert lies_in_any(inner, places(outers)) == any(lies_in(inner, outer) for outer in outers)
