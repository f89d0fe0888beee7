"""The commands of those who keep a store running: ``watch`` and ``retry``, and what ``status --check`` ends with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import Debug, Knowledge, MemoryLimit, Output, Outputs, TimeLimit, Workers, WrittenStore
from pipeline.terminal import console, reports
from pipeline.terminal.console import answering

if TYPE_CHECKING:
    from pipeline.watch.heartbeat import Heartbeat


def watch(
    folders: Annotated[list[Path], typer.Argument(help="要看着的文件夹。", metavar="文件夹")],
    output: Output = Path("outputs"),
    store: WrittenStore = None,
    knowledge: Knowledge = None,
    poll: Annotated[bool, typer.Option("--poll", help="反复查看， 不等系统通知： 用于网络共享。")] = False,
    settle: Annotated[float, typer.Option("--settle", min=0.1, help="文件的大小和时间要多少秒不变， 才算写完。", metavar="秒")] = 2.0,
    outputs: Outputs = True,
    export_every: Annotated[float, typer.Option("--export-every", min=0, help="表格和图最多多少分钟写一次。", metavar="分钟")] = 5.0,
    confirm_withdrawal: Annotated[
        bool, typer.Option("--confirm-withdrawal", help="启动时已不在的文件确是删除的， 再多也撤下。")
    ] = False,
    log: Annotated[Path | None, typer.Option("--log", help="日志写到这个文件， 不给则写到标准错误。", metavar="文件")] = None,
    workers: Workers = None,
    time_limit: TimeLimit = 300,
    memory_limit: MemoryLimit = 4096,
    debug: Debug = False,
) -> None:
    """看着文件夹：来了、改了、删了的公文随即入库，直到按 Ctrl-C 或收到 SIGTERM（退出码 0）。

    等文件写完才读；改名不重读。磁盘满、共享断开、库被占用时，写明原因，等待后重试，什么也不丢。
    共享断开时一份也不撤下。日志每行一个 JSON 对象；状况用 policygraph status 看，监控用 status --check。

    例：policygraph watch corpus/inbox -o outputs/

    例：policygraph watch /mnt/gongwen --poll -o outputs/ --log watch.log
    """
    with answering(debug=debug), console.stopped_by_signals() as stop:
        from pipeline.watch import Settings
        from pipeline.watch import watch as watch_all
        from pipeline.watch.log import logging_to
        from pipeline.workers.work import Limits

        settings = Settings(poll=poll, settle=settle, outputs=outputs, export_minutes=export_every, confirm_withdrawal=confirm_withdrawal)
        limits = Limits(seconds=time_limit, mebibytes=memory_limit)
        with logging_to(log):
            watch_all(folders, output=output, store=store, knowledge=knowledge, settings=settings, workers=workers, limits=limits, stop=stop)


def retry(
    code: Annotated[list[str] | None, typer.Option("--code", help="只重读这一类： timeout、 memory、 encrypted 等， 可多次给出。", metavar="代码")] = None,
    output: Output = Path("outputs"),
    store: WrittenStore = None,
    knowledge: Knowledge = None,
    workers: Workers = None,
    time_limit: TimeLimit = 300,
    memory_limit: MemoryLimit = 4096,
    debug: Debug = False,
) -> None:
    """再读一次读不了的文件，其余不动；还读不了的各报一行（退出码 3）。

    例：policygraph retry -o outputs/

    例：policygraph retry --code timeout --time-limit 1200
    """
    with answering(debug=debug), console.ended_by_sigterm():
        from pipeline.run import read_again
        from pipeline.workers.work import Limits

        limits = Limits(seconds=time_limit, mebibytes=memory_limit)
        with console.progress_bar("读公文", then="写结果") as progress:
            report = read_again(
                output=output, store=store, codes=code or (), knowledge=knowledge, workers=workers, limits=limits, progress=progress
            )
        reports.print_run(report, output)
        if report.quarantined:
            raise typer.Exit(console.QUARANTINE)


def exit_code(beat: Heartbeat | None, max_age: float) -> int:
    """What ``status --check`` ends with."""
    from pipeline.watch.heartbeat import Health, health

    codes = {Health.WELL: 0, Health.SILENT: console.SILENT, Health.TROUBLED: console.TROUBLED}
    return codes[health(beat, now=datetime.now(UTC), max_age=max_age)]
