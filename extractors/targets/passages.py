"""Where a task's targets stand: its passage, or the cells of its row that say what is to be done and how far."""

from __future__ import annotations

import re
from itertools import islice

from extractors.document import Cell, Document, Table
from extractors.records import Task
from extractors.text import squeeze

_TARGET_HEADING = re.compile(r"目标|指标|预期|任务量|计划数|要求")
_UNIT_HEADING = re.compile(r"单位|部门|领导|责任|时限|时间|序号|备注")
_SHORTEST = 4


def passages_of(document: Document, task: Task) -> list[tuple[int, int]]:
    """The ranges of the canonical text that a task's targets are read from, in reading order.

    For a note or sentence its passage; for a row of a worklist the cells that its title, text and timeline were taken from, and those
    in a column of targets. A row that continues another one has only what begins in it.
    """
    if task.table_row is None:
        return [(task.evidence.start, task.evidence.end)]
    table = next(islice(document.tables(), task.table_row.table - 1, None), None)
    if table is None:
        return [(task.evidence.start, task.evidence.end)]
    said = [squeeze(text) for text in (task.title, task.text, task.timeline or "") if text]
    spans = {(task.evidence.start, task.evidence.end)} if task.continues is None else set()
    for cell in _line(table, task.table_row.row, document, task):
        own = task.continues is None or cell.row == task.table_row.row
        if own and not cell.is_blank and (_says(cell, said) or _is_target(table, cell)):
            spans.add(document.span(cell.address))
    return sorted(spans)


def _line(table: Table, number: int, document: Document, task: Task) -> list[Cell]:
    """The cells of the task's row, merged ones too; of its column where the table is a card turned on its side."""
    row = [cell for column in range(1, table.column_count + 1) if (cell := table.at(number, column))]
    home = document.leaf_at(task.evidence.start).address
    if any(cell.address == home for cell in row):
        return list(dict.fromkeys(row))
    return list(dict.fromkeys(cell for line in range(1, table.row_count + 1) if (cell := table.at(line, number))))


def _says(cell: Cell, said: list[str]) -> bool:
    text = squeeze(cell.text)
    return len(text) >= _SHORTEST and any(text in one or one in text for one in said)


def _is_target(table: Table, cell: Cell) -> bool:
    heading = table.at(1, cell.column)
    words = squeeze(heading.text) if heading is not None and heading.address != cell.address else ""
    return bool(_TARGET_HEADING.search(words)) and not _UNIT_HEADING.search(words)
