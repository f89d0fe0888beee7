"""A watch as it runs: a real process, real files, a real store; what is waited for has a deadline, and no moment is counted on."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import PolicygraphError
from pipeline.run import run
from pipeline.store.store import Store
from pipeline.watch import heartbeat, watch
from tests.tools.disk import small_disk

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90
WATCH = """
import json, sys
from pipeline.terminal import console
from pipeline.watch import Settings, watch
from pipeline.watch.log import logging_to
with console.stopped_by_signals() as stop, logging_to(None):
    given = json.loads(sys.argv[2])
    rows, workers = given.pop("knowledge", None), given.pop("workers", 0)
    watch(sys.argv[3:], output=sys.argv[1], settings=Settings(**given), knowledge=rows, workers=workers, stop=stop)
"""
HOLDING = """
import sys
from pipeline.store.engine import open_engine
from pipeline.store.lock import writer_lock
with writer_lock(open_engine(sys.argv[1], create=False), wait=60):
    print("held", flush=True)
    sys.stdin.read()
"""
NOTICE = """泽川市应急管理局
关于开展{what}检查的通知
泽应急〔2025〕{number}号

各县（区）应急管理局：
一、排查隐患。对{what}逐户排查。（牵头单位：市应急管理局；完成时限：2025年6月底前）

