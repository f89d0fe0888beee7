"""What goes wrong while a folder is watched, by the names that logs and the heartbeat give it; and when to try again."""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DatabaseError

from pipeline.errors import PolicygraphError

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_LITTLE_BYTES: Final = 65536
_FULL_WORDS: Final = re.compile(r"disk is full|no space left|quota exceeded|disk full", re.IGNORECASE)
_BUSY_WORDS: Final = re.compile(r"database (table )?is locked|lock timeout|deadlock", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something could not be done: ``code`` for programs, the rest for people, in Chinese."""

    code: str
    where: str
    cause: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}：{self.cause}。{self.remedy}"


def trouble_of(error: Exception, *, where: str, folder: Path) -> Trouble:
    """The trouble that an exception means. A full disk and a busy database are told by whatever was raised because of them;
    SQLite does not always say that the disk is full, so the disk of ``folder``, where it was writing, is asked.

    Codes are those of :class:`PolicygraphError`, and ``disk_full``, ``store_busy``, ``store`` (the database refuses),
    ``system`` (the operating system refuses) and ``internal`` (a mistake of the program).
    """
    root = error.__cause__ if isinstance(error, PolicygraphError) and error.__cause__ is not None else error
    said = " ".join(str(getattr(root, "orig", None) or root).split())
    refused = isinstance(root, OSError | DatabaseError | sqlite3.Error)
    if refused and (getattr(root, "errno", None) in _FULL or _FULL_WORDS.search(said) or _is_full(folder)):
        return Trouble(code="disk_full", where=where, cause=f"磁盘满了（{said}）", remedy="请腾出空间，随后会自动接着做，什么也不会丢")
    if isinstance(root, DatabaseError) and _BUSY_WORDS.search(said):
        return Trouble(code="store_busy", where=where, cause=f"库被别的程序占着（{said}）", remedy="请等它写完或结束它，随后会自动接着做")
    if isinstance(error, PolicygraphError):
        return Trouble(code=error.code, where=error.where, cause=error.cause, remedy=error.remedy)
    if isinstance(root, DatabaseError):
        return Trouble(code="store", where=where, cause=f"库写不进去（{said}）", remedy="请检查数据库和它所在的磁盘，随后会自动接着做")
    if isinstance(root, OSError):
        return Trouble(code="system", where=str(root.filename or where), cause=f"系统报错（{root.strerror or said}）", remedy="请检查磁盘和权限，随后会自动接着做")
    return Trouble(code="internal", where=where, cause=f"程序内部出错（{type(root).__name__}: {said}）", remedy="请把这一行报告给 policygraph 的开发者")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE_BYTES
    except OSError:
        return False


class Backoff:
    """When to try again what failed: after 1 s, then after twice as long each time, up to ``most`` seconds."""

    def __init__(self, *, most: float) -> None:
        self._most, self._delay, self._until = most, 0.0, 0.0

    def failed(self, now: float) -> float:
        """It failed once more; returns the seconds until it is due again."""
        self._delay = min(max(1.0, 2 * self._delay), self._most)
        self._until = now + self._delay
        return self._delay

    def worked(self) -> None:
        """The next failure is a first one again."""
        self._delay = self._until = 0.0

    def due(self, now: float) -> bool:
        """Whether it may be tried."""
        return now >= self._until
