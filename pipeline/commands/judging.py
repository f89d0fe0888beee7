"""The commands that ask how good the reading is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import (
    Debug,
    FormatOption,
    Knowledge,
    Workers,
    exit_for,
)
from pipeline.entries import QuarantineEntry
from pipeline.terminal import console, reports
from pipeline.terminal.console import Format, answering

if TYPE_CHECKING:
    pass


class EvaluationFormat(StrEnum):
    """How an evaluation is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


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
            reports.print_audit(done, limit)
        else:
            console.print_frame(audits.frame(done), form)
        exit_for(failed)


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
            reports.print_evaluation(done, verbose=verbose)
        else:
            typer.echo(report.as_json(done) + "\n" if form is EvaluationFormat.JSON else report.as_csv(done), nl=False)
        if save is not None:
            freeze(done, save)
        console.say_quarantined(done.failures)
        exit_for(done.failures)
