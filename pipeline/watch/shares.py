"""Telling a lost share from files that were taken away: the folder of a share that is not mounted opens, and is empty.

An input is known by its device and inode. Where they are others than before (or nothing is known of before: at the start), the
folder is trusted once it is seen to hold at least half of the files that the store knows under it. A trusted one may lose any number
of files, but for more than ten and more than half of them at once. What is not trusted is not withdrawn.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.store.locations import lies_in, location
from pipeline.watch.trouble import Trouble

#: So many files may vanish at once from a folder that is trusted, whatever their share.
_FEW: Final = 10
Identity = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of the inputs since the last look: gone, back, or replaced by another folder under the same path."""

    lost: tuple[Path, ...]
    back: tuple[Path, ...]


class Shares:
    """The inputs, and which of them are to be believed. With ``confirmed``, the first whole look may withdraw whatever is not there."""

    def __init__(self, inputs: Sequence[Path], *, confirmed: bool) -> None:
        self._inputs = tuple(inputs)
        self._last: dict[Path, Identity | None] = dict.fromkeys(inputs)
        self._trusted: dict[Path, Identity | None] = dict.fromkeys(inputs)
        self._guarded = set() if confirmed else set(inputs)
        self._fresh = True
        self.doubted: tuple[Path, ...] = ()

    @property
    def present(self) -> tuple[Path, ...]:
        """The inputs that were there at the last look."""
        return tuple(path for path in self._inputs if self._last[path] is not None)

    @property
    def absent(self) -> tuple[Path, ...]:
        """The others."""
        return tuple(path for path in self._inputs if self._last[path] is None)

    def look(self) -> Seen:
        """Look at the inputs themselves; at the first look all are news."""
        lost, back = [], []
        for path in self._inputs:
            before, now = self._last[path], identity(path)
            self._last[path] = now
            if now is None and (before is not None or self._fresh):
                lost.append(path)
            elif now is not None and now != before:
                back.append(path)
        self._fresh = False
        return Seen(lost=tuple(lost), back=tuple(back))

    def hold(self, gone: Collection[str], known: Collection[str]) -> set[str]:
        """Of the locations that are to be withdrawn, those that are not, because their input is not to be believed; such inputs
        are ``doubted`` from then on, until the next time."""
        held: set[str] = set()
        self.doubted = ()
        for path in self._inputs:
            place, now = location(path), identity(path)
            lost = {one for one in gone if lies_in(one, place)}
            all_under = sum(lies_in(one, place) for one in known)
            few = _FEW if now is not None and now == self._trusted[path] else 0
            doubtful = path in self._guarded and len(lost) > few and 2 * len(lost) > all_under
            if lost and (now is None or doubtful):
                held |= lost
                self.doubted += (path,)
        return held

    def trust(self, paths: Collection[Path]) -> None:
        """Nothing was held back when these inputs were looked at whole."""
        for path in set(paths) & set(self._inputs):
            self._trusted[path] = self._last[path]
            self._guarded.add(path)


def identity(path: Path) -> Identity | None:
    """The device and inode of a folder; ``None`` where it is not there or does not open."""
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            return None
        with os.scandir(path) as inside:
            next(inside, None)
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def lost(path: Path) -> Trouble:
    """An input that is not there."""
    return Trouble(
        code="share_lost", where=str(path), cause="文件夹不见了或打不开（网络共享断开？）", remedy="请重新连接，随后会自动接着做；其中的公文一份也没有撤下"
    )


def emptied(paths: Sequence[Path], count: int) -> Trouble:
    """An input in which too many files are missing."""
    remedy = "若是网络共享或磁盘没有接上，请接上，随后会自动接着做；若确已删除，请执行一次 policygraph run，或加 --confirm-withdrawal 重新启动"
    return Trouble(code="share_lost", where="、".join(map(str, paths)), cause=f"一下子少了 {count} 个文件，没有撤下", remedy=remedy)
