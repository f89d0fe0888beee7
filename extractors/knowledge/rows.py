"""Reading the rows of knowledge that ship with the package, and a user's rows laid over them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

Row = dict[str, str]
#: The user's files: their names and what they hold now. What is made of them is kept by that, for rows are edited while a process lives.
Overlay = tuple[tuple[str, str], ...]


def read_overlay(folder: Path, names: Iterable[str]) -> Overlay:
    """The files of these names that are in a folder.

    Raises:
        ValueError: one is not in UTF-8; the message names it.
    """
    found: list[tuple[str, str]] = []
    for name in names:
        if (folder / name).is_file():
            try:
                found.append((name, (folder / name).read_text(encoding="utf-8-sig")))
            except UnicodeDecodeError as error:
                raise ValueError(f"{name}: it is not in UTF-8 (byte {error.start})") from error
    return tuple(found)


@lru_cache(maxsize=64)
def load_rows(name: str, overlay: Overlay = ()) -> tuple[Row, ...]:
    """The rows of ``extractors/knowledge/<name>``, then those of the user's file of that name where there is one.

    A CSV file in UTF-8 (with or without a byte order mark), headings in its first line; lines whose first cell
    begins with ``#`` are remarks. Later rows win where the reader of the rows lets them.

    Raises:
        FileNotFoundError: the package has no such file.
    """
    texts = [files("extractors.knowledge").joinpath(name).read_text(encoding="utf-8-sig")]
    texts += [text for own, text in overlay if own == name]
    rows: list[Row] = []
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        rows.extend({key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(lines))
    return tuple(rows)
