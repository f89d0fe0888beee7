"""When which outputs are written: what others subscribe to after each change, everything when things are quiet."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Final

from pipeline.formats import OF_A_RUN, OutputFormat
from pipeline.watch.trouble import Backoff

#: What is subscribed to.
NEWS: Final = (OutputFormat.FEED, OutputFormat.ICS)
#: Everything that a watch writes.
EVERYTHING: Final = (*OF_A_RUN, OutputFormat.FEED)

_RETRY_SECONDS: Final = 60.0
#: Writing may take this share of the time, however large the store.
_SHARE: Final = 0.2


class Writer:
    """Some outputs, which are ``behind`` the store or not.

    Args:
        formats: what is written.
        every: seconds between the end of a writing and the next one at least; where writing takes long it is more, so that
            writing takes no more than a fifth of the time.
    """

    def __init__(self, formats: Collection[OutputFormat], *, every: float) -> None:
        self.formats, self._every = formats, every
        self.behind = True
        self.backoff = Backoff(most=_RETRY_SECONDS)
        self._next = 0.0

    def due(self) -> bool:
        """Whether there is something to write, and it is time."""
        now = time.monotonic()
        return self.behind and now >= self._next and self.backoff.due(now)

    def write(self, how: Callable[[Collection[OutputFormat]], None]) -> float:
        """Write; returns the seconds that it took. What ``how`` raises is passed on, and leaves the outputs behind."""
        began = time.monotonic()
        how(self.formats)
        ended = time.monotonic()
        self.behind, self._next = False, ended + max(self._every, (ended - began) / _SHARE)
        self.backoff.worked()
        return ended - began
