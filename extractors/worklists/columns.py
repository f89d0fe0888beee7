"""What the columns of a table are, by their headings: the first thing to know of a worklist 工作清单."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from extractors.document import Cell, Table
from extractors.knowledge.rows import load_rows
from extractors.records import Role
from extractors.text import squeeze

Kind = Literal[
    "number", "section", "support_item", "work", "detail", "timeline", "deadline", "officials", "units", "target", "status", "remark", "other"
]

# A heading that says that the first unit of each cell leads: 排名第1的为牵头部门, 列第一位的为牵头单位, 第一个单位为牵头单位.
_FIRST_LEADS = re.compile(
    r"(排名?|排序|列|位列)?(第[1一]|首)(名|位|个|的)?[^，。；]{0,8}(为|是|系|即)?(牵头|主办|主责)|(排|列)(首位|第一|前)[^，。；]{0,6}牵头"
)
_REMARK = re.compile(r"[（(【〔\[][^）)】〕\]]*[）)】〕\]]")
# Headings that gather narrower ones under them in a second row (责任分工 over 牵头单位 and 配合单位) say nothing once those are there.
MAX_HEADING_ROWS = 3
MAX_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its number from 1, its heading on one line without remarks in brackets, what it holds, the role of its units."""

    number: int
    heading: str
    kind: Kind
    role: Role | None = None
    first_leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a worklist: ``first_row`` and ``end_row`` are the half-open range of its rows; rows above are captions."""

    first_row: int
    end_row: int
    columns: tuple[Column, ...]

    def of(self, *kinds: Kind) -> tuple[Column, ...]:
        """The columns of these kinds, from left to right."""
        return tuple(column for column in self.columns if column.kind in kinds)


@lru_cache(maxsize=8)
def _rules(overlay: Path | None = None) -> tuple[tuple[Kind, Role | None, re.Pattern[str]], ...]:
    rules: list[tuple[Kind, Role | None, re.Pattern[str]]] = []
    for row in load_rows("columns.csv", overlay):
        kind = next(k for k in get_args(Kind) if k == row["kind"])
        role = next((r for r in get_args(Role) if r == row["role"]), None)
        rules.append((kind, role, re.compile(row["pattern"])))
    return tuple(rules)


def classify(heading: str, *, overlay: Path | None = None) -> tuple[Kind, Role | None]:
    """What a heading says that its column holds; ``other`` where no row of ``columns.csv`` knows it.

    >>> classify("市级责任部门\\n（排名第1的为牵头部门）"), classify("完 成 时 限"), classify("邮编")
    (('units', 'responsible'), ('deadline', None), ('other', None))
    """
    bare = _REMARK.sub("", squeeze(heading)).rstrip("：:") or squeeze(heading)
    if not bare or len(bare) > MAX_HEADING_LENGTH:
        return "other", None
    for kind, role, pattern in _rules(overlay):
        if pattern.search(bare):
            return kind, role
    return "other", None


def _column(table: Table, number: int, first: int, end: int) -> Column:
    """The column under the narrowest heading that says what it is: the lowest row that is known."""
    cells: list[Cell] = []
    for row in range(first, end):
        cell = table.at(row, number)
        if cell is not None and (not cells or cells[-1] is not cell) and not cell.is_blank:
            cells.append(cell)
    full = "".join(squeeze(cell.text) for cell in cells)
    kind: Kind = "other"
    role: Role | None = None
    heading = ""
    for cell in reversed(cells):
        kind, role = classify(cell.text)
        heading = heading or _REMARK.sub("", squeeze(cell.text))
        if kind != "other":
            heading = _REMARK.sub("", squeeze(cell.text)) or squeeze(cell.text)
            break
    if kind == "other" and len(cells) > 1:
        kind, role = classify(full)
    return Column(number=number, heading=heading, kind=kind, role=role, first_leads=kind == "units" and bool(_FIRST_LEADS.search(full)))


def _score(columns: tuple[Column, ...]) -> int:
    """How much these columns look like the heading of a worklist; 0 where they do not."""
    kinds = {column.kind for column in columns}
    if not kinds & {"work", "detail", "section"} or not kinds & {"units", "deadline", "officials"}:
        return 0
    return sum(column.kind != "other" for column in columns)


def _one_work_column(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Exactly one column names the work: what stands left of it gathers, what stands right of it says what is to be done.

    Of several work columns the last one that is not an explanation of another names the work; where only explanations
    (主要内容) are there, the first of them does; a lone section column (内容) does too.
    """
    order: tuple[Kind, ...] = ("work", "detail", "section")
    kind = next((k for k in order if any(column.kind == k for column in columns)), None)
    candidates = [column for column in columns if column.kind == kind]
    if kind is None:
        return columns
    work = candidates[-1] if kind == "work" else candidates[0]

    def settled(column: Column) -> Column:
        if column is work:
            return _as(column, "work")
        if column.kind == "work" or (column.kind == "detail" and column.number < work.number):
            return _as(column, "section" if column.number < work.number else "detail")
        return column

    return tuple(settled(column) for column in columns)


def _as(column: Column, kind: Kind) -> Column:
    return Column(number=column.number, heading=column.heading, kind=kind, role=column.role, first_leads=column.first_leads)


def read_heading(table: Table) -> Heading | None:
    """The heading of a worklist, ``None`` where the table is none: no work column, or neither units nor a deadline.

    Takes one to three heading rows (a merged group heading above narrower ones), below captions that span the table.
    """
    best: tuple[int, Heading] | None = None
    for first in range(1, min(table.row_count, 4) + 1):
        if first > 1 and not _is_caption(table, first - 1):
            break
        for end in range(first + 1, min(first + MAX_HEADING_ROWS, table.row_count) + 1):
            if end - first > 1 and not _joined(table, first, end):
                break
            columns = tuple(_column(table, number, first, end) for number in range(1, table.column_count + 1))
            score = _score(columns)
            if score and (best is None or score >= best[0]):
                best = score, Heading(first_row=first, end_row=end, columns=_one_work_column(columns))
    return best[1] if best else None


def _is_caption(table: Table, row: int) -> bool:
    """A row of one cell over the whole width (the table's title, 单位：万元) stands above the heading."""
    cells = [cell for cell in table.row(row) if not cell.is_blank]
    return len(cells) <= 1 and (not cells or cells[0].column_span >= max(2, table.column_count - 1))


def _joined(table: Table, first: int, end: int) -> bool:
    """Whether the rows are one heading: a cell spans down to the last of them, or that row names columns under a gathering cell."""
    last = [cell for cell in table.row(end - 1) if not cell.is_blank]
    if not last or any(len(squeeze(cell.text)) > MAX_HEADING_LENGTH for cell in last):
        return False
    above = [cell for row in range(first, end - 1) for cell in table.row(row)]
    if any(cell.row_span > 1 and cell.row + cell.row_span == end for cell in above):
        return True
    gathered = any(cell.column_span > 1 and cell.column_span < table.column_count for cell in above)
    return gathered and sum(classify(cell.text)[0] != "other" for cell in last) * 2 > len(last)


def repeats_heading(table: Table, row: int, heading: Heading) -> bool:
    """Whether a row prints the heading again, as tables do that run over pages."""
    cells = table.row(row)
    if not cells or not any(not cell.is_blank for cell in cells):
        return False
    printed = {squeeze(cell.text) for r in range(heading.first_row, heading.end_row) for cell in table.row(r)}
    return all(squeeze(cell.text) in printed for cell in cells)
