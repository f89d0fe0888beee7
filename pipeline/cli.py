"""The command ``policygraph``: it parses, calls and prints, and does nothing that a notebook could not do.

Exit codes: 0 all read; 1 a mistake of the program; 2 something that the user can mend; 3 a file is in quarantine; 130 interrupted;
of ``status --check``: 4 no watch lives; 5 it is in trouble.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import cli_watch, console, printing
from pipeline.console import Format, answering
from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError
from pipeline.formats import OF_A_RUN, OutputFormat
from pipeline.options import DEFAULT_STORE, Debug, Knowledge, MemoryLimit, StoreOption, TimeLimit, Workers, WrittenStore

if TYPE_CHECKING:

    from extractors.records import NoticeRecord
    from pipeline.corpus import Corpus

app = typer.Typer(
    name="policygraph",
    help="读政府公文， 抽取条款、 任务、 责任单位和完成时限， 每条都指到原文； 并连成「政策 → 条款 → 任务 → 单位」的图。",
    epilog="先运行 policygraph run 文件夹 -o outputs/，再用 tasks、units、show、status 查看。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

FormatOption = Annotated[
    Format, typer.Option("--format", help="table 供人看； csv、 json、 jsonl 供程序用， 字段名为英文。", metavar="格式")
]
NoticeOption = Annotated[str | None, typer.Option("--notice", help="只看这份公文： 文号、 标题的一部分或编号。", metavar="公文")]

DueBefore = Annotated[
    datetime | None, typer.Option("--due-before", formats=["%Y-%m-%d"], help="在这一天或之前到期。", metavar="年-月-日")
]
DueAfter = Annotated[datetime | None, typer.Option("--due-after", formats=["%Y-%m-%d"], help="在这一天或之后到期。", metavar="年-月-日")]

AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="只看这一天有效的公文： 已施行， 未到期， 未废止。", metavar="年-月-日")
]
SeenAt = Annotated[str | None, typer.Option("--seen-at", help="看库在那时的样子： 日期（当天结束时）， 或第几次运行。", metavar="时点")]


class RoleName(StrEnum):
    """The role of a unit in a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SUPERVISE = "supervise"


class StatusName(StrEnum):
    """How a notice stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    REPLACED = "replaced"


class KindName(StrEnum):
    """What a search looks in."""

    CLAUSE = "clause"
    TASK = "task"


class EvaluationFormat(StrEnum):
    """How an evaluation is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"policygraph {metadata.version('policygraph')}")
        raise typer.Exit


@app.callback()
def policygraph(
    _version: Annotated[bool, typer.Option("--version", help="显示版本号。", callback=_show_version, is_eager=True)] = False,
) -> None:
    """What stands before the commands."""


@app.command()
def run(
    folders: Annotated[list[Path], typer.Argument(help="公文所在的文件夹， 或单个文件。", metavar="文件夹")],
    output: Annotated[Path, typer.Option("--output", "-o", help="结果写到哪个文件夹。", metavar="文件夹")] = Path("outputs"),
    workers: Workers = None,
    knowledge: Knowledge = None,
    store: WrittenStore = None,
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
        from pipeline.work import Limits

        limits = Limits(seconds=time_limit, mebibytes=memory_limit)
        with console.progress_bar("读公文", then="写结果") as progress:
            report = run_all(folders, output=output, store=store, knowledge=knowledge, workers=workers, limits=limits, progress=progress)
        printing.print_run(report, output)
        _exit_for(report.quarantined)


app.command()(cli_watch.watch)
app.command()(cli_watch.retry)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="公文文件， 也可以是文件夹。", metavar="文件")],
    form: Annotated[
        printing.RecordFormat,
        typer.Option("--format", help="json： 一份一个对象， 多份一个数组； jsonl： 一行一份； text： 供人看的摘要。", metavar="格式"),
    ] = printing.RecordFormat.JSON,
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

        def records(found: Iterator[NoticeRecord | QuarantineEntry]) -> Iterator[NoticeRecord]:
            for one in found:
                if isinstance(one, QuarantineEntry):
                    failed.append(one)
                    console.say_quarantined([one])
                else:
                    yield one

        with console.progress_bar("读公文") as progress:
            found = extract_files(files, knowledge=knowledge, workers=workers, progress=progress if output else None)
            if output is not None:
                printing.write_records(records(found), output, form)
            else:
                printing.print_records(records(found), form, alone=len(files) == 1 and not files[0].is_dir())
        _exit_for(failed)


