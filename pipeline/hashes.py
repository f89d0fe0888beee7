"""Hashes of folders, by which a change is seen."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

_ROWS = (".csv", ".yaml")


def hash_of_rows(folder: Path) -> str:
    """A hash over the tables of a knowledge folder."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _ROWS:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
