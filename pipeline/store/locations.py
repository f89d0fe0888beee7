"""What a file is known by from run to run: its absolute path, kept relative to the store so that a project can be moved."""

from __future__ import annotations

import os
from pathlib import Path, PurePath


def location(path: str | Path) -> str:
    """The absolute path with forward slashes; links are not followed, and case is folded where file names ignore it."""
    return PurePath(os.path.normcase(os.path.abspath(path))).as_posix()  # noqa: PTH100  resolve() would follow links


def lies_in(inner: str, outer: str) -> bool:
    """Whether one location is another or lies under it."""
    return inner == outer or inner.startswith(outer.rstrip("/") + "/")


def kept(place: str, base: str | None) -> str:
    """A location as it is kept by a store that lies in the folder ``base`` (``None``: in no folder)."""
    if base is None:
        return place
    try:
        return PurePath(os.path.relpath(place, base)).as_posix()
    except ValueError:  # another drive of a Windows machine
        return place


def found_again(place: str, base: str | None) -> str:
    """The location that :func:`kept` made this of."""
    return place if base is None else location(PurePath(base, place).as_posix())
