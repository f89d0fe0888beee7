"""What changed under the inputs: told by the system, or, on network shares, which tell nothing, found by looking again and again.

A system may lose news, too (too many at once, a folder filled while it was new): so everything is compared once an hour as well.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from threading import Event
from typing import Final

from watchfiles import Change, watch

from pipeline.sources import is_passed_over
from pipeline.store.locations import lies_in, location
from pipeline.watch.log import tell
from pipeline.watch.steady import Stamp, differences, stamps

_WHOLE_LOOK_SECONDS: Final = 3600.0
#: A look at everything may take this share of the time when polling.
_POLLING_SHARE: Final = 0.2
_GROUPED_MS, _STEP_MS = 1000, 50


class Changes:
    """The paths that changed, for one who asks again and again.

    Args:
        poll: look again and again, instead of being told by the system.
        tick: seconds that one question takes when there is nothing to tell; between two looks when polling, where looks are quick.
        ignored: locations of which nothing is told: the outputs, the store and what lies beside it under longer names.
        stop: set from outside, it ends a question early.
    """

    def __init__(self, *, poll: bool, tick: float, ignored: Iterable[str], stop: Event) -> None:
        self._poll, self._tick, self._ignored, self._stop = poll, tick, tuple(ignored), stop
        self._inputs: tuple[Path, ...] = ()
        self._told: Generator[set[tuple[Change, str]], None, None] | None = None
        self._seen: dict[str, Stamp] | None = None
        self._next_look = 0.0

    def follow(self, inputs: Sequence[Path]) -> None:
        """Begin anew with these folders: the next answer names them all, as anything may have changed meanwhile."""
        self.close()
        self._inputs, self._seen, self._next_look = tuple(inputs), None, 0.0
        if not self._poll and inputs:
            real = [path.resolve() for path in inputs]
            self._told = watch(
                *real, watch_filter=None, debounce=_GROUPED_MS, step=_STEP_MS, rust_timeout=max(1, int(self._tick * 1000)),
                yield_on_timeout=True, stop_event=self._stop, ignore_permission_denied=True,
            )  # fmt: skip

    def close(self) -> None:
        """End what the system was asked for."""
        if self._told is not None:
            self._told.close()
            self._told = None

    def wait(self) -> set[Path]:
        """The paths that changed since the last question, files or folders; empty where nothing did for a tick."""
        changed = self._heard()
        now = time.monotonic()
        if self._inputs and now >= self._next_look:
            changed |= self._compared()
            took = time.monotonic() - now
            self._next_look = now + took + (max(self._tick, took / _POLLING_SHARE) if self._poll else _WHOLE_LOOK_SECONDS)
        return {path for path in changed if not self._is_ignored(path)}

    def _heard(self) -> set[Path]:
        if self._told is None:
            self._stop.wait(self._tick)
            return set()
        try:
            news = next(self._told, None)
        except (OSError, RuntimeError) as error:  # too many folders for inotify, or what was watched is gone
            tell("polling", f"系统不能通知文件的变化（{error}），改为反复查看", level=logging.WARNING, code="watch_limit")
            self.close()
            self._poll = True
            return set()
        return {given for change, path in news or () if (given := self._as_given(change, Path(path))) is not None}

    def _as_given(self, change: Change, path: Path) -> Path | None:
        """A path that the system names, as the inputs name it. That a folder changed says nothing: what changed in it is named."""
        if change is Change.modified and path.is_dir():
            return None
        for given in self._inputs:
            real = given.resolve()
            if path.is_relative_to(real):
                under = path.relative_to(real)
                return None if any(map(is_passed_over, under.parts)) else given / under
        return None

    def _compared(self) -> set[Path]:
        """What differs from the last look at everything; the inputs themselves at the first."""
        seen = {path: stamp for given in self._inputs for path, stamp in stamps(given).items()}
        before, self._seen = self._seen, seen
        if before is None:
            return set(self._inputs)
        return {Path(path) for path in differences(before, seen)}

    def _is_ignored(self, path: Path) -> bool:
        place = location(path)
        return any(lies_in(place, one) or place.startswith((f"{one}-", f"{one}.")) for one in self._ignored)