泽川市应急管理局
2025年3月3日
"""


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"{what} does not come to pass"
        time.sleep(0.02)


def notice(number: int, what: str = "燃气") -> str:
    return NOTICE.format(number=number, what=what)


class Watched:
    """A folder, the watch that looks at it, and the store that it keeps."""

    def __init__(self, inbox: Path, output: Path, **settings: object) -> None:
        self.inbox, self.output = inbox, output
        inbox.mkdir(exist_ok=True)
        self._settings = json.dumps({"settle": 0.3, "export_minutes": 0.0, **settings})
        self._log = inbox.with_name(f"{inbox.name}.log")
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-c", WATCH, str(self.output), self._settings, str(self.inbox)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stderr=log)

    @property
    def lines(self) -> list[dict[str, object]]:
        """What was logged."""
        with suppress(FileNotFoundError):
            return [json.loads(line) for line in self._log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        return []

    def until_told(self, *, since: int = 0, **fields: object) -> dict[str, object]:
        """The first line after so many that has these fields."""
        found: list[dict[str, object]] = []

        def told() -> bool:
            assert self.process.poll() in (None, 0), self._log.read_text(encoding="utf-8")
            found[:] = [line for line in self.lines[since:] if fields.items() <= line.items()]
            return bool(found)

        until(told, str(fields))
        return found[0]

    def asked(self, query: str) -> list[tuple[object, ...]]:
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{self.output / 'policygraph.db'}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()
        return []

    def history(self, name: str) -> list[tuple[object, ...]]:
        """What the store ever had of a file, oldest first: its record, and whether it is gone."""
        return self.asked(f"select record_id, gone_run is not null from sightings where name = '{name}' order by id")

    def standing(self) -> set[object]:
        return {row[0] for row in self.asked("select notice_id from versions where ended_run is null")}

    def until_standing(self, *numbers: int, but: tuple[int, ...] = ()) -> None:
        def so() -> bool:
            shown = " ".join(map(str, self.standing()))
            return all(f"〔2025〕{number}号" in shown for number in numbers) and not any(f"〔2025〕{number}号" in shown for number in but)

        until(so, f"{numbers} without {but}")

    def end(self, by: int = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(PATIENCE)


@contextmanager
def watching(folder: Path, **settings: object) -> Iterator[Watched]:
    watched = Watched(folder / "in", folder / "out", **settings)
    try:
        yield watched
    finally:
        watched.process.kill()
        watched.process.wait()


@pytest.fixture(scope="module", params=[False, True], ids=["told", "polling"])
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """One that several tests share, each with files of its own: told by the system, then by polling. Its store is there."""
    with watching(tmp_path_factory.mktemp("watched"), poll=request.param) as one:
        one.until_told(event="started")
        yield one


def test_a_file_written_in_pieces_is_read_once_and_whole(watched: Watched) -> None:
    text = notice(1).replace("逐户排查。", "逐户排查。" + "不留死角。" * 100).encode()
    with (watched.inbox / "慢.txt").open("wb", buffering=0) as file:
        for start in range(0, len(text), 200):
            file.write(text[start : start + 200])
            time.sleep(0.1)
    watched.until_standing(1)
    assert [gone for _, gone in watched.history("慢.txt")] == [0], "one reading, of the whole file"
    with Store.open(watched.output / "policygraph.db") as store:
        (record,) = (entry.record for entry in store.entries() if entry.record.notice.number == "泽应急〔2025〕1号")
    assert record.text.count("不留死角") == 100
    assert record.text.rstrip().endswith("2025年3月3日")


def test_a_renamed_file_is_not_read_again(watched: Watched) -> None:
    (watched.inbox / "旧名.txt").write_text(notice(2), encoding="utf-8")
    watched.until_standing(2)
    since = len(watched.lines)
    (watched.inbox / "旧名.txt").rename(watched.inbox / "新名.txt")
    done = watched.until_told(since=since, event="ingested", gone=1)
    assert (done["read"], done["new"], done["withdrawn"]) == (0, 0, 0), "the notice stands on, under its new name"
    assert watched.history("新名.txt") == [(watched.history("旧名.txt")[0][0], 0)]
    assert [gone for _, gone in watched.history("旧名.txt")] == [1]


def test_a_folder_moved_in_is_read_and_one_moved_out_is_withdrawn(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "来文" / "三月").mkdir(parents=True)
    (tmp_path / "来文" / "三月" / "甲.txt").write_text(notice(3), encoding="utf-8")
    (tmp_path / "来文").rename(watched.inbox / "来文")
    watched.until_standing(3)
    (watched.inbox / "来文").rename(tmp_path / "来文")
    watched.until_standing(but=(3,))


def test_a_changed_file_makes_a_version_and_a_removed_one_is_withdrawn(watched: Watched) -> None:
    file = watched.inbox / "改.txt"
    file.write_text(notice(4), encoding="utf-8")
    watched.until_standing(4)
    file.write_text(notice(4, "危化品"), encoding="utf-8")
    until(lambda: len(watched.asked("select 1 from versions where notice_id like '%〔2025〕4号'")) == 2, "the second version")
    file.unlink()
    watched.until_standing(but=(4,))
    assert watched.process.poll() is None


def test_a_burst_is_taken_in_whole(watched: Watched) -> None:
    for number in range(100, 140):
        (watched.inbox / f"{number}.txt").write_text(notice(number), encoding="utf-8")
    watched.until_standing(*range(100, 140))


def test_what_is_no_notice_starts_nothing(watched: Watched) -> None:
    """Office's lock files, hidden files and downloads: of a run that they had begun, the store would know."""
    runs = "select count(*) from runs"
    until(lambda: _beat(watched).state is heartbeat.State.WATCHING and _beat(watched).pending == 0, "what went before")
    (before,) = watched.asked(runs)[0]
    for name in ("~$稿.docx", ".稿.swp", "稿.docx.part"):
        (watched.inbox / name).write_bytes(b"x")
    (watched.inbox / "正式.txt").write_text(notice(5), encoding="utf-8")
    watched.until_standing(5)
    assert watched.asked(runs) == [(int(str(before)) + 1,)]


def test_the_outputs_are_written_when_things_are_quiet(watched: Watched) -> None:
    (watched.inbox / "要写.txt").write_text(notice(6), encoding="utf-8")
    for name in ("records.jsonl", "feed.atom", "deadlines.ics"):
        written = watched.output / name
        until(lambda file=written: file.is_file() and "〔2025〕6号" in file.read_text(encoding="utf-8").replace("\r\n ", ""), name)


