"""The command ``policygraph``: it parses, calls and prints, and does nothing that a notebook could not do.

Exit codes: 0 all read; 1 a mistake of the program; 2 something that the user can mend; 3 a file is in quarantine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import console
from pipeline.console import Format, add_row, answering, table
from pipeline.entries import QuarantineEntry
from pipeline.errors import PolicygraphError

if TYPE_CHECKING:
    import pandas as pd

    from extractors.records import NoticeRecord
    from pipeline.audit import Audit
    from pipeline.corpus import Corpus
    from pipeline.evaluate import Evaluation

app = typer.Typer(
    name="policygraph",
    help="读政府公文， 抽取条款、 任务、 责任单位和完成时限， 每条都指到原文； 并连成「政策 → 条款 → 任务 → 单位」的图。",
    epilog="先运行 policygraph run 文件夹 -o outputs/，再用 tasks、units、show、status 查看。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

#: Notices that ``status`` lists by name.
_LISTED = 20
DEFAULT_STORE = "outputs/policygraph.db"
Debug = Annotated[bool, typer.Option("--debug", help="出错时给出完整的调用栈。")]
StoreOption = Annotated[str, typer.Option("--store", help="库的位置： run 写出的 policygraph.db， 或数据库地址。", metavar="路径")]
FormatOption = Annotated[
    Format, typer.Option("--format", help="table 供人看； csv、 json、 jsonl 供程序用， 字段名为英文。", metavar="格式")
]
NoticeOption = Annotated[str | None, typer.Option("--notice", help="只看这份公文： 文号、 标题的一部分或编号。", metavar="公文")]
Knowledge = Annotated[Path | None, typer.Option("--knowledge", help="自己的知识表所在的文件夹， 叠加在自带的之上。", metavar="文件夹")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="并行的进程数； 不给则视处理器和文件多少而定。", metavar="N")]


class RecordFormat(StrEnum):
    """How a record is printed."""

    JSON = "json"
    JSONL = "jsonl"
    TEXT = "text"


class RoleName(StrEnum):
    """The role of a unit in a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"
    SUPERVISE = "supervise"


