"""The command that writes a store out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import (
    DEFAULT_STORE,
    Debug,
    Knowledge,
    StoreOption,
    corpus_of,
)
from pipeline.formats import OF_A_RUN, OutputFormat
from pipeline.terminal.console import answering


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
    with answering(debug=debug), corpus_of(store, knowledge) as corpus:
        for path in corpus.export(output, formats=forms or OF_A_RUN):
            typer.echo(path)