def test_a_vanished_folder_withdraws_nothing_and_is_taken_up_when_it_returns(watched: Watched) -> None:
    (watched.inbox / "共享.txt").write_text(notice(7), encoding="utf-8")
    watched.until_standing(7)
    since, away = len(watched.lines), watched.inbox.with_name("away")
    watched.inbox.rename(away)
    told = watched.until_told(since=since, event="waiting", code="share_lost")
    assert str(watched.inbox) in str(told["message"])
    beat = heartbeat.read(heartbeat.heartbeat_file(watched.output / "policygraph.db"))
    assert beat is not None
    assert (beat.troubled, beat.last_error and beat.last_error.code) == (True, "share_lost")
    (away / "共享2.txt").write_text(notice(8), encoding="utf-8")
    away.rename(watched.inbox)
    watched.until_told(since=since, event="recovered", code="share_lost")
    watched.until_standing(7, 8)
    assert [gone for _, gone in watched.history("共享.txt")] == [0], "it was never withdrawn"


def test_an_empty_folder_in_place_of_the_share_withdraws_nothing(watched: Watched) -> None:
    """What a mount point is when nothing is mounted: it opens, and is empty."""
    (watched.inbox / "挂载.txt").write_text(notice(9), encoding="utf-8")
    watched.until_standing(9)
    before, since, away = watched.standing(), len(watched.lines), watched.inbox.with_name("away")
    watched.inbox.rename(away)
    watched.inbox.mkdir()
    watched.until_told(since=since, event="waiting", code="share_lost")
    until(lambda: any("一下子少了" in str(line["message"]) for line in watched.lines[since:]), "the look at the empty folder")
    assert watched.standing() == before
    watched.inbox.rmdir()
    away.rename(watched.inbox)
    until(lambda: not _beat(watched).troubled, "the share is back")
    assert watched.standing() == before


