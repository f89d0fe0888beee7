"""What a person gives: inputs and the folder of own rows, checked before anything is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.knowledge import Knowledge
from pipeline.errors import PolicygraphError
from pipeline.store.locations import location


def check(inputs: Sequence[Path], output: Path) -> None:
    """That a run has inputs, that they are there, and that none of them is its output folder.

    Raises:
        PolicygraphError: which is not so.
    """
    if not inputs:
        raise PolicygraphError(
            "run", "没有给出文件夹", "请给出公文所在的文件夹，例如 policygraph run corpus/inbox -o outputs/", code="usage"
        )
    check_inputs(inputs)
    for path in inputs:
        if location(path) == location(output):
            raise PolicygraphError(str(path), "输出文件夹不能就是输入文件夹", "请用 -o 另指一个文件夹", code="usage")


def check_inputs(inputs: Sequence[Path]) -> None:
    """That the inputs are there.

    Raises:
        PolicygraphError: one is not.
    """
    for path in inputs:
        if not path.exists():
            raise PolicygraphError(str(path), "没有这个文件或文件夹", "请检查路径；若文件已删除，请给出它原来所在的文件夹", code="usage")


def knowledge_folder(folder: str | Path | None) -> Path | None:
    """The folder of the user's rows, once they have been read and found good.

    Raises:
        PolicygraphError: there is no such folder, or a row in it cannot be used.
    """
    if folder is None:
        return None
    path = Path(folder).absolute()
    if not path.is_dir():
        raise PolicygraphError(str(folder), "没有这个文件夹", "请给出放着知识表（CSV）的文件夹", code="usage")
    try:
        Knowledge.load(path)
    except (ValueError, OSError) as error:
        raise PolicygraphError(str(folder), f"知识表读不进来（{error}）", "请对照自带的同名文件改正，并存为 UTF-8（Excel 中选 CSV UTF-8）", code="knowledge") from error
    return path