class EvaluationFormat(StrEnum):
    """How an evaluation is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@app.command()
def run(
    folders: Annotated[list[Path], typer.Argument(help="公文所在的文件夹， 或单个文件。", metavar="文件夹")],
    output: Annotated[Path, typer.Option("--output", "-o", help="结果写到哪个文件夹。", metavar="文件夹")] = Path("outputs"),
    workers: Workers = None,
    knowledge: Knowledge = None,
    store: Annotated[
        str | None, typer.Option("--store", help="库的位置或数据库地址； 默认是输出文件夹里的 policygraph.db。", metavar="路径")
    ] = None,
    debug: Debug = False,
) -> None:
    """读一批公文，写出库、表格和图。

    再次运行时只读新的和改过的文件；删掉的文件，其内容随之撤下，旧版本仍可查。
    读不了的文件各报一行原因和办法，其余照常（退出码 3）。

    例：policygraph run corpus/inbox -o outputs/
    """
    with answering(debug=debug):
        from pipeline.run import run as run_all

        with console.progress_bar("读公文", then="写结果") as progress:
            report = run_all(folders, output=output, store=store, knowledge=knowledge, workers=workers, progress=progress)
        console.say_quarantined(report.quarantined)
        typer.echo(f"文件：读了 {report.read} 个，未变 {report.unchanged} 个，消失 {report.gone} 个，读不了 {len(report.quarantined)} 个")
        typer.echo(
            f"公文：{report.notices} 份（新增 {report.new}，变化 {report.changed}，撤下 {report.withdrawn}）；任务 {report.tasks} 条，疑问 {report.problems} 处"
        )
        typer.echo(f"结果：{output}（用时 {report.seconds:.1f} 秒）")
        _exit_for(report.quarantined)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="公文文件， 也可以是文件夹。", metavar="文件")],
    form: Annotated[
        RecordFormat,
        typer.Option("--format", help="json： 一份一个对象， 多份一个数组； jsonl： 一行一份； text： 供人看的摘要。", metavar="格式"),
    ] = RecordFormat.JSON,
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
        from pipeline.run import extract_files

        failed: list[QuarantineEntry] = []

        def records() -> Iterator[NoticeRecord]:
            with console.progress_bar("读公文") as progress:
                for found in extract_files(files, knowledge=knowledge, workers=workers, progress=progress if output else None):
                    if isinstance(found, QuarantineEntry):
                        failed.append(found)
                        console.say_quarantined([found])
                    else:
                        yield found

        if output is not None:
            _write_records(records(), output, form)
        else:
            _print_records(records(), form, alone=len(files) == 1 and not files[0].is_dir())
        _exit_for(failed)


@app.command()
def tasks(
    unit: Annotated[str | None, typer.Option("--unit", help="责任单位， 名称的一部分即可。", metavar="单位")] = None,
    role: Annotated[
        RoleName | None,
        typer.Option("--role", help="该单位的角色： lead 牵头， responsible 负责， support 配合， supervise 督导。", metavar="角色"),
    ] = None,
    due_before: Annotated[
        datetime | None, typer.Option("--due-before", formats=["%Y-%m-%d"], help="在这一天或之前到期。", metavar="年-月-日")
    ] = None,
    due_after: Annotated[
        datetime | None, typer.Option("--due-after", formats=["%Y-%m-%d"], help="在这一天或之后到期。", metavar="年-月-日")
    ] = None,
    notice: NoticeOption = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """列出任务，可按单位、角色、到期日、公文筛选。

    例：policygraph tasks --unit 市财政局 --role lead --due-before 2025-06-30

    例：policygraph tasks --format csv > 任务.csv
    """
    with answering(debug=debug), _corpus(store) as corpus:
        _known(corpus, notice)
        found = corpus.tasks(
            unit=unit, role=role.value if role else None, due_before=_day(due_before), due_after=_day(due_after), notice=notice
        )
        if form is Format.TABLE:
            _print_tasks(corpus, found)
        else:
            console.print_frame(found, form)


@app.command()
def units(
    unit: Annotated[str | None, typer.Option("--unit", help="只看名称中含有这几个字的单位。", metavar="单位")] = None,
    notice: NoticeOption = None,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="只列名称还没有定下来的单位， 以及它可能是谁。")] = False,
    knowledge: Knowledge = None,
    form: FormatOption = Format.TABLE,
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """列出单位，以及各自牵头、负责、配合、督导多少项任务。

    加 --unresolved 列出还没有定下来的，“可能是”只供参考：在自己的知识表里加一行（机构、简称或地名），
    再带上 --knowledge，它就定下来了，不必重读文件。

    例：policygraph units --unit 财政

    例：policygraph units --unresolved --knowledge 我的知识表/
    """
    with answering(debug=debug), _corpus(store) as corpus:
        if unresolved:
            _list_unresolved(corpus.unresolved(knowledge=knowledge), form)
            return
        _known(corpus, notice)
        found = corpus.units(unit=unit, notice=notice)
        if form is Format.TABLE:
            _print_units(found)
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
def status(
    store: StoreOption = DEFAULT_STORE,
    debug: Debug = False,
) -> None:
    """库里有什么：公文、任务、疑问，以及读不了的文件和办法。

    例：policygraph status --store outputs/policygraph.db
    """
    with answering(debug=debug), _corpus(store) as corpus:
        _print_status(corpus)


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
    """列出漏读之处：文中提示责任、时限、文件的词语（cues.csv），哪些没有抽取到内容。

    例：policygraph audit corpus/inbox --kind note

    例：policygraph audit corpus/inbox --format csv > 漏读.csv
    """
    with answering(debug=debug):
        from pipeline import audit as audits
        from pipeline.run import extract_files

        failed: list[QuarantineEntry] = []
        with console.progress_bar("读公文") as progress:
            found = extract_files(files, knowledge=knowledge, workers=workers, progress=progress)
            done = audits.audit(audits.records_of(found, failed), kind=kind)
        console.say_quarantined(failed)
        if form is Format.TABLE:
            _print_audit(done, limit)
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
            _print_evaluation(done, verbose=verbose)
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


def _corpus(store: str) -> Corpus:
    import pipeline

    return pipeline.open(store)


def _day(value: datetime | None) -> str | None:
    return value.date().isoformat() if value else None


def _known(corpus: Corpus, notice: str | None) -> None:
    if notice is not None and not corpus.find(notice):
        raise PolicygraphError(notice, "库里没有这份公文", "用 policygraph status 看库里有哪些公文", code="no_notice")


def _exit_for(quarantined: object) -> None:
    if quarantined:
        raise typer.Exit(console.QUARANTINE)


def _as_text(record: NoticeRecord, form: RecordFormat) -> str:
    from pipeline import digest

    if form is RecordFormat.TEXT:
        return "\n".join(digest.notice_lines(record))
    return record.to_json(indent=2 if form is RecordFormat.JSON else None)


def _print_records(records: Iterator[NoticeRecord], form: RecordFormat, *, alone: bool) -> None:
    if form is not RecordFormat.JSON or alone:
        for number, record in enumerate(records):
            if form is RecordFormat.TEXT and number:
                typer.echo("\n" + "─" * 40 + "\n")
            typer.echo(_as_text(record, form))
        return
    typer.echo("[", nl=False)
    for number, record in enumerate(records):
        typer.echo(",\n" if number else "\n", nl=False)
        typer.echo(_as_text(record, form), nl=False)
    typer.echo("\n]")


def _write_records(records: Iterator[NoticeRecord], folder: Path, form: RecordFormat) -> None:
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
            (folder / f"{name}{ending}").write_text(_as_text(record, form) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicygraphError(
            str(error.filename or folder), f"写不进去（{error.strerror}）", "换一个可以写入的文件夹", code="output.failed"
        ) from error


def _print_tasks(corpus: Corpus, found: pd.DataFrame) -> None:
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


def _print_units(found: pd.DataFrame) -> None:
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


def _print_evaluation(done: Evaluation, *, verbose: bool) -> None:
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


def _print_audit(done: Audit, limit: int) -> None:
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


def _list_unresolved(found: pd.DataFrame, form: Format) -> None:
    if form is not Format.TABLE:
        console.print_frame(found, form)
        return
    listed = table(("文中写作", 6), ("地方", None), ("任务", None), ("公文", None), ("可能是", 8))
    for row in console.plain_rows(found):
        add_row(listed, _listed(row["mentions"]), _shown(row["place"]), str(row["assigned"]), str(row["notices"]), _listed(row["proposals"]))
    console.console().print(listed)
    typer.echo(f"\n{len(found)} 个单位的名称还没有定下来")


def _print_status(corpus: Corpus) -> None:
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


def _local(utc: datetime) -> str:
    return f"{utc.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def _listed(values: object) -> str:
    return "、".join(map(str, values)) if isinstance(values, list) else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else ""


if __name__ == "__main__":
    main()
