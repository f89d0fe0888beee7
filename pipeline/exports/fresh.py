"""Whether the outputs of a run are those of the store as it is: then writing them again would change nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pipeline.errors import PolicygraphError
from pipeline.hashes import hash_of_rows

_MARK = ".policygraph-outputs.json"
_PACKAGES = Path(__file__).resolve().parents[2]


def written_before(folder: Path, state: str, *, knowledge: Path | None) -> list[Path] | None:
    """The outputs in a folder, where they were written from this state of the store by this program and nobody has touched them."""
    try:
        mark = json.loads((folder / _MARK).read_text(encoding="utf-8"))
        files = {folder / name: tuple(stamp) for name, stamp in mark["files"].items()}
        same = mark["made_of"] == _made_of(state, knowledge) and all(_stamp(path) == stamp for path, stamp in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none yet, or no mark of ours: write anew
        return None
    return list(files) if same else None


def mark_written(folder: Path, state: str, files: Sequence[Path], *, knowledge: Path | None) -> None:
    """Keep what the outputs were written from.

    Raises:
        PolicygraphError: the folder cannot be written.
    """
    stamps = {path.relative_to(folder).as_posix(): _stamp(path) for path in files}
    mark = json.dumps({"made_of": _made_of(state, knowledge), "files": stamps}, ensure_ascii=False)
    beside = folder / f"{_MARK}.tmp"
    try:
        beside.write_text(mark, encoding="utf-8")
        beside.replace(folder / _MARK)
    except OSError as error:
        raise PolicygraphError(str(folder), f"输出写不进去（{error.strerror or error}）", "请腾出空间，或用 -o 另指一个文件夹", code="output.failed") from error


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _made_of(state: str, knowledge: Path | None) -> str:
    return sha256(f"{state}\n{_program()}\n{hash_of_rows(knowledge) if knowledge else None}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    digest = sha256()
    for package in ("extractors", "pipeline"):
        for path in sorted((_PACKAGES / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(_PACKAGES).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
