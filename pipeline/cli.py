"""The command ``policygraph``: it parses, calls and prints, and does nothing that a notebook could not do.

Exit codes: 0 all read; 1 a mistake of the program; 2 something that the user can mend; 3 a file is in quarantine; 130 interrupted;
of ``status --check``: 4 no watch lives; 5 it is in trouble.
"""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

import typer

from pipeline.commands import comparing, judging, keeping, questions, reading, writing
from pipeline.terminal import console

app = typer.Typer(
    name="policygraph",
    help="读政府公文， 抽取条款、 任务、 责任单位和完成时限， 每条都指到原文； 并连成「政策 → 条款 → 任务 → 单位」的图。",
    epilog="先运行 policygraph run 文件夹 -o outputs/，再用 tasks、units、show、status 查看。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"policygraph {metadata.version('policygraph')}")
        raise typer.Exit


@app.callback()
def policygraph(
    _version: Annotated[bool, typer.Option("--version", help="显示版本号。", callback=_show_version, is_eager=True)] = False,
) -> None:
    """What stands before the commands."""


for command in (
    reading.run, keeping.watch, keeping.retry, reading.extract, questions.notices, questions.history, questions.tasks, questions.units,
    questions.show, questions.search, questions.diff, comparing.partners, comparing.transmission, comparing.limits, writing.export, questions.status, judging.audit, judging.evaluate,
):  # fmt: skip
    app.command()(command)


def main() -> None:
    """The command, as installed."""
    console.prepare_streams()
    app()


if __name__ == "__main__":
    main()
