"""A small file beside the store that says that the watch lives and how it fares, for ``policygraph status`` and monitoring."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from pipeline.errors import PolicygraphError
from pipeline.store.address import is_url

_NAME: Final = "policygraph.db"


class State(StrEnum):
    """What the watch is doing. ``waiting``: something is wrong, and will be tried again."""

    STARTING = "starting"
    WATCHING = "watching"
    READING = "reading"
    WRITING = "writing"
    WAITING = "waiting"
    STOPPED = "stopped"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Counts(_Model):
    """What was done since the start: files read, gone and in quarantine, notices new, changed and withdrawn."""

    read: int = 0
    gone: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0


class LastError(_Model):
    """What went wrong last; ``since`` is when it began."""

    code: str
    where: str
    cause: str
    remedy: str
    since: AwareDatetime


class Heartbeat(_Model):
    """The file. ``pending`` are the paths that changed and are not taken in yet; ``troubled`` says that ``last_error`` still holds."""

    time: AwareDatetime
    pid: int
    host: str
    started: AwareDatetime
    state: State
    inputs: tuple[str, ...]
    last_change: AwareDatetime | None = None
    last_export: AwareDatetime | None = None
    pending: int = 0
    counts: Counts = Counts()
    troubled: bool = False
    last_error: LastError | None = None


class Health(StrEnum):
    """What monitoring wants to know."""

    WELL = "well"
    TROUBLED = "troubled"
    SILENT = "silent"


def first_beat(inputs: tuple[str, ...]) -> Heartbeat:
    """That of a watch that begins now, in this process."""
    now = datetime.now(UTC)
    return Heartbeat(time=now, pid=os.getpid(), host=socket.gethostname(), started=now, state=State.STARTING, inputs=inputs)


def heartbeat_file(store: str | Path, *, output: Path = Path("outputs")) -> Path:
    """Where the heartbeat of a store's watch is: beside a SQLite file, in the output folder where the store is on a server."""
    beside = output / _NAME if is_url(store) else Path(store)
    return beside.with_name(beside.name + ".watch.json")


def write(beat: Heartbeat, path: Path) -> None:
    """Put it into place whole. Where that fails (a full disk), the old one stays and grows old, which is what monitoring sees."""
    new = path.with_name(path.name + ".new")
    with suppress(OSError):
        new.write_text(beat.model_dump_json(indent=2) + "\n", encoding="utf-8")
        new.replace(path)


def read(path: Path) -> Heartbeat | None:
    """The heartbeat, or ``None`` where there never was a watch.

    Raises:
        PolicygraphError: the file is no heartbeat.
    """
    try:
        return Heartbeat.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise PolicygraphError(str(path), "心跳文件读不出来", "请删除它并重新启动 policygraph watch", code="heartbeat") from error


def health(beat: Heartbeat | None, *, now: datetime, max_age: float) -> Health:
    """How a watch fares: ``silent`` where it has ended or has not been heard of for ``max_age`` seconds."""
    if beat is None or beat.state is State.STOPPED or (now - beat.time).total_seconds() > max_age:
        return Health.SILENT
    return Health.TROUBLED if beat.troubled else Health.WELL
