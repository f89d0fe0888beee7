"""What several commands share: their options, and how they come to a corpus."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import PolicygraphError
from pipeline.terminal import console
from pipeline.terminal.console import Format

if TYPE_CHECKING:
    from pipeline.corpus import Corpus

DEFAULT_STORE = "outputs/policygraph.db"
Debug = Annotated[bool, typer.Option("--debug", help="出错时给出完整的调用栈。")]
StoreOption = Annotated[str, typer.Option("--store", help="库的位置： run 写出的 policygraph.db， 或数据库地址。", metavar="路径")]
WrittenStore = Annotated[
    str | None, typer.Option("--store", help="库的位置或数据库地址； 默认是输出文件夹里的 policygraph.db。", metavar="路径")
]
Output = Annotated[Path, typer.Option("--output", "-o", help="结果写到哪个文件夹。", metavar="文件夹")]
Outputs = Annotated[bool, typer.Option("--outputs/--no-outputs", help="写出表格、 图和报告； 公文极多（数万份以上）时可只入库， 要时再用 export 写。")]
Knowledge = Annotated[Path | None, typer.Option("--knowledge", help="自己的知识表所在的文件夹， 叠加在自带的之上。", metavar="文件夹")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="并行的进程数； 不给则视处理器和文件多少而定。", metavar="N")]
TimeLimit = Annotated[int, typer.Option("--time-limit", min=0, help="读一个文件最多用多少秒， 0 为不限。", metavar="秒")]
MemoryLimit = Annotated[
    int, typer.Option("--memory-limit", min=0, help="读文件的每个进程最多用多少 MiB 内存， 0 为不限； 只在 Linux 上有效。", metavar="MIB")
]
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


def corpus_of(store: str, knowledge: Path | None = None, *, as_of: datetime | None = None, seen_at: str | None = None) -> Corpus:
    """The corpus in a store, as it was asked for."""
    import pipeline

    corpus = pipeline.open(store, knowledge=knowledge)
    if as_of is None and seen_at is None:
        return corpus
    try:
        return corpus.at(as_of=day(as_of), seen_at=seen_at)
    except BaseException:
        corpus.close()
        raise


def day(value: datetime | None) -> str | None:
    """A day as the façade takes it."""
    return value.date().isoformat() if value else None


def check_known(corpus: Corpus, notice: str | None) -> None:
    """That a notice that was asked for is there.

    Raises:
        PolicygraphError: it is not.
    """
    if notice is not None and not corpus.find(notice):
        raise PolicygraphError(notice, "库里没有这份公文", "用 policygraph notices 看库里有哪些公文", code="no_notice")


def exit_for(quarantined: object) -> None:
    """End with 3 where a file could not be read."""
    if quarantined:
        raise typer.Exit(console.QUARANTINE)
