"""Telling a person how far long work is: by files, and inside a long file by pages."""

from __future__ import annotations

from typing import Protocol

from pipeline.workers.work import Job


class Progress(Protocol):
    """Told of each file that is done: how many of how many, and which; of a long file page by page, in fractions of one."""

    def __call__(self, done: float, total: int, path: str, /) -> None: ...


class Teller:
    """Counts in ``done`` the files that are done, for a :class:`Progress`; silent without one."""

    def __init__(self, progress: Progress | None, *, total: int) -> None:
        self._progress, self._total, self.done = progress, total, 0

    def file(self, path: str) -> None:
        """One more file is done."""
        self.done += 1
        if self._progress is not None:
            self._progress(self.done, self._total, path)

    def pages(self, job: Job, page: int, pages: int) -> None:
        """So many pages of the file that is waited for are read."""
        if self._progress is not None and page < pages:
            self._progress(self.done + page / pages, self._total, job.item.path)
