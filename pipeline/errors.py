"""The errors that a person gets to see: each names the file or place, the cause and the remedy."""

from __future__ import annotations


class PolicygraphError(Exception):
    """Something that the user can mend. ``str()`` is one line: where, why, what to do."""

    def __init__(self, where: str, cause: str, remedy: str, *, code: str = "error") -> None:
        super().__init__(f"{where}：{cause}。{remedy}")
        self.where, self.cause, self.remedy, self.code = where, cause, remedy, code


class ReadError(PolicygraphError):
    """A file that cannot be read as a notice; it goes to quarantine under ``code`` (``empty``, ``truncated``, ``encrypted`` …)."""