def test_a_store_that_another_writes_into_is_waited_for(watched: Watched) -> None:
    with closing(sqlite3.connect(watched.output / "policygraph.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        (watched.inbox / "等.txt").write_text(notice(10), encoding="utf-8")
        until(lambda: _beat(watched).state is heartbeat.State.READING, "it begins")
        assert watched.history("等.txt") == []
        other.execute("ROLLBACK")
    watched.until_standing(10)


def test_a_store_that_another_holds_is_tried_again(watched: Watched) -> None:
    since = len(watched.lines)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(watched.output / "policygraph.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        (watched.inbox / "占.txt").write_text(notice(11), encoding="utf-8")
        told = watched.until_told(since=since, event="waiting", code="store_locked")
        assert f"进程 {other.pid}" in str(told["message"]), "it says who"
        other.kill()
    watched.until_standing(11)
    watched.until_told(since=since, event="recovered", code="store_locked")


def test_a_second_watch_of_a_store_is_refused(watched: Watched) -> None:
    with pytest.raises(PolicygraphError, match=f"进程 {watched.process.pid}") as caught:
        watch([watched.inbox], output=watched.output, stop=threading.Event())
    assert caught.value.code == "watch_locked"


def test_a_watch_without_outputs_keeps_the_store_alone(tmp_path: Path) -> None:
    with watching(tmp_path, outputs=False) as watched:
        (watched.inbox / "220.txt").write_text(notice(220), encoding="utf-8")
        watched.until_told(event="ingested", new=1)
        assert watched.end() == 0
    assert all(path.name.startswith("policygraph.db") for path in watched.output.iterdir())


def test_edited_rows_are_taken_up_without_a_change_in_the_folder(tmp_path: Path) -> None:
    rows = tmp_path / "rows"
    rows.mkdir()
    with watching(tmp_path, knowledge=str(rows), workers=1) as watched:
        (watched.inbox / "210.txt").write_text(notice(210).replace("市应急管理局；", "市茶产业发展中心；"), encoding="utf-8")
        watched.until_told(event="ingested", new=1)
        named = "select unit_id from unit_links join versions using (record_id) where ended_run is null and mention = '市茶产业发展中心'"
        until(lambda: len(watched.asked(named)) == 1, "the unit is linked")
        assert "tea_centre" not in str(watched.asked(named))
        head = "organ,branch,levels,serves,name,forms,valid_from,valid_to,places,source\n"
        (rows / "organs.csv").write_text(f"{head}tea_centre,institution,city,,茶产业|发展|中心,,,,,\n", encoding="utf-8")
        watched.until_told(event="rows_changed")
        until(lambda: "tea_centre" in str(watched.asked(named)), "the unit has the row's kind")
        assert watched.end() == 0


def test_the_command_ends_at_sigterm_with_everything_written(tmp_path: Path) -> None:
    """As a service manager runs it, with workers and a log file."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "200.txt").write_text(notice(200), encoding="utf-8")
    output, log = tmp_path / "out", tmp_path / "watch.log"
    command = ["-m", "pipeline", "watch", str(tmp_path / "in"), "-o", str(output), "--settle", "0.3", "--workers", "1", "--log", str(log)]
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stderr=subprocess.PIPE)
    try:
        until(lambda: log.is_file() and '"exported"' in log.read_text(encoding="utf-8"), "the output")
        assert "〔2025〕200号" in (output / "records.jsonl").read_text(encoding="utf-8")
        well = _checked(output)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, said.decode()) == (0, "")
    assert json.loads(log.read_text(encoding="utf-8").splitlines()[-1])["event"] == "stopped"
    assert (well, _checked(output)) == (0, 4), "what monitoring is told while it runs and after"


def test_one_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """SIGKILL in the middle of reading; what came, changed and went meanwhile is found at the next start."""
    (tmp_path / "in").mkdir()
    for number in range(300, 360):
        (tmp_path / "in" / f"{number}.txt").write_text(notice(number), encoding="utf-8")
    with watching(tmp_path) as watched:
        until(lambda: len(watched.asked("select 1 from sightings")) >= 3, "it reads")
        assert watched.end(signal.SIGKILL) == -signal.SIGKILL
        read = len(watched.asked("select 1 from sightings"))
        assert read < 60
        assert watched.asked("pragma integrity_check") == [("ok",)]
        (watched.inbox / "300.txt").unlink()
        (watched.inbox / "新.txt").write_text(notice(360), encoding="utf-8")
        watched.start()
        watched.until_standing(*range(301, 361), but=(300,))
        assert watched.end() == 0
    clean = tmp_path / "clean"
    run([watched.inbox], output=clean, workers=0)
    with Store.open(clean / "policygraph.db") as one, Store.open(watched.output / "policygraph.db") as other:
        assert [(entry.notice_id, entry.record) for entry in one.entries()] == [(entry.notice_id, entry.record) for entry in other.entries()]


def test_many_missing_files_at_the_start_wait_for_a_run_by_hand(tmp_path: Path) -> None:
    """A share that is not mounted yet when the machine starts."""
    (tmp_path / "in").mkdir()
    for number in (500, 501):
        (tmp_path / "in" / f"{number}.txt").write_text(notice(number), encoding="utf-8")
    run([tmp_path / "in"], output=tmp_path / "out", workers=0)
    for file in (tmp_path / "in").iterdir():
        file.unlink()
    with watching(tmp_path) as watched:
        watched.until_told(event="waiting", code="share_lost")
        watched.until_standing(500, 501)
        until(lambda: _ran_by_hand(watched), "a moment in which the watch does not write")
        watched.until_told(event="recovered", code="share_lost")
        watched.until_standing(but=(500, 501))


@pytest.mark.usefixtures("need_disk")
def test_a_full_disk_is_waited_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with small_disk(tmp_path / "out", mebibytes=8), watching(tmp_path) as watched:
        watched.until_told(event="exported")
        ballast = watched.output / "占地方"
        _fill(ballast)
        for number in range(600, 640):
            (watched.inbox / f"{number}.txt").write_text(notice(number), encoding="utf-8")
        watched.until_told(event="waiting", code="disk_full")
        ballast.unlink()
        watched.until_told(event="recovered", code="disk_full")
        watched.until_standing(*range(600, 640))
        assert watched.asked("pragma integrity_check") == [("ok",)]
        watched.end()


def _ran_by_hand(watched: Watched) -> bool:
    try:
        run([watched.inbox], output=watched.output, workers=0)
    except PolicygraphError as error:
        if error.code != "store_locked":
            raise
        return False
    return True


def _checked(output: Path) -> int:
    return CliRunner().invoke(app, ["status", "--check", "--store", str(output / "policygraph.db")]).exit_code


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        for size in (65536, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))


def _beat(watched: Watched) -> heartbeat.Heartbeat:
    beat = heartbeat.read(heartbeat.heartbeat_file(watched.output / "policygraph.db"))
    assert beat is not None
    return beat

