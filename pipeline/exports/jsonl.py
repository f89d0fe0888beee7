"""``records.jsonl``: the records as they are, one JSON object a line, sorted by notice id."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.entries import NoticeEntry


def write(entries: Sequence[NoticeEntry], path: Path) -> None:
    """Write the records; the same records give the same bytes, in whatever order they come."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entry in sorted(entries, key=lambda entry: entry.notice_id):
            file.write(entry.record.to_json() + "\n")
