"""What a file is known by from run to run: its absolute path, kept relative to the store so that a project can be moved."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath


def location(path: str | Path) -> str:
    """The absolute path with forward slashes; links are not followed, and case is folded where file names ignore it."""
    # resolve() would follow links, and a Path takes five times as long: this is asked for each file of each run
    return os.path.normcase(os.path.abspath(path)).replace(os.sep, "/")  # noqa: PTH100


def lies_in(inner: str, outer: str) -> bool:
    """Whether one location is another or lies under it."""
    return inner == outer or inner.startswith(outer.rstrip("/") + "/")


def places(paths: Iterable[str | Path]) -> frozenset[str]:
    """The locations of paths, for :func:`lies_in_any`."""
    return frozenset(location(path).rstrip("/") for path in paths)


def lies_in_any(inner: str, outers: frozenset[str]) -> bool:
    """Whether a location is one of :func:`places` or lies under one, however many they are."""
    while inner not in outers:
        inner, slash, _ = inner.rpartition("/")
        if not slash:
            return False
    return True


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
    return place if base is None else location(os.path.join(base, place))  # noqa: PTH118
