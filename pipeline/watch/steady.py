"""Waiting until files are whole: a file is taken once two looks, some seconds apart, show the same size and time.

Renames and removals wait as long, so that both ends of a rename come together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.sources import Item, expand

#: Size and time of a file; ``None``: there is none, or it cannot be looked at.
Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """``paths`` at or under which all is to be looked at, but for ``unsteady``, which are still being written."""

    paths: tuple[Path, ...]
    unsteady: tuple[Path, ...]


def stamps(path: Path) -> dict[str, Stamp]:
    """The files at or under a path that a run would read, by their paths; the path itself where it is no folder."""
    found = {one.path: (one.size, one.modified_ns) if isinstance(one, Item) else None for one in expand([path])}
    return found if path.is_dir() else dict.fromkeys([path.as_posix()], next(iter(found.values())))


class Steady:
    """What has changed and is not handed out yet. Times are seconds of any one clock."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._looks: dict[Path, tuple[float, dict[str, Stamp]]] = {}

    def __len__(self) -> int:
        return len(self._looks)

    def touch(self, paths: Iterable[Path], *, now: float) -> None:
        """Something may have changed at or under these."""
        for path in paths:
            if path not in self._looks:
                self._looks[path] = (now, stamps(path))

    def forget(self) -> None:
        """Hand out nothing of what has changed so far."""
        self._looks.clear()

    def ready(self, *, now: float) -> Batch | None:
        """What is whole now, if anything is. What has changed since it was looked at before waits for another look."""
        whole: list[Path] = []
        moving: dict[str, Stamp] = {}
        for path, (when, before) in list(self._looks.items()):
            if now - when < self._seconds:
                continue
            after = stamps(path)
            differing = differences(before, after)
            moving.update({one: after.get(one) for one in differing})
            del self._looks[path]
            if path.as_posix() not in differing:
                whole.append(path)
        self._looks.update({Path(path): (now, {path: stamp}) for path, stamp in moving.items()})
        # what waits on its own account is left alone, unless it is a folder above what is whole
        above = {parent for path in whole for parent in path.parents}
        unsteady = tuple(sorted(path for path in self._looks if path not in above))
        return Batch(paths=tuple(sorted(whole)), unsteady=unsteady) if whole else None


def differences(before: dict[str, Stamp], after: dict[str, Stamp]) -> set[str]:
    """The paths that are in one look alone or have another stamp in the other."""
    return {path for path in before.keys() | after.keys() if (path in before, before.get(path)) != (path in after, after.get(path))}
