"""What a watch tells: one line of JSON an event, on stderr or in a file, for people and for programs that collect logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path

from pipeline.errors import PolicygraphError

_LOGGER = logging.getLogger("policygraph.watch")


class _JsonLines(logging.Formatter):
    """``time`` (ISO 8601 with its offset from UTC), ``level``, ``event``, ``message``, then the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": record.__dict__["event"], "message": record.getMessage()}
        line |= record.__dict__["fields"]
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


@contextmanager
def logging_to(file: Path | None) -> Iterator[None]:
    """Write the lines to a file, or to stderr, as long as the block runs. A file that was moved away (logrotate) is begun anew.

    Raises:
        PolicygraphError: the file cannot be written.
    """
    try:
        handler = logging.StreamHandler() if file is None else WatchedFileHandler(file, encoding="utf-8")
    except OSError as error:
        raise PolicygraphError(str(file), f"写不进去（{error.strerror}）", "请用 --log 另指一个可以写入的文件", code="log") from error
    handler.setFormatter(_JsonLines())
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    try:
        yield
    finally:
        _LOGGER.removeHandler(handler)
        handler.close()


def tell(event: str, message: str, *, level: int = logging.INFO, error: BaseException | None = None, **fields: object) -> None:
    """One line. ``event`` is a word for programs, ``message`` a sentence for people; ``error`` adds where it was raised."""
    _LOGGER.log(level, "%s", message, extra={"event": event, "fields": fields}, exc_info=error)
