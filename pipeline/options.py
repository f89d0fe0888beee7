"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_STORE = "outputs/policygraph.db"
Debug = Annotated[bool, typer.Option("--debug", help="出错时给出完整的调用栈。")]
StoreOption = Annotated[str, typer.Option("--store", help="库的位置： run 写出的 policygraph.db， 或数据库地址。", metavar="路径")]
WrittenStore = Annotated[
    str | None, typer.Option("--store", help="库的位置或数据库地址； 默认是输出文件夹里的 policygraph.db。", metavar="路径")
]
Output = Annotated[Path, typer.Option("--output", "-o", help="结果写到哪个文件夹。", metavar="文件夹")]
Knowledge = Annotated[Path | None, typer.Option("--knowledge", help="自己的知识表所在的文件夹， 叠加在自带的之上。", metavar="文件夹")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="并行的进程数； 不给则视处理器和文件多少而定。", metavar="N")]
TimeLimit = Annotated[int, typer.Option("--time-limit", min=0, help="读一个文件最多用多少秒， 0 为不限。", metavar="秒")]
MemoryLimit = Annotated[
    int, typer.Option("--memory-limit", min=0, help="读文件的每个进程最多用多少 MiB 内存， 0 为不限； 只在 Linux 上有效。", metavar="MIB")
]
