"""What the command line prints with: streams in UTF-8, one line an error, tables for people, frames for machines."""

from __future__ import annotations

import _thread
import csv
import io
import json
import logging
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.progress import Progress as Told

INTERNAL, USAGE, QUARANTINE, SILENT, TROUBLED, INTERRUPTED = 1, 2, 3, 4, 5, 130


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


class _Printer(Console):
    """A console that leaves a reader who stopped reading (``| head``) to ``answering``."""

    def on_broken_pipe(self) -> None:
        """Pass the error on; the library would end the program with exit code 1."""
        raise  # called while a BrokenPipeError is handled


def prepare_streams() -> None:
    """UTF-8 whatever the console's code page is; what libraries warn of is nobody's business here."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())

#: What is no mistake of the program, though a library raises it, and what to do.
_PASSING = {
    "disk_full": "请腾出空间，再运行一次：读完的文件都已入库，就从那里接着做",
    "store_busy": "请等那个程序写完，或结束它，再运行一次",
}


@contextmanager
def answering(*, debug: bool) -> Iterator[None]:
    """Turn whatever goes wrong into one line on stderr and an exit code; ``debug`` shows where it came from.

    2 for what the user can mend, 1 for a mistake of the program, 130 for an interrupt. A reader that stopped reading
    (``| head``) is no error.
    """
    try:
        with _no_interrupt_lost():
            yield
        sys.stdout.flush()
    except PolicygraphError as error:
        if debug:
            traceback.print_exc()
        say(str(error))
        raise typer.Exit(USAGE) from None
    except BrokenPipeError:
        # nothing more can be written, not even by the interpreter when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        say("已中断：读完的文件都已入库，再运行一次就从这里接着做")
        raise typer.Exit(INTERRUPTED) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        from pipeline.watch.trouble import trouble_of  # a second that commands which go well do without

        if debug:
            traceback.print_exc()
        trouble = trouble_of(error, where="policygraph", folder=Path())
        if trouble.code in _PASSING:
            say(str(PolicygraphError(trouble.where, trouble.cause, _PASSING[trouble.code])))
            raise typer.Exit(USAGE) from None
        say(f"policygraph: 内部错误（{type(error).__name__}: {error}）. 加上 --debug 再运行一次，把输出报告给开发者")
        raise typer.Exit(INTERNAL) from None


@contextmanager
def _no_interrupt_lost() -> Iterator[None]:
    """Interrupt again where an interrupt came while a finalizer or a weak reference's callback ran: Python prints it there,
    and goes on as if nothing had been."""
    before = sys.unraisablehook
    due: list[threading.Timer] = []

    def hook(lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            before(lost)
            return
        due.append(threading.Timer(0.02, _interrupt))  # by then it is over, most likely
        due[-1].daemon = True
        due[-1].start()

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before
        for timer in due:
            timer.cancel()


def _interrupt() -> None:
    """Ctrl-C to the main thread, which it wakes where that waits."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """SIGTERM, which ``kill`` and service managers send, ends what is inside as Ctrl-C does. For the main thread."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """An event that the first SIGTERM or Ctrl-C sets; a second one ends what is inside as Ctrl-C does. For the main thread."""
    stop = threading.Event()

    def first(*_: object) -> None:
        stop.set()
        for number in before:
            signal.signal(number, signal.default_int_handler)

    before = {number: signal.signal(number, first) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say(line: str) -> None:
    """One line on stderr."""
    typer.echo(" ".join(line.split("\n")), err=True)


def say_quarantined(entries: Iterable[QuarantineEntry]) -> None:
    """One line a file that could not be read."""
    for entry in entries:
        say(str(PolicygraphError(entry.path, entry.cause, entry.remedy)))


@contextmanager
def progress_bar(what: str, *, then: str = "") -> Iterator[Told | None]:
    """A bar on stderr where a person looks at it, nothing otherwise; ``then`` is what goes on when all files are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def told(done: float, total: int, path: str) -> None:
            inside = f"{what}：{PurePath(path).name[-24:]} {done % 1:.0%}" if done % 1 else what
            bar.update(task, completed=done, total=total, description=then if then and done == total else inside)

        yield told


def console() -> Console:
    """Where people read: as wide as the terminal, 80 columns where there is none."""
    return _Printer(highlight=False, emoji=False)


def table(*headings: tuple[str, int | None]) -> Table:
    """An empty table; each heading with the share of the width that its column gets (``None``: as wide as its cells)."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=any(share for _, share in headings))
    for heading, share in headings:
        made.add_column(heading, ratio=share, overflow="fold", no_wrap=share is None)
    return made


def add_row(to: Table, *cells: str | Text) -> None:
    """A row whose cells are text, brackets and all."""
    to.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in cells))


def local_time(utc: datetime) -> str:
    """A time of the store, which is in UTC and says so nowhere, as the clock on the wall shows it, to the minute."""
    return f"{utc.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def print_frame(frame: pd.DataFrame, form: Format) -> None:
    """A frame for machines: days as ISO 8601, what is missing as ``null`` or an empty cell."""
    rows = plain_rows(frame)
    if form is Format.JSONL:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    elif form is Format.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        typer.echo(_as_csv(list(frame.columns), rows), nl=False)


def plain_rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a frame as what JSON has words for."""
    import pandas as pd

    def plain(value: object) -> object:
        if isinstance(value, list):
            return value
        if pd.isna(value):  # type: ignore[call-overload]
            return None
        return value.date().isoformat() if isinstance(value, pd.Timestamp) else value

    columns = list(frame.columns)
    return [dict(zip(columns, map(plain, row), strict=True)) for row in frame.astype("object").itertuples(index=False, name=None)]


def _as_csv(columns: Sequence[str], rows: Iterable[dict[str, object]]) -> str:
    from pipeline.exports.tables import defused

    def cell(value: object) -> object:
        if isinstance(value, list):
            return defused("；".join(map(str, value)))
        return defused(value) if isinstance(value, str) else value

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row.values()] for row in rows)
    return text.getvalue()
