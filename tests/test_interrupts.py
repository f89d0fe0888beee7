"""Ctrl-C, SIGTERM and SIGKILL to a real command that reads real files; and scripts that start no workers."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.run import run

ROOT = Path(__file__).resolve().parents[1]
FILES = 120
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    text = (ROOT / "corpus" / "samples" / "01-岚江省-支持竹产业政策措施.txt").read_text(encoding="utf-8")
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(text.replace("号", f"{number}号", 1), encoding="utf-8")
    return folder


def started(*arguments: object) -> subprocess.Popen[str]:
    """A command in a group of its own, as a terminal starts it, whose output is kept."""
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end, "it does not come to pass"
        time.sleep(0.02)


def stored(output: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{output / 'policygraph.db'}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from sightings where gone_run is null").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize(
    ("send", "when", "why"),
    [
        (lambda process: os.killpg(process.pid, signal.SIGINT), "starting", "Ctrl-C reaches workers that are not up yet"),
        (lambda process: os.killpg(process.pid, signal.SIGINT), "reading", "Ctrl-C reaches every process of the terminal"),
        (lambda process: process.send_signal(signal.SIGTERM), "reading", "a service manager ends the main process"),
    ],
    ids=["ctrl-c early", "ctrl-c", "sigterm"],
)
def test_an_interrupted_run_ends_cleanly_and_the_next_goes_on(
    send: Callable[[subprocess.Popen[str]], None], when: str, why: str, inbox: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    process = started("-m", "pipeline", "run", inbox, "-o", output)
    until(lambda: len(children(process.pid)) >= 2 if when == "starting" else stored(output) >= 5)
    workers = children(process.pid)
    send(process)
    printed, said = process.communicate(timeout=60)
    assert (process.returncode, printed) == (130, ""), said
    assert said.splitlines() == ["已中断：读完的文件都已入库，再运行一次就从这里接着做"], why
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    read = stored(output)
    assert read < FILES, "there is something left to go on with"
    report = run([inbox], output=output, workers=0)
    assert (report.read, report.unchanged, report.quarantined) == (FILES - read, read, ())


FINALIZER = """
import os, signal, sys, time
import typer
from pipeline.terminal import console

class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        time.sleep(0.1)

try:
    with console.answering(debug=False), console.ended_by_sigterm():
        Dying()
        time.sleep(40)
except typer.Exit as end:
    sys.exit(end.exit_code)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_an_interrupt_that_comes_while_a_finalizer_runs_is_not_lost(name: str) -> None:
    process = started("-c", FINALIZER.format(name=name))
    printed, said = process.communicate(timeout=50)
    assert (process.returncode, printed, said) == (130, "", "已中断：读完的文件都已入库，再运行一次就从这里接着做\n")


SLEEPER = """
import sys
from functools import partial
from pipeline.sources import Item
from pipeline.workers.work import Job
from pipeline.workers.crew import do_all
import time

def job(name, opener):
    return Job(item=Item(path=name, name=name, size=1, modified_ns=1, opener=opener), name=name)

{guard}
    for done, outcome in do_all([job("a.txt", partial(bytes, "关于清淤的通知".encode())), {second}], workers=2):
        print(done.name, type(outcome).__name__, flush=True)
"""


def test_a_killed_run_leaves_no_worker_behind(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SLEEPER.format(guard='if __name__ == "__main__":', second='job("b.txt", partial(time.sleep, 3600))'), encoding="utf-8")
    process = started("-c", f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); runpy.run_path({str(script)!r}, run_name='__main__')")
    assert process.stdout is not None
    assert process.stdout.readline().split() == ["a.txt", "Extracted"]
    workers = children(process.pid)
    process.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    process.communicate()


def test_a_script_without_a_guard_reads_its_files_itself(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sys\nsys.path.insert(0, sys.argv[1])\n" + SLEEPER.format(guard="if True:", second='job("b.txt", partial(bytes, b"x"))'), encoding="utf-8")
    printed, said = started(script, ROOT).communicate(timeout=120)
    assert [line.split()[0] for line in printed.splitlines()] == ["a.txt", "b.txt"]
    assert "no worker process comes up" in said


def test_a_script_without_a_guard_runs_once(inbox: Path, tmp_path: Path) -> None:
    """Its workers run it again, up to the point where they would begin a run of their own in the same store."""
    for path in sorted(inbox.iterdir())[3:]:
        path.unlink()
    script = tmp_path / "script.py"
    script.write_text("import sys\nsys.path.insert(0, sys.argv[1])\nfrom pipeline.run import run\nprint(run([sys.argv[2]], output=sys.argv[3]).read)\n", encoding="utf-8")
    printed, said = started(script, ROOT, inbox, tmp_path / "out").communicate(timeout=120)
    assert printed == "3\n", said
    with closing(sqlite3.connect(tmp_path / "out" / "policygraph.db")) as connection:
        assert connection.execute("select count(*) from runs").fetchone() == (1,)
