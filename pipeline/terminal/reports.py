"""How it went and how things stand, for people: a run, a watch, a store, an audit, an evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.terminal import console
from pipeline.terminal.console import add_row, local_time, table

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.audit import Audit
    from pipeline.corpus import Corpus
    from pipeline.evaluate import Evaluation
    from pipeline.run import RunReport
    from pipeline.watch.heartbeat import Heartbeat

_STATES = {"starting": "正在启动", "watching": "正常", "reading": "正在读", "writing": "正在写结果", "waiting": "出了问题，等待重试", "stopped": "已停止"}

#: Notices that ``status`` lists by name.
_LISTED = 20


def print_run(report: RunReport, output: Path) -> None:
    console.say_quarantined(report.quarantined)
    typer.echo(f"文件：读了 {report.read} 个，未变 {report.unchanged} 个，消失 {report.gone} 个，读不了 {len(report.quarantined)} 个")
    typer.echo(
        f"公文：{report.notices} 份（新增 {report.new}，变化 {report.changed}，撤下 {report.withdrawn}）；任务 {report.tasks} 条，疑问 {report.problems} 处"
    )
    wrote = f"结果：{output}" if report.written else "结果：没有写，只入了库；要时用 policygraph export"
    typer.echo(f"{wrote}（用时 {report.seconds:.1f} 秒）")


def print_watch(store: str, *, always: bool) -> Heartbeat | None:
    """How the watch of a store fares, which is returned too; nothing, unless ``always``, where there never was one."""
    from pipeline.watch import heartbeat

    beat = heartbeat.read(heartbeat.heartbeat_file(store))
    if beat is None:
        if always:
            typer.echo("watch：没有运行过")
        return None
    last = "还没有变化" if beat.last_change is None else f"最近一次变化 {_moment(beat.last_change)}"
    typer.echo(f"watch：{_STATES[beat.state]}，{_moment(beat.time)}（主机 {beat.host}，进程 {beat.pid}）；{last}；待处理 {beat.pending} 处")
    if beat.last_error is not None:
        error = beat.last_error
        when = "问题" if beat.troubled else "已恢复的问题"
        typer.echo(f"watch {when}：{error.where}：{error.cause}。{error.remedy}（{error.code}，自 {_moment(error.since)}）")
    return beat


def print_status(corpus: Corpus) -> None:
    out = console.console()
    notices, quarantined, problems = corpus.notices(), corpus.quarantine(), corpus.problems()
    last = corpus.last_run()
    if last is not None:
        ended = f"{local_time(last.finished)} 完成" if last.finished else "没有完成，再运行一次 policygraph run 即可接着做"
        typer.echo(f"上次运行：第 {last.number} 次，{local_time(last.started)} 开始，{ended}；规则 {last.rules}")
    typer.echo(
        f"公文 {len(notices)} 份，条款 {notices['clauses'].sum()} 条，任务 {notices['tasks'].sum()} 条，单位 {len(corpus.units())} 个"
    )
    if len(notices):
        listed = table(("公文", 7), ("文号", 5), ("版本", None), ("条款", None), ("任务", None))
        for row in console.plain_rows(notices):
            add_row(
                listed,
                str(row["title"] or row["notice_id"]),
                str(row["number"] or ""),
                *(str(row[name]) for name in ("version", "clauses", "tasks")),
            )
        out.print()
        out.print(listed)
        if len(notices) > _LISTED:
            typer.echo(f"…… 另有 {len(notices) - _LISTED} 份")
    if len(problems):
        listed = table(("疑问", 3), ("处", None), ("例", 5))
        for code, rows in problems.groupby("code"):
            add_row(listed, str(code), str(len(rows)), str(rows["message"].iloc[0]))
        out.print()
        out.print(listed)
    if quarantined:
        listed = table(("读不了的文件", 4), ("原因", 4), ("办法", 4))
        for entry in quarantined:
            add_row(listed, entry.path, entry.cause, entry.remedy)
        out.print()
        out.print(listed)


def print_audit(done: Audit, limit: int) -> None:
    listed = table(("类", 2), ("提示词", None), ("已抽取", None), ("比例", None))
    for row in done.coverage:
        add_row(listed, row.kind, str(row.cues), str(row.covered), f"{row.share:.2%}")
    out = console.console()
    out.print(listed)
    if done.leftovers[:limit]:
        listed = table(("公文", 3), ("类", None), ("漏读", 8))
        for left in done.leftovers[:limit]:
            add_row(listed, left.title or left.source, left.kind, left.context)
        out.print()
        out.print(listed)
    typer.echo(f"\n{done.notices} 份公文，漏读 {len(done.leftovers)} 处")


def print_evaluation(done: Evaluation, *, verbose: bool) -> None:
    from pipeline.evaluate import report

    listed = table(*((heading, None) for heading in ("项目", "准确率", "召回率", "F1", "宽松F1", "条数")))
    for row in done.figures:
        add_row(listed, row.field, *(f"{value:.3f}" for value in (row.precision, row.recall, row.f1, row.soft_f1)), str(row.support))
    console.console().print(listed)
    typer.echo(f"\n{len(done.counted)} 份公文，读不了 {len(done.failures)} 个文件，每份 {done.seconds / len(done.counted):.2f} 秒")
    if len(done.readings) > len(done.counted):
        forms = table(*((heading, None) for heading in ("格式", "文件", "读不了", "秒", "任务F1", "完整任务F1")))
        for kind in done.forms:
            f1 = {row.field: f"{row.f1:.3f}" for row in kind.figures}
            cells = (kind.form, str(kind.files), str(kind.failures), f"{kind.seconds:.2f}", f1.get("tasks", ""), f1.get("task_tuples", ""))
            add_row(forms, *cells)
        typer.echo()
        console.console().print(forms)
    lines = [*(report.item_lines(done) if verbose else ()), *(report.change_lines(done.changes) if done.changes else ())]
    for line in lines:
        typer.echo(line)


def _moment(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}"
