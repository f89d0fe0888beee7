"""Reading the rows of knowledge that ship with the package, and a user's rows laid over them."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

Row = dict[str, str]


@lru_cache(maxsize=64)
def load_rows(name: str, overlay: Path | None = None) -> tuple[Row, ...]:
    """The rows of ``extractors/knowledge/<name>``, then those of ``<overlay>/<name>`` where it is there.

    A CSV file in UTF-8 (with or without a byte order mark), headings in its first line; lines whose first cell
    begins with ``#`` are remarks. Later rows win where the reader of the rows lets them.

    Raises:
        FileNotFoundError: the package has no such file.
        ValueError: the user's file is not in UTF-8; the message names it.
    """
    texts = [files("extractors.knowledge").joinpath(name).read_text(encoding="utf-8-sig")]
    if overlay is not None and (overlay / name).is_file():
        try:
            texts.append((overlay / name).read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValueError(f"{name}: it is not in UTF-8 (byte {error.start})") from error
    rows: list[Row] = []
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        rows.extend({key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(lines))
    return tuple(rows)
