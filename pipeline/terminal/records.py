"""Records as the commands print and write them: JSON, or text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.errors import PolicygraphError

if TYPE_CHECKING:
    from extractors.records import NoticeRecord


class RecordFormat(StrEnum):
    """How a record is printed."""

    JSON = "json"
    JSONL = "jsonl"
    TEXT = "text"


def as_text(record: NoticeRecord, form: RecordFormat) -> str:
    from pipeline.terminal import digest

    if form is RecordFormat.TEXT:
        return "\n".join(digest.notice_lines(record))
    return record.to_json(indent=2 if form is RecordFormat.JSON else None)


def print_records(records: Iterator[NoticeRecord], form: RecordFormat, *, alone: bool) -> None:
    if form is not RecordFormat.JSON or alone:
        for number, record in enumerate(records):
            if form is RecordFormat.TEXT and number:
                typer.echo("\n" + "─" * 40 + "\n")
            typer.echo(as_text(record, form))
        return
    typer.echo("[", nl=False)
    for number, record in enumerate(records):
        typer.echo(",\n" if number else "\n", nl=False)
        typer.echo(as_text(record, form), nl=False)
    typer.echo("\n]")


def write_records(records: Iterator[NoticeRecord], folder: Path, form: RecordFormat) -> None:
    taken: set[str] = set()
    ending = ".txt" if form is RecordFormat.TEXT else ".json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for record in records:
            stem = Path(record.source.name).stem
            name, number = stem, 1
            while name.casefold() in taken:  # names that differ by case alone are one file on some systems
                number += 1
                name = f"{stem}-{number}"
            taken.add(name.casefold())
            (folder / f"{name}{ending}").write_text(as_text(record, form) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise PolicygraphError(
            str(error.filename or folder), f"写不进去（{error.strerror}）", "换一个可以写入的文件夹", code="output.failed"
        ) from error
