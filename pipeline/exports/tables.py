"""``tables/*.csv``: one file a kind of fact, English headings, RFC 4180, UTF-8 with a byte order mark so that Excel reads it.

A text cell that a spreadsheet could run (its first character that is no white space is one of ``= + - @``, in either
width, or it begins with a tab or a line end) is put behind an apostrophe; so is a text that begins with an apostrophe
itself. :func:`restored` takes exactly one leading apostrophe away again, and the cell is what the notice says. Numbers
are never touched.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from extractors.records import Evidence
from pipeline.entries import QuarantineEntry
from pipeline.exports import rows
from pipeline.exports.collect import Rows

TABLES: dict[str, type[rows.Row]] = {
    "notices": rows.NoticeRow,
    "clauses": rows.ClauseRow,
    "tasks": rows.TaskRow,
    "assignments": rows.AssignmentRow,
    "deadlines": rows.DeadlineRow,
    "milestones": rows.MilestoneRow,
    "supports": rows.SupportRow,
    "officials": rows.OfficialRow,
    "targets": rows.TargetRow,
    "citations": rows.CitationRow,
    "units": rows.UnitRow,
    "problems": rows.ProblemRow,
    "quarantine": QuarantineEntry,
}
EVIDENCE_COLUMNS = ("block", "page", "start_offset", "end_offset", "quote")
_RUNS = frozenset("=+-@＝＋－＠")
_BREAKS = frozenset("\t\r\n")


def defused(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    >>> [defused(text) for text in ("=1+1", " -5%", "——", "'引", "市财政局")]
    ["'=1+1", "' -5%", '——', "''引", '市财政局']
    """
    first = text.lstrip()[:1]
    return f"'{text}" if first in _RUNS or text[:1] in _BREAKS or text[:1] == "'" else text


def restored(cell: str) -> str:
    """The text that :func:`defused` made a cell of."""
    return cell.removeprefix("'")


def write(facts: Rows, folder: Path) -> list[Path]:
    """Write all tables into a folder that exists, and give their paths, in the order of :data:`TABLES`."""
    written = []
    for name, kind in TABLES.items():
        path = folder / f"{name}.csv"
        _write_table(path, kind, getattr(facts, name))
        written.append(path)
    return written


def headings(kind: type[rows.Row]) -> list[str]:
    """The columns of a table."""
    names = [field.name for field in fields(kind)]
    return [column for name in names for column in (EVIDENCE_COLUMNS if name == "evidence" else (name,))]


def _write_table(path: Path, kind: type[rows.Row], table: Sequence[rows.Row]) -> None:
    names = [field.name for field in fields(kind)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings(kind))
        for row in table:
            cells: list[str] = []
            for name in names:
                value = getattr(row, name)
                cells.extend(_evidence(value) if name == "evidence" else [_cell(value)])
            writer.writerow(cells)


def _evidence(evidence: Evidence | None) -> list[str]:
    if evidence is None:
        return [""] * len(EVIDENCE_COLUMNS)
    return [_cell(value) for value in (evidence.block, evidence.page, evidence.start, evidence.end, evidence.quote)]


def _cell(value: str | float | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(value) if isinstance(value, str) else str(value)
