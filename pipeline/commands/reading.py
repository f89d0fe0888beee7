"""The commands that read notices: ``run`` into a store, ``extract`` without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import (
    Debug,
    Knowledge,
    MemoryLimit,
    Outputs,
    TimeLimit,
    Workers,
    WrittenStore,
    exit_for,
)
from pipeline.entries import QuarantineEntry
from pipeline.terminal import console, records, reports
from pipeline.terminal.console import answering

if TYPE_CHECKING:
    from extractors.records import NoticeRecord


def run(
    folders: Annotated[list[Path], typer.Argument(help="公文所在的文件夹， 或单个文件。", metavar="文件夹")],
    output: Annotated[Path, typer.Option("--output", "-o", help="结果写到哪个文件夹。", metavar="文件夹")] = Path("outputs"),
    workers: Workers = None,
    knowledge: Knowledge = None,
    store: WrittenStore = None,
    outputs: Outputs = True,
    time_limit: TimeLimit = 300,
    memory_limit: MemoryLimit = 4096,
    debug: Debug = False,
) -> None:
    """读一批公文，写出库、表格和图。

    再次运行时只读新的和改过的文件；删掉的文件，其内容随之撤下，旧版本仍可查。
    读不了的文件各报一行原因和办法，其余照常（退出码 3）；超出时限或内存上限的也一样。
    按 Ctrl-C 或发 SIGTERM 随时可停（退出码 130）：读完的已入库，再运行一次就接着做。

    例：policygraph run corpus/inbox -o outputs/

    例：policygraph run corpus/inbox -o outputs/ --time-limit 1200 --memory-limit 8192
    """
    with answering(debug=debug), console.ended_by_sigterm():
        from pipeline.run import run as run_all
        from pipeline.workers.work import Limits

        limits = Limits(seconds=time_limit, mebibytes=memory_limit)
        with console.progress_bar("读公文", then="写结果") as progress:
            report = run_all(
                folders, output=output, store=store, outputs=outputs, knowledge=knowledge, workers=workers, limits=limits, progress=progress
            )
        reports.print_run(report, output)
        exit_for(report.quarantined)


def extract(
    files: Annotated[list[Path], typer.Argument(help="公文文件， 也可以是文件夹。", metavar="文件")],
    form: Annotated[
        records.RecordFormat,
        typer.Option("--format", help="json： 一份一个对象， 多份一个数组； jsonl： 一行一份； text： 供人看的摘要。", metavar="格式"),
    ] = records.RecordFormat.JSON,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="不打印， 每份写成这个文件夹里的 <文件名>.json。", metavar="文件夹")
    ] = None,
    workers: Workers = None,
    knowledge: Knowledge = None,
    debug: Debug = False,
) -> None:
    """只抽取，不建库：打印公文的完整记录。

    例：policygraph extract 通知.docx --format text

    例：policygraph extract corpus/inbox --format jsonl > records.jsonl
    """
    with answering(debug=debug):
        from pipeline.extraction import extract_files

        failed: list[QuarantineEntry] = []

        def readable(found: Iterator[NoticeRecord | QuarantineEntry]) -> Iterator[NoticeRecord]:
            for one in found:
                if isinstance(one, QuarantineEntry):
                    failed.append(one)
                    console.say_quarantined([one])
                else:
                    yield one

        with console.progress_bar("读公文") as progress:
            found = extract_files(files, knowledge=knowledge, workers=workers, progress=progress if output else None)
            if output is not None:
                records.write_records(readable(found), output, form)
            else:
                records.print_records(readable(found), form, alone=len(files) == 1 and not files[0].is_dir())
        exit_for(failed)
