"""Keeping the heartbeat: what the watch does and what troubles it, written at every change of state and every few seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pipeline.ingest import IngestReport
from pipeline.watch import heartbeat
from pipeline.watch.heartbeat import Counts, LastError, State
from pipeline.watch.log import tell
from pipeline.watch.trouble import Trouble

_SECONDS: Final = 5.0


class Pulse:
    """The heartbeat of a watch that begins now. Troubles are told in the log as they come and as they end."""

    def __init__(self, file: Path, *, inputs: Sequence[Path]) -> None:
        self._file, self._next = file, 0.0
        self._now = heartbeat.first_beat(tuple(map(str, inputs)))
        self._troubles: dict[str, Trouble] = {}

    def beat(self, state: State, *, pending: int | None = None) -> None:
        """The watch lives, and is in this state; ``waiting`` where something is wrong and nothing is being done."""
        if self._troubles and state is State.WATCHING:
            state = State.WAITING
        changed = (state, pending if pending is not None else self._now.pending) != (self._now.state, self._now.pending)
        if not changed and time.monotonic() < self._next:
            return
        self._change(state=state, **({} if pending is None else {"pending": pending}))

    def trouble(self, what: str, trouble: Trouble, *, delay: float | None = None, error: Exception | None = None) -> None:
        """Something went wrong with the store, the outputs or an input; ``delay`` is the seconds until it is tried again."""
        self._troubles[what] = trouble
        retry = {} if delay is None else {"retry_seconds": delay}
        level = logging.ERROR if trouble.code == "internal" else logging.WARNING
        tell("waiting", str(trouble), level=level, error=error, code=trouble.code, where=trouble.where, **retry)
        last = self._now.last_error
        same = last is not None and self._now.troubled and last.code == trouble.code
        since = last.since if last is not None and same else datetime.now(UTC)
        told = LastError(code=trouble.code, where=trouble.where, cause=trouble.cause, remedy=trouble.remedy, since=since)
        self._change(troubled=True, last_error=told, state=State.WAITING)

    def mended(self, what: str) -> None:
        """What went wrong works again, if it did not."""
        trouble = self._troubles.pop(what, None)
        if trouble is not None:
            tell("recovered", f"{trouble.where}：恢复正常", code=trouble.code, where=trouble.where)
            self._change(troubled=bool(self._troubles))

    def ingested(self, done: IngestReport) -> None:
        """Something came into the store."""
        before, settled = self._now.counts, done.settled
        counts = Counts(
            read=before.read + done.read,
            gone=before.gone + done.gone,
            new=before.new + settled.new,
            changed=before.changed + settled.changed,
            withdrawn=before.withdrawn + settled.withdrawn,
        )
        self._change(counts=counts, last_change=datetime.now(UTC))

    def exported(self) -> None:
        """The outputs were written."""
        self._change(last_export=datetime.now(UTC))

    def _change(self, **fields: object) -> None:
        self._now = self._now.model_copy(update={"time": datetime.now(UTC), **fields})
        self._next = time.monotonic() + _SECONDS
        heartbeat.write(self._now, self._file)
