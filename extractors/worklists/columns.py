"""What the columns of a table are, by their headings: the first thing to know of a worklist 工作清单."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.document import Cell, Table
from extractors.knowledge import Knowledge
from extractors.knowledge.model import ColumnKind
from extractors.records import Role
from extractors.text import squeeze

# A heading that says that the first unit of each cell leads: 排名第1的为牵头部门, 列第一位的为牵头单位, 第一个单位为牵头单位.
FIRST_LEADS = re.compile(
    r"(?:第[1一]|首)(?:名|位|个|的|家)?[^，。；]{0,8}(?:牵头|主办|主责)|(?:排|列)在?(?:第一|最?前)[^，。；]{0,6}(?:牵头|主办|主责)"
)
# Headings that allocate by themselves; 单位, 完成单位 and 时间 also stand over lists of other kinds.
_ALLOCATES = re.compile(r"责任|牵头|配合|主办|主责|协办|协助|负责|落实|承办|整改|督|分工|领导|时限|期限|完成(?:时间|日期)")
_REMARK = re.compile(r"[（(【〔\[][^）)】〕\]]*[）)】〕\]]")
MAX_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its number from 1, its heading on one line without remarks in brackets, what it holds, the role of its units.

    ``printed`` are the cells of its heading from top to bottom, ``sure`` whether the heading allocates by itself.
    """

    number: int
    heading: str
    kind: ColumnKind
    role: Role | None = None
    first_leads: bool = False
    sure: bool = False
    printed: tuple[Cell, ...] = ()

    @property
    def names_persons(self) -> bool:
        """Whether the heading of a units column promises persons too: 责任单位及责任人."""
        full = "".join(squeeze(cell.text) for cell in self.printed)
        return bool(re.search(r"责任人|负责人|联系人|负责同志|领导|人员", full))


def bare_heading(text: str) -> str:
    """A heading on one line, without its remarks in brackets; only remarks are the heading themselves."""
    full = squeeze(text)
    return _REMARK.sub("", full).rstrip("：:") or full


def classify(heading: str, *, knowledge: Knowledge) -> tuple[ColumnKind, Role | None]:
    """What a heading says that its column holds; ``other`` where no row of ``columns.csv`` knows it.

    >>> classify("市级责任部门\\n（排名第1的为牵头部门）", knowledge=Knowledge.load())
    ('units', 'responsible')
    >>> classify("邮编号段", knowledge=Knowledge.load())
    ('contact', None)
    """
    bare = bare_heading(heading)
    if not bare or len(bare) > MAX_HEADING_LENGTH:
        return "other", None
    return next(((rule.kind, rule.role) for rule in knowledge.columns if rule.pattern.search(bare)), ("other", None))


def read_column(table: Table, number: int, first: int, end: int, *, knowledge: Knowledge) -> Column:
    """The column under the narrowest heading that says what it is: the lowest row of ``[first, end)`` that is known."""
    cells: list[Cell] = []
    for row in range(first, end):
        cell = table.at(row, number)
        if cell is not None and cell not in cells and not cell.is_blank:
            cells.append(cell)
    full = "".join(squeeze(cell.text) for cell in cells)
    heading = bare_heading(cells[-1].text) if cells else ""
    kind, role = classify(full, knowledge=knowledge)
    for cell in reversed(cells):
        known = classify(cell.text, knowledge=knowledge)
        if known[0] != "other":
            (kind, role), heading = known, bare_heading(cell.text)
            break
    return Column(
        number=number,
        heading=heading,
        kind=kind,
        role=role,
        first_leads=kind == "units" and bool(FIRST_LEADS.search(full)),
        sure=kind in ("units", "deadline", "officials") and bool(_ALLOCATES.search(full)),
        printed=tuple(cells),
    )


def is_worklist(columns: tuple[Column, ...]) -> bool:
    """Whether these columns are those of a worklist: they name work and allocate it.

    Lists of prices, prizes, powers and addresses name things and bodies too; their own columns speak against a worklist
    unless a column allocates by itself (for powers: leads, supports, or sets a time).
    """
    kinds = {column.kind for column in columns}
    if not kinds & {"work", "detail", "section", "target", "period"} and not any(map(_is_policy, columns)):
        return False
    if not any(column.kind == "units" or (column.kind in ("deadline", "officials") and column.sure) for column in columns):
        return False
    if "contact" in kinds and not any(column.sure for column in columns):
        return False
    return "catalogue" not in kinds or any(column.sure and (column.kind == "deadline" or column.role in ("lead", "support")) for column in columns)


def _is_policy(column: Column) -> bool:
    """Whether a column of policy items holds the items themselves, and not where they come from (政策依据)."""
    if column.kind != "support_item" or re.search(r"依据|来源", column.heading):
        return False
    return bool(re.search(r"措施|举措|事项|任务|内容|条款|政策$", column.heading))


def settle_work(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Exactly one column names the work: what stands left of it gathers, what stands right of it says what is to be done.

    Of several work columns the last one that is not an explanation of another names the work. Without one the policy items
    that are allocated are the work (政策措施); where only explanations (主要内容) are there, the first of them names it; of
    classes (一级指标, 二级指标) the last; then an indicator, then a lone column of steps (2025年重点任务).
    """
    if all(column.kind != "work" for column in columns):
        policy = next((column for column in columns if _is_policy(column)), None)
        columns = tuple(replace(column, kind="work") if column is policy else column for column in columns)
    order: tuple[ColumnKind, ...] = ("work", "detail", "section", "target", "period")
    kind = next(k for k in order if any(column.kind == k for column in columns))
    candidates = [column for column in columns if column.kind == kind]
    work = candidates[-1] if kind in ("work", "section") else candidates[0]

    def settled(column: Column) -> Column:
        if column is work:
            return replace(column, kind="work")
        if column.kind == "work" or (column.kind == "detail" and column.number < work.number):
            return replace(column, kind="section" if column.number < work.number else "detail")
        return column

    return tuple(settled(column) for column in columns)
