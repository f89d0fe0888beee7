"""Hostile files, read by real worker processes under limits: only they are lost."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import re
import signal
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.errors import PolicygraphError
from pipeline.sources import Item
from pipeline.workers.crew import AHEAD, Crew, do_all
from pipeline.workers.work import Extracted, Failed, Job, Limits, do
from tests.tools import pdf_builder

NOTICE = "宁澜市水利局关于做好第{}号河道清淤工作的通知\n各县（区）水利局：\n一、抓紧清淤。由各县（区）水利局于2026年5月底前完成。\n宁澜市水利局\n2026年1月8日\n"
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")


def job(name: str, opener: Callable[[], bytes]) -> Job:
    return Job(item=Item(path=f"in/{name}", name=name, size=1, modified_ns=1, opener=opener), name=name)


def good(number: int) -> Job:
    return job(f"{number}.txt", partial(notice, number))


def notice(number: int) -> bytes:
    return NOTICE.format(number).encode()


def codes(jobs: list[Job], *, workers: int = 2, limits: Limits | None = None) -> list[tuple[str, str]]:
    """The names and what came of them: ``ok``, or the code of the quarantine."""
    outcomes = do_all(jobs, workers=workers, limits=limits)
    return [(done.name, "ok" if isinstance(outcome, Extracted) else getattr(outcome, "entry").code) for done, outcome in outcomes]  # noqa: B009


# --- what hostile files do; each of these runs in a worker ------------------------------------------------------------


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def left() -> bytes:
    os._exit(9)


def segfault() -> bytes:
    return ctypes.string_at(1)


def asleep() -> bytes:
    time.sleep(3600)
    return b""


def endless_expression() -> bytes:
    re.match(r"(一+)+$", "一" * 80 + "二")  # keeps every other thread of its process from running
    return b""


def greedy() -> bytes:
    held = []
    while True:
        held.append(bytearray(16 * 2**20))


_LEAKED: list[bytearray] = []


def leaves_much_behind(data: bytes) -> bytes:
    _LEAKED.append(bytearray(400 * 2**20))
    return data


def killed_once(mark: Path, data: bytes) -> bytes:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return data


HOSTILE: tuple[tuple[Callable[[], bytes], str, tuple[str, ...], str], ...] = (
    (killed, "crashed", ("SIGKILL", "--memory-limit"), "the system's own way against too much memory"),
    (left, "crashed", ("退出码 9",), "a library that ends the program"),
    (segfault, "crashed", ("SIGSEGV",), "a mistake in a library's C code"),
    (asleep, "timeout", ("15 秒", "--time-limit"), "a disk that does not answer"),
    (endless_expression, "timeout", ("15 秒", "--time-limit"), "no signal and no thread gets through"),
    *(((greedy, "memory", ("600 MiB", "--memory-limit"), "the limit of the process"),) if sys.platform == "linux" else ()),
)


def test_only_the_hostile_files_are_lost() -> None:
    jobs = [good(1), *(job(opener.__name__, opener) for opener, *_ in HOSTILE), good(2), good(3)]
    outcomes = list(do_all(jobs, workers=2, limits=Limits(seconds=15, mebibytes=600)))
    assert [done.name for done, _ in outcomes] == [job.name for job in jobs], "in the order of the jobs"
    failed = {done.name: outcome.entry for done, outcome in outcomes if isinstance(outcome, Failed)}
    assert len(failed) == len(HOSTILE)
    for opener, code, named, why in HOSTILE:
        entry = failed[opener.__name__]
        assert (entry.path, entry.code) == (f"in/{opener.__name__}", code), why
        assert all(word in entry.cause + entry.remedy for word in named), (entry, why)
    assert multiprocessing.active_children() == []


def test_nothing_but_hostile_files() -> None:
    assert codes([job(f"{number}.txt", killed) for number in range(5)]) == [(f"{number}.txt", "crashed") for number in range(5)]


def test_a_file_is_not_blamed_for_a_kill_from_outside(tmp_path: Path) -> None:
    """The system kills whichever process is large, not the one whose file is to blame: the file is read once more."""
    jobs = [good(1), job("2.txt", partial(killed_once, tmp_path / "mark", notice(2)))]
    assert codes(jobs, workers=1) == [("1.txt", "ok"), ("2.txt", "ok")]
    assert (tmp_path / "mark").exists()


@only_linux
def test_a_file_does_not_pay_for_what_another_left_behind() -> None:
    jobs = [job(f"{number}.txt", partial(leaves_much_behind, notice(number))) for number in (1, 2, 3)]
    assert codes(jobs, workers=1, limits=Limits(mebibytes=700)) == [("1.txt", "ok"), ("2.txt", "ok"), ("3.txt", "ok")]


def test_without_limits_nothing_is_limited() -> None:
    assert codes([good(1)], limits=Limits(seconds=0, mebibytes=0)) == [("1.txt", "ok")]


# --- how much at a time ----------------------------------------------------------------------------------------------


def test_jobs_are_taken_a_few_at_a_time() -> None:
    """However many there are, and however long the first takes: what is done waits in memory."""
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for taken in range(1, 61):
            yield good(taken)

    most = max(taken - given for given, _ in enumerate(do_all(jobs(), workers=2)))
    assert 0 < most <= 2 * AHEAD


def test_no_more_workers_than_jobs() -> None:
    outcomes = do_all([good(1)], workers=3)
    next(outcomes)
    assert len(multiprocessing.active_children()) == 1
    outcomes.close()
    assert multiprocessing.active_children() == []


def test_the_workers_are_ended_with_the_generator() -> None:
    outcomes = do_all([good(1), job("2.txt", asleep)], workers=2)
    next(outcomes)
    outcomes.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("workers", [0, 2])
def test_stop_ends_after_what_was_begun(workers: int) -> None:
    done: list[str] = []
    for job_done, outcome in do_all([good(number) for number in range(1, 40)], workers=workers, stop=lambda: len(done) >= 2):
        done.append(job_done.name)
        assert isinstance(outcome, Extracted)
    assert done[:2] == ["1.txt", "2.txt"]
    assert len(done) <= 2 + AHEAD * workers, "no other is begun"
    assert done == [f"{number}.txt" for number in range(1, len(done) + 1)], "none in between is left out"


def test_the_pages_of_a_long_file_are_told_of_from_its_worker() -> None:
    pages = [pdf_builder.lines(90, 100, f"第{number}页的渠道检修计划，由各镇水利站按月落实。") for number in range(1, 6)]
    told: list[tuple[str, int, int]] = []
    jobs = [job("a.pdf", partial(bytes, pdf_builder.pdf(*pages))), good(2)]
    list(do_all(jobs, workers=2, pages=lambda done, page, of: told.append((done.name, page, of))))
    assert told == [("a.pdf", page, 5) for page in range(1, 6)]


# --- workers that stay -----------------------------------------------------------------------------------------------


def whose() -> bytes:
    """A notice that says which process read it."""
    return f"关于清淤的通知\n第{os.getpid()}号\n".encode()


def reader(crew: Crew, name: str = "1.txt") -> str:
    """The process that a crew reads with."""
    [(_, outcome)] = crew.do_all([job(name, whose)])
    assert isinstance(outcome, Extracted)
    return outcome.record.text


def test_a_worker_stays_for_the_next_jobs() -> None:
    with Crew(workers=2) as crew:
        assert len({reader(crew) for _ in range(3)}) == 1
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_edited_rows_have_new_workers(tmp_path: Path) -> None:
    with Crew(workers=1, knowledge=tmp_path) as crew:
        first = reader(crew)
        assert reader(crew) == first
        (tmp_path / "organs.csv").write_text("organ,names\n", encoding="utf-8")
        assert reader(crew) != first
        assert len(multiprocessing.active_children()) == 1


def test_a_crew_that_was_broken_off_goes_on() -> None:
    with Crew(workers=2) as crew:
        outcomes = crew.do_all([good(1), job("2.txt", asleep), good(3)])
        next(outcomes)
        outcomes.close()
        assert [done.name for done, _ in crew.do_all([good(4), good(5)])] == ["4.txt", "5.txt"]


@pytest.mark.parametrize("workers", [0, 1])
def test_a_crew_that_rests_holds_no_jobs(workers: int) -> None:
    jobs = (good(number) for number in (1, 2))
    held = weakref.ref(jobs)
    with Crew(workers=workers) as crew:
        assert len(list(crew.do_all(jobs))) == 2
        del jobs
        gc.collect()
        assert held() is None


@only_linux
def test_a_worker_that_died_while_it_rested_is_replaced() -> None:
    with Crew(workers=1) as crew:
        first = reader(crew)
        [resting] = multiprocessing.active_children()
        resting.kill()
        resting.join()
        assert reader(crew) != first


# --- a stored document instead of the file ---------------------------------------------------------------------------


def test_a_stored_document_needs_no_file() -> None:
    first = do(good(1))
    assert isinstance(first, Extracted)
    again = Job(item=job("改了名.txt", killed).item, name="改了名.txt", document=first.document)
    [(_, second)] = do_all([again], workers=1)
    assert isinstance(second, Extracted)
    assert second.document is None
    assert second.record.source.name == "改了名.txt"
    assert second.record.model_copy(update={"source": first.record.source}) == first.record


def test_what_is_no_stored_document_costs_one_file() -> None:
    spoilt = Job(item=good(1).item, name="1.txt", document=b"spoilt")
    [(_, outcome), (_, other)] = do_all([spoilt, good(2)], workers=1)
    assert isinstance(outcome, Failed)
    assert outcome.entry.code == "internal"
    assert isinstance(other, Extracted)


# --- no workers ------------------------------------------------------------------------------------------------------


def test_workers_that_come_up_no_more_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = do_all([good(1), job("2.txt", killed), good(3)], workers=1)
    next(outcomes)
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", b"/nonexistent/python")
    with pytest.raises(PolicygraphError, match="工作进程启动不了"):
        list(outcomes)
