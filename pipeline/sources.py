"""From the paths that a person gives to the files that are to be read: found in a stable order, opened only when asked.

A source is a file today; an archive or a table of notices will give several items under one file, which is why an
:class:`Item` carries its own way of being opened and an address rather than a path.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.entries import QuarantineEntry
from pipeline.errors import ReadError
from pipeline.readers.detect import MAX_BYTES, too_large

#: What lies in folders and is nobody's notice: system files, the page that explains a folder, and files that a program is still writing.
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "readme.md"})
_UNFINISHED = (".tmp", ".part", ".crdownload", ".swp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Bytes with an address.

    ``path`` is the address as seen, with forward slashes, printable whatever bytes the file name is made of; ``name``
    its last part; ``size`` in bytes and ``modified_ns`` (since 1970, in nanoseconds) tell a later run whether it
    needs to open the item at all.
    """

    path: str
    name: str
    size: int
    modified_ns: int
    opener: Callable[[], bytes] = field(repr=False, compare=False)

    def read(self) -> bytes:
        """The content.

        Raises:
            ReadError: the item is too large, has vanished or cannot be opened.
        """
        if self.size > MAX_BYTES:
            raise too_large(self.path, self.size)
        try:
            return self.opener()
        except OSError as error:
            entry = _unreadable(self.path, error)
            raise ReadError(self.path, entry.cause, entry.remedy, code=entry.code) from error


def expand(paths: Iterable[Path | str]) -> Iterator[Item | QuarantineEntry]:
    """The files that paths stand for: files as given, folders recursively, each folder in the order of its names.

    Inside folders, hidden files, lock files of office programs (``~$…``), unfinished downloads and system files are
    passed over; a file that is named by itself is taken whatever it is called. What cannot be read or does not exist
    comes as a :class:`QuarantineEntry`, and the rest goes on. An address comes once; links that lead back to a folder
    on the way to them are not followed.
    """
    seen: set[str] = set()
    for given in paths:
        for found in _walk(str(Path(given)), frozenset()):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _walk(path: str, above: frozenset[tuple[int, int]]) -> Iterator[Item | QuarantineEntry]:
    """What a path stands for. Paths are texts here: a folder may hold a hundred thousand files, and a ``Path`` for each takes longer than to look at it."""
    address = _printable(path.replace(os.sep, "/"))
    try:
        status = os.stat(path)  # noqa: PTH116
        if stat.S_ISREG(status.st_mode):
            yield Item(
                path=address,
                name=address.rpartition("/")[2],
                size=status.st_size,
                modified_ns=status.st_mtime_ns,
                opener=partial(_read_file, path),
            )
            return
        if not stat.S_ISDIR(status.st_mode):
            yield QuarantineEntry(
                path=address, code="not_a_file", cause="这既不是文件，也不是文件夹", remedy="请给出文件或文件夹"
            )
            return
        inside = sorted(os.listdir(path))  # noqa: PTH208
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        yield _unreadable(address, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return
    for name in inside:
        if not is_passed_over(name):
            yield from _walk(name if path == os.curdir else os.path.join(path, name), above | {identity})  # noqa: PTH118


def is_passed_over(name: str) -> bool:
    lowered = name.lower()
    return name.startswith((".", "~$")) or lowered in _SYSTEM_NAMES or lowered.endswith(_UNFINISHED)


def _read_file(path: str) -> bytes:
    return Path(path).read_bytes()


def _printable(path: str) -> str:
    """The path with bytes that are no UTF-8 written out (``\\xd6``), so that it can be stored and printed."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path


def _unreadable(address: str, error: Exception) -> QuarantineEntry:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return QuarantineEntry(path=address, code="missing", cause="没有这个文件或文件夹", remedy="请检查路径")
    if isinstance(error, PermissionError):
        return QuarantineEntry(path=address, code="forbidden", cause="没有读取权限", remedy="请给自己加上读取权限")
    reason = getattr(error, "strerror", None) or str(error)
    return QuarantineEntry(path=address, code="unreadable", cause=f"读不出来（{reason}）", remedy="请检查磁盘，或重新复制一份")
