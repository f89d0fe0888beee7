"""What the commands print for people: records, tasks, units, the state of a store, an audit, an evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.errors import PolicygraphError
from pipeline.terminal import console
from pipeline.terminal.console import Format, add_row, table

if TYPE_CHECKING:
    import pandas as pd

    from extractors.records import NoticeRecord
    from pipeline.audit import Audit
    from pipeline.corpus import Corpus
    from pipeline.diff.model import Difference, TaskChange
    from pipeline.evaluate import Evaluation
    from pipeline.run import RunReport
    from pipeline.watch.heartbeat import Heartbeat

_STATES = {"starting": "正在启动", "watching": "正常", "reading": "正在读", "writing": "正在写结果", "waiting": "出了问题，等待重试", "stopped": "已停止"}

#: Notices that ``status`` lists by name.
_LISTED = 20


class RecordFormat(StrEnum):
    """How a record is printed."""

    JSON = "json"
    JSONL = "jsonl"
    TEXT = "text"


def as_text(record: NoticeRecord, form: RecordFormat) -> str:
    from pipeline.terminal import digest

    if form is RecordFormat.TEXT:
        return "\n".join(digest.notice_lines(record))
    return record.to_json(indent=2 if form is RecordFormat.JSON else None)


def print_records(records: Iterator[NoticeRecord], form: RecordFormat, *, alone: bool) -> None:
    if form is not RecordFormat.JSON or alone:
        for number, record in enumerate(records):
            if form is RecordFormat.TEXT and number:
                typer.echo("\n" + "─" * 40 + "\n")
            typer.echo(as_text(record, form))
        return
    typer.echo("[", nl=False)
    for number, record in enumerate(records):
        typer.echo(",\n" if number else "\n", nl=False)
        typer.echo(as_text(record, form), nl=False)
    typer.echo("\n]")


def write_records(records: Iterator[NoticeRecord], folder: Path, form: RecordFormat) -> None:
    taken: set[str] = set()
    ending = ".txt" if form is RecordFormat.TEXT else ".json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for record in records:
            stem = Path(record.source.name).stem
            name, number = stem, 1
            while name.casefold() in taken:  # names that differ by case alone are one file on some systems
                number += 1
                name = f"{stem}-{number}"
            taken.add(name.casefold())
            (folder / f"{name}{ending}").write_text(as_text(record, form) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicygraphError(
            str(error.filename or folder), f"写不进去（{error.strerror}）", "换一个可以写入的文件夹", code="output.failed"
        ) from error


def print_tasks(corpus: Corpus, found: pd.DataFrame) -> None:
    from rich.text import Text

    from pipeline import labels

    out = console.console()
    notices = corpus.notices().set_index("notice_id")
    for notice_id, rows in found.groupby("notice_id", sort=False):
        notice = notices.loc[notice_id]
        out.print(Text(f"\n{_shown(notice['title']) or str(notice_id)}  {_shown(notice['number'])}".rstrip(), style="bold"))
        listed = table(("任务", 9), ("责任单位", 8), ("完成时限", 4))
        for row in console.plain_rows(rows):
            title = Text(labels.shortened(str(row["title"]), length=80))
            title.append(f"\n#{str(row['task_id']).removeprefix(f'{notice_id!s}#')}", style="dim")
            assigned = "\n".join(f"{name}：{row[role]}" for role, name in labels.ROLES.items() if row[role])
            due = str(row["due"] or "") + (("\n" if row["due"] else "") + "长期" if row["ongoing"] else "")
            add_row(listed, title, assigned, due or labels.shortened(str(row["deadline"] or ""), length=24))
        out.print(listed)
    typer.echo(f"\n{len(found)} 项任务" + ("；看某项的出处：policygraph show '文号#编号'" if len(found) else ""))


def print_hits(found: pd.DataFrame, limit: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from pipeline.search.snippets import marked

    kinds = {"clause": "条款", "task": "任务"}
    out = console.console()
    for row in console.plain_rows(found):
        out.print(Text(" ".join(filter(None, (_shown(row["title"]) or str(row["notice_id"]), _shown(row["number"])))), style="bold"))
        own = str(row["id"]).removeprefix(f"{row['notice_id']!s}#")
        out.print(Text(" ".join(filter(None, (f"  {kinds[str(row['kind'])]}", _shown(row["path"]), f"#{own}"))), style="dim"))
        marks = row["marks"] if isinstance(row["marks"], list) else []
        out.print(Padding(Text(marked(str(row["snippet"]), marks)), (0, 0, 1, 2)))
    more = f"（最多列出 {limit} 处，可加 --limit）" if len(found) == limit else ""
    typer.echo(f"{len(found)} 处{more}" + ("；看原文：policygraph show '文号'，看任务的出处：policygraph show '文号#编号'" if len(found) else ""))


def print_units(found: pd.DataFrame) -> None:
    from extractors.records import Role
    from pipeline import labels

    roles: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")
    listed = table(("单位", 6), ("文中写作", 6), *((labels.ROLES[role], None) for role in roles), ("公文", None))
    busiest = found.assign(all=found[list(roles)].sum(axis=1)).sort_values("all", ascending=False, kind="stable")
    for row in console.plain_rows(busiest):
        mentions = row["mentions"] if isinstance(row["mentions"], list) else []
        others = "、".join(mention for mention in mentions if mention != row["name"])
        add_row(listed, str(row["name"] or row["unit_id"]), others, *(str(row[role] or "") for role in roles), str(row["notices"]))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个单位")


def print_partners(meant: pd.DataFrame, found: pd.DataFrame) -> None:
    if len(meant) > 1:
        typer.echo(f"这个名称有 {len(meant)} 个单位：{'、'.join(map(str, meant['name'].fillna(meant['unit_id'])))}\n")
    listed = table(("协作单位", 6), ("共同任务", None), ("该单位牵头", None), ("对方牵头", None))
    for row in console.plain_rows(found):
        add_row(listed, str(row["name"] or row["unit_id"]), *(str(row[name] or "") for name in ("tasks", "led", "leads")))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个协作单位")


def print_transmissions(corpus: Corpus, found: pd.DataFrame) -> None:
    from pipeline import labels

    notices = corpus.notices().set_index("notice_id")
    names = notices["number"].fillna(notices["title"]).fillna(notices.index.to_series()).to_dict()
    listed = table(("上级", 1), ("下级", 1), ("关系", None), ("同句", None), ("占上级", None), ("占下级", None))
    for row, reused, own in zip(console.plain_rows(found), found["reused"], found["own"], strict=True):
        called = (str(names[row[side]]) for side in ("superior_id", "subordinate_id"))
        says = "、".join(word for relation, word in labels.RELATIONS.items() if relation in _shown(row["relations"]).split("、"))
        add_row(listed, *called, says, str(row["shared"]), f"{reused:.0%}", f"{1 - own:.0%}")
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 对公文" + ("；逐句对照：policygraph transmission 上级文号 下级文号" if len(found) else ""))


def print_transmission(found: pd.DataFrame, shown: pd.DataFrame) -> None:
    """``found`` is what two notices have, ``shown`` what of it is asked for."""
    from pipeline import labels

    sides = [(heading, column) for heading, column in (("上级", "superior_text"), ("下级", "text")) if shown[column].notna().any()]
    listed = table(("", None), *((heading, 1) for heading, _ in sides))
    for row in console.plain_rows(shown):
        add_row(listed, labels.PASSAGES[str(row["kind"])], *("".join(_shown(row[column]).split()) for _, column in sides))
    console.console().print(listed)
    typer.echo("\n" + "，".join(f"{word} {(found['kind'] == kind).sum()} 句" for kind, word in labels.PASSAGES.items()))


def print_limits(found: pd.DataFrame) -> None:
    listed = table(("上级的任务", 5), ("时限", None), ("下级的任务", 5), ("时限", None), ("下级", None))
    for row in console.plain_rows(found):
        days = row["days"] if isinstance(row["days"], int) else None
        said = "" if days is None else f"晚 {days} 天" if days > 0 else f"早 {-days} 天" if days else "相同"
        add_row(listed, *(_shown(row[name]) for name in ("superior_title", "superior_due", "title", "due")), said)
    console.console().print(listed)
    later, earlier = (found["days"] > 0).sum(), (found["days"] < 0).sum()
    typer.echo(f"\n{len(found)} 项任务内容相同或相近：下级更晚 {later} 项，更早 {earlier} 项")


def print_notices(found: pd.DataFrame) -> None:
    from pipeline import labels

    listed = table(("公文", 8), ("文号", 4), ("成文日期", None), ("状态", None), ("至", None), ("任务", None))
    for row in console.plain_rows(found):
        status, by = labels.VALIDITIES[str(row["status"])], row["by"]
        until = row["expires_on"] or (row["since"] if by else None)
        add_row(
            listed, str(row["title"] or row["notice_id"]), str(row["number"] or ""), str(row["issued_on"] or ""), status, str(until or ""), str(row["tasks"])
        )
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 份公文")


def print_history(corpus: Corpus, notice: str) -> None:
    found = corpus.find(notice) or [notice]
    for notice_id in found:
        standings = corpus.history(notice_id)
        if not standings:
            raise PolicygraphError(notice, "库里没有这份公文", "用 policygraph notices 看库里有哪些公文", code="no_notice")
        typer.echo(notice_id)
        for one in standings:
            ended = f"{_local(one.ended)} 止" if one.ended else "现行"
            typer.echo(f"  第 {one.version} 版  {_local(one.first_seen)} 起，{ended}；规则 {one.rules}")


def print_difference(found: Difference) -> None:
    from rich.text import Text

    from pipeline.diff import report

    out = console.console()
    of_notice: dict[str, list[TaskChange]] = {}
    for one in found.tasks:
        of_notice.setdefault(one.notice_id, []).append(one)
    for line in report.sums(found):
        typer.echo(line)
    for notice in found.notices:
        called = " ".join(filter(None, (notice.title or notice.notice_id, notice.number)))
        out.print(Text(f"\n{report.NOTICE_WORDS[notice.kind]}  {called}", style="bold"))
        out.print(Text(report.aspects(notice), style="dim"))
        if notice.notice_id in of_notice:
            listed = table(("变化", None), ("任务", 5), ("原来", 6), ("现在", 6))
            for change in of_notice[notice.notice_id]:
                add_row(listed, report.TASK_WORDS[change.kind], change.task, *report.sides(change))
            out.print(listed)


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


def print_unresolved(found: pd.DataFrame, form: Format) -> None:
    if form is not Format.TABLE:
        console.print_frame(found, form)
        return
    listed = table(("文中写作", 6), ("地方", None), ("任务", None), ("公文", None), ("可能是", 8))
    for row in console.plain_rows(found):
        add_row(listed, _listed(row["mentions"]), _shown(row["place"]), str(row["assigned"]), str(row["notices"]), _listed(row["proposals"]))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个单位的名称还没有定下来")


def print_run(report: RunReport, output: Path) -> None:
    console.say_quarantined(report.quarantined)
    typer.echo(f"文件：读了 {report.read} 个，未变 {report.unchanged} 个，消失 {report.gone} 个，读不了 {len(report.quarantined)} 个")
    typer.echo(
        f"公文：{report.notices} 份（新增 {report.new}，变化 {report.changed}，撤下 {report.withdrawn}）；任务 {report.tasks} 条，疑问 {report.problems} 处"
    )
    typer.echo(f"结果：{output}（用时 {report.seconds:.1f} 秒）")


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
        ended = f"{_local(last.finished)} 完成" if last.finished else "没有完成，再运行一次 policygraph run 即可接着做"
        typer.echo(f"上次运行：第 {last.number} 次，{_local(last.started)} 开始，{ended}；规则 {last.rules}")
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


def _moment(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}"


def _local(utc: datetime) -> str:
    return f"{utc.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def _listed(values: object) -> str:
    return "、".join(map(str, values)) if isinstance(values, list) else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else ""
