"""The commands that ask a store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import keeping
from pipeline.commands.options import (
    DEFAULT_STORE,
    AsOf,
    Debug,
    DueAfter,
    DueBefore,
    FormatOption,
    KindName,
    Knowledge,
    NoticeOption,
    RoleName,
    SeenAt,
    StatusName,
    StoreOption,
    check_known,
    corpus_of,
    day,
)
from pipeline.terminal import answers, console, reports
from pipeline.terminal.console import Format, answering

if TYPE_CHECKING:
    pass


def notices(
    status: Annotated[
        StatusName | None,
        typer.Option("--status", help="只看： in_force 有效， not_yet 尚未施行， expired 到期， repealed 废止， replaced 被新文件取代。", metavar="状态"),
    ] = None,
    notice: NoticeOption = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="状态截至这一天； 默认今天。", metavar="年-月-日")
    ] = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """列出公文，及其在某一天的状态：由它自己的施行日期、有效期，和别的公文对它的废止、修改、延期得出。

    例：policygraph notices --status expired --as-of 2025-12-31
    """
    with answering(debug=debug), corpus_of(store, seen_at=seen_at) as corpus:
        check_known(corpus, notice)
        found = corpus.notices(notice=notice).drop(columns="expires_on").merge(corpus.status(as_of=day(as_of)), on="notice_id")
        found = found if status is None else found[found["status"] == status.value]
        if form is Format.TABLE:
            answers.print_notices(found)
        else:
            console.print_frame(found, form)


def history(
    notice: Annotated[str, typer.Argument(help="公文的文号、 标题的一部分或编号。", metavar="公文")],
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """一份公文先后有过哪些版本，各由哪些规则、在何时读出。

    例：policygraph history 宁政办发〔2024〕12号
    """
    with answering(debug=debug), corpus_of(store) as corpus:
        answers.print_history(corpus, notice)


def tasks(
    unit: Annotated[str | None, typer.Option("--unit", help="责任单位， 名称的一部分即可。", metavar="单位")] = None,
    role: Annotated[
        RoleName | None,
        typer.Option("--role", help="该单位的角色： lead 牵头， responsible 负责， support 配合， supervise 督导。", metavar="角色"),
    ] = None,
    due_before: DueBefore = None,
    due_after: DueAfter = None,
    notice: NoticeOption = None,
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """列出任务，可按单位、角色、到期日、公文筛选。

    例：policygraph tasks --unit 市财政局 --role lead --due-before 2025-06-30

    例：policygraph tasks --format csv > 任务.csv
    """
    with answering(debug=debug), corpus_of(store, as_of=as_of, seen_at=seen_at) as corpus:
        check_known(corpus, notice)
        found = corpus.tasks(
            unit=unit, role=role.value if role else None, due_before=day(due_before), due_after=day(due_after), notice=notice
        )
        if form is Format.TABLE:
            answers.print_tasks(corpus, found)
        else:
            console.print_frame(found, form)


def units(
    unit: Annotated[str | None, typer.Option("--unit", help="只看名称中含有这几个字的单位。", metavar="单位")] = None,
    notice: NoticeOption = None,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="只列名称还没有定下来的单位， 以及它可能是谁。")] = False,
    knowledge: Knowledge = None,
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """列出单位，以及各自牵头、负责、配合、督导多少项任务。

    加 --unresolved 列出还没有定下来的，“可能是”只供参考：在自己的知识表里加一行（机构、简称或地名），
    再带上 --knowledge，它就定下来了，不必重读文件，tasks、units、status 随即显示全称；输出文件夹里的文件由下一次
    run --knowledge 更新。

    例：policygraph units --unit 财政

    例：policygraph units --unresolved --knowledge 我的知识表/
    """
    with answering(debug=debug), corpus_of(store, knowledge, as_of=as_of, seen_at=seen_at) as corpus:
        if knowledge is not None:
            corpus.resolve()
        if unresolved:
            answers.print_unresolved(corpus.unresolved(), form)
            return
        check_known(corpus, notice)
        found = corpus.units(unit=unit, notice=notice)
        if form is Format.TABLE:
            answers.print_units(found)
        else:
            console.print_frame(found, form)


def search(
    words: Annotated[list[str], typer.Argument(help="词； 空格隔开的都要有， 词前加 - 的不能有， 引号里的连着出现。", metavar="词")],
    kind: Annotated[KindName | None, typer.Option("--kind", help="只查 clause 条款或 task 任务。", metavar="类")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="责任单位， 名称的一部分即可。", metavar="单位")] = None,
    place: Annotated[str | None, typer.Option("--place", help="发文机关所在的地方， 名称的一部分或行政区划代码。", metavar="地方")] = None,
    issued_after: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="在这一天或之后印发。", metavar="年-月-日")
    ] = None,
    issued_before: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="在这一天或之前印发。", metavar="年-月-日")
    ] = None,
    due_before: DueBefore = None,
    due_after: DueAfter = None,
    notice: NoticeOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多列出多少处。", metavar="N")] = 50,
    as_of: AsOf = None,
    seen_at: SeenAt = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """在条款和任务里查词，查到的词在【】里。

    两个字、一个字也能查；没有连写的长词，就查各词都有的。--unit 和到期日看任务，也看条款下的任务。
    以 - 开头的词写在 -- 之后。

    例：policygraph search 竹林 补助 --unit 财政局

    例：policygraph search --kind task --due-before 2025-06-30 -- 养老 -补贴
    """
    with answering(debug=debug), corpus_of(store, as_of=as_of, seen_at=seen_at) as corpus:
        check_known(corpus, notice)
        found = corpus.search(
            " ".join(words),
            kind=kind.value if kind else None,
            unit=unit,
            place=place,
            notice=notice,
            issued_after=day(issued_after),
            issued_before=day(issued_before),
            due_after=day(due_after),
            due_before=day(due_before),
            limit=limit,
        )
        if form is Format.TABLE:
            answers.print_hits(found, limit)
        else:
            console.print_frame(found, form)


def show(
    what: Annotated[str, typer.Argument(help="公文的文号、 标题的一部分或编号； 或任务编号（文号#任务）。", metavar="公文或任务")],
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """看一份公文及其任务，或一项任务的原文出处（在【】里）。

    例：policygraph show 宁政办发〔2024〕12号

    例：policygraph show "宁政办发〔2024〕12号#attachment:1/t1/3"
    """
    with answering(debug=debug), corpus_of(store) as corpus:
        from pipeline.terminal import digest

        found = corpus.look_up(what)
        lines = digest.notice_lines(found.record) if found.task is None else digest.task_lines(found.record, found.task)
        for line in lines:
            typer.echo(line)


def diff(
    before: Annotated[str, typer.Argument(help="从哪时： 第几次运行（3）、 日期（2025-06-30， 指当天结束时）。", metavar="从")],
    after: Annotated[str, typer.Argument(help="到哪时； 默认 now， 即现在。", metavar="到")] = "now",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="另写成这个 Excel 文件（.xlsx）。", metavar="文件")] = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """两个时点之间变了什么：公文的新增、变化、撤下，任务的新增、撤下、改分工、改时限、改文字。

    任务换了编号也认得出来；单位换一种写法、时限换一种说法而意思未变的，不算变化。

    例：policygraph diff 2025-06-30 -o 变化.xlsx

    例：policygraph diff 3 5 --format csv
    """
    with answering(debug=debug), corpus_of(store) as corpus:
        from pipeline.diff.report import frame
        from pipeline.exports import changes

        found = corpus.diff(before, after)
        if output is not None:
            changes.write(found, output)
        if form is Format.TABLE:
            answers.print_difference(found)
        else:
            console.print_frame(frame(found), form)


def status(
    store: StoreOption = DEFAULT_STORE,
    check: Annotated[bool, typer.Option("--check", help="供监控： 只看 watch 是否在正常工作， 不打开库。")] = False,
    max_age: Annotated[float, typer.Option("--max-age", min=1, help="watch 多少秒没有动静算停了（配合 --check）。", metavar="秒")] = 600,
    debug: Debug = False,
) -> None:
    """库里有什么：公文、任务、疑问，以及读不了的文件和办法；有 watch 看着时，还有它的状况。

    加 --check 只看 watch，退出码：0 正常；4 没有运行，或太久没有动静；5 出了问题，正在等待重试。

    例：policygraph status --store outputs/policygraph.db

    例：policygraph status --check --max-age 900
    """
    with answering(debug=debug):
        beat = reports.print_watch(store, always=check)
        if check:
            raise typer.Exit(keeping.exit_code(beat, max_age))
        with corpus_of(store) as corpus:
            reports.print_status(corpus)