@app.command()
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
    with answering(debug=debug), _corpus(store, seen_at=seen_at) as corpus:
        _known(corpus, notice)
        found = corpus.notices(notice=notice).drop(columns="expires_on").merge(corpus.status(as_of=_day(as_of)), on="notice_id")
        found = found if status is None else found[found["status"] == status.value]
        if form is Format.TABLE:
            printing.print_notices(found)
        else:
            console.print_frame(found, form)


@app.command()
def history(
    notice: Annotated[str, typer.Argument(help="公文的文号、 标题的一部分或编号。", metavar="公文")],
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """一份公文先后有过哪些版本，各由哪些规则、在何时读出。

    例：policygraph history 宁政办发〔2024〕12号
    """
    with answering(debug=debug), _corpus(store) as corpus:
        printing.print_history(corpus, notice)


@app.command()
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
    with answering(debug=debug), _corpus(store, as_of=as_of, seen_at=seen_at) as corpus:
        _known(corpus, notice)
        found = corpus.tasks(
            unit=unit, role=role.value if role else None, due_before=_day(due_before), due_after=_day(due_after), notice=notice
        )
        if form is Format.TABLE:
            printing.print_tasks(corpus, found)
        else:
            console.print_frame(found, form)


@app.command()
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
    with answering(debug=debug), _corpus(store, knowledge, as_of=as_of, seen_at=seen_at) as corpus:
        if knowledge is not None:
            corpus.resolve()
        if unresolved:
            printing.print_unresolved(corpus.unresolved(), form)
            return
        _known(corpus, notice)
        found = corpus.units(unit=unit, notice=notice)
        if form is Format.TABLE:
            printing.print_units(found)
        else:
            console.print_frame(found, form)


@app.command()
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
    with answering(debug=debug), _corpus(store, as_of=as_of, seen_at=seen_at) as corpus:
        _known(corpus, notice)
        found = corpus.search(
            " ".join(words),
            kind=kind.value if kind else None,
            unit=unit,
            place=place,
            notice=notice,
            issued_after=_day(issued_after),
            issued_before=_day(issued_before),
            due_after=_day(due_after),
            due_before=_day(due_before),
            limit=limit,
        )
        if form is Format.TABLE:
            printing.print_hits(found, limit)
        else:
            console.print_frame(found, form)


@app.command()
def show(
    what: Annotated[str, typer.Argument(help="公文的文号、 标题的一部分或编号； 或任务编号（文号#任务）。", metavar="公文或任务")],
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """看一份公文及其任务，或一项任务的原文出处（在【】里）。

    例：policygraph show 宁政办发〔2024〕12号

    例：policygraph show "宁政办发〔2024〕12号#attachment:1/t1/3"
    """
    with answering(debug=debug), _corpus(store) as corpus:
        from pipeline import digest

        found = corpus.look_up(what)
        lines = digest.notice_lines(found.record) if found.task is None else digest.task_lines(found.record, found.task)
        for line in lines:
            typer.echo(line)


@app.command()
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
    with answering(debug=debug), _corpus(store) as corpus:
        from pipeline.diff.report import frame
        from pipeline.exports import changes

        found = corpus.diff(before, after)
        if output is not None:
            changes.write(found, output)
        if form is Format.TABLE:
            printing.print_difference(found)
        else:
            console.print_frame(frame(found), form)


@app.command()
def export(
    forms: Annotated[
        list[OutputFormat] | None,
        typer.Option(
            "--format",
            help="可以给几次： parquet、 csv、 jsonl、 xlsx 为表和记录； gexf、 graphml、 json、 neo4j 为图； ics 为时限日历； html 为网页； feed 为动态。 不给则与 run 相同。",
            metavar="格式",
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="写到哪个文件夹。", metavar="文件夹")] = Path("outputs"),
    knowledge: Knowledge = None,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """从库写出文件，不必重读公文。

    graph.gexf 供 Gephi 打开；neo4j/ 里有导入 Neo4j 的表和命令；deadlines.ics 可在 Outlook、Thunderbird 和手机上订阅；
    feed.atom 列出最新的任务、时限变动和撤下的公文，可用阅读器订阅。写 parquet/ 要先装 pyarrow（pip install 'policygraph[exports]'）。

    例：policygraph export --format gexf --format neo4j -o outputs/

    例：policygraph export --format ics --format feed -o /srv/share/
    """
    with answering(debug=debug), _corpus(store, knowledge) as corpus:
        for path in corpus.export(output, formats=forms or OF_A_RUN):
            typer.echo(path)


@app.command()
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
        beat = printing.print_watch(store, always=check)
        if check:
            raise typer.Exit(cli_watch.exit_code(beat, max_age))
        with _corpus(store) as corpus:
            printing.print_status(corpus)


@app.command()
def audit(
    files: Annotated[list[Path], typer.Argument(help="公文所在的文件夹， 或单个文件。", metavar="文件夹")],
    kind: Annotated[
        str | None, typer.Option("--kind", help="只列这一类： note 分工， sentence 句中分工， deadline 时限， citation 文件名， number 文号。", metavar="类")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="最多列出多少处（table）。", metavar="N")] = 20,
    form: FormatOption = Format.TABLE,
    workers: Workers = None,
    knowledge: Knowledge = None,
    debug: Debug = False,
) -> None:
    """列出可能漏读之处：提示责任、时限或文件的词语，哪些没有结果。

    这些词语都在 extractors/knowledge/cues.csv 里。列出的不一定都是漏读，请对照原文判断。

    例：policygraph audit corpus/inbox --kind note

    例：policygraph audit corpus/inbox --format csv > 漏读.csv
    """
    with answering(debug=debug):
        from pipeline import audit as audits
        from pipeline.extraction import extract_files

        failed: list[QuarantineEntry] = []
        with console.progress_bar("读公文") as progress:
            found = extract_files(files, knowledge=knowledge, workers=workers, progress=progress)
            done = audits.audit(audits.records_of(found, failed), kind=kind)
        console.say_quarantined(failed)
        if form is Format.TABLE:
            printing.print_audit(done, limit)
        else:
            console.print_frame(audits.frame(done), form)
        _exit_for(failed)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="人工标注的记录（*.json）所在的文件夹。", metavar="标注")],
    documents: Annotated[Path, typer.Argument(help="公文所在的文件夹， 文件名与标注的相同， 后缀不限。", metavar="公文")],
    against: Annotated[Path | None, typer.Option("--against", help="与存下的一次评测相比， 列出得失。", metavar="文件")] = None,
    save: Annotated[Path | None, typer.Option("--save", help="把这次评测存成文件， 供以后 --against。", metavar="文件")] = None,
    form: Annotated[EvaluationFormat, typer.Option("--format", help="table 供人看； json、 csv 供程序用。", metavar="格式")] = EvaluationFormat.TABLE,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="逐条列出漏掉的（-）和误报的（+）。")] = False,
    knowledge: Knowledge = None,
    debug: Debug = False,
) -> None:
    """用人工标注的记录给抽取打分，逐项给出准确率、召回率和 F1。

    读不了的文件和缺少的公文按全漏计，并列出（退出码 3）。同一公文有几种格式的，总分取其一，另按格式分列。

    例：policygraph evaluate 标注/ 公文/ --verbose
    """
    with answering(debug=debug):
        from pipeline.evaluate import evaluate as evaluate_all
        from pipeline.evaluate import freeze, report

        with console.progress_bar("读公文") as progress:
            done = evaluate_all(gold, documents, knowledge=knowledge, against=against, progress=progress)
        if form is EvaluationFormat.TABLE:
            printing.print_evaluation(done, verbose=verbose)
        else:
            typer.echo(report.as_json(done) + "\n" if form is EvaluationFormat.JSON else report.as_csv(done), nl=False)
        if save is not None:
            freeze(done, save)
        console.say_quarantined(done.failures)
        _exit_for(done.failures)


def main() -> None:
    """The command, as installed."""
    console.prepare_streams()
    app()


# --- inside ----------------------------------------------------------------------------------------------------------


def _corpus(store: str, knowledge: Path | None = None, *, as_of: datetime | None = None, seen_at: str | None = None) -> Corpus:
    import pipeline

    corpus = pipeline.open(store, knowledge=knowledge)
    if as_of is None and seen_at is None:
        return corpus
    try:
        return corpus.at(as_of=_day(as_of), seen_at=seen_at)
    except BaseException:
        corpus.close()
        raise


def _day(value: datetime | None) -> str | None:
    return value.date().isoformat() if value else None


def _known(corpus: Corpus, notice: str | None) -> None:
    if notice is not None and not corpus.find(notice):
        raise PolicygraphError(notice, "库里没有这份公文", "用 policygraph status 看库里有哪些公文", code="no_notice")


def _exit_for(quarantined: object) -> None:
    if quarantined:
        raise typer.Exit(console.QUARANTINE)


if __name__ == "__main__":
    main()
